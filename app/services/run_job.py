"""Run long work in a thread of this worker, and let every worker say how far it has come."""

import asyncio
import logging
import threading
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection

from app.domain.access import Scope
from app.errors import NotFound, Problem, problem_document
from app.repositories.jobs import begin_job, end_job, find_job, tell_progress
from app.repositories.writer import Writer
from app.services.bake_draft import ChecksFailed
from app.services.publish_release import NothingToPublish
from app.services.steps import Progress

log = logging.getLogger(__name__)

Work = Callable[[Connection, Progress], dict[str, Any]]
_STOPPED = "The service stopped before the work was done; nothing was published and the draft is as it was."


class _Stopped(Exception):  # noqa: N818 -- a state, not a malfunction
    """The service is about to end."""


@dataclass(slots=True)
class Jobs:
    """Starts work and, when the service stops, ends it at its next step; the database then takes all of it back."""

    writer: Writer
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)
    _stopping: threading.Event = field(default_factory=threading.Event)

    async def start(self, kind: str, release: int, by: str, work: Work) -> uuid.UUID:
        """Begin and return the job's id at once; ``work`` gets a transaction of its own and returns the result."""
        job, loop = uuid.uuid4(), asyncio.get_running_loop()
        begun: asyncio.Future[None] = loop.create_future()

        def tell(error: Exception | None) -> None:
            if not begun.done():
                begun.set_result(None) if error is None else begun.set_exception(error)

        def run() -> None:
            row = {"kind": kind, "release": release, "started_by": by}
            try:
                with self.writer.session(Scope.PUBLISH) as session:
                    begin_job(session, job, row)
                    loop.call_soon_threadsafe(tell, None)
                    self._work(session, job, work)
            except Exception as error:  # noqa: BLE001 -- before it began it is the client's, afterwards the log's
                log.warning("job %s: %s", job, error)
                loop.call_soon_threadsafe(tell, error)

        task = asyncio.create_task(asyncio.to_thread(run))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        await begun
        return job

    async def stop(self) -> None:
        """End what is under way and wait until it has ended."""
        self._stopping.set()
        await asyncio.gather(*self._tasks)

    def _work(self, session: Connection, job: uuid.UUID, work: Work) -> None:
        def progress(step: str, done: int, total: int) -> None:
            if self._stopping.is_set():
                raise _Stopped
            tell_progress(session, job, step, done, total)

        try:
            with self.writer.transaction(Scope.PUBLISH) as connection:
                end_job(connection, job, result=work(connection, progress))
        except Exception as error:  # noqa: BLE001 -- whatever it is, who asked must be told
            end_job(session, job, problem=_problem(error))


def _problem(error: Exception) -> dict[str, Any]:
    match error:
        case ChecksFailed():
            return problem_document(422, f"{error}.", findings=[finding.as_json() for finding in error.findings])
        case Problem():
            return problem_document(error.status, error.detail, error.parameter, **error.members)
        case NothingToPublish():
            return problem_document(409, f"{error}.")
        case _Stopped():
            return problem_document(503, _STOPPED)
        case _:
            log.error("a job failed", exc_info=error)
            return problem_document(500, "The service made a mistake; it is in the log.")


def describe_job(connection: Connection, job: uuid.UUID) -> dict[str, Any]:
    """Return a job: state, progress, and result or problem. One whose worker has died is told as failed."""
    found = find_job(connection, job)
    if found is None:
        raise NotFound(f"There is no job {job}.", "job")
    row, alive = found
    step, done, total = (row.pop(name) for name in ("step", "done", "total"))
    row["progress"] = None if step is None else {"step": step, "done": done, "total": total}
    if row["state"] == "running" and not alive:
        row |= {"state": "failed", "problem": problem_document(503, _STOPPED)}
    return row
