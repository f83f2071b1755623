"""Long work as others see it: a row a job, and a lock that lives as long as the work does."""

import uuid
from typing import Any

from sqlalchemy import Connection, func, insert, select, text, update

from app.models import Job

_JOBS_LOCK = 7342


def begin_job(connection: Connection, job: uuid.UUID, row: dict[str, Any]) -> None:
    """Write down a job and hold its lock for as long as the connection, which commits each statement, lives."""
    connection.execute(text("SELECT pg_advisory_lock(:key, hashtext(:job))"), {"key": _JOBS_LOCK, "job": str(job)})
    connection.execute(insert(Job).values(row | {"id": job}))


def tell_progress(connection: Connection, job: uuid.UUID, step: str, done: int, total: int) -> None:
    """Write down how far a job has come."""
    connection.execute(update(Job).where(Job.id == job).values(step=step, done=done, total=total))


def end_job(
    connection: Connection,
    job: uuid.UUID,
    *,
    result: dict[str, Any] | None = None,
    problem: dict[str, Any] | None = None,
) -> None:
    """Write down what became of a job; a result goes into the very transaction that made it."""
    ended: dict[str, Any] = {"finished_at": func.now(), "state": "failed" if result is None else "done"}
    given = {"problem": problem} if result is None else {"result": result}
    connection.execute(update(Job).where(Job.id == job).values(ended | given))


def find_job(connection: Connection, job: uuid.UUID) -> tuple[dict[str, Any], bool] | None:
    """Return a job and whether somebody is at work on it, or None.

    The lock is tried before the row is read: work that ends in between has written its end by then.
    """
    trying = text("SELECT pg_try_advisory_xact_lock(:key, hashtext(:job))")
    idle = connection.execute(trying, {"key": _JOBS_LOCK, "job": str(job)}).scalar_one()
    row = connection.execute(select(Job.__table__).where(Job.id == job)).mappings().first()
    return None if row is None else (dict(row), not idle)
