"""Statements about where the names of zones are written."""

from typing import Any

from sqlalchemy import func, select

from app.models import ZoneFeature
from app.repositories.database import Statement


def zone_points(release: int, vintages_back: int, band: int, plan: str | None) -> Statement:
    """Select the zones drawn on a vintage of a release (of one plan, if named) with a point inside each, in order."""
    # ST_PointOnSurface is the middle of the widest part on one line: near the eye's middle, and always inside.
    point: Any = func.ST_Transform(func.ST_PointOnSurface(ZoneFeature.geom), 4326)
    return (
        select(
            ZoneFeature.plan,
            ZoneFeature.zone,
            ZoneFeature.label_zh,
            ZoneFeature.label_en,
            ZoneFeature.membership,
            func.ST_X(point).label("longitude"),
            func.ST_Y(point).label("latitude"),
        )
        .where(
            ZoneFeature.of(release, vintages_back),
            ZoneFeature.band == band,
            *([ZoneFeature.plan == plan] if plan else []),
        )
        .order_by(ZoneFeature.plan, ZoneFeature.zone)
    )
