"""What is asked of a sheet, and the checks that need no data."""

from dataclasses import dataclass

from app.errors import Unprocessable
from app.repositories.sheet_outlines import Box
from app.services.classify import ClassQuery
from app.services.ogc.numbers import number
from app.services.styles.ink import Lang

_LEAST_DEGREES = 0.005  # half a kilometre: what is smaller shows no unit
_FARTHEST_NORTH = 85.0  # the baked outlines end there
_SIDES = 4


@dataclass(frozen=True, slots=True)
class SheetQuery:
    """A request for a sheet, as it came; ``link`` is what the QR code leads to."""

    classes: ClassQuery
    paper: str
    orientation: str
    lang: Lang
    plan: str | None
    zone: str | None
    bbox: str | None
    title: str | None
    approval: str | None
    link: str


def asked_box(text: str | None) -> Box | None:
    """Return the box asked for; raises Unprocessable for one that is none, too small or off the map."""
    if text is None:
        return None
    parts = text.split(",")
    if len(parts) != _SIDES:
        raise Unprocessable("Give bbox as west,south,east,north in degrees.", "bbox")
    west, south, east, north = (number(part, "bbox") for part in parts)
    on_map = -180 <= west < east <= 180 and -_FARTHEST_NORTH <= south < north <= _FARTHEST_NORTH  # noqa: PLR2004
    if not on_map:
        raise Unprocessable("The box must run from west to east and from south to north, on the map.", "bbox")
    if min(east - west, north - south) < _LEAST_DEGREES:
        raise Unprocessable(f"The box must be at least {_LEAST_DEGREES} degrees wide and high.", "bbox")
    return west, south, east, north


def check_link(link: str) -> None:
    """Raise Unprocessable for a link that no browser would follow."""
    if not link.startswith(("https://", "http://")) or any(c.isspace() or not c.isprintable() for c in link):
        raise Unprocessable("The link must begin with https:// or http:// and hold no space.", "link")
