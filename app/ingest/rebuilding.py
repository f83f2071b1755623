"""Outlines put together again from their rounded edges."""

from dataclasses import dataclass
from typing import Self

import numpy as np
import shapely

from app.ingest.hot_pixels import Chains
from app.ingest.segments import Flags, Indices, Rings, ranked
from app.ingest.tile_grid import Numbers, Outlines

_LEAST_RING = 3


@dataclass(frozen=True, slots=True)
class Walks:
    """Rings as the numbers of the points they visit, one ring after another; the last step leads to the first point."""

    node: Indices
    ring: Indices
    part: Indices
    outline: Indices

    @classmethod
    def along(cls, rings: Rings, chains: Chains) -> Self:
        """Replace each step of a ring by the chain of its edge."""
        length = chains.count[rings.edge] - 1  # the last point of a step is the first of the next
        step = np.repeat(np.arange(len(length)), length)
        place = np.arange(len(step)) - (np.cumsum(length) - length)[step]
        place = np.where(rings.backwards[step], length[step] - place, place)
        node = chains.nodes[chains.first[rings.edge[step]] + place]
        return cls(node, rings.ring[step], rings.part, rings.outline)

    def links(self) -> tuple[Indices, Indices]:
        """Return both ends of every step."""
        following = np.append(self.node[1:], self.node[:1])
        first = np.flatnonzero(np.diff(self.ring, prepend=-1))
        following[np.append(first[1:], len(self.node)) - 1] = self.node[first]
        return self.node, following

    def owner(self) -> Indices:
        """Return the outline of every step."""
        return self.outline[self.part[self.ring]]


def rebuilt(walks: Walks, points: Numbers, outlines: int) -> Outlines:
    """Return so many outlines as multipolygons in normal order; one of which nothing is left is empty."""
    made: Outlines = np.empty(outlines, dtype=object)
    made[:] = shapely.MultiPolygon()
    touching = _touching(walks, len(points), outlines)
    whole = np.flatnonzero(~touching)
    if len(whole):
        made[whole] = _as_they_were(walks, points, ~touching)
    slow = touching[walks.owner()]
    if slow.any():
        _from_links(walks, points, slow, made)
    return made


def _touching(walks: Walks, points: int, outlines: int) -> Flags:
    """Tell which outlines meet themselves somewhere, so that their rings are not what they were."""
    touching = np.zeros(outlines, dtype=bool)
    owner = walks.owner()
    visits, place = ranked(owner * points + walks.node)
    twice = np.bincount(visits) > 1
    touching[np.asarray(place)[twice] // points] = True
    length = np.bincount(walks.ring, minlength=len(walks.part))
    touching[walks.outline[walks.part[length < _LEAST_RING]]] = True
    return touching


def _as_they_were(walks: Walks, points: Numbers, chosen: Flags) -> Outlines:
    here = chosen[walks.owner()]
    ring, rings = ranked(walks.ring[here])
    lines = np.asarray(shapely.linearrings(points[walks.node[here]], indices=ring), dtype=object)
    part, parts = ranked(walks.part[rings])
    polygons = np.asarray(shapely.polygons(lines, indices=part), dtype=object)
    return multi(polygons, ranked(walks.outline[parts])[0])


def _from_links(walks: Walks, points: Numbers, chosen: Flags, made: Outlines) -> None:
    """Build areas from single links; those that an outline has twice have nothing of it between them."""
    start, end = (ends[chosen] for ends in walks.links())
    low, high, owner = np.minimum(start, end), np.maximum(start, end), walks.owner()[chosen]
    rank, links = ranked((owner * len(points) + low) * len(points) + high)
    links = links[np.bincount(rank) % 2 == 1]
    owner, outlines = ranked(links // len(points) ** 2)
    if not len(links):
        return
    ends = np.stack([points[links // len(points) % len(points)], points[links % len(points)]], axis=1)
    lines = np.asarray(shapely.linestrings(ends), dtype=object)
    areas = shapely.build_area(shapely.multilinestrings(lines, indices=owner))
    parts, area = shapely.get_parts(areas, return_index=True)
    built, position = np.unique(area, return_inverse=True)
    made[outlines[built]] = multi(parts, position)


def multi(polygons: Outlines, owner: Indices) -> Outlines:
    """Return multipolygons of polygons (with the number of each one's owner), parts and vertices in normal order."""
    return np.asarray(shapely.normalize(shapely.multipolygons(polygons, indices=owner)), dtype=object)
