"""When a draft was previewed, and previews as jobs."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_SCHEMA = "polycentre"


def upgrade() -> None:
    """Apply."""
    op.add_column("release", sa.Column("previewed_at", sa.DateTime(timezone=True), nullable=True), schema=_SCHEMA)
    _kinds("'publish', 'restore', 'preview'")


def downgrade() -> None:
    """Take back."""
    op.execute("DELETE FROM polycentre.job WHERE kind = 'preview'")
    _kinds("'publish', 'restore'")
    op.drop_column("release", "previewed_at", schema=_SCHEMA)


def _kinds(kinds: str) -> None:
    op.drop_constraint(op.f("ck_job_kind"), "job", schema=_SCHEMA, type_="check")
    op.create_check_constraint(op.f("ck_job_kind"), "job", f"kind IN ({kinds})", schema=_SCHEMA)
