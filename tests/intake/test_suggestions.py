"""What could be counted in a file of deals or activities, offered and never used unasked."""

from kpidesk.intake.columns import Profile
from kpidesk.intake.recipes import How, Measure
from kpidesk.intake.suggestions import likely, rules


def text(name, *texts):
    return Profile(name, texts, dates=False, numeric=False)


def date(name):
    return Profile(name, ("2026-08-10", "2026-08-11"), dates=True, numeric=False)


def number(name):
    return Profile(name, ("1", "2"), dates=False, numeric=True)


def by_key(found):
    return {rule.key: rule for rule in found}


def test_deals_give_new_ones_won_ones_their_value_and_the_win_rate():
    columns = [
        text("Agent", "Maya"),
        text("Stage", "Won", "Lost", "Open"),
        date("Engage"),
        date("Close"),
        number("Value"),
    ]
    found = by_key(rules(columns, lambda _text: None, "Agent"))
    won = (("Stage", ("Won",)),)
    assert found["opps_created"].date == "Engage"
    assert found["revenue_won"].measure == Measure(How.SUM, "Value", won)
    assert found["deals_won"].date == "Close"
    assert found["win_rate"].denominator == Measure(How.COUNT, where=(("Stage", ("Won", "Lost")),))


def test_words_written_together_are_told_apart():
    found = by_key(rules([text("Status", "Won", "Open"), date("CreatedOn"), date("CloseDate")], lambda _text: None))
    assert (found["opps_created"].date, found["deals_won"].date) == ("CreatedOn", "CloseDate")


def test_kinds_of_activity_are_counted_one_by_one():
    keys = {"call": "calls_made", "demos": "demos_held"}
    found = by_key(rules([text("Type", "call", "demo", "other"), date("Day")], keys.get))
    assert found["calls_made"].measure.where == (("Type", ("call",)),)
    assert found["demos_held"].measure.where == (("Type", ("demo",)),)


def test_amounts_alone_are_sales_unless_a_stage_says_which_of_them():
    sales = [date("Date"), number("Amount")]
    assert set(by_key(rules(sales, lambda _text: None))) == {"deals_won", "revenue_won"}
    assert rules([*sales, text("Stage", "A", "B")], lambda _text: None) == ()


def test_nothing_is_offered_without_dates():
    assert rules([text("Stage", "Won", "Lost"), number("Value")], lambda _text: None) == ()


def test_a_column_of_numbers_is_likely_the_kpi_it_is_named_like():
    names = {"proposals sent": "proposals_sent"}
    assert likely([number("Proposal sent")], frozenset(), names) == {"Proposal sent": "proposals_sent"}
    assert likely([number("Proposal sent")], frozenset({"proposal sent"}), names) == {}
    assert likely([text("Proposals sent", "yes")], frozenset(), names) == {}
