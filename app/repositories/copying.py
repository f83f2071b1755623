"""Bulk writes through COPY, on the caller's transaction."""

from collections.abc import Iterable, Sequence
from typing import cast

import psycopg
from psycopg import sql
from sqlalchemy import Connection


def copy_rows(
    connection: Connection, table: sql.Identifier, columns: Sequence[str], rows: Iterable[Sequence[object]]
) -> int:
    """Write rows into a table; return how many."""
    copy = sql.SQL("COPY {} ({}) FROM STDIN").format(table, identifiers(columns))
    stored = 0
    with driver_of(connection).cursor() as cursor, cursor.copy(copy) as stream:
        for row in rows:
            stream.write_row(row)
            stored += 1
    return stored


def driver_of(connection: Connection) -> psycopg.Connection:
    """Return the psycopg connection underneath; an open connection always has one."""
    return cast("psycopg.Connection", connection.connection.driver_connection)


def identifiers(names: Sequence[str]) -> sql.Composed:
    """Return quoted names, separated by commas."""
    return sql.SQL(", ").join(map(sql.Identifier, names))
