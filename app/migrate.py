"""Bring a database to the current schema: extensions, tables, roles and the tile functions."""

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, text

from app.grants import grant_roles
from app.models import SCHEMA
from app.paths import MIGRATIONS, TILES
from app.repositories.attributes import without_attributes
from app.repositories.database import write_engine
from app.services.bake_attributes import bake_attributes
from app.services.steps import silent

_MIGRATION_LOCK = 7340


def upgrade(url: str) -> None:
    """Create or update everything in the database at ``url``; safe to repeat and to run from two processes."""
    engine = write_engine(url)
    try:
        with engine.begin() as connection:
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _MIGRATION_LOCK})
            connection.execute(text("CREATE EXTENSION IF NOT EXISTS postgis"))
            connection.execute(text("CREATE EXTENSION IF NOT EXISTS btree_gist"))
            connection.execute(text(f"CREATE SCHEMA IF NOT EXISTS {SCHEMA}"))
            command.upgrade(alembic_config(connection), "head")
            install_tile_functions(connection)
            for release in without_attributes(connection):
                bake_attributes(connection, release, silent)
            grant_roles(connection)
    finally:
        engine.dispose()


def alembic_config(connection: Connection) -> Config:
    """Return the Alembic configuration bound to an open connection."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    return config


def install_tile_functions(connection: Connection) -> None:
    """Drop and recreate schema ``tiles``: a changed signature would otherwise add an ambiguous overload."""
    connection.execute(text("DROP SCHEMA IF EXISTS tiles CASCADE"))
    connection.execute(text("CREATE SCHEMA tiles"))
    for path in sorted(TILES.glob("*.sql")):
        connection.exec_driver_sql(path.read_text("utf-8").replace("%", "%%"))
