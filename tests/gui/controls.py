"""What a window offers to the keyboard and to a screen reader, as tests look at it."""

from collections import Counter
from itertools import pairwise

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QButtonGroup,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QSlider,
    QTabBar,
    QTextEdit,
    QWidget,
)

from kpidesk.domain.terms import MeetingStatus

CONTROLS = (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QSlider,
    QTabBar,
    QTextEdit,
)
_WHOLE = (QAbstractSpinBox, QComboBox, QLineEdit, QTabBar)
"""Controls whose parts are not controls of their own."""
_PARTS, _MOST = 6, 400


def controls(root):
    """The controls in sight; parts of a control are none."""
    found = [each for each in root.findChildren(QWidget) if isinstance(each, CONTROLS) and each.isVisible()]
    return [each for each in found if not _is_part(each)]


def complaints(root):
    """What is wrong with the names of the controls in sight; empty if nothing."""
    found = controls(root)
    said = []
    for each in found:
        name, words = each.objectName(), each.accessibleName()
        who = f"{type(each).__name__} {name or words or '?'} in {each.parentWidget()}"
        if not name:
            said.append(f"{who} has no object name")
        if not words.strip():
            said.append(f"{who} has no accessible name")
        if words and words == name:
            said.append(f"{who} says its object name")
        if isinstance(each, QAbstractButton) and _plain(each.text()) not in _plain(words):
            said.append(f"{who} shows “{each.text()}” and says “{words}”")
    twice = Counter((type(each).__name__, each.objectName()) for each in found)
    said += [f"{count} of {kind} are named {name}" for (kind, name), count in twice.items() if count > 1]
    return said


def tabs(root):
    """Every tab bar in sight."""
    return [each for each in controls(root) if isinstance(each, QTabBar)]


def subject_of(desk, key, on):
    """Whom or what a page of the window is shown about, for pages that need one."""
    maya = desk.team.rep("Maya")
    meeting = next(each for each in desk.meetings.one_on_ones(maya.id) if each.on == on)
    assert meeting.status is MeetingStatus.PLANNED
    return {"prepare": maya, "meeting": meeting}.get(key)


def walk(window, press, *, back=False):
    """The controls that Tab, or Shift+Tab, comes to until it is where it began. Fails in a trap."""
    key = Qt.Key.Key_Backtab if back else Qt.Key.Key_Tab
    press(key)
    reached, stays = [QApplication.focusWidget()], 0
    for _ in range(_MOST):
        press(key)
        focus = QApplication.focusWidget()
        assert focus is not None, f"Tab loses the focus after {describe(reached[-1])}"
        assert window.isAncestorOf(focus), f"Tab leaves the window after {describe(reached[-1])}"
        if focus is reached[0] and len(reached) > 1:
            return reached
        # Tab goes from day to month to year before it leaves a date.
        if focus is reached[-1]:
            stays += 1
            if stays > _PARTS and len(reached) == 1:
                return reached
        else:
            stays = 0
            assert focus not in reached, f"Tab goes round from {describe(reached[-1])} to {describe(focus)}"
            reached.append(focus)
    raise AssertionError(f"Tab does not come back from {describe(reached[-1])}")


def unreached(root, reached):
    """The controls in sight that Tab should have come to and did not."""
    wanted = [each for each in root.findChildren(QWidget) if each.isVisible() and each.isEnabled()]
    wanted = [each for each in wanted if _by_tab(each) or isinstance(each, CONTROLS)]
    wanted = [each for each in wanted if not _is_part(each) and each not in reached]
    return [describe(each) for each in wanted if not _is_choice_beside(each, reached)]


def against_the_order(reached):
    """Steps of a walk that go up without going to a column at the right, or to the left on the same line."""
    said = []
    for before, after in pairwise(reached):
        one, two = _places(before, after)
        up = two.bottom() < one.top() and two.left() < one.right()
        left = two.right() < one.left() and two.top() <= one.center().y() <= two.bottom()
        if up or left:
            said.append(f"{describe(before)} → {describe(after)}")
    return said


def describe(widget):
    """How a failed test names a widget."""
    return f"{type(widget).__name__} {widget.objectName() or widget.accessibleName() or '?'}"


def _plain(text):
    return "".join(each for each in text.casefold() if each.isalnum() or each.isspace()).strip()


def _by_tab(widget):
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.focusProxy() is None


def _is_part(widget):
    around = widget.parentWidget()
    while around is not None and not around.isWindow():
        if isinstance(around, _WHOLE):
            return True
        # What stands in a table is a part of it, unless it was put there to be used.
        if isinstance(around, QAbstractItemView) and not isinstance(widget, QComboBox):
            return True
        around = around.parentWidget()
    return False


def _is_choice_beside(widget, reached):
    """Whether arrow keys come to it from a button of the same group."""
    group = widget.group() if isinstance(widget, QAbstractButton) else None
    return isinstance(group, QButtonGroup) and group.exclusive() and any(each in reached for each in group.buttons())


def _places(one, two):
    """Where both are in what they are both part of; what only one of them scrolls in counts as its place."""
    around = one.parentWidget()
    while not around.isAncestorOf(two):
        around = around.parentWidget()
    shown = [_unscrolled(each, around) for each in (one, two)]
    return [QRect(each.mapTo(around, QPoint()), each.size()) for each in shown]


def _unscrolled(widget, around):
    place = widget
    while widget is not around:
        place = widget if isinstance(widget, QScrollArea) else place
        widget = widget.parentWidget()
    return place
