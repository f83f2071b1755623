"""Features as GeoParquet 1.1: Arrow columns, WKB, and the metadata that names CRS, types and bounds."""

import io
import json
from typing import Any

import pyarrow as pa
import pyproj
import shapely
from pyarrow import parquet

from app.services.export.columns import Column, Kind, Layer

_GEOMETRY = "geometry"


def parquet_file(layer: Layer, crs: str, geometry_type: str | None = None) -> bytes:
    """Return a GeoParquet file whose geometry column is ``geometry``, with ids in the column ``id``."""
    number = layer.id_column()
    columns = [*([number] if number else []), *layer.columns]
    fields = [pa.field(_name(column), _arrow(column.kind)) for column in columns] + [pa.field(_GEOMETRY, pa.binary())]
    arrays = [pa.array(column.values, _arrow(column.kind)) for column in columns]
    wkb = [None if shape is None else shapely.to_wkb(shape, byte_order=1) for shape in layer.geometries]
    schema = pa.schema(fields, metadata={"geo": json.dumps(_geo(layer, crs, geometry_type), ensure_ascii=False)})
    target = io.BytesIO()
    parquet.write_table(
        pa.Table.from_arrays([*arrays, pa.array(wkb, pa.binary())], schema=schema), target, compression="zstd"
    )
    return target.getvalue()


def _name(column: Column) -> str:
    return f"{column.name}_" if column.name == _GEOMETRY else column.name


def _arrow(kind: Kind) -> pa.DataType:
    types: dict[Kind, pa.DataType] = {
        "integer": pa.int64(), "number": pa.float64(), "boolean": pa.bool_(), "date": pa.date32(), "text": pa.string(),
    }  # fmt: skip
    return types[kind]


def _geo(layer: Layer, crs: str, geometry_type: str | None) -> dict[str, Any]:
    kinds = sorted({shape.geom_type for shape in layer.shapes})
    column: dict[str, Any] = {
        "encoding": "WKB",
        "geometry_types": kinds or ([geometry_type] if geometry_type else []),
        "crs": pyproj.CRS(crs).to_json_dict(),
    }
    if layer.shapes:
        column["bbox"] = [float(edge) for edge in shapely.total_bounds(layer.shapes)]
    return {"version": "1.1.0", "primary_column": _GEOMETRY, "columns": {_GEOMETRY: column}}
