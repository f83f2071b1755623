"""The database roles of readers, editors and publishers, each with no more rights than its work needs."""

import logging

from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from app.models import SCHEMA
from app.repositories.draft import held_tables
from app.repositories.roles import EDITOR, PUBLISHER, READER, TAKING_ON

log = logging.getLogger(__name__)

# What editors fill: facts and the elements of plans, the registers, the draft itself, and the record of both.
_ELEMENTS = ("zone", "zone_member", "measure", "target", "published_figure")
_REGISTERS = ("source", "dataset", "unit")
_RECORDS = ("release", "import_record")
_PRIVATE = ("import_record", "api_key", "audit_event", "job")
_BAKED = (
    "map_feature", "map_vintage", "map_zoom", "zone_feature", "label_feature", "tile", "unit_value", "measure_result",
    "unit_attributes", "layer_date", "unit_zones",
)  # fmt: skip

_ROLE = f"""
DO $$
DECLARE
    taking_on text := {TAKING_ON};
BEGIN
    -- Roles belong to the whole server, so another database may be migrated to the same effect at the same time.
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{{role}}') THEN
        BEGIN
            CREATE ROLE {{role}} NOLOGIN;
        EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
        END;
    END IF;
    IF NOT pg_has_role(current_user, '{{role}}', taking_on) THEN
        BEGIN
            EXECUTE format('GRANT {{role}} TO %I', current_user)
                || CASE taking_on WHEN 'SET' THEN ' WITH SET TRUE' ELSE '' END;
        EXCEPTION WHEN unique_violation THEN NULL;
        END;
    END IF;
END $$
"""


def grant_roles(connection: Connection) -> None:
    """Create the roles where that is allowed, and give each its rights in this database."""
    if have_role(connection, READER):
        _execute(connection, _reading())
    if have_role(connection, EDITOR):
        _execute(connection, _editing())
        # Publishing does all that editing does: rolling back writes facts and publishes them.
        if have_role(connection, PUBLISHER):
            _execute(connection, [*_editing(PUBLISHER), *_publishing()])


def have_role(connection: Connection, role: str) -> bool:
    """Make a role and the right to take it on, where that is allowed; return whether it is had."""
    try:
        with connection.begin_nested():
            connection.execute(text(_ROLE.format(role=role)))
    except DBAPIError:
        # A managed database may not let us create or take on roles; the owner then does the work itself.
        log.warning("role %s cannot be had here; its work is done by the owner", role)
        return False
    return True


def _execute(connection: Connection, statements: list[str]) -> None:
    for statement in statements:
        connection.execute(text(statement))


def _reading() -> list[str]:
    """Readers see facts and baked results, but neither the files that people handed in, nor keys, nor who did what."""
    return [
        f"GRANT USAGE ON SCHEMA {SCHEMA}, tiles TO {READER}",
        f"GRANT SELECT ON ALL TABLES IN SCHEMA {SCHEMA} TO {READER}",
        f"REVOKE ALL ON {_tables(_PRIVATE)} FROM {READER}",
        f"GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA tiles TO {READER}",
    ]


def _editing(role: str = EDITOR) -> list[str]:
    """Editors write facts and registers, and add to the log; of keys they only note the use,
    and of releases that a preview has become stale."""
    filled = _tables((*(table.name for table in held_tables()), *_ELEMENTS, *_REGISTERS))
    return [
        f"GRANT USAGE ON SCHEMA {SCHEMA}, tiles TO {role}",
        f"GRANT SELECT ON ALL TABLES IN SCHEMA {SCHEMA} TO {role}",
        f"GRANT INSERT, UPDATE, DELETE ON {filled} TO {role}",
        f"GRANT INSERT, DELETE ON {_tables(_RECORDS)} TO {role}",
        f"GRANT UPDATE (previewed_at) ON {SCHEMA}.release TO {role}",
        f"GRANT INSERT ON {SCHEMA}.audit_event TO {role}",
        f"REVOKE UPDATE, DELETE, TRUNCATE ON {SCHEMA}.audit_event FROM {role}",
        f"GRANT UPDATE (last_used_at) ON {SCHEMA}.api_key TO {role}",
        f"GRANT EXECUTE ON FUNCTION {SCHEMA}.analyse(regclass) TO {role}",
        f"DO $$ BEGIN EXECUTE format('GRANT TEMPORARY ON DATABASE %I TO {role}', current_database()); END $$",
    ]


def _publishing() -> list[str]:
    """Publishers also write what is baked, the pointer, and how far they have come."""
    return [
        f"GRANT INSERT, UPDATE, DELETE ON {_tables((*_BAKED, 'current_release'))} TO {PUBLISHER}",
        f"GRANT UPDATE ON {SCHEMA}.release TO {PUBLISHER}",
        f"GRANT INSERT, UPDATE ON {SCHEMA}.job TO {PUBLISHER}",
        f"GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA tiles TO {PUBLISHER}",
    ]


def _tables(names: tuple[str, ...]) -> str:
    return ", ".join(f"{SCHEMA}.{name}" for name in names)
