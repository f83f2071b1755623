"""Keys to the interface, the log of what was done, long work, and uploads that may be sent again."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_SCHEMA = "polycentre"
_APPEND_ONLY = """
CREATE FUNCTION polycentre.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'table % is only ever added to', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END $$;
COMMENT ON FUNCTION polycentre.refuse_change() IS 'Keeps the audit log as it was written, from its owner too.';
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON polycentre.audit_event
FOR EACH STATEMENT EXECUTE FUNCTION polycentre.refuse_change();
"""
# Only who owns a table may analyse it, while it is other roles that fill it.
_ANALYSE = """
CREATE FUNCTION polycentre.analyse(name regclass) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    EXECUTE 'ANALYZE ' || name;
END $$;
COMMENT ON FUNCTION polycentre.analyse(regclass) IS 'Lets the planner know the rows that another role has written.';
REVOKE ALL ON FUNCTION polycentre.analyse(regclass) FROM PUBLIC;
"""


def upgrade() -> None:
    """Apply."""
    op.execute(_ANALYSE)
    _api_key()
    _audit_event()
    _job()
    reading = sa.Column("reading", postgresql.JSONB(astext_type=sa.Text()), server_default="{}", nullable=False)
    op.add_column("import_record", reading, schema=_SCHEMA)
    op.add_column("import_record", sa.Column("idempotency_key", sa.Text(), nullable=True), schema=_SCHEMA)
    op.create_unique_constraint(
        op.f("uq_import_record_imported_by_idempotency_key"),
        "import_record",
        ["imported_by", "idempotency_key"],
        schema=_SCHEMA,
    )


def _api_key() -> None:
    op.create_table(
        "api_key",
        sa.Column("prefix", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("secret_sha256", sa.LargeBinary(), nullable=False),
        sa.Column("scope", sa.Text(), nullable=False),
        _moment("created_at", now=True),
        sa.Column("created_by", sa.Text(), nullable=False),
        _moment("expires_at"),
        _moment("revoked_at"),
        _moment("last_used_at"),
        sa.CheckConstraint("scope IN ('read', 'edit', 'publish')", name=op.f("ck_api_key_scope")),
        sa.CheckConstraint("octet_length(secret_sha256) = 32", name=op.f("ck_api_key_secret_sha256")),
        sa.PrimaryKeyConstraint("prefix", name=op.f("pk_api_key")),
        schema=_SCHEMA,
    )


def _audit_event() -> None:
    op.create_table(
        "audit_event",
        sa.Column("id", sa.Integer(), sa.Identity(always=True), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("release", sa.Integer(), nullable=True),
        sa.Column("filename", sa.Text(), nullable=True),
        sa.Column("sha256", sa.Text(), nullable=True),
        sa.Column("details", postgresql.JSONB(astext_type=sa.Text()), server_default="{}", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_event")),
        schema=_SCHEMA,
    )
    op.create_index("ix_audit_event_release", "audit_event", ["release"], unique=False, schema=_SCHEMA)
    op.execute(_APPEND_ONLY)


def _job() -> None:
    op.create_table(
        "job",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("release", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), server_default="running", nullable=False),
        sa.Column("step", sa.Text(), nullable=True),
        sa.Column("done", sa.Integer(), nullable=True),
        sa.Column("total", sa.Integer(), nullable=True),
        sa.Column("result", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("problem", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("started_by", sa.Text(), nullable=False),
        _moment("started_at", now=True),
        _moment("finished_at"),
        sa.CheckConstraint("kind IN ('publish', 'restore')", name=op.f("ck_job_kind")),
        sa.CheckConstraint("state IN ('running', 'done', 'failed')", name=op.f("ck_job_state")),
        sa.CheckConstraint("(state = 'done') = (result IS NOT NULL)", name=op.f("ck_job_result")),
        sa.CheckConstraint("(state = 'failed') = (problem IS NOT NULL)", name=op.f("ck_job_problem")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_job")),
        schema=_SCHEMA,
    )


def _moment(name: str, *, now: bool = False) -> sa.Column[object]:
    default = sa.text("now()") if now else None
    return sa.Column(name, sa.DateTime(timezone=True), server_default=default, nullable=not now)


def downgrade() -> None:
    """Take back."""
    op.drop_constraint(
        op.f("uq_import_record_imported_by_idempotency_key"), "import_record", schema=_SCHEMA, type_="unique"
    )
    op.drop_column("import_record", "idempotency_key", schema=_SCHEMA)
    op.drop_column("import_record", "reading", schema=_SCHEMA)
    for table in ("job", "audit_event", "api_key"):
        op.drop_table(table, schema=_SCHEMA)
    op.execute("DROP FUNCTION polycentre.refuse_change()")
    op.execute("DROP FUNCTION polycentre.analyse(regclass)")
