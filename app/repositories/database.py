"""Connections: a synchronous engine for imports and publishing, a read-only asynchronous pool for answers."""

import logging
import re
from collections.abc import AsyncGenerator, Sequence
from typing import Any, cast

from psycopg import AsyncConnection, OperationalError
from psycopg.errors import QueryCanceled
from psycopg.rows import DictRow, dict_row
from psycopg_pool import AsyncConnectionPool, PoolTimeout
from sqlalchemy import Dialect, Engine, Select, create_engine
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.sql import ClauseElement

from app.errors import Unavailable
from app.repositories.roles import READER, ROLE_HERE

log = logging.getLogger(__name__)

_DIALECT = cast("Dialect", PGDialect_psycopg())  # type: ignore[no-untyped-call]

Statement = Select[*tuple[Any, ...]]
"""A SELECT of whatever columns; the runner returns dictionaries."""

# Every table is named with its schema; a role called like the schema must not make it the default one.
_SEARCH_PATH = "-csearch_path=public"

_PATIENCE_SECONDS = 3.0
_BATCH = 1000  # rows


def write_engine(url: str) -> Engine:
    """Return an engine for the writing role; ``url`` may start with ``postgresql://`` or ``postgres://``."""
    return create_engine(
        re.sub(r"^postgres(ql)?://", "postgresql+psycopg://", url),
        pool_size=2,
        connect_args={"options": _SEARCH_PATH},
    )


class Reader:
    """Runs statements on a pool whose connections can only read.

    While the database is away a request waits for a connection only briefly, and the pool gives up connecting
    soon, so that the first request after its return finds it.
    """

    def __init__(self, url: str, *, size: int = 8, spare: int = 1, statement_timeout_ms: int = 20_000) -> None:
        self._timeout = statement_timeout_ms
        self._pool: AsyncConnectionPool[AsyncConnection[DictRow]] = AsyncConnectionPool(
            re.sub(r"^postgresql\+psycopg://", "postgresql://", url),
            min_size=spare,
            max_size=size,
            timeout=_PATIENCE_SECONDS,
            reconnect_timeout=_PATIENCE_SECONDS,
            open=False,
            configure=self._configure,
            kwargs={"row_factory": dict_row, "autocommit": True, "options": _SEARCH_PATH},
            connection_class=AsyncConnection[DictRow],
        )

    async def open(self) -> None:
        """Open the pool without waiting: readiness is reported by /health/ready, not by refusing to start."""
        await self._pool.open(wait=False)

    async def close(self) -> None:
        """Close all connections."""
        await self._pool.close()

    async def _configure(self, connection: AsyncConnection[DictRow]) -> None:
        await connection.execute("SET default_transaction_read_only = on")
        await connection.execute("SET jit = off")
        await connection.execute(f"SET statement_timeout = {int(self._timeout)}")  # SET takes no parameters
        role = await connection.execute(ROLE_HERE, {"role": READER})
        if await role.fetchone():
            await connection.execute(f"SET ROLE {READER}")

    async def rows(self, statement: ClauseElement) -> list[DictRow]:
        """Run a statement built with SQLAlchemy and return its rows as dictionaries."""
        compiled = statement.compile(dialect=_DIALECT, compile_kwargs={"render_postcompile": True})
        return await self.sql(str(compiled), compiled.params)

    async def batches(self, statement: ClauseElement, size: int = _BATCH) -> AsyncGenerator[list[DictRow], None]:
        """Yield the rows of a statement some at a time, which is all that is in memory; raises Unavailable.

        Whoever leaves before the last must close the generator, which holds a connection.
        """
        compiled = statement.compile(dialect=_DIALECT, compile_kwargs={"render_postcompile": True})
        try:
            async with (
                self._pool.connection() as connection,
                connection.transaction(),
                connection.cursor(name="batches") as cursor,
            ):
                await cursor.execute(str(compiled), compiled.params)
                while rows := await cursor.fetchmany(size):
                    yield rows
        except OperationalError as error:
            log.warning("no answer from the database: %s", error)
            raise Unavailable("The database does not answer; ask again in a moment.") from None

    async def sql(self, query: str, parameters: Sequence[Any] | dict[str, Any] = ()) -> list[DictRow]:
        """Run SQL text with bound parameters; raises Unavailable when the database is away or takes too long."""
        try:
            return await self._run(query, parameters)
        except QueryCanceled:
            raise Unavailable("The database took too long; ask for less, or again later.") from None
        except OperationalError as error:
            log.warning("no answer from the database: %s", error)
            raise Unavailable("The database does not answer; ask again in a moment.") from None

    async def _run(self, query: str, parameters: Sequence[Any] | dict[str, Any]) -> list[DictRow]:
        try:
            return await self._fetch(query, parameters)
        except (QueryCanceled, PoolTimeout):
            raise
        except OperationalError:
            # A restart of the database leaves dead connections behind. Asking each before it is used would double
            # the way of every query; a read may simply be asked again, once the dead are gone.
            await self._pool.check()
            return await self._fetch(query, parameters)

    async def _fetch(self, query: str, parameters: Sequence[Any] | dict[str, Any]) -> list[DictRow]:
        async with self._pool.connection() as connection:
            cursor = await connection.execute(query, parameters)
            return await cursor.fetchall()
