"""Describe a draft: its state, and every file that entered it."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, RowMapping

from app.errors import Conflict, NotFound
from app.models import Dataset, Source
from app.repositories.draft import find_draft
from app.repositories.draft_records import imports_of, release_record
from app.repositories.facts import known_ids

Item = dict[str, Any]
_REGISTERS: Mapping[str, type[Dataset] | type[Source]] = {"datasets": Dataset, "sources": Source}


def describe_draft(connection: Connection, number: int) -> Item:
    """Return a draft, or the release that it became, with its imports and what a file may refer to; raises NotFound."""
    row = recorded(connection, number)
    registers = {name: sorted(known_ids(connection, model)) for name, model in _REGISTERS.items()}
    return dict(row) | {"imports": [dict(each) for each in imports_of(connection, number)], "registers": registers}


def list_drafts(connection: Connection) -> list[Item]:
    """Return the open draft, if there is one."""
    number = find_draft(connection)
    return [] if number is None else [describe_draft(connection, number)]


def recorded(connection: Connection, number: int) -> RowMapping:
    """Return what is on record of a draft, or of the release that it became; raises NotFound."""
    row = release_record(connection, number)
    if row is None:
        raise NotFound(f"There is no draft {number}.", "draft")
    return row


def require_draft(connection: Connection, number: int, opened: dt.datetime | None = None) -> dt.datetime:
    """Return when the draft of that number was opened.

    Numbers of discarded drafts are used again: with ``opened``, the draft must be the one of that moment. Raises
    NotFound when there is nothing of that number, Conflict when it is published or another draft.
    """
    row = recorded(connection, number)
    if row["state"] != "draft":
        raise Conflict(f"Release {number} is published; nothing published is ever altered. Open a draft.")
    created: dt.datetime = row["created_at"]
    if opened is not None and opened != created:
        raise Conflict(f"Draft {number} is another one by now, opened at {created.isoformat()}; look at it first.")
    return created
