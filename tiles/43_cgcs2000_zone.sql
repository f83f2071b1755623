CREATE FUNCTION tiles.cgcs2000_zone(release integer, z integer, x integer, y integer)
RETURNS bytea
LANGUAGE plpgsql STABLE PARALLEL SAFE STRICT
SET max_parallel_workers_per_gather = 0
AS $$
DECLARE
    area CONSTANT geometry := tiles.cgcs2000_area(z, x, y, 64);
BEGIN
    RETURN (
        WITH cut AS (
            SELECT
                f.feature_id AS id, f.plan, f.zone, f.label_zh, f.label_en, f.membership, f.precision_class,
                tiles.cgcs2000_outline(f.geom, cgcs2000_zone.z, cgcs2000_zone.x, cgcs2000_zone.y, 64) AS geom
            FROM polycentre.zone_feature AS f
            WHERE f.release = cgcs2000_zone.release AND f.vintages_back = 0 AND f.band = cgcs2000_zone.z AND f.geom && area
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

COMMENT ON FUNCTION tiles.cgcs2000_zone IS
'Vector tile of the zones of the plans on the grid of EPSG:4490. NULL where there is none.';
