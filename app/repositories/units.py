"""Statements about units and their baked values; each returns a SQLAlchemy ``Select`` for the reader to run."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Select, Subquery, and_, exists, func, literal, or_, select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.orm import InstrumentedAttribute, aliased

from app.models import Boundary, LabelFeature, Lineage, MapFeature, Source, UnitValue, UnitVersion
from app.repositories.database import Statement

SIMPLE_BAND = 9
_SIMPLE_DEGREES = 0.0005  # about fifty metres, as far as the outlines of that zoom may lie off


@dataclass(frozen=True, slots=True)
class UnitFilter:
    """Which units of a release: a level, a parent, those valid on a date. ``township`` means every leaf.

    ``bearer`` is a code of the one unit that is wanted, whatever its code was on the date.
    """

    release: int
    date: dt.date
    level: str | None = None
    parent: str | None = None
    bearer: str | None = None


def units(chosen: UnitFilter) -> Statement:
    """Select the versions that meet the filter, by code, with the parent's names."""
    return _described(chosen).where(*_conditions(chosen)).order_by(UnitVersion.code)


def _described(chosen: UnitFilter) -> Statement:
    """Select what every answer says about a unit, with the parent as it was on the date."""
    parent = aliased(UnitVersion)
    return select(
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
    ).outerjoin(parent, and_(parent.unit == UnitVersion.parent, _valid(parent, chosen)))


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
        conditions.append(UnitVersion.unit.in_(_within(chosen)))
        if chosen.level != "township":  # a county that is its own leaf is part of itself
            conditions.append(UnitVersion.code != chosen.parent)
    if chosen.bearer:
        conditions.append(UnitVersion.unit.in_(_bearers(chosen.release, chosen.bearer)))
    return conditions


def _bearers(release: int, code: str) -> Select[str]:
    """Select the units that ever bore a code, or have it as their id."""
    version = aliased(UnitVersion)
    return select(version.unit).where(
        version.releases.contains(release), or_(version.code == code, version.unit == code)
    )


def _within(chosen: UnitFilter) -> Select[tuple[str]]:
    """Select the parent and everything below it, however deep, as it was on the date."""
    top, child = aliased(UnitVersion), aliased(UnitVersion)
    found = select(top.unit).where(top.code == chosen.parent, _valid(top, chosen)).cte("within", recursive=True)
    below = select(child.unit).join(found, child.parent == found.c.unit).where(_valid(child, chosen))
    return select(found.union(below).c.unit)


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


def geometry(release: int, kind: str, units: Sequence[str], date: dt.date) -> Statement:
    """Select (unit, geojson, precision_class, vintage) of the outlines that held on a date: point, simple or full.

    That is the latest vintage up to the date; where all are younger, the oldest. Points and simple outlines are those
    of the map, which draws the latest vintage of each unit; of others they are made from the outline itself.
    """
    held = (
        select(
            Boundary.unit,
            Boundary.vintage,
            Boundary.precision_class,
            Boundary.geom,
            (Boundary.vintage == func.max(Boundary.vintage).over(partition_by=Boundary.unit)).label("latest"),
        )
        .ext(distinct_on(Boundary.unit))
        .where(Boundary.releases.contains(release), Boundary.unit == func.any(literal(list(units))))
        .order_by(Boundary.unit, Boundary.vintage > date, func.abs(Boundary.vintage - date))
        .subquery()
    )
    drawn: ColumnElement[Any] = held.c.geom
    source: FromClause = held
    if kind != "full":
        copy, own = _drawn(release, kind, held)
        source = held.outerjoin(copy, and_(copy.c.unit == held.c.unit, held.c.latest))
        drawn = func.coalesce(func.ST_Transform(copy.c.geom, 4326), own)
    shape = func.ST_AsGeoJSON(func.ST_ForcePolygonCCW(drawn), 6)
    return select(held.c.unit, held.c.vintage, held.c.precision_class, shape.label("geojson")).select_from(source)


def _drawn(release: int, kind: str, held: Subquery) -> tuple[Subquery, ColumnElement[Any]]:
    """Return (unit, geom) of what the map draws in this kind, and how to make it of an outline that it does not."""
    # 龙港 is drawn in two layers; which copy answers must not change from one request to the next.
    first = select(MapFeature.unit, MapFeature.geom).ext(distinct_on(MapFeature.unit))
    order = MapFeature.unit, MapFeature.layer
    if kind == "simple":
        here = MapFeature.of(release), MapFeature.band == SIMPLE_BAND
        own: ColumnElement[Any] = func.ST_SimplifyPreserveTopology(held.c.geom, _SIMPLE_DEGREES)
        return first.where(*here).order_by(*order).subquery(), own
    label = and_(LabelFeature.of(release), LabelFeature.feature_id == MapFeature.feature_id)
    points = first.with_only_columns(MapFeature.unit, LabelFeature.geom).join(LabelFeature, label)
    return points.where(MapFeature.of(release)).order_by(*order).subquery(), func.ST_PointOnSurface(held.c.geom)


def versions(release: int, code: str) -> Statement:
    """Select every version of the units that ever bore a code (or have it as their id), oldest first."""
    return (
        select(UnitVersion)
        .where(UnitVersion.releases.contains(release), UnitVersion.unit.in_(_bearers(release, code)))
        .order_by(UnitVersion.unit, UnitVersion.valid)
    )


def versions_of(release: int, unit: str) -> Statement:
    """Select every version of a unit by its permanent id, oldest first."""
    mine = UnitVersion.releases.contains(release), UnitVersion.unit == unit
    return select(UnitVersion).where(*mine).order_by(UnitVersion.valid)


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
    """Select units whose Chinese name, pinyin, English name or code fits, best first.

    ``text`` is in lower case and without spaces or apostrophes, as the names are made here.
    """
    here = UnitFilter(release, date)
    code, chinese = UnitVersion.code, UnitVersion.name_zh
    pinyin, english = (_run_together(column) for column in (UnitVersion.pinyin, UnitVersion.name_en))
    fits = or_(
        chinese.contains(text, autoescape=True),
        *(column.startswith(text, autoescape=True) for column in (pinyin, english, code)),
    )
    exact = or_(*(column == text for column in (chinese, pinyin, english, code)))
    # The shorter the name, the nearer it is to what was typed.
    nearness = func.least(func.length(chinese), func.length(pinyin))
    return (
        _described(here)
        .where(_valid(UnitVersion, here), fits)
        .order_by(~exact, ~chinese.startswith(text, autoescape=True), nearness, code)
        .limit(limit)
    )


def _run_together(column: InstrumentedAttribute[str]) -> ColumnElement[str]:
    return func.translate(func.lower(column), " '", "")


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


def parent_of(release: int, code: str, date: dt.date) -> Statement:
    """Select the code of the unit above the bearer of a code, on a date."""
    above, here = aliased(UnitVersion), UnitFilter(release, date)
    return (
        select(above.code.label("parent"))
        .select_from(UnitVersion)
        .join(above, above.unit == UnitVersion.parent)
        .where(UnitVersion.code == code, _valid(UnitVersion, here), _valid(above, here))
    )
