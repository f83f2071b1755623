CREATE FUNCTION tiles.township(
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
                f.feature_id AS id, f.code, f.name_zh AS name, f.name_zh, f.name_en, f.level, f.parent, f.precision_class,
                tiles.outline(f.geom, township.z, township.x, township.y, 64) AS geom
            FROM polycentre.map_feature AS f
            WHERE f.release = township.release AND f.vintages_back = township.vintages_back AND f.layer = 'township' AND f.band = township.z AND f.geom && area
        ),

        shown AS (
            SELECT c.id, c.code, c.name, c.name_zh, c.name_en, c.level, c.parent, c.precision_class, c.geom
            FROM cut AS c
            WHERE NOT ST_IsEmpty(c.geom)
        )

        SELECT NULLIF(ST_AsMVT(s, 'township', 4096, 'geom', 'id' ORDER BY s.id), ''::bytea) FROM shown AS s
    );
END
$$;

COMMENT ON FUNCTION tiles.township IS
'Vector tile of all leaf units: townships, and counties without townships. NULL where there is none.';
