"""The one volatile fact, followed by every worker: which release is current."""

import asyncio
import contextlib
import datetime as dt
import logging
import re
from dataclasses import dataclass

import psycopg

log = logging.getLogger(__name__)

CHANNEL = "polycentre_release"
APPLICATION = "polycentre pointer"  # as the database's list of connections shows it
_CURRENT = """
SELECT r.number, r.published_at FROM polycentre.current_release AS c JOIN polycentre.release AS r USING (number)
"""
_PUBLISHED = "SELECT number, published_at FROM polycentre.release WHERE state = 'published'"
_RETRY_SECONDS = 0.5
_RECHECK_SECONDS = 30.0  # also finds out about a connection that was lost without a word
_HEARTBEAT_SECONDS = 30.0


@dataclass(frozen=True, slots=True)
class ReleaseName:
    """A release as every answer names it: published at a moment, or a ``draft`` previewed then."""

    number: int
    at: dt.datetime
    draft: bool = False

    @property
    def day(self) -> dt.date:
        """The day of publication or preview (UTC): the present, as far as this release knows."""
        return self.at.astimezone(dt.UTC).date()

    @property
    def title(self) -> str:
        """What files and tables call it: ``release 2``, or ``draft 3``."""
        return f"{'draft' if self.draft else 'release'} {self.number}"

    @property
    def moment(self) -> str:
        """When it was published or previewed, as ISO 8601 in UTC."""
        return self.at.astimezone(dt.UTC).isoformat().replace("+00:00", "Z")

    def as_json(self) -> dict[str, object]:
        """Return the ``release`` member of an answer; nobody shall take a draft for something published."""
        if self.draft:
            return {"number": self.number, "published_at": None, "state": "draft", "previewed_at": self.moment}
        return {"number": self.number, "published_at": self.moment}


class ReleasePointer:
    """Listens for publications; after a lost connection it reads the pointer again before it listens on."""

    def __init__(self, url: str) -> None:
        self._url = re.sub(r"^postgresql\+psycopg://", "postgresql://", url)
        self._task: asyncio.Task[None] | None = None
        self._known = asyncio.Event()
        self._releases: dict[int, ReleaseName] = {}
        self.current: ReleaseName | None = None

    def named(self, number: int) -> ReleaseName | None:
        """Return a published release by number, or None."""
        return self._releases.get(number)

    def current_number(self) -> int | None:
        """Return the number of the current release, or None before the first."""
        return self.current.number if self.current else None

    async def start(self) -> None:
        """Begin to follow the pointer; return as soon as it is known, or after two seconds without a database."""
        self._task = asyncio.create_task(self._follow())
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._known.wait(), 2)

    async def stop(self) -> None:
        """Stop following."""
        if self._task:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task

    async def _follow(self) -> None:
        while True:
            try:
                async with await psycopg.AsyncConnection.connect(
                    self._url, autocommit=True, application_name=APPLICATION
                ) as connection:
                    await connection.execute(f"LISTEN {CHANNEL}")
                    while True:
                        await self._read(connection)
                        # The generator holds the connection as long as it runs, so it must end before the next read.
                        # It also ends without news, so that a connection that died silently is found out.
                        async for _ in connection.notifies(timeout=_HEARTBEAT_SECONDS, stop_after=1):
                            pass
            except psycopg.Error as error:
                log.warning("cannot follow the release pointer: %s", error)
            await asyncio.sleep(_RETRY_SECONDS)

    async def _read(self, connection: psycopg.AsyncConnection) -> None:
        published = await (await connection.execute(_PUBLISHED)).fetchall()
        self._releases = {number: ReleaseName(number, at) for number, at in published}
        row = await (await connection.execute(_CURRENT)).fetchone()
        self.current = ReleaseName(*row) if row else None
        if self.current:
            self._known.set()
