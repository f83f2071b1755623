"""Edges led through the grid points that they come near, so that rounding never makes two of them cross.

A pixel is the square of side 1 around a grid point, with its lower and left side. It is hot when a vertex lies in it.
An edge becomes the chain of the centres of all hot pixels that it passes through (snap rounding: J. Hobby, 1999; L.
Guibas and D. Marimont, 1998): no vertex changes the side of an edge, so faces shrink or vanish but never mix.
"""

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from app.ingest.segments import Flags, Indices, ranked
from app.ingest.tile_grid import Numbers

Keys = NDArray[np.int64]

_HALF = 0.5
_BITS = 32  # for y within the key of a pixel; x and y stay below 2^27


def keys(points: Numbers) -> Keys:
    """Return the pixels in which points lie, as sortable numbers; half a unit is rounded up."""
    whole = np.floor(points + _HALF).astype(np.int64)
    packed: Keys = whole[..., 0] << _BITS | whole[..., 1]
    return packed


def distinct(pixels: Keys) -> Keys:
    """Return pixels once each, sorted."""
    found: Keys = ranked(pixels.ravel())[1]  # type: ignore[assignment]
    return found


def centres(pixels: Keys) -> Numbers:
    """Return the grid points of pixels."""
    unpacked: Numbers = np.stack([pixels >> _BITS, pixels & (1 << _BITS) - 1], axis=-1).astype(np.float64)
    return unpacked


def near(pixels: Keys, rows: Numbers) -> Keys:
    """Return those of sorted pixels that lie within the extent of edges, or beside it."""
    low = np.floor(np.minimum(rows[:, :2].min(axis=0), rows[:, 2:].min(axis=0))).astype(np.int64) - 1
    high = np.ceil(np.maximum(rows[:, :2].max(axis=0), rows[:, 2:].max(axis=0))).astype(np.int64) + 1
    within: Keys = pixels[np.searchsorted(pixels, low[0] << _BITS) : np.searchsorted(pixels, high[0] + 1 << _BITS)]
    y = within & (1 << _BITS) - 1
    beside: Keys = within[(y >= low[1]) & (y <= high[1])]
    return beside


@dataclass(frozen=True, slots=True)
class Chains:
    """For each edge the pixels that it passes through, in order: ``nodes[first[e] : first[e] + count[e]]``."""

    nodes: Indices
    first: Indices
    count: Indices


def chains(pieces: Numbers, edge: Indices, pixels: Keys) -> Chains:
    """Return the chain of each edge, whose pieces (rows of x1, y1, x2, y2) follow each other, through sorted pixels."""
    start, end = (np.searchsorted(pixels, keys(pieces[:, at : at + 2])) for at in (0, 2))
    piece, between = _between(pieces, start, end, centres(pixels))
    moving = start != end
    last = np.append(edge[1:] != edge[:-1], True)
    # Each piece gives the pixel that it leaves and those between; the last of an edge also the one where it ends.
    count = moving.astype(np.intp) + np.bincount(piece, minlength=len(pieces)) + last
    first = np.cumsum(count) - count
    nodes = np.empty(count.sum(), dtype=np.intp)
    nodes[first[moving]] = start[moving]
    nodes[(first + count - 1)[last]] = end[last]
    nth = np.arange(len(piece)) - np.searchsorted(piece, piece)
    nodes[first[piece] + 1 + nth] = between
    total = np.bincount(edge, weights=count).astype(np.intp)
    return Chains(nodes, np.cumsum(total) - total, total)


def _between(rows: Numbers, start: Indices, end: Indices, points: Numbers) -> tuple[Indices, Indices]:
    """Return the pieces and the pixels, other than their ends, that they pass through, in order."""
    low = np.minimum(rows[:, :2], rows[:, 2:]) - _HALF
    high = np.maximum(rows[:, :2], rows[:, 2:]) + _HALF
    # Only the box of what is asked for matters, and a line of two points is the lightest thing that has it.
    boxes = np.asarray(shapely.linestrings(np.stack([low, high], axis=1)), dtype=object)
    piece, pixel = shapely.STRtree(np.asarray(shapely.points(points), dtype=object)).query(boxes)
    other = (pixel != start[piece]) & (pixel != end[piece])
    piece, pixel = piece[other], pixel[other]
    hit = _passes(rows[piece], points[pixel])
    piece, pixel = piece[hit], pixel[hit]
    along = ((rows[piece, 2:] - rows[piece, :2]) * (points[pixel] - rows[piece, :2])).sum(axis=1)
    order = np.lexsort((along, piece))
    return piece[order], pixel[order]


def _passes(rows: Numbers, points: Numbers) -> Flags:
    """Tell which edges pass through the pixel beside them; the upper and the right side are no part of a pixel."""
    start, end = rows[:, :2] - points, rows[:, 2:] - points
    meets = ((np.maximum(start, end) >= -_HALF) & (np.minimum(start, end) < _HALF)).all(axis=1)
    along = end - start
    # On which side of the edge each corner lies: the lower left one belongs to the pixel, the others only bound it.
    corner, *others = (
        along[:, 0] * (y - start[:, 1]) - along[:, 1] * (x - start[:, 0])
        for x in (-_HALF, _HALF)
        for y in (-_HALF, _HALF)
    )
    least, most = np.minimum.reduce(others), np.maximum.reduce(others)
    passes: Flags = meets & ((corner == 0) | ((corner > 0) & (least < 0)) | ((corner < 0) & (most > 0)))
    return passes
