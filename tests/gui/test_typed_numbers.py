import pytest
from PySide6.QtCore import QLocale

from kpidesk.domain.errors import UserError
from kpidesk.domain.terms import Unit
from kpidesk.gui import typed_numbers


@pytest.fixture(autouse=True)
def language(request):
    before = QLocale()
    QLocale.setDefault(QLocale(getattr(request, "param", "en_GB")))
    yield
    QLocale.setDefault(before)


@pytest.mark.parametrize(
    ("text", "unit", "means"),
    [
        ("9", Unit.COUNT, 9.0),
        (" 1,234.5 ", Unit.COUNT, 1234.5),
        ("0", Unit.COUNT, 0.0),
        ("", Unit.COUNT, None),
        ("–", Unit.COUNT, None),
        ("63", Unit.PERCENT, 0.63),
        ("63%", Unit.PERCENT, 0.63),
        ("0.5 %", Unit.PERCENT, 0.005),
        ("€14.4k", Unit.CURRENCY, 14_400.0),
        ("1.21M", Unit.CURRENCY, 1_210_000.0),
        ("−300", Unit.CURRENCY, -300.0),
        ("6.4 h", Unit.HOURS, 6.4),
    ],
)
def test_numbers_mean_what_they_say(text, unit, means):
    assert typed_numbers.parse(text, unit, "EUR") == (None if means is None else pytest.approx(means))


@pytest.mark.parametrize("language", ["de_DE"], indirect=True)
def test_numbers_follow_the_locale():
    assert typed_numbers.parse("1.234,5", Unit.COUNT) == 1234.5
    with pytest.raises(UserError, match=r"“1\.5” is not a number"):
        typed_numbers.parse("1.5", Unit.COUNT)
    assert typed_numbers.exact(1234.5, Unit.COUNT) == "1234,5"


@pytest.mark.parametrize("text", ["n/a", "1e400", "inf", "nan", "12 calls", "=1+1", "١"])
def test_what_is_no_number_is_refused(text):
    with pytest.raises(UserError, match="is not a number"):
        typed_numbers.parse(text, Unit.COUNT)


@pytest.mark.parametrize("text", ["0.63", "1"])
def test_a_percentage_that_could_be_a_fraction_is_asked_again(text):
    with pytest.raises(UserError, match="Type it with a percent sign"):
        typed_numbers.parse(text, Unit.PERCENT)


@pytest.mark.parametrize("unit", list(Unit))
@pytest.mark.parametrize("value", [0.0, 12.0, 2 / 3, 1234.56])
def test_a_value_in_full_reads_back_as_itself(value, unit):
    assert typed_numbers.parse(typed_numbers.exact(value, unit), unit, "EUR") == pytest.approx(value, rel=1e-9)


def test_missing_is_empty_in_full():
    assert typed_numbers.exact(None, Unit.COUNT) == ""


def test_a_block_is_read_as_excel_writes_it():
    assert typed_numbers.block('9\t10\r\n\t"1\n2"\r\n') == [["9", "10"], ["", "1\n2"]]
    assert typed_numbers.block("5") == [["5"]]
    assert typed_numbers.block("1\r\n\r\n3\r\n") == [["1"], [""], ["3"]]
    assert typed_numbers.block("") == []
