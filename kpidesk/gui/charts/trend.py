"""The trend chart of one KPI. matplotlib is loaded and the figure drawn only after the page is on the screen."""

from __future__ import annotations

import logging
from importlib import import_module
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from kpidesk.gui import theme

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent, QShowEvent

    from kpidesk.domain.terms import Kind
    from kpidesk.reports.figures import Trend


class TrendChart(QWidget):
    """Keeps one figure and canvas; a new trend, size or theme is drawn on the next turn of the event loop."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("trend_chart")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("ring", "box")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._trend: Trend | None = None
        self._kind = ""
        self._canvas: Any = None
        self._due = QTimer(self)
        self._due.setSingleShot(True)
        self._due.setInterval(0)
        self._due.timeout.connect(self._draw)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        theme.on_change(self._ask)

    @property
    def drawn(self) -> bool:
        """Whether the newest trend is on the canvas."""
        return self._canvas is not None and not self._due.isActive()

    @property
    def trend(self) -> Trend | None:
        """What is shown."""
        return self._trend

    def set_trend(self, trend: Trend | None, kind: Kind, sentence: str) -> None:
        """Show another trend; `sentence` says in words what it shows."""
        self._trend, self._kind = trend, kind.value
        self.setAccessibleName(sentence)
        self._ask()

    @override
    def sizeHint(self) -> QSize:
        return QSize(theme.px(560), theme.px(240))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(240), theme.px(120))

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._ask()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._ask()

    def _ask(self) -> None:
        if self.isVisible():
            self._due.start()

    def _draw(self) -> None:
        if self._trend is None or self.width() < 2 or self.height() < 2:
            return
        import matplotlib as mpl

        from kpidesk.reports.figures import TrendColours, draw

        canvas, t = self._canvas or self._make_canvas(), theme.current()
        colours = TrendColours(
            line=getattr(t, self._kind),
            band=getattr(t, f"{self._kind}_soft"),
            edge=getattr(t, f"{self._kind}_mid"),
            ink=t.text,
            text=t.text,
            muted=t.muted,
            faint=t.border_strong,
            ground=t.raised,
        )
        style: Any = theme.matplotlib_style(t)
        with mpl.rc_context(style):
            canvas.figure.set_facecolor(t.raised)
            # A canvas just made learns its size only when it is shown.
            canvas.figure.set_size_inches(self.width() / 100, self.height() / 100, forward=False)
            draw(canvas.figure, self._trend, colours, t.scale)
            canvas.draw()

    def _make_canvas(self) -> Any:
        from matplotlib.figure import Figure

        _load_fonts()
        canvas = import_module("matplotlib.backends.backend_qtagg").FigureCanvasQTAgg(Figure(dpi=100))
        canvas.setObjectName("trend_canvas")
        # The chart around it has the name and the focus.
        canvas.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        canvas.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        layout = self.layout()
        if layout is not None:
            layout.addWidget(canvas)
            layout.activate()
        self._canvas = canvas
        return canvas


def _load_fonts() -> None:
    """Let matplotlib know the bundled fonts."""
    from matplotlib import font_manager

    from kpidesk.paths import resource

    # Its fallback for signs Inter lacks has no weight 600, which is no news to anyone.
    logging.getLogger("matplotlib.font_manager").setLevel(logging.ERROR)
    known = {each.name for each in font_manager.fontManager.ttflist}
    if "Inter" not in known:
        for weight in ("Regular", "Medium", "SemiBold"):
            font_manager.fontManager.addfont(resource(f"fonts/Inter-{weight}.ttf"))
