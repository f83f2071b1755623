CREATE FUNCTION tiles.cgcs2000_label(release integer, z integer, x integer, y integer)
RETURNS bytea
LANGUAGE plpgsql STABLE PARALLEL SAFE STRICT
SET max_parallel_workers_per_gather = 0
AS $$
DECLARE
    area CONSTANT geometry := tiles.cgcs2000_area(z, x, y, 1);
    scale CONSTANT double precision := (4096::bigint << z) / 360.0;
BEGIN
    RETURN (
        WITH placed AS (
            SELECT
                f.feature_id AS id, f.code, f.name_zh AS name, f.name_zh, f.name_en, f.level,
                ST_SnapToGrid(
                    ST_Affine(
                        ST_SetSRID(ST_Transform(f.geom, 4490), 0), scale, 0, 0, -scale,
                        180.0 * scale - 4096.0 * cgcs2000_label.x, 90.0 * scale - 4096.0 * cgcs2000_label.y
                    ), 1
                ) AS geom
            FROM polycentre.label_feature AS f
            WHERE f.release = cgcs2000_label.release AND f.vintages_back = 0 AND f.min_zoom <= cgcs2000_label.z AND f.geom && area
        ),

        -- A point on the edge belongs to one tile only: the one to the east or south of it.
        shown AS (
            SELECT p.id, p.code, p.name, p.name_zh, p.name_en, p.level, p.geom
            FROM placed AS p
            WHERE ST_X(p.geom) BETWEEN 0 AND 4095 AND ST_Y(p.geom) BETWEEN 0 AND 4095
        )

        SELECT NULLIF(ST_AsMVT(s, 'label', 4096, 'geom', 'id' ORDER BY s.id), ''::bytea) FROM shown AS s
    );
END
$$;

COMMENT ON FUNCTION tiles.cgcs2000_label IS
'Vector tile of the points where names are written on the grid of EPSG:4490. NULL where there is none.';
