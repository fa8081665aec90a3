"""Tokens into Qt's own terms: the palette with every role, and the stylesheet from its template."""

from __future__ import annotations

import re
from string import Template
from typing import TYPE_CHECKING

from PySide6.QtCore import QDir
from PySide6.QtGui import QColor, QPalette

from kpidesk.paths import resource

if TYPE_CHECKING:
    from kpidesk.gui.theme import Theme

_ROLES = {
    "Window": "surface",
    "WindowText": "text",
    "Base": "raised",
    "AlternateBase": "surface",
    "Text": "text",
    "PlaceholderText": "muted",
    "Button": "raised",
    "ButtonText": "text",
    "BrightText": "risk",
    "ToolTipBase": "raised",
    "ToolTipText": "text",
    "Highlight": "accent",
    "HighlightedText": "on_accent",
    "Accent": "accent",
    "Link": "text",
    "LinkVisited": "text2",
    "Light": "raised",
    "Midlight": "border",
    "Mid": "border_strong",
    "Dark": "control",
    "Shadow": "border_strong",
}
_DISABLED = {"WindowText": "muted", "Text": "muted", "ButtonText": "muted", "Base": "sunken", "Button": "sunken"}


def palette(theme: Theme) -> QPalette:
    """Return a palette with every role set for all three groups."""
    result = QPalette()
    for name, token in _ROLES.items():
        role = QPalette.ColorRole[name]
        for group in (QPalette.ColorGroup.Active, QPalette.ColorGroup.Inactive):
            result.setColor(group, role, QColor(getattr(theme, token)))
        disabled = _DISABLED.get(name, token)
        result.setColor(QPalette.ColorGroup.Disabled, role, QColor(getattr(theme, disabled)))
    return result


class _Values(dict[str, str]):
    """Template values: tokens by name, and $px8 for eight design pixels at the theme's scale."""

    def __init__(self, theme: Theme) -> None:
        # A radius of more than half the box, 14 px and two edges, would be dropped by Qt.
        super().__init__(theme.tokens(), theme=theme.name, radio=f"{(theme.px(14) + 2) // 2}px")
        self._theme = theme

    def __missing__(self, key: str) -> str:
        if found := re.fullmatch(r"px(\d+)", key):
            return f"{self._theme.px(int(found[1]))}px"
        raise KeyError(key)


def stylesheet(theme: Theme) -> str:
    """Fill the stylesheet template with the tokens and scaled measures of a theme."""
    # A search path keeps the folder's own spelling (blanks, quotes) out of the stylesheet's url().
    QDir.setSearchPaths("theme", [str(resource("themes"))])
    return Template(resource("themes/kpidesk.qss").read_text(encoding="utf-8")).substitute(_Values(theme))


def fill(text: str, theme: Theme) -> str:
    """Put colour tokens into a drawing that names them, such as "$grid"."""
    return Template(text).substitute(theme.tokens())
