"""What each zoom of a release draws: large territories show higher units at low zooms and bake fewer zooms."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "map_zoom",
        sa.Column("release", sa.Integer(), nullable=False),
        sa.Column("zoom", sa.SmallInteger(), nullable=False),
        sa.Column("township_level", sa.Text(), nullable=False),
        sa.Column("county_level", sa.Text(), nullable=False),
        sa.Column("baked", sa.Boolean(), nullable=False),
        sa.Column("tiles", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["release"], ["polycentre.release.number"], name=op.f("fk_map_zoom_release"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("release", "zoom", name=op.f("pk_map_zoom")),
        schema="polycentre",
    )


def downgrade() -> None:
    """Take back."""
    op.drop_table("map_zoom", schema="polycentre")
