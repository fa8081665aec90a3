"""What a scroll area shows can change while a button in it is being clicked."""

from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget
from shiboken6 import isValid

from kpidesk.gui.widgets.scroll import Scroll, put_in


def with_a_box(box):
    content = QWidget()
    QVBoxLayout(content).addWidget(box)
    return content


def test_the_content_before_outlives_the_click_that_replaces_it(dressed, qtbot):
    box, second = QCheckBox("done"), QWidget()
    area = Scroll(with_a_box(box), "promises")
    qtbot.addWidget(area)
    area.show()
    seen = []

    def replace_it():
        put_in(area, second)
        seen.append((area.widget() is second, isValid(box) and not box.isVisible()))

    box.clicked.connect(replace_it)
    box.click()
    assert seen == [(True, True)]
    qtbot.waitUntil(lambda: not isValid(box))
    assert not second.autoFillBackground()
