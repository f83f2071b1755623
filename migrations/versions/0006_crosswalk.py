"""Crosswalks: shares of residents between the units of two dates."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_SCHEMA = "polycentre"


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "crosswalk",
        sa.Column("id", sa.Integer(), sa.Identity(always=True), nullable=False),
        sa.Column("from_unit", sa.Text(), nullable=False),
        sa.Column("to_unit", sa.Text(), nullable=False),
        sa.Column("from_date", sa.Date(), nullable=False),
        sa.Column("to_date", sa.Date(), nullable=False),
        sa.Column("share", sa.Numeric(), nullable=False),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("releases", postgresql.INT4RANGE(), nullable=False),
        postgresql.ExcludeConstraint(
            (sa.column("from_unit"), "="),
            (sa.column("to_unit"), "="),
            (sa.column("from_date"), "="),
            (sa.column("to_date"), "="),
            (sa.column("releases"), "&&"),
            using="gist",
            name="one_share",
        ),
        sa.CheckConstraint("share > 0 AND share <= 1", name=op.f("ck_crosswalk_share")),
        sa.CheckConstraint("from_date <> to_date", name=op.f("ck_crosswalk_dates")),
        sa.ForeignKeyConstraint(["from_unit"], ["polycentre.unit.id"], name=op.f("fk_crosswalk_from_unit")),
        sa.ForeignKeyConstraint(["to_unit"], ["polycentre.unit.id"], name=op.f("fk_crosswalk_to_unit")),
        sa.ForeignKeyConstraint(["source"], ["polycentre.source.id"], name=op.f("fk_crosswalk_source")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_crosswalk")),
        schema=_SCHEMA,
    )
    op.create_index("ix_crosswalk_to_unit", "crosswalk", ["to_unit"], schema=_SCHEMA)


def downgrade() -> None:
    """Take back."""
    op.drop_index("ix_crosswalk_to_unit", table_name="crosswalk", schema=_SCHEMA)
    op.drop_table("crosswalk", schema=_SCHEMA)
