CREATE FUNCTION tiles.cgcs2000_area(z integer, x integer, y integer, margin integer)
RETURNS geometry
LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
AS $$
    -- Web Mercator ends at 85.05 degrees, so nothing is drawn beyond, and the poles cannot be transformed.
    SELECT ST_Transform(
        ST_MakeEnvelope(
            greatest((x - margin / 4096.0) * t.size - 180, -180),
            greatest(least(90 - (y + 1 + margin / 4096.0) * t.size, 85.05), -85.05),
            least((x + 1 + margin / 4096.0) * t.size - 180, 180),
            greatest(least(90 - (y - margin / 4096.0) * t.size, 85.05), -85.05),
            4490
        ),
        3857
    )
    FROM (SELECT 360.0 / (1 << z)) AS t (size)
$$;

COMMENT ON FUNCTION tiles.cgcs2000_area IS
'The place of a tile of the grid on EPSG:4490 with its margin, in EPSG:3857, where the outlines are indexed.';
