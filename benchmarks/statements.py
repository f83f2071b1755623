"""The SQL alone: what a service function asks of the database, recorded and written out for pgbench."""

import asyncio
import re
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

import psycopg
from psycopg.rows import DictRow

from app.repositories.database import Reader

# pgbench would take these for variables of its own.
_VARIABLE = re.compile(r"(?<!:):[A-Za-z0-9_]")


class _Recorder(Reader):
    """A reader that also keeps each statement it runs, with the values in place."""

    def __init__(self, url: str) -> None:
        super().__init__(url, size=1)
        self.statements: list[str] = []
        self._plain = psycopg.connect(url, cursor_factory=psycopg.ClientCursor)

    async def sql(self, query: str, parameters: Sequence[Any] | dict[str, Any] = ()) -> list[DictRow]:
        """Run and remember."""
        self.statements.append(psycopg.ClientCursor(self._plain).mogrify(query, parameters or None))
        return await super().sql(query, parameters)

    async def close(self) -> None:
        """Close both connections."""
        self._plain.close()
        await super().close()


def record(url: str, use: Callable[[Reader], Awaitable[object]]) -> str:
    """Return the statements that ``use`` runs, as one pgbench transaction."""
    return asyncio.run(_record(url, use))


async def _record(url: str, use: Callable[[Reader], Awaitable[object]]) -> str:
    recorder = _Recorder(url)
    await recorder.open()
    try:
        await use(recorder)
    finally:
        await recorder.close()
    script = "".join(f"{statement.strip()};\n" for statement in recorder.statements)
    if found := _VARIABLE.search(script):
        raise ValueError(f"pgbench would replace {found[0]!r} in: {script[:300]}")
    return script
