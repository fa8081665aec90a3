"""What is painted on cards and in tables, measured."""

import pytest

from kpidesk.gui import paint
from kpidesk.gui.fonts import FontRole


@pytest.mark.parametrize("room", range(60, 200, 7))
def test_a_line_that_is_cut_fits_with_its_ellipsis_also_where_it_holds_figures(dressed, room):
    cut = paint._cut("77.1% (27 of 35) over 4 weeks; usual 56.2%, from 20 weeks", FontRole.META, 1.0, room)
    assert cut.endswith("…")
    assert paint.text_width(cut, FontRole.META) <= room
