"""Zones of the plans as features: their dissolved outlines with the measures of their plan."""

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from geoalchemy2 import Geography
from sqlalchemy import (
    ColumnElement,
    Date,
    Double,
    Numeric,
    Subquery,
    and_,
    cast,
    func,
    literal,
    null,
    select,
    true,
)
from sqlalchemy.dialects.postgresql import distinct_on

from app.models import Measure, MeasureResult, Plan, Zone, ZoneFeature
from app.repositories.database import Statement
from app.repositories.ogc_units import names_of

_METRES2 = 1_000_000


@dataclass(frozen=True, slots=True)
class ZoneScope:
    """The zones of a release as drawn in one zoom band, on the `day` of the map; `measures` gives kinds by property."""

    release: int
    band: int
    day: dt.date
    measures: Mapping[str, str]


def zone_features(scope: ZoneScope, names: Collection[str]) -> Subquery:
    """Return features with `id`, `geom` in longitude and latitude, identity, and those measures that are named."""
    plan = (
        select(Plan.id, Plan.plan, Plan.version, Plan.territory)
        .ext(distinct_on(Plan.plan))
        .where(Plan.releases.contains(scope.release))
        .order_by(Plan.plan, Plan.version.desc())
        .subquery("latest")
    )
    wanted = {name: kind for name, kind in scope.measures.items() if not names_of(name).isdisjoint(names)}
    values = {name: _latest(plan, scope.release, kind).lateral(f"{name}_of") for name, kind in wanted.items()}
    statement = select(
        *_identity(scope),
        plan.c.territory.label("parent"),
        Zone.definition["clause"].astext.label("clause"),
        *(column for name, value in values.items() for column in _value(name, value.c)),
    ).select_from(ZoneFeature)
    statement = statement.join(plan, plan.c.plan == ZoneFeature.plan).join(
        Zone, and_(Zone.plan_id == plan.c.id, Zone.zone == ZoneFeature.zone)
    )
    for value in values.values():
        statement = statement.outerjoin(value, true())
    here = ZoneFeature.of(scope.release), ZoneFeature.band == scope.band
    return statement.where(*here).subquery("features")


def _identity(scope: ZoneScope) -> list[Any]:
    geom = func.ST_Transform(ZoneFeature.geom, 4326)
    area = func.ST_Area(cast(geom, Geography(srid=4326))) / _METRES2
    return [
        ZoneFeature.feature_id.label("id"),
        (ZoneFeature.plan + "/" + ZoneFeature.zone).label("code"),
        ZoneFeature.plan,
        ZoneFeature.zone,
        ZoneFeature.label_zh.label("name"),
        ZoneFeature.label_zh.label("name_zh"),
        ZoneFeature.label_en.label("name_en"),
        literal("zone").label("level"),
        ZoneFeature.membership,
        # Half a square decametre is below what the rounding of outlines leaves of an area.
        cast(func.round(cast(area, Numeric), 4), Double).label("area_km2"),
        ZoneFeature.precision_class,
        literal(scope.day, Date).label("boundary_vintage"),
        literal(scope.day, Date).label("valid_from"),
        cast(null(), Date).label("valid_to"),
        ZoneFeature.plan.label("source"),
        geom.label("geom"),
    ]


def _latest(plan: Subquery, release: int, kind: str) -> Statement:
    """Select the latest result of the first measure of a kind that the plan has for the zone's residents."""
    indicator = func.coalesce(Measure.definition["indicator"].astext, "resident_population")
    result = and_(
        MeasureResult.release == release,
        MeasureResult.plan == plan.c.plan,
        MeasureResult.version == plan.c.version,
        MeasureResult.measure == Measure.measure,
        MeasureResult.value.is_not(None),
    )
    return (
        select(MeasureResult.value, MeasureResult.status, MeasureResult.period)
        .select_from(Measure)
        .join(MeasureResult, result)
        .where(
            Measure.plan_id == plan.c.id,
            Measure.kind == kind,
            Measure.definition["zone"].astext == ZoneFeature.zone,
            indicator == "resident_population",
        )
        .order_by(MeasureResult.period.desc(), Measure.ordinal)
        .limit(1)
        .correlate(plan, ZoneFeature)
    )


def _value(name: str, value: Any) -> list[ColumnElement[Any]]:  # noqa: ANN401 -- SQLAlchemy's collection of columns
    return [
        value.value.label(name),
        func.coalesce(value.status, "O").label(f"{name}_status"),
        cast(value.period, Date).label(f"{name}_date"),
    ]
