"""The fence around the forecast: what no template, setting, carried item or edit by hand can pass."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpidesk.domain.errors import UserError
from kpidesk.domain.lengths import forecast_limit
from kpidesk.domain.terms import ItemState, Section

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kpidesk.domain.entities import AgendaItem

MOST_QUESTIONS = 2
SHARE_OF_QUESTIONS = 0.25
_COACHING = frozenset({Section.WINS, Section.COMMITMENTS, Section.FOCUS})


def check(items: Sequence[AgendaItem], minutes: int, cap: float) -> None:
    """Refuse an agenda whose forecast passes the fence; items that are not accepted do not count.

    The limit is a share of the minutes of the one-on-one or of what is planned, whichever is less.

    Raises:
        UserError: Too many minutes or questions, too early, or alone.
    """
    accepted = sorted((item for item in items if item.state is ItemState.ACCEPTED), key=lambda item: item.position)
    forecast = [item for item in accepted if item.section is Section.FORECAST]
    if not forecast:
        return
    _check_minutes(accepted, forecast, minutes, cap)
    _check_place(accepted)
    _check_questions(accepted, forecast)
    if not all(item.evidence.get("lever") for item in forecast):
        raise UserError("The forecast check has no leading KPI beside it. Choose one, or leave the forecast out.")


def _check_minutes(accepted: list[AgendaItem], forecast: list[AgendaItem], minutes: int, cap: float) -> None:
    planned = sum(item.minutes for item in accepted)
    basis = min(minutes, planned)
    limit = forecast_limit(basis, cap)
    if sum(item.minutes for item in forecast) > limit + 1e-9:
        fix = "make the meeting longer" if basis == minutes else "give the other items more time"
        raise UserError(f"Forecast is at its limit of {limit} of {basis:g} minutes. Shorten it or {fix}.")


def _check_place(accepted: list[AgendaItem]) -> None:
    last = max((at for at, item in enumerate(accepted) if item.section in _COACHING), default=None)
    if last is None:
        raise UserError("The forecast cannot be the only thing to talk about. Add a coaching item before it.")
    places = [at for at, item in enumerate(accepted) if item.section is Section.FORECAST]
    topics = [at for at, item in enumerate(accepted) if item.section is Section.REP_TOPICS]
    if places[0] < max([last, *topics]):
        raise UserError("The forecast comes after all coaching. Move it down.")
    if places != list(range(places[0], places[0] + len(places))):
        raise UserError("The forecast is one section. Put its items together.")
    if any(item.section is Section.CLOSE for item in accepted[: places[0]]):
        raise UserError("The close comes last. Move the forecast before it.")


def _check_questions(accepted: list[AgendaItem], forecast: list[AgendaItem]) -> None:
    asked = sum(len(item.questions) for item in forecast)
    total = sum(len(item.questions) for item in accepted)
    if asked > MOST_QUESTIONS or asked > SHARE_OF_QUESTIONS * total + 1e-9:
        raise UserError(
            f"The forecast would have {asked} of {total} questions; a quarter, and never more than {MOST_QUESTIONS}, "
            "is its limit. Take one off the forecast, or keep more questions elsewhere."
        )
