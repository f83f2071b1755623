"""A small map of a place: outlines in grey, the fault in red, a scale bar; plain SVG that runs nothing."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from xml.sax.saxutils import escape

import shapely
from shapely.geometry.base import BaseGeometry

SIZE = 480  # pixels
LARGEST = 20_000  # bytes
_DEGREE_M = 111_320.0
_BAR = SIZE / 4
_LABELS = 12
_NARROWEST_M = 50.0
_COARSEST = float(SIZE)
_FAR = 8  # times too large: half of the detail cannot be enough
_AT = 2e-6  # degrees: the place of a crossing is told to 1e-6


@dataclass(frozen=True, slots=True)
class Window:
    """A square of the ground around a point (lng, lat in degrees), drawn true to scale near its middle."""

    lng: float
    lat: float
    half_m: float

    @property
    def box(self) -> BaseGeometry:
        """The square in degrees."""
        high, wide = self.half_m / _DEGREE_M, self.half_m / _DEGREE_M / math.cos(math.radians(self.lat))
        return shapely.box(self.lng - wide, self.lat - high, self.lng + wide, self.lat + high)

    def pixels(self, shape: BaseGeometry) -> BaseGeometry:
        """Return a shape in degrees as it lies on the drawing, y downwards."""
        scale = SIZE / (2 * self.half_m) * _DEGREE_M
        across = scale * math.cos(math.radians(self.lat))
        origin = (self.lng, self.lat)
        return shapely.transform(shape, lambda at: (at - origin) * (across, -scale) + SIZE / 2)


def window_of(point: tuple[float, float], fault: BaseGeometry) -> Window:
    """Return the square that shows a fault with as much again around it; never less than a hundred metres."""
    west, south, east, north = shapely.bounds(fault)
    across = (east - west) * math.cos(math.radians(point[1]))
    lng, lat = ((west + east) / 2, (south + north) / 2) if not shapely.is_empty(fault) else point
    extent = max(across, north - south) if not shapely.is_empty(fault) else 0.0
    return Window(float(lng), float(lat), max(_NARROWEST_M, float(extent) * _DEGREE_M))


def fault_at(point: tuple[float, float], outlines: Mapping[str, BaseGeometry]) -> BaseGeometry:
    """Return the ground at a point that lies in several outlines, or the enclosed ground in none; else one outline.

    An outline that crosses itself there is all of the fault. The answer is empty where nothing encloses the point.
    """
    at = shapely.Point(point)
    broken = [shape for shape in outlines.values() if not shape.is_valid]
    crossing = next((shape for shape in broken if shapely.dwithin(shapely.boundary(shape), at, _AT)), None)
    if crossing is not None:
        return crossing
    sound = [shape for shape in outlines.values() if shape.is_valid]
    holding = [shape for shape in sound if shapely.intersects(shape, at)]
    if holding:
        shared = shapely.intersection_all(holding)
        return shapely.MultiPolygon([p for p in shapely.get_parts(shared) if p.geom_type == "Polygon"])
    whole = shapely.union_all(sound)
    holes = (shapely.Polygon(ring) for part in shapely.get_parts(whole) for ring in getattr(part, "interiors", ()))
    hole = next((hole for hole in holes if shapely.intersects(hole, at)), shapely.Polygon())
    return shapely.difference(hole, whole)


def finding_svg(
    title: str, point: tuple[float, float], outlines: Mapping[str, BaseGeometry], fault: BaseGeometry, window: Window
) -> str:
    """Return the map of a fault among the outlines around it, by label; detail goes until it has 20 kB at most."""
    coarseness = 0.5
    drawn = _drawing(title, point, outlines, fault, window, coarseness=coarseness)
    while (size := len(drawn.encode())) > LARGEST and coarseness < _COARSEST:
        coarseness *= 2 if size < _FAR * LARGEST else _FAR
        drawn = _drawing(title, point, outlines, fault, window, coarseness=coarseness)
    return drawn


def _drawing(
    title: str, point: tuple[float, float], outlines: Mapping[str, BaseGeometry], fault: BaseGeometry,
    window: Window, *, coarseness: float,
) -> str:  # fmt: skip
    shown = {label: _shown(shape, window, coarseness) for label, shape in outlines.items()}
    ((x, y),) = shapely.get_coordinates(window.pixels(shapely.Point(point)))
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {SIZE} {SIZE}" width="{SIZE}" height="{SIZE}">',
        f"<title>{escape(title[:200])}</title>",
        f'<rect width="{SIZE}" height="{SIZE}" fill="#fff"/>',
        *(_path(shape, 'fill="#e8e8e8" fill-opacity="0.6" stroke="#555"') for shape in shown.values()),
        _path(_shown(fault, window, coarseness), 'fill="#d00" fill-opacity="0.45" stroke="#d00" stroke-width="1.5"'),
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="9" fill="none" stroke="#d00" stroke-width="2"/>',
        *_labels(shown),
        *_scale_bar(window),
        "</svg>",
    ]
    return "\n".join(part for part in parts if part)


def _shown(shape: BaseGeometry, window: Window, coarseness: float) -> BaseGeometry:
    if not shape.is_valid:  # can be neither cut nor simplified as ground, only as the rings that it is made of
        return shapely.simplify(window.pixels(shapely.boundary(shape)), coarseness, preserve_topology=False)
    # Cut a little outside, so that no edge of the cut is seen.
    near = Window(window.lng, window.lat, window.half_m * 1.1)
    return shapely.simplify(window.pixels(shapely.intersection(shape, near.box)), coarseness, preserve_topology=False)


def _path(shape: BaseGeometry, look: str) -> str:
    rings = [ring for part in shapely.get_parts(shape) if not part.is_empty for ring in _rings(part)]
    if not rings:
        return ""
    told = "".join("M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in ring.coords[:-1]) + "Z" for ring in rings)
    return f'<path d="{told}" {look} fill-rule="evenodd"/>'


def _rings(part: BaseGeometry) -> Iterator[BaseGeometry]:
    if isinstance(part, shapely.Polygon):
        yield from (part.exterior, *part.interiors)
    elif isinstance(part, shapely.LineString) and part.is_closed:
        yield part


def _labels(shown: Mapping[str, BaseGeometry]) -> Iterator[str]:
    frame = shapely.box(0, 0, SIZE, SIZE)
    visible = {
        label: shapely.intersection(shape, frame) for label, shape in shown.items() if shape.area and shape.is_valid
    }
    largest = sorted((label for label in visible if visible[label].area > 0), key=lambda label: -visible[label].area)
    for label in largest[:_LABELS]:
        at = shapely.point_on_surface(visible[label])
        yield (
            f'<text x="{at.x:.0f}" y="{at.y:.0f}" font-size="12" font-family="sans-serif" text-anchor="middle" '
            f'fill="#222">{escape(label[:40])}</text>'
        )


def _scale_bar(window: Window) -> Iterator[str]:
    metre = SIZE / (2 * window.half_m)
    most = _BAR / metre
    power = 10 ** math.floor(math.log10(most))
    length = next(step * power for step in (5, 2, 1) if step * power <= most)
    told = f"{length / 1000:g} km" if length >= 1000 else f"{length:g} m"  # noqa: PLR2004 -- metres in a kilometre
    x, y = 16, SIZE - 16
    yield f'<path d="M{x} {y - 5}V{y}H{x + length * metre:.1f}V{y - 5}" fill="none" stroke="#000" stroke-width="1.5"/>'
    yield f'<text x="{x}" y="{y - 8}" font-size="12" font-family="sans-serif">{told}</text>'
