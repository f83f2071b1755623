"""boundaries/*.geojson: county outlines, schematic townships, and how well the latter meet their areas."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import shapely
from shapely.geometry import MultiPolygon, Polygon
from shapely.geometry.polygon import orient

from geodata.build.borders import Borders
from geodata.build.files import Folders, Row, write_json
from geodata.build.outlines import STEP, Shape, area_km2, polygon, read, to_plane
from geodata.build.schematic import Division, Seed, divide

CITY = "330300"
METHOD = "area-constrained power diagram by damped Newton steps on the cell weights; whole islands to the nearest seed"


class TornError(Exception):
    """The layers are not clean coverages of one another."""


def build(folders: Folders) -> None:
    """Write both layers with one set of nodes, and schematic.json."""
    units = {row["code"]: row for row in folders.inputs("townships.csv") + folders.inputs("counties.csv")}
    counties = read(CITY)
    divisions = {code: divide(shape, seeds) for code, shape in counties.items() if (seeds := _seeds(folders, code))}
    townships = {code: shape for division in divisions.values() for code, shape in division.shapes.items()}
    borders = Borders(counties)
    borders.add_nodes(townships)
    leaves = townships | {code: shape for code, shape in counties.items() if code not in divisions}
    for name, shapes in (("counties", counties), ("townships", leaves)):
        noded = {code: borders.noded(shape) for code, shape in shapes.items()}
        if not shapely.coverage_is_valid([_geometry(shape) for shape in noded.values()]):
            raise TornError(f"neighbours in {name} do not share their edges")
        _write(folders.out / f"boundaries/{name}.geojson", units, noded)
    write_json(folders.out / "boundaries/schematic.json", _report(counties, divisions))


def _geometry(shape: Shape) -> MultiPolygon:
    return MultiPolygon([polygon(part, plane=False) for part in shape])


def _seeds(folders: Folders, county: str) -> list[Seed]:
    rows = [row for row in folders.inputs("townships.csv") if row["parent"] == county]
    places = to_plane([(_lattice(row["lon_inside"]), _lattice(row["lat_inside"])) for row in rows]) if rows else []
    return [Seed(r["code"], place, float(r["area_km2_measured"])) for r, place in zip(rows, places, strict=True)]


def _lattice(degrees: str) -> int:
    return round(float(degrees) * STEP)


def _write(path: Path, units: dict[str, Row], shapes: dict[str, Shape]) -> None:
    """One feature a line, so that differences can be read."""
    lines = [json.dumps(_feature(units[c], s), ensure_ascii=False, separators=(",", ":")) for c, s in shapes.items()]
    crs = '{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::4490"}}'
    text = f'{{"type":"FeatureCollection","crs":{crs},"features":[\n' + ",\n".join(sorted(lines)) + "\n]}\n"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")


def _feature(unit: Row, shape: Shape) -> dict[str, Any]:
    """A township is schematic; a county, leaf or not, is a generalised outline."""
    township = len(unit["code"]) > len(CITY)
    return {
        "type": "Feature",
        "properties": {
            "code": unit["code"],
            "name": unit["name_zh"],
            "level": "township" if township else "county",
            "precision_class": "schematic" if township else "generalised",
        },
        "geometry": {"type": "MultiPolygon", "coordinates": [_part(part) for part in shape]},
    }


def _part(part: list[list[tuple[int, int]]]) -> list[list[list[float]]]:
    """Exterior counter-clockwise, holes clockwise (RFC 7946)."""
    oriented = orient(Polygon([*part[0]], [[*hole] for hole in part[1:]]))
    rings = (oriented.exterior, *oriented.interiors)
    return [[[round(x) / STEP, round(y) / STEP] for x, y in ring.coords] for ring in rings]


def _report(counties: dict[str, Shape], divisions: dict[str, Division]) -> dict[str, Any]:
    return {
        "method": METHOD,
        "counties": {
            code: {
                "townships": len(division.shapes),
                "outline_km2": round(area_km2(counties[code]), 2),
                "newton_steps": division.steps,
                "largest_area_error": f"{_largest_error(division):.0e}",
            }
            for code, division in divisions.items()
        },
    }


def _largest_error(division: Division) -> float:
    """Of the outlines as written, on the lattice."""
    return max(abs(area_km2(shape) / division.wanted_km2[code] - 1) for code, shape in division.shapes.items())
