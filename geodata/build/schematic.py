"""The schematic townships of one county: islands go whole to a seed, the rest is a power diagram."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

import numpy as np
import shapely
from shapely.geometry import Point as ShapelyPoint
from shapely.geometry import Polygon
from shapely.ops import polygonize

from geodata.build import power
from geodata.build.outlines import Point, Ring, Shape, from_plane, polygon, to_plane

SMALLEST_REST = 0.1  # a township keeps at least this part of its area on the mainland, however large its islands


@dataclass(frozen=True, slots=True)
class Seed:
    """A township: a point inside it and its area."""

    code: str
    place: tuple[float, float]
    area_km2: float


@dataclass(slots=True)
class Division:
    """The townships of a county and the areas that they were to have."""

    shapes: dict[str, Shape] = field(default_factory=lambda: defaultdict(list))
    wanted_km2: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    steps: int = 0


def divide(county: Shape, seeds: list[Seed]) -> Division:
    """Divide every part of the county among its seeds."""
    division = Division()
    parts = [polygon(part, plane=True) for part in county]
    holders = [_holders(part, seeds) for part in parts]
    islands: dict[str, float] = defaultdict(float)
    for part, outline, held in zip(county, parts, holders, strict=True):
        if len(held) <= 1:
            owner = held[0] if held else min(seeds, key=lambda seed: outline.distance(ShapelyPoint(seed.place)))
            division.shapes[owner.code].append(part)
            islands[owner.code] += outline.area / 1e6
            division.wanted_km2[owner.code] += outline.area / 1e6
    for part, outline, held in zip(county, parts, holders, strict=True):
        if len(held) > 1:
            _split(division, part, outline, held, islands)
    return division


def _holders(part: Polygon, seeds: list[Seed]) -> list[Seed]:
    return [seed for seed in seeds if part.covers(ShapelyPoint(seed.place))]


def _split(
    division: Division, part: list[Ring], outline: Polygon, seeds: list[Seed], islands: dict[str, float]
) -> None:
    """Divide one part among several seeds in proportion to the area that each still lacks."""
    wanted = np.array([max(s.area_km2 - islands.get(s.code, 0), SMALLEST_REST * s.area_km2) for s in seeds])
    targets = wanted / wanted.sum() * outline.area
    diagram = power.solve(outline, np.array([seed.place for seed in seeds]), targets)
    faces = _faces(outline, diagram)
    known = {metres: point for ring in part for metres, point in zip(to_plane(ring), ring, strict=True)}
    for number, seed in enumerate(seeds):
        pieces = [face for owner, face in faces if owner == number]
        division.wanted_km2[seed.code] += float(targets[number]) / 1e6
        for merged in shapely.get_parts(shapely.coverage_union_all(pieces)):
            division.shapes[seed.code].append(_on_lattice(merged, known))
    division.steps = max(division.steps, diagram.steps)


def _faces(outline: Polygon, diagram: power.Diagram) -> list[tuple[int, Polygon]]:
    """Noded pieces of the outline with the seed that owns each."""
    lines = shapely.union_all([*power.sides(diagram, outline.bounds), outline.boundary])
    found = []
    for face in polygonize(shapely.get_parts(lines)):
        inside = face.representative_point()
        if outline.covers(inside):
            found.append((diagram.owner(inside.x, inside.y), face))
    return found


def _on_lattice(face: Polygon, known: dict[tuple[float, float], Point]) -> list[Ring]:
    """Rings of lattice points; vertices of the county outline keep the very point they had."""
    rings = []
    for ring in (face.exterior, *face.interiors):
        metres = [(float(x), float(y)) for x, y in ring.coords[:-1]]
        points = [known.get(place, point) for place, point in zip(metres, from_plane(metres), strict=True)]
        rings.append([point for k, point in enumerate(points) if point != points[k - 1]])
    return rings
