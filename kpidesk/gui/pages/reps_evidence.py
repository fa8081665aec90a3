"""The evidence behind one line of a scorecard: opened under the line, and read off the GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from kpidesk.domain.columns import Basis
from kpidesk.domain.outlook import has_outlook
from kpidesk.gui import theme
from kpidesk.gui.fonts import FontRole
from kpidesk.gui.pages.reps_evidence_words import Beyond
from kpidesk.gui.widgets.labels import PlainLabel

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from kpidesk.domain.board import Board
    from kpidesk.domain.entities import Id, Rep
    from kpidesk.domain.peers import Peers
    from kpidesk.domain.standing import Standing
    from kpidesk.gui.context import Context
    from kpidesk.services.desk import Desk


class Evidence(QWidget):
    """Labels at the left, sentences at the right. Lines are kept and reused."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rep_evidence")
        self._lines: list[tuple[PlainLabel, PlainLabel]] = []
        self._grid = QGridLayout(self)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(1, 1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        theme.bind(self._restyle)

    @property
    def rows(self) -> list[tuple[str, str]]:
        """What is shown."""
        return [(label.text(), text.text()) for label, text in self._lines if not text.isHidden()]

    def show_rows(self, rows: Sequence[tuple[str, str]]) -> None:
        """Show other labels and sentences."""
        while len(self._lines) < len(rows):
            line = (PlainLabel("", FontRole.META, "muted"), PlainLabel("", FontRole.META, "text2", wrap=True))
            for column, part in enumerate(line):
                self._grid.addWidget(part, len(self._lines), column, Qt.AlignmentFlag.AlignTop)
            # A wrapped text takes the width there is, whatever it would like.
            line[1].setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
            self._lines.append(line)
        for at, line in enumerate(self._lines):
            for column, part in enumerate(line):
                part.setText(rows[at][column] if at < len(rows) else "")
                part.setVisible(at < len(rows))
        self.setAccessibleName(spoken(rows))

    def _restyle(self) -> None:
        # Under the name of the KPI, which comes after a status mark.
        self._grid.setContentsMargins(18 + theme.px(12), 6, 8, 12)


def spoken(rows: Sequence[tuple[str, str]]) -> str:
    """The rows for those who listen."""
    return " ".join(f"{label}: {text}" for label, text in rows)


class Reader(QObject):
    """Reads what the scorecard does not know, and keeps it until anything in the file changes."""

    found = Signal(object, object)
    """The id of a KPI, and what was read as `Beyond`."""
    failed = Signal(object, str)
    """The id of a KPI, and why nothing could be read."""

    def __init__(self, context: Context, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._state: tuple[dt.date, Board] | None = None
        self._kept: dict[tuple[Id, Id], Beyond] = {}
        self._peers: dict[Id, tuple[Peers, ...]] = {}

    def read(self, rep: Rep, standing: Standing) -> None:
        """Read on; `found` follows, at once if it is known already."""
        on, desk = self._context.today(), self._context.desk
        # A board stays the same one until something is written.
        board = desk.scorecards.board(on)
        if self._state is None or self._state[1] is not board or self._state[0] != on:
            self._state = on, board
            self._kept.clear()
            self._peers.clear()
        key, state = (rep.id, standing.kpi.id), self._state
        if key in self._kept:
            self.found.emit(standing.kpi.id, self._kept[key])
            return
        peers = self._beside(rep, standing, on)

        def done(beyond: Beyond) -> None:
            if self._state is state:
                self._kept[key] = beyond
                self.found.emit(standing.kpi.id, beyond)

        self._context.jobs.start(
            lambda _job: read(desk, rep, standing, on, peers),
            done=done,
            failed=lambda why: self.failed.emit(standing.kpi.id, why),
        )

    def _beside(self, rep: Rep, standing: Standing, on: dt.date) -> Peers | None:
        # From the board alone, which must be asked for on this thread to stay the one that is kept.
        if rep.id not in self._peers:
            self._peers[rep.id] = self._context.desk.peers.of(rep, on)
        return next((each for each in self._peers[rep.id] if each.kpi.id == standing.kpi.id), None)


def read(desk: Desk, rep: Rep, standing: Standing, on: dt.date, peers: Peers | None) -> Beyond:
    """Read what stands behind one line of the scorecard of a rep."""
    kpi = standing.kpi
    # Values are listed for those in the team only, and a share of a target is worked out from another KPI.
    grid = None if rep.archived else desk.entries.grid(kpi, on, standing.cadence, [rep.id])
    heading = standing.basis is Basis.TO_DATE and has_outlook(kpi)
    return Beyond(
        coaching=None if kpi.is_share_of_target else desk.targets.coaching(kpi, rep, on),
        grid=grid,
        peers=peers,
        year_before=desk.scorecards.year_before(rep, standing, on),
        outlook=next(iter(desk.outlooks.rep(rep, on, kpi.key, standing.cadence)), None) if heading else None,
    )
