"""A captured line in the language of the window: names and figures of the locale, and what the chips say."""

import datetime as dt

import pytest
from PySide6.QtCore import QLocale

from kpidesk.domain.capture import Level, Promise, capture
from kpidesk.domain.entities import Kpi, Rep, new_id
from kpidesk.domain.terms import Cadence, Kind, Owner, Unit
from kpidesk.gui import capture_words
from kpidesk.gui.capture_words import locale_words

THURSDAY = dt.date(2026, 8, 20)
MAYA = Rep(new_id(), "Maya Okafor")
CALLS = Kpi(new_id(), "discovery_held", "Discovery calls", noun="discovery calls")
REVENUE = Kpi(new_id(), "revenue_won", "Won revenue", unit=Unit.CURRENCY, cadence=Cadence.MONTH, kind=Kind.LAGGING)


@pytest.fixture
def locale(dressed):
    """Let the system speak another language for a while."""
    before = QLocale()
    yield lambda name: QLocale.setDefault(QLocale(name))
    QLocale.setDefault(before)


@pytest.mark.parametrize(
    ("name", "line", "day"),
    [
        ("de_DE", "Angebot an Acme bis nächsten Freitag", "2026-08-21"),
        ("de_DE", "Angebot an Acme bis 03.09.", "2026-09-03"),
        ("de_AT", "Angebot bis 5. Jänner", "2027-01-05"),
        ("en_GB", "call Acme by 3/9", "2026-09-03"),
        ("en_US", "call Acme by 9/3", "2026-09-03"),
        ("en_GB", "call Acme by 1 Sept", "2026-09-01"),
        ("fr_FR", "appeler Acme vendredi", "2026-08-21"),
        ("fr_FR", "appeler Acme 3 septembre", "2026-09-03"),
        ("sv_SE", "ring Acme fredag", "2026-08-21"),
    ],
)
def test_days_are_those_of_the_locale(locale, name, line, day):
    locale(name)
    found = capture(line, MAYA, [CALLS], THURSDAY, locale_words())
    assert found.day == dt.date.fromisoformat(day)


def amount(line):
    found = capture(line, MAYA, [CALLS], THURSDAY, locale_words()).amount
    return found and found.value


def test_numbers_have_the_decimal_sign_of_the_locale(locale):
    locale("de_DE")
    assert amount("2,5 discovery calls") == 2.5
    locale("en_GB")
    assert amount("1,200 discovery calls") == 1200


def test_the_manager_is_known_by_name(dressed):
    for line in ("Elena: call Acme", "Elena Brandt: call Acme", "me: call Acme"):
        assert capture(line, MAYA, [CALLS], THURSDAY, locale_words("Elena Brandt")).owner is Owner.MANAGER


def made(kpi=CALLS, level=None, due=None):
    return Promise("text", Owner.REP, kpi, (), level or Level(), delta=False, due=due)


def test_a_level_is_told_with_where_it_starts_and_from_how_many_weeks(dressed):
    assert capture_words.level(made(level=Level(9.75, 4, 10)), "EUR") == "10 a week, now 9.8 (4 weeks)"
    assert capture_words.level(made(level=Level(9.75, 1)), "EUR") == "now 9.8 (1 week)"
    assert capture_words.level(made(level=Level(None, 0, 10)), "EUR") == "10 a week, no data yet"
    assert capture_words.level(made(REVENUE, Level(4000, 4, 5000)), "EUR") == "€5k a month, now €4k (4 weeks)"
    assert capture_words.level(made(None), "EUR") == ""


def test_a_day_is_told_in_full(dressed):
    assert capture_words.due(dt.date(2026, 8, 28), THURSDAY) == "by Fri 28 Aug"
    assert capture_words.due(dt.date(2027, 8, 3), THURSDAY) == "by Tue 3 Aug 2027"
    assert capture_words.due(None, THURSDAY) == "no due day"
