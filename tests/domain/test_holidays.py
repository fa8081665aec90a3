from kpidesk.domain.holidays import calendar_called


def test_a_calendar_is_known_however_it_is_spelled():
    assert calendar_called(" BAVARIA ", ["Bavaria", "France"]) == "Bavaria"
    assert calendar_called("Île  de France", ["Bavaria"]) == "Île de France"
    assert calendar_called("", ["Bavaria"]) == ""
