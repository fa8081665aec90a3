"""All services over one file, as the window and the command line use them."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from kpidesk.domain.edits import Change
from kpidesk.domain.entities import Commitment, Import, Kpi, KpiEntry, Note, OneOnOne, Rep, Target, Workspace
from kpidesk.domain.errors import UserError
from kpidesk.services.history import History
from kpidesk.services.meetings import MeetingService
from kpidesk.services.team import TeamService
from kpidesk.storage.upgrade import open_database, remove_unused

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path

    from kpidesk.services.agendas import AgendaService
    from kpidesk.services.agreements import AgreementService
    from kpidesk.services.aliases import AliasService
    from kpidesk.services.calendars import CalendarService
    from kpidesk.services.entries import EntryService
    from kpidesk.services.kpis import KpiService
    from kpidesk.services.meeting_lists import MeetingListService
    from kpidesk.services.outlooks import OutlookService
    from kpidesk.services.peers import PeerService
    from kpidesk.services.pins import PinService
    from kpidesk.services.planning import PlanningService
    from kpidesk.services.preparation import PreparationService
    from kpidesk.services.questions import QuestionService
    from kpidesk.services.recaps import RecapService
    from kpidesk.services.recipe_shelf import RecipeShelf
    from kpidesk.services.reshaping import ReshapingService
    from kpidesk.services.safety import SafetyService
    from kpidesk.services.schedules import ScheduleService
    from kpidesk.services.scorecards import ScorecardService
    from kpidesk.services.search import SearchService
    from kpidesk.services.signals import SignalService
    from kpidesk.services.summaries import SummaryService
    from kpidesk.services.targets import TargetService
    from kpidesk.services.templates import TemplateService
    from kpidesk.services.topics import TopicService
    from kpidesk.services.transfer import TransferService
    from kpidesk.services.unfinished import UnfinishedService


class Desk:
    """One open file and everything that can be done with it. Close it when done.

    What the first page needs is made at once; every other service is imported when it is first asked for.
    """

    def __init__(self, path: Path) -> None:
        """Open or create the file at `path`.

        Raises:
            UserError: the file is not ours, newer, empty or damaged.
        """
        self.path = path
        self.database = open_database(path)
        self.history = History(self.database)
        self.team = TeamService(self.database, self.history)
        self.meetings = MeetingService(self.database, self.history)

    @cached_property
    def kpis(self) -> KpiService:
        """Changing the KPI set."""
        from kpidesk.services.kpis import KpiService

        return KpiService(self.database, self.history, self.team)

    @cached_property
    def targets(self) -> TargetService:
        """Setting and changing targets."""
        from kpidesk.services.targets import TargetService

        return TargetService(self.database, self.history, self.team)

    @cached_property
    def entries(self) -> EntryService:
        """Reading and typing single values."""
        from kpidesk.services.entries import EntryService

        return EntryService(self.database, self.history, self.team)

    @cached_property
    def schedules(self) -> ScheduleService:
        """When reps work, and how a target is spread."""
        from kpidesk.services.schedules import ScheduleService

        return ScheduleService(self.database, self.history, self.team)

    @cached_property
    def agreements(self) -> AgreementService:
        """Which KPIs are agreed with whom."""
        from kpidesk.services.agreements import AgreementService

        return AgreementService(self.database, self.history)

    @cached_property
    def aliases(self) -> AliasService:
        """Other names by which files call reps."""
        from kpidesk.services.aliases import AliasService

        return AliasService(self.database, self.history, self.team)

    @cached_property
    def scorecards(self) -> ScorecardService:
        """Where the reps stand."""
        from kpidesk.services.scorecards import ScorecardService

        return ScorecardService(self.database, self.team)

    @cached_property
    def outlooks(self) -> OutlookService:
        """Where running periods are heading."""
        from kpidesk.services.outlooks import OutlookService

        return OutlookService(self.database, self.team, self.scorecards)

    @cached_property
    def peers(self) -> PeerService:
        """Where a rep stands among peers."""
        from kpidesk.services.peers import PeerService

        return PeerService(self.scorecards)

    @cached_property
    def unfinished(self) -> UnfinishedService:
        """What is typed and not entered yet."""
        from kpidesk.services.unfinished import UnfinishedService

        return UnfinishedService(self.database)

    @cached_property
    def meeting_lists(self) -> MeetingListService:
        """One-on-ones as lists show them."""
        from kpidesk.services.meeting_lists import MeetingListService

        return MeetingListService(self.database)

    @cached_property
    def search(self) -> SearchService:
        """Finding words in all that was written down."""
        from kpidesk.services.search import SearchService

        return SearchService(self.database)

    @cached_property
    def preparation(self) -> PreparationService:
        """Drawing up agendas."""
        from kpidesk.services.preparation import PreparationService

        return PreparationService(self.database, self.history, self.scorecards)

    @cached_property
    def agendas(self) -> AgendaService:
        """The agendas that are kept, and changing them."""
        from kpidesk.services.agendas import AgendaService

        return AgendaService(self.database, self.history)

    @cached_property
    def planning(self) -> PlanningService:
        """The next one-on-ones of everybody."""
        from kpidesk.services.planning import PlanningService

        return PlanningService(self.database, self.history, self.team, self.meetings)

    @cached_property
    def pins(self) -> PinService:
        """What is on every agenda of a rep."""
        from kpidesk.services.pins import PinService

        return PinService(self.database, self.history)

    @cached_property
    def topics(self) -> TopicService:
        """What waits to be discussed."""
        from kpidesk.services.topics import TopicService

        return TopicService(self.database, self.history)

    @cached_property
    def signals(self) -> SignalService:
        """When each signal of an agenda speaks."""
        from kpidesk.services.signals import SignalService

        return SignalService(self.database, self.history)

    @cached_property
    def reshaping(self) -> ReshapingService:
        """Another template for a one-on-one."""
        from kpidesk.services.reshaping import ReshapingService

        return ReshapingService(self.history, self.preparation, self.agendas)

    @cached_property
    def templates(self) -> TemplateService:
        """The shapes of agendas."""
        from kpidesk.services.templates import TemplateService

        return TemplateService(self.database, self.history)

    @cached_property
    def questions(self) -> QuestionService:
        """What agendas ask."""
        from kpidesk.services.questions import QuestionService

        return QuestionService(self.database, self.history)

    @cached_property
    def transfer(self) -> TransferService:
        """Files in, and taken back."""
        from kpidesk.services.transfer import TransferService

        return TransferService(self.database, self.history, self.team)

    @cached_property
    def recipes(self) -> RecipeShelf:
        """The user's recipes, which belong to no team file."""
        from kpidesk.services.recipe_shelf import RecipeShelf

        return RecipeShelf()

    @cached_property
    def summaries(self) -> SummaryService:
        """Workbooks."""
        from kpidesk.services.summaries import SummaryService

        return SummaryService(self.database, self.team, self.scorecards)

    @cached_property
    def recaps(self) -> RecapService:
        """What the rep gets after a one-on-one."""
        from kpidesk.services.recaps import RecapService

        return RecapService(self.team, self.meetings)

    @cached_property
    def calendars(self) -> CalendarService:
        """One-on-ones to and from calendar files."""
        from kpidesk.services.calendars import CalendarService

        return CalendarService(self.database, self.history, self.team)

    @cached_property
    def safety(self) -> SafetyService:
        """Copies and checks."""
        from kpidesk.services.safety import SafetyService

        return SafetyService(self.database)

    def fill_sample(self, on: dt.date) -> Change:
        """Fill an empty file with the sample team, as it stands on the day `on`.

        Raises:
            UserError: the file has reps already.
        """
        from kpidesk.services import sample

        if self.team.reps(archived=True):
            raise UserError("This file has a team already. Open a new file for the sample team.")
        sample.fill(self.database, on)
        self.history.forget()
        return Change(frozenset({Workspace, Rep, Kpi, KpiEntry, Target, OneOnOne, Note, Commitment, Import}))

    def close(self) -> None:
        """Close the file."""
        self.database.close()

    def discard(self) -> None:
        """Close the file; if nothing was written into it since it was made, it does not stay."""
        self.close()
        remove_unused(self.path)
