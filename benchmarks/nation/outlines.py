"""Outlines of a made-up nation: every border a wiggly line that both neighbours share, vertex by vertex."""

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from benchmarks.nation.land import Indices, Land, Numbers

_WAVES = (1, 2, 3, 5, 9, 17, 31)  # per border; the finer, the flatter
_DIGITS = 7  # of a degree, about a centimetre
_ISLAND_CORNERS = 24
_LEAST_ANGLE = np.radians(4)
_STEEPEST = np.radians(42)

Shapes = NDArray[np.object_]


@dataclass(frozen=True, slots=True)
class Borders:
    """The points of all borders, one border after another, where each begins, and how many steps it has."""

    points: Numbers
    first: Indices
    steps: Indices


def outlines(land: Land, vertices: int, seed: int) -> Shapes:
    """Return a multipolygon for each cell of the land, in its order, with about so many vertices in all.

    A border stays within the two triangles that its ends make with the seeds beside it, so borders never cross.
    """
    random = np.random.default_rng(seed)
    drawn = land.is_land[land.edge_cells].any(axis=1)
    cells, ends = land.edge_cells[drawn], land.corners[land.edge_ends[drawn]]
    sides = land.is_land[cells].sum(axis=1)
    steps = _steps(ends, sides, vertices)
    borders = _wiggly(random, land, cells, ends, steps)
    mainland = _polygons(land, cells, ends, borders)
    return _with_islands(random, land, cells, mainland)


def _steps(ends: Numbers, sides: Indices, vertices: int) -> Indices:
    """Share the vertices out: a long border has more, yet fewer for its length."""
    weight = np.sqrt(np.linalg.norm(ends[:, 1] - ends[:, 0], axis=1))
    steps: Indices = np.maximum(np.rint(vertices * weight / (weight * sides).sum()), 1).astype(np.intp)
    return steps


def _wiggly(random: np.random.Generator, land: Land, cells: Indices, ends: Numbers, steps: Indices) -> Borders:
    """Draw every border, from one of its ends to the other."""
    size = steps + 1
    first = np.concatenate([[0], np.cumsum(size)[:-1]])
    border = np.repeat(np.arange(len(steps)), size)
    part = (np.arange(len(border)) - first[border]) / steps[border]
    along = ends[:, 1] - ends[:, 0]
    aside = np.column_stack([-along[:, 1], along[:, 0]])
    wave = np.zeros(len(border))
    for count in _WAVES:
        phase = random.uniform(0, 2 * np.pi, len(steps))
        wave += np.sin(2 * np.pi * count * part + phase[border]) / count**0.9
    reach = np.minimum(part, 1 - part) * np.tan(_room(land, cells, ends))[border]
    offset = reach * wave / sum(count**-0.9 for count in _WAVES)
    points = ends[border, 0] + part[:, None] * along[border] + offset[:, None] * aside[border]
    points[first], points[first + steps] = ends[:, 0], ends[:, 1]
    return Borders(np.round(points, _DIGITS), first, steps)


def _room(land: Land, cells: Indices, ends: Numbers) -> Numbers:
    """Return the smallest angle between a border and the lines from its ends to the seeds beside it."""
    angles = []
    for end in (0, 1):
        here, there = ends[:, end], ends[:, 1 - end]
        for side in (0, 1):
            one, two = there - here, land.seeds[cells[:, side]] - here
            cosine = (one * two).sum(axis=1) / np.maximum(
                np.linalg.norm(one, axis=1) * np.linalg.norm(two, axis=1), 1e-12
            )
            angles.append(np.arccos(np.clip(cosine, -1, 1)))
    room: Numbers = np.clip(np.min(angles, axis=0) * 0.9 - _LEAST_ANGLE, 0, _STEEPEST)
    return room


def _polygons(land: Land, cells: Indices, ends: Numbers, borders: Borders) -> Shapes:
    """Put each cell's borders together around its seed; cells are convex, so their order is that of the angle."""
    count = len(cells)
    owner = cells.T.reshape(-1)
    border = np.concatenate([np.arange(count), np.arange(count)])
    chosen = land.is_land[owner]
    owner, border = owner[chosen], border[chosen]
    start, end = ends[border, 0] - land.seeds[owner], ends[border, 1] - land.seeds[owner]
    backwards = start[:, 0] * end[:, 1] - start[:, 1] * end[:, 0] < 0
    middle = (start + end) / 2
    order = np.lexsort((np.arctan2(middle[:, 1], middle[:, 0]), owner))
    owner, border, backwards = owner[order], border[order], backwards[order]
    length = borders.steps[border]  # the last point of a border is the first of the next
    place = np.arange(length.sum()) - np.repeat(np.cumsum(length) - length, length)
    whole, turned = np.repeat(border, length), np.repeat(backwards, length)
    index = borders.first[whole] + np.where(turned, borders.steps[whole] - place, place)
    _, ring = np.unique(np.repeat(owner, length), return_inverse=True)
    return np.asarray(shapely.polygons(shapely.linearrings(borders.points[index], indices=ring)), dtype=object)


def _with_islands(random: np.random.Generator, land: Land, cells: Indices, mainland: Shapes) -> Shapes:
    """Put islands, from metres to many kilometres across, into cells of the sea; they belong to a neighbour."""
    number = np.cumsum(land.is_land) - 1
    coast = np.flatnonzero(land.is_land[cells].sum(axis=1) == 1)
    sea = np.where(land.is_land[cells[coast, 0]], cells[coast, 1], cells[coast, 0])
    owner = np.where(land.is_land[cells[coast, 0]], cells[coast, 0], cells[coast, 1])
    sea, position = np.unique(sea, return_index=True)
    room = np.full(len(land.seeds), np.inf)
    for side in (0, 1):
        seeds = land.seeds[cells[:, side]]
        np.minimum.at(room, cells[:, side], np.linalg.norm(land.seeds[cells[:, 1 - side]] - seeds, axis=1) / 2)
    radius = room[sea] * 0.6 * random.random(len(sea)) ** 4 + 1e-4
    angle = np.linspace(0, 2 * np.pi, _ISLAND_CORNERS, endpoint=False)
    away = radius[:, None] * (0.55 + 0.4 * random.random((len(sea), _ISLAND_CORNERS)))
    corners = land.seeds[sea][:, None, :] + away[..., None] * np.column_stack([np.cos(angle), np.sin(angle)])
    islands = np.asarray(shapely.polygons(shapely.linearrings(np.round(corners, _DIGITS))), dtype=object)
    unit = np.concatenate([np.arange(len(mainland)), number[owner[position]]])
    order = np.argsort(unit, kind="stable")
    parts = np.concatenate([mainland, islands])[order]
    return np.asarray(shapely.multipolygons(parts, indices=unit[order]), dtype=object)
