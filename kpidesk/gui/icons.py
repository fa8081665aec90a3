"""Icons: Lucide drawings recoloured with a token and rendered for the screen's pixel ratio."""

from __future__ import annotations

import re
from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from kpidesk.gui import theme
from kpidesk.paths import resource

STROKE = 1.5
_cache: dict[tuple[str, str, int, float], QPixmap] = {}


def icon(name: str, tone: str = "text2", size: int = 16) -> QIcon:
    """Return an icon in the colour of a token; `size` is in design pixels, disabled it is muted.

    An icon keeps the colours of the theme it was made under: make it in a slot given to `theme.bind`.
    """
    ratio = _ratio()
    result = QIcon(pixmap(name, tone, size, ratio))
    result.addPixmap(pixmap(name, "muted", size, ratio), QIcon.Mode.Disabled)
    return result


def pixmap(name: str, tone: str = "text2", size: int = 16, ratio: float | None = None) -> QPixmap:
    """Return an icon as a pixmap for painting, `size` design pixels wide at the text scale in force.

    Raises:
        FileNotFoundError: No icon has that name (a Lucide name, such as "circle-check").
    """
    ratio = _ratio() if ratio is None else ratio
    key = (name, theme.current().colour(tone).name(), theme.px(size), ratio)
    found = _cache.get(key)
    if found is None:
        found = _cache[key] = _render(*key)
    return found


def forget() -> None:
    """Drop all rendered icons; happens by itself when the theme changes."""
    _cache.clear()


def _render(name: str, colour: str, pixels: int, ratio: float) -> QPixmap:
    # Lucide draws in a 24 unit box.
    width = STROKE * theme.current().scale * 24 / max(pixels, 1)
    drawing = _source(name).replace("currentColor", colour)
    drawing = re.sub(r'stroke-width="[\d.]+"', f'stroke-width="{width:.3f}"', drawing)
    result = QPixmap(QSize(pixels, pixels) * ratio)
    result.setDevicePixelRatio(ratio)
    result.fill(Qt.GlobalColor.transparent)
    painter = QPainter(result)
    QSvgRenderer(QByteArray(drawing.encode())).render(painter, QRectF(0, 0, pixels, pixels))
    painter.end()
    return result


@lru_cache(maxsize=128)
def _source(name: str) -> str:
    return resource(f"icons/{name}.svg").read_text(encoding="utf-8")


def _ratio() -> float:
    app = QGuiApplication.instance()
    return app.devicePixelRatio() if isinstance(app, QGuiApplication) else 1.0


theme.on_change(forget)
