"""The widgets say what they show, work from the keyboard, and clip nothing at 200 percent text."""

from __future__ import annotations

import math
from uuid import UUID

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QEnterEvent, QImage
from PySide6.QtWidgets import QApplication, QHBoxLayout, QPushButton, QWidget

from kpidesk.domain.entities import new_id
from kpidesk.domain.terms import Kind, Status
from kpidesk.gui import paint, sparklines, theme, words
from kpidesk.gui.fonts import FontRole
from kpidesk.gui.sparklines import Series
from kpidesk.gui.widgets.avatar import Avatar
from kpidesk.gui.widgets.bullet_bar import BulletBar
from kpidesk.gui.widgets.buttons import Button
from kpidesk.gui.widgets.card import Card
from kpidesk.gui.widgets.chip import Chip
from kpidesk.gui.widgets.choice_box import ChoiceBox
from kpidesk.gui.widgets.empty_state import Drawing, EmptyState
from kpidesk.gui.widgets.focus_ring import FocusRing
from kpidesk.gui.widgets.forecast_meter import ForecastMeter
from kpidesk.gui.widgets.hatch_frame import HatchFrame
from kpidesk.gui.widgets.kbd import Kbd
from kpidesk.gui.widgets.labels import PlainLabel
from kpidesk.gui.widgets.minute_stepper import MinuteStepper
from kpidesk.gui.widgets.search_field import SearchField
from kpidesk.gui.widgets.segmented import Segment, Segmented
from kpidesk.gui.widgets.sparkline import Sparkline
from kpidesk.gui.widgets.status_mark import StatusMark
from kpidesk.gui.widgets.tabs import Tabs
from kpidesk.gui.widgets.tag import Tag
from kpidesk.gui.widgets.time_strip import Section, TimeStrip
from kpidesk.gui.widgets.toast import Toast
from kpidesk.gui.widgets.toggle import Toggle


@pytest.fixture(autouse=True)
def light(qapp):
    theme.apply(qapp, theme.load_theme("light"))
    yield
    theme.apply(qapp, theme.load_theme("light"))


def image(widget: QWidget) -> QImage:
    widget.resize(widget.sizeHint())
    return widget.grab().toImage()


def colours(picture: QImage) -> set[str]:
    return {picture.pixelColor(x, y).name() for x in range(picture.width()) for y in range(picture.height())}


@pytest.mark.parametrize(
    ("status", "name"),
    [(Status.GOOD, "On target"), (Status.WATCH, "Watch"), (Status.RISK, "At risk"), (Status.NONE, "No data")],
)
def test_a_status_mark_has_a_name_and_a_shape_of_its_own(qtbot, status, name):
    mark = StatusMark(status, 24)
    qtbot.addWidget(mark)
    assert mark.accessibleName() == name
    others = [StatusMark(other, 24) for other in Status if other is not status]
    for other in others:
        qtbot.addWidget(other)
    shape = [
        (x, y) for x in range(24) for y in range(24) if image(mark).pixelColor(x, y) != image(mark).pixelColor(0, 0)
    ]
    for other in others:
        drawn = image(other)
        assert shape != [
            (x, y) for x in range(24) for y in range(24) if drawn.pixelColor(x, y) != drawn.pixelColor(0, 0)
        ]


def test_leading_and_lagging_tags_differ_by_more_than_colour(qtbot):
    tags = [Tag("Same", Kind.LEADING), Tag("Same", Kind.LAGGING)]
    inks = []
    for tag in tags:
        qtbot.addWidget(tag)
        drawn = image(tag)
        inks.append([drawn.pixelColor(x, y).lightness() < 170 for y in range(drawn.height()) for x in range(20)])
    assert inks[0] != inks[1]


def test_a_tag_without_a_word_names_its_kind(qtbot):
    tag = Tag(kind=Kind.LAGGING)
    qtbot.addWidget(tag)
    assert tag.text() == tag.accessibleName() == "Lagging"


def test_a_label_never_reads_a_name_as_markup(qtbot):
    label = PlainLabel("<b>Bo</b> & Co", elide=True)
    qtbot.addWidget(label)
    label.resize(20, 20)
    label.show()
    assert label.textFormat() == Qt.TextFormat.PlainText
    assert label.toolTip() == "<qt>&lt;b&gt;Bo&lt;/b&gt; &amp; Co"
    assert label.sizeHint().width() == int(paint.text_width("<b>Bo</b> & Co", FontRole.BODY)) + 1


def test_an_elided_label_offers_its_whole_text_only_when_cut(qtbot):
    label = PlainLabel("A rather long name", elide=True)
    qtbot.addWidget(label)
    label.resize(400, 20)
    label.show()
    assert not label.toolTip()
    label.resize(40, 20)
    assert "A rather long name" in label.toolTip()


def test_a_wrapping_label_grows_in_lines_of_its_role(qtbot):
    label = PlainLabel("one two three four five six seven eight", wrap=True)
    qtbot.addWidget(label)
    wide, narrow = label.heightForWidth(1000), label.heightForWidth(60)
    assert wide == 20
    assert narrow >= 4 * 20
    assert narrow % 20 == 0


@pytest.mark.parametrize(
    ("name", "initials"),
    [("Maya Okafor", "MO"), ("Chloé", "C"), ("Jean-Luc van der Berg", "JB"), ("", ""), ("(x) Åsa Öst", "ÅÖ")],
)
def test_an_avatar_shows_initials_and_says_the_name(qtbot, name, initials):
    avatar = Avatar(name)
    qtbot.addWidget(avatar)
    assert words.initials(name) == initials
    assert avatar.accessibleName() == name


def test_a_key_hint_prints_signs_for_long_key_names(qtbot):
    hint = Kbd("Ctrl+Return")
    qtbot.addWidget(hint)
    assert hint.accessibleName() == words.key_hint("Ctrl+Return")
    assert hint.accessibleName().endswith("↵")


def test_a_button_says_its_shortcut_but_does_not_own_it(qtbot):
    button = Button("Start meeting", "primary", keys="Ctrl+Return")
    qtbot.addWidget(button)
    assert button.shortcut().isEmpty()
    assert button.accessibleName() == "Start meeting"
    assert button.accessibleDescription() == words.key_hint("Ctrl+Return")
    assert button.sizeHint().width() > Button("Start meeting").sizeHint().width()


def test_an_icon_button_is_square_and_named(qtbot):
    button = Button(icon="pencil", size="small", name="Edit rep")
    qtbot.addWidget(button)
    assert button.sizeHint().width() == button.sizeHint().height() == 28
    assert button.accessibleName() == "Edit rep"
    assert "Edit rep" in button.toolTip()


def test_a_segmented_control_chooses_one_and_tells_which(qtbot):
    control = Segmented([Segment("13", "13 weeks"), Segment("26", "26"), Segment("52", "52")], name="Span")
    qtbot.addWidget(control)
    assert control.current() == "13"
    with qtbot.waitSignal(control.changed) as told:
        qtbot.mouseClick(control.button("26"), Qt.MouseButton.LeftButton)
    assert told.args == ["26"]
    assert control.current() == "26"


def test_arrow_keys_move_the_choice_of_a_segmented_control(qtbot):
    control = Segmented([Segment("a", "A"), Segment("b", "B")])
    qtbot.addWidget(control)
    with qtbot.waitActive(control):
        control.show()
        control.activateWindow()
    control.button("a").setFocus()
    qtbot.keyClick(control.button("a"), Qt.Key.Key_Right)
    assert control.current() == "b"


def test_a_chip_says_label_and_count(qtbot):
    chip = Chip("At risk", 2, status=Status.RISK)
    qtbot.addWidget(chip)
    assert chip.accessibleName() == "At risk, 2"
    chip.set_count(0)
    assert chip.accessibleName() == "At risk, 0"
    qtbot.keyClick(chip, Qt.Key.Key_Space)
    assert chip.isChecked()


def test_a_search_field_hides_its_hint_while_typed_in(qtbot):
    field = SearchField("Filter", "Ctrl+F")
    qtbot.addWidget(field)
    field.resize(300, 32)
    empty = field.grab().toImage().copy(230, 0, 70, 32)
    qtbot.keyClicks(field, "x")
    assert empty != field.grab().toImage().copy(230, 0, 70, 32)
    assert field.accessibleName() == "Filter"


def test_a_bullet_bar_says_its_numbers_and_missing_is_empty(qtbot):
    bar = BulletBar(Kind.LEADING)
    qtbot.addWidget(bar)
    assert bar.accessibleName() == "No data"
    assert theme.current().leading.lower() not in colours(image(bar))
    bar.set_value(1.39, 1.0)
    assert bar.accessibleName() == "139 percent, mark at 100"
    assert theme.current().leading.lower() in colours(image(bar))


def test_a_bullet_bar_clips_at_125_percent(qtbot):
    bars = [BulletBar(), BulletBar()]
    for bar, value in zip(bars, (1.25, 3.0), strict=True):
        qtbot.addWidget(bar)
        bar.set_value(value)
    assert image(bars[0]) == image(bars[1])


def test_a_sparkline_leaves_gaps_where_values_are_missing(qtbot):
    whole = Sparkline(Series((4.0,) * 9, 8.0))
    gap = Sparkline(Series((4.0, 4.0, 4.0, math.nan, math.nan, math.nan, 4.0, 4.0, 4.0), 8.0))
    for line in (whole, gap):
        qtbot.addWidget(line)
    below_target = [(x, y) for x in range(28, 36) for y in range(16, 28)]
    empty = image(gap).pixelColor(32, 27)
    assert any(image(whole).pixelColor(x, y) != empty for x, y in below_target)
    assert all(image(gap).pixelColor(x, y) == empty for x, y in below_target)


def test_fewer_than_four_values_are_dots_without_a_line(qtbot):
    few = Sparkline(Series((4.0, 4.0, 4.0), 8.0))
    qtbot.addWidget(few)
    drawn = image(few)
    between = {drawn.pixelColor(x, y).name() for x in range(10, 26) for y in range(14, 28)}
    assert theme.current().leading.lower() not in between


@pytest.mark.parametrize(
    "series",
    [
        Series(()),
        Series((math.nan, math.nan), 3.0),
        Series((1.0,), None),
        Series((0.0, 0.0, 0.0, 0.0), 0.0),
        Series((1.0, 2.0, 900.0, -4.0), (1.0, 1.0, 2.0, math.nan), Kind.LAGGING, Status.NONE),
    ],
)
def test_every_series_can_be_drawn(qtbot, series):
    line = Sparkline(series)
    qtbot.addWidget(line)
    assert not image(line).isNull()


def test_a_sparkline_picture_is_made_once_for_each_series_and_theme(qapp):
    series = Series((1.0, 2.0, 3.0, 4.0), 3.0)
    first = sparklines.pixmap(series, 58, 30, 1.0)
    assert sparklines.pixmap(series, 58, 30, 1.0) is first
    assert sparklines.pixmap(Series(series.values, series.targets), 58, 30, 1.0) is not first
    theme.apply(qapp, theme.load_theme("dark"))
    assert sparklines.pixmap(series, 58, 30, 1.0) is not first


def test_the_forecast_meter_marks_plan_and_limit(qtbot):
    meter = ForecastMeter(limit=0.20)
    qtbot.addWidget(meter)
    assert meter.set_minutes(4, 30) is Status.GOOD
    assert "4 of 30 min, 13%" in meter.accessibleName()
    assert meter.set_minutes(4, 30, planned=4) is Status.WATCH
    assert meter.set_minutes(6, 30, planned=4) is Status.RISK
    assert meter.set_minutes(0, 0) is Status.GOOD


def test_minutes_step_with_plus_and_minus_and_stop_at_the_limit(qtbot):
    stepper = MinuteStepper(4, name="Minutes of item 5")
    qtbot.addWidget(stepper)
    stepper.set_limit(5, "Forecast is at its limit of 5 of 25 minutes.")
    assert not stepper.toolTip()
    for _ in range(3):
        qtbot.keyClick(stepper, Qt.Key.Key_Plus)
    assert stepper.value() == 5
    assert "at its limit" in stepper.toolTip()
    qtbot.keyClick(stepper, Qt.Key.Key_Minus)
    assert stepper.value() == 4


def test_the_time_strip_gives_each_section_its_share(qtbot):
    strip = TimeStrip()
    qtbot.addWidget(strip)
    strip.resize(302, 32)
    sections = [Section(10), Section(15, Kind.LEADING), Section(5, Kind.LAGGING, forecast=True)]
    strip.set_sections(sections, "30 minutes")
    drawn = strip.grab().toImage()
    assert drawn.pixelColor(150, 6).name() == theme.current().leading.lower()
    assert drawn.pixelColor(50, 6).name() == theme.current().border_strong.lower()
    assert strip.accessibleName() == "30 minutes"


def test_a_live_strip_is_pale_after_now(qtbot):
    strip = TimeStrip(live=True)
    qtbot.addWidget(strip)
    strip.resize(300, 20)
    strip.set_sections([Section(30, Kind.LEADING)])
    strip.set_elapsed(15)
    drawn = strip.grab().toImage()
    assert drawn.pixelColor(75, 10).name() == theme.current().leading.lower()
    assert drawn.pixelColor(225, 10).name() == theme.current().leading_mid.lower()
    assert drawn.pixelColor(150, 3).name() == theme.current().text.lower()


def test_the_private_frame_is_hatched_and_says_so(qtbot):
    frame = HatchFrame()
    qtbot.addWidget(frame)
    frame.body.addWidget(PlainLabel("Only mine"))
    assert frame.accessibleName() == "Private to you"
    assert len(colours(image(frame).copy(1, 10, 6, 20))) > 1


def test_an_empty_state_has_one_way_forward(qtbot):
    button = Button("Add rep", "primary")
    state = EmptyState(Drawing.PERSON, "Add my first rep", "Type a name.", button, estimate="About 1 minute")
    qtbot.addWidget(state)
    state.resize(state.sizeHint())
    assert state.findChildren(QPushButton) == [button]
    assert not state.grab().isNull()


def test_a_card_without_title_has_no_head(qtbot):
    card = Card()
    qtbot.addWidget(card)
    card.show()
    card.set_count("3")
    assert not card.title.isVisible()
    card.set_title("Agenda")
    assert card.title.isVisible()
    assert card.accessibleName() == "Agenda"


def test_tabs_say_their_counts(qtbot):
    tabs = Tabs("Rep")
    qtbot.addWidget(tabs)
    tabs.add("Scorecard")
    at = tabs.add("Meetings", 11)
    assert tabs.accessibleTabName(at) == "Meetings, 11"
    qtbot.keyClick(tabs, Qt.Key.Key_Right)
    assert tabs.currentIndex() == at


def test_a_toggle_switches_with_the_space_key(qtbot):
    toggle = Toggle("Mirror to rep")
    qtbot.addWidget(toggle)
    qtbot.keyClick(toggle, Qt.Key.Key_Space)
    assert toggle.isChecked()
    assert toggle.sizeHint().height() >= 24


class TestToast:
    @pytest.fixture
    def window(self, qtbot):
        window = QWidget()
        qtbot.addWidget(window)
        window.resize(600, 400)
        with qtbot.waitExposed(window):
            window.show()
        return window

    def test_it_stands_at_the_bottom_right_and_follows(self, window):
        toast = Toast(window)
        toast.say("Commitment deleted")
        window.resize(800, 500)
        assert (toast.geometry().right(), toast.geometry().bottom()) == (800 - 1 - 17, 500 - 1 - 17)
        assert toast.accessibleName() == "Commitment deleted"

    def test_a_long_sentence_goes_on_in_the_next_line(self, window):
        toast = Toast(window)
        toast.say("Saved")
        high = toast.height()
        toast.say("Maya Okafor is archived. Everything recorded stays, and the Reps page shows it. " * 2, lambda: None)
        assert toast.height() > high
        assert window.rect().contains(toast.geometry())
        assert toast._text.height() >= toast._text.heightForWidth(toast._text.width())
        toast.say("Saved")
        assert toast.height() == high

    def test_it_leaves_after_eight_seconds(self, window):
        toast = Toast(window)
        toast.say("Saved")
        assert toast._timer.interval() == 8000
        toast._timer.timeout.emit()
        assert toast.isHidden()

    def test_it_stays_while_hovered(self, window):
        toast = Toast(window)
        toast.say("Saved")
        here = QPointF(1, 1)
        QApplication.sendEvent(toast, QEnterEvent(here, here, here))
        assert not toast._timer.isActive()
        QApplication.sendEvent(toast, QEvent(QEvent.Type.Leave))
        assert toast._timer.isActive()

    def test_undo_runs_once_and_closes(self, qtbot, window):
        done = []
        toast = Toast(window)
        toast.say("Commitment deleted", lambda: done.append(1))
        qtbot.mouseClick(toast._button, Qt.MouseButton.LeftButton)
        assert done == [1]
        assert toast.isHidden()

    def test_news_without_a_way_back_have_no_button(self, window):
        toast = Toast(window)
        toast.say("Saved")
        assert not toast._button.isVisible()


def test_the_focus_ring_follows_buttons_and_leaves_inputs_alone(qapp, qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    ring = FocusRing(qapp, window)
    row = QHBoxLayout(window)
    row.setContentsMargins(20, 20, 20, 20)
    button, field = Button("Go"), SearchField("Filter")
    row.addWidget(button)
    row.addWidget(field)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    button.setFocus()
    assert ring.widget() is button
    assert ring.geometry() == button.geometry().adjusted(-4, -4, 4, 4)
    theme.apply(qapp, theme.load_theme("dark"))
    assert ring.isVisible()
    field.setFocus()
    assert ring.isHidden()


def text_widgets() -> list[QWidget]:
    tabs = Tabs()
    tabs.add("Scorecard", 3)
    return [
        PlainLabel("Maya Okafor"),
        Button("Start meeting", "primary", keys="Ctrl+Return"),
        Button("Look", size="small"),
        Button("All meetings", "link"),
        Chip("At risk", 2, status=Status.RISK),
        Tag("Discovery calls", Kind.LEADING),
        Kbd("Ctrl+F"),
        SearchField("Filter", "Ctrl+F", small=True),
        Segmented([Segment("a", "13 weeks"), Segment("b", "26")], small=True),
        MinuteStepper(9),
        tabs,
    ]


@pytest.mark.parametrize("at", range(11))
def test_nothing_clips_at_200_percent(qapp, qtbot, at):
    theme.apply(qapp, theme.load_theme("light", 2.0))
    widget = text_widgets()[at]
    qtbot.addWidget(widget)
    widget.ensurePolished()
    assert widget.sizeHint().height() >= theme.line(FontRole.SMALL)
    assert widget.minimumSizeHint().height() >= theme.line(FontRole.SMALL)


@pytest.mark.parametrize("at", range(11))
def test_widgets_made_before_grow_with_the_text(qapp, qtbot, at):
    widget = text_widgets()[at]
    qtbot.addWidget(widget)
    widget.ensurePolished()
    before = widget.sizeHint().height()
    theme.apply(qapp, theme.load_theme("light", 2.0))
    assert widget.sizeHint().height() >= 1.6 * before


def test_a_label_has_room_for_its_margins(dressed):
    label = PlainLabel("Nothing needs you right now.")
    bare = label.sizeHint()
    label.setContentsMargins(16, 8, 16, 8)
    assert (label.sizeHint() - bare).toTuple() == (32, 16)
    wrapped = PlainLabel("Nothing needs you right now. " * 4, wrap=True)
    high = wrapped.heightForWidth(200)
    wrapped.setContentsMargins(16, 8, 16, 8)
    assert wrapped.heightForWidth(232) == high + 16


def test_a_choice_is_found_by_its_value(qtbot):
    box = ChoiceBox()
    qtbot.addWidget(box)
    wanted = new_id()
    for name, data in (("No team", None), ("West", wanted)):
        box.addItem(name, data)
    box.choose(UUID(str(wanted)))
    assert box.currentText() == "West"
    box.choose(new_id())
    assert box.currentText() == "No team"
