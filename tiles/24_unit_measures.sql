CREATE FUNCTION tiles.unit_measures(
    layer text, units text, release integer, z integer, x integer, y integer, period date, plan text,
    vintages_back integer
)
RETURNS bytea
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET max_parallel_workers_per_gather = 0
AS $$
DECLARE
    area CONSTANT geometry := ST_TileEnvelope(z, x, y, margin => 64 / 4096.0);
BEGIN
    RETURN (
        WITH cut AS (
            SELECT
                f.feature_id AS id, f.unit, f.code, f.name_zh AS name, f.name_zh, f.name_en, f.level, f.parent,
                f.precision_class,
                tiles.outline(f.geom, unit_measures.z, unit_measures.x, unit_measures.y, 64) AS geom
            FROM polycentre.map_feature AS f
            WHERE
                f.release = unit_measures.release AND f.vintages_back = unit_measures.vintages_back
                AND f.layer = unit_measures.units AND f.band = unit_measures.z AND f.geom && area
        ),

        shown AS (
            SELECT
                c.id, c.code, c.name, c.name_zh, c.name_en, c.level, c.parent, c.precision_class,
                to_char(d.reference_date, 'YYYY-MM-DD') AS reference_date, r.zones,
                d.gaps || COALESCE(a.attributes, '{}') AS measures, c.geom
            FROM cut AS c
            LEFT JOIN polycentre.layer_date AS d
                ON
                    d.release = unit_measures.release AND d.layer = unit_measures.layer
                    AND CASE
                        WHEN unit_measures.period IS NULL THEN d.is_latest
                        ELSE d.reference_date = unit_measures.period
                    END
            LEFT JOIN polycentre.unit_attributes AS a
                ON a.release = unit_measures.release AND a.reference_date = d.reference_date AND a.unit = c.unit
            LEFT JOIN polycentre.unit_zones AS r
                ON
                    r.release = unit_measures.release AND r.vintages_back = unit_measures.vintages_back
                    AND r.plan = unit_measures.plan AND r.unit = c.unit
            WHERE NOT ST_IsEmpty(c.geom)
        )

        SELECT NULLIF(ST_AsMVT(s, unit_measures.layer, 4096, 'geom', 'id' ORDER BY s.id), ''::bytea) FROM shown AS s
    );
END
$$;

COMMENT ON FUNCTION tiles.unit_measures IS
'Vector tile of units with all their values on a reference date (NULL: the layer''s latest) and the zones of a plan
(NULL: none) they belong to. A value that is missing is absent, and its status says so. NULL where nothing is drawn.';
