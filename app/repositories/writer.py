"""Transactions of the service that change data, each in the database role that its scope needs."""

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from psycopg.errors import DiskFull, LockNotAvailable
from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import OperationalError

from app.domain.access import Scope
from app.errors import InsufficientStorage, Unavailable
from app.repositories.database import write_engine
from app.repositories.roles import EDITOR, PUBLISHER, ROLE_HERE

log = logging.getLogger(__name__)

_ROLES = {Scope.EDIT: EDITOR, Scope.PUBLISH: PUBLISHER}
_PATIENCE = "10s"  # an import waits for another this long; then its client is told to come again


class Writer:
    """Opens transactions on the writing database; to be used from threads, for its connections block."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._engine: Engine | None = None
        self._opening = threading.Lock()

    @contextmanager
    def transaction(self, scope: Scope) -> Iterator[Connection]:
        """Yield a connection that has the rights of a scope; committed at the end, rolled back by an exception.

        Raises Unavailable when the database is away, or somebody else writes for longer than one should wait, and
        InsufficientStorage when its disk is full.
        """
        try:
            with self._connected().begin() as connection:
                if role := _role_here(connection, scope):
                    connection.execute(text(f"SET LOCAL ROLE {role}"))
                connection.execute(text("SELECT set_config('lock_timeout', :wait, true)"), {"wait": _PATIENCE})
                yield connection
        except OperationalError as error:
            if isinstance(error.orig, LockNotAvailable):
                raise Unavailable("Another import or publication is under way; ask again in a moment.") from None
            if isinstance(error.orig, DiskFull):
                raise InsufficientStorage("The database has no room left; nothing was changed.") from None
            log.warning("no answer from the database: %s", error.orig)
            raise Unavailable("The database does not answer; ask again in a moment.") from None

    @contextmanager
    def session(self, scope: Scope) -> Iterator[Connection]:
        """Yield a connection on which each statement is its own transaction, and that is closed at the end.

        What it holds as long as it lives, such as an advisory lock, goes with it. Raises Unavailable.
        """
        try:
            with self._connected().connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                if role := _role_here(connection, scope):
                    connection.execute(text(f"SET ROLE {role}"))
                try:
                    yield connection
                finally:
                    connection.invalidate()
        except OperationalError as error:
            log.warning("no answer from the database: %s", error.orig)
            raise Unavailable("The database does not answer; ask again in a moment.") from None

    def close(self) -> None:
        """Close all connections."""
        if self._engine is not None:
            self._engine.dispose()

    def _connected(self) -> Engine:
        """Return the engine; a service that only answers reads never makes one."""
        with self._opening:
            if self._engine is None:
                self._engine = write_engine(self._url)
            return self._engine


def _role_here(connection: Connection, scope: Scope) -> str | None:
    """Return the role of a scope, None where it has none or the service cannot take it on."""
    role = _ROLES.get(scope)
    return role if role and connection.exec_driver_sql(ROLE_HERE, {"role": role}).first() else None
