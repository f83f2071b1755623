"""The vintages that a release has a map of, from the newest back."""

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import Connection, insert, select, text

from app.models import MapVintage, ZoneFeature
from app.repositories.database import Statement

# A vintage that corrects a few outlines is no map of its time; the newest one is drawn with whatever it lacks from
# those before it.
_DAYS = text("""
WITH vintages AS (
    SELECT b.vintage, b.vintage = max(b.vintage) OVER () AS newest
    FROM polycentre.boundary AS b WHERE b.releases @> CAST(:release AS integer)
    GROUP BY b.vintage
),

former AS (
    SELECT y.vintage
    FROM vintages AS y
    JOIN polycentre.unit_version AS v ON v.releases @> CAST(:release AS integer) AND v.valid @> y.vintage
    LEFT JOIN polycentre.boundary AS b
        ON b.unit = v.unit AND b.vintage = y.vintage AND b.releases @> CAST(:release AS integer)
    WHERE
        NOT y.newest AND v.level IN ('county', 'township')
        AND NOT EXISTS (
            SELECT FROM polycentre.unit_version AS c
            WHERE
                c.parent = v.unit AND c.level IN ('county', 'township')
                AND c.releases @> CAST(:release AS integer) AND c.valid @> y.vintage
        )
    GROUP BY y.vintage
    HAVING 2 * count(b.unit) > count(*)
)

SELECT y.vintage FROM vintages AS y WHERE y.newest
UNION ALL
SELECT f.vintage FROM former AS f
ORDER BY vintage DESC
""")


def map_days(connection: Connection, release: int) -> list[dt.date]:
    """Return the newest vintage of a release's boundaries, then the former ones that outline most leaves of their day.

    None where there are no boundaries.
    """
    return list(connection.scalars(_DAYS, {"release": release}))


def store_vintages(connection: Connection, release: int, days: Sequence[dt.date]) -> None:
    """Write which vintages a release has a map of, the newest first."""
    rows = [{"release": release, "vintages_back": back, "day": day} for back, day in enumerate(days)]
    if rows:
        connection.execute(insert(MapVintage), rows)


def vintages(release: int) -> Statement:
    """Select the days of the vintages that a release has a map of, the newest first."""
    return select(MapVintage.day).where(MapVintage.release == release).order_by(MapVintage.vintages_back)


def zones_left_out(release: int, vintages_back: int, band: int) -> Statement:
    """Select, as plan/zone, the zones that the newest vintage draws and a former one does not, in order."""
    drawn = select(ZoneFeature.feature_id).where(ZoneFeature.of(release, vintages_back), ZoneFeature.band == band)
    return (
        select((ZoneFeature.plan + "/" + ZoneFeature.zone).label("zone"))
        .where(ZoneFeature.of(release), ZoneFeature.band == band, ZoneFeature.feature_id.not_in(drawn))
        .order_by(ZoneFeature.plan, ZoneFeature.zone)
    )
