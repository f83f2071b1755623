"""Outlines that differ between two releases, with their areas on the ellipsoid."""

from sqlalchemy import Connection, RowMapping, text

_CHANGES = text("""
WITH before AS (
    SELECT id, unit, vintage, precision_class, source, geom
    FROM polycentre.boundary WHERE releases @> CAST(:before AS integer)
), after AS (
    SELECT id, unit, vintage, precision_class, source, geom
    FROM polycentre.boundary WHERE releases @> CAST(:after AS integer)
)
SELECT
    unit, vintage,
    b.precision_class AS precision_class_before, a.precision_class AS precision_class_after,
    b.source AS source_before, a.source AS source_after,
    ST_Area(b.geom::geography) / 1e6 AS area_before, ST_Area(a.geom::geography) / 1e6 AS area_after
FROM before AS b
FULL JOIN after AS a USING (unit, vintage)
WHERE a.id IS DISTINCT FROM b.id
ORDER BY unit, vintage
""")


def boundary_changes(connection: Connection, before: int, after: int) -> list[RowMapping]:
    """Return outlines by unit and vintage; areas in km², null on the side that has none.

    Which rows differ is told by their numbers: an import leaves an equal outline in its row.
    """
    return list(connection.execute(_CHANGES, {"before": before, "after": after}).mappings())
