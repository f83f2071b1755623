"""Statements about where units lie in an equal-area plane, and back."""

from collections.abc import Sequence

from sqlalchemy import TextClause, func, select, text
from sqlalchemy.dialects.postgresql import distinct_on

from app.models import Boundary
from app.repositories.database import Statement

WGS84 = 4326

_GEOGRAPHIC = text("""
WITH given AS (
    SELECT p.ordinal, CAST(ST_Transform(ST_MakePoint(p.x, p.y), CAST(:proj AS text), 4326) AS geography) AS point
    FROM unnest(CAST(:xs AS float8 []), CAST(:ys AS float8 [])) WITH ORDINALITY AS p (x, y, ordinal)
)

SELECT
    ST_X(CAST(g.point AS geometry)) AS longitude,
    ST_Y(CAST(g.point AS geometry)) AS latitude,
    ST_Distance(f.point, g.point) AS metres,
    degrees(ST_Azimuth(f.point, g.point)) AS bearing
FROM given AS g
INNER JOIN given AS f ON f.ordinal = 1
ORDER BY g.ordinal
""")


def plane(longitude: float, latitude: float) -> str:
    """Return the Lambert azimuthal equal-area plane around a point, in PROJ's words; its unit is the metre."""
    return f"+proj=laea +lat_0={latitude:.2f} +lon_0={longitude:.2f} +datum=WGS84 +units=m +no_defs"


def middle(release: int, units: Sequence[str]) -> Statement:
    """Select the middle (longitude, latitude) of the units' outlines."""
    box = func.ST_Extent(Boundary.geom)
    centre = func.ST_Centroid(func.ST_SetSRID(box, WGS84))
    return select(func.ST_X(centre).label("longitude"), func.ST_Y(centre).label("latitude")).where(
        Boundary.releases.contains(release), Boundary.unit.in_(units)
    )


def centroids(release: int, units: Sequence[str], proj: str) -> Statement:
    """Select each unit's newest outline as centroid (metres in the plane), area and precision class."""
    shape = func.ST_Transform(Boundary.geom, proj)
    return (
        select(
            Boundary.unit,
            Boundary.vintage,
            Boundary.precision_class,
            func.ST_X(func.ST_Centroid(shape)).label("x"),
            func.ST_Y(func.ST_Centroid(shape)).label("y"),
            func.ST_Area(shape).label("area"),
        )
        .ext(distinct_on(Boundary.unit))
        .where(Boundary.releases.contains(release), Boundary.unit.in_(units))
        .order_by(Boundary.unit, Boundary.vintage.desc())
    )


def geographic(points: Sequence[tuple[float, float]], proj: str) -> TextClause:
    """Select points of the plane as longitude and latitude, in their order.

    Each has its distance and bearing from the first, in metres and degrees on the ellipsoid.
    """
    return _GEOGRAPHIC.bindparams(proj=proj, xs=[x for x, _ in points], ys=[y for _, y in points])
