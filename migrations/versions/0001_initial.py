"""Facts, plans, releases and what publish bakes: the whole schema in one step, as one reader wants to see it."""

import sqlalchemy as sa
from alembic import op
from geoalchemy2 import Geometry
from sqlalchemy.dialects import postgresql

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "release",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("created_by", sa.Text(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("checks", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.CheckConstraint("state IN ('draft', 'published')", name=op.f("ck_release_state")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_release")),
        schema="polycentre",
    )
    op.create_table(
        "current_release",
        sa.Column("only_one", sa.Boolean(), server_default="true", nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.CheckConstraint("only_one", name=op.f("ck_current_release_only_one")),
        sa.ForeignKeyConstraint(["number"], ["polycentre.release.number"], name=op.f("fk_current_release_number")),
        sa.PrimaryKeyConstraint("only_one", name=op.f("pk_current_release")),
        schema="polycentre",
    )
    op.create_table(
        "import_record",
        sa.Column("id", sa.Integer(), sa.Identity(always=True), nullable=False),
        sa.Column("release", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("filename", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("options", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("changes", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("imported_by", sa.Text(), nullable=False),
        sa.Column("imported_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(["release"], ["polycentre.release.number"], name=op.f("fk_import_record_release")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_record")),
        schema="polycentre",
    )
    op.create_index(op.f("ix_import_record_release"), "import_record", ["release"], unique=False, schema="polycentre")
    op.create_geospatial_table(
        "label_feature",
        sa.Column("release", sa.Integer(), nullable=False),
        sa.Column("feature_id", sa.BigInteger(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name_zh", sa.Text(), nullable=False),
        sa.Column("name_en", sa.Text(), nullable=False),
        sa.Column("level", sa.Text(), nullable=False),
        sa.Column("min_zoom", sa.SmallInteger(), nullable=False),
        sa.Column(
            "geom",
            Geometry(
                geometry_type="POINT",
                srid=3857,
                dimension=2,
                spatial_index=False,
                from_text="ST_GeomFromEWKT",
                name="geometry",
                nullable=False,
            ),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["release"], ["polycentre.release.number"], name=op.f("fk_label_feature_release"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("release", "feature_id", name=op.f("pk_label_feature")),
        schema="polycentre",
    )
    op.create_index(
        "ix_label_feature_geom",
        "label_feature",
        ["release", "geom"],
        unique=False,
        schema="polycentre",
        postgresql_using="gist",
    )
    op.create_geospatial_table(
        "map_feature",
        sa.Column("release", sa.Integer(), nullable=False),
        sa.Column("layer", sa.Text(), nullable=False),
        sa.Column("band", sa.SmallInteger(), nullable=False),
        sa.Column("feature_id", sa.BigInteger(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name_zh", sa.Text(), nullable=False),
        sa.Column("name_en", sa.Text(), nullable=False),
        sa.Column("level", sa.Text(), nullable=False),
        sa.Column("parent", sa.Text(), nullable=True),
        sa.Column("precision_class", sa.Text(), nullable=False),
        sa.Column(
            "geom",
            Geometry(
                geometry_type="MULTIPOLYGON",
                srid=3857,
                dimension=2,
                spatial_index=False,
                from_text="ST_GeomFromEWKT",
                name="geometry",
                nullable=False,
            ),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["release"], ["polycentre.release.number"], name=op.f("fk_map_feature_release"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("release", "layer", "band", "feature_id", name=op.f("pk_map_feature")),
        schema="polycentre",
    )
    op.create_index(
        "ix_map_feature_geom",
        "map_feature",
        ["release", "layer", "band", "geom"],
        unique=False,
        schema="polycentre",
        postgresql_using="gist",
    )
    op.create_table(
        "measure_result",
        sa.Column("release", sa.Integer(), nullable=False),
        sa.Column("plan", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("measure", sa.Text(), nullable=False),
        sa.Column("period", sa.Text(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("value", sa.Double(), nullable=True),
        sa.Column("status", sa.CHAR(length=1), nullable=True),
        sa.Column("item", postgresql.JSON(astext_type=sa.Text()), nullable=False),
        sa.Column("receipt", postgresql.JSON(astext_type=sa.Text()), nullable=False),
        sa.ForeignKeyConstraint(
            ["release"], ["polycentre.release.number"], name=op.f("fk_measure_result_release"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("release", "plan", "version", "measure", "period", name=op.f("pk_measure_result")),
        schema="polycentre",
    )
    op.create_table(
        "source",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("publisher", sa.Text(), nullable=True),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("licence", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("created_in", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["created_in"], ["polycentre.release.number"], name=op.f("fk_source_created_in")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_source")),
        schema="polycentre",
    )
    op.create_table(
        "tile",
        sa.Column("release", sa.Integer(), nullable=False),
        sa.Column("layer", sa.Text(), nullable=False),
        sa.Column("z", sa.SmallInteger(), nullable=False),
        sa.Column("x", sa.Integer(), nullable=False),
        sa.Column("y", sa.Integer(), nullable=False),
        sa.Column("mvt", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["release"], ["polycentre.release.number"], name=op.f("fk_tile_release"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("release", "layer", "z", "x", "y", name=op.f("pk_tile")),
        schema="polycentre",
    )
    op.create_table(
        "unit",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("created_in", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["created_in"], ["polycentre.release.number"], name=op.f("fk_unit_created_in")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unit")),
        schema="polycentre",
    )
    op.create_table(
        "unit_value",
        sa.Column("release", sa.Integer(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("indicator", sa.Text(), nullable=False),
        sa.Column("reference_date", sa.Date(), nullable=False),
        sa.Column("value", sa.Double(), nullable=True),
        sa.Column("lower", sa.Double(), nullable=True),
        sa.Column("upper", sa.Double(), nullable=True),
        sa.Column("half_width", sa.Integer(), nullable=True),
        sa.Column("status", sa.CHAR(length=1), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("dataset", sa.Text(), nullable=True),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("method", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["release"], ["polycentre.release.number"], name=op.f("fk_unit_value_release"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("release", "unit", "indicator", "reference_date", name=op.f("pk_unit_value")),
        schema="polycentre",
    )
    op.create_index(
        "ix_unit_value_indicator",
        "unit_value",
        ["release", "indicator", "reference_date"],
        unique=False,
        schema="polycentre",
    )
    op.create_geospatial_table(
        "zone_feature",
        sa.Column("release", sa.Integer(), nullable=False),
        sa.Column("band", sa.SmallInteger(), nullable=False),
        sa.Column("feature_id", sa.BigInteger(), nullable=False),
        sa.Column("plan", sa.Text(), nullable=False),
        sa.Column("zone", sa.Text(), nullable=False),
        sa.Column("label_zh", sa.Text(), nullable=False),
        sa.Column("label_en", sa.Text(), nullable=False),
        sa.Column("membership", sa.Text(), nullable=False),
        sa.Column("precision_class", sa.Text(), nullable=False),
        sa.Column(
            "geom",
            Geometry(
                geometry_type="MULTIPOLYGON",
                srid=3857,
                dimension=2,
                spatial_index=False,
                from_text="ST_GeomFromEWKT",
                name="geometry",
                nullable=False,
            ),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["release"], ["polycentre.release.number"], name=op.f("fk_zone_feature_release"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("release", "band", "feature_id", name=op.f("pk_zone_feature")),
        schema="polycentre",
    )
    op.create_index(
        "ix_zone_feature_geom",
        "zone_feature",
        ["release", "band", "geom"],
        unique=False,
        schema="polycentre",
        postgresql_using="gist",
    )
    op.create_geospatial_table(
        "boundary",
        sa.Column("id", sa.Integer(), sa.Identity(always=True), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("vintage", sa.Date(), nullable=False),
        sa.Column("precision_class", sa.Text(), nullable=False),
        sa.Column("crs_of_origin", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("method", sa.Text(), nullable=True),
        sa.Column(
            "geom",
            Geometry(
                geometry_type="MULTIPOLYGON",
                srid=4326,
                dimension=2,
                spatial_index=False,
                from_text="ST_GeomFromEWKT",
                name="geometry",
                nullable=False,
            ),
            nullable=False,
        ),
        sa.Column("releases", postgresql.INT4RANGE(), nullable=False),
        postgresql.ExcludeConstraint(
            (sa.column("unit"), "="),
            (sa.column("vintage"), "="),
            (sa.column("releases"), "&&"),
            using="gist",
            name="one_outline",
        ),
        sa.CheckConstraint(
            "precision_class IN ('official', 'generalised', 'schematic')", name=op.f("ck_boundary_precision_class")
        ),
        sa.ForeignKeyConstraint(["source"], ["polycentre.source.id"], name=op.f("fk_boundary_source")),
        sa.ForeignKeyConstraint(["unit"], ["polycentre.unit.id"], name=op.f("fk_boundary_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_boundary")),
        schema="polycentre",
    )
    op.create_geospatial_index(
        "ix_boundary_geom",
        "boundary",
        ["geom"],
        unique=False,
        schema="polycentre",
        postgresql_using="gist",
        postgresql_ops={},
    )
    op.create_table(
        "dataset",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("title_zh", sa.Text(), nullable=False),
        sa.Column("title_en", sa.Text(), nullable=False),
        sa.Column("universe", sa.Text(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("created_in", sa.Integer(), nullable=False),
        sa.CheckConstraint("universe IN ('resident', 'registered')", name=op.f("ck_dataset_universe")),
        sa.ForeignKeyConstraint(["created_in"], ["polycentre.release.number"], name=op.f("fk_dataset_created_in")),
        sa.ForeignKeyConstraint(["source"], ["polycentre.source.id"], name=op.f("fk_dataset_source")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dataset")),
        schema="polycentre",
    )
    op.create_table(
        "lineage",
        sa.Column("id", sa.Integer(), sa.Identity(always=True), nullable=False),
        sa.Column("date", sa.Date(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("from_unit", sa.Text(), nullable=False),
        sa.Column("to_unit", sa.Text(), nullable=False),
        sa.Column("part_unit", sa.Text(), nullable=True),
        sa.Column("legal_source", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("releases", postgresql.INT4RANGE(), nullable=False),
        sa.CheckConstraint("kind IN ('rename', 'merge', 'split', 'transfer', 'relevel')", name=op.f("ck_lineage_kind")),
        sa.ForeignKeyConstraint(["from_unit"], ["polycentre.unit.id"], name=op.f("fk_lineage_from_unit")),
        sa.ForeignKeyConstraint(["part_unit"], ["polycentre.unit.id"], name=op.f("fk_lineage_part_unit")),
        sa.ForeignKeyConstraint(["to_unit"], ["polycentre.unit.id"], name=op.f("fk_lineage_to_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lineage")),
        schema="polycentre",
    )
    op.create_table(
        "plan",
        sa.Column("id", sa.Integer(), sa.Identity(always=True), nullable=False),
        sa.Column("plan", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("territory", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("definition", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("releases", postgresql.INT4RANGE(), nullable=False),
        postgresql.ExcludeConstraint(
            (sa.column("plan"), "="),
            (sa.column("version"), "="),
            (sa.column("releases"), "&&"),
            using="gist",
            name="one_text",
        ),
        sa.CheckConstraint("version > 0", name=op.f("ck_plan_version")),
        sa.ForeignKeyConstraint(["territory"], ["polycentre.unit.id"], name=op.f("fk_plan_territory")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan")),
        schema="polycentre",
    )
    op.create_table(
        "unit_version",
        sa.Column("id", sa.Integer(), sa.Identity(always=True), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("level", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("name_zh", sa.Text(), nullable=False),
        sa.Column("name_en", sa.Text(), nullable=False),
        sa.Column("pinyin", sa.Text(), nullable=False),
        sa.Column("parent", sa.Text(), nullable=True),
        sa.Column("valid", postgresql.DATERANGE(), nullable=False),
        sa.Column("area_km2", sa.Numeric(), nullable=True),
        sa.Column("area_source", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("releases", postgresql.INT4RANGE(), nullable=False),
        postgresql.ExcludeConstraint(
            (sa.column("code"), "="),
            (sa.column("valid"), "&&"),
            (sa.column("releases"), "&&"),
            using="gist",
            name="one_unit_a_code",
        ),
        postgresql.ExcludeConstraint(
            (sa.column("unit"), "="),
            (sa.column("valid"), "&&"),
            (sa.column("releases"), "&&"),
            using="gist",
            name="one_version",
        ),
        sa.CheckConstraint("code ~ '^[0-9]{6}([0-9]{3}){0,2}$'", name=op.f("ck_unit_version_code")),
        sa.CheckConstraint(
            "level IN ('province', 'prefecture', 'county', 'township', 'functional_zone')",
            name=op.f("ck_unit_version_level"),
        ),
        sa.CheckConstraint("(area_km2 IS NULL) = (area_source IS NULL)", name=op.f("ck_unit_version_area_source")),
        sa.CheckConstraint("area_km2 > 0", name=op.f("ck_unit_version_area")),
        sa.ForeignKeyConstraint(["area_source"], ["polycentre.source.id"], name=op.f("fk_unit_version_area_source")),
        sa.ForeignKeyConstraint(["parent"], ["polycentre.unit.id"], name=op.f("fk_unit_version_parent")),
        sa.ForeignKeyConstraint(["unit"], ["polycentre.unit.id"], name=op.f("fk_unit_version_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unit_version")),
        schema="polycentre",
    )
    op.create_index("ix_unit_version_parent", "unit_version", ["parent"], unique=False, schema="polycentre")
    op.create_table(
        "measure",
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("measure", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), sa.Identity(always=True), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("definition", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.ForeignKeyConstraint(
            ["plan_id"], ["polycentre.plan.id"], name=op.f("fk_measure_plan_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_measure")),
        sa.UniqueConstraint("plan_id", "measure", name=op.f("uq_measure_plan_id_measure")),
        schema="polycentre",
    )
    op.create_index(op.f("ix_measure_plan_id"), "measure", ["plan_id"], unique=False, schema="polycentre")
    op.create_table(
        "observation",
        sa.Column("id", sa.Integer(), sa.Identity(always=True), nullable=False),
        sa.Column("dataset", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("indicator", sa.Text(), nullable=False),
        sa.Column("reference_date", sa.Date(), nullable=False),
        sa.Column("value", sa.Integer(), nullable=True),
        sa.Column("status", sa.CHAR(length=1), nullable=False),
        sa.Column("half_width", sa.Integer(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("method", sa.Text(), nullable=True),
        sa.Column("releases", postgresql.INT4RANGE(), nullable=False),
        postgresql.ExcludeConstraint(
            (sa.column("dataset"), "="),
            (sa.column("unit"), "="),
            (sa.column("indicator"), "="),
            (sa.column("reference_date"), "="),
            (sa.column("releases"), "&&"),
            using="gist",
            name="one_value",
        ),
        sa.CheckConstraint(
            "(value IS NULL) = (status IN ('K', 'L', 'M', 'O'))", name=op.f("ck_observation_missing_says_why")
        ),
        sa.CheckConstraint(
            "status IN ('A','B','D','E','F','I','K','L','M','O','P','U','W')", name=op.f("ck_observation_status")
        ),
        sa.CheckConstraint("half_width >= 0", name=op.f("ck_observation_half_width")),
        sa.CheckConstraint("value >= 0", name=op.f("ck_observation_value")),
        sa.ForeignKeyConstraint(["dataset"], ["polycentre.dataset.id"], name=op.f("fk_observation_dataset")),
        sa.ForeignKeyConstraint(["source"], ["polycentre.source.id"], name=op.f("fk_observation_source")),
        sa.ForeignKeyConstraint(["unit"], ["polycentre.unit.id"], name=op.f("fk_observation_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_observation")),
        schema="polycentre",
    )
    op.create_index(
        "ix_observation_unit_indicator",
        "observation",
        ["unit", "indicator", "reference_date"],
        unique=False,
        schema="polycentre",
    )
    op.create_table(
        "published_figure",
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("measure", sa.Text(), nullable=True),
        sa.Column("period", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), sa.Identity(always=True), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("definition", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.ForeignKeyConstraint(
            ["plan_id"], ["polycentre.plan.id"], name=op.f("fk_published_figure_plan_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_published_figure")),
        schema="polycentre",
    )
    op.create_index(
        op.f("ix_published_figure_plan_id"), "published_figure", ["plan_id"], unique=False, schema="polycentre"
    )
    op.create_table(
        "target",
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("measure", sa.Text(), nullable=True),
        sa.Column("id", sa.Integer(), sa.Identity(always=True), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("definition", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.ForeignKeyConstraint(
            ["plan_id"], ["polycentre.plan.id"], name=op.f("fk_target_plan_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_target")),
        schema="polycentre",
    )
    op.create_index(op.f("ix_target_plan_id"), "target", ["plan_id"], unique=False, schema="polycentre")
    op.create_table(
        "zone",
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("zone", sa.Text(), nullable=False),
        sa.Column("membership", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), sa.Identity(always=True), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("definition", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.CheckConstraint(
            "membership IN ('enumerated', 'not_enumerated', 'descriptive', 'reference')",
            name=op.f("ck_zone_membership"),
        ),
        sa.ForeignKeyConstraint(["plan_id"], ["polycentre.plan.id"], name=op.f("fk_zone_plan_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_zone")),
        sa.UniqueConstraint("plan_id", "zone", name=op.f("uq_zone_plan_id_zone")),
        schema="polycentre",
    )
    op.create_index(op.f("ix_zone_plan_id"), "zone", ["plan_id"], unique=False, schema="polycentre")
    op.create_table(
        "zone_member",
        sa.Column("zone_id", sa.Integer(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["unit"], ["polycentre.unit.id"], name=op.f("fk_zone_member_unit")),
        sa.ForeignKeyConstraint(
            ["zone_id"], ["polycentre.zone.id"], name=op.f("fk_zone_member_zone_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("zone_id", "unit", name=op.f("pk_zone_member")),
        schema="polycentre",
    )


def downgrade() -> None:
    """Revert."""
    op.drop_table("zone_member", schema="polycentre")
    op.drop_index(op.f("ix_zone_plan_id"), table_name="zone", schema="polycentre")
    op.drop_table("zone", schema="polycentre")
    op.drop_index(op.f("ix_target_plan_id"), table_name="target", schema="polycentre")
    op.drop_table("target", schema="polycentre")
    op.drop_index(op.f("ix_published_figure_plan_id"), table_name="published_figure", schema="polycentre")
    op.drop_table("published_figure", schema="polycentre")
    op.drop_index("ix_observation_unit_indicator", table_name="observation", schema="polycentre")
    op.drop_table("observation", schema="polycentre")
    op.drop_index(op.f("ix_measure_plan_id"), table_name="measure", schema="polycentre")
    op.drop_table("measure", schema="polycentre")
    op.drop_index("ix_unit_version_parent", table_name="unit_version", schema="polycentre")
    op.drop_table("unit_version", schema="polycentre")
    op.drop_table("plan", schema="polycentre")
    op.drop_table("lineage", schema="polycentre")
    op.drop_table("dataset", schema="polycentre")
    op.drop_geospatial_index(
        "ix_boundary_geom", table_name="boundary", schema="polycentre", postgresql_using="gist", column_name="geom"
    )
    op.drop_geospatial_table("boundary", schema="polycentre")
    op.drop_index("ix_zone_feature_geom", table_name="zone_feature", schema="polycentre", postgresql_using="gist")
    op.drop_geospatial_table("zone_feature", schema="polycentre")
    op.drop_index("ix_unit_value_indicator", table_name="unit_value", schema="polycentre")
    op.drop_table("unit_value", schema="polycentre")
    op.drop_table("unit", schema="polycentre")
    op.drop_table("tile", schema="polycentre")
    op.drop_table("source", schema="polycentre")
    op.drop_table("measure_result", schema="polycentre")
    op.drop_index("ix_map_feature_geom", table_name="map_feature", schema="polycentre", postgresql_using="gist")
    op.drop_geospatial_table("map_feature", schema="polycentre")
    op.drop_index("ix_label_feature_geom", table_name="label_feature", schema="polycentre", postgresql_using="gist")
    op.drop_geospatial_table("label_feature", schema="polycentre")
    op.drop_index(op.f("ix_import_record_release"), table_name="import_record", schema="polycentre")
    op.drop_table("import_record", schema="polycentre")
    op.drop_table("current_release", schema="polycentre")
    op.drop_table("release", schema="polycentre")
