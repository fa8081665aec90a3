"""Agenda templates: those that come with KPIdesk, the manager's own, and which one a one-on-one has."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from kpidesk import paths
from kpidesk.domain.edits import Change, Edit
from kpidesk.domain.entities import OneOnOne, OwnTemplate, Rep, new_id
from kpidesk.domain.errors import NotFoundError, UserError
from kpidesk.domain.folding import fold
from kpidesk.domain.template_text import as_table, parse
from kpidesk.domain.templates import LONGEST_NAME, Standard, Template, check_template, usual
from kpidesk.domain.terms import MeetingStatus
from kpidesk.storage import records

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Mapping, Sequence
    from pathlib import Path

    from kpidesk.domain.entities import Id
    from kpidesk.domain.facts import Facts
    from kpidesk.domain.lengths import Plan
    from kpidesk.services.history import History
    from kpidesk.storage.database import Connection, Database

LARGEST_FILE = 100_000
"""Bytes of a template file; a real one has two thousand."""
_OPEN = (MeetingStatus.PLANNED, MeetingStatus.RUNNING)


@dataclass(frozen=True, slots=True)
class TakenIn:
    """A template from a file: the change that keeps it, or an empty one where it was there already."""

    template: Template
    change: Change


@cache
def built_in() -> Mapping[Id, Template]:
    """The templates as they come with KPIdesk, read once."""
    return {each.id: _read_built_in(each) for each in Standard}


def shelf(connection: Connection) -> dict[Id, Template]:
    """All templates by id: the built-in ones as the manager left them, then the own ones by name.

    One that cannot be read, in a file of another version or changed by other hands, is passed over; `damaged` tells.
    """
    own = {each.id: each for each, _why in _read_own(connection) if each is not None}
    return {ident: own.get(ident, each) for ident, each in built_in().items()} | own


def planned(connection: Connection, reps: Collection[Id], on: dt.date) -> dict[Id, Id | None]:
    """The template chosen for the next planned one-on-one of each rep."""
    found: dict[Id, Id | None] = {}
    for each in records.select(connection, OneOnOne, "on", "at", "id", rep_id=list(reps), status=_OPEN):
        if each.on >= on:
            found.setdefault(each.rep_id, each.template_id)
    return found


def plans(connection: Connection, found: Sequence[Facts], minutes: int, wanted: Id | None) -> list[Plan]:
    """The plan of the agenda of each rep: of the wanted template, of that of the planned one-on-one, or the usual one.

    Raises:
        UserError: The minutes are out of bounds.
    """
    known = shelf(connection)
    chosen = {} if wanted or not found else planned(connection, [each.rep.id for each in found], found[0].on)
    shapes = [
        fitting(known, wanted or chosen.get(each.rep.id), each.rep, each.on, met=bool(each.held)) for each in found
    ]
    return [shape.plan(minutes, each.forecast_cap) for shape, each in zip(shapes, found, strict=True)]


def of(connection: Connection, rep: Rep, on: dt.date, wanted: Id | None) -> Template:
    """The wanted template; if none is, the one that is usual for the rep on a day."""
    held = records.select(connection, OneOnOne, "on", rep_id=rep.id, status=MeetingStatus.HELD, limit=1)
    return fitting(shelf(connection), wanted, rep, on, met=bool(held) and held[0].on <= on)


def kept(connection: Connection, meeting: OneOnOne) -> Template:
    """The template of a one-on-one whose agenda is in the file; if it is gone, the weekly one."""
    known = shelf(connection)
    return known.get(meeting.template_id or Standard.WEEKLY.id) or known[Standard.WEEKLY.id]


def fitting(known: Mapping[Id, Template], wanted: Id | None, rep: Rep, on: dt.date, *, met: bool) -> Template:
    """The wanted template; if none is, or it is gone, the usual one."""
    if wanted is not None and wanted in known:
        return known[wanted]
    tenure = (on - rep.hired_on).days if rep.hired_on else None
    return known[usual(rep, tenure=tenure, met=met).id]


class TemplateService:
    """Reads and changes templates; every change is one step that can be undone."""

    def __init__(self, database: Database, history: History) -> None:
        self._database = database
        self._history = history

    def all(self) -> list[Template]:
        """The built-in templates as the manager left them, then the own ones by name."""
        with self._database.read() as connection:
            return list(shelf(connection).values())

    def damaged(self) -> list[str]:
        """What is wrong with the templates that cannot be read."""
        with self._database.read() as connection:
            return [why for _each, why in _read_own(connection) if why]

    def changed(self) -> frozenset[Id]:
        """Ids of the templates that are not as they came with KPIdesk; the own ones are among them."""
        with self._database.read() as connection:
            return frozenset(each.id for each in records.select(connection, OwnTemplate))

    def named(self, name: str) -> Template:
        """The template with this name, however it is written, or the built-in one with this word.

        Raises:
            NotFoundError: There is none.
        """
        found = self.all()
        word = next((each.id for each in Standard if each == name.casefold()), None)
        for each in found:
            if fold(each.name) == fold(name) or each.id == word:
                return each
        names = ", ".join(each.name for each in found[:8])
        raise NotFoundError(f"No template is called “{name}”. There are: {names}.")

    def of(self, rep: Rep, on: dt.date, meeting: OneOnOne | None = None) -> Template:
        """The template of a one-on-one, or the one that is usual for the rep on a day."""
        with self._database.read() as connection:
            return of(connection, rep, on, meeting.template_id if meeting else None)

    def keep(self, template: Template) -> Change:
        """Keep a template, new or changed.

        Raises:
            UserError: No agenda can be drawn from it, or another one has its name.
        """
        check_template(template)
        # What is kept is what a file of it would say: one line of each text, nothing hidden in it.
        template = parse(dumps(template), template.id, f"The template {template.name}")
        self._check_name(template)
        with self._database.read() as connection:
            before = records.find(connection, OwnTemplate, template.id)
        after = OwnTemplate(template.id, template.name, dumps(template))
        label = f"Change template “{template.name}”" if before or template.built_in else f"Add “{template.name}”"
        # As it came: then there is nothing to keep.
        kept = None if built_in().get(template.id) == template else after
        return self._history.do(label, [Edit(before, kept)] if before != kept else [])

    def copy(self, template: Template) -> Template:
        """A template like this one under a free name; it is not kept yet."""
        return replace(template, id=new_id(), name=self._free(f"{template.name} copy"))

    def drop(self, template: Template) -> Change:
        """Delete a template of the manager, or take back what was changed about a built-in one.

        One-on-ones that had a deleted one take the usual.
        """
        with self._database.read() as connection:
            before = records.find(connection, OwnTemplate, template.id)
        label = f"Reset template “{template.name}”" if template.built_in else f"Delete template “{template.name}”"
        return self._history.do(label, [Edit(before, None)] if before else [])

    def export(self, template: Template, path: Path) -> None:
        """Write a template to a file.

        Raises:
            UserError: It cannot be written.
        """
        partial = path.with_name(path.name + ".partial")
        try:
            partial.write_text(dumps(template), encoding="utf-8")
            partial.replace(path)
        except OSError as error:
            raise UserError(f"{path} cannot be written: {error.strerror}. Choose another folder or name.") from error

    def take_in(self, path: Path) -> TakenIn:
        """Keep the template of a file; where another has its name, under a free one.

        Raises:
            UserError: The file cannot be read, or is no template; file and key are named.
        """
        template = parse(_read(path), new_id(), path.name)
        for each in self.all():
            if replace(template, id=each.id) == each:
                return TakenIn(each, Change(frozenset()))
        template = replace(template, name=self._free(template.name))
        return TakenIn(template, self.keep(template))

    def _check_name(self, template: Template) -> None:
        for each in self.all():
            if each.id != template.id and fold(each.name) == fold(template.name):
                raise UserError(f"name: there is already a template called {each.name}. Choose another name.")

    def _free(self, name: str) -> str:
        taken = {fold(each.name) for each in self.all()}
        found, at = name[:LONGEST_NAME], 2
        while fold(found) in taken:
            end = f" {at}"
            found, at = name[: LONGEST_NAME - len(end)] + end, at + 1
        return found


def dumps(template: Template) -> str:
    """The template as the text of a TOML file."""
    import tomli_w

    return tomli_w.dumps(as_table(template))


def _read_own(connection: Connection) -> list[tuple[Template | None, str]]:
    """The templates of the manager, or why one cannot be read."""
    found: list[tuple[Template | None, str]] = []
    for each in records.select(connection, OwnTemplate, "name"):
        try:
            found.append((parse(each.text, each.id, f"The template {each.name}"), ""))
        except UserError as error:
            found.append((None, str(error)))
    return found


def _read_built_in(standard: Standard) -> Template:
    path = paths.resource(f"templates/{standard}.toml")
    return parse(path.read_text(encoding="utf-8"), standard.id, path.name)


def _read(path: Path) -> str:
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise UserError(f"{path.name} is too large for a template. Choose a file that was exported as one.")
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise UserError(f"{path} cannot be read: {error.strerror}. Choose another file.") from error
    except UnicodeDecodeError as error:
        raise UserError(f"{path.name} is no text in UTF-8. Save it as UTF-8, then try again.") from error
