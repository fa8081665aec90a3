"""Numbers as people write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpidesk.domain.errors import UserError
from kpidesk.intake.values import Numbers, currencies, decide_decimal, is_blank, is_missing, says_thousands

POINT, COMMA = Numbers("."), Numbers(",")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("6,718", 6718),
        ("$1,054.00", 1054),
        ("(1,200)", -1200),
        ("12-", -12),
        ("− 5", -5),
        ("1 234 567", 1234567),
        ("1\u202f234,5".replace(",", "."), 1234.5),
        ("1'234.50", 1234.5),
        ("30.00%", 0.3),
        ("€ 5", 5),
        ("5 h", 5),
        ("1e3", 1000),
        ("0001", 1),
        ("12k", 12_000),
        ("$1.2M", 1_200_000),
        ("3.5 bn", 3_500_000_000),
        ("₹12,34,567", 1_234_567),
    ],
)
def test_numbers_with_a_decimal_point(text, value):
    assert POINT.read(text) == pytest.approx(value)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        *(
            ("47.208,00 €", 47208),
            ("1,7", 1.7),
            ("200.000.000", 200_000_000),
            ("63 %", 0.63),
            ("1.234", 1234),
            ("12", 12),
        ),
        *(("1,2 Mio. €", 1_200_000), ("850 Tsd. €", 850_000), ("12 TEUR", 12_000), ("2,5 Mrd", 2_500_000_000)),
    ],
)
def test_numbers_with_a_decimal_comma(text, value):
    assert COMMA.read(text) == pytest.approx(value)


@pytest.mark.parametrize(
    "text",
    [
        "Closed",
        "$101,2000.00",
        "1_000",
        "nan",
        "inf",
        "1e400",
        "1.2.3",
        "12 34",
        "--5",
        "9" * 60,
        "30m",
        "k",
        "12,34,56",
    ],
)
def test_what_is_no_number_is_refused(text):
    with pytest.raises(ValueError, match=r"is not a number|is too large"):
        POINT.read(text)


def test_a_point_before_three_digits_of_money_is_asked_also_in_a_file_split_by_commas():
    with pytest.raises(UserError, match=r"1.234 EUR can be 1.234 or 1234"):
        decide_decimal({"Revenue": ["100 EUR", "1.234 EUR"]}, ",", "f.csv")
    assert decide_decimal({"Revenue": ["$1,234"]}, ",", "f.csv") == {"Revenue": "."}


def test_the_currencies_beside_some_numbers():
    assert currencies(["€5", "5 EUR", "1.234,50 €"]) == {"€"}
    assert currencies(["US$ 5", "5 usd", "CHF 3", "12"]) == {"$", "CHF"}
    assert currencies(["europe", "5", "12k"]) == set()


def test_a_point_is_never_taken_for_a_decimal_sign_beside_a_decimal_comma():
    with pytest.raises(ValueError, match="is not a number"):
        COMMA.read("12.5")


@pytest.mark.parametrize("text", ["n/a", "NULL", "None", ".", "****", "#N/A"])
def test_words_for_nothing_are_missing_and_not_zero(text):
    assert is_missing(text)
    assert not is_blank(text)


def test_a_dash_is_an_empty_cell():
    assert is_blank(" – ")


def test_one_sure_number_decides_its_column():
    assert decide_decimal({"a": ["1.234", "5.678", "1.234,50"]}, ";", "f.csv") == {"a": ","}


def test_a_column_in_doubt_follows_the_others_of_its_file():
    assert decide_decimal({"a": ["1.234"], "b": ["1,5"]}, ";", "f.csv") == {"a": ",", "b": ","}


def test_in_a_file_split_by_commas_the_comma_is_no_decimal_sign():
    assert decide_decimal({"a": ["6,718", "1,728"]}, ",", "f.csv") == {"a": "."}


def test_a_number_that_can_be_read_in_two_ways_is_asked():
    with pytest.raises(UserError, match=r"column “a”: 1\.234 can be 1\.234 or 1234"):
        decide_decimal({"a": ["1.234", "12"]}, ";", "f.csv")


def test_a_column_that_mixes_both_ways_is_refused():
    with pytest.raises(UserError, match="some numbers have a decimal point"):
        decide_decimal({"a": ["1.5", "2,5"]}, ";", "f.csv")


@given(st.decimals(min_value=-10_000_000, max_value=10_000_000, places=2))
def test_both_ways_of_writing_a_number_read_the_same(number):
    english = f"{number:,.2f}"
    german = english.replace(",", "_").replace(".", ",").replace("_", ".")
    assert POINT.read(english) == COMMA.read(german) == float(number)


@pytest.mark.parametrize(
    ("header", "says"),
    [
        *(
            (name, True)
            for name in ("Revenue (in thousands)", "Umsatz (T€)", "Umsatz TEUR", "ARR $k", "Revenue ($000)")
        ),
        *((name, True) for name in ("Umsatz Tsd. €", "Value [k€]", "Revenue (k)", "Chiffre, k€")),
        *(
            (name, False)
            for name in ("Revenue", "Code 2000", "Kontakte", "Calls", "K", "T-shirts sold", "Deals over 1,000")
        ),
    ],
)
def test_a_header_says_thousands(header, says):
    assert says_thousands(header) is says
