"""Questions about a draft that sets answer best: do parts add up, is anything without an outline?"""

from collections.abc import Collection, Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, RowMapping, text

# A parent's parts are added up first, so that everything is joined once and by equal columns.
_SUMS = """
WITH placed AS (
    SELECT o.dataset, o.unit, o.indicator, o.reference_date, o.value, o.status, o.half_width, v.parent
    FROM polycentre.observation AS o
    JOIN polycentre.unit_version AS v ON v.unit = o.unit AND v.valid @> o.reference_date
        AND v.releases @> CAST(:release AS int)
    WHERE o.releases @> CAST(:release AS int) AND v.level <> 'functional_zone'
), families AS (
    SELECT v.parent, d.reference_date, count(*) AS children
    FROM polycentre.unit_version AS v
    JOIN (SELECT DISTINCT reference_date FROM placed) AS d ON v.valid @> d.reference_date
    WHERE v.releases @> CAST(:release AS int) AND v.level <> 'functional_zone' AND v.parent IS NOT NULL
    GROUP BY v.parent, d.reference_date
), added AS (
    SELECT
        parent, dataset, indicator, reference_date,
        sum(value) AS total, count(*) AS counted, count(*) FILTER (WHERE status = 'E') AS estimates,
        coalesce(sum(value) FILTER (WHERE status = 'E' AND half_width IS NULL), 0) AS estimated,
        sum(coalesce(half_width, 0)) AS half_width
    FROM placed
    WHERE parent IS NOT NULL AND (value IS NOT NULL OR status = 'K')
    GROUP BY parent, dataset, indicator, reference_date
)
SELECT
    p.dataset, p.unit, p.indicator, p.reference_date, p.value, a.total, a.counted, a.estimates, a.estimated, f.children,
    a.half_width + coalesce(p.half_width, 0) AS tolerance
FROM placed AS p
JOIN added AS a
    ON (a.parent, a.dataset, a.indicator, a.reference_date) = (p.unit, p.dataset, p.indicator, p.reference_date)
JOIN families AS f ON f.parent = p.unit AND f.reference_date = p.reference_date
WHERE a.total > p.value + a.half_width + coalesce(p.half_width, 0)
    OR a.counted = f.children AND a.total < p.value - a.half_width - coalesce(p.half_width, 0)
ORDER BY p.dataset, p.unit, p.indicator, p.reference_date
"""

_PARTS = """
SELECT w.dataset, w.unit, w.indicator, w.reference_date, w.value, sum(p.value) AS total
FROM polycentre.observation AS w
JOIN polycentre.observation AS p USING (dataset, unit, reference_date)
WHERE w.releases @> CAST(:release AS int) AND p.releases @> CAST(:release AS int)
    AND w.indicator = 'resident_population' AND p.indicator = ANY(:parts)
GROUP BY w.dataset, w.unit, w.indicator, w.reference_date, w.value, w.half_width
HAVING count(p.value) = cardinality(:parts)
    AND abs(sum(p.value) - w.value) > sum(coalesce(p.half_width, 0)) + coalesce(w.half_width, 0)
ORDER BY w.dataset, w.unit, w.reference_date
"""

_UNBOUNDED = """
SELECT v.unit, v.code, v.name_zh
FROM polycentre.unit_version AS v
WHERE v.releases @> CAST(:release AS int) AND upper_inf(v.valid) AND v.level IN ('county', 'township')
    AND NOT EXISTS (
        SELECT FROM polycentre.boundary AS b WHERE b.unit = v.unit AND b.releases @> CAST(:release AS int)
    )
    AND NOT EXISTS (
        SELECT FROM polycentre.unit_version AS c
        WHERE c.parent = v.unit AND c.level IN ('county', 'township')
            AND c.releases @> CAST(:release AS int) AND upper_inf(c.valid)
    )
ORDER BY v.code
"""

_INVALID = """
SELECT b.unit, b.vintage, reason(d.detail) AS reason, ST_X(location(d.detail)) AS lng, ST_Y(location(d.detail)) AS lat
FROM polycentre.boundary AS b
CROSS JOIN LATERAL (SELECT ST_IsValidDetail(b.geom) AS detail) AS d
WHERE b.releases @> CAST(:release AS int) AND NOT valid(d.detail)
ORDER BY b.unit, b.vintage
"""

_POINTS = """
SELECT DISTINCT ON (b.unit) b.unit, ST_X(p.at) AS lng, ST_Y(p.at) AS lat
FROM polycentre.boundary AS b
CROSS JOIN LATERAL (SELECT ST_PointOnSurface(b.geom) AS at) AS p
WHERE b.releases @> CAST(:release AS int) AND b.unit = ANY(:units)
ORDER BY b.unit, b.vintage DESC
"""


def broken_sums(connection: Connection, release: int) -> list[RowMapping]:
    """Return parents whose children add to more than they have, or, all being counted, to less."""
    with _joining_sets(connection):
        return list(connection.execute(text(_SUMS), {"release": release}).mappings())


def broken_parts(connection: Connection, release: int, parts: tuple[str, ...]) -> list[RowMapping]:
    """Return units whose parts (urban and rural, say) are all counted and do not add to their residents."""
    with _joining_sets(connection):
        return list(connection.execute(text(_PARTS), {"release": release, "parts": list(parts)}).mappings())


@contextmanager
def _joining_sets(connection: Connection) -> Iterator[None]:
    """Keep the planner from going through a table once for each row of another.

    It takes few ranges to contain a given release or day, while here nearly all do.
    """
    connection.execute(text("SET LOCAL enable_nestloop = off"))
    yield
    connection.execute(text("SET LOCAL enable_nestloop = on"))


def units_without_boundary(connection: Connection, release: int) -> list[RowMapping]:
    """Return present-day leaves that have no outline at any vintage; the others are dissolved from their leaves."""
    return list(connection.execute(text(_UNBOUNDED), {"release": release}).mappings())


def invalid_outlines(connection: Connection, release: int) -> list[RowMapping]:
    """Return outlines of any vintage that are not valid, why, and where: lng and lat are null where nobody can tell."""
    return list(connection.execute(text(_INVALID), {"release": release}).mappings())


def points_of(connection: Connection, release: int, units: Collection[str]) -> dict[str, tuple[float, float]]:
    """Return longitude and latitude of a point in the latest outline of each unit that has one."""
    rows = connection.execute(text(_POINTS), {"release": release, "units": list(units)})
    return {row.unit: (round(row.lng, 6), round(row.lat, 6)) for row in rows}
