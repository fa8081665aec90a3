"""Words with a fixed meaning: kinds, units, states. Free of numpy, so that painting may know them."""

from __future__ import annotations

from enum import StrEnum

ROLES = ("sdr", "inside", "field", "account_manager", "channel")
"""Roles a KPI template may name; "all" stands for every one of them."""


class Status(StrEnum):
    """Where a KPI or a rep stands; drawn as circle, triangle, diamond and dashed ring."""

    GOOD = "good"
    WATCH = "watch"
    RISK = "risk"
    NONE = "none"


class Trend(StrEnum):
    """Where a series is going, said only when it is unlikely to be chance (domain brief 2.11)."""

    RISING = "rising"
    FALLING = "falling"
    STEADY = "steady"


class Kind(StrEnum):
    """Whether a KPI leads the result or lags behind it."""

    LEADING = "leading"
    LAGGING = "lagging"


class KpiClass(StrEnum):
    """How far a KPI is in the rep's own hands (Jordan & Vazzana: activities, objectives, results)."""

    ACTIVITY = "activity"
    QUALITY = "quality"
    PIPELINE = "pipeline"
    HYGIENE = "hygiene"
    OUTCOME = "outcome"


class Unit(StrEnum):
    """What a value counts; percent values are fractions (0.63)."""

    COUNT = "count"
    PERCENT = "percent"
    CURRENCY = "currency"
    CURRENCY_PER_DAY = "currency_per_day"
    HOURS = "hours"
    DAYS = "days"
    MINUTES = "minutes"
    RATIO = "ratio"
    SCORE = "score"


class Direction(StrEnum):
    """Which way is better."""

    UP = "up"
    DOWN = "down"
    BAND = "band"


class Aggregation(StrEnum):
    """How values of short periods, or of several reps, become one value."""

    SUM = "sum"
    LAST = "last"
    RATIO = "ratio"
    MEDIAN = "median"
    DISTINCT = "distinct"
    RECOMPUTE = "recompute"


class Cadence(StrEnum):
    """The period a value, a target or a rhythm belongs to."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


class Scope(StrEnum):
    """Whom a target is for; the nearest scope wins (rep, then role, then team, then default)."""

    REP = "rep"
    ROLE = "role"
    TEAM = "team"
    DEFAULT = "default"


class YearPattern(StrEnum):
    """How the fiscal year is cut into months and quarters: by calendar months, or by weeks."""

    MONTHS = "months"
    WEEKS_445 = "4-4-5"
    WEEKS_454 = "4-5-4"
    WEEKS_544 = "5-4-4"


class YearEnd(StrEnum):
    """On which of its weekdays a fiscal year of whole weeks ends: the last of the month, or the nearest to its end."""

    LAST = "last"
    NEAREST = "nearest"


class YearName(StrEnum):
    """After which calendar year a fiscal year is named: the one it ends in, or the one it starts in."""

    ENDS = "ends"
    STARTS = "starts"


class Visibility(StrEnum):
    """Who may ever see a note; private text never leaves the file."""

    PRIVATE = "private"
    SHARED = "shared"


class Owner(StrEnum):
    """Who owes a commitment."""

    REP = "rep"
    MANAGER = "manager"


class Line(StrEnum):
    """Where something may be typed that is kept before it is entered."""

    COMMITMENT = "commitment"
    AMENDMENT = "amendment"
    PRIVATE_AMENDMENT = "private_amendment"


class CommitmentStatus(StrEnum):
    """Where a commitment stands."""

    OPEN = "open"
    DONE = "done"
    MISSED = "missed"
    DROPPED = "dropped"
    CARRIED = "carried"


class MeetingStatus(StrEnum):
    """Where a one-on-one stands."""

    PLANNED = "planned"
    RUNNING = "running"
    HELD = "held"
    CANCELLED = "cancelled"
    NO_SHOW = "no_show"


class Section(StrEnum):
    """The sections of an agenda, in their fixed order; forecast comes after all coaching and before the close."""

    REP_TOPICS = "rep_topics"
    WINS = "wins"
    COMMITMENTS = "commitments"
    FOCUS = "focus"
    FORECAST = "forecast"
    CLOSE = "close"


class Family(StrEnum):
    """The families of signal rules; a rule's code begins with the letter of its family."""

    WINS = "wins"
    COMMITMENTS = "commitments"
    LEADING = "leading"
    QUALITY = "quality"
    PIPELINE = "pipeline"
    YIELDS = "yields"
    RHYTHM = "rhythm"


class ItemState(StrEnum):
    """Whether the manager took a suggested agenda item."""

    SUGGESTED = "suggested"
    ACCEPTED = "accepted"
    DISMISSED = "dismissed"


class CalendarStep(StrEnum):
    """What happens with an appointment of a calendar that is taken in."""

    PLAN = "plan"
    MOVE = "move"
    CANCEL = "cancel"
    SAME = "same"
    LEAVE_OUT = "leave_out"
