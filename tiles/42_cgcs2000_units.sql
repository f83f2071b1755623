CREATE FUNCTION tiles.cgcs2000_units(layer text, release integer, z integer, x integer, y integer)
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
                f.feature_id AS id, f.code, f.name_zh AS name, f.name_zh, f.name_en, f.level, f.parent, f.precision_class,
                tiles.cgcs2000_outline(f.geom, cgcs2000_units.z, cgcs2000_units.x, cgcs2000_units.y, 64) AS geom
            FROM polycentre.map_feature AS f
            WHERE
                f.release = cgcs2000_units.release AND f.vintages_back = 0 AND f.layer = cgcs2000_units.layer
                AND f.band = cgcs2000_units.z AND f.geom && area
        ),

        shown AS (
            SELECT c.id, c.code, c.name, c.name_zh, c.name_en, c.level, c.parent, c.precision_class, c.geom
            FROM cut AS c
            WHERE NOT ST_IsEmpty(c.geom)
        )

        SELECT NULLIF(ST_AsMVT(s, cgcs2000_units.layer, 4096, 'geom', 'id' ORDER BY s.id), ''::bytea) FROM shown AS s
    );
END
$$;

COMMENT ON FUNCTION tiles.cgcs2000_units IS
'Vector tile of the layer county or township on the grid of EPSG:4490, from the outlines of the band with the same
width of a grid unit. NULL where there is none.';
