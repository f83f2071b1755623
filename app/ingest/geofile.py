"""Open a geographic file by what it is, never by what its name or its content asks for."""

import tempfile
import warnings
import zipfile
import zlib
from pathlib import Path

import geopandas as gpd
import pyogrio

from app.ingest.fault import Fault, ImportRefused

MAX_FEATURES = 100_000
MAX_UNPACKED = 1024 * 1024 * 1024
MAX_MEMBERS = 200

# GDAL picks its driver by content, and some drivers (VRT, for one) read other files or addresses that the content
# names. Only these beginnings reach it.
_BEGINNINGS = {b"SQLite format 3\0": ".gpkg", b"fgb\x03": ".fgb", b"PK\x03\x04": ".zip"}
_SHAPEFILE = b"\x00\x00\x27\x0a"


def read_features(file: str, content: bytes) -> gpd.GeoDataFrame:
    """Return the features of GeoJSON, GeoPackage, FlatGeobuf or a zipped Shapefile, one layer each.

    Geometries that cannot be read are None. Raises ImportRefused when the file is anything else or unreadable.
    """
    suffix = _suffix(content)
    if suffix is None:
        reason = "is not GeoJSON, GeoPackage, FlatGeobuf or a zipped Shapefile"
        raise ImportRefused([Fault(file, None, None, reason)])
    with tempfile.TemporaryDirectory(prefix="polycentre-") as folder:
        path = Path(folder) / f"upload{suffix}"
        path.write_bytes(content)
        frame = _read(file, _unpacked(file, path) if suffix == ".zip" else path)
    if not isinstance(frame, gpd.GeoDataFrame) or frame.empty:
        raise ImportRefused([Fault(file, None, None, "holds no features with geometry")])
    if len(frame) > MAX_FEATURES:
        raise ImportRefused([Fault(file, None, None, f"holds more than {MAX_FEATURES} features")])
    return frame


def _suffix(content: bytes) -> str | None:
    if content[:100].removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"{":
        return ".geojson"
    return next((suffix for beginning, suffix in _BEGINNINGS.items() if content.startswith(beginning)), None)


def _read(file: str, path: Path) -> gpd.GeoDataFrame:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            layers = [str(name) for name, _kind in pyogrio.list_layers(path)]
            if len(layers) != 1:
                found = ", ".join(layers[:20]) or "none"
                raise ImportRefused([Fault(file, None, None, f"one layer is expected; found: {found}")])
            return gpd.read_file(path, engine="pyogrio", max_features=MAX_FEATURES + 1, on_invalid="ignore")
    except (ValueError, RuntimeError) as error:
        reason = str(error).replace(str(path), file)
        raise ImportRefused([Fault(file, None, None, f"cannot be read: {reason[:200]}")]) from None


def _unpacked(file: str, path: Path) -> Path:
    """Unpack a zipped Shapefile with limits on names, count and size; return the .shp."""
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
            unsafe = [m.filename for m in members if m.filename.startswith("/") or ".." in Path(m.filename).parts]
            if unsafe or len(members) > MAX_MEMBERS or sum(m.file_size for m in members) > MAX_UNPACKED:
                reason = "the archive has unsafe names, too many files, or unpacks to more than 1 GB"
                raise ImportRefused([Fault(file, None, None, reason)])
            target = path.parent / "unpacked"
            archive.extractall(target)  # names, count and size were checked above
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, RuntimeError, OSError):
        raise ImportRefused([Fault(file, None, None, "is not a readable zip archive")]) from None
    # A Mac adds a ._ file beside every file.
    shapes = [s for s in target.rglob("*") if s.suffix.lower() == ".shp" and not s.name.startswith("._")]
    if len(shapes) != 1:
        raise ImportRefused([Fault(file, None, None, f"one .shp is expected in the archive; found {len(shapes)}")])
    with shapes[0].open("rb") as shape:
        if shape.read(4) != _SHAPEFILE:
            raise ImportRefused([Fault(file, None, None, "the .shp in the archive is not a Shapefile")])
    return shapes[0]
