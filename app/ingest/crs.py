"""The reference system of coordinates: as the file or its owner states it, with China's shifted ones by name."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import CRS, Transformer
from pyproj.exceptions import CRSError

from app.domain.bd09 import bd09_to_wgs84, wgs84_to_bd09
from app.domain.gcj02 import Degrees, gcj02_to_wgs84, wgs84_to_gcj02
from app.ingest.unpacking import refused

GCJ02, BD09 = "GCJ-02", "BD-09"
Move = Callable[[Degrees, Degrees], tuple[Degrees, Degrees]]
# From each shifted system to WGS 84, and from WGS 84 to it.
SHIFTED: Mapping[str, tuple[Move, Move]] = {
    GCJ02: (gcj02_to_wgs84, wgs84_to_gcj02),
    BD09: (bd09_to_wgs84, wgs84_to_bd09),
}
_SPELLINGS = {"GCJ02": GCJ02, "GCJ": GCJ02, "火星坐标": GCJ02, "BD09": BD09, "BD09LL": BD09, "百度坐标": BD09}
_NICKNAMES = {"CGCS2000": "EPSG:4490", "WGS84": "EPSG:4326"}
_WGS84 = CRS.from_epsg(4326)
# Within a metre of each other, so that one may stand for the other; older systems need parameters nobody publishes.
_DATUMS = (
    "world geodetic system 1984", "wgs84", "wgs 84", "wgs_1984",
    "china geodetic coordinate system 2000", "china 2000", "china_2000", "cgcs2000",
)  # fmt: skip
_OLD = ("xian", "beijing", "pulkovo", "krassovsky", "krasovsky")
EXAMPLES = "EPSG:4490 (CGCS2000), EPSG:4326 (WGS 84), EPSG:4549 and its sister zones, GCJ-02 or BD-09"

Shapes = NDArray[Any]


@dataclass(frozen=True, slots=True)
class Reference:
    """What coordinates refer to: a CRS, and ``shifted`` where they are WGS 84 moved as GCJ-02 or BD-09."""

    crs: CRS
    shifted: str | None = None

    @property
    def name(self) -> str:
        """The name to keep as the CRS of origin."""
        return self.shifted or self.crs.to_string()

    def to_wgs84(self, shapes: Shapes) -> Shapes:
        """Return geometries in WGS 84 longitudes and latitudes; what lies outside the projection is infinite."""
        moved = shapes
        if self.crs != _WGS84:
            project = Transformer.from_crs(self.crs, _WGS84, always_xy=True)
            moved = shapely.transform(moved, lambda points: np.column_stack(project.transform(*points.T)))
        return unshifted(moved, self.shifted)


def unshifted(shapes: Shapes, system: str | None) -> Shapes:
    """Return geometries in a shifted system in WGS 84; without a system, as they are."""
    if system is None:
        return shapes
    back, _ = SHIFTED[system]
    return shapely.transform(shapes, lambda points: np.column_stack(back(*points.T)))


def shifted_name(stated: str) -> str | None:
    """Return the shifted system that a text names, if it names one."""
    return _SPELLINGS.get(stated.upper().replace("-", "").replace("_", "").replace(" ", ""))


def reference(file: str, stated: str | None, declared: Any) -> Reference:  # noqa: ANN401 -- pyproj's or GDAL's CRS
    """Return what coordinates refer to; what is stated wins over what the file declares.

    Raises ImportRefused when there is neither, or when it is unknown, old, or shifted without being stated.
    """
    if stated and (system := shifted_name(stated)):
        return Reference(_WGS84, system)
    given = _NICKNAMES.get(str(stated).upper().replace(" ", ""), stated) if stated else declared
    if given is None:
        raise refused(file, f"the file does not state its CRS; state it: {EXAMPLES}", "crs")
    if isinstance(given, str) and given.strip().isdigit():
        given = f"EPSG:{given.strip()}"
    try:
        crs = CRS.from_user_input(given)
    except CRSError:
        raise refused(file, f"{str(given)[:60]!r} is not a known CRS; state one of {EXAMPLES}", "crs") from None
    crs = _flat(crs)
    _check(file, crs)
    if crs.to_authority() == ("OGC", "CRS84"):
        return Reference(_WGS84)
    number = crs.to_epsg(min_confidence=20)
    listed = CRS.from_epsg(number) if number else None
    return Reference(listed if listed is not None and _same(listed, crs) else crs)


def _flat(crs: CRS) -> CRS:
    """Return a system without its heights, which outlines have no use for."""
    plane = crs.sub_crs_list[0] if crs.is_compound else crs
    return plane.to_2d() if plane.is_geographic or plane.is_projected else plane


def _same(listed: CRS, given: CRS) -> bool:
    """Whether two systems give the same numbers; the search by name takes a city's own meridian for a listed one."""
    lon, lat = np.meshgrid(np.arange(75, 136, 12.0), np.array([22.0, 40.0]))
    one, two = (
        np.array(Transformer.from_crs(_WGS84, crs, always_xy=True).transform(lon, lat)) for crs in (listed, given)
    )
    tolerance = 1e-5 if listed.is_geographic else 1.0  # a metre
    seen = np.isfinite(one) & np.isfinite(two)
    return bool(seen.any()) and bool(np.all(np.abs(one - two)[seen] < tolerance))


def _check(file: str, crs: CRS) -> None:
    name = f"{crs.name[:60]!r}"
    if shifted := next((system for spelling, system in _SPELLINGS.items() if spelling in _bare(crs.name)), None):
        reason = (
            f"{name} is a shifted system; to have the coordinates moved back, state it: crs={shifted} (--crs {shifted})"
        )
        raise refused(file, reason, "crs")
    datum = crs.datum or (crs.geodetic_crs.datum if crs.geodetic_crs else None)
    datum_name = (datum.name if datum else "").lower()
    if any(old in f"{datum_name} {crs.name}".lower() for old in _OLD):
        reason = f"{name} rests on a former datum; have it converted to CGCS2000 with the parameters of your region"
        raise refused(file, reason, "crs")
    flat = (crs.is_geographic and len(crs.axis_info) == 2) or crs.is_projected  # noqa: PLR2004 -- not of a space
    if not flat or not any(known in datum_name for known in _DATUMS):
        raise refused(file, f"{name} is not accepted; known are systems on CGCS2000 and WGS 84: {EXAMPLES}", "crs")


def _bare(name: str) -> str:
    return name.upper().replace("-", "").replace("_", "").replace(" ", "")
