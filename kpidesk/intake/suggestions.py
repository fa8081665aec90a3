"""What the columns of a file could be for: offered in the window, never used unasked."""

from __future__ import annotations

import difflib
import re
from typing import TYPE_CHECKING

from kpidesk.domain.folding import fold
from kpidesk.intake.recipes import How, KpiRule, Measure

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from kpidesk.intake.columns import Profile

_OPENED = frozenset(("engage", "created", "create", "creation", "open", "opened", "started", "erstellt", "angelegt"))
_CLOSED = frozenset(("close", "closed", "closing", "won", "decided", "abschluss", "geschlossen", "actualclose"))
_AMOUNT = frozenset(
    (
        "value",
        "amount",
        "revenue",
        "acv",
        "arr",
        "sales",
        "price",
        "total",
        "ext",
        "betrag",
        "umsatz",
        "wert",
        "montant",
    )
)
_EXPECTED = frozenset(("est", "estimated", "expected", "forecast", "weighted", "geschatzt", "erwartet", "prevu"))
_WON = frozenset(("won", "gewonnen", "gagne", "ganada", "ganado"))
_STAGE = frozenset(("stage", "status", "outcome", "phase", "state", "result"))
_LOST = frozenset(("lost", "verloren", "perdu", "perdida", "perdido"))
_FEW = 40
"""A column with more different texts than these does not sort rows into kinds."""
_ALIKE = 0.72
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")


def rules(columns: Sequence[Profile], key: Callable[[str], str | None], rep: str | None = None) -> tuple[KpiRule, ...]:
    """What could be counted if each row is a deal or an activity.

    A stage or outcome column with won and lost deals gives new opportunities, deals won, revenue and win rate; a column
    with kinds of activity gives one count for each kind that is called like a KPI; amounts alone are sales.
    """
    dates = [column for column in columns if column.dates]
    if not dates:
        return ()
    kinds = [column for column in columns if sorts(column) and column.name != rep]
    found = _deals(columns, dates, kinds) or _activities(dates, kinds, key)
    return found if found or _named(kinds, _STAGE) else _sales(columns, dates)


def likely(columns: Iterable[Profile], taken: frozenset[str], names: Mapping[str, str]) -> dict[str, str]:
    """The KPI that each column of numbers without a use is named like, by `names`: keys by folded name."""
    used = {fold(name) for name in taken}
    found: dict[str, str] = {}
    for column in columns:
        if column.numeric and fold(column.name) not in used:
            plain = fold(column.name).replace("_", " ")
            near = difflib.get_close_matches(plain, names, n=1, cutoff=_ALIKE)
            if near and names[near[0]] not in found.values():
                found[column.name] = names[near[0]]
    return found


def _deals(columns: Sequence[Profile], dates: Sequence[Profile], kinds: Sequence[Profile]) -> tuple[KpiRule, ...]:
    opened = _named(dates, _OPENED)
    # A date that only won deals have says nothing of lost ones.
    both = [column for column in dates if not _words(column.name) & _WON]
    closed = _named(both, _CLOSED) or _named(dates, _CLOSED)
    amount = _amount(columns)
    outcome = next((column for column in kinds if _texts(column, _WON)), None)
    if outcome is None:
        return ()
    decided = closed or dates[-1].name
    won, lost = _texts(outcome, _WON), _texts(outcome, _LOST)
    is_won, is_decided = ((outcome.name, won),), ((outcome.name, (*won, *lost)),)
    found = [KpiRule("deals_won", Measure(How.COUNT, where=is_won), date=decided)]
    if opened:
        found.insert(0, KpiRule("opps_created", Measure(How.COUNT), date=opened))
    if amount:
        found.append(KpiRule("revenue_won", Measure(How.SUM, amount, is_won), date=decided))
    if lost and decided in {column.name for column in both}:
        sides = Measure(How.COUNT, where=is_won), Measure(How.COUNT, where=is_decided)
        found.append(KpiRule("win_rate", Measure(How.RATIO), *sides, date=decided))
    return tuple(found)


def _activities(
    dates: Sequence[Profile], kinds: Sequence[Profile], key: Callable[[str], str | None]
) -> tuple[KpiRule, ...]:
    best: dict[str, KpiRule] = {}
    for column in kinds:
        found: dict[str, list[str]] = {}
        for text in column.texts:
            named = key(text) or key(f"{text}s")
            if named:
                found.setdefault(named, []).append(text)
        if len(found) > len(best):
            best = {
                named: KpiRule(named, Measure(How.COUNT, where=((column.name, tuple(texts)),)), date=dates[0].name)
                for named, texts in found.items()
            }
    return tuple(best.values())


def _sales(columns: Sequence[Profile], dates: Sequence[Profile]) -> tuple[KpiRule, ...]:
    amount = _amount(columns)
    if amount is None:
        return ()
    day = _named(dates, _CLOSED) or dates[-1].name
    return KpiRule("deals_won", Measure(How.COUNT), date=day), KpiRule(
        "revenue_won", Measure(How.SUM, amount), date=day
    )


def _amount(columns: Sequence[Profile]) -> str | None:
    """The column of amounts: what was paid rather than what was expected."""
    numbers = [column for column in columns if column.numeric]
    sure = [column for column in numbers if not _words(column.name) & _EXPECTED]
    return _named(sure, _AMOUNT) or _named(numbers, _AMOUNT)


def is_stage(column: Profile) -> bool:
    """Whether a column tells by its name how far deals are."""
    return bool(_words(column.name) & _STAGE)


def sorts(column: Profile) -> bool:
    """Whether a column sorts rows into a few kinds."""
    return bool(column.texts) and not column.numeric and not column.dates and len(column.texts) <= _FEW


def _words(text: str) -> set[str]:
    """The words of a text, also of one written together: "CloseDate"."""
    return set(re.split(r"[^a-z0-9]+", fold(_HUMP.sub(" ", text))))


def _named(columns: Sequence[Profile], wanted: frozenset[str]) -> str | None:
    return next((column.name for column in columns if _words(column.name) & wanted), None)


def _texts(column: Profile, wanted: frozenset[str]) -> tuple[str, ...]:
    return tuple(text for text in column.texts if _words(text) & wanted)
