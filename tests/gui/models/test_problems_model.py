from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from kpidesk.domain.terms import Status
from kpidesk.gui.models.problems_model import Finding, ProblemsModel, two_parts
from kpidesk.gui.roles import Role


def test_findings_are_told_in_two_lines_with_a_mark():
    model = ProblemsModel()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    finding = Finding("Row 8: “n/a” is not a number.", "Left empty, not counted as zero.", Status.RISK, 8, "Calls")
    model.set_rows([finding])
    at = model.index(0)
    assert (at.data(Role.TITLE), at.data(Role.META)) == (finding.title, finding.meta)
    assert at.data(Role.STATUS) == Status.RISK
    assert at.data(Role.ENTITY) is finding
    assert at.data(Qt.ItemDataRole.AccessibleTextRole).endswith("not counted as zero.")


def test_the_first_sentence_is_what_is_wrong_and_the_others_what_will_happen():
    assert two_parts("“n/a” is not a number. Left empty.") == ("“n/a” is not a number.", "Left empty.")
    assert two_parts("Only one.") == ("Only one.", "")
    assert two_parts("Which column? Say it.") == ("Which column?", "Say it.")


def test_a_full_stop_in_a_quoted_name_ends_no_sentence():
    assert two_parts("No rep is called “Okafor, M. A.”. Closest is Maya.") == (
        "No rep is called “Okafor, M. A.”.",
        "Closest is Maya.",
    )
