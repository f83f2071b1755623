"""Outlines and label points as publish drew them, for files that leave the service."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ARRAY, Text, cast, func, literal, select

from app.models import Boundary, LabelFeature, MapFeature
from app.repositories.database import Statement


def _geojson(geom: Any) -> Any:  # noqa: ANN401 -- an SQL expression
    shape = func.ST_ForcePolygonCCW(func.ST_Transform(geom, 4326))
    return cast(func.ST_AsGeoJSON(shape, 7, 0), Text).label("geojson")


def drawn_outlines(release: int, layer: str, band: int, codes: Sequence[str]) -> Statement:
    """Select (code, precision_class, geojson) of some of a layer's units at a zoom, by code."""
    chosen = MapFeature.code == func.any(literal(list(codes), ARRAY(Text)))
    return (
        select(MapFeature.code, MapFeature.precision_class, _geojson(MapFeature.geom))
        .where(MapFeature.of(release), MapFeature.layer == layer, MapFeature.band == band, chosen)
        .order_by(MapFeature.code)
    )


def labels(release: int) -> Statement:
    """Select the points where names are written, by code."""
    return (
        select(
            LabelFeature.feature_id,
            LabelFeature.code,
            LabelFeature.name_zh,
            LabelFeature.name_en,
            LabelFeature.level,
            LabelFeature.min_zoom,
            _geojson(LabelFeature.geom),
        )
        .where(LabelFeature.of(release))
        .order_by(LabelFeature.feature_id)
    )


def outline_sources(release: int) -> Statement:
    """Select the ids of the sources that some outline of a release comes from, as ``source``."""
    return select(Boundary.source).where(Boundary.releases.contains(release)).distinct().order_by(Boundary.source)
