"""Bring a database to the current schema: extensions, tables, the reading role and the tile functions."""

import logging

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from app.models import SCHEMA
from app.paths import MIGRATIONS, TILES
from app.repositories.attributes import without_attributes
from app.repositories.database import write_engine
from app.services.bake_attributes import bake_attributes

log = logging.getLogger(__name__)

READER = "polycentre_reader"

_READER_ROLE = f"""
DO $$ BEGIN
    -- Roles belong to the whole server, so another database may be migrated to the same effect at the same time.
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{READER}') THEN
        BEGIN
            CREATE ROLE {READER} NOLOGIN;
        EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
        END;
    END IF;
    IF NOT pg_has_role(current_user, '{READER}', 'MEMBER') THEN
        BEGIN
            EXECUTE format('GRANT {READER} TO %I', current_user);
        EXCEPTION WHEN unique_violation THEN NULL;
        END;
    END IF;
END $$
"""

# Readers see facts and baked results, but neither the files that people handed in, nor keys, nor who did what.
_READER_RIGHTS = f"""
GRANT USAGE ON SCHEMA {SCHEMA}, tiles TO {READER};
GRANT SELECT ON ALL TABLES IN SCHEMA {SCHEMA} TO {READER};
REVOKE ALL ON {SCHEMA}.import_record, {SCHEMA}.api_key, {SCHEMA}.audit_event, {SCHEMA}.job FROM {READER};
GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA tiles TO {READER};
"""  # noqa: S608 -- both names are constants

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
                bake_attributes(connection, release, lambda *_: None)
            _grant_reading(connection)
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


def _grant_reading(connection: Connection) -> None:
    try:
        with connection.begin_nested():
            connection.execute(text(_READER_ROLE))
    except DBAPIError:
        # A managed database may not let us create or take on roles; reads are then read-only transactions alone.
        log.warning("role %s cannot be had here; reads use read-only transactions of the owner", READER)
        return
    connection.execute(text(_READER_RIGHTS))
