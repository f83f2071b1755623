CREATE FUNCTION tiles.zone(
    release integer, z integer, x integer, y integer, vintages_back integer DEFAULT 0
)
RETURNS bytea
LANGUAGE plpgsql STABLE PARALLEL SAFE STRICT
SET max_parallel_workers_per_gather = 0
AS $$
DECLARE
    area CONSTANT geometry := ST_TileEnvelope(z, x, y, margin => 64 / 4096.0);
BEGIN
    RETURN (
        WITH cut AS (
            SELECT
                f.feature_id AS id, f.plan, f.zone, f.label_zh, f.label_en, f.membership, f.precision_class,
                tiles.outline(f.geom, zone.z, zone.x, zone.y, 64) AS geom
            FROM polycentre.zone_feature AS f
            WHERE f.release = zone.release AND f.vintages_back = zone.vintages_back AND f.band = zone.z AND f.geom && area
        ),

        shown AS (
            SELECT c.id, c.plan, c.zone, c.label_zh, c.label_en, c.membership, c.precision_class, c.geom
            FROM cut AS c
            WHERE NOT ST_IsEmpty(c.geom)
        )

        SELECT NULLIF(ST_AsMVT(s, 'zone', 4096, 'geom', 'id' ORDER BY s.id), ''::bytea) FROM shown AS s
    );
END
$$;

COMMENT ON FUNCTION tiles.zone IS
'Vector tile of the zones of the plans; zones of different plans overlap. NULL where there is none.';
