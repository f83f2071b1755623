"""The log of what was done: written in the transaction that does it, so that neither is ever without the other."""

from typing import Any

from sqlalchemy import Connection, RowMapping, func, insert, select

from app.models import AuditEvent


def record_event(
    connection: Connection,
    actor: str,
    action: str,
    *,
    release: int | None = None,
    filename: str | None = None,
    sha256: str | None = None,
    details: dict[str, Any] | None = None,
) -> None:
    """Add an event, such as ``release.publish``, to the log."""
    row = {"actor": actor, "action": action, "release": release, "filename": filename, "sha256": sha256}
    connection.execute(insert(AuditEvent).values(row | {"details": details or {}}))


def events(
    connection: Connection, limit: int, offset: int, *, release: int | None = None, action: str | None = None
) -> tuple[int, list[RowMapping]]:
    """Return the number of events that fit, and a page of them, newest first."""
    wanted = [AuditEvent.release == release] if release is not None else []
    wanted += [AuditEvent.action == action] if action is not None else []
    total = connection.execute(select(func.count()).select_from(AuditEvent).where(*wanted)).scalar_one()
    page = select(AuditEvent.__table__).where(*wanted).order_by(AuditEvent.id.desc()).limit(limit).offset(offset)
    return total, list(connection.execute(page).mappings())
