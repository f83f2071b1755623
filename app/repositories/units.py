"""Statements about units and their baked values; each returns a SQLAlchemy ``Select`` for the reader to run."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, FromClause, and_, exists, func, literal, or_, select
from sqlalchemy.orm import aliased

from app.models import Boundary, LabelFeature, Lineage, MapFeature, Source, UnitValue, UnitVersion
from app.repositories.database import Statement

SIMPLE_BAND = 9


@dataclass(frozen=True, slots=True)
class UnitFilter:
    """Which units of a release: a level, a parent, those valid on a date. ``township`` means every leaf."""

    release: int
    date: dt.date
    level: str | None = None
    parent: str | None = None


def units(chosen: UnitFilter) -> Statement:
    """Select the versions that meet the filter, by code, with the parent's names."""
    parent = aliased(UnitVersion)
    return (
        select(
            UnitVersion.unit,
            UnitVersion.code,
            UnitVersion.level,
            UnitVersion.kind,
            UnitVersion.name_zh,
            UnitVersion.name_en,
            UnitVersion.pinyin,
            UnitVersion.area_km2,
            UnitVersion.area_source,
            parent.code.label("parent"),
            parent.name_zh.label("parent_name_zh"),
            parent.name_en.label("parent_name_en"),
        )
        .outerjoin(parent, and_(parent.unit == UnitVersion.parent, _valid(parent, chosen)))
        .where(*_conditions(chosen))
        .order_by(UnitVersion.code)
    )


def count_units(chosen: UnitFilter) -> Statement:
    """Select the number of units that meet the filter, as ``total``."""
    return select(func.count().label("total")).select_from(UnitVersion).where(*_conditions(chosen))


def _valid(version: type[UnitVersion], chosen: UnitFilter) -> ColumnElement[bool]:
    return and_(version.releases.contains(chosen.release), version.valid.contains(chosen.date))


def _conditions(chosen: UnitFilter) -> list[ColumnElement[bool]]:
    conditions = [_valid(UnitVersion, chosen)]
    if chosen.level == "township":
        child = aliased(UnitVersion)
        childless = ~exists().where(child.parent == UnitVersion.unit, child.level == "township", _valid(child, chosen))
        conditions.append(or_(UnitVersion.level == "township", and_(UnitVersion.level == "county", childless)))
    elif chosen.level:
        conditions.append(UnitVersion.level == chosen.level)
    if chosen.parent:
        above = aliased(UnitVersion)
        of_parent = select(above.unit).where(above.code == chosen.parent, _valid(above, chosen)).scalar_subquery()
        middle = aliased(UnitVersion)
        below = select(middle.unit).where(middle.parent == of_parent, _valid(middle, chosen))
        conditions.append(
            or_(UnitVersion.parent == of_parent, UnitVersion.parent.in_(below), UnitVersion.unit == of_parent)
            if chosen.level == "township"
            else UnitVersion.parent == of_parent
        )
    return conditions


def values(release: int, indicators: Sequence[str], dates: Sequence[dt.date], units: Sequence[str] | None) -> Statement:
    """Select baked values, oldest first."""
    statement = select(UnitValue).where(
        UnitValue.release == release, UnitValue.indicator.in_(indicators), UnitValue.reference_date.in_(dates)
    )
    if units is not None:
        statement = statement.where(UnitValue.unit == func.any(literal(list(units))))
    return statement.order_by(UnitValue.unit, UnitValue.indicator, UnitValue.reference_date)


def dates_with_values(release: int) -> Statement:
    """Select (indicator, level, reference_date) for which a release has some value."""
    return (
        select(UnitValue.indicator, UnitVersion.level, UnitValue.reference_date)
        .join(UnitVersion, and_(UnitVersion.unit == UnitValue.unit, UnitVersion.releases.contains(release)))
        .where(
            UnitValue.release == release,
            UnitValue.value.is_not(None),
            UnitVersion.valid.contains(UnitValue.reference_date),
        )
        .distinct()
        .order_by(UnitValue.indicator, UnitVersion.level, UnitValue.reference_date)
    )


def geometry(release: int, kind: str, units: Sequence[str]) -> Statement:
    """Select (unit, geojson, precision_class, vintage) of the latest outlines: point, simple or full."""
    wanted = list(units)
    latest = (
        select(Boundary.unit, Boundary.vintage, Boundary.precision_class, Boundary.geom)
        .distinct(Boundary.unit)
        .where(Boundary.releases.contains(release), Boundary.unit == func.any(literal(wanted)))
        .order_by(Boundary.unit, Boundary.vintage.desc())
        .subquery()
    )
    drawn: ColumnElement[Any]
    source: FromClause
    if kind == "full":
        drawn, source = latest.c.geom, latest
    elif kind == "simple":
        layer = select(MapFeature.unit, MapFeature.geom).distinct(MapFeature.unit)
        copy = layer.where(MapFeature.release == release, MapFeature.band == SIMPLE_BAND).subquery()
        drawn, source = func.ST_Transform(copy.c.geom, 4326), latest.join(copy, copy.c.unit == latest.c.unit)
    else:
        code = select(MapFeature.unit, MapFeature.feature_id).distinct().where(MapFeature.release == release).subquery()
        label = select(LabelFeature).where(LabelFeature.release == release).subquery()
        drawn = func.ST_Transform(label.c.geom, 4326)
        source = latest.join(code, code.c.unit == latest.c.unit).join(label, label.c.feature_id == code.c.feature_id)
    shape = func.ST_AsGeoJSON(func.ST_ForcePolygonCCW(drawn), 6)
    return select(latest.c.unit, latest.c.vintage, latest.c.precision_class, shape.label("geojson")).select_from(source)


def versions(release: int, code: str) -> Statement:
    """Select every version of the units that ever bore a code (or have it as their id), oldest first."""
    bearer = select(UnitVersion.unit).where(
        UnitVersion.releases.contains(release), or_(UnitVersion.code == code, UnitVersion.unit == code)
    )
    return (
        select(UnitVersion)
        .where(UnitVersion.releases.contains(release), UnitVersion.unit.in_(bearer))
        .order_by(UnitVersion.unit, UnitVersion.valid)
    )


def lineage(release: int, unit: str) -> Statement:
    """Select the events in which a unit takes part, oldest first."""
    return (
        select(Lineage)
        .where(
            Lineage.releases.contains(release),
            or_(Lineage.from_unit == unit, Lineage.to_unit == unit, Lineage.part_unit == unit),
        )
        .order_by(Lineage.date, Lineage.id)
    )


def search(release: int, date: dt.date, text: str, limit: int) -> Statement:
    """Select present units whose Chinese name, pinyin, English name or code matches, best first."""
    plain = text.lower().replace(" ", "").replace("'", "")
    joined = func.replace(UnitVersion.pinyin, " ", "")
    english = func.replace(func.lower(UnitVersion.name_en), "'", "")
    parent = aliased(UnitVersion)
    here = UnitFilter(release, date)
    matches = or_(
        UnitVersion.name_zh.contains(text, autoescape=True),
        joined.startswith(plain, autoescape=True),
        english.startswith(plain, autoescape=True),
        UnitVersion.code.startswith(plain, autoescape=True),
    )
    rank = func.least(
        func.length(UnitVersion.name_zh), func.length(joined)
    )  # the shorter the name, the nearer it is to what was typed
    return (
        select(
            UnitVersion.unit,
            UnitVersion.code,
            UnitVersion.level,
            UnitVersion.kind,
            UnitVersion.name_zh,
            UnitVersion.name_en,
            UnitVersion.pinyin,
            parent.code.label("parent"),
            parent.name_zh.label("parent_name_zh"),
            parent.name_en.label("parent_name_en"),
        )
        .outerjoin(parent, and_(parent.unit == UnitVersion.parent, _valid(parent, here)))
        .where(_valid(UnitVersion, here), matches)
        .order_by(~UnitVersion.name_zh.startswith(text, autoescape=True), rank, UnitVersion.code)
        .limit(limit)
    )


def sources(release: int) -> Statement:
    """Select the sources known to a release."""
    return select(Source.id, Source.title, Source.publisher, Source.url, Source.licence).where(
        Source.created_in <= release
    )


def units_by_id(release: int, date: dt.date, unit: str) -> Statement:
    """Select one unit by its permanent id, in the shape of ``units``."""
    return units(UnitFilter(release, date)).where(UnitVersion.unit == unit)


def history(release: int, unit: str) -> Statement:
    """Select every baked value of a unit, by indicator, oldest first."""
    return (
        select(UnitValue)
        .where(UnitValue.release == release, UnitValue.unit == unit)
        .order_by(UnitValue.indicator, UnitValue.reference_date)
    )


def parent_of(release: int, code: str) -> Statement:
    """Select the code of the unit above the present bearer of a code."""
    above = aliased(UnitVersion)
    present = and_(UnitVersion.releases.contains(release), func.upper_inf(UnitVersion.valid))
    return (
        select(above.code.label("parent"))
        .select_from(UnitVersion)
        .join(above, above.unit == UnitVersion.parent)
        .where(present, UnitVersion.code == code, above.releases.contains(release), func.upper_inf(above.valid))
    )
