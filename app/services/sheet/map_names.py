"""Names on the map: zones with their share, then counties, then units where there is room."""

import shapely

from app.domain.sheet.display_list import Item, Text
from app.domain.sheet.labels import Label, placed
from app.services.sheet.content import Content, DrawnUnit, Row
from app.services.sheet.fonts import Typeface
from app.services.sheet.pen import BODY, LEADING, SMALL
from app.services.sheet.texts import shown
from app.services.styles.ink import HALO, TEXT, ZONE_LINE, Lang

_STYLES = {"zone": (BODY, True, ZONE_LINE), "county": (BODY, True, TEXT), "unit": (SMALL, False, TEXT)}
_AIR = 0.6


def map_names(content: Content, zone: str | None, face: Typeface, lang: Lang) -> list[Item]:
    """Return the names that find room; the largest outline goes first."""
    frame = content.view.frame
    wanted = [*_zones(content, zone, face, lang), *_of(content.counties, "county", face), *_inner(content, face)]
    bounds = (frame.x + 1, frame.y + 1, frame.right - 1, frame.bottom - 13)
    return [item for label in placed(wanted, bounds) for item in _drawn(label)]


def share_of(measures: list[Row]) -> Row | None:
    """Return the zone's first share, else its first measure with a value."""
    valued = [item for item in measures if item["value"] is not None]
    return next((item for item in valued if item["kind"] == "share"), next(iter(valued), None))


def _zones(content: Content, chosen: str | None, face: Typeface, lang: Lang) -> list[Label]:
    named = {zone["id"]: zone["label"][lang] for zone in content.plan["zones"]} if content.plan else {}
    drawn = sorted(content.zone_outlines, key=lambda z: (z.zone != chosen, -shapely.area(z.outline)))
    found = []
    for zone in drawn:
        item = share_of(content.measures.get(zone.zone, []))
        number = [shown(item["display"]["value"], item["display"]["unit"], lang)] if item else []
        found.append(_label(zone.outline, (named[zone.zone], *number), "zone", face))
    return found


def _of(units: tuple[DrawnUnit, ...], style: str, face: Typeface) -> list[Label]:
    ordered = sorted(units, key=lambda unit: (-shapely.area(unit.outline), unit.code))
    return [_label(unit.outline, (unit.name,), style, face) for unit in ordered]


def _inner(content: Content, face: Typeface) -> list[Label]:
    """The names of townships that their own outlines have room for."""
    if content.units == content.counties:
        return []
    labels = zip(content.units, _of_each(content.units, face), strict=True)
    wide = [(unit, label) for unit, label in labels if label.width < _width(unit.outline)]
    return [label for _, label in sorted(wide, key=lambda pair: (-shapely.area(pair[0].outline), pair[0].code))]


def _of_each(units: tuple[DrawnUnit, ...], face: Typeface) -> list[Label]:
    return [_label(unit.outline, (unit.name,), "unit", face) for unit in units]


def _width(outline: shapely.Geometry) -> float:
    left, _, right, _ = shapely.bounds(outline)
    return float(right - left)


def _label(outline: shapely.Geometry, lines: tuple[str, ...], style: str, face: Typeface) -> Label:
    # The middle of the largest circle within: names do not hang over a border.
    largest = max(shapely.get_parts(outline), key=shapely.area)
    x, y = shapely.get_coordinates(shapely.maximum_inscribed_circle(largest, tolerance=0.5))[0]
    size, bold, _ = _STYLES[style]
    clean = tuple(face.clean(line) for line in lines)
    wide = max(face.width(line, size, bold=bold) for line in clean)
    return Label(float(x), float(y), wide + _AIR, len(clean) * size * LEADING, clean, style)


def _drawn(label: Label) -> list[Item]:
    size, bold, fill = _STYLES[label.style]
    top = label.y - label.height / 2
    return [
        Text(label.x, top + (number + 0.8) * size * LEADING, text, size, "middle", bold, fill, HALO)
        for number, text in enumerate(label.lines)
    ]
