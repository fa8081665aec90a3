"""The dialog in which a manager and a rep agree on the KPIs they both look at."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget
from typing_extensions import override

from kpidesk.domain.agreeing import MOST
from kpidesk.domain.entities import Agreement, Id, Rep, new_id
from kpidesk.domain.signals.thresholds import Thresholds
from kpidesk.domain.terms import Kind, Status
from kpidesk.gui import formats, theme
from kpidesk.gui.dialogs.agreement_lists import KpiChooser, fit
from kpidesk.gui.dialogs.day_field import DayField
from kpidesk.gui.dialogs.field import Field
from kpidesk.gui.dialogs.sheet import Sheet, beside
from kpidesk.gui.fonts import FontRole
from kpidesk.gui.widgets.buttons import Button
from kpidesk.gui.widgets.choice_box import ChoiceBox
from kpidesk.gui.widgets.labels import PlainLabel
from kpidesk.gui.widgets.scroll import Scroll
from kpidesk.gui.widgets.status_mark import StatusMark
from kpidesk.services.agreements import AgreementError, Part

if TYPE_CHECKING:
    from kpidesk.domain.agreeing import Rankings
    from kpidesk.gui.context import Context
    from kpidesk.services.agreements import Agreed


class AgreementDialog(Sheet):
    """KPIs, coaching focus, days, signatures and note; keeping them is one step that can be undone.

    `before` is the agreement to change. Without it a new one is made, and `now`, the one in force, is what it begins
    with; both may rank the KPIs blind first.
    """

    delete_wanted = Signal()
    """The agreement that was to be changed is to go."""

    def __init__(
        self, parent: QWidget, context: Context, rep: Rep, *, before: Agreed | None = None, now: Agreed | None = None
    ) -> None:
        title = self.tr("Change the agreement with %1") if before else self.tr("Agree on KPIs with %1")
        super().__init__(parent, "agreement", formats.fill(title, rep.first_name))
        self._context, self._rep, self._before = context, rep, before
        known = context.desk.team.kpis(archived=True)
        kept = before.kpi_ids if before else frozenset()
        self._kpis = [each for each in known if not each.archived or each.id in kept]
        self._make_fields()
        self._show(before, now)
        self._lay_out()
        self.chooser.changed.connect(self._on_chosen)
        self._on_chosen()

    @override
    def save(self) -> None:
        self.forget_problems()
        found = self._read()
        if found is None:
            self.go_to_problem()
            return
        kpis = [each.id for kind in Kind for each in self.chooser.chosen(kind)]
        try:
            change = self._context.desk.agreements.keep(self._rep, found, kpis, self._focus.currentData())
        except AgreementError as error:
            self._fields[error.part].complain(str(error))
            self.go_to_problem()
            return
        self._context.editor.do(lambda: change)
        self.accept()

    @override
    def go_to_problem(self) -> None:
        super().go_to_problem()
        inside, layout = self._inside, self._column
        # What is wrong takes lines that were not there before.
        layout.activate()
        inside.resize(inside.width(), max(inside.height(), layout.totalHeightForWidth(inside.width())))
        self._area.ensureWidgetVisible(next(each for each in self._fields.values() if each.wrong))

    def rank(self) -> None:
        """Let both rank the KPIs blind; what follows from it is then ticked."""
        from kpidesk.gui.dialogs.agreement_ranking import RankingDialog

        dialog = RankingDialog(self, self._kpis, (self._rep.first_name, self._manager()))
        dialog.done_by_both.connect(self._take_over)
        dialog.open()

    def _take_over(self, rankings: Rankings) -> None:
        proposed = rankings.proposed()
        self.chooser.choose({each.id for each in proposed})
        self._focus.choose(next((each.id for each in proposed if each.kind is Kind.LEADING), None))
        said = self._note.toPlainText().strip()
        line = ranked_blind(rankings, (self._rep.name, self._manager()), self._context.today())
        self._note.setPlainText(f"{said}\n{line}" if said else line)

    def _read(self) -> Agreement | None:
        agreed_on, review_on = self._agreed_on.read(), self._review_on.read()
        if agreed_on is not None and agreed_on > self._context.today():
            self._fields[Part.AGREED_ON].complain(self.tr("This day is still to come. Type the day you agreed on."))
        if any(each.wrong for each in self._fields.values()) or agreed_on is None:
            return None
        return replace(
            self._before.agreement if self._before else Agreement(new_id(), self._rep.id, agreed_on),
            agreed_on=agreed_on,
            review_on=review_on,
            signed_by_rep=self._signed_by_rep.isChecked(),
            signed_by_manager=self._signed_by_manager.isChecked(),
            note=self._note.toPlainText().strip(),
        )

    def _manager(self) -> str:
        found = self._rep.manager or self._context.desk.team.workspace().manager
        return found or self.tr("Manager")

    def _make_fields(self) -> None:
        self.chooser = KpiChooser(self._kpis)
        self._focus = ChoiceBox()
        today = self._context.today()
        self._agreed_on = DayField(self.tr("Agreed on"), "agreement_agreed_on", today, needed=True)
        self._review_on = DayField(self.tr("Review on"), "agreement_review_on", today)
        self._note = QPlainTextEdit()
        self._note.setTabChangesFocus(True)
        self._signed_by_rep = QCheckBox(formats.fill(self.tr("Signed by %1"), self._rep.first_name))
        self._signed_by_manager = QCheckBox(self.tr("Signed by you"))
        for control, name, said in (
            (self.chooser, "agreement_kpis", self.tr("KPIs you both look at")),
            (self._focus, "agreement_focus", self.tr("Coaching focus")),
            (self._signed_by_rep, "agreement_signed_by_rep", self._signed_by_rep.text()),
            (self._signed_by_manager, "agreement_signed_by_manager", self._signed_by_manager.text()),
            (self._note, "agreement_note", self.tr("Note, for both to read")),
        ):
            control.setObjectName(name)
            control.setAccessibleName(said)
        self._fields: dict[Part, Field] = {
            Part.KPIS: Field(self.tr("KPIs you both look at"), self.chooser, tall=True),
            Part.FOCUS: Field(self.tr("Coaching focus"), self._focus),
            Part.AGREED_ON: self._agreed_on,
            Part.REVIEW_ON: self._review_on,
        }
        self._mark, self._hint = StatusMark(Status.WATCH), PlainLabel("", FontRole.META, "watch", wrap=True)
        self._hint.setObjectName("agreement_hint")

    def _show(self, before: Agreed | None, now: Agreed | None) -> None:
        shown, today = before or now, self._context.today()
        if shown is not None:
            self.chooser.choose(shown.kpi_ids)
        self._refill_focus(shown.focus if shown else None)
        review_on: dt.date | None = today + dt.timedelta(days=Thresholds().agreement_days)
        if before is not None:
            made = before.agreement
            today, review_on = made.agreed_on, made.review_on
            self._signed_by_rep.setChecked(made.signed_by_rep)
            self._signed_by_manager.setChecked(made.signed_by_manager)
            self._note.setPlainText(made.note)
        self._agreed_on.show_day(today)
        self._review_on.show_day(review_on)

    def _on_chosen(self) -> None:
        self._refill_focus(self._focus.currentData())
        hints = self._hints()
        self._mark.setVisible(bool(hints))
        self._hint.setVisible(bool(hints))
        self._hint.setText(" ".join(hints))

    def _refill_focus(self, focus: Id | None) -> None:
        leading = self.chooser.chosen(Kind.LEADING)
        self._focus.clear()
        if len(leading) != 1:
            self._focus.addItem(self.tr("Choose one") if leading else self.tr("None without a leading KPI"), None)
        for each in leading:
            self._focus.addItem(each.name, each.id)
        self._focus.choose(focus)
        self._focus.setEnabled(bool(leading))

    def _hints(self) -> list[str]:
        """What both should know of this choice; a warning, not a ban."""
        chosen = {kind: self.chooser.chosen(kind) for kind in Kind}
        hints = []
        if len(chosen[Kind.LEADING]) > MOST[Kind.LEADING]:
            hints.append(self.tr("More than %1 leading KPIs are hard to work on at once."))
        if len(chosen[Kind.LAGGING]) > MOST[Kind.LAGGING]:
            hints.append(self.tr("More than %2 lagging KPIs draw the talk to results."))
        if chosen[Kind.LAGGING] and not chosen[Kind.LEADING]:
            hints.append(self.tr("Without a leading KPI there is nothing to work on before the result is there."))
        if self._before is not None and _signed(self._before):
            ids = {each.id for kpis in chosen.values() for each in kpis}
            if ids != self._before.kpi_ids:
                hints.append(self.tr("This set was signed. Agree anew instead, and it stays readable as it was."))
        most = (str(MOST[Kind.LEADING]), str(MOST[Kind.LAGGING]))
        return [formats.fill(each, *most) for each in hints]

    def _lay_out(self) -> None:
        hint = QHBoxLayout()
        hint.setSpacing(8)
        hint.addWidget(self._mark)
        hint.addWidget(self._hint, 1)
        signatures = QVBoxLayout()
        signatures.setSpacing(0)
        signatures.addStretch(1)
        signatures.addWidget(self._signed_by_rep)
        signatures.addWidget(self._signed_by_manager)
        signatures.addStretch(1)
        below = QHBoxLayout()
        below.setSpacing(16)
        below.addWidget(Field(self.tr("Note, for both to read"), self._note), 2)
        below.addLayout(signatures, 1)
        self._inside = QWidget()
        self._column = column = QVBoxLayout(self._inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self._fields[Part.KPIS], 1)
        column.addLayout(hint)
        column.addLayout(beside(*(self._fields[part] for part in (Part.FOCUS, Part.AGREED_ON, Part.REVIEW_ON))))
        column.addLayout(below)
        self._area = Scroll(self._inside)
        self.lay_out([self._area], self.tr("Save") if self._before else self.tr("Agree"), aside=self._aside())
        self.layout().setStretchFactor(self._area, 1)  # type: ignore[union-attr]
        theme.bind(self._restyle)

    def _aside(self) -> Button:
        if self._before is None:
            aside = Button(self.tr("Rank blind first…"), icon="eye-off")
            aside.setObjectName("agreement_rank")
            aside.clicked.connect(self.rank)
            return aside
        aside = Button(self.tr("Delete"), "ghost", icon="trash-2")
        aside.setObjectName("agreement_delete")
        aside.clicked.connect(self._on_delete)
        return aside

    def _on_delete(self) -> None:
        self.reject()
        self.delete_wanted.emit()

    def _restyle(self) -> None:
        self._note.setFixedHeight(theme.line(FontRole.BODY) * 3 + theme.px(16))
        fit(self, 720, 680)


def ranked_blind(rankings: Rankings, names: tuple[str, str], on: dt.date) -> str:
    """Both rankings as one plain line of a note."""
    said = formats.fill(tr("Ranked blind on %1."), formats.dated(on))
    for name, kpis in zip(names, (rankings.by_rep, rankings.by_manager), strict=True):
        order = ", ".join(f"{at} {kpi.name}" for at, kpi in enumerate(kpis, start=1))
        said += f" {formats.fill(tr('%1: %2.'), name, order)}"
    return said


def _signed(agreed: Agreed) -> bool:
    return agreed.agreement.signed_by_rep or agreed.agreement.signed_by_manager


def tr(text: str) -> str:
    """Translate a text about agreements."""
    return QCoreApplication.translate("agreement", text)
