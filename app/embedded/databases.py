"""What a fresh cluster needs before migrations can run: the owner role, the database, the extensions."""

from pathlib import Path
from urllib.parse import quote

import psycopg
from psycopg import sql

from app.embedded.configuration import ADMINISTRATOR, DATABASE, OWNER

EXTENSIONS = ("postgis", "btree_gist")


def cluster_url(socket_folder: Path, *, user: str = OWNER, database: str = DATABASE) -> str:
    """Return the address of a database behind a Unix socket."""
    return f"postgresql://{user}@/{database}?host={quote(str(socket_folder), safe='/')}&port=5432"


def prepare_databases(socket_folder: Path) -> None:
    """Create role, database and extensions where they are missing; safe to repeat."""
    with psycopg.connect(_administrator(socket_folder, "postgres"), autocommit=True) as connection:
        # Not a superuser: it may make roles (the reader) and databases (the tests' clones), no more.
        _create(
            connection, "SELECT 1 FROM pg_roles WHERE rolname = %s", "CREATE ROLE {} LOGIN CREATEROLE CREATEDB", OWNER
        )
        _create(
            connection,
            "SELECT 1 FROM pg_database WHERE datname = %s",
            f"CREATE DATABASE {{}} OWNER {OWNER} TEMPLATE template0",
            DATABASE,
        )
    with psycopg.connect(_administrator(socket_folder, DATABASE), autocommit=True) as connection:
        for extension in EXTENSIONS:
            _create(connection, "SELECT 1 FROM pg_extension WHERE extname = %s", "CREATE EXTENSION {}", extension)


def _create(connection: psycopg.Connection, question: str, statement: str, name: str) -> None:
    if connection.execute(question.encode(), [name]).fetchone() is None:
        connection.execute(sql.SQL(statement).format(sql.Identifier(name)))


def _administrator(socket_folder: Path, database: str) -> str:
    return cluster_url(socket_folder, user=ADMINISTRATOR, database=database)
