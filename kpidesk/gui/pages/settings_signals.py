"""When each signal of the agenda speaks: on or off, and by which numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QCheckBox, QHBoxLayout
from typing_extensions import override

from kpidesk.domain.errors import UserError
from kpidesk.domain.signals.rulebook import RULEBOOK
from kpidesk.gui import formats, theme
from kpidesk.gui.fonts import FontRole
from kpidesk.gui.models.signal_words import meaning
from kpidesk.gui.models.signals_model import Col, SignalRow, SignalsModel
from kpidesk.gui.pages.settings_list import ListCard, tool
from kpidesk.gui.pages.settings_signal_row import SignalNumbers
from kpidesk.gui.widgets.labels import PlainLabel

if TYPE_CHECKING:
    from kpidesk.gui.context import Context

_WIDTHS = {Col.RULE: 92, Col.NUMBERS: 208, Col.STATE: 80}
_MEANING = 300
_LINES = 9


class SignalsCard(ListCard):
    """A list of all rules; the chosen one is changed below it, and each change is kept at once."""

    def __init__(self, context: Context) -> None:
        model = SignalsModel()
        super().__init__(
            "signals", self.tr("Signals"), model, _WIDTHS, home=Col.MEANING, rest=Col.MEANING, lines=_LINES
        )
        self.set_subtitle(self.tr("What the agenda speaks up about"))
        self._context, self.model = context, model
        self._row: SignalRow | None = None
        self.title = PlainLabel("", FontRole.GROUP, "text", wrap=True)
        self.title.setObjectName("signal_title")
        self.speaks = QCheckBox(self.tr("Speaks"))
        self.speaks.setObjectName("signal_speaks")
        self.numbers = SignalNumbers()
        self.reset = tool("signal_reset", self.tr("Back to default"), "undo-2", self._reset)
        self.reset_all = tool("signals_reset_all", self.tr("All back to default"), "undo-2", self._reset_all)
        self._lay_out()
        self._connect()

    def reload(self) -> None:
        """Read the settings again and stay on the same rule."""
        found = self._context.desk.signals.settings()
        self.model.set_rows(SignalRow(rule, found.get(rule)) for rule in RULEBOOK)
        self.set_count(formats.number(len(RULEBOOK)))
        self.reset_all.setEnabled(bool(found))
        self.rows.keep()

    def keep(self) -> bool:
        """Keep what is typed; False where that was not possible, and why is said under the numbers."""
        row = self._row
        if row is None:
            return True
        values, speaks = self.numbers.values, self.speaks.isChecked()
        if values == row.numbers and speaks == row.speaks:
            self.numbers.complain("")
            return True
        signals = self._context.desk.signals
        try:
            change = signals.keep(row.rule, values, speaks=speaks)
        except UserError as error:
            self.numbers.complain(str(error))
            return False
        return self._context.editor.do(lambda: change)

    def set_columns(self, *, wide: bool) -> None:
        """Stand the numbers in one line where there is room for it."""
        self.numbers.set_columns(4 if wide else 2)

    def _show(self, row: SignalRow | None) -> None:
        """Show another rule; numbers that cannot be kept are to be put right first."""
        before = self._row
        if before is not None and self.numbers.wrong and row != before:
            if row is not None and row.rule != before.rule:
                self.rows.choose(before.id)
                return
        elif before is not None and self.numbers.wrong:
            return
        self._row = row
        if row is None:
            return
        self.title.setText(formats.fill("%1 · %2", row.rule, meaning(row.rule)))
        with QSignalBlocker(self.speaks):
            self.speaks.setChecked(row.speaks)
        self.speaks.setAccessibleName(formats.fill(self.tr("%1 speaks"), row.rule))
        self.numbers.show_numbers(row.rule, row.numbers)
        self.reset.setEnabled(row.setting is not None)

    def _toggle(self) -> None:
        self.speaks.toggle()

    def _edit(self) -> None:
        """Turn to the numbers of the rule, or to its switch where it has none."""
        row = self._row
        into = self.numbers.boxes[0] if row is not None and row.numbers else self.speaks
        into.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _reset(self) -> None:
        row = self._row
        if row is not None:
            self.numbers.complain("")
            self._row = None
            self._context.editor.do(lambda: self._context.desk.signals.reset(row.rule))
            self.rows.keep()

    def _reset_all(self) -> None:
        self.numbers.complain("")
        self._row = None
        self._context.editor.do(self._context.desk.signals.reset_all)

    def _connect(self) -> None:
        self.rows.current_changed.connect(self._show)
        self.rows.opened.connect(self._edit)
        self.numbers.edited.connect(self.keep)
        self.speaks.toggled.connect(lambda _on: self.keep())
        self.add_actions(
            (self.tr("Edit numbers"), Qt.Key.Key_F2, self._edit),
            (self.tr("Turn on or off"), Qt.Key.Key_Space, self._toggle),
            (self.reset.text(), QKeySequence.StandardKey.Delete, self._reset),
        )

    def _lay_out(self) -> None:
        self.right.addWidget(self.reset_all)
        self.body.addWidget(self.rows, 1)
        head = QHBoxLayout()
        head.setSpacing(16)
        head.addWidget(self.title, 1)
        head.addWidget(self.speaks)
        head.addWidget(self.reset)
        self.add_detail(head, self.numbers)

    @override
    def _share_room(self) -> None:
        # Where there is little room the numbers stand below the list alone.
        tight = self.view.viewport().width() - sum(map(theme.px, _WIDTHS.values())) < theme.px(_MEANING)
        self.view.setColumnHidden(Col.NUMBERS, tight)
        self._spread({column: wide for column, wide in _WIDTHS.items() if not (tight and column is Col.NUMBERS)})
