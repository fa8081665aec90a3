"""The trend of one KPI drawn into a matplotlib figure: line, natural limits, target with its steps, direct labels."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from kpidesk.domain.entries import Floats, Ints

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.patheffects import AbstractPathEffect
    from matplotlib.ticker import MaxNLocator

_TOP, _BOTTOM = 12, 30
_LETTER = 6.6
"""Design pixels a character of the 11 px labels is wide."""
_EVERY = 4
_DPI = 100
"""Design pixels an inch; the canvas multiplies it by the screen's pixel ratio."""


@dataclass(frozen=True, slots=True)
class TrendColours:
    """The colours of a trend, "#RRGGBB"."""

    line: str
    band: str
    edge: str
    ink: str
    text: str
    muted: str
    faint: str
    ground: str


@dataclass(frozen=True, slots=True)
class TrendBand:
    """Natural limits from one period on."""

    begin: int
    lower: float
    upper: float
    lower_label: str
    upper_label: str
    rebased: bool = False
    """Whether a new level began there, which is ruled off."""


@dataclass(frozen=True, slots=True, eq=False)
class Trend:
    """One KPI by period, oldest first, with the texts to print; arrays have shape (periods,), NaN is missing."""

    heads: Sequence[str]
    values: Floats
    targets: Floats
    print: Callable[[float], str]
    """How an axis number is printed."""
    value_label: str = ""
    target_label: str = ""
    step: tuple[int, str] | None = None
    """Where the target changed last, and what to say there."""
    band: TrendBand | None = None
    others: Floats | None = None
    """Faint lines behind, shape (lines, periods)."""
    highs: Floats | None = None
    """Upper edges of a target that is a band."""
    signals: Ints | None = None
    """1 and -1 for what is more than chance, which is ringed."""

    @property
    def empty(self) -> bool:
        """Whether there is nothing to draw."""
        return bool(np.isnan(self.values).all()) and (self.others is None or bool(np.isnan(self.others).all()))


def draw(figure: Figure, trend: Trend, colours: TrendColours, scale: float = 1.0) -> None:
    """Draw into an emptied figure; sizes follow the text scale. Call it inside `matplotlib.rc_context`."""
    figure.clear()
    if trend.empty:
        return
    low, high = _range(trend)
    axes = figure.add_axes(_place(figure, trend, scale, (low, high)))
    axes.set_xlim(-0.5, len(trend.values) - 0.5 + 0.01)
    axes.set_ylim(low, high)
    for side in axes.spines.values():
        side.set_visible(False)
    _ticks(axes, trend, colours)
    _draw_band(axes, trend, colours, scale)
    _draw_lines(axes, trend, colours, scale)
    _draw_target(axes, trend, colours, scale)
    _label_ends(axes, trend, colours, scale)


def _range(trend: Trend) -> tuple[float, float]:
    parts = [trend.values, trend.targets]
    if trend.highs is not None:
        parts.append(trend.highs)
    if trend.others is not None:
        parts.append(trend.others.ravel())
    if trend.band is not None:
        parts.append(np.array([trend.band.lower, trend.band.upper]))
    known = np.concatenate(parts)
    known = known[np.isfinite(known)]
    low, high = float(known.min()), float(known.max())
    if low == high:
        low, high = low - abs(low) * 0.1 - 0.5, high + abs(high) * 0.1 + 0.5
    ticks = _locator().tick_values(low, high)
    # Nothing counted goes below zero, so neither does the axis.
    return max(float(ticks[0]), 0.0) if known.min() >= 0 else float(ticks[0]), float(ticks[-1])


def _locator() -> MaxNLocator:
    from matplotlib.ticker import MaxNLocator

    return MaxNLocator(nbins=5, steps=[1, 2, 2.5, 5, 10])


def _place(figure: Figure, trend: Trend, scale: float, span: tuple[float, float]) -> tuple[float, float, float, float]:
    wide, high = figure.get_size_inches() * _DPI
    longest = max((len(trend.print(each)) for each in span), default=2)
    left = (14 + _LETTER * longest) * scale
    right = (16 + _LETTER * max(len(trend.target_label), len(trend.value_label), 4)) * scale
    top, bottom = _TOP * scale, _BOTTOM * scale
    inside = max(1 - (left + right) / wide, 0.2), max(1 - (top + bottom) / high, 0.2)
    return left / wide, bottom / high, *inside


def _ticks(axes: Axes, trend: Trend, colours: TrendColours) -> None:
    from matplotlib.ticker import FixedLocator

    last = len(trend.heads) - 1
    at = list(range(last % _EVERY, last + 1, _EVERY))
    axes.xaxis.set_major_locator(FixedLocator(at))
    axes.set_xticklabels([trend.heads[each] for each in at])
    if at:
        newest = axes.get_xticklabels()[-1]
        newest.set_color(colours.text)
        newest.set_fontweight(600)
    axes.yaxis.set_major_locator(_locator())
    axes.yaxis.set_major_formatter(lambda value, _at: trend.print(value))
    axes.tick_params(length=0, pad=6)


def _draw_band(axes: Axes, trend: Trend, colours: TrendColours, scale: float) -> None:
    band = trend.band
    if band is None:
        return
    begin, end = band.begin - 0.3, len(trend.values) - 1 + 0.3
    axes.fill_between([begin, end], band.lower, band.upper, color=colours.band, linewidth=0, zorder=1.5)
    low, top = axes.get_ylim()
    room = (band.lower - low) / (top - low) * _inside(axes)[1]
    # Below a line near the bottom the label would run into the weeks.
    below = -4 if room > 18 * scale else 4
    for level, label, where in ((band.upper, band.upper_label, 4), (band.lower, band.lower_label, below)):
        axes.plot([begin, end], [level, level], color=colours.edge, linewidth=_points(1, scale), zorder=1.6)
        axes.annotate(
            label,
            (begin, level),
            xytext=(_points(2, 1), _points(where, 1)),
            textcoords="offset points",
            va="bottom" if where > 0 else "top",
            color=colours.muted,
            path_effects=_halo(colours),
            zorder=4,
        )
    if band.rebased:
        axes.plot([begin] * 2, [band.lower, band.upper], color=colours.muted, linewidth=_points(1, scale), zorder=1.7)


def _draw_lines(axes: Axes, trend: Trend, colours: TrendColours, scale: float) -> None:
    x = np.arange(len(trend.values))
    for other in () if trend.others is None else trend.others:
        axes.plot(x, other, color=colours.faint, linewidth=_points(1.25, scale), zorder=2)
    dot = {"marker": "o", "markersize": _points(4, scale)}
    axes.plot(x, trend.values, color=colours.line, linewidth=_points(2, scale), zorder=3, **dot)  # type: ignore[arg-type]
    known = np.flatnonzero(~np.isnan(trend.values))
    if len(known):
        at = int(known[-1])
        axes.plot(
            [at], [trend.values[at]], color=colours.line, marker="o", markersize=_points(7, scale), zorder=3.1
        )  # fmt: skip
    rung = np.flatnonzero(trend.signals) if trend.signals is not None else ()
    if len(rung):
        ring = {"marker": "o", "markersize": _points(12, scale), "markeredgewidth": _points(1.5, scale)}
        ring |= {"markerfacecolor": "none", "markeredgecolor": colours.ink, "linestyle": "none"}
        axes.plot(rung, trend.values[rung], zorder=3.3, **ring)  # type: ignore[arg-type]


def _draw_target(axes: Axes, trend: Trend, colours: TrendColours, scale: float) -> None:
    known = np.flatnonzero(~np.isnan(trend.targets))
    if not len(known):
        return
    for levels in (each for each in (trend.targets, trend.highs) if each is not None):
        x, y = [], []
        for at in range(int(known[0]), int(known[-1]) + 1):
            # A level holds from half a period before to half a period after, so that a change is an upright step.
            x += [max(at - 0.5, 0.0), min(at + 0.5, len(trend.targets) - 1.0)]
            y += [levels[at], levels[at]]
        dashes, width = (3 / 1.5, 3 / 1.5), _points(1.5, scale)
        axes.plot(x, y, color=colours.ink, linewidth=width, dashes=dashes, zorder=3.2, solid_capstyle="butt")
    if trend.step is None:
        return
    at, text = trend.step
    top = axes.get_ylim()[1]
    axes.plot([at - 0.5] * 2, [trend.targets[at], top], color=colours.muted, linewidth=_points(1, scale), zorder=2)
    left = at > len(trend.targets) / 2 and not _crowded(axes, trend, len(text), scale)
    axes.annotate(
        text,
        (at - 0.5, top),
        xytext=(_points(-6 if left else 6, 1), _points(-1, 1)),
        textcoords="offset points",
        ha="right" if left else "left",
        va="top",
        color=colours.muted,
        path_effects=_halo(colours),
        zorder=4,
    )


def _crowded(axes: Axes, trend: Trend, letters: int, scale: float) -> bool:
    """Whether a text left of the step would run into the label of the upper limit."""
    if trend.band is None or trend.step is None:
        return False
    (wide, high), (low, top) = _inside(axes), axes.get_ylim()
    across = wide / len(trend.values)
    above = (top - trend.band.upper) / (top - low) * high
    room = (trend.step[0] - trend.band.begin) * across
    return above < 34 * scale and room < (letters + len(trend.band.upper_label)) * _LETTER * scale


def _halo(colours: TrendColours) -> list[AbstractPathEffect]:
    """Keeps a label readable where it crosses a line."""
    from matplotlib.patheffects import withStroke

    return [withStroke(linewidth=2.5, foreground=colours.ground)]


def _label_ends(axes: Axes, trend: Trend, colours: TrendColours, scale: float) -> None:
    """Print value and target at the right end, apart from each other."""
    low, top = axes.get_ylim()
    pixels = _inside(axes)[1] / (top - low)
    ends: list[tuple[float, str, str]] = []
    for series, text, colour in (
        (trend.targets, trend.target_label, colours.text),
        (trend.values, trend.value_label, colours.line),
    ):
        known = np.flatnonzero(~np.isnan(series))
        if text and len(known):
            ends.append((float(series[known[-1]]) * pixels, text, colour))
    push = 0.0
    if len(ends) == 2:
        gap = ends[0][0] - ends[1][0]
        push = max(15 * scale - abs(gap), 0.0) / 2 * (1 if gap >= 0 else -1)
    for at, (y, text, colour) in enumerate(ends):
        axes.annotate(
            text,
            (len(trend.values) - 1, (y + (push if at == 0 else -push)) / pixels),
            xytext=(_points(9, scale), 0),
            textcoords="offset points",
            va="center",
            color=colour,
            fontweight=600,
            annotation_clip=False,
            zorder=4,
        )


def _inside(axes: Axes) -> tuple[float, float]:
    """Width and height of the plot itself, in pixels."""
    box, figure = axes.get_position(), axes.figure
    wide, high = (float(each) * _DPI for each in figure.get_size_inches())  # type: ignore[union-attr]
    return box.width * wide, box.height * high


def _points(pixels: float, scale: float) -> float:
    """Design pixels as points."""
    return pixels * scale * 72 / _DPI
