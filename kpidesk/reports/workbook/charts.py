"""Native charts in the look of the design guide: thin grid, no effects, colours of leading and lagging."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from openpyxl.chart import BarChart, LineChart, Reference, Series
from openpyxl.chart.layout import Layout, ManualLayout
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText, Text
from openpyxl.chart.title import Title
from openpyxl.drawing.line import LineProperties
from openpyxl.drawing.text import (
    CharacterProperties,
    Font,
    Paragraph,
    ParagraphProperties,
    RegularTextRun,
)

from kpidesk.domain.wording import plain
from kpidesk.reports.workbook import styles

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kpidesk.reports.workbook.sheet import Sheet

_EMU = 12_700
"""English metric units in a point."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a chart, from a row or a column of cells."""

    at: int
    colour: str
    name: str
    width: float = 2.0
    dash: str | None = None
    dots: bool = False


def by_week(
    sheet: Sheet,
    title: str,
    lines: Sequence[Line],
    *,
    head: int,
    columns: tuple[int, int],
    anchor: str,
    form: str,
    size: tuple[float, float] = (16.5, 7.0),
) -> None:
    """A line chart of some rows; the weeks stand in row `head`."""
    chart = LineChart()
    for line in lines:
        values = Reference(sheet.worksheet, min_row=line.at, min_col=columns[0], max_col=columns[1])
        chart.series.append(_series(values, line))
    chart.set_categories(Reference(sheet.worksheet, min_row=head, min_col=columns[0], max_col=columns[1]))
    _finish(sheet, chart, title, anchor, form, size)


def down_weeks(
    sheet: Sheet,
    title: str,
    lines: Sequence[Line],
    *,
    names: int,
    rows: tuple[int, int],
    anchor: str,
    form: str,
    size: tuple[float, float],
) -> None:
    """A line chart of some columns; the weeks stand in column `names`."""
    chart = LineChart()
    for line in lines:
        chart.series.append(
            _series(Reference(sheet.worksheet, min_col=line.at, min_row=rows[0], max_row=rows[1]), line)
        )
    chart.set_categories(Reference(sheet.worksheet, min_col=names, min_row=rows[0], max_row=rows[1]))
    _finish(sheet, chart, title, anchor, form, size)


def bars(
    sheet: Sheet,
    title: str,
    series: Sequence[Line],
    *,
    rows: tuple[int, int],
    anchor: str,
    form: str,
    size: tuple[float, float],
    stacked: bool = False,
) -> None:
    """Upright bars from columns; the names stand in column A."""
    chart = BarChart()
    chart.type, chart.gapWidth = "col", 60
    if stacked:
        chart.grouping, chart.overlap = "stacked", 100
    for one in series:
        made = Series(Reference(sheet.worksheet, min_col=one.at, min_row=rows[0], max_row=rows[1]), title=one.name)
        made.graphicalProperties = GraphicalProperties(solidFill=one.colour)
        made.graphicalProperties.line = LineProperties(noFill=True)
        chart.series.append(made)
    chart.set_categories(Reference(sheet.worksheet, min_col=1, min_row=rows[0], max_row=rows[1]))
    _finish(sheet, chart, title, anchor, form, size)


def _series(values: Any, line: Line) -> Any:
    made = Series(values, title=line.name)
    made.smooth = False
    made.graphicalProperties = GraphicalProperties(
        ln=LineProperties(solidFill=line.colour, w=int(line.width * _EMU), prstDash=line.dash)
    )
    made.marker.symbol = "circle" if line.dots else "none"
    if line.dots:
        made.marker.size = 5
        made.marker.graphicalProperties = GraphicalProperties(solidFill=line.colour)
        made.marker.graphicalProperties.line = LineProperties(solidFill=line.colour)
    return made


def _finish(sheet: Sheet, chart: Any, title: str, anchor: str, form: str, size: tuple[float, float]) -> None:
    chart.width, chart.height = size
    chart.title = _title(title)
    chart.title.overlay = False
    chart.legend.position = "b"
    chart.legend.txPr = _text(900, styles.TEXT2)
    # Missing weeks stay gaps; a line must not run over them.
    chart.dispBlanksAs = "gap"
    chart.roundedCorners = False
    for axis in (chart.x_axis, chart.y_axis):
        # Without this Excel hides the axis.
        axis.delete = False
        axis.txPr = _text(900, styles.MUTED)
        axis.majorTickMark = "none"
        axis.graphicalProperties = GraphicalProperties(ln=LineProperties(solidFill=styles.GRID))
    chart.x_axis.tickLblPos = "low"
    chart.y_axis.number_format = form
    chart.y_axis.scaling.min = 0
    chart.y_axis.majorGridlines.spPr = GraphicalProperties(ln=LineProperties(solidFill=styles.GRID, w=_EMU // 2))
    chart.graphical_properties = GraphicalProperties(solidFill="FFFFFF", ln=LineProperties(solidFill=styles.GRID))
    chart.plot_area.layout = Layout(
        ManualLayout(layoutTarget="inner", xMode="edge", yMode="edge", x=0.09, y=0.16, w=0.88, h=0.58)
    )
    sheet.worksheet.add_chart(chart, anchor)


def _title(text: str) -> Any:
    properties = CharacterProperties(sz=1100, b=True, solidFill=styles.INK, latin=Font(typeface=styles.FONT))
    paragraph = Paragraph(
        pPr=ParagraphProperties(defRPr=properties), r=[RegularTextRun(rPr=properties, t=plain(text, 80))]
    )
    title = Title()
    title.tx = Text(rich=RichText(p=[paragraph]))
    return title


def _text(size: int, colour: str) -> Any:
    properties = CharacterProperties(sz=size, solidFill=colour, latin=Font(typeface=styles.FONT))
    return RichText(p=[Paragraph(pPr=ParagraphProperties(defRPr=properties), endParaRPr=properties)])
