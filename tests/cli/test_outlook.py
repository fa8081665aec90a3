import json

import pytest

from kpidesk import cli

CONTRACT = {"kpi", "period", "target", "to_date", "projected", "low", "high", "p_hit", "required_per_week"}


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    path = tmp_path_factory.mktemp("outlook") / "team.kpidesk"
    assert cli.main(["--on", "2026-08-20", "demo", "--into", str(path)]) == 0
    return str(path)


@pytest.fixture
def kpidesk(sample, capsys):
    def run(*arguments, code=0):
        capsys.readouterr()
        assert cli.main(["--database", sample, "--on", "2026-08-20", *arguments]) == code
        caught = capsys.readouterr()
        return caught.out or caught.err

    return run


@pytest.mark.parametrize("whose", ["Maya", "--team"])
def test_the_answer_is_what_the_contract_says(kpidesk, whose):
    found = json.loads(kpidesk("outlook", whose, "--format", "json"))
    assert set(found) >= CONTRACT | {"f", "pace_index", "strain", "method", "n", "reason", "others"}
    assert (found["kpi"], found["period"]) == ("revenue_won", "Q3 2026")
    assert found["low"] < found["projected"] < found["high"]
    assert 0 < found["p_hit"] < 1


def test_the_table_says_what_it_rests_on(kpidesk):
    out = kpidesk("outlook", "Maya")
    assert "300,000  123,000" in out
    assert "4,000 draws from the rate of 22 won deals" in out
    assert "5 past periods" in out


def test_any_kpi_that_adds_up_can_be_asked_for(kpidesk):
    found = json.loads(kpidesk("outlook", "Maya", "--kpi", "meetings_held", "--period", "month", "--format", "json"))
    assert (found["kpi"], found["period"], found["method"]) == ("meetings_held", "August 2026", "count")


def test_without_a_target_there_is_nothing_and_a_reason(kpidesk):
    kpidesk("kpis", "add", "demos_held")
    found = json.loads(kpidesk("outlook", "Maya", "--kpi", "demos_held", "--format", "json"))
    assert (found["kpi"], found["p_hit"], found["reason"]) == ("demos_held", None, "no_target")
    assert "targets set" in kpidesk("outlook", "Maya", "--kpi", "demos_held")


@pytest.mark.parametrize("arguments", [(), ("Maya", "--team"), ("Maya", "--kpi", "win_rate"), ("Nobody",)])
def test_what_has_no_outlook_is_refused_in_one_line(kpidesk, arguments):
    assert kpidesk("outlook", *arguments, code=2).count("\n") == 1
