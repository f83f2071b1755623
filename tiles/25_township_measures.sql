CREATE FUNCTION tiles.township_measures(
    release integer, z integer, x integer, y integer, period date DEFAULT NULL, plan text DEFAULT NULL,
    vintages_back integer DEFAULT 0
)
RETURNS bytea
LANGUAGE sql STABLE PARALLEL SAFE
AS $$
    SELECT tiles.unit_measures('township_measures', 'township', release, z, x, y, period, plan, vintages_back)
$$;

COMMENT ON FUNCTION tiles.township_measures IS
'Vector tile of the leaf units: townships, and counties without townships, with their values. NULL where there is none.';
