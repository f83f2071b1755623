"""Patterns cut to an outline, vectors in every format: lines for each reason of a gap, dots for an estimate."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
import shapely

from app.domain.sheet.display_list import Path

HATCH = "#93a0a3"
GROUND = "#f4f5f3"
_WIDTH = 0.16
DOT, DOT_LIGHT = "#5b6468", "#f4f5f3"
_DOTS_APART, _DOT = 2.4, 0.3  # millimetres from dot to dot, and along one side


@dataclass(frozen=True, slots=True)
class Hatch:
    """The word for a gap, and its lines: how far apart in millimetres, and which way they slope (1 rising)."""

    word: str
    apart: float
    slopes: tuple[int, ...]


MISSING = Hatch("missing", 1.2, (1,))
_BY_STATUS: Mapping[str, Hatch] = MappingProxyType(
    {"M": Hatch("not_existing", 2.2, (-1,)), "Q": Hatch("suppressed", 1.5, (1, -1))}
)
HATCHES = (MISSING, *_BY_STATUS.values())


def hatch_of(status: str) -> Hatch:
    """Return the hatch of a unit without a value."""
    return _BY_STATUS.get(status, MISSING)


def hatched(outline: shapely.Geometry, hatch: Hatch) -> Path | None:
    """Return the lines of a hatch within an outline; None where it is too small for one."""
    lines = [line for slope in hatch.slopes for line in _lines(outline, hatch.apart, slope)]
    if not lines:
        return None
    cut = shapely.get_parts(shapely.intersection(shapely.multilinestrings(lines), outline))
    parts = [tuple(map(tuple, shapely.get_coordinates(part))) for part in cut if shapely.length(part) > 0]
    return Path(tuple(parts), stroke=HATCH, width=_WIDTH, closed=False) if parts else None


def dotted(outline: shapely.Geometry) -> list[Path]:
    """Return sparse dark dots with a light edge within an outline, readable on pale and on deep colours; maybe none."""
    left, top, right, bottom = np.asarray(shapely.bounds(outline)) / _DOTS_APART
    # Points of the whole page's grid, as with lines.
    columns, rows = (np.arange(np.ceil(low), np.floor(high) + 1) for low, high in ((left, right), (top, bottom)))
    grid = np.array([(x, y) for x in columns for y in rows]).reshape(-1, 2) * _DOTS_APART
    kept = grid[shapely.covers(outline, shapely.box(*(grid - _DOT).T, *(grid + _DOT).T))]
    if not len(kept):
        return []
    return [Path(tuple(_squares(kept - _DOT)), fill=DOT), Path(tuple(_squares(kept)), fill=DOT_LIGHT)]


def _squares(corners: np.ndarray) -> list[tuple[tuple[float, float], ...]]:
    return [((x, y), (x + _DOT, y), (x + _DOT, y + _DOT), (x, y + _DOT)) for x, y in corners.tolist()]


def _lines(outline: shapely.Geometry, apart: float, slope: int) -> list[shapely.Geometry]:
    # Lines of the whole page's grid, so that neighbours with one hatch join.
    left, top, right, bottom = shapely.bounds(outline)
    low, high = sorted((top + slope * left, bottom + slope * right)) if slope > 0 else (top - right, bottom - left)
    step = apart * np.sqrt(2)
    offsets = np.arange(np.ceil(low / step), np.floor(high / step) + 1) * step
    return [shapely.linestrings([(left, c - slope * left), (right, c - slope * right)]) for c in offsets]
