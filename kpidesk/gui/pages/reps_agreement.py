"""The Agreement tab of a rep: what was agreed, since when and by whom, and every agreement before it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from kpidesk.domain.terms import Kind, Status
from kpidesk.gui import theme
from kpidesk.gui.fonts import FontRole
from kpidesk.gui.pages import reps_agreement_words as said
from kpidesk.gui.widgets.buttons import Button
from kpidesk.gui.widgets.icon_label import IconLabel
from kpidesk.gui.widgets.labels import PlainLabel
from kpidesk.gui.widgets.scroll import Scroll
from kpidesk.gui.widgets.status_mark import StatusMark
from kpidesk.gui.widgets.tag import Tag

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping, Sequence

    from kpidesk.domain.entities import Id, Kpi
    from kpidesk.domain.standing import Scorecard
    from kpidesk.services.agreements import Agreed


def tr(text: str) -> str:
    """Translate a text of the Agreement tab."""
    return QCoreApplication.translate("agreement", text)


class AgreementTab(Scroll):
    """Scrolls when there is more than there is room for. Lines are kept and reused: turning to a rep must be quick."""

    agree_wanted = Signal()
    """KPIs are to be agreed on, for the first time or anew."""
    change_wanted = Signal()
    """The agreement in force is to be changed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        page = QWidget()
        super().__init__(page, tr("Agreement"), focus=True, parent=parent)
        self.setObjectName("rep_agreement")
        self.now: Agreed | None = None
        self.since = PlainLabel("", FontRole.STRONG, wrap=True)
        self.signed = PlainLabel("", FontRole.META, "text2", wrap=True)
        self._late = StatusMark(Status.WATCH, 10)
        self.review = PlainLabel("", FontRole.META, "text2", wrap=True)
        self.agree = Button("", size="small")
        self.agree.setObjectName("rep_agree")
        self.agree.clicked.connect(self.agree_wanted)
        self.change = Button(tr("Change"), size="small", name=tr("Change the agreement"))
        self.change.setObjectName("rep_change_agreement")
        self.change.clicked.connect(self.change_wanted)
        self.groups = {kind: _Group(kind) for kind in Kind}
        self._note_head = PlainLabel(tr("Note"), FontRole.GROUP, "text2")
        self.note = PlainLabel("", FontRole.BODY, "text2", wrap=True)
        self._before_head = PlainLabel(tr("Earlier agreements"), FontRole.GROUP, "text2")
        self.before: list[_Earlier] = []
        self._lay_out(page)

    def show_agreements(
        self, agreements: Sequence[Agreed], kpis: Mapping[Id, Kpi], card: Scorecard, currency: str
    ) -> None:
        """Show those with another rep, the newest first; the one in force on the day of the card above the others."""
        known = [each for each in agreements if each.agreement.agreed_on <= card.on]
        self.now = now = known[0] if known else None
        rep = card.rep
        self.since.setText(said.since(now))
        self.signed.setText(said.signatures(now.agreement, rep) if now else said.nothing())
        self._show_review(now, card.on)
        self.agree.setText(tr("Agree anew") if now else tr("Agree on KPIs"))
        self.agree.setEnabled(not rep.archived)
        self.change.setVisible(now is not None)
        self.change.setEnabled(not rep.archived)
        for kind, group in self.groups.items():
            group.show_lines(said.lines(now, kind, kpis, card, currency))
        note = now.agreement.note if now else ""
        self.note.setText(note)
        self.note.setVisible(bool(note))
        self._note_head.setVisible(bool(note))
        self._show_before(known, kpis, card)

    def _show_review(self, now: Agreed | None, on: dt.date) -> None:
        late = now is not None and said.is_due(now.agreement, on)
        self.review.setText(said.review(now.agreement, on) if now else "")
        self.review.set_tone("watch" if late else "text2")
        self.review.setVisible(now is not None)
        self._late.setVisible(late)

    def _show_before(self, known: Sequence[Agreed], kpis: Mapping[Id, Kpi], card: Scorecard) -> None:
        earlier = known[1:]
        self._before_head.setVisible(bool(earlier))
        while len(self.before) < len(earlier):
            made = _Earlier(len(self.before))
            self.before.append(made)
            self._earlier.addWidget(made)
        for at, line in enumerate(self.before):
            line.setVisible(at < len(earlier))
            if at < len(earlier):
                old, next_one = earlier[at], known[at]
                line.show_version(said.span(old, next_one), said.whole(old, kpis, card.rep))

    def _lay_out(self, page: QWidget) -> None:
        review = QHBoxLayout()
        review.setSpacing(6)
        review.addWidget(self._late)
        review.addWidget(self.review, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.agree)
        buttons.addWidget(self.change)
        buttons.addStretch(1)
        self._earlier = QVBoxLayout()
        self._earlier.setSpacing(0)
        page.setObjectName("rep_agreement_page")
        column = QVBoxLayout(page)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(2)
        column.addWidget(self.since)
        column.addWidget(self.signed)
        column.addLayout(review)
        column.addSpacing(8)
        column.addLayout(buttons)
        column.addSpacing(8)
        for group in self.groups.values():
            column.addWidget(group)
        column.addSpacing(8)
        column.addWidget(self._note_head)
        column.addWidget(self.note)
        column.addSpacing(8)
        column.addWidget(self._before_head)
        column.addLayout(self._earlier)
        column.addStretch(1)


class _Group(QWidget):
    """The tag of a kind, then a line for each agreed KPI."""

    def __init__(self, kind: Kind) -> None:
        super().__init__()
        self.lines: list[_Line] = []
        head = QHBoxLayout()
        head.setContentsMargins(0, 6, 0, 2)
        head.setSpacing(8)
        head.addWidget(Tag(kind=kind))
        head.addStretch(1)
        if kind is Kind.LEADING:
            self._flag = IconLabel("flag", "leading", 14)
            self._flag_note = PlainLabel(tr("Coaching focus"), FontRole.META, "muted", elide=True)
            head.addWidget(self._flag)
            head.addWidget(self._flag_note)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addLayout(head)

    def show_lines(self, shown: Sequence[said.Line]) -> None:
        self.setVisible(bool(shown))
        while len(self.lines) < len(shown):
            made = _Line()
            self.lines.append(made)
            self._column.addWidget(made)
        for at, line in enumerate(self.lines):
            line.setVisible(at < len(shown))
            if at < len(shown):
                line.show_line(shown[at])


class _Line(QWidget):
    """The name of an agreed KPI, a flag where it is the focus, and its present target."""

    def __init__(self) -> None:
        super().__init__()
        self._name = PlainLabel("", FontRole.ROW, elide=True)
        self._flag = IconLabel("flag", "leading", 14, name=tr("Coaching focus"))
        self._target = PlainLabel("", FontRole.BODY, "text2")
        name = QHBoxLayout()
        name.setSpacing(6)
        name.addWidget(self._name)
        name.addWidget(self._flag)
        name.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addLayout(name, 1)
        row.addWidget(self._target)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        theme.bind(self._restyle)

    def show_line(self, line: said.Line) -> None:
        self._name.setText(line.kpi.name)
        self._name.set_tone("muted" if line.kpi.archived else "text")
        self._name.set_tip(line.kpi.definition)
        self._flag.setVisible(line.focus)
        self._target.setText(line.target)
        self._target.set_tone("text2" if line.has_target else "muted")
        self.setAccessibleName(said.spoken(line))

    def _restyle(self) -> None:
        self.setMinimumHeight(max(theme.px(30), theme.line(FontRole.BODY) + 8))


class _Earlier(QWidget):
    """An earlier agreement, opened and closed by its line."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self._span = ""
        self.toggle = Button("", "ghost", icon="chevron-right", size="small", spread=True)
        self.toggle.setObjectName(f"rep_earlier_agreement_{number + 1}")
        self.toggle.setCheckable(True)
        self.toggle.toggled.connect(self._on_toggled)
        self.text = PlainLabel("", FontRole.META, "text2", wrap=True)
        self.text.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.toggle)
        column.addWidget(self.text)
        theme.bind(self._restyle)

    def show_version(self, span: str, whole: Iterable[str]) -> None:
        text = "\n".join(whole)
        if text != self.text.text():
            self.toggle.setChecked(False)
        self._span = span
        self.text.setText(text)
        self._say()

    def _on_toggled(self, opened: bool) -> None:  # noqa: FBT001 - Qt's own signal
        self.toggle.set_icon("chevron-down" if opened else "chevron-right")
        self.text.setVisible(opened)
        self._say()

    def _restyle(self) -> None:
        # Below the text of the button, whose icon and padding stand before it.
        self.text.setContentsMargins(theme.px(32), 0, 0, theme.px(8))

    def _say(self) -> None:
        self.toggle.setText(self._span)
        self.toggle.setAccessibleDescription(self.text.text() if self.toggle.isChecked() else tr("closed"))
