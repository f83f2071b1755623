"""When a draft was previewed, and previews as jobs."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_SCHEMA = "polycentre"
# What a preview bakes.
_BAKED = (
    "unit_value", "measure_result", "unit_attributes", "layer_date", "unit_zones", "map_feature", "zone_feature",
    "label_feature", "map_zoom", "map_vintage", "tile",
)  # fmt: skip


def upgrade() -> None:
    """Apply."""
    op.add_column("release", sa.Column("previewed_at", sa.DateTime(timezone=True), nullable=True), schema=_SCHEMA)
    _kinds("'publish', 'restore', 'preview'")


def downgrade() -> None:
    """Take back."""
    # Without previews nothing looks for rows of a draft: to publish it would meet them, and fail.
    for table in _BAKED:
        op.execute(
            f"DELETE FROM polycentre.{table} AS b USING polycentre.release AS r"  # noqa: S608 -- constants
            " WHERE r.number = b.release AND r.state = 'draft'"
        )
    op.execute("DELETE FROM polycentre.job WHERE kind = 'preview'")
    _kinds("'publish', 'restore'")
    op.drop_column("release", "previewed_at", schema=_SCHEMA)


def _kinds(kinds: str) -> None:
    op.drop_constraint(op.f("ck_job_kind"), "job", schema=_SCHEMA, type_="check")
    op.create_check_constraint(op.f("ck_job_kind"), "job", f"kind IN ({kinds})", schema=_SCHEMA)
