from kpidesk.crashes import keep, report

SECRET = "Lost confidence after the Orbit deal"


def crash():
    note = SECRET
    try:
        int(note)
    except ValueError as error:
        raise RuntimeError(note) from error


def crashed():
    try:
        crash()
    except RuntimeError as error:
        return error
    raise AssertionError


def test_a_report_says_where_but_never_what_the_data_said():
    text = report(crashed())
    assert "RuntimeError" in text
    assert "ValueError" in text
    assert "test_crashes.py" in text
    assert "in crash" in text
    assert SECRET not in text
    assert "Orbit" not in text


def test_reports_are_appended_to_the_log(tmp_path):
    keep(crashed(), tmp_path / "log")
    path = keep(crashed(), tmp_path / "log")
    assert path is not None
    assert path.read_text(encoding="utf-8").count("builtins.RuntimeError") == 2


def test_a_log_that_cannot_be_written_is_no_second_crash(tmp_path, capsys):
    (tmp_path / "log").write_text("a file where the folder should be")
    assert keep(crashed(), tmp_path / "log") is None
    assert "cannot be written" in capsys.readouterr().err
