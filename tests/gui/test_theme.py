"""The themes hold what the design guide promises: complete tokens, readable pairs, sizes that follow the text scale."""

from __future__ import annotations

import re
import tomllib

import pytest
from PySide6.QtGui import QColor, QFont, QFontInfo, QPalette
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QTextEdit

from kpidesk.gui import fonts, styling, theme
from kpidesk.gui.fonts import FontRole
from kpidesk.paths import resource

SURFACES = ("raised", "surface", "window", "sunken", "selected", "hover")
TEXT_PAIRS = [(text, on) for text in ("text", "text2", "muted") for on in SURFACES] + [
    ("on_accent", "accent"),
    ("on_accent", "accent_hover"),
    ("leading", "raised"),
    ("leading", "leading_soft"),
    ("leading", "selected"),
    ("lagging", "raised"),
    ("lagging", "lagging_soft"),
    ("good", "raised"),
    ("good", "surface"),
    ("watch", "raised"),
    ("watch", "selected"),
    ("risk", "raised"),
    ("text", "watch_soft"),
    ("text", "risk_soft"),
    ("text", "good_soft"),
]
MARK_PAIRS = [
    ("good", "selected"),
    ("watch_fill", "raised"),
    ("watch_fill", "selected"),
    ("watch_fill", "watch_soft"),
    ("risk", "risk_soft"),
    ("risk", "selected"),
    ("control", "raised"),
    ("control", "surface"),
    ("control", "selected"),
    ("none", "raised"),
    ("focus", "raised"),
    ("focus", "surface"),
    ("focus", "window"),
    ("focus", "selected"),
    ("accent", "selected"),
]


@pytest.fixture(autouse=True)
def back_to_light(qapp):
    yield
    theme.apply(qapp, theme.load_theme("light"))


def luminance(colour: str) -> float:
    """Relative luminance, WCAG 2.2."""
    made = QColor(colour)
    shares = (made.red() / 255, made.green() / 255, made.blue() / 255)
    linear: list[float] = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in shares]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_the_contrast_formula_agrees_with_the_design_guide():
    light = theme.load_theme("light")
    assert contrast(light.text, light.raised) == pytest.approx(17.25, abs=0.01)
    assert contrast(light.watch_fill, light.selected) == pytest.approx(3.06, abs=0.01)


@pytest.mark.parametrize("name", ["light", "dark"])
def test_texts_reach_4_5_and_marks_reach_3(name):
    loaded = theme.load_theme(name).tokens()
    weak_texts = {pair for pair in TEXT_PAIRS if contrast(loaded[pair[0]], loaded[pair[1]]) < 4.5}
    weak_marks = {pair for pair in MARK_PAIRS if contrast(loaded[pair[0]], loaded[pair[1]]) < 3.0}
    assert (weak_texts, weak_marks) == (set(), set())


def test_high_contrast_reaches_7_and_drops_soft_fills():
    loaded = theme.load_theme("contrast")
    tokens = loaded.tokens()
    assert {pair for pair in TEXT_PAIRS + MARK_PAIRS if contrast(tokens[pair[0]], tokens[pair[1]]) < 7.0} == set()
    assert loaded.outlined
    assert {value for token, value in tokens.items() if token.endswith("_soft")} == {loaded.raised}


@pytest.mark.parametrize("name", theme.NAMES)
def test_every_theme_defines_every_token_as_a_colour(name):
    loaded = theme.load_theme(name)
    assert loaded.name == name
    assert all(QColor(value).isValid() for value in loaded.tokens().values())
    data = tomllib.loads(resource(f"themes/{name}.toml").read_text(encoding="utf-8"))
    assert data["colours"].keys() == loaded.tokens().keys()


@pytest.mark.parametrize("name", theme.NAMES)
def test_the_pictures_in_the_stylesheet_use_only_colours_of_their_theme(name):
    tokens = {value.lower() for value in theme.load_theme(name).tokens().values()}
    used = set(re.findall(r"theme:\w+/([\w-]+\.svg)", styling.stylesheet(theme.load_theme(name))))
    shipped = {path.name: path.read_text(encoding="utf-8") for path in resource(f"themes/{name}").glob("*.svg")}
    assert used <= shipped.keys()
    found = {colour.lower() for text in shipped.values() for colour in re.findall(r"#[0-9A-Fa-f]{6}", text)}
    assert found <= tokens


def test_an_unknown_theme_names_the_ones_there_are():
    with pytest.raises(ValueError, match="light, dark, contrast"):
        theme.load_theme("sepia")


@pytest.mark.parametrize("name", theme.NAMES)
def test_the_palette_sets_every_role_in_every_group(name):
    made = styling.palette(theme.load_theme(name))
    groups = (QPalette.ColorGroup.Active, QPalette.ColorGroup.Inactive, QPalette.ColorGroup.Disabled)
    roles = set(QPalette.ColorRole) - {QPalette.ColorRole.NoRole, QPalette.ColorRole.NColorRoles}
    assert {(group, role) for group in groups for role in roles if not made.isBrushSet(group, role)} == set()


def test_the_stylesheet_leaves_no_placeholder_and_scales_its_measures():
    normal = styling.stylesheet(theme.load_theme("light"))
    double = styling.stylesheet(theme.load_theme("light", 2.0))
    assert "$" not in normal
    assert "font-size: 12px" in normal
    assert "font-size: 24px" in double


def test_applying_a_theme_tells_those_who_are_bound(qapp, qtbot):
    seen = []

    class Label(QLabel):
        def restyle(self):
            seen.append(theme.current().name)

    label = Label()
    qtbot.addWidget(label)
    theme.bind(label.restyle)
    theme.apply(qapp, theme.load_theme("dark"))
    assert seen[-1] == "dark"
    assert len(seen) == 2
    assert qapp.palette().color(QPalette.ColorRole.Window) == QColor(theme.current().surface)


@pytest.mark.parametrize(("asked", "given"), [(1.0, 1.0), (2.0, 2.0), (3.0, 2.0)])
def test_text_scales_up_to_200_percent(qapp, asked, given):
    theme.apply(qapp, theme.load_theme("light", asked))
    assert theme.font(FontRole.BODY).pixelSize() == round(13 * given)
    assert theme.line(FontRole.BODY) == round(20 * given)
    assert theme.px(48) == round(48 * given)


@pytest.mark.parametrize("role", list(FontRole))
def test_every_type_role_is_inter_and_may_have_tabular_figures(qapp, role):
    fonts.load()
    font = fonts.make(role, 1.0)
    assert QFontInfo(font).family() == "Inter"
    assert QFontInfo(font).weight() == role.value[2]
    assert font.pixelSize() >= 11
    assert not font.isFeatureSet(QFont.Tag("tnum"))
    assert fonts.make(role, 1.0, tabular=True).isFeatureSet(QFont.Tag("tnum"))


@pytest.mark.parametrize(("text", "tabular"), [("9.8", True), ("W33", True), ("Maya", False), ("4 one-on-ones", False)])
def test_numbers_line_up_and_hyphens_of_words_stay_narrow(text, tabular):
    assert fonts.is_tabular(text) is tabular


def test_charts_take_the_card_colour_and_never_read_formulas_from_names():
    import matplotlib as mpl

    dark = theme.load_theme("dark")
    style = theme.matplotlib_style(dark)
    assert style.keys() <= mpl.rcParams.keys()
    assert style["figure.facecolor"] == dark.raised
    assert style["text.parse_math"] is False
    assert style["font.family"][-1] == "DejaVu Sans"
    assert style["xtick.labelsize"] * 100 / 72 == pytest.approx(11)


@pytest.mark.parametrize("name", theme.NAMES)
@pytest.mark.parametrize("kind", [QLineEdit, QPlainTextEdit, QTextEdit])
def test_what_stands_in_an_empty_field_can_be_read(qapp, qtbot, name, kind):
    theme.apply(qapp, theme.load_theme(name))
    field = kind()
    qtbot.addWidget(field)
    field.ensurePolished()
    shown = field.palette().color(QPalette.ColorRole.PlaceholderText)
    theme.apply(qapp, theme.load_theme("light"))
    assert shown.name() == theme.load_theme(name).muted.lower()
    assert shown.alpha() == 255
