"""Icons are recoloured with the theme and rendered for the screen's pixel ratio."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QIcon, QImage

from kpidesk.gui import icons, theme
from kpidesk.paths import resource

NAMES = sorted(path.stem for path in resource("icons").glob("*.svg"))


@pytest.fixture(autouse=True)
def back_to_light(qapp):
    yield
    theme.apply(qapp, theme.load_theme("light"))


def darkest(image: QImage) -> QColor:
    """The colour of the most opaque pixel."""
    pixels = [image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height())]
    return max(pixels, key=QColor.alpha)


def distance(one: QColor, other: QColor) -> int:
    """The largest difference of a colour channel, 0 to 255."""
    return max(abs(one.red() - other.red()), abs(one.green() - other.green()), abs(one.blue() - other.blue()))


@pytest.mark.parametrize("name", NAMES)
def test_every_shipped_icon_draws_something(qapp, name):
    assert darkest(icons.pixmap(name).toImage()).alpha() > 150


def test_an_icon_takes_the_colour_of_its_token_in_each_theme(qapp):
    for name in theme.NAMES:
        theme.apply(qapp, theme.load_theme(name))
        drawn = darkest(icons.pixmap("square-check", "risk", 32, 2.0).toImage())
        wanted = theme.current().colour("risk")
        assert distance(drawn, wanted) <= 3


def test_an_icon_follows_pixel_ratio_and_text_scale(qapp):
    theme.apply(qapp, theme.load_theme("light", 1.5))
    drawn = icons.pixmap("lock", size=16, ratio=2.0)
    assert drawn.size() == QSize(48, 48)
    assert drawn.deviceIndependentSize().toSize() == QSize(24, 24)


def test_an_icon_is_rendered_once_until_the_theme_changes(qapp):
    first = icons.pixmap("flag", "text", 16, 1.0)
    assert icons.pixmap("flag", "text", 16, 1.0) is first
    theme.apply(qapp, theme.load_theme("light"))
    assert icons.pixmap("flag", "text", 16, 1.0) is not first


def test_a_disabled_icon_is_muted(qapp):
    made = icons.icon("square-check", "risk", 16)
    drawn = darkest(made.pixmap(QSize(16, 16), QIcon.Mode.Disabled).toImage())
    wanted = theme.current().colour("muted")
    assert distance(drawn, wanted) <= 12


def test_an_unknown_icon_is_a_broken_installation(qapp):
    with pytest.raises(FileNotFoundError, match="icons/unicorn"):
        icons.pixmap("unicorn")


def test_the_licence_ships_with_the_icons_and_the_fonts():
    assert "ISC License" in resource("icons/LICENSE").read_text(encoding="utf-8")
    assert "SIL Open Font License" in resource("fonts/OFL.txt").read_text(encoding="utf-8")
