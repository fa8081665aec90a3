"""What each signal rule means, and what its numbers are called."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from kpidesk.domain.signals.rulebook import Measure
from kpidesk.domain.terms import Unit
from kpidesk.gui import formats, typed_numbers

if TYPE_CHECKING:
    from kpidesk.domain.signals.rulebook import Number


def tr(text: str) -> str:
    """Translate a text about signals."""
    return QCoreApplication.translate("signals", text)


def meaning(rule: str) -> str:
    """When a rule speaks, in one line."""
    return {
        "W1": tr("A leading KPI has been on target for weeks"),
        "W2": tr("A KPI left its usual range to the good side"),
        "W3": tr("A KPI improves over 13 weeks"),
        "W4": tr("The best week so far of something in the rep’s own hands"),
        "W5": tr("The rep has kept a commitment since last time"),
        "W6": tr("A leading KPI is no longer at risk"),
        "C1": tr("A commitment of the rep is overdue"),
        "C2": tr("A commitment has waited long, or was carried over"),
        "C3": tr("Commitments on one KPI were missed again"),
        "C4": tr("Many commitments of the rep are open at once"),
        "C5": tr("A commitment of yours is overdue"),
        "L1": tr("A leading KPI was well below target last week, and below it over four"),
        "L2": tr("A leading KPI has been below target for weeks"),
        "L3": tr("A leading KPI left its usual range to the bad side"),
        "L4": tr("A leading KPI gets worse over 13 weeks"),
        "L5": tr("On target over eight weeks, but in bursts"),
        "L6": tr("A target lies beyond what the present way of working reaches"),
        "L7": tr("A leading KPI is behind the pace of its period"),
        "L8": tr("A leading KPI is below what most peers in the role reach"),
        "Q1": tr("Much activity, and little of it succeeds"),
        "Q2": tr("Little activity, and much of it succeeds"),
        "Q3": tr("Booked meetings do not take place"),
        "Q4": tr("More activity, and its success rate fell"),
        "Q5": tr("First answers to leads take long"),
        "Q6": tr("Open opportunities have no next step"),
        "Q7": tr("Larger opportunities rest on few contacts"),
        "Q8": tr("Open opportunities have gone quiet"),
        "Q9": tr("Discounts grow"),
        "P1": tr("The next period has too little in its pipeline"),
        "P2": tr("Too little pipeline is created for the next target"),
        "P3": tr("The target of the running period is at risk"),
        "P4": tr("Results are on pace while an agreed activity is low"),
        "P5": tr("Deals that were due move to later"),
        "Y1": tr("One of the best yields is under-used"),
        "Y2": tr("Much time goes into something of little yield"),
        "Y3": tr("An agreed trial has ended"),
        "H1": tr("The last one-on-one is longer ago than agreed"),
        "H2": tr("One-on-ones fall through"),
        "H3": tr("Numbers are missing or old"),
        "H4": tr("The agreed KPIs are due for another look"),
        "H5": tr("Too many KPIs are agreed"),
        "H6": tr("A new rep reaches day 30, 60 or 90"),
        "H7": tr("No win was named lately"),
        "H8": tr("Nobody has talked about the rep’s development"),
        "H9": tr("Forecast takes more than its share; only you see it"),
        "H10": tr("The rep is back from long leave"),
    }[rule]


def label(name: str) -> str:
    """What a number of a rule is called."""
    return {
        "streak_weeks": tr("Weeks on target in a row"),
        "best_of": tr("Best of at least"),
        "best_cases": tr("Cases of a rate, at least"),
        "recovered_weeks": tr("Weeks out of risk"),
        "stale_days": tr("Days without an update"),
        "carried_times": tr("Times carried over"),
        "missed_of_last": tr("Missed, at least"),
        "missed_window": tr("Of the last"),
        "open_commitments": tr("More than"),
        "missed_last": tr("Last week under"),
        "missed_recent": tr("Four weeks under"),
        "low_weeks": tr("Weeks below target in a row"),
        "alarm_weeks": tr("Alarm from"),
        "uneven": tr("Weeks vary by"),
        "uneven_ratio": tr("Times the usual"),
        "uneven_from": tr("Attainment from"),
        "uneven_until": tr("Attainment up to"),
        "capability_points": tr("Known weeks, at least"),
        "pace_from": tr("Of the period, from"),
        "pace_until": tr("Of the period, up to"),
        "pace_index": tr("Pace under"),
        "strain": tr("Times the recent rate"),
        "peer_share": tr("Lowest part of peers"),
        "peer_count": tr("Peers, at least"),
        "busy": tr("Activity at target, from"),
        "busy_share": tr("Or above this part of peers"),
        "low_rate": tr("Rate under"),
        "busy_cases": tr("Cases, at least"),
        "few": tr("Activity under"),
        "few_cases": tr("Cases, at least"),
        "show_rate": tr("Held, under"),
        "shows_due": tr("Due in four weeks, at least"),
        "volume_growth": tr("Activity grew by"),
        "volume_window": tr("Weeks compared"),
        "slow_weeks": tr("Weeks over target in a row"),
        "slow_tail": tr("Slowest tenth, times the target"),
        "next_step_rate": tr("With a next step, under"),
        "next_step_opportunities": tr("Open opportunities, at least"),
        "contacts": tr("Fewer contacts than"),
        "single_opportunities": tr("Such opportunities, at least"),
        "stalled_rate": tr("Gone quiet, at least"),
        "stalled_opportunities": tr("Open opportunities, at least"),
        "discount_points": tr("Higher by"),
        "discount_deals": tr("Deals in four weeks, at least"),
        "coverage": tr("Under this part of what is needed"),
        "creation": tr("Under this part of what is needed"),
        "forecast_from": tr("Of the period, from"),
        "chance": tr("Chance under"),
        "forecast_pace": tr("Or, without a chance, pace under"),
        "feast": tr("Pace of the result, from"),
        "famine": tr("Activity under"),
        "famine_weeks": tr("For weeks"),
        "slipped_rate": tr("Moved to later, at least"),
        "slipped_deals": tr("Deals due in four weeks, at least"),
        "best_yields": tr("How many of the best"),
        "low_yield": tr("Under this part of the best"),
        "load": tr("Times what is usual among peers"),
        "gap_share": tr("Times the agreed rhythm"),
        "cancelled_of_last": tr("Fell through, at least"),
        "cancelled_window": tr("Of the last"),
        "missing_weeks": tr("Missing of four weeks"),
        "import_days": tr("Newest import older than"),
        "agreement_days": tr("Days since the agreement"),
        "undiscussed_weeks": tr("Weeks without a word about a KPI"),
        "focus_kpis": tr("In focus, more than"),
        "agreed_kpis": tr("Agreed, more than"),
        "ramp_days": tr("Targets count from day"),
        "unrecognised_meetings": tr("One-on-ones without a win"),
        "development_days": tr("Days without it"),
        "forecast_share": tr("Of the timed minutes, over"),
        "creep_of_last": tr("One-on-ones, at least"),
        "creep_window": tr("Of the last"),
        "leave_days": tr("Working days off, at least"),
        "leave_within": tr("Back within days"),
    }[name]


def printed(number: Number, value: float) -> str:
    """A number with its unit: "80%", "4 weeks", "1.5 times"."""
    unit = {
        Measure.SHARE: "%1%",
        Measure.POINTS: tr("%1 points"),
        Measure.TIMES: tr("%1 times"),
        Measure.WEEKS: tr("%1 weeks") if value != 1 else tr("%1 week"),
        Measure.DAYS: tr("%1 days") if value != 1 else tr("%1 day"),
        Measure.COUNT: "%1",
    }[number.measure]
    shown = value * 100 if number.measure in {Measure.SHARE, Measure.POINTS} else value
    return formats.fill(unit, typed_numbers.exact(round(shown, 6), Unit.RATIO))


def suffix(number: Number) -> str:
    """What stands behind a number in its field."""
    return {
        Measure.SHARE: "%",
        Measure.POINTS: f" {tr('points')}",
        Measure.TIMES: f" {tr('times')}",
        Measure.WEEKS: f" {tr('weeks')}",
        Measure.DAYS: f" {tr('days')}",
        Measure.COUNT: "",
    }[number.measure]
