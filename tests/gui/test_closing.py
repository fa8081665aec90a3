import pytest
from PySide6.QtWidgets import QMessageBox, QPushButton

from kpidesk.gui.pages.page import Page


class Stuck(Page):
    """A page that holds a text no disk takes."""

    def leave(self) -> bool:
        return False


@pytest.fixture
def stuck(window):
    window.stack.add("stuck", Stuck(window.context, "Stuck"))
    return window


def button(window, name):
    found = window.findChild(QMessageBox, "unsaved").findChild(QPushButton, name)
    assert found is not None
    return found


def test_the_window_does_not_close_over_a_text_that_is_not_saved(stuck):
    assert not stuck.close()
    assert stuck.isVisible()
    button(stuck, "stay").click()
    assert stuck.isVisible()


def test_the_user_may_close_and_lose_the_text_on_purpose(stuck):
    stuck.close()
    button(stuck, "close_and_lose").click()
    assert not stuck.isVisible()


def test_with_everything_saved_the_window_just_closes(window):
    assert window.close()
