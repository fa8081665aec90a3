"""What the manager does to an agenda, item by item; a proposed one is kept first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kpidesk.domain.terms import ItemState
from kpidesk.gui import formats
from kpidesk.gui.pages.prepare_cards import AgendaCard
from kpidesk.gui.pages.prepare_parts import SuggestionCard, tr

if TYPE_CHECKING:
    from collections.abc import Callable

    from kpidesk.domain.edits import Change
    from kpidesk.domain.entities import AgendaItem, Id, OneOnOne, Pin, Topic
    from kpidesk.gui.pages.prepare import PreparePage


class Changes:
    """Carries out what cards, strips and menus ask for; each is one step that can be undone."""

    def __init__(self, page: PreparePage) -> None:
        self._page = page
        agenda = page.agenda
        agenda.minutes_wanted.connect(self.set_minutes)
        agenda.move_wanted.connect(self.move)
        agenda.dismiss_wanted.connect(self.dismiss)
        agenda.why_given.connect(self.say_why)
        agenda.accept_wanted.connect(self.accept)
        agenda.reword_wanted.connect(self.reword)
        agenda.pin_wanted.connect(self.pin_or_release)
        page.evidence.add_wanted.connect(self.accept)
        page.last.mine.pins.release_wanted.connect(self.release)
        topics = page.last.mine.topics
        topics.added.connect(self._add_topic)
        topics.changed.connect(lambda before, after: self._do(lambda: page.context.desk.topics.change(before, after)))
        topics.removed.connect(lambda topic: self._do(lambda: page.context.desk.topics.remove(topic)))

    def set_minutes(self, ident: Id, minutes: int) -> None:
        """Give an item another number of minutes."""
        if not self._on(ident, lambda service, item: service.set_minutes(item, minutes)):
            # The stepper shows what was asked for; back to what is.
            self._page.reload()

    def move(self, ident: Id, steps: int) -> None:
        """Move an item up (negative) or down; the keyboard stays on it."""
        self._on(ident, lambda service, item: service.move(item, steps), focus=True)

    def accept(self, ident: Id) -> None:
        """Take a suggestion, or something dismissed, onto the agenda."""
        self._on(ident, lambda service, item: service.accept(item), focus=True)

    def reword(self, ident: Id, title: str, why: str) -> None:
        """Say an item in other words."""
        self._on(ident, lambda service, item: service.reword(item, title, why))

    def dismiss(self, ident: Id) -> None:
        """Take an item off, then ask quietly why; the keyboard goes to its neighbour."""
        agenda, place = self._page.agenda, self._page.agenda.place_of(ident)
        item = self._item(ident)
        if item is not None and self._do(lambda: self._page.context.desk.agendas.dismiss(item)):
            agenda.why.ask(item.id, item.title)
            agenda.focus_near(place)

    def say_why(self, ident: Id, reason: str) -> None:
        """Keep why something was dismissed."""
        self._on(ident, lambda service, item: service.dismiss(item, reason))

    def pin_or_release(self, ident: Id) -> None:
        """Pin what an item is about to every agenda of the rep, or release it."""
        page, item = self._page, self._item(ident)
        if item is None or page.plan is None:
            return
        pins, on = page.context.desk.pins, page.context.today()
        pin = page.plan.pins.get(item.evidence.get("pin", ""))
        done = self._do(lambda: pins.release(pin, item.title, on) if pin else pins.pin(item, on))
        if done:
            name = page.plan.rep.first_name
            said = tr("Released.") if pin else formats.fill(tr("On every agenda of %1 until you release it."), name)
            page.context.say(said, page.context.editor.undo)
            page.open_item(item.id, focus=True)

    def release(self, pin: Pin, name: str) -> None:
        """Release a pin, wherever it is."""
        on = self._page.context.today()
        self._do(lambda: self._page.context.desk.pins.release(pin, name, on))

    def meeting(self) -> OneOnOne | None:
        """The one-on-one once its agenda is in the file."""
        page = self._page
        return page.plan.meeting if page.plan is not None and (page.plan.kept or page.keep()) else None

    def gestures(self) -> dict[str, Callable[[], object]]:
        """What the menu bar offers for the card that has the keyboard, else for the open one."""
        return {
            "accept_point": self._accept_current,
            "dismiss_point": lambda: self._with_current(self.dismiss),
            "reword_point": self._reword_current,
            "pin_point": lambda: self._with_current(self.pin_or_release),
            "point_up": lambda: self._with_current(lambda ident: self.move(ident, -1)),
            "point_down": lambda: self._with_current(lambda ident: self.move(ident, 1)),
            "longer_point": lambda: self._step_current(1),
            "shorter_point": lambda: self._step_current(-1),
        }

    def _with_current(self, gesture: Callable[[Id], object]) -> None:
        card = self._page.agenda.current
        if card is not None and card.point is not None:
            gesture(card.point.id)

    def _accept_current(self) -> None:
        agenda = self._page.agenda
        found = agenda.current
        offer = found if isinstance(found, SuggestionCard) else next(iter(agenda.offers), None)
        if offer is not None:
            self.accept(offer.point.id)

    def _reword_current(self) -> None:
        card = self._page.agenda.current
        if isinstance(card, AgendaCard):
            card.reword()

    def _step_current(self, by: int) -> None:
        card = self._page.agenda.current
        if isinstance(card, AgendaCard):
            card.stepper.stepBy(by)

    def _add_topic(self, topic: Topic) -> None:
        plan = self._page.plan
        if plan is not None:
            meeting = plan.meeting if plan.kept and not plan.locked else None
            self._do(lambda: self._page.context.desk.topics.add(topic, meeting), same_numbers=False)

    def _item(self, ident: Id) -> AgendaItem | None:
        """The item in the file; a proposed agenda is kept first."""
        page = self._page
        if page.plan is None:
            return None
        if page.plan.kept:
            return page.plan.items.get(ident)
        drawn = page.plan.agenda
        point = next((each for each in (*drawn.items, *drawn.suggestions) if each.id == ident), None)
        if point is None or not page.keep():
            return None
        named = point.rule, point.evidence.get("subject")
        return next(
            (each for each in page.plan.items.values() if (each.rule, each.evidence.get("subject")) == named), None
        )

    def _on(self, ident: Id, gesture: Callable[[Any, AgendaItem], Change], *, focus: bool = False) -> bool:
        item = self._item(ident)
        if item is None or not self._do(lambda: gesture(self._page.context.desk.agendas, item)):
            return False
        if focus and item.state is not ItemState.DISMISSED:
            self._page.open_item(item.id, focus=True)
        return True

    def _do(self, gesture: Callable[[], Change], *, same_numbers: bool = True) -> bool:
        # What is done to the agenda leaves the numbers as they are: a key on the stepper must be quick.
        self._page.same_numbers = same_numbers
        done = self._page.context.editor.do(gesture)
        self._page.same_numbers = False
        return done
