"""Boundary files (GeoJSON, GeoPackage, FlatGeobuf, zipped Shapefile) as valid multipolygons in EPSG:4326."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import geopandas as gpd
import pandas as pd
import shapely
from pyproj import CRS
from pyproj.exceptions import CRSError
from shapely.geometry import MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

from app.ingest.fault import Fault, ImportRefused
from app.ingest.geofile import read_features

PRECISION_CLASSES = ("official", "generalised", "schematic")
MAX_VERTICES = 20_000_000
_WORLD = (-180, -90, 180, 90)
_CODE_COLUMNS = ("code", "unit", "gb", "adcode", "pac", "xzqdm", "qhdm", "代码", "区划代码", "行政区划代码")
_ACCEPTED_EPSG = {4326, 4490, 4549, 3857, 4547, 4548, 4550}


@dataclass(frozen=True, slots=True)
class BoundaryOptions:
    """What a boundary file does not say of itself. ``crs`` states the CRS and wins over what the file claims."""

    vintage: dt.date
    precision_class: str
    source: str
    crs: str | None = None
    method: str | None = None


def parse_boundaries(
    file: str, content: bytes, options: BoundaryOptions, resolve: Callable[[str, dt.date], str | None]
) -> list[dict[str, Any]]:
    """Return boundary rows; every feature is matched to a unit valid at the vintage.

    Raises ImportRefused with every fault: no code column, unknown or repeated codes, empty, invalid or
    non-polygonal geometry, coordinates outside the world, a CRS that is unknown or missing.
    """
    frame = read_features(file, content)
    faults: list[Fault] = []
    column = _code_column(file, frame, faults)
    crs = _crs(file, frame, options.crs, faults)
    if int(shapely.get_num_coordinates(frame.geometry.array).sum()) > MAX_VERTICES:
        faults.append(Fault(file, None, "geometry", f"more than {MAX_VERTICES} vertices"))
    if column is None or crs is None or faults:
        raise ImportRefused(faults)
    _check_geometry(file, frame, faults)
    if crs != CRS.from_epsg(4326):
        frame = frame.set_crs(crs, allow_override=True).to_crs(4326)
    _check_world(file, frame, faults)
    rows = _rows(file, frame, column, options, crs, resolve, faults)
    if faults:
        raise ImportRefused(sorted(faults, key=lambda fault: fault.row or 0))
    return rows


def _code_column(file: str, frame: gpd.GeoDataFrame, faults: list[Fault]) -> str | None:
    column = next((str(c) for c in frame.columns if str(c).strip().lower() in _CODE_COLUMNS), None)
    if column is None:
        names = ", ".join(str(c) for c in frame.columns if c != "geometry") or "none"
        faults.append(Fault(file, None, "code", f"no column holds the unit codes (columns here: {names[:300]})"))
    return column


def _rows(  # noqa: PLR0917 -- one step of parse_boundaries
    file: str,
    frame: gpd.GeoDataFrame,
    column: str,
    options: BoundaryOptions,
    crs: CRS,
    resolve: Callable[[str, dt.date], str | None],
    faults: list[Fault],
) -> list[dict[str, Any]]:
    rows, seen = [], dict[str, int]()
    classes = _classes(file, frame, options.precision_class, faults)
    for number, (raw, geometry) in enumerate(zip(frame[column], frame.geometry, strict=True), start=1):
        code = "" if pd.isna(raw) else str(raw).strip().removesuffix(".0")
        unit = resolve(code, options.vintage)
        if not code:
            faults.append(Fault(file, number, column, "is empty"))
        elif unit is None:
            faults.append(Fault(file, number, column, f"{code[:40]!r} is no unit valid on {options.vintage}"))
        elif seen.setdefault(unit, number) != number:
            faults.append(Fault(file, number, column, f"{code!r} was given already, by feature {seen[unit]}"))
        elif isinstance(geometry, (Polygon, MultiPolygon)):  # what is not was refused before
            rows.append(
                {
                    "unit": unit,
                    "vintage": options.vintage,
                    "precision_class": classes[number - 1],
                    "crs_of_origin": crs.to_string(),
                    "source": options.source,
                    "method": options.method,
                    "geom": shapely.to_wkb(_multi(geometry), hex=True, include_srid=True),
                }
            )
    return rows


def _classes(file: str, frame: gpd.GeoDataFrame, stated: str, faults: list[Fault]) -> list[str]:
    """Return the precision class of each feature: its own property where it has one, else what was stated."""
    if "precision_class" not in frame.columns:
        return [stated] * len(frame)
    given = [str(value) if isinstance(value, str) else stated for value in frame["precision_class"]]
    known = ", ".join(PRECISION_CLASSES)
    faults += [
        Fault(file, number, "precision_class", f"{value[:40]!r} is not one of {known}")
        for number, value in enumerate(given, start=1)
        if value not in PRECISION_CLASSES
    ]
    return given


def _multi(geometry: BaseGeometry) -> BaseGeometry:
    multi = MultiPolygon([geometry]) if isinstance(geometry, Polygon) else geometry
    return shapely.set_srid(shapely.force_2d(multi), 4326)


def _check_geometry(file: str, frame: gpd.GeoDataFrame, faults: list[Fault]) -> None:
    for number, geometry in enumerate(frame.geometry, start=1):
        if geometry is None or geometry.is_empty:
            faults.append(Fault(file, number, "geometry", "is empty"))
        elif not isinstance(geometry, (Polygon, MultiPolygon)):
            faults.append(Fault(file, number, "geometry", f"is a {geometry.geom_type}, not a polygon"))
        elif not geometry.is_valid:
            faults.append(Fault(file, number, "geometry", f"is not valid: {shapely.is_valid_reason(geometry)}"))


def _check_world(file: str, frame: gpd.GeoDataFrame, faults: list[Fault]) -> None:
    faulty = {fault.row for fault in faults}
    for number, (west, south, east, north) in enumerate(frame.bounds.to_numpy(), start=1):
        if number not in faulty and not (
            west >= _WORLD[0] and south >= _WORLD[1] and east <= _WORLD[2] and north <= _WORLD[3]
        ):
            reason = f"lies outside the world ({west:.1f}, {south:.1f}); is the stated CRS right?"
            faults.append(Fault(file, number, "geometry", reason))


def _crs(file: str, frame: gpd.GeoDataFrame, stated: str | None, faults: list[Fault]) -> CRS | None:
    given = stated or frame.crs
    if given is None:
        reason = "the file does not state its CRS; state it, for instance EPSG:4490 for CGCS2000"
        faults.append(Fault(file, None, "crs", reason))
        return None
    try:
        crs = CRS.from_user_input(given)
    except CRSError:
        faults.append(Fault(file, None, "crs", f"{str(given)[:60]!r} is not a known CRS"))
        return None
    if crs.to_authority() == ("OGC", "CRS84"):
        return CRS.from_epsg(4326)
    if crs.to_epsg(min_confidence=20) not in _ACCEPTED_EPSG:
        known = ", ".join(f"EPSG:{code}" for code in sorted(_ACCEPTED_EPSG))
        faults.append(Fault(file, None, "crs", f"{crs.name[:60]!r} is not accepted ({known})"))
        return None
    return crs
