"""The theme: colour tokens and the text scale, from which palette, stylesheet, painters and charts take everything."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QToolTip

from kpidesk.gui import fonts, styling
from kpidesk.gui.fonts import FontRole
from kpidesk.paths import resource

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QApplication

NAMES = ("light", "dark", "contrast")


@dataclass(frozen=True, slots=True)
class Theme:
    """All colour tokens ("#RRGGBB", scrim "#AARRGGBB") and the text scale.

    `outlined` is true for high contrast: soft fills are dropped, so tags and tints get a full-colour outline instead.
    """

    name: str
    dark: bool
    outlined: bool
    scale: float
    window: str
    surface: str
    raised: str
    sunken: str
    hover: str
    selected: str
    border: str
    border_strong: str
    control: str
    grid: str
    hatch: str
    text: str
    text2: str
    muted: str
    accent: str
    accent_hover: str
    on_accent: str
    leading: str
    leading_soft: str
    leading_mid: str
    lagging: str
    lagging_soft: str
    lagging_mid: str
    good: str
    good_soft: str
    watch: str
    watch_fill: str
    watch_soft: str
    risk: str
    risk_soft: str
    none: str
    focus: str
    scrim: str

    def px(self, pixels: float) -> int:
        """Scale a design measure that grows with the text."""
        return round(pixels * self.scale)

    def colour(self, tone: str) -> QColor:
        """Return the shared colour of a token; copy it before changing it."""
        return _colour(getattr(self, tone))

    def tokens(self) -> dict[str, str]:
        """Return every colour token by name."""
        return {f.name: getattr(self, f.name) for f in fields(self)[4:]}


class _Switch(QObject):
    """Tells everything painted that another theme, or another text scale, is in force."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.theme: Theme | None = None


_switch = _Switch()


@lru_cache(maxsize=512)
def _colour(value: str) -> QColor:
    return QColor(value)


def load_theme(name: str, scale: float = 1.0) -> Theme:
    """Read a theme by name (one of `NAMES`); `scale` is the text size, 1.0 to 2.0.

    Raises:
        ValueError: There is no theme of that name.
    """
    if name not in NAMES:
        raise ValueError(f"no theme is called {name!r}; there are {', '.join(NAMES)}")
    data = tomllib.loads(resource(f"themes/{name}.toml").read_text(encoding="utf-8"))
    return Theme(
        name=data["name"],
        dark=data["dark"],
        outlined=data["outlined"],
        scale=min(max(scale, 0.75), 2.0),
        **data["colours"],
    )


def current() -> Theme:
    """Return the theme in force; the light one until `apply` was called."""
    if _switch.theme is None:
        _switch.theme = load_theme("light")
    return _switch.theme


def apply(app: QApplication, theme: Theme) -> None:
    """Dress the whole application: Fusion, palette, font and stylesheet, then tell everyone bound with `bind`."""
    fonts.load()
    _switch.theme = theme
    # Fusion comes before any stylesheet: platform styles mix badly with stylesheets and with dark palettes.
    app.setStyle("Fusion")
    app.setPalette(styling.palette(theme))
    app.setFont(fonts.make(FontRole.BODY, theme.scale))
    QToolTip.setFont(fonts.make(FontRole.META, theme.scale))
    app.setStyleSheet(styling.stylesheet(theme))
    _switch.changed.emit()


def on_change(slot: Callable[[], None]) -> None:
    """Run `slot` after every change of theme or text scale."""
    _switch.changed.connect(slot)


def bind(slot: Callable[[], None]) -> None:
    """Run `slot`, a method of a widget, now and after every change of theme; Qt unbinds it when the widget goes."""
    _switch.changed.connect(slot)
    slot()


def preferred(app: QApplication) -> str:
    """Return the name of the theme that the system asks for; an unknown wish means light."""
    hints = app.styleHints()
    # Qt 6.10 and later; the hints object must stay referenced while its accessibility child is asked.
    accessibility = getattr(hints, "accessibility", None)
    if accessibility is not None and accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast:
        return "contrast"
    return "dark" if hints.colorScheme() == Qt.ColorScheme.Dark else "light"


def px(pixels: float) -> int:
    """Scale a design measure with the text scale in force."""
    return current().px(pixels)


def font(role: FontRole) -> QFont:
    """Return the shared font of a role at the text scale in force; copy it before changing it."""
    return fonts.make(role, current().scale)


def line(role: FontRole) -> int:
    """Return the line height of a role in pixels at the text scale in force."""
    return fonts.line_height(role, current().scale)


def tint(palette: QPalette, tone: str) -> QPalette:
    """Return a palette whose texts have the colour of a tone."""
    tinted = QPalette(palette)
    for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
        tinted.setColor(role, current().colour(tone))
    return tinted


def matplotlib_style(theme: Theme) -> dict[str, Any]:
    """Return matplotlib rcParams that make a figure look like a card of this theme (sizes in points at 100 dpi)."""
    small = 11 * theme.scale * 72 / 100
    return {
        "figure.dpi": 100,
        "figure.facecolor": theme.raised,
        "savefig.facecolor": theme.raised,
        "axes.facecolor": theme.raised,
        "axes.edgecolor": theme.grid,
        "axes.labelcolor": theme.muted,
        "axes.labelsize": small,
        "axes.titlecolor": theme.text,
        "axes.titlesize": 14 * theme.scale * 72 / 100,
        "axes.titleweight": 600,
        "axes.grid": True,
        "axes.grid.axis": "y",
        "axes.axisbelow": True,
        "axes.linewidth": 0.72,
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.spines.left": False,
        "grid.color": theme.grid,
        "grid.linewidth": 0.72,
        "xtick.color": theme.grid,
        "ytick.color": theme.grid,
        "xtick.labelcolor": theme.muted,
        "ytick.labelcolor": theme.muted,
        "xtick.labelsize": small,
        "ytick.labelsize": small,
        "ytick.major.size": 0,
        "xtick.major.size": 0,
        "lines.linewidth": 2 * 72 / 100,
        "lines.markersize": 4 * 72 / 100,
        "text.color": theme.text,
        # Names and KPI titles are data: a "$" in them must never start a formula.
        "text.parse_math": False,
        "font.family": ["Inter", "DejaVu Sans"],
        "font.size": small,
        "legend.frameon": False,
    }
