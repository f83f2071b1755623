"""Decoded tiles of a whole city: no gap, no overlap, at any zoom, within tiles and across their edges."""

import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import psycopg
import pytest
import shapely
from shapely.geometry.polygon import orient

from app.ingest.tile_grid import Numbers, Outlines
from app.paths import ROOT
from tests.sql.places import Place, draw
from tests.sql.planar import directed_edges, examine
from tests.sql.reading import EXTENT, WORLD, decode, mosaic, stored, tiles_over, to_metres

OUTLINES = ROOT.parent / "shared" / "data" / "reference" / "townships_2020_wgs84.geojson"
ZOOMS = range(5, 13)


def _check(connection: psycopg.Connection, layer: str, zoom: int) -> int:
    tiles = list(tiles_over(connection, layer, zoom))
    outlines = stored(connection, layer, zoom)
    pieces = mosaic(tiles, layer)
    # Across tiles: the pieces, cut at the tile edges, make the stored coverage again, to the last grid unit.
    assert examine(piece.geometry for piece in pieces).clean
    assert {piece.id for piece in pieces} == set(outlines)
    area = dict.fromkeys(outlines, 0.0)
    for piece in pieces:
        area[piece.id] += piece.geometry.area
    assert area == {number: outline.area for number, outline in outlines.items()}
    # Within each tile: what a client draws, buffer included.
    for _, _, tile in tiles:
        assert examine(feature.geometry for feature in decode(tile, layer)).clean
    return len(tiles)


def _edges(outlines: Outlines) -> set[tuple[float, ...]]:
    parts = [orient(part) for part in shapely.get_parts(outlines)]
    edges = directed_edges(parts)
    return set(map(tuple, np.vstack([edges, edges[:, [2, 3, 0, 1]]]).tolist()))


@pytest.mark.parametrize("zoom", ZOOMS)
@pytest.mark.parametrize("layer", ["county", "township"])
def test_the_bundled_city_has_no_gap_and_no_overlap(city: psycopg.Connection, layer: str, zoom: int) -> None:
    assert _check(city, layer, zoom) > 0


@pytest.mark.parametrize("zoom", [*ZOOMS, 13, 14])
def test_county_and_zone_borders_are_township_borders(city: psycopg.Connection, zoom: int) -> None:
    townships = _edges(np.array(list(stored(city, "township", zoom).values()), dtype=object))
    counties = _edges(np.array(list(stored(city, "county", zoom).values()), dtype=object))
    zones = stored(city, "zone", zoom)
    assert counties < townships
    assert len(zones) > 10
    for zone in zones.values():
        assert _edges(np.array([zone], dtype=object)) < townships


@pytest.fixture(scope="module")
def real_places() -> list[Place]:
    """Return real township outlines; they carry no licence, so they are never in the project itself."""
    if not OUTLINES.exists():
        pytest.skip(f"the real outlines are not beside the checkout ({OUTLINES.name})")
    return list(_read(OUTLINES))


def _read(path: Path) -> Iterator[Place]:
    features = json.loads(path.read_text("utf-8"))["features"]
    yield Place("330300", "市", "prefecture", None, None)
    counties = {f["properties"]["county_code"]: f["properties"]["county"] for f in features}
    leaves = {f["properties"]["code"][:6] for f in features if len(f["properties"]["code"]) == 6}
    for code, name in sorted(counties.items()):
        if code not in leaves:
            yield Place(code, name, "county", "330300", None)
    for feature in features:
        code, outline = feature["properties"]["code"], shapely.from_geojson(json.dumps(feature["geometry"]))
        leaf = len(code) == 6
        parent = "330300" if leaf else feature["properties"]["county_code"]
        yield Place(code, feature["properties"]["name"], "county" if leaf else "township", parent, outline)


def test_real_outlines_have_no_gap_no_overlap_and_no_lost_island(database_url: str, real_places: list[Place]) -> None:
    counts = draw(database_url, real_places)
    assert counts["townships"] == 185
    assert counts["counties"] == 12
    with psycopg.connect(database_url) as connection:
        finest = _islands(connection, 14)
        for zoom in ZOOMS:
            assert _check(connection, "township", zoom) > 0
            assert _check(connection, "county", zoom) > 0
            shrunk = shapely.transform(finest, np.array(0.5 ** (14 - zoom)).__mul__)
            pixels = shapely.area(shrunk) / (EXTENT / 512) ** 2
            drawn = shapely.buffer(shapely.union_all(_islands(connection, zoom)), 1)
            assert shapely.intersects(drawn, shrunk[pixels > 1]).all()


def _islands(connection: psycopg.Connection, zoom: int) -> Outlines:
    outlines = np.array(list(stored(connection, "township", zoom).values()), dtype=object)
    return np.asarray(shapely.get_parts(shapely.coverage_union_all(outlines)), dtype=object)


def test_borders_along_the_edges_of_tiles_and_buffers(database_url: str) -> None:
    # Units whose borders lie exactly where tiles of zoom 10 are cut.
    columns, rows = (np.array([-900, -64, 0, 64, 2000, 4032, 4096, 4160, 5000]) + EXTENT * at for at in (854, 429))
    boxes = [
        shapely.box(columns[i], rows[j], columns[i + 1], rows[j + 1])
        for i in range(len(columns) - 1)
        for j in range(len(rows) - 1)
    ]
    metres = [to_metres(shape, 10) for shape in boxes]
    places = [Place("330300", "市", "prefecture", None, None), Place("330326", "县", "county", "330300", None)]
    for number, shape in enumerate(metres):
        outline = shapely.transform(shape, _degrees)
        places.append(Place(f"330326{number:03}", f"镇{number}", "township", "330326", outline))
    draw(database_url, places)
    with psycopg.connect(database_url) as connection:
        for zoom in (9, 10, 11):
            assert _check(connection, "township", zoom) > 1
            assert _check(connection, "county", zoom) > 1


def _degrees(metres: Numbers) -> Numbers:
    x, y = metres.T / (WORLD / 2)
    return np.column_stack([180 * x, np.degrees(2 * np.arctan(np.exp(np.pi * y)) - np.pi / 2)])
