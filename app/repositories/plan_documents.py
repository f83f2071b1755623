"""Statements about plans for answers: documents, elements, members and outlines."""

from typing import Any

from sqlalchemy import Text, and_, cast, func, literal, select
from sqlalchemy.dialects.postgresql import distinct_on

from app.models import Measure, Plan, PublishedFigure, Target, UnitVersion, Zone, ZoneFeature, ZoneMember
from app.repositories.database import Statement


def plans(release: int) -> Statement:
    """Select the latest version of each plan that holds in a release."""
    return (
        select(Plan.id, Plan.plan, Plan.version, Plan.territory, Plan.sha256, Plan.definition)
        .ext(distinct_on(Plan.plan))
        .where(Plan.releases.contains(release))
        .order_by(Plan.plan, Plan.version.desc())
    )


def versions(release: int, plan: str) -> Statement:
    """Select every version of one plan that holds in a release, oldest first."""
    return (
        select(Plan.id, Plan.plan, Plan.version, Plan.territory, Plan.sha256, Plan.definition)
        .where(Plan.releases.contains(release), Plan.plan == plan)
        .order_by(Plan.version)
    )


def elements(model: type[Zone | Measure | Target | PublishedFigure], plan_id: int) -> Statement:
    """Select the definitions of a plan's zones, measures, targets or figures, in the plan's order."""
    return select(model.definition).where(model.plan_id == plan_id).order_by(model.ordinal)


def members(release: int, plan_id: int) -> Statement:
    """Select (zone, code, name_zh, name_en) of the units that the plan itself names, as they are called today."""
    return (
        select(Zone.zone, UnitVersion.code, UnitVersion.name_zh, UnitVersion.name_en)
        .join(ZoneMember, ZoneMember.zone_id == Zone.id)
        .join(
            UnitVersion,
            and_(
                UnitVersion.unit == ZoneMember.unit,
                UnitVersion.releases.contains(release),
                func.upper_inf(UnitVersion.valid),
            ),
        )
        .where(Zone.plan_id == plan_id)
        .order_by(Zone.ordinal, UnitVersion.code)
    )


def outlines(release: int, plan: str, band: int) -> Statement:
    """Select the dissolved outlines of a plan's zones as GeoJSON text."""
    shape: Any = func.ST_AsGeoJSON(func.ST_ForcePolygonCCW(func.ST_Transform(ZoneFeature.geom, 4326)), 6)
    return (
        select(
            ZoneFeature.zone, ZoneFeature.feature_id, ZoneFeature.precision_class, cast(shape, Text).label("geojson")
        )
        .where(ZoneFeature.of(release), ZoneFeature.plan == plan, ZoneFeature.band == literal(band))
        .order_by(ZoneFeature.feature_id)
    )
