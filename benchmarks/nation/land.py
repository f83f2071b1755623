"""Where the townships of a made-up nation lie: seeds, dense in the east, and the cells around them."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import Voronoi

Numbers = NDArray[np.float64]
Indices = NDArray[np.intp]

# Degrees, in the middle of an ocean: nobody shall take it for a real country.
WEST, SOUTH, EAST, NORTH = -62.0, 20.0, -12.0, 48.0
_MARGIN = 3.0
_LAKES = 0.002  # share of the cells that are water inland
_RELAXED = 2  # steps that even out the sizes of neighbouring cells


@dataclass(frozen=True, slots=True)
class Land:
    """Cells of which some are land: each border between two cells is one straight edge, for now.

    ``edge_cells`` and ``edge_ends`` have a row an edge: the two cells beside it, and its two corners.
    """

    seeds: Numbers
    is_land: NDArray[np.bool_]
    corners: Numbers
    edge_cells: Indices
    edge_ends: Indices


def make_land(townships: int, seed: int) -> Land:
    """Return land with about as many cells as townships are wanted."""
    random = np.random.default_rng(seed)
    towns = random.uniform((WEST + 18, SOUTH + 3), (EAST - 3, NORTH - 3), (40, 2))
    seeds = _scattered(random, towns, round(townships * _share(random, towns)))
    for _ in range(_RELAXED):
        seeds = _relaxed(seeds)
    cells = _cells(seeds)
    edge_cells, edge_ends = cells.ridge_points.astype(np.intp), np.asarray(cells.ridge_vertices, dtype=np.intp)
    bounded = (edge_ends >= 0).all(axis=1) & (edge_cells < len(seeds)).all(axis=1)
    lakes = random.random(len(seeds)) < _LAKES
    is_land = _inside(seeds) & ~lakes
    return Land(seeds, is_land, cells.vertices, edge_cells[bounded], edge_ends[bounded])


def _inside(points: Numbers) -> NDArray[np.bool_]:
    """Tell which points are on land: a round country with capes and bays."""
    middle, half = np.array([WEST + EAST, SOUTH + NORTH]) / 2, np.array([EAST - WEST, NORTH - SOUTH]) / 2
    x, y = ((points - middle) / half).T
    angle = np.arctan2(y, x)
    coast = 0.84 + 0.07 * np.sin(3 * angle + 1) + 0.05 * np.sin(7 * angle) + 0.03 * np.sin(19 * angle + 2)
    inside: NDArray[np.bool_] = np.abs(x) ** 3 + np.abs(y) ** 3 < coast**3
    return inside


def _density(points: Numbers, towns: Numbers) -> Numbers:
    """Return how thick townships lie, from 0 to 1: the east is dense, and so is the surrounding of each city."""
    east = (points[:, 0] - WEST) / (EAST - WEST)
    near = np.exp(-((points[:, None, :] - towns[None]) ** 2).sum(axis=2) / 0.7).sum(axis=1)
    density: Numbers = np.clip(0.03 + 0.35 * east**3 + 0.6 * near, 0, 1)
    return density


def _share(random: np.random.Generator, towns: Numbers) -> float:
    """Return how many seeds must be scattered for one that falls on land."""
    points = random.uniform((WEST - _MARGIN, SOUTH - _MARGIN), (EAST + _MARGIN, NORTH + _MARGIN), (200_000, 2))
    weight = _density(points, towns)
    return float(weight.sum() / weight[_inside(points)].sum() / (1 - _LAKES))


def _scattered(random: np.random.Generator, towns: Numbers, count: int) -> Numbers:
    found: list[Numbers] = []
    while sum(map(len, found)) < count:
        points = random.uniform((WEST - _MARGIN, SOUTH - _MARGIN), (EAST + _MARGIN, NORTH + _MARGIN), (count, 2))
        found.append(points[random.random(count) < _density(points, towns)])
    return np.concatenate(found)[:count]


def _cells(seeds: Numbers) -> Any:  # noqa: ANN401 -- scipy has no types
    # Four far points bound every cell that matters.
    frame = np.array([(-1e3, -1e3), (1e3, -1e3), (-1e3, 1e3), (1e3, 1e3)])
    return Voronoi(np.concatenate([seeds, frame]))


def _relaxed(seeds: Numbers) -> Numbers:
    """Move each seed to the mean of its cell's corners, where that is near."""
    cells = _cells(seeds)
    ends = np.asarray(cells.ridge_vertices)
    total, count = np.zeros_like(seeds), np.zeros(len(seeds))
    for side in (0, 1):
        owner = cells.ridge_points[:, side]
        for end in (0, 1):
            usable = (ends >= 0).all(axis=1) & (owner < len(seeds))
            np.add.at(total, owner[usable], cells.vertices[ends[usable, end]])
            np.add.at(count, owner[usable], 1)
    moved = total / np.maximum(count, 1)[:, None]
    near = (count > 0) & (np.abs(moved - seeds).max(axis=1) < 1)
    return np.where(near[:, None], moved, seeds)
