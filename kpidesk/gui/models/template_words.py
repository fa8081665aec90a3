"""What sections, families, situations and roles are called."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from kpidesk.domain.signals.rulebook import RULEBOOK
from kpidesk.domain.terms import Family, Section
from kpidesk.gui import formats
from kpidesk.gui.models.signal_words import meaning

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kpidesk.domain.lengths import Plan


def tr(text: str) -> str:
    """Translate a text of this module."""
    return QCoreApplication.translate("template_words", text)


def section(which: Section) -> str:
    """The heading of a section."""
    return {
        Section.REP_TOPICS: tr("Your topics"),
        Section.WINS: tr("What works"),
        Section.COMMITMENTS: tr("Promises"),
        Section.FOCUS: tr("Coaching focus"),
        Section.FORECAST: tr("Forecast check"),
        Section.CLOSE: tr("Close"),
    }[which]


def family(which: Family) -> str:
    """The name of a family of signals."""
    return {
        Family.WINS: tr("Wins"),
        Family.COMMITMENTS: tr("Promises"),
        Family.LEADING: tr("Leading KPIs"),
        Family.QUALITY: tr("Quality"),
        Family.PIPELINE: tr("Pipeline"),
        Family.YIELDS: tr("Yields"),
        Family.RHYTHM: tr("Rhythm and growth"),
    }[which]


def minutes(plan: Plan) -> str:
    """The minutes of the sections in a sentence; sections without any are left out."""
    parts = [
        formats.fill(tr("%1 %2"), section(each), str(plan.sections[each])) for each in Section if plan.sections[each]
    ]
    return formats.fill(tr("%1 min: %2"), str(plan.minutes), ", ".join(parts))


def situation(rule: str) -> str:
    """When a question fits: a signal by its code and meaning, what needs no signal in words."""
    if rule in RULEBOOK:
        return f"{rule} · {meaning(rule)}"
    return without_signal().get(rule, rule)


def situations(rules: Iterable[str]) -> str:
    """When a question fits, in one line: signals by their codes, then in words what needs no signal."""
    known = without_signal()
    return ", ".join(known.get(each, each) for each in sorted(rules, key=lambda rule: (rule in known, rule)))


def without_signal() -> Mapping[str, str]:
    """Talking points that need no signal."""
    return {
        "OPEN": tr("The start, without a topic"),
        "TOPIC": tr("A topic of the rep"),
        "WIN": tr("A habit that holds"),
        "ASK": tr("No win in the numbers"),
        "OPENCOM": tr("An open promise"),
        "DUE": tr("A promise due on the day"),
        "OWED": tr("A promise of yours"),
        "GROW": tr("Nothing slips"),
        "ALIGN": tr("No numbers yet"),
        "PIN": tr("Something you pinned"),
        "FCST": tr("The forecast check"),
        "CLOSE": tr("The close"),
    }


def role(code: str) -> str:
    """A role as the question bank knows it."""
    return {
        "sdr": tr("SDR"),
        "inside": tr("Inside sales"),
        "field": tr("Field sales"),
        "account_manager": tr("Account manager"),
        "channel": tr("Channel"),
    }.get(code, code)
