"""Resources are found wherever the program runs from; own folders follow the system."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from kpidesk import paths


def test_a_checkout_keeps_resources_beside_the_package():
    found = paths.resource("themes/light.toml")
    assert found == Path(paths.__file__).parents[1] / "resources" / "themes" / "light.toml"
    assert found.is_file()


def test_a_wheel_carries_resources_inside_the_package(tmp_path, monkeypatch):
    inside = tmp_path / "site-packages" / "kpidesk"
    (inside / "resources").mkdir(parents=True)
    (inside / "resources" / "a.txt").touch()
    monkeypatch.setattr(paths, "__file__", str(inside / "paths.py"))
    assert paths.resource("a.txt") == inside / "resources" / "a.txt"


@pytest.mark.parametrize("where", ["resources", "kpidesk/resources"])
def test_a_frozen_build_unpacks_resources_into_its_own_folder(tmp_path, monkeypatch, where):
    folder = tmp_path / where
    folder.mkdir(parents=True)
    (folder / "a.txt").touch()
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    assert paths.resource("a.txt") == folder / "a.txt"


def test_a_missing_resource_says_what_to_do():
    with pytest.raises(FileNotFoundError, match=r"no/such\.file is missing .* Install it again"):
        paths.resource("no/such.file")


@pytest.mark.skipif(sys.platform != "linux", reason="the XDG folders are Linux's")
def test_own_folders_follow_the_system_and_carry_the_name(tmp_path, monkeypatch):
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / name))
    assert paths.data_dir() == tmp_path / "XDG_DATA_HOME" / "KPIdesk"
    assert paths.config_dir() == tmp_path / "XDG_CONFIG_HOME" / "KPIdesk"
    assert paths.log_dir().is_relative_to(tmp_path / "XDG_STATE_HOME" / "KPIdesk")


def test_asking_for_a_folder_creates_nothing(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    paths.data_dir()
    assert list(tmp_path.iterdir()) == []
