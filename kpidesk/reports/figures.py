"""Charts as matplotlib figures, without a window and without pyplot: the caller shows or saves them."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from kpidesk.domain.calendars import Days, to_date
from kpidesk.domain.entries import Floats
from kpidesk.domain.wording import plain

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_SAFE: dict[str, Any] = {"text.parse_math": False}
"""A dollar sign in a name must never start a formula."""
_CJK = ("Noto Sans CJK SC", "Noto Sans CJK JP", "Microsoft YaHei", "Yu Gothic", "PingFang SC", "Hiragino Sans")
_LONGEST_LABEL = 60
_LABELLED_WEEKS = 7


@dataclass(frozen=True, slots=True)
class ChartColours:
    """The colours of a chart that rcParams has no names for, as #RRGGBB."""

    line: str
    band: str
    target: str
    label: str


@dataclass(frozen=True, slots=True, eq=False)
class Trend:
    """One KPI by period; all arrays have shape (periods,), NaN is missing."""

    starts: Days
    """Day numbers."""
    values: Floats
    targets: Floats
    name: str
    limits: tuple[float, float] | None = None
    """Natural limits, lower and upper."""
    lagging: bool = False
    """Drawn dashed."""


def trend(
    data: Trend,
    colours: ChartColours,
    style: Mapping[str, Any],
    show: Callable[[float], str] = "{:g}".format,
    size: tuple[float, float] = (7.6, 2.6),
) -> Figure:
    """The trend of a KPI: line with dots over the band of natural limits, target as dashes with its steps.

    Labels stand at the right end of what they name; there is no legend. A missing period is a gap in the line.

    Args:
        data: The series.
        colours: Of line, band, target and labels.
        style: rcParams of the theme; they hold inside this figure only.
        show: How a value is printed on the axis and in labels.
        size: Inches at the figure's resolution.
    """
    import matplotlib as mpl
    from matplotlib.figure import Figure

    # matplotlib names every parameter in its types; a theme hands over plain strings.
    parameters: dict[Any, Any] = {**style, **_SAFE, **_fonts(style)}
    with mpl.rc_context(parameters):
        figure = Figure(figsize=size, layout="constrained")
        axes = figure.add_subplot()
        at = np.arange(len(data.values))
        _draw_band(axes, data, colours)
        _draw_target(axes, data, at, colours)
        dashes = (0, (4, 2)) if data.lagging else "solid"
        axes.plot(at, data.values, color=colours.line, linestyle=dashes, marker="o", zorder=3)
        _scale(axes, data, at, show)
        _label_ends(axes, data, colours, show)
    return figure


def _fonts(style: Mapping[str, Any]) -> dict[str, Any]:
    """The theme's fonts, then installed ones that can write Chinese, Japanese and Korean names."""
    from matplotlib import font_manager

    wanted = style.get("font.family", ["DejaVu Sans"])
    wanted = [wanted] if isinstance(wanted, str) else list(wanted)
    # Names of fonts that are not there would be complained about at every text.
    known = set(font_manager.get_font_names())
    found = [family for family in (*wanted, *_CJK) if family in known]
    return {"font.family": found or ["DejaVu Sans"]}


def _draw_band(axes: Axes, data: Trend, colours: ChartColours) -> None:
    if data.limits is not None:
        axes.axhspan(*data.limits, color=colours.band, linewidth=0, zorder=0)


def _draw_target(axes: Axes, data: Trend, at: np.ndarray[Any, Any], colours: ChartColours) -> None:
    known = np.isfinite(data.targets)
    if known.any():
        # Each period shows its own target from edge to edge, so that a change is a step.
        edges = np.repeat(at.astype(float), 2) + np.tile([-0.5, 0.5], len(at))
        goals = np.repeat(data.targets, 2)
        axes.plot(edges, goals, color=colours.target, linewidth=1, linestyle=(0, (4, 3)), marker="", zorder=2)


def _scale(axes: Axes, data: Trend, at: np.ndarray[Any, Any], show: Callable[[float], str]) -> None:
    seen = [data.values[np.isfinite(data.values)], data.targets[np.isfinite(data.targets)], np.array([0.0])]
    if data.limits is not None:
        seen.append(np.array(data.limits))
    known = np.concatenate(seen)
    low, high = float(known.min()), float(known.max())
    axes.set_ylim(low, high + (0.12 * (high - low) or 1.0))
    axes.set_xlim(-0.5, max(len(at) - 0.5, 0.5))
    step = max(1, -(-len(at) // _LABELLED_WEEKS))
    ticks = at[::-1][::step][::-1]
    axes.set_xticks(ticks, [_week(int(data.starts[tick])) for tick in ticks])
    marks = axes.yaxis.get_major_locator().tick_values(low, high)
    axes.set_yticks([mark for mark in marks if low <= mark <= high])
    axes.set_yticks(axes.get_yticks(), [show(float(mark)) for mark in axes.get_yticks()])


def _label_ends(axes: Axes, data: Trend, colours: ChartColours, show: Callable[[float], str]) -> None:
    """Labels right of the plot, pushed apart where they would touch."""
    labels: list[tuple[float, str, str]] = []
    newest, goal = _newest(data.values), _newest(data.targets)
    if newest is not None:
        labels.append((newest, f"{plain(data.name, _LONGEST_LABEL)} {show(newest)}", colours.line))
    if goal is not None:
        labels.append((goal, f"Target {show(goal)}", colours.target))
    if data.limits is not None:
        labels.append((data.limits[1], "Usual range", colours.label))
    low, high = axes.get_ylim()
    for (_, text, colour), y in zip(labels, _spread([label[0] for label in labels], 0.09 * (high - low)), strict=True):
        axes.annotate(
            text,
            (1.0, y),
            xytext=(6, 0),
            xycoords=("axes fraction", "data"),
            textcoords="offset points",
            va="center",
            color=colour,
            annotation_clip=False,
        )


def _spread(places: Sequence[float], gap: float) -> list[float]:
    """The places in the given order, each at least `gap` above the next lower one."""
    moved = list(places)
    order = sorted(range(len(places)), key=lambda at: places[at])
    for below, above in pairwise(order):
        moved[above] = max(moved[above], moved[below] + gap)
    return moved


def _week(start: int) -> str:
    return f"W{to_date(start + 3).isocalendar().week}"


def _newest(values: Floats) -> float | None:
    known = values[np.isfinite(values)]
    return float(known[-1]) if len(known) else None
