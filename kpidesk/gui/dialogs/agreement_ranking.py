"""Ranking KPIs blind: first the rep, then the manager, then both rankings side by side."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QStackedWidget, QWidget
from typing_extensions import override

from kpidesk.domain.agreeing import MOST, Rankings
from kpidesk.gui import formats, paint, theme, words
from kpidesk.gui.delegates.base import EDGE, PAD
from kpidesk.gui.delegates.cells import TextDelegate, TwoLineDelegate
from kpidesk.gui.dialogs.agreement_lists import RankList, about, fit, framed
from kpidesk.gui.dialogs.sheet import Sheet
from kpidesk.gui.fonts import FontRole
from kpidesk.gui.models.rankings_model import Col, RankingsModel
from kpidesk.gui.widgets.buttons import Button
from kpidesk.gui.widgets.labels import PlainLabel
from kpidesk.gui.widgets.row_table import RowTable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kpidesk.domain.entities import Kpi


_WIDEST = 140
"""Design pixels that a name may take at the head of a column."""


class Turn(IntEnum):
    """Whose turn it is."""

    REP = 0
    MANAGER = 1
    BOTH = 2


class RankingDialog(Sheet):
    """Nobody sees a ranking before both are made, and there is no way back to one, only to the beginning."""

    done_by_both = Signal(object)
    """The `Rankings`, to be taken over."""

    def __init__(self, parent: QWidget, kpis: Sequence[Kpi], names: tuple[str, str]) -> None:
        """`names` are those of rep and manager."""
        super().__init__(parent, "ranking", self.tr("Rank the KPIs blind"))
        self._kpis, self._names = kpis, names
        self._turn = Turn.REP
        self._made: list[tuple[Kpi, ...]] = []
        self._who = PlainLabel("", FontRole.LEAD, wrap=True)
        self._what = PlainLabel("", FontRole.BODY, "text2", wrap=True)
        self.again = Button(self.tr("Begin again"), "ghost", icon="undo-2")
        self.again.setObjectName("ranking_again")
        self.again.clicked.connect(self.begin)
        self._pages = QStackedWidget()
        self._page: QWidget | None = None
        self._about = PlainLabel("", FontRole.META, "text2", wrap=True)
        self._about.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._tools = self._make_tools()
        parts = (self._who, self._what, self._pages, self._about, self._tools)
        self.lay_out(parts, self.tr("Done"), aside=self.again)
        self.layout().setStretchFactor(self._pages, 1)  # type: ignore[union-attr]
        self.begin()
        theme.bind(self._restyle)

    @property
    def rankings(self) -> Rankings:
        """Both rankings, once they are made."""
        return Rankings(*self._made)

    def begin(self) -> None:
        """Forget what was ranked; the rep begins."""
        self._made.clear()
        self._take_turn(Turn.REP)

    @override
    def save(self) -> None:
        if self._turn is Turn.BOTH:
            self.done_by_both.emit(self.rankings)
            self.accept()
            return
        self._made.append(self.list.ranking.ranked)
        self._take_turn(Turn(self._turn + 1))

    def _take_turn(self, turn: Turn) -> None:
        self._turn = turn
        both = turn is Turn.BOTH
        self._put(framed(self._make_result() if both else self._make_list()))
        for part in (self._about, self._tools):
            part.setVisible(not both)
        self.again.setVisible(turn is not Turn.REP)
        self._who.setText(self._head())
        self._what.setText(self._words())
        self.keep.setText(self.tr("Use the proposed set") if both else self.tr("Done"))
        self._on_ranked()
        (self.result_view if both else self.list).setFocus()

    def _put(self, page: QWidget) -> None:
        """Show another list; a ranking that is put away comes back neither to sight nor to a screen reader."""
        if self._page is not None:
            self._pages.removeWidget(self._page)
            self._page.deleteLater()
        self._page = page
        self._pages.addWidget(page)

    def _head(self) -> str:
        rep, manager = self._names
        return {
            Turn.REP: formats.fill(self.tr("1 of 3: %1 ranks, %2 looks away"), rep, manager),
            Turn.MANAGER: formats.fill(self.tr("2 of 3: %2 ranks, %1 looks away"), rep, manager),
            Turn.BOTH: self.tr("3 of 3: both rankings"),
        }[self._turn]

    def _words(self) -> str:
        if self._turn is Turn.BOTH:
            said = self.tr(
                "The lowest sums are what you both want to look at. Proposed are the first %1 leading and %2 lagging "
                "KPIs; you can still choose others. Left out (–) counts as place %3."
            )
            most = [str(each) for each in MOST.values()]
            return formats.fill(said, *most, str(self.rankings.left_out))
        return self.tr("Which of these say most about the work, and can be worked on? Rank about six, the best first.")

    def _make_list(self) -> RankList:
        name = self._names[self._turn]
        self.list = RankList("ranking_list", formats.fill(self.tr("Ranking of %1"), name), self._kpis)
        self.list.ranked.connect(self._on_ranked)
        self.list.looked_at.connect(self._on_looked_at)
        return self.list

    def _make_result(self) -> RowTable:
        view = RowTable(name=self.tr("Both rankings"))
        view.setObjectName("ranking_result")
        view.setModel(RankingsModel(self.rankings, self._names, view))
        view.setItemDelegate(TextDelegate(view, align=Qt.AlignmentFlag.AlignRight))
        view.setItemDelegateForColumn(Col.KPI, TwoLineDelegate(view))
        view.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        view.horizontalHeader().setSectionResizeMode(Col.KPI, QHeaderView.ResizeMode.Stretch)
        view.selectRow(0)
        self.result_view = view
        self._size_columns()
        return view

    def _make_tools(self) -> QWidget:
        self._toggle = Button(self.tr("Rank"), size="small", keys="Space")
        self._up = Button("", icon="arrow-up", size="small", name=self._hint(self.tr("Up"), "Alt+Up"))
        self._down = Button("", icon="arrow-down", size="small", name=self._hint(self.tr("Down"), "Alt+Down"))
        for button, name in ((self._toggle, "toggle"), (self._up, "up"), (self._down, "down")):
            button.setObjectName(f"ranking_{name}")
        self._toggle.clicked.connect(lambda _checked: self.list.toggle())
        self._up.clicked.connect(lambda: self.list.shift(-1))
        self._down.clicked.connect(lambda: self.list.shift(1))
        tools = QWidget()
        row = QHBoxLayout(tools)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for button in (self._toggle, self._up, self._down):
            row.addWidget(button)
        row.addWidget(PlainLabel(self.tr("1 to 9 gives the place."), FontRole.META, "muted", elide=True), 1)
        return tools

    def _hint(self, text: str, keys: str) -> str:
        return f"{text}, {words.key_hint(keys)}"

    def _on_ranked(self) -> None:
        self.keep.setEnabled(self._turn is Turn.BOTH or bool(self.list.ranking.ranked))

    def _on_looked_at(self, kpi: Kpi) -> None:
        ranked = kpi in self.list.ranking.ranked
        self._about.setText(about(kpi))
        self._toggle.setText(self.tr("Take out") if ranked else self.tr("Rank"))
        self._toggle.updateGeometry()
        self._up.setEnabled(ranked)
        self._down.setEnabled(ranked)

    def _size_columns(self) -> None:
        """Give the columns the room of their heads; a long name is cut."""
        view, model = self.result_view, self.result_view.model()
        for column in range(1, model.columnCount()):
            head = str(model.headerData(column, Qt.Orientation.Horizontal))
            wide = round(paint.text_width(head, FontRole.HEADER)) + theme.px(EDGE + PAD) + 2
            view.setColumnWidth(column, min(wide, theme.px(_WIDEST)))

    def _restyle(self) -> None:
        if self._turn is Turn.BOTH:
            self._size_columns()
        self._about.setMinimumHeight(2 * theme.line(FontRole.META))
        fit(self, 600, 600)
