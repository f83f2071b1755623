"""The outlines of one vintage and zoom as a sheet draws them, and only where the sheet lies."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, func, literal, select

from app.models import MapFeature, MapZoom, ZoneFeature
from app.repositories.database import Statement

Box = tuple[float, float, float, float]
"""West, south, east and north in degrees."""


class Coverage(NamedTuple):
    """Outlines that fit together: those of a release at one zoom, so many vintages back (0: the newest)."""

    release: int
    vintages_back: int
    zoom: int


def zooms(release: int, vintages_back: int) -> Statement:
    """Select what each zoom draws, from the lowest up."""
    return select(MapZoom.zoom, MapZoom.township_level).where(MapZoom.of(release, vintages_back)).order_by(MapZoom.zoom)


def extent(coverage: Coverage, layer: str, units: Sequence[str] | None = None) -> Statement:
    """Select the box in degrees around a layer's units, or some of them; null where none is drawn."""
    box = func.ST_Transform(func.ST_SetSRID(func.ST_Extent(MapFeature.geom), 3857), 4326)
    sides = func.ST_XMin(box), func.ST_YMin(box), func.ST_XMax(box), func.ST_YMax(box)
    names = "west", "south", "east", "north"
    statement = select(*(side.label(name) for side, name in zip(sides, names, strict=True))).where(
        *_of(MapFeature, coverage), MapFeature.layer == layer
    )
    return statement if units is None else statement.where(MapFeature.unit == func.any(literal(list(units))))


def drawn_units(coverage: Coverage, layer: str, box: Box) -> Statement:
    """Select a layer's units that meet a box, by code, with their outlines (WKB) in Web Mercator."""
    return (
        select(
            MapFeature.unit,
            MapFeature.code,
            MapFeature.name_zh,
            MapFeature.name_en,
            MapFeature.precision_class,
            _outline(MapFeature.geom),
        )
        .where(*_of(MapFeature, coverage), MapFeature.layer == layer)
        .where(_meets(MapFeature.geom, box))
        .order_by(MapFeature.feature_id)
    )


def drawn_zones(coverage: Coverage, plan: str, box: Box) -> Statement:
    """Select a plan's zones that meet a box, with their outlines (WKB) in Web Mercator."""
    return (
        select(ZoneFeature.zone, ZoneFeature.precision_class, _outline(ZoneFeature.geom))
        .where(*_of(ZoneFeature, coverage), ZoneFeature.plan == plan)
        .where(_meets(ZoneFeature.geom, box))
        .order_by(ZoneFeature.feature_id)
    )


def _of(model: type[MapFeature | ZoneFeature], coverage: Coverage) -> tuple[ColumnElement[bool], ...]:
    return model.of(coverage.release, coverage.vintages_back), model.band == coverage.zoom


def _outline(geom: Any) -> ColumnElement[Any]:  # noqa: ANN401 -- a geometry column
    return func.ST_AsBinary(geom).label("outline")


def _meets(geom: Any, box: Box) -> ColumnElement[bool]:  # noqa: ANN401 -- a geometry column
    place = func.ST_Transform(func.ST_MakeEnvelope(*box, 4326), 3857)
    found: ColumnElement[bool] = geom.op("&&")(place)
    return found
