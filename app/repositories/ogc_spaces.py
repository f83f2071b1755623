"""Spatial operators of filters: relations between the outline of a feature and a geometry in longitude and latitude."""

from collections.abc import Callable, Mapping
from typing import Any

import shapely
from sqlalchemy import ColumnElement, LargeBinary, func, literal, not_, or_

from app.repositories.ogc_features import WGS84
from app.repositories.ogc_terms import refuse

SPATIAL: Mapping[str, Callable[[Any, Any], ColumnElement[bool]]] = {
    "s_intersects": func.ST_Intersects,
    "s_disjoint": func.ST_Disjoint,
    "s_contains": func.ST_Contains,
    "s_within": func.ST_Within,
    "s_touches": func.ST_Touches,
    "s_crosses": func.ST_Crosses,
    "s_overlaps": func.ST_Overlaps,
    "s_equals": func.ST_Equals,
}

Shape = ColumnElement[Any] | shapely.Geometry


def related(name: str, a: Shape, b: Shape) -> ColumnElement[bool]:
    """Return that two shapes are in a relation; a mixture of points, lines and areas is met where a part of it is."""
    for mixed, other in ((a, b), (b, a)):
        if isinstance(mixed, shapely.GeometryCollection):
            if name not in ("s_intersects", "s_disjoint"):
                raise refuse(f"{name} takes no mixture of points, lines and areas")
            met = or_(*(related("s_intersects", part, other) for part in shapely.get_parts(mixed)))
            return not_(met) if name == "s_disjoint" else met
    return SPATIAL[name](_sql(a), _sql(b))


def _sql(shape: Shape) -> ColumnElement[Any]:
    if isinstance(shape, shapely.Geometry):
        return func.ST_GeomFromWKB(literal(shapely.to_wkb(shape), LargeBinary), WGS84)
    return shape
