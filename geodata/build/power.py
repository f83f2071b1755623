"""Area-constrained power diagram of a polygon (semi-discrete optimal transport).

Cell i is where |x - s_i|^2 - w_i is least. Its area grows with w_i by the shared edge length over twice the seed
distance, summed over its neighbours, so the weights that give wanted areas are found by Newton steps on a graph
Laplacian (Merigot 2011, doi:10.1111/j.1467-8659.2011.02032.x; Kitagawa, Merigot, Thibert 2019,
doi:10.4171/JEMS/889, for the damping that keeps every cell alive).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry import LineString, Polygon

Floats = npt.NDArray[np.float64]
Vertex = tuple[float, float]
BOX = (-1, -2, -3, -4)  # labels of the sides of the box from which the cells are cut
TOLERANCE = 1e-11  # of the whole area
MAX_STEPS = 60
DAMPING = tuple(0.5**k for k in range(20))  # the longest of these steps that does
TRIANGLE = 3


class NoDiagramError(Exception):
    """Newton's method did not reach the wanted areas."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A convex cell: vertex k begins the side that faces ``neighbours[k]`` (negative: the box)."""

    vertices: list[Vertex]
    neighbours: list[int]


@dataclass(frozen=True, slots=True)
class Diagram:
    """Converged weights, and what it took."""

    seeds: Floats
    weights: Floats
    steps: int

    def owner(self, x: float, y: float) -> int:
        """The seed in whose cell a point lies."""
        return int(np.argmin(((self.seeds - (x, y)) ** 2).sum(axis=1) - self.weights))


def solve(domain: Polygon, seeds: Floats, targets: Floats) -> Diagram:
    """Weights whose cells have the target areas (which must sum to the area of the domain)."""
    weights = np.zeros(len(seeds))
    areas, laplacian = _measure(domain, seeds, weights)
    floor = min(areas.min(), targets.min()) / 2
    for step in range(MAX_STEPS):
        gap = targets - areas
        if np.abs(gap).max() <= TOLERANCE * domain.area:
            return Diagram(seeds, weights, step)
        move = np.zeros(len(seeds))
        move[1:] = np.linalg.solve(laplacian[1:, 1:], gap[1:])
        for length in DAMPING:
            trial = weights + length * move
            areas, laplacian = _measure(domain, seeds, trial)
            if areas.min() > floor and np.linalg.norm(targets - areas) < np.linalg.norm(gap) * (1 - length / 2):
                break
        else:
            raise NoDiagramError("no step keeps every cell alive and brings the areas nearer")
        weights = trial
    raise NoDiagramError(f"areas still off by {np.abs(targets - areas).max():.3g} after {MAX_STEPS} steps")


def _measure(domain: Polygon, seeds: Floats, weights: Floats) -> tuple[Floats, Floats]:
    """Areas of the cells inside the domain, and the Jacobian of areas by weights."""
    number = len(seeds)
    areas, laplacian = np.zeros(number), np.zeros((number, number))
    for i, cell in enumerate(cells(seeds, weights, domain.bounds)):
        if len(cell.vertices) < TRIANGLE:
            continue
        areas[i] = shapely.intersection(domain, Polygon(cell.vertices)).area
        for j, side in _sides(cell):
            length = shapely.intersection(domain, LineString(side)).length
            slope = length / (2 * float(np.linalg.norm(seeds[i] - seeds[j])))
            laplacian[i, j] -= slope
            laplacian[i, i] += slope
    return areas, laplacian


def _sides(cell: Cell) -> list[tuple[int, tuple[Vertex, Vertex]]]:
    """Sides that face another cell."""
    ends = [*cell.vertices[1:], *cell.vertices[:1]]
    sides = zip(cell.neighbours, cell.vertices, ends, strict=True)
    return [(label, (start, end)) for label, start, end in sides if label >= 0]


def cells(seeds: Floats, weights: Floats, bounds: tuple[float, float, float, float]) -> list[Cell]:
    """The power cells, cut out of a box three times as wide as the bounds."""
    west, south, east, north = bounds
    dx, dy = east - west, north - south
    corners = [(west - dx, south - dy), (east + dx, south - dy), (east + dx, north + dy), (west - dx, north + dy)]
    squares = (seeds**2).sum(axis=1) - weights
    found = []
    for i, seed in enumerate(seeds):
        cell = Cell(corners, list(BOX))
        for j in np.argsort(((seeds - seed) ** 2).sum(axis=1), kind="stable"):
            if j != i:
                cell = _cut(cell, 2 * (seeds[j] - seed), float(squares[j] - squares[i]), int(j))
        found.append(cell)
    return found


def _cut(cell: Cell, normal: Floats, offset: float, label: int) -> Cell:
    """Keep the half-plane normal . x <= offset; the new side gets the label."""
    beyond = [float(normal[0] * x + normal[1] * y) - offset for x, y in cell.vertices]
    if all(value <= 0 for value in beyond):
        return cell
    vertices: list[Vertex] = []
    neighbours: list[int] = []
    count = len(cell.vertices)
    for k, (here, value, side) in enumerate(zip(cell.vertices, beyond, cell.neighbours, strict=True)):
        there, other = cell.vertices[(k + 1) % count], beyond[(k + 1) % count]
        if value <= 0:
            vertices.append(here)
            neighbours.append(side)
        if (value <= 0) != (other <= 0):
            share = value / (value - other)
            vertices.append((here[0] + share * (there[0] - here[0]), here[1] + share * (there[1] - here[1])))
            neighbours.append(label if value <= 0 else side)
    return Cell(vertices, neighbours)


def sides(diagram: Diagram, bounds: tuple[float, float, float, float]) -> list[LineString]:
    """Every side between two cells once, its ends computed once so that sides meet exactly."""
    corners: dict[frozenset[int], Vertex] = {}
    lines: dict[tuple[int, int], LineString] = {}
    for i, cell in enumerate(cells(diagram.seeds, diagram.weights, bounds)):
        previous = [*cell.neighbours[-1:], *cell.neighbours[:-1]]
        meets = [frozenset((i, a, b)) for a, b in zip(previous, cell.neighbours, strict=True)]
        ends = [corners.setdefault(key, vertex) for key, vertex in zip(meets, cell.vertices, strict=True)]
        for k, j in enumerate(cell.neighbours):
            if j > i:
                lines[i, j] = LineString([ends[k], ends[(k + 1) % len(ends)]])
    return list(lines.values())
