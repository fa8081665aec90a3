"""How KPIdesk looks on this computer, whatever file is open."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kpidesk.gui.fonts import FontRole
from kpidesk.gui.widgets.card import Card
from kpidesk.gui.widgets.labels import PlainLabel
from kpidesk.gui.widgets.segmented import Segment, Segmented
from kpidesk.gui.widgets.toggle import Toggle
from kpidesk.settings import TEXT_SIZES, THEMES

if TYPE_CHECKING:
    from kpidesk.gui.context import Context

_SCALES = {f"{percent / 100:g}": percent / 100 for percent in TEXT_SIZES}


class ComputerCard(Card):
    """Every change is kept at once."""

    def __init__(self, context: Context) -> None:
        super().__init__(self.tr("This computer"))
        self.setObjectName("computer_card")
        self._context = context
        words = {
            "system": self.tr("System"),
            "light": self.tr("Light"),
            "dark": self.tr("Dark"),
            "contrast": self.tr("Contrast"),
        }
        self.theme = Segmented([Segment(key, words[key]) for key in THEMES], name=self.tr("Theme"))
        self.theme.setObjectName("theme")
        sizes = [Segment(key, f"{scale * 100:.0f} %") for key, scale in _SCALES.items()]
        self.text_size = Segmented(sizes, name=self.tr("Text size"))
        self.text_size.setObjectName("text_size")
        for choice, keys in ((self.theme, THEMES), (self.text_size, tuple(_SCALES))):
            for key in keys:
                choice.button(key).setObjectName(f"{choice.objectName()}_{key}")
        self.timers = Toggle(self.tr("Timers in one-on-ones"))
        self.timers.setObjectName("timers")
        self.theme.changed.connect(lambda key: self._keep(theme=key))
        self.text_size.changed.connect(lambda key: self._keep(text_scale=_SCALES[key]))
        self.timers.clicked.connect(lambda on: self._keep(timers=on))
        self._column = QVBoxLayout()
        self._column.setContentsMargins(16, 16, 16, 16)
        self._column.setSpacing(8)
        self._add(self.theme, self.tr("System looks as your computer does, by day and by night."))
        self._add(self.text_size, self.tr("Everything grows with it; columns turn into tabs."))
        self._add(self.timers, self.tr("They count the minutes and warn in words. Nothing ends by itself."))
        self.body.addLayout(self._column)
        self.body.addStretch(1)

    def reload(self) -> None:
        """Show the preferences in force."""
        settings = self._context.settings()
        self.theme.set_current(settings.theme)
        self.timers.setChecked(settings.timers)
        self.text_size.set_current(min(_SCALES, key=lambda key: abs(_SCALES[key] - settings.text_scale)))

    def _add(self, control: QWidget, why: str) -> None:
        """Set a control under its name, or a switch beside it, and below that what it is for."""
        if self._column.count():
            self._column.addSpacing(8)
        name = PlainLabel(control.accessibleName(), FontRole.BODY, "text2", wrap=True)
        if isinstance(control, Toggle):
            row = QHBoxLayout()
            row.setSpacing(8)
            row.addWidget(name, 1)
            row.addWidget(control)
            self._column.addLayout(row)
        else:
            self._column.addWidget(name)
            self._column.addWidget(control)
        self._column.addWidget(PlainLabel(why, FontRole.META, "muted", wrap=True))

    def _keep(self, **changed: str | float | bool) -> None:
        self._context.change_settings(replace(self._context.settings(), **changed))  # type: ignore[arg-type]
