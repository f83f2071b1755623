"""The coordinate reference systems of the features, and the one place where a client's name for one is looked up."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

import pyproj

from app.errors import BadRequest
from app.services import output_crs

CRS84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
_EPSG = "http://www.opengis.net/def/crs/EPSG/0/"
_GCJ02 = "urn:x-polycentre:crs:GCJ02"  # nobody has registered it
_CODES = (4326, 4490, 3857, 4549)


@dataclass(frozen=True, slots=True)
class Crs:
    """A system that is served: its URI and EPSG number, whether its first axis points north, whether it is a plane.

    ``shift`` is what the coordinates go through on their way out, after the system of that number.
    """

    uri: str
    srid: int
    northing_first: bool = False
    planar: bool = False
    shift: str = output_crs.CRS84

    @property
    def decimals(self) -> int:
        """How many decimals are written unless others are asked for; in degrees, those of every other answer."""
        return 2 if self.planar else 6


@cache
def systems() -> Mapping[str, Crs]:
    """Return the systems by URI, CRS84 first; the order of axes is what the EPSG register says."""
    found = {CRS84: Crs(CRS84, 4326)}
    for code in _CODES:
        about = pyproj.CRS.from_epsg(code)
        north = about.axis_info[0].direction == "north"
        found[f"{_EPSG}{code}"] = Crs(f"{_EPSG}{code}", code, north, not about.is_geographic)
    return MappingProxyType(found)


def find_crs(text: str | None, parameter: str) -> Crs:
    """Return the system a client names by its URI, as `EPSG:4490` or as `CRS84`; without a name, CRS84.

    Raises BadRequest with the list of systems for any other.
    """
    known = systems()
    short = {"CRS84": CRS84, "OGC:CRS84": CRS84} | {f"EPSG:{code}": f"{_EPSG}{code}" for code in _CODES}
    name = CRS84 if text is None else text.strip("[]")
    if found := known.get(short.get(name.upper(), name)):
        return found
    raise BadRequest(f"{name[:80]!r} is not a system of these features ({', '.join(known)}).", parameter)


def drawn_crs(text: str | None, *, gcj02: bool) -> Crs:
    """Return the system that features go out in: those of `find_crs`, and GCJ02, which no list of systems names.

    Raises BadRequest for GCJ02 where it is switched off, as the standard asks for any system that is not served.
    """
    if text != output_crs.GCJ02:
        return find_crs(text, "crs")
    if not gcj02:
        raise BadRequest(output_crs.SWITCHED_OFF, "crs")
    return Crs(_GCJ02, 4326, shift=output_crs.GCJ02)
