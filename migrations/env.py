"""Alembic environment: the URL comes from the caller, the tables from ``app.models``."""

from alembic import context
from geoalchemy2 import alembic_helpers
from sqlalchemy import Connection

from app.models import SCHEMA, Base


def _ours(name: str | None, kind: str, _parents: object) -> bool:
    return name == SCHEMA if kind == "schema" else True


def run(connection: Connection) -> None:
    """Run the migrations, or compare, on the connection that the caller put into the configuration."""
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        version_table_schema=SCHEMA,
        include_schemas=True,
        include_name=_ours,
        include_object=alembic_helpers.include_object,
        process_revision_directives=alembic_helpers.writer,
        render_item=alembic_helpers.render_item,
        compare_type=True,
        compare_server_default=True,
    )
    with context.begin_transaction():
        context.run_migrations()


run(context.config.attributes["connection"])
