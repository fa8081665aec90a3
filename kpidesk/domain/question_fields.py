"""The fields in braces of a question: which there are, and which a signal knows. Nothing else is ever filled in."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kpidesk.domain.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

ALWAYS = frozenset({"rep"})
"""Known whatever the talking point is about."""

_FIELD = re.compile(r"\{([^{}]*)\}")
_PER_RULE: Mapping[str, str] = {
    **dict.fromkeys(
        ("W2", "W4", "W6", "L1", "L2", "L5", "L7", "L8", "Q3", "Q5", "Q6", "Q7", "Q8", "Q9", "Y2", "Y3"), "kpi"
    ),
    **dict.fromkeys(("P3", "P5", "FCST", "GROW", "PIN"), "kpi"),
    "W1": "kpi k",
    **dict.fromkeys(("W3", "L3", "L4"), "kpi date"),
    **dict.fromkeys(("C1", "DUE", "OPENCOM"), "commitment date"),
    "L6": "kpi lo hi",
    **dict.fromkeys(("Q1", "Q2", "Q4"), "kpi activity rate"),
    **dict.fromkeys(("P1", "P2"), "kpi date period next_period"),
    "P4": "kpi period",
    "Y1": "kpi lag k n date",
    "H8": "quarter",
}

FIELDS = frozenset(name for names in _PER_RULE.values() for name in names.split()) | ALWAYS
"""Every field there is."""


def known(rule: str) -> frozenset[str]:
    """The fields a rule may fill in."""
    return frozenset(_PER_RULE.get(rule, "").split()) | ALWAYS


def check_fields(text: str, rules: Collection[str]) -> None:
    """Refuse a question with a field that none of these rules, or not every one, can fill in.

    Raises:
        UserError: A field is unknown, a brace stands alone, or a rule does not know a field.
    """
    rest = _FIELD.sub("", text)
    if "{" in rest or "}" in rest:
        raise UserError("A brace stands alone. Write fields as {rep}, and use no braces elsewhere.")
    for name in dict.fromkeys(_FIELD.findall(text)):
        without = [rule for rule in sorted(rules) if name not in known(rule)]
        if name in FIELDS and not without and (rules or name in ALWAYS):
            continue
        common = frozenset.intersection(*map(known, rules)) if rules else ALWAYS
        there = ", ".join(f"{{{each}}}" for each in sorted(common))
        whom = f" where {', '.join(without)} speaks" if name in FIELDS and without else ""
        raise UserError(f"{{{name}}} is not known{whom}. Use {there}, or take it out.")
