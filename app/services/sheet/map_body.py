"""The map itself: units, counts as circles, lines of counties and zones, scale bar and north arrow."""

import math

import shapely

from app.domain.classification import class_of
from app.domain.sheet.display_list import Circle, Item, Path, Text, line, rect
from app.domain.sheet.scale_bar import bar_length, length_text
from app.services.sheet.content import Content, DrawnUnit
from app.services.sheet.hatching import GROUND, dotted, hatch_of, hatched
from app.services.sheet.pen import INK, SMALL
from app.services.sheet.texts import say
from app.services.styles.ink import COUNTY_LINE, LAND, SEA, TOWNSHIP_LINE, ZONE_CASING, ZONE_LINE, Lang

CIRCLE, CIRCLE_EDGE = "#2f7f9f", "#123a4a"
CIRCLE_ESTIMATED = "#a9c8d3"
"""A count that nobody counted: pale, with an outline in the colour of the others."""
_OTHER_ZONE = "#8d6a67"
_LARGEST, _SMALLEST = 8.0, 1.5  # radii in millimetres
_BAR_ROOM, _BAR_HIGH = 42.0, 1.2
_HAIR = 0.12


def map_body(content: Content, zone: str | None) -> list[Item]:
    """Return the map within its frame, without names."""
    frame = content.view.frame
    items: list[Item] = [rect(frame.x, frame.y, frame.width, frame.height, fill=SEA)]
    for unit in content.units:
        items += _area(content, unit)
    items += [_outline(unit.outline, stroke=COUNTY_LINE, width=0.28) for unit in content.counties]
    items += _zones(content, zone)
    items += _circles(content)
    return items


def map_marks(content: Content, lang: Lang) -> list[Item]:
    """Return what stands on the map in its corners, and its neat line."""
    frame = content.view.frame
    neat = rect(frame.x, frame.y, frame.width, frame.height, stroke=INK, thick=0.3)
    return [*_scale_bar(content), *_north(content, lang), neat]


def rings(outline: shapely.Geometry) -> tuple[tuple[tuple[float, float], ...], ...]:
    """Return the rings of an outline."""
    polygons = [part for part in shapely.get_parts(outline) if isinstance(part, shapely.Polygon)]
    found = [ring for polygon in polygons for ring in (polygon.exterior, *polygon.interiors)]
    return tuple(tuple((x, y) for x, y in shapely.get_coordinates(ring)[:-1]) for ring in found)


def _outline(outline: shapely.Geometry, **ink: str | float | None) -> Path:
    return Path(rings(outline), **ink)  # type: ignore[arg-type]  # the words of Path


def _area(content: Content, unit: DrawnUnit) -> list[Item]:
    fill = LAND if content.counted else _colour(content, unit)
    drawn = _outline(unit.outline, fill=fill or GROUND, stroke=TOWNSHIP_LINE, width=_HAIR, name=f"unit-{unit.code}")
    if unit.value is None:
        lines = hatched(unit.outline, hatch_of(unit.status))
        return [drawn, lines] if lines else [drawn]
    return [drawn, *(dotted(unit.outline) if unit.estimated and not content.counted else ())]


def _colour(content: Content, unit: DrawnUnit) -> str | None:
    if unit.value is None:
        return None
    classes = content.classes["classes"]
    index = class_of(unit.value, [entry["lower"] for entry in classes])
    return None if index is None else str(classes[index]["colour"])


def circle_radius(content: Content, value: float) -> float:
    """Return the radius of a count: the largest of the classes has the largest circle, areas are in proportion."""
    top = content.classes["classes"][-1]["upper"]
    room = math.sqrt(content.view.frame.width * content.view.frame.height / max(len(content.units), 1)) * 0.45
    largest = min(_LARGEST, max(_SMALLEST, room))
    return largest * math.sqrt(max(value, 0) / top) if top > 0 else 0.0


def _circles(content: Content) -> list[Item]:
    if not content.counted:
        return []
    known = sorted((u for u in content.units if u.value is not None), key=lambda u: (-(u.value or 0), u.code))
    found: list[Item] = []
    frame = content.view.frame
    edge = shapely.box(frame.x, frame.y, frame.right, frame.bottom)
    for unit in known:
        x, y = unit.middle
        radius = max(circle_radius(content, unit.value or 0), 0.3)  # nobody is not nothing: zero shows as a ring
        fill, stroke, width = circle_ink(unit.value or 0, estimated=unit.estimated)
        if frame.holds(x, y, radius):
            found.append(Circle(x, y, radius, fill, stroke, width, f"count-{unit.code}"))
        elif frame.holds(x, y):
            cut = shapely.intersection(shapely.buffer(shapely.Point(x, y), radius, quad_segs=24), edge)
            found.append(_outline(cut, fill=fill, stroke=stroke, width=width, name=f"count-{unit.code}"))
    return found


def circle_ink(value: float, *, estimated: bool) -> tuple[str | None, str, float]:
    """Return fill, stroke and width of a count's circle; nobody at all is an empty ring."""
    fill = CIRCLE_ESTIMATED if estimated else CIRCLE
    return fill if value else None, *((CIRCLE, 0.24) if estimated else (CIRCLE_EDGE, _HAIR))


def _zones(content: Content, chosen: str | None) -> list[Item]:
    drawn = sorted(content.zone_outlines, key=lambda zone: zone.zone == chosen)
    strong = {zone.zone for zone in drawn if chosen in (None, zone.zone)}
    casings = [_outline(zone.outline, stroke=ZONE_CASING, width=1.5) for zone in drawn]
    lines = [
        _outline(
            zone.outline,
            stroke=ZONE_LINE if zone.zone in strong else _OTHER_ZONE,
            width=0.9 if zone.zone == chosen else 0.6,
        )
        for zone in drawn
    ]
    return [item for pair in zip(casings, lines, strict=True) for item in pair]


def _scale_bar(content: Content) -> list[Item]:
    frame, scale = content.view.frame, content.view.metres_per_mm
    metres = bar_length(scale, _BAR_ROOM)
    long = metres / scale
    x, y = frame.x + 5, frame.bottom - 5
    plate = rect(x - 3, y - 6.5, long + 14, 9, fill="#ffffff")
    halves = [rect(x, y, long / 2, _BAR_HIGH, fill=INK), rect(x + long / 2, y, long / 2, _BAR_HIGH, fill="#ffffff")]
    edge = rect(
        x,
        y,
        long,
        _BAR_HIGH,
        stroke=INK,
        thick=0.2,
    )
    marks = [(0.0, "0"), (0.5, length_text(metres / 2)), (1.0, length_text(metres))]
    texts = [Text(x + long * part, y - 1.2, text, SMALL, "middle") for part, text in marks]
    return [plate, *halves, edge, *texts]


def _north(content: Content, lang: Lang) -> list[Item]:
    frame = content.view.frame
    x, y = frame.right - 7, frame.y + 6
    plate = rect(x - 4, y - 4, 8, 14, fill="#ffffff")
    left = Path((((x, y), (x - 2.2, y + 8.5), (x, y + 6.5)),), fill=INK, stroke=INK, width=0.15)
    right = Path((((x, y), (x + 2.2, y + 8.5), (x, y + 6.5)),), fill="#ffffff", stroke=INK, width=0.15)
    return [
        plate,
        left,
        right,
        Text(x, y - 0.9, say("north", lang), SMALL, "middle", bold=True),
        line((x, y), (x, y + 6.5), stroke=INK),
    ]
