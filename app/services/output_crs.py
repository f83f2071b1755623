"""Which coordinates go out: those stored, or the same shifted to GCJ-02 for Chinese base maps; nothing stored moves."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import shapely
import shapely.geometry
from shapely.geometry.base import BaseGeometry

from app.domain.gcj02 import Degrees, wgs84_to_gcj02
from app.errors import Unprocessable

CRS84 = "CRS84"
GCJ02 = "GCJ02"
OUTPUT_CRS = (CRS84, GCJ02)
SWITCHED_OFF = (
    "crs=GCJ02 is switched off on this service. Whoever runs it can switch it on with the setting "
    "POLYCENTRE_GCJ02=true; without it, coordinates are WGS 84 (crs=CRS84)."
)
NOTE = {
    "zh": "坐标为 GCJ-02（火星坐标），不是 WGS 84：只用于叠加在高德、腾讯等底图上显示，不可量测、存储或再导入。",
    "en": "Coordinates are GCJ-02, not WGS 84: only for display on base maps drawn in GCJ-02 (Amap, Tencent); "
    "not for measuring, storing or importing.",
}
# RFC 7946 takes every GeoJSON for WGS 84. The older member `crs` still speaks to GDAL, QGIS and GeoPandas: a local
# system is one that they refuse to convert or to lay over another.
_GCJ02_WKT = (
    'LOCAL_CS["GCJ-02",LOCAL_DATUM["GCJ-02, not WGS 84",32767],UNIT["degree",0.0174532925199433],'
    'AXIS["Longitude",EAST],AXIS["Latitude",NORTH]]'
)

Geometry = dict[str, Any]


def settled_crs(crs: str, *, allowed: bool) -> str:
    """Return the CRS of the answer; raises Unprocessable for an unknown one, and for GCJ-02 where it is off."""
    if crs not in OUTPUT_CRS:
        raise Unprocessable(f"{crs[:60]!r} is not one of {', '.join(OUTPUT_CRS)}.", "crs")
    if crs == GCJ02 and not allowed:
        raise Unprocessable(SWITCHED_OFF, "crs")
    return crs


def require_coordinates(crs: str, *, present: bool) -> None:
    """Raise Unprocessable when GCJ-02 is asked of an answer without coordinates, or of a file that cannot warn."""
    if crs == GCJ02 and not present:
        raise Unprocessable(
            "crs=GCJ02 is served as GeoJSON (or JSON with geometry) alone; ask for geometry in such a format.", "crs"
        )


def drawn_in(crs: str, geometries: Sequence[Geometry], decimals: int = 6) -> list[Geometry]:
    """Return GeoJSON geometries in the CRS asked for, each position moved by itself and written as it came."""
    if crs == CRS84 or not geometries:
        return list(geometries)

    def moved(positions: Degrees) -> Degrees:
        return np.column_stack(wgs84_to_gcj02(positions[:, 0], positions[:, 1])).round(decimals)

    shapes = np.array([shapely.geometry.shape(each) for each in geometries], dtype=object)
    return [_as_geojson(shape) for shape in shapely.transform(shapes, moved)]


def _as_geojson(shape: BaseGeometry) -> Geometry:
    return {"type": shape.geom_type, "coordinates": _lists(shapely.geometry.mapping(shape)["coordinates"])}


def _lists(coordinates: Any) -> Any:  # noqa: ANN401 -- nested as deep as the geometry is
    return [_lists(part) for part in coordinates] if isinstance(coordinates, tuple) else coordinates


def warning(crs: str) -> dict[str, Any]:
    """Return what an answer or a feature says of coordinates that are not WGS 84, beside them; else nothing."""
    return {"crs": crs} if crs == GCJ02 else {}


def note(crs: str) -> dict[str, Any]:
    """Return the note for people, in both languages, that a shifted answer carries; else nothing."""
    return {"note": NOTE} if crs == GCJ02 else {}


def feature_collection(features: list[dict[str, Any]], crs: str) -> dict[str, Any]:
    """Return the members of a FeatureCollection of features that are drawn in a CRS."""
    return {"type": "FeatureCollection"} | collection_warning(crs) | {"features": features}


def collection_warning(crs: str) -> dict[str, Any]:
    """Return the members by which a shifted FeatureCollection says so to programs and to people; else nothing."""
    return {"crs": {"type": "name", "properties": {"name": _GCJ02_WKT}}} | note(crs) if crs == GCJ02 else {}


def file_name(name: str, crs: str) -> dict[str, str]:
    """Return the header that names a saved file after its coordinates, where they are shifted."""
    return {"Content-Disposition": f'inline; filename="{name}-gcj02.geojson"'} if crs == GCJ02 else {}
