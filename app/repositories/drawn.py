"""What is drawn on a layer, as its TileJSON tells it: where, from which sources, and how exact."""

from dataclasses import dataclass

from app.repositories.database import Reader
from app.repositories.layers import Layer
from app.repositories.tiles import PLAIN, Variant

# Counties may come from their own outlines alone; everything else rests on those of counties and of leaves.
_SOURCES = """
SELECT DISTINCT s.title
FROM polycentre.map_feature AS f
JOIN polycentre.map_vintage AS y ON y.release = f.release AND y.vintages_back = f.vintages_back
CROSS JOIN LATERAL (
    SELECT c.source FROM polycentre.boundary AS c
    WHERE c.unit = f.unit AND c.releases @> f.release
    ORDER BY c.vintage > y.day, abs(c.vintage - y.day)
    LIMIT 1
) AS b
JOIN polycentre.source AS s ON s.id = b.source
WHERE
    f.release = %(release)s AND f.vintages_back = %(vintages_back)s
    AND f.band = %(zoom)s AND (f.layer = 'county' OR %(outlines)s <> 'county')
ORDER BY s.title
"""
_DRAWN = """
WITH drawn AS (
    SELECT f.geom, f.precision_class FROM polycentre.map_feature AS f
    WHERE
        f.release = %(release)s AND f.vintages_back = %(vintages_back)s AND f.band = %(zoom)s
        AND (f.layer = %(outlines)s OR (f.layer = 'township' AND %(outlines)s = 'label'))
    UNION ALL
    SELECT f.geom, f.precision_class FROM polycentre.zone_feature AS f
    WHERE
        f.release = %(release)s AND f.vintages_back = %(vintages_back)s AND f.band = %(zoom)s
        AND %(outlines)s = 'zone'
),

box AS (
    SELECT ST_Transform(ST_SetSRID(ST_Extent(d.geom)::geometry, 3857), 4326) AS geom FROM drawn AS d
)

SELECT
    ST_XMin(b.geom) AS west, ST_YMin(b.geom) AS south, ST_XMax(b.geom) AS east, ST_YMax(b.geom) AS north,
    COALESCE((SELECT bool_or(d.precision_class = 'schematic') FROM drawn AS d), false) AS schematic
FROM box AS b
"""

# Whoever the shown values are from is named like whoever the outlines are from.
_VALUE_SOURCES = """
WITH cited AS (
    SELECT DISTINCT v.source
    FROM polycentre.layer_date AS d
    JOIN polycentre.unit_value AS v ON v.release = d.release AND v.reference_date = d.reference_date
    JOIN polycentre.map_feature AS f
        ON
            f.release = d.release AND f.vintages_back = %(vintages_back)s AND f.unit = v.unit
            AND f.layer = %(outlines)s AND f.band = %(zoom)s
    WHERE
        d.release = %(release)s AND d.layer = %(layer)s AND v.value IS NOT NULL
        AND CASE WHEN %(period)s::date IS NULL THEN d.is_latest ELSE d.reference_date = %(period)s END
)

SELECT DISTINCT s.title
FROM cited AS c
CROSS JOIN LATERAL string_to_table(c.source, '; ') AS named (id)
JOIN polycentre.source AS s ON s.id = named.id
ORDER BY s.title
"""


@dataclass(frozen=True, slots=True)
class Drawn:
    """Where a layer has features in a release, from which sources, and whether some outlines are schematic."""

    bounds: tuple[float, float, float, float] | None
    sources: tuple[str, ...]
    schematic: bool


async def drawn(reader: Reader, release: int, layer: Layer, zoom: int, variant: Variant = PLAIN) -> Drawn:
    """Return what the outlines and values of a layer say about themselves; bounds are west, south, east, north.

    Of values, those of the variant's period count, or else those shown by default.
    """
    parameters = {
        "release": release,
        "layer": layer.id,
        "outlines": layer.outlines or layer.id,
        "zoom": zoom,
        "period": variant.period,
        "vintages_back": variant.vintages_back,
    }
    box = (await reader.sql(_DRAWN, parameters))[0]
    sources = await reader.sql(_SOURCES, parameters)
    if "period" in layer.parameters:
        sources += await reader.sql(_VALUE_SOURCES, parameters)
    bounds = None if box["west"] is None else (box["west"], box["south"], box["east"], box["north"])
    titles = dict.fromkeys(row["title"] for row in sources)
    return Drawn(bounds, tuple(titles), box["schematic"])
