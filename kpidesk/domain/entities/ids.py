"""Ids that no other file has."""

from __future__ import annotations

import uuid

Id = uuid.UUID


def new_id() -> Id:
    """Make an id that no other file has (UUID version 4, RFC 9562)."""
    return uuid.uuid4()
