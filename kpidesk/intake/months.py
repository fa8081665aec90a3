"""Month names and their usual short forms, folded, in the languages of the files managers get."""

from __future__ import annotations

from collections import defaultdict

_NAMES = (
    "january february march april may june july august september october november december",
    "januar februar marz april mai juni juli august september oktober november dezember",
    "janner feber maerz april mai juni juli august september oktober november dezember",
    "janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre",
    "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
)


_SHORT = {"mrz": 3, "jly": 7, "sett": 9}
"""Short forms that no name begins with."""


def _months() -> dict[str, int]:
    meanings: dict[str, set[int]] = defaultdict(set)
    for names in _NAMES:
        for number, name in enumerate(names.split(), 1):
            for length in range(3, len(name) + 1):
                meanings[name[:length]].add(number)
    return _SHORT | {name: next(iter(numbers)) for name, numbers in meanings.items() if len(numbers) == 1}


MONTHS = _months()
"""Number of the month by name or unmistakable beginning of three letters or more."""
