"""Column types that keep their meaning on any database, and the columns most tables share."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from functools import lru_cache
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from typing_extensions import override


class Ident(sa.Uuid[UUID]):
    """An id; read again it is the same object, since making one of a text costs more than the rest of a row."""

    cache_ok = True

    @override
    def result_processor(self, dialect: sa.Dialect, coltype: object) -> Any:
        return None if dialect.supports_native_uuid else known


@lru_cache(maxsize=2**15)
def known(text: str | None) -> UUID | None:
    """The id that a text stands for; None for none."""
    return None if text is None else UUID(text)


class Instant(sa.TypeDecorator[dt.datetime]):
    """An instant as UTC; a naive value is refused, since SQLite would drop a zone in silence."""

    impl = sa.DateTime
    cache_ok = True

    @override
    def process_bind_param(self, value: dt.datetime | None, dialect: sa.Dialect) -> dt.datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant needs a time zone")
        return value.astimezone(dt.UTC).replace(tzinfo=None)

    @override
    def process_result_value(self, value: dt.datetime | None, dialect: sa.Dialect) -> dt.datetime | None:
        return None if value is None else value.replace(tzinfo=dt.UTC)


class Word(sa.TypeDecorator[StrEnum]):
    """A member of a `StrEnum`, stored as its word."""

    impl = sa.String(24)
    cache_ok = True

    def __init__(self, words: type[StrEnum]) -> None:
        super().__init__()
        self.words = words

    @override
    def process_bind_param(self, value: StrEnum | None, dialect: sa.Dialect) -> str | None:
        return None if value is None else self.words(value).value

    @override
    def process_result_value(self, value: str | None, dialect: sa.Dialect) -> StrEnum | None:
        return None if value is None else self.words(value)


class Listed(sa.TypeDecorator[tuple[Any, ...]]):
    """A tuple of texts or of numbers, stored as a JSON list."""

    impl = sa.JSON
    cache_ok = True

    @override
    def process_bind_param(self, value: tuple[Any, ...] | None, dialect: sa.Dialect) -> list[Any]:
        return list(value or ())

    @override
    def process_result_value(self, value: list[Any] | None, dialect: sa.Dialect) -> tuple[Any, ...]:
        return tuple(value or ())


def identity() -> sa.Column[Any]:
    """The primary key of most tables."""
    return sa.Column("id", Ident, primary_key=True)


def numbered() -> tuple[sa.Column[Any], sa.Column[Any]]:
    """An id, and a small number of this file only: the row id that values and the full-text index refer to."""
    return sa.Column("no", sa.Integer, primary_key=True), sa.Column("id", Ident, nullable=False, unique=True)


def belongs_to(table: str, *, name: str | None = None, required: bool = True, cascade: bool = True) -> sa.Column[Any]:
    """A reference to the id of `table`; what belongs to a removed row goes with it."""
    key = sa.ForeignKey(f"{table}.id", ondelete="CASCADE" if cascade else "SET NULL")
    return sa.Column(name or f"{table}_id", Ident, key, nullable=not required, index=True)


def text(name: str) -> sa.Column[Any]:
    """A text that may be empty but is never NULL."""
    return sa.Column(name, sa.Text, nullable=False, default="")
