"""What is drawn on the map: reading facts for it, and storing the features that publish makes of them."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import shapely
from psycopg import sql
from sqlalchemy import ColumnElement, Connection, delete, func, select, text

from app.models import LabelFeature, MapFeature, ZoneFeature
from app.repositories.copying import copy_rows
from app.repositories.resolved_zones import RESOLVED_ZONES

_BATCH = 1_000

# Units as they were on the day of a vintage: what was abolished before then is not drawn over its successors.
_UNITS = text("""
WITH map_day AS (SELECT CAST(:day AS date) AS day)
SELECT
    v.unit, v.code, v.level, v.name_zh, v.name_en, v.parent, p.code AS parent_code,
    b.precision_class, ST_AsBinary(ST_Transform(b.geom, 3857)) AS outline, COALESCE(b.younger, false) AS younger
FROM map_day
CROSS JOIN polycentre.unit_version AS v
LEFT JOIN polycentre.unit_version AS p
    ON p.unit = v.parent AND p.releases @> CAST(:release AS integer) AND p.valid @> map_day.day
LEFT JOIN LATERAL (
    SELECT c.precision_class, c.geom, c.vintage > map_day.day AS younger
    FROM polycentre.boundary AS c
    WHERE c.unit = v.unit AND c.releases @> CAST(:release AS integer)
    ORDER BY younger, abs(c.vintage - map_day.day)
    LIMIT 1
) AS b ON true
WHERE v.releases @> CAST(:release AS integer) AND v.valid @> map_day.day
ORDER BY v.code
""")

_ZONES = text(f"""
{RESOLVED_ZONES}

SELECT
    z.plan, z.zone, r.membership, z.definition ->> 'label_zh' AS label_zh, z.definition ->> 'label_en' AS label_en,
    array_agg(m.unit ORDER BY m.unit) AS members
FROM zones AS z
JOIN resolved AS r ON r.id = z.id AND r.membership IN ('enumerated', 'descriptive')
JOIN polycentre.zone_member AS m ON m.zone_id = r.origin
GROUP BY z.plan, z.zone, z.ordinal, z.definition, r.membership
ORDER BY z.plan, z.ordinal
""")  # noqa: S608 -- a constant


@dataclass(frozen=True, slots=True)
class MapUnit:
    """A unit on the day of the map; ``outline`` is the boundary it had in EPSG:3857, or its oldest if ``younger``."""

    unit: str
    code: str
    level: str
    name_zh: str
    name_en: str
    parent: str | None
    parent_code: str | None
    precision_class: str | None
    outline: shapely.Geometry | None
    younger: bool = False

    @property
    def feature_id(self) -> int:
        """The unit's code as a number."""
        return int(self.code)


@dataclass(frozen=True, slots=True)
class MapZone:
    """A zone that can be drawn: its plan names members."""

    plan: str
    zone: str
    membership: str
    label_zh: str
    label_en: str
    members: tuple[str, ...]


def map_units(connection: Connection, release: int, day: dt.date) -> list[MapUnit]:
    """Return every unit valid on a day, by code."""
    streaming = _UNITS.execution_options(yield_per=_BATCH)
    rows = connection.execute(streaming, {"release": release, "day": day}).mappings()
    return [MapUnit(**{**row, "outline": row["outline"] and shapely.from_wkb(bytes(row["outline"]))}) for row in rows]


def map_zones(connection: Connection, release: int) -> list[MapZone]:
    """Return the zones with members, in the order of the plans."""
    rows = connection.execute(_ZONES, {"release": release}).mappings()
    return [MapZone(**{**row, "members": tuple(row["members"])}) for row in rows]


def clear_map(connection: Connection, release: int) -> None:
    """Remove what an earlier bake of the same release left."""
    for name in ("map_feature", "zone_feature", "label_feature", "map_zoom", "map_vintage", "tile"):
        connection.execute(text(f"DELETE FROM polycentre.{name} WHERE release = :release"), {"release": release})  # noqa: S608


@dataclass(frozen=True, slots=True)
class DrawnUnit:
    """A unit as one zoom draws it, in EPSG:3857."""

    unit: str
    precision_class: str
    geom: shapely.Geometry


def drawn_units(connection: Connection, release: int, vintages_back: int, layer: str, zoom: int) -> list[DrawnUnit]:
    """Return what a layer of units draws of a vintage at a zoom, by feature id."""
    columns = MapFeature.unit, MapFeature.precision_class, func.ST_AsBinary(MapFeature.geom).label("geom")
    drawn = _drawn(release, vintages_back, layer, zoom)
    rows = connection.execute(select(*columns).where(*drawn).order_by(MapFeature.feature_id))
    return [DrawnUnit(row.unit, row.precision_class, shapely.from_wkb(bytes(row.geom))) for row in rows]


def drop_units(connection: Connection, release: int, vintages_back: int, layer: str, zoom: int) -> None:
    """Remove what a layer of units draws of a vintage at a zoom."""
    connection.execute(delete(MapFeature).where(*_drawn(release, vintages_back, layer, zoom)))


def _drawn(release: int, vintages_back: int, layer: str, zoom: int) -> tuple[ColumnElement[bool], ...]:
    return MapFeature.of(release, vintages_back), MapFeature.layer == layer, MapFeature.band == zoom


def store_units(connection: Connection, rows: Iterable[Mapping[str, Any]]) -> int:
    """Write rows of ``map_feature``."""
    return _store(connection, MapFeature.__table__, rows)


def store_zones(connection: Connection, rows: Iterable[Mapping[str, Any]]) -> int:
    """Write rows of ``zone_feature``."""
    return _store(connection, ZoneFeature.__table__, rows)


def store_labels(connection: Connection, rows: Iterable[Mapping[str, Any]]) -> int:
    """Write rows of ``label_feature``."""
    return _store(connection, LabelFeature.__table__, rows)


def _store(connection: Connection, table: Any, rows: Iterable[Mapping[str, Any]]) -> int:  # noqa: ANN401
    names: Sequence[str] = [column.name for column in table.columns]
    cells = ([_ewkb(row[name]) if name == "geom" else row[name] for name in names] for row in rows)
    return copy_rows(connection, sql.Identifier(str(table.schema), table.name), names, cells)


def _ewkb(geometry: shapely.Geometry) -> str:
    return str(shapely.to_wkb(shapely.set_srid(geometry, 3857), hex=True, include_srid=True))
