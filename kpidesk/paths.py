"""Where KPIdesk finds what ships with it and where it keeps its own files."""

from __future__ import annotations

import sys
from pathlib import Path

APP_NAME = "KPIdesk"


def resource(name: str) -> Path:
    """Find a file or folder that ships with KPIdesk, such as "themes/light.toml".

    A frozen build unpacks resources beside its code, a wheel carries them inside the package, a checkout beside it.

    Raises:
        FileNotFoundError: No such resource, which means a broken installation.
    """
    package = Path(__file__).parent
    frozen = getattr(sys, "_MEIPASS", None)
    folders = [Path(frozen) / "resources", Path(frozen) / "kpidesk" / "resources"] if frozen else []
    folders += [package / "resources", package.parent / "resources"]
    for folder in folders:
        if (path := folder / name).exists():
            return path
    raise FileNotFoundError(f"{name} is missing from this installation of {APP_NAME}. Install it again.")


def data_dir() -> Path:
    """Return the folder for team files and backups; the caller creates it."""
    from platformdirs import user_data_path

    return user_data_path(APP_NAME, appauthor=False)


def config_dir() -> Path:
    """Return the folder for settings; the caller creates it."""
    from platformdirs import user_config_path

    return user_config_path(APP_NAME, appauthor=False)


def log_dir() -> Path:
    """Return the folder for log files; the caller creates it."""
    from platformdirs import user_log_path

    return user_log_path(APP_NAME, appauthor=False)
