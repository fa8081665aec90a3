"""How anything changes: an `Edit` goes in, a `Change` comes out."""

from __future__ import annotations

from dataclasses import dataclass, field

from kpidesk.domain.entities import Entity, Id


@dataclass(frozen=True, slots=True)
class Edit:
    """One value edit: `before=None` creates, `after=None` deletes, swapping them undoes."""

    before: Entity | None
    after: Entity | None

    @property
    def entity(self) -> Entity:
        """The entity touched, as it is after the edit or was before it."""
        touched = self.after if self.after is not None else self.before
        if touched is None:
            raise ValueError("an edit needs a before or an after")
        return touched

    def inverted(self) -> Edit:
        """The edit that takes this one back."""
        return Edit(self.after, self.before)


@dataclass(frozen=True, slots=True)
class Step:
    """One gesture of the user: a name for the Edit menu and the edits that belong together."""

    label: str
    edits: tuple[Edit, ...]

    def inverted(self) -> Step:
        """The step that takes this one back, last edit first."""
        return Step(self.label, tuple(edit.inverted() for edit in reversed(self.edits)))


@dataclass(frozen=True, slots=True)
class Change:
    """What a transaction touched: the kinds of entity and their ids (empty ids: too many to name)."""

    kinds: frozenset[type]
    ids: frozenset[Id] = field(default_factory=frozenset)

    @staticmethod
    def of(step: Step) -> Change:
        """The change that carrying out `step` makes."""
        entities = [edit.entity for edit in step.edits]
        ids = frozenset(ident for entity in entities if (ident := getattr(entity, "id", None)) is not None)
        return Change(frozenset(type(entity) for entity in entities), ids)

    def touches(self, *kinds: type) -> bool:
        """Whether any of `kinds` changed."""
        return not self.kinds.isdisjoint(kinds)
