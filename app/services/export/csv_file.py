"""Features as CSV: a table for spreadsheets and for point layers."""

import math

import pyproj
import shapely

from app.http import table
from app.http.formats import csv_bytes
from app.services.export.columns import Layer

_DEGREES, _METRES = 6, 2


def csv_file(layer: Layer, crs: str, _geometry_type: str | None = None) -> bytes:
    """Return UTF-8 CSV with a byte order mark: id, properties, and the coordinates of a point inside the feature.

    The columns of the point are ``lon``, ``lat`` in a geographic CRS, else ``x``, ``y``: names that GIS programs know.
    Outlines are left to the other formats, because a spreadsheet cuts a cell after 32,767 characters.
    """
    number = layer.id_column()
    columns = [*([number] if number else []), *layer.columns]
    names = [column.name for column in columns]
    geographic = pyproj.CRS(crs).is_geographic
    x, y = (f"point_{axis}" if axis in names else axis for axis in (("lon", "lat") if geographic else ("x", "y")))
    rows = [
        dict(zip(names, values, strict=True)) | dict(zip((x, y), point, strict=True))
        for *values, point in zip(*(column.values for column in columns), _points(layer, geographic), strict=True)
    ]
    shown = [table.Column(name, name, name) for name in (*names, x, y)]
    return csv_bytes(table.Table(layer.name, layer.name, layer.name, shown, rows))


def _points(layer: Layer, geographic: bool) -> list[tuple[float | None, float | None]]:
    inner = shapely.point_on_surface(layer.geometries)
    digits = _DEGREES if geographic else _METRES
    x, y = shapely.get_x(inner).tolist(), shapely.get_y(inner).tolist()
    return [
        (None, None) if math.isnan(east) else (round(east, digits), round(north, digits))
        for east, north in zip(x, y, strict=True)
    ]
