CREATE FUNCTION tiles.outline(shape geometry, z integer, x integer, y integer, margin integer)
RETURNS geometry
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE STRICT
AS $$
DECLARE
    -- Tile units for a metre, and the tile's corner: exact, because the outline lies on the grid of this zoom.
    scale CONSTANT double precision := (4096 << z) / 40075016.685578488;
    placed CONSTANT geometry := ST_SnapToGrid(
        ST_Affine(shape, scale, 0, 0, -scale, (2048 << z) - 4096.0 * x, (2048 << z) - 4096.0 * y), 1
    );
    frame CONSTANT geometry := ST_MakeEnvelope(-margin, -margin, 4096 + margin, 4096 + margin, 3857);
BEGIN
    -- The first ring of a polygon must be clockwise on the screen, where y grows downwards: as numbers, the other way.
    RETURN ST_ForcePolygonCCW(
        CASE WHEN placed @ frame THEN placed ELSE ST_CollectionExtract(ST_ClipByBox2D(placed, frame), 3) END
    );
END
$$;

COMMENT ON FUNCTION tiles.outline IS
'An outline that was rounded to the grid of zoom z, in the units of a tile and cut to it. Edges have a vertex wherever
tiles are cut, so nothing is rounded here and neighbours stay neighbours; ST_AsMVTGeom would treat each by itself.';
