CREATE FUNCTION tiles.county_measures(
    release integer, z integer, x integer, y integer, period date DEFAULT NULL, plan text DEFAULT NULL,
    vintages_back integer DEFAULT 0
)
RETURNS bytea
LANGUAGE sql STABLE PARALLEL SAFE
AS $$
    SELECT tiles.unit_measures('county_measures', 'county', release, z, x, y, period, plan, vintages_back)
$$;

COMMENT ON FUNCTION tiles.county_measures IS
'Vector tile of the county-level units, with their values. NULL where there is none.';
