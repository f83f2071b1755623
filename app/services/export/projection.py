"""Features in another coordinate reference system, their coordinates in the order x, y."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pyproj
import shapely
from pyproj.exceptions import CRSError
from shapely.geometry.base import BaseGeometry

from app.errors import Unprocessable
from app.services.export.columns import Layer

_NAME = re.compile(r"(EPSG:[0-9]{4,6}|OGC:CRS84)", re.ASCII | re.IGNORECASE)
# The frames of these agree to centimetres, below what outlines are known to: a change of name, not of numbers.
_DEGREES = frozenset({"EPSG:4326", "EPSG:4490", "OGC:CRS84"})


def known_crs(name: str) -> str:
    """Return the usual spelling of a system; raises Unprocessable for one that is not known."""
    given = name.strip().upper().replace("CRS84", "OGC:CRS84").replace("OGC:OGC:", "OGC:")
    if not _NAME.fullmatch(given):
        raise Unprocessable(f"{name[:40]!r} is not a coordinate reference system such as EPSG:4490.", "crs")
    try:
        kinds = pyproj.CRS(given)
    except CRSError:
        raise Unprocessable(f"{given} is not in the register of coordinate reference systems.", "crs") from None
    if not (kinds.is_geographic or kinds.is_projected):
        raise Unprocessable(f"{given} does not place features on a map.", "crs")
    return given


def projected(geometries: Sequence[BaseGeometry | None], crs: str) -> list[BaseGeometry | None]:
    """Return geometries that were in longitude and latitude; raises Unprocessable where the system has no place."""
    if crs in _DEGREES:
        return list(geometries)
    change = pyproj.Transformer.from_crs("EPSG:4326", crs, always_xy=True)

    def turn(points: np.ndarray[Any, np.dtype[np.float64]]) -> np.ndarray[Any, np.dtype[np.float64]]:
        return np.column_stack(change.transform(points[:, 0], points[:, 1]))

    turned = shapely.transform(np.array(geometries, dtype=object), turn)
    if not all(np.isfinite(shape.bounds).all() for shape in _shapes(turned)):
        raise Unprocessable(f"Some outlines lie outside the area of {crs}.", "crs")
    return list(turned)


def projected_layer(layer: Layer, crs: str) -> Layer:
    """Return a layer with its geometries in another system."""
    return replace(layer, geometries=projected(layer.geometries, crs))


def _shapes(geometries: Iterable[BaseGeometry | None]) -> Iterable[BaseGeometry]:
    return (shape for shape in geometries if shape is not None)
