"""The datasets that a file holds: what each of them is by its content, and how GDAL is told to open just that."""

import io
import re
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pyproj import CRS
from pyproj.exceptions import CRSError

from app.domain.finding import listed
from app.ingest.dbf import text_encoding
from app.ingest.unpacking import ZIP, other_archive, refused, unpack

_HEAD = 4096
_LARGEST_PRJ, _ASCII = 65_536, 128
_SHAPEFILE = b"\x00\x00\x27\x0a"
_BEGINNINGS = {b"SQLite format 3\0": ".gpkg", b"fgb\x03": ".fgb", _SHAPEFILE: ".shp", ZIP: ".zip"}
_SINGLE = (".geojson", ".gpkg", ".fgb", ".kml")
_NAMES = {".json": ".geojson", ".geojson": ".geojson", ".gpkg": ".gpkg", ".fgb": ".fgb", ".kml": ".kml"}
KNOWN = "GeoJSON, GeoPackage, FlatGeobuf, KML, KMZ, a zipped Shapefile or a zipped File Geodatabase"

# Comments may stand wherever a space may, an unfinished one at the end; what is quoted holds none.
_COMMENTS = re.compile(
    r"""("(?:[^"]|"")*"|'(?:[^']|'')*'|`(?:[^`]|``)*`|\[[^\]]*\])|/\*.*?(?:\*/|\Z)|--[^\n]*""", re.DOTALL
)
_NAME = r"""(?:"(?:[^"]|"")*"|'(?:[^']|'')*'|`(?:[^`]|``)*`|\[[^\]]*\]|[^\s"'`\[(]+)"""
_HARMLESS = re.compile(
    rf"create\s+(?:table|(?:unique\s+)?index|trigger|view)\b"
    rf"|create\s+virtual\s+table\s*(?:if\s+not\s+exists\s+)?{_NAME}\s*using\s+rtree\s*\(",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Dataset:
    """What GDAL opens; ``encoding`` is that of the texts where the format does not fix it."""

    address: str
    encoding: str | None = None
    notes: tuple[str, ...] = ()


def datasets(file: str, content: bytes, folder: Path) -> list[Dataset]:
    """Write an upload below ``folder`` and return what it holds; raises ImportRefused when that is nothing known."""
    kind = _kind(content[:_HEAD])
    if kind in _SINGLE:
        path = folder / f"upload{kind}"
        path.write_bytes(content)
        return [_single(file, path, kind)]
    if kind == ".zip":
        return _in_archive(file, unpack(file, io.BytesIO(content), folder / "unpacked"))
    archive = other_archive(content)
    if archive:
        raise refused(file, f"is a {archive} archive; hand in a zip")
    if kind == ".shp":
        raise refused(file, "is one file of a Shapefile; zip it with its .dbf, .shx and .prj")
    raise refused(file, f"is not {KNOWN}")


def _kind(head: bytes) -> str | None:
    """Return the suffix of the format that some content is in, by how it begins."""
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if text[:1] == b"{":
        return ".geojson"
    if text[:1] == b"<" and (b"<kml" in text or b":kml" in text):
        return ".kml"
    return next((suffix for beginning, suffix in _BEGINNINGS.items() if head.startswith(beginning)), None)


def _in_archive(file: str, paths: list[Path]) -> list[Dataset]:
    """Return what an archive holds: Shapefiles and File Geodatabases, and the formats that are one file."""
    bases = sorted({path.parent for path in paths if path.suffix.lower() == ".gdbtable"})
    found = [Dataset(str(_as_geodatabase(base))) for base in bases]
    for path in sorted(paths):
        suffix = path.suffix.lower()
        if suffix == ".shp":
            found.append(_shapefile(file, path))
        elif suffix in _NAMES:
            found.append(_single(file, path, _NAMES[suffix]))
    if not found:
        held = listed([path.name for path in sorted(paths)]) or "nothing"
        raise refused(file, f"the archive holds {held[:300]}, and none of {KNOWN}")
    return found


def _as_geodatabase(base: Path) -> Path:
    """Return a folder under a name that ends as GDAL wants it: some people zip what is in the folder, not itself."""
    return base if base.suffix.lower() == ".gdb" else base.rename(base.with_name(f"{base.name}.gdb"))


def _single(file: str, path: Path, kind: str) -> Dataset:
    with path.open("rb") as stream:
        head = stream.read(_HEAD)
    if _kind(head) != kind:
        raise refused(file, f"{path.name} is not what its name says")
    if kind == ".gpkg":
        _check_geopackage(file, path)
    if kind == ".kml":
        _check_kml(file, path)
    # Unlike the others, JSON has many dialects, and GDAL a driver for each.
    return Dataset(f"GeoJSON:{path}" if kind == ".geojson" else str(path))


def _check_geopackage(file: str, path: Path) -> None:
    """Refuse an SQLite file that is no GeoPackage, or has virtual tables: those may read any file of the machine."""
    try:
        connection = sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)
        try:
            schema = connection.execute("SELECT name, coalesce(sql, '') FROM sqlite_master").fetchall()
        finally:
            connection.close()
    except (sqlite3.Error, ValueError) as error:  # ValueError: the schema is no text
        raise refused(file, f"cannot be read: {error}") from None
    if "gpkg_contents" not in {name for name, _ in schema}:
        raise refused(file, "is an SQLite database, but no GeoPackage")
    for name, sql in schema:
        told = _COMMENTS.sub(lambda found: found[1] or " ", str(sql)).strip()
        if told and not _HARMLESS.match(told):
            raise refused(file, f"holds the virtual table {str(name)[:60]!r}, which no GeoPackage needs")


def _check_kml(file: str, path: Path) -> None:
    """Refuse document types: entities can grow without bound, or stand for other files."""
    tail = b""
    with path.open("rb") as stream:
        while chunk := stream.read(1024 * 1024):
            if b"<!DOCTYPE" in tail + chunk or b"<!ENTITY" in tail + chunk:
                raise refused(file, "declares a document type, which no KML needs")
            tail = chunk[-16:]


def _shapefile(file: str, path: Path) -> Dataset:
    with path.open("rb") as stream:
        if stream.read(4) != _SHAPEFILE:
            raise refused(file, f"{path.name} is not a Shapefile")
    beside = {other.suffix.lower(): other for other in _beside(path)}
    if ".dbf" not in beside:
        raise refused(file, f"{path.stem}.dbf is missing in the archive; it holds the codes")
    notes = _settle_prj(beside[".prj"]) if ".prj" in beside else ()
    declared = beside[".cpg"].read_bytes()[:100].decode("ascii", "replace") if ".cpg" in beside else None
    encoding = text_encoding(file, beside[".dbf"], declared)
    told = f"text of {path.stem}.dbf read as {str(encoding).upper()}"
    if ".cpg" not in beside:
        notes += (f"{told}; there is no .cpg",)
    else:
        beside[".cpg"].unlink()  # GDAL would recode by it before anybody else may; what fits was found out
        if _bare(declared) != _bare(encoding):
            notes += (f"{told}; its .cpg says {declared!r}",)
    return Dataset(str(path), encoding, notes)


def _bare(encoding: str | None) -> str:
    return (encoding or "").strip().upper().replace("-", "")


def _settle_prj(path: Path) -> tuple[str, ...]:
    """Leave a .prj that GDAL can read, or none, and a note on that: then the system must be stated.

    Names in it are in any encoding and mean nothing, yet GDAL stumbles over those that are not ASCII.
    """
    text = bytes(byte if byte < _ASCII else ord("_") for byte in path.read_bytes()[:_LARGEST_PRJ]).decode("ascii")
    try:
        CRS.from_user_input(text)
    except CRSError:
        path.unlink()
        return (f"{path.name} cannot be read",)
    path.write_text(text, "ascii")
    return ()


def _beside(path: Path) -> Iterator[Path]:
    """Yield the files of a Shapefile, under small suffixes: GDAL looks for no others."""
    for other in list(path.parent.iterdir()):
        if other.stem == path.stem and other != path:
            small = other.with_suffix(other.suffix.lower())
            yield other if small == other else other.rename(small)
