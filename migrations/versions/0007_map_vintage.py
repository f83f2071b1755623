"""Maps of former vintages beside the map of the newest one."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_SCHEMA = "polycentre"
_BACK = "vintages_back"
# The primary key of each table that is drawn from, without the vintage.
_KEYS = {
    "map_feature": ["release", "layer", "band", "feature_id"],
    "zone_feature": ["release", "band", "feature_id"],
    "label_feature": ["release", "feature_id"],
    "map_zoom": ["release", "zoom"],
    "unit_zones": ["release", "plan", "unit"],
}


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "map_vintage",
        sa.Column("release", sa.Integer(), nullable=False),
        sa.Column(_BACK, sa.SmallInteger(), nullable=False, server_default="0"),
        sa.Column("day", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["release"], ["polycentre.release.number"], name=op.f("fk_map_vintage_release"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("release", _BACK, name=op.f("pk_map_vintage")),
        schema=_SCHEMA,
    )
    # What was published before has the map of its newest vintage.
    op.execute(
        "INSERT INTO polycentre.map_vintage (release, vintages_back, day)"
        " SELECT r.number, 0, max(b.vintage) FROM polycentre.release AS r"
        " JOIN polycentre.boundary AS b ON b.releases @> r.number"
        " WHERE r.state = 'published' GROUP BY r.number"
    )
    for table, key in _KEYS.items():
        op.add_column(table, sa.Column(_BACK, sa.SmallInteger(), nullable=False, server_default="0"), schema=_SCHEMA)
        _key(table, [*key, _BACK])


def _key(table: str, columns: list[str]) -> None:
    op.drop_constraint(op.f(f"pk_{table}"), table, schema=_SCHEMA, type_="primary")
    op.create_primary_key(op.f(f"pk_{table}"), table, columns, schema=_SCHEMA)


def downgrade() -> None:
    """Take back."""
    for table, key in _KEYS.items():
        op.execute(f"DELETE FROM polycentre.{table} WHERE {_BACK} > 0")  # noqa: S608 -- constants
        _key(table, key)
        op.drop_column(table, _BACK, schema=_SCHEMA)
    op.drop_table("map_vintage", schema=_SCHEMA)
