"""The dialog for a ramp: which share of the target a new hire carries, month by month."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QSpinBox, QVBoxLayout, QWidget
from typing_extensions import override

from kpidesk.domain import ramps
from kpidesk.domain.roles import role_word
from kpidesk.gui import formats, theme
from kpidesk.gui.dialogs.field import Field
from kpidesk.gui.dialogs.sheet import Sheet, beside
from kpidesk.gui.fonts import FontRole
from kpidesk.gui.widgets.choice_box import ChoiceBox
from kpidesk.gui.widgets.labels import PlainLabel
from kpidesk.gui.widgets.month_shares import MonthShares
from kpidesk.gui.widgets.scroll import FormScroll

if TYPE_CHECKING:
    from kpidesk.domain.entities import Rep
    from kpidesk.gui.context import Context

_MOST_MONTHS = 36
_LONGEST_CYCLE = 999
_FULL = (1.0,)
_REP, _ROLE = "rep", "role"


class Ramp(StrEnum):
    """Where the shares come from."""

    NONE = "none"
    ROLE = "role"
    DEVELOPMENT = "development"
    CLOSING = "closing"
    OWN = "own"


class RampDialog(Sheet):
    """Asks for whom and how; the cells show the months. Typing in one makes it a ramp of one's own.

    Saving is one step that can be undone.
    """

    wide = 600

    def __init__(self, parent: QWidget, context: Context, rep: Rep) -> None:
        super().__init__(parent, "ramp", formats.fill(self.tr("Ramp of %1"), rep.name))
        self._context, self._rep = context, rep
        known = context.desk.schedules.ramps()
        self._own = next((each.shares for each in known if each.rep_id == rep.id), ())
        of_role = (each for each in known if each.rep_id is None and role_word(each.role) == role_word(rep.role))
        self._of_role = next((each.shares for each in of_role), ())
        self._make_controls()
        self._lay_out()
        self.whom.currentIndexChanged.connect(lambda _at: self._turn())
        self.choice.currentIndexChanged.connect(lambda _at: self._choose())
        self._cycle.valueChanged.connect(lambda _days: self._choose())
        self._months.valueChanged.connect(self._stretch)
        self.cells.typed.connect(lambda: self.choice.choose(Ramp.OWN))
        self._turn()

    @override
    def save(self) -> None:
        self.forget_problems()
        if self._chosen is Ramp.CLOSING and not self._cycle.value():
            self.cycle.complain(self.tr("Type how many days a sale takes from the first contact to the signature."))
            self.go_to_problem()
            return
        schedules, shares = self._context.desk.schedules, self._shares()
        role = None if self._for_rep else self._rep.role
        rep = self._rep if self._for_rep else None
        if self._context.editor.do(lambda: schedules.keep_ramp(shares, rep=rep, role=role)):
            self.accept()

    @property
    def _for_rep(self) -> bool:
        return bool(self.whom.currentData() == _REP)

    @property
    def _chosen(self) -> Ramp:
        # Qt hands string enums back as plain strings.
        return Ramp(self.choice.currentData())

    def _shares(self) -> tuple[float, ...]:
        """What to keep: nothing follows the role, or is no ramp of a role."""
        if self._chosen is Ramp.ROLE:
            return ()
        if self._chosen is Ramp.NONE:
            # A ramp of the role would count where the rep has none of their own.
            return _FULL if self._for_rep and self._of_role else ()
        return self.cells.shares

    def _turn(self) -> None:
        """Show what is kept for whom."""
        kept = self._own if self._for_rep else self._of_role
        names = {
            Ramp.NONE: self.tr("None, full target from the first day"),
            Ramp.ROLE: formats.fill(self.tr("As every %1"), self._rep.role),
            Ramp.DEVELOPMENT: self.tr("Sales development, 4 months"),
            Ramp.CLOSING: self.tr("Closing, as long as your sales cycle"),
            Ramp.OWN: self.tr("Your own percentages"),
        }
        if not (self._for_rep and self._of_role):
            del names[Ramp.ROLE]
        if not kept:
            now = Ramp.ROLE if Ramp.ROLE in names else Ramp.NONE
        elif kept == _FULL:
            now = Ramp.NONE
        else:
            now = Ramp.DEVELOPMENT if kept == ramps.DEVELOPMENT else Ramp.OWN
        with QSignalBlocker(self.choice):
            self.choice.clear()
            for key, name in names.items():
                self.choice.addItem(name, key)
            self.choice.choose(now)
        self.cells.set_shares(kept)
        self._choose()

    def _choose(self) -> None:
        """Show the months of the choice."""
        chosen = self._chosen
        self.forget_problems()
        match chosen:
            case Ramp.NONE:
                self.cells.set_shares(())
            case Ramp.ROLE:
                self.cells.set_shares(self._of_role)
            case Ramp.DEVELOPMENT:
                self.cells.set_shares(ramps.DEVELOPMENT)
            case Ramp.CLOSING:
                days = self._cycle.value()
                self.cells.set_shares(ramps.closing(days) if days else ())
            case Ramp.OWN:
                self.cells.set_shares(self.cells.shares or ramps.DEVELOPMENT)
        self.cells.setEnabled(chosen is not Ramp.ROLE)
        self.cycle.setVisible(chosen is Ramp.CLOSING)
        self.months.setVisible(chosen is Ramp.OWN)
        with QSignalBlocker(self._months):
            self._months.setValue(len(self.cells.shares))
        self._hint.setText(self._words())

    def _stretch(self, months: int) -> None:
        """Give an own ramp more months, each like the last, or fewer."""
        shares = self.cells.shares
        self.cells.set_shares((*shares, *(shares[-1:] * months))[:months])
        self._hint.setText(self._words())

    def _words(self) -> str:
        said = [self.tr("Coaching target, not a pay quota.")]
        if self.cells.shares:
            said.append(self.tr("Months count from the first day; after the last month the full target holds."))
        if self._for_rep and self._rep.hired_on is None:
            said.append(
                formats.fill(
                    self.tr("%1 has no first day yet, so there is nothing to count from."), self._rep.first_name
                )
            )
        return " ".join(said)

    def _make_controls(self) -> None:
        self.whom, self.choice = ChoiceBox(), ChoiceBox()
        for box in (self.whom, self.choice):
            box.setSizeAdjustPolicy(ChoiceBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(12)
        self.whom.addItem(formats.fill(self.tr("%1 only"), self._rep.name), _REP)
        if role_word(self._rep.role):
            self.whom.addItem(formats.fill(self.tr("Everyone with the role %1"), self._rep.role), _ROLE)
        self._cycle = QSpinBox()
        self._cycle.setRange(0, _LONGEST_CYCLE)
        self._cycle.setSpecialValueText(formats.MISSING)
        self._cycle.setSuffix(self.tr(" days"))
        self._months = QSpinBox()
        self._months.setRange(1, _MOST_MONTHS)
        for control, name, said in (
            (self.whom, "ramp_whom", self.tr("For whom")),
            (self.choice, "ramp_choice", self.tr("Ramp")),
            (self._cycle, "ramp_cycle", self.tr("Sales cycle, in days")),
            (self._months, "ramp_months", self.tr("Months")),
        ):
            control.setObjectName(name)
            control.setAccessibleName(said)
        self.cycle = Field(self.tr("Sales cycle"), self._cycle)
        self.months = Field(self.tr("Months"), self._months)
        self.cells = MonthShares()
        self._hint = PlainLabel("", FontRole.META, "muted", wrap=True)

    def _lay_out(self) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(Field(self.tr("For"), self.whom))
        column.addLayout(beside(Field(self.tr("Ramp"), self.choice), self.cycle, self.months, shares=(4, 2, 2)))
        column.addWidget(self.cells)
        column.addWidget(self._hint)
        column.addStretch(1)
        scroll = FormScroll(inside)
        scroll.grown.connect(self.make_room)
        self.lay_out([scroll], self.tr("Save"))
        theme.bind(self.make_room)
