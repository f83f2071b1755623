"""Values and zones of units as attributes of features: gathered at publish, set by set."""

import datetime as dt
from collections.abc import Mapping
from types import MappingProxyType

from sqlalchemy import Connection, select, text

from app.models import LayerDate
from app.repositories.database import Statement
from app.repositories.resolved_zones import RESOLVED_ZONES
from app.repositories.statistics import analyse

# The levels of the units that a layer of values draws; the first is the one that the layer is about.
LEVELS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"township_measures": ("township", "county"), "county_measures": ("county",)}
)

_CLEAR = "DELETE FROM polycentre.{table} WHERE release = :release"
_TABLES = ("unit_attributes", "layer_date", "unit_zones")

_UNGATHERED = text("""
SELECT r.number FROM polycentre.release AS r
WHERE
    r.state = 'published'
    AND EXISTS (SELECT FROM polycentre.unit_value AS v WHERE v.release = r.number)
    AND NOT EXISTS (SELECT FROM polycentre.unit_attributes AS a WHERE a.release = r.number)
ORDER BY r.number
""")
_ATTRIBUTES = text("""
INSERT INTO polycentre.unit_attributes (release, reference_date, unit, attributes)
SELECT
    v.release, v.reference_date, v.unit,
    COALESCE(jsonb_object_agg(v.indicator, v.value) FILTER (WHERE v.value IS NOT NULL), '{}')
    || jsonb_object_agg(v.indicator || '_status', v.status)
FROM polycentre.unit_value AS v
WHERE v.release = :release
GROUP BY v.release, v.reference_date, v.unit
""")

# A date counts by the units of a layer that have values on it; by default the layer shows the last one on which some
# unit of its own level has residents counted, as /units does, so that one leaf of another level does not decide.
_DATES = text("""
INSERT INTO polycentre.layer_date (release, layer, reference_date, is_latest, gaps)
WITH valued AS (
    SELECT v.reference_date, v.indicator, u.level
    FROM polycentre.unit_value AS v
    JOIN polycentre.unit_version AS u
        ON u.unit = v.unit AND u.releases @> v.release AND u.valid @> v.reference_date
    WHERE v.release = :release AND v.value IS NOT NULL AND u.level = ANY(:levels)
    GROUP BY v.reference_date, v.indicator, u.level
),

latest AS (
    SELECT v.reference_date FROM valued AS v
    ORDER BY
        (v.level = :own AND v.indicator = 'resident_population') DESC, (v.level = :own) DESC, v.reference_date DESC
    LIMIT 1
)

SELECT
    :release, :layer, v.reference_date, v.reference_date = (SELECT l.reference_date FROM latest AS l),
    jsonb_object_agg(v.indicator || '_status', 'O')
FROM valued AS v
GROUP BY v.reference_date
""")

# As the profile of a unit tells it: a zone of another plan has that plan's members, and of a zone whose members are
# not printed those that are certain count.
_ZONES = text(f"""
INSERT INTO polycentre.unit_zones (release, vintages_back, plan, unit, zones)
{RESOLVED_ZONES},

placed AS (
    SELECT r.id, m.unit FROM resolved AS r JOIN polycentre.zone_member AS m ON m.zone_id = r.origin
    UNION
    SELECT p.id, v.unit
    FROM placed AS p
    JOIN polycentre.unit_version AS v
        ON v.parent = p.unit AND v.releases @> CAST(:release AS integer) AND v.valid @> CAST(:day AS date)
)

SELECT :release, :vintages_back, z.plan, p.unit, string_agg(z.zone, ',' ORDER BY z.ordinal)
FROM placed AS p JOIN zones AS z ON z.id = p.id
GROUP BY z.plan, p.unit
""")  # noqa: S608 -- a constant


def without_attributes(connection: Connection) -> list[int]:
    """Return the published releases with values that were published before their attributes were gathered."""
    return list(connection.scalars(_UNGATHERED))


def store_attributes(connection: Connection, release: int) -> int:
    """Gather the values of every unit and date, and which dates each layer can show; return the number of rows."""
    for table in _TABLES:
        connection.execute(text(_CLEAR.format(table=table)), {"release": release})
    stored = connection.execute(_ATTRIBUTES, {"release": release}).rowcount
    for layer, levels in LEVELS.items():
        chosen = {"release": release, "layer": layer, "levels": list(levels), "own": levels[0]}
        connection.execute(_DATES, chosen)
    return stored


def store_zones(connection: Connection, release: int, vintages_back: int, day: dt.date) -> int:
    """Gather which zones of each plan a unit of a vintage's day belongs to; return the number of rows."""
    return connection.execute(_ZONES, {"release": release, "vintages_back": vintages_back, "day": day}).rowcount


def analyse_attributes(connection: Connection) -> None:
    """Let the planner know the rows that were just written."""
    analyse(connection, _TABLES)


def layer_dates(release: int) -> Statement:
    """Select the reference dates that each layer of values can show, and which it shows by default."""
    chosen = select(LayerDate.layer, LayerDate.reference_date, LayerDate.is_latest).where(LayerDate.release == release)
    return chosen.order_by(LayerDate.layer, LayerDate.reference_date)
