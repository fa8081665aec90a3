"""The type roles: Inter, sized in pixels and scaled with the theme."""

from __future__ import annotations

from enum import Enum
from functools import lru_cache

from PySide6.QtGui import QFont, QFontDatabase

from kpidesk.paths import resource

FAMILIES = ["Inter", "Segoe UI", "Helvetica Neue", "Noto Sans", "DejaVu Sans"]
_FILES = ("Inter-Regular.ttf", "Inter-Medium.ttf", "Inter-SemiBold.ttf")


class FontRole(Enum):
    """What a text is for: (pixel size, line height, weight, tracking in em), and True where it is slanted."""

    WELCOME = (28, 36, 600, -0.02)
    RESULT = (24, 28, 600, -0.02)
    CLOCK = (22, 26, 600, -0.01)
    TITLE = (20, 28, 600, -0.012)
    LEAD = (15, 20, 600, 0.0)
    LEAD_TEXT = (15, 24, 400, 0.0)
    CARD = (14, 20, 600, -0.005)
    BODY = (13, 20, 400, 0.0)
    ROW = (13, 20, 500, 0.0)
    STRONG = (13, 20, 600, 0.0)
    META = (12, 16, 400, 0.0)
    HEADER = (12, 16, 500, 0.0)
    GROUP = (12, 16, 600, 0.0)
    SLANTED = (12, 16, 500, 0.0, True)
    SMALL = (11, 16, 400, 0.0)
    TAG = (11, 16, 500, 0.0)
    BADGE = (11, 16, 600, 0.02)
    NOTE = (16, 26, 400, 0.0)
    NOTE_HEADING = (18, 28, 600, -0.01)
    FAR = (20, 30, 400, 0.0)
    FAR_HEADING = (24, 34, 600, -0.01)
    FAR_META = (16, 24, 400, 0.0)

    # Roles are keys of the caches that painting goes through; Enum's own hash is slow Python.
    __hash__ = object.__hash__


def load() -> None:
    """Register the bundled Inter files with Qt once; without them the system's font is used."""
    if "Inter" in QFontDatabase.families():
        return
    for name in _FILES:
        QFontDatabase.addApplicationFont(str(resource(f"fonts/{name}")))


@lru_cache(maxsize=256)
def make(role: FontRole, scale: float, *, tabular: bool = False) -> QFont:
    """Return the shared font of a role, perhaps with tabular figures; copy it before changing it."""
    size, _, weight, tracking, *slanted = role.value
    font = QFont()
    font.setFamilies(FAMILIES)
    font.setPixelSize(max(1, round(size * scale)))
    font.setWeight(QFont.Weight(weight))
    font.setItalic(bool(slanted))
    if tracking:
        font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, tracking * size * scale)
    if tabular:
        font.setFeature(QFont.Tag("tnum"), 1)
    return font


def is_tabular(text: str) -> bool:
    """Whether a text gets figures of equal width, so that numbers line up; with them Inter widens hyphens."""
    return "-" not in text and any(ch.isdigit() for ch in text)


def line_height(role: FontRole, scale: float) -> int:
    """Return the line height of a role in pixels."""
    return round(int(role.value[1]) * scale)
