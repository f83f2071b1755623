CREATE FUNCTION tiles.cgcs2000_outline(shape geometry, z integer, x integer, y integer, margin integer)
RETURNS geometry
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE STRICT
AS $$
DECLARE
    -- Tile units for a degree: a tile of level z is 360 / 2^z degrees wide and high, and level 1 has two of them.
    scale CONSTANT double precision := (4096::bigint << z) / 360.0;
    exact CONSTANT geometry := ST_Affine(
        ST_SetSRID(ST_Transform(shape, 4490), 0),
        scale, 0, 0, -scale, 180.0 * scale - 4096.0 * x, 90.0 * scale - 4096.0 * y
    );
    frame CONSTANT geometry := ST_MakeEnvelope(-margin, -margin, 4096 + margin, 4096 + margin, 0);
    placed geometry := ST_SnapToGrid(exact, 1);
    inner_point geometry;
BEGIN
    IF NOT ST_IsValid(placed) THEN
        -- Rounding can fold a spit narrower than the grid over itself.
        placed := ST_SnapToGrid(ST_CollectionExtract(ST_MakeValid(placed), 3), 1);
    END IF;
    IF ST_IsEmpty(placed) THEN
        -- Too small for the grid, which is coarser to the north than that of Web Mercator: it keeps one cell.
        inner_point := ST_PointOnSurface(exact);
        placed := ST_MakeEnvelope(
            floor(ST_X(inner_point)), floor(ST_Y(inner_point)),
            floor(ST_X(inner_point)) + 1, floor(ST_Y(inner_point)) + 1, 0
        );
    END IF;
    RETURN ST_ForcePolygonCCW(
        CASE WHEN placed @ frame THEN placed ELSE ST_CollectionExtract(ST_ClipByBox2D(placed, frame), 3) END
    );
END
$$;

COMMENT ON FUNCTION tiles.cgcs2000_outline IS
'An outline of EPSG:3857 in the units of a tile of the grid on EPSG:4490 and cut to it. Each vertex is rounded by itself
and neighbours have the same vertices, so they stay neighbours.';
