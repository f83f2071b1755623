"""Statements about all units of a level at once: their values on a date, and their names in every version."""

import datetime as dt
from collections.abc import Mapping
from types import MappingProxyType

from sqlalchemy import and_, func, select
from sqlalchemy.dialects.postgresql import distinct_on

from app.models import Boundary, LabelFeature, MapFeature, UnitValue, UnitVersion, UnitZones
from app.repositories.database import Statement
from app.repositories.units import UnitFilter, units

LEVELS: Mapping[str, tuple[str, ...]] = MappingProxyType({"county": ("county",), "township": ("township", "county")})


def units_of_level(release: int, level: str, date: dt.date) -> Statement:
    """Select the id and code of every unit of a level on a date, by code."""
    chosen = units(UnitFilter(release, date, level)).with_only_columns(UnitVersion.unit, UnitVersion.code)
    return chosen.order_by(None).order_by(UnitVersion.code)


def zones_of_units(release: int, plan: str) -> Statement:
    """Select the zones of a plan, as one text in the plan's order, that every unit in any of them belongs to."""
    return select(UnitZones.unit, UnitZones.zones).where(UnitZones.of(release), UnitZones.plan == plan)


def column_values(release: int, indicator: str, level: str, date: dt.date) -> Statement:
    """Select every unit of a level on a date, by code, with its value of an indicator where anything is known of it."""
    members = units_of_level(release, level, date).order_by(None).subquery()
    here = and_(
        UnitValue.release == release,
        UnitValue.indicator == indicator,
        UnitValue.reference_date == date,
        UnitValue.unit == members.c.unit,
    )
    known = (UnitValue.value, UnitValue.status, UnitValue.reason, UnitValue.source, UnitValue.method)
    return (
        select(members.c.unit, members.c.code, *known)
        .select_from(members.outerjoin(UnitValue, here))
        .order_by(members.c.code)
    )


def unit_names(release: int, level: str) -> Statement:
    """Select the versions of all units of a level, by code, with the point inside each unit and its precision.

    ``township`` names the counties too, since a county without townships is a leaf of its own. The point is that of the
    last vintage that draws the unit.
    """
    point = func.ST_Transform(LabelFeature.geom, 4326)
    named = MapFeature.unit, MapFeature.feature_id, MapFeature.vintages_back
    drawn = select(*named).distinct().where(MapFeature.release == release).subquery()
    inside = (
        select(drawn.c.unit, func.ST_X(point).label("lng"), func.ST_Y(point).label("lat"))
        .ext(distinct_on(drawn.c.unit))
        .join(
            LabelFeature,
            and_(
                LabelFeature.release == release,
                LabelFeature.vintages_back == drawn.c.vintages_back,
                LabelFeature.feature_id == drawn.c.feature_id,
            ),
        )
        .order_by(drawn.c.unit, drawn.c.vintages_back, drawn.c.feature_id)
        .subquery()
    )
    outline = (
        select(Boundary.unit, Boundary.precision_class)
        .ext(distinct_on(Boundary.unit))
        .where(Boundary.releases.contains(release))
        .order_by(Boundary.unit, Boundary.vintage.desc())
        .subquery()
    )
    return (
        select(
            UnitVersion.unit, UnitVersion.code, UnitVersion.name_zh, UnitVersion.name_en, UnitVersion.pinyin,
            UnitVersion.kind, UnitVersion.level, UnitVersion.parent,
            func.lower(UnitVersion.valid).label("valid_from"), func.upper(UnitVersion.valid).label("valid_to"),
            inside.c.lng, inside.c.lat, outline.c.precision_class,
        )
        .outerjoin(inside, inside.c.unit == UnitVersion.unit)
        .outerjoin(outline, outline.c.unit == UnitVersion.unit)
        .where(UnitVersion.releases.contains(release), UnitVersion.level.in_(LEVELS[level]))
        .order_by(UnitVersion.code, func.lower(UnitVersion.valid).nulls_first())
    )  # fmt: skip


def names_by_id(release: int) -> Statement:
    """Select the latest code and names of every unit, for those that others belong to."""
    return (
        select(UnitVersion.unit, UnitVersion.code, UnitVersion.name_zh, UnitVersion.name_en)
        .ext(distinct_on(UnitVersion.unit))
        .where(UnitVersion.releases.contains(release), UnitVersion.level != "township")
        .order_by(UnitVersion.unit, func.lower(UnitVersion.valid).desc().nulls_last())
    )
