CREATE FUNCTION tiles.label(
    release integer, z integer, x integer, y integer, vintages_back integer DEFAULT 0
)
RETURNS bytea
LANGUAGE plpgsql STABLE PARALLEL SAFE STRICT
SET max_parallel_workers_per_gather = 0
AS $$
DECLARE
    area CONSTANT geometry := ST_TileEnvelope(z, x, y, margin => 1 / 4096.0);
BEGIN
    RETURN (
        WITH placed AS (
            SELECT
                f.feature_id AS id, f.code, f.name_zh AS name, f.name_zh, f.name_en, f.level,
                ST_AsMVTGeom(f.geom, ST_TileEnvelope(label.z, label.x, label.y), 4096, 0, false) AS geom
            FROM polycentre.label_feature AS f
            WHERE f.release = label.release AND f.vintages_back = label.vintages_back AND f.min_zoom <= label.z AND f.geom && area
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

COMMENT ON FUNCTION tiles.label IS
'Vector tile of the points where names are written, each in one tile. NULL where there is none.';
