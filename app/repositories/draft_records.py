"""What is written down of releases and of the files that entered them."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, RowMapping, Select, func, select

from app.models import ImportRecord, Release

_RELEASE = (
    Release.number, Release.state, Release.created_at, Release.created_by, Release.published_at, Release.previewed_at,
    Release.note,
)  # fmt: skip
# The bytes themselves are kept, and are far too many to be listed.
_IMPORT = (
    ImportRecord.id, ImportRecord.kind, ImportRecord.filename, ImportRecord.sha256, ImportRecord.options,
    ImportRecord.changes, ImportRecord.reading, ImportRecord.imported_by, ImportRecord.imported_at,
)  # fmt: skip


def release_record(connection: Connection, number: int) -> RowMapping | None:
    """Return a release of any state, or None."""
    return connection.execute(select(*_RELEASE).where(Release.number == number)).mappings().first()


def imports_of(connection: Connection, number: int) -> list[RowMapping]:
    """Return the files that entered a release, in order, without their bytes."""
    statement: Select[Any] = select(*_IMPORT).where(ImportRecord.release == number).order_by(ImportRecord.id)
    return list(connection.execute(statement).mappings())


def contents_of(connection: Connection, number: int, kind: str, largest: int) -> Iterator[RowMapping]:
    """Yield kind, name, options and bytes of files of a kind, the latest first, those of more bytes aside."""
    columns = (ImportRecord.kind, ImportRecord.filename, ImportRecord.options, ImportRecord.content)
    known = ImportRecord.release == number, ImportRecord.kind == kind, func.length(ImportRecord.content) <= largest
    ids = connection.scalars(select(ImportRecord.id).where(*known).order_by(ImportRecord.id.desc())).all()
    for one in ids:  # singly: not all of their bytes need be in memory together
        yield connection.execute(select(*columns).where(ImportRecord.id == one)).mappings().one()


def import_called(connection: Connection, by: str, key: str) -> RowMapping | None:
    """Return the import for which somebody gave an idempotency key, with its release, or None."""
    statement = select(ImportRecord.release, *_IMPORT)
    called = statement.where(ImportRecord.imported_by == by, ImportRecord.idempotency_key == key)
    return connection.execute(called).mappings().first()


def previous_release(connection: Connection, number: int) -> int | None:
    """Return the last release that was published before that number, None before the first."""
    earlier = select(func.max(Release.number)).where(Release.number < number, Release.state == "published")
    return connection.scalar(earlier)
