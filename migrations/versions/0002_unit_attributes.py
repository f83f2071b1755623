"""Values and zones of units, gathered for the tiles; `app.migrate` gathers those of releases published before."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "unit_attributes",
        sa.Column("release", sa.Integer(), nullable=False),
        sa.Column("reference_date", sa.Date(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("attributes", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        _release("unit_attributes"),
        sa.PrimaryKeyConstraint("release", "reference_date", "unit", name=op.f("pk_unit_attributes")),
        schema="polycentre",
    )
    op.create_table(
        "layer_date",
        sa.Column("release", sa.Integer(), nullable=False),
        sa.Column("layer", sa.Text(), nullable=False),
        sa.Column("reference_date", sa.Date(), nullable=False),
        sa.Column("is_latest", sa.Boolean(), nullable=False),
        sa.Column("gaps", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        _release("layer_date"),
        sa.PrimaryKeyConstraint("release", "layer", "reference_date", name=op.f("pk_layer_date")),
        schema="polycentre",
    )
    op.create_table(
        "unit_zones",
        sa.Column("release", sa.Integer(), nullable=False),
        sa.Column("plan", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("zones", sa.Text(), nullable=False),
        _release("unit_zones"),
        sa.PrimaryKeyConstraint("release", "plan", "unit", name=op.f("pk_unit_zones")),
        schema="polycentre",
    )


def _release(table: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_release")
    return sa.ForeignKeyConstraint(["release"], ["polycentre.release.number"], name=name, ondelete="CASCADE")


def downgrade() -> None:
    """Undo."""
    for table in ("unit_zones", "layer_date", "unit_attributes"):
        op.drop_table(table, schema="polycentre")
