"""Small widgets that pages are composed of; each follows the theme and the text scale by itself."""

from __future__ import annotations

from kpidesk.gui.widgets.avatar import Avatar
from kpidesk.gui.widgets.bullet_bar import BulletBar
from kpidesk.gui.widgets.buttons import Button
from kpidesk.gui.widgets.card import Card
from kpidesk.gui.widgets.chip import Chip
from kpidesk.gui.widgets.empty_state import Drawing, EmptyState
from kpidesk.gui.widgets.focus_ring import FocusRing
from kpidesk.gui.widgets.forecast_meter import ForecastMeter
from kpidesk.gui.widgets.hatch_frame import HatchFrame
from kpidesk.gui.widgets.icon_label import IconLabel
from kpidesk.gui.widgets.kbd import Kbd
from kpidesk.gui.widgets.labels import PlainLabel
from kpidesk.gui.widgets.minute_stepper import MinuteStepper
from kpidesk.gui.widgets.row_table import RowTable
from kpidesk.gui.widgets.search_field import SearchField
from kpidesk.gui.widgets.segmented import Segment, Segmented
from kpidesk.gui.widgets.sparkline import Sparkline
from kpidesk.gui.widgets.status_mark import StatusMark
from kpidesk.gui.widgets.tabs import Tabs
from kpidesk.gui.widgets.tag import Tag
from kpidesk.gui.widgets.time_strip import Section, TimeStrip
from kpidesk.gui.widgets.toast import Toast
from kpidesk.gui.widgets.toggle import Toggle

__all__ = [
    "Avatar",
    "BulletBar",
    "Button",
    "Card",
    "Chip",
    "Drawing",
    "EmptyState",
    "FocusRing",
    "ForecastMeter",
    "HatchFrame",
    "IconLabel",
    "Kbd",
    "MinuteStepper",
    "PlainLabel",
    "RowTable",
    "SearchField",
    "Section",
    "Segment",
    "Segmented",
    "Sparkline",
    "StatusMark",
    "Tabs",
    "Tag",
    "TimeStrip",
    "Toast",
    "Toggle",
]
