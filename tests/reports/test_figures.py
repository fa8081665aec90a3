"""Charts as figures, without a window."""

import datetime as dt
import io
from dataclasses import replace

import numpy as np
import pytest

from kpidesk.domain.calendars import day_number
from kpidesk.reports.figures import ChartColours, Trend, trend

COLOURS = ChartColours(line="#1664A5", band="#E4EFF9", target="#1F2A44", label="#616B7D")
STYLE = {"figure.facecolor": "#FFFFFF", "font.family": ["Inter", "DejaVu Sans"], "lines.linewidth": 1.44}
STARTS = day_number(dt.date(2026, 8, 10)) - 7 * np.arange(9, -1, -1)


BASE = Trend(
    starts=STARTS,
    values=np.array([9, 8, np.nan, 7, 11, 9, 8, 6, 5, 4.0]),
    targets=np.array([10.0] * 4 + [12.0] * 6),
    name="Discovery calls",
)


def series(**fields):
    return replace(BASE, **fields)


def points(line):
    return np.asarray(line.get_xdata()), np.asarray(line.get_ydata())


def texts(figure):
    return [text.get_text() for text in figure.axes[0].texts]


def picture(figure):
    out = io.BytesIO()
    figure.savefig(out, format="png")
    return out.getvalue()


def test_line_and_target_are_labelled_where_they_end():
    figure = trend(series(limits=(3.0, 15.0)), COLOURS, STYLE)
    assert texts(figure) == ["Discovery calls 4", "Target 12", "Usual range"]
    assert figure.axes[0].get_legend() is None
    assert picture(figure).startswith(b"\x89PNG")


def test_a_missing_week_is_a_gap():
    line = trend(series(), COLOURS, STYLE).axes[0].lines[-1]
    assert np.isnan(points(line)[1][2])


def test_a_target_changes_in_a_step():
    goal = trend(series(), COLOURS, STYLE).axes[0].lines[0]
    at, height = points(goal)
    assert set(height.tolist()) == {10.0, 12.0}
    assert at[height == 12.0].min() == 3.5


def test_results_are_dashed():
    assert trend(series(lagging=True), COLOURS, STYLE).axes[0].lines[-1].is_dashed()
    assert not trend(series(), COLOURS, STYLE).axes[0].lines[-1].is_dashed()


def test_weeks_carry_their_numbers():
    labels = [tick.get_text() for tick in trend(series(), COLOURS, STYLE).axes[0].get_xticklabels()]
    assert labels[-1] == "W33"


def test_nothing_known_is_an_empty_chart():
    nothing = np.full(10, np.nan)
    figure = trend(series(values=nothing, targets=nothing), COLOURS, STYLE)
    assert texts(figure) == []
    assert picture(figure)


@pytest.mark.parametrize("name", ["$$", r"$\frac{$", "{" * 3000, "x" * 5000, "a_b^c"])
def test_a_name_never_becomes_a_formula(name):
    figure = trend(series(name=name), COLOURS, STYLE)
    assert len(texts(figure)[0]) <= 70
    assert picture(figure)


def test_a_name_in_japanese_is_written_where_a_font_can():
    from matplotlib import font_manager

    if not any("CJK" in each for each in font_manager.get_font_names()):
        pytest.skip("needs an installed CJK font")
    assert picture(trend(series(name="日本語"), COLOURS, STYLE))
