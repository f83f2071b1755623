"""Features of one layer as the bytes of a file: CSV, FlatGeobuf, GeoPackage, GeoParquet."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.errors import Unprocessable
from app.services.export.columns import Feature, Kind, Layer, layer_of


@dataclass(frozen=True, slots=True)
class FileFormat:
    """How a format is called on the wire and on disk."""

    media_type: str
    suffix: str


FILE_FORMATS: Mapping[str, FileFormat] = {
    "csv": FileFormat("text/csv; charset=utf-8", "csv"),
    "flatgeobuf": FileFormat("application/flatgeobuf", "fgb"),
    "geopackage": FileFormat("application/geopackage+sqlite3", "gpkg"),
    "geoparquet": FileFormat("application/vnd.apache.parquet", "parquet"),
}


def feature_file(
    format: str,  # noqa: A002 -- the word of requests
    layer: str,
    features: Sequence[Feature],
    crs: str,
    *,
    fields: Mapping[str, Kind] | None = None,
    geometry_type: str | None = None,
) -> bytes:
    """Return the file; equal input gives equal bytes on any day.

    Features are GeoJSON-like (``id``, flat ``properties``, ``geometry`` or None), their coordinates in the order x, y
    (longitude, latitude) whatever the axes of ``crs`` (``EPSG:4490``, ``OGC:CRS84``). ``fields`` names properties with
    their kinds and ``geometry_type`` the geometries (``MultiPolygon``) for collections that may be empty; values win
    over a declaration that cannot hold them. It takes time and memory: call it in a thread.
    Raises Unprocessable for an unknown format.
    """
    if format not in FILE_FORMATS:
        raise Unprocessable(f"{format[:40]!r} is not a file format ({', '.join(FILE_FORMATS)}).", "format")
    return _writer(format)(layer_of(layer, features, fields), crs, geometry_type)


def _writer(format: str) -> Callable[[Layer, str, str | None], bytes]:  # noqa: A002 -- as above
    """Return the writer; the libraries behind them take longer to load than a worker to start."""
    if format == "csv":
        from app.services.export.csv_file import csv_file  # noqa: PLC0415

        return csv_file
    if format == "geoparquet":
        from app.services.export.parquet_file import parquet_file  # noqa: PLC0415

        return parquet_file
    from app.services.export import ogr_file  # noqa: PLC0415

    writers: dict[str, Any] = {"flatgeobuf": ogr_file.flatgeobuf_file, "geopackage": ogr_file.geopackage_file}
    writer: Callable[[Layer, str, str | None], bytes] = writers[format]
    return writer
