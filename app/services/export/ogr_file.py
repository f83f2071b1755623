"""Features as FlatGeobuf and GeoPackage, written by GDAL in a temporary folder that is always removed."""

import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import shapely

from app.ingest.gdal import pyogrio
from app.services.export.columns import Column, Kind, Layer

# GDAL stamps what it writes with the time; equal features must give equal bytes, so this is the time for all.
_NO_TIME = "1970-01-01T00:00:00.000Z"
_TYPES: Mapping[Kind, Any] = {
    "integer": np.int64, "number": np.float64, "boolean": np.bool_, "date": "datetime64[D]", "text": object,
}  # fmt: skip
_BLANK: Mapping[Kind, Any] = {
    "integer": 0, "number": np.nan, "boolean": False, "date": np.datetime64("NaT"), "text": None,
}  # fmt: skip
_VERSION = "1.2"  # of GeoPackage: what programs of 2018 and later open without a warning
# GDAL's names of the same CRS differ; programs look the number up in the EPSG list.
_EPSG = {"OGC:CRS84": "EPSG:4326"}


def flatgeobuf_file(layer: Layer, crs: str, geometry_type: str | None = None) -> bytes:
    """Return a FlatGeobuf file; ids stand in the column ``id``. It has a spatial index if every feature has a place."""
    number = layer.id_column()
    indexed = bool(layer.geometries) and all(shape is not None for shape in layer.geometries)
    with tempfile.TemporaryDirectory(prefix="polycentre-") as folder:
        path = Path(folder) / f"{layer.name}.fgb"
        columns = [*([number] if number else []), *layer.columns]
        _write(path, layer, columns, crs, geometry_type, SPATIAL_INDEX="YES" if indexed else "NO")
        return path.read_bytes()


def geopackage_file(layer: Layer, crs: str, geometry_type: str | None = None) -> bytes:
    """Return a GeoPackage with one layer."""
    with tempfile.TemporaryDirectory(prefix="polycentre-") as folder:
        path = Path(folder) / f"{layer.name}.gpkg"
        add_geopackage_layer(path, layer, crs, geometry_type)
        return path.read_bytes()


def add_geopackage_layer(
    path: Path, layer: Layer, crs: str, geometry_type: str | None = None, *, append: bool = False
) -> None:
    """Add a layer to a GeoPackage, which is made if there is none; whole numbers as ids become its ``fid``.

    With ``append``, features are added to the layer that is there already.
    """
    kept = [Column(_free(column.name), column.kind, column.values) for column in layer.columns]
    number = Column("fid", "integer", layer.ids) if layer.numbered else layer.id_column()
    columns = [*([number] if number else []), *kept]
    options = {} if append else {"FID": "fid", "GEOMETRY_NAME": "geom", "SPATIAL_INDEX": "YES"}
    _write(path, layer, columns, crs, geometry_type, append=append, **options)


def add_geopackage_table(path: Path, name: str, columns: list[Column]) -> None:
    """Add a table without geometries to a GeoPackage."""
    _write(path, Layer(name, [], columns, []), columns, None, None, FID="fid")


def _free(name: str) -> str:
    return f"{name}_" if name.lower() in {"fid", "geom"} else name


def _write(
    path: Path,
    layer: Layer,
    columns: list[Column],
    crs: str | None,
    geometry_type: str | None,
    *,
    append: bool = False,
    **options: str,
) -> None:
    pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": _NO_TIME})
    drawn, many = _geometry_type(layer, geometry_type) if crs else (None, False)
    wkb = [None if shape is None else shapely.to_wkb(shape) for shape in layer.geometries]
    pyogrio.raw.write(
        path,
        np.array(wkb, dtype=object) if crs else None,
        [_values(column) for column in columns],
        [column.name for column in columns],
        [~np.array(column.present, dtype=bool) for column in columns],
        layer=layer.name,
        driver="GPKG" if path.suffix == ".gpkg" else "FlatGeobuf",
        geometry_type=drawn,
        promote_to_multi=many,
        crs=_EPSG.get(crs, crs) if crs else None,
        dataset_options={"VERSION": _VERSION} if path.suffix == ".gpkg" and not append else None,
        layer_options=options,
        append=append,
    )


def _values(column: Column) -> np.ndarray[Any, Any]:
    blank = _BLANK[column.kind]
    return np.array([blank if value is None else value for value in column.values], dtype=_TYPES[column.kind])


def _geometry_type(layer: Layer, declared: str | None) -> tuple[str, bool]:
    """Return the one type a layer's geometries share, and whether single ones must become collections for it."""
    kinds = {shape.geom_type for shape in layer.shapes}
    if not kinds:
        return declared or "Unknown", False
    simple = {kind.removeprefix("Multi") for kind in kinds}
    if len(simple) > 1 or "GeometryCollection" in kinds:
        return "Unknown", False
    (kind,) = simple
    if kind == "Polygon" or len(kinds) > 1:
        return f"Multi{kind}", True
    return kinds.pop(), False
