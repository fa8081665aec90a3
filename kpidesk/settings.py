"""The manager's preferences on this computer: one frozen value, one TOML file."""

from __future__ import annotations

import dataclasses
import tomllib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

THEMES = ("system", "light", "dark", "contrast")
TEXT_SIZES = (100, 125, 150, 200)
"""Percent."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Preferences; every field has a default that suits a first start."""

    theme: str = "system"
    text_scale: float = 1.0
    """Text size, 1.0 to 2.0."""
    language: str = ""
    """Empty: as the system."""
    timers: bool = True
    """Whether the minutes of a one-on-one are measured and shown."""
    last_file: str = ""
    panes: dict[str, list[int]] = field(default_factory=dict)
    """Where the user dragged borders: design pixels of each pane, 0 for the one that takes the rest."""

    recent: list[str] = field(default_factory=list)
    """What was chosen last in the command palette, by keys that name nobody; the latest first."""

    def sane(self) -> Settings:
        """These settings with every impossible value replaced by its default."""
        return dataclasses.replace(
            self,
            theme=self.theme if self.theme in THEMES else "system",
            text_scale=min(max(self.text_scale, 1.0), 2.0),
            panes={key: sizes for key, sizes in self.panes.items() if _are_sizes(sizes)},
            recent=[key for key in self.recent if _is_text(key)],
        )


def _is_text(found: object) -> bool:
    return isinstance(found, str)


def _are_sizes(found: object) -> bool:
    return isinstance(found, list) and all(type(size) is int and size >= 0 for size in found)


def load(path: Path) -> Settings:
    """Read settings; a missing or unreadable file means defaults, an unknown entry is left out."""
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
        return Settings()
    defaults = Settings()
    known = {}
    for each in dataclasses.fields(Settings):
        value = found.get(each.name)
        kind = type(getattr(defaults, each.name))
        if isinstance(value, kind) or (kind is float and isinstance(value, int)):
            known[each.name] = kind(value)
    return Settings(**known).sane()


def save(path: Path, settings: Settings) -> None:
    """Write settings, whole or not at all."""
    import tomli_w

    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(path.name + ".partial")
    partial.write_text(tomli_w.dumps(dataclasses.asdict(settings)), encoding="utf-8")
    partial.replace(path)
