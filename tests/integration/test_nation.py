"""A made-up nation of a few hundred townships: the budget of tiles, the limit of bytes, higher units for too many."""

import gzip
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import shapely
from shapely.geometry.base import BaseGeometry

from app.repositories.layers import Layers, tile_layers
from app.services import bake_map as baking
from app.services.bake_draft import ChecksFailed
from app.services.import_package import import_package
from benchmarks.nation.package import write_nation
from tests.conftest import Server
from tests.integration.small import _clone, bring, current, publish, query, writing
from tests.integration.test_draft import LONG, MOVED
from tests.sql.planar import examine
from tests.sql.reading import decode, to_grid

LEVELS = ("prefecture", "county", "township")
LIMITED = "SELECT layer, mvt FROM polycentre.tile WHERE release = 1 AND z = %s"


@pytest.fixture
def nation_url(cluster: Server, template_db: str, tmp_path: Path) -> Iterator[str]:
    """Yield a database of the test's own with the nation in its draft."""
    write_nation(tmp_path, 260, 9_000)
    with _clone(cluster, template_db) as url:
        with writing(url) as connection:
            import_package(connection, tmp_path, "test", lambda *_: None)
        yield url


def _limited(monkeypatch: pytest.MonkeyPatch, baked_tiles: int, largest_tile: int) -> Layers:
    layers = tile_layers()
    matrix = replace(layers.matrix, baked_tiles=baked_tiles, largest_tile=largest_tile)
    limited = replace(layers, matrix=matrix)
    monkeypatch.setattr(baking, "tile_layers", lambda: limited)
    return limited


def _outlines(url: str, layer: str, zoom: int) -> list[BaseGeometry]:
    statement = "SELECT ST_AsBinary(geom) FROM polycentre.map_feature WHERE release = 1 AND layer = %s AND band = %s"
    return [to_grid(shapely.from_wkb(bytes(row[0])), zoom) for row in query(url, statement, layer, zoom)]


def _lakes(outlines: list[BaseGeometry]) -> int:
    """Return how many areas outlines leave uncovered, having seen that they cover nothing twice."""
    found = examine(outlines)
    assert (found.crossings, found.doubled_edges, found.overlap) == (0, 0, 0)
    return len(found.gaps)


def test_higher_units_where_lower_ones_are_too_many_and_as_many_zooms_as_the_budget_allows(
    nation_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    matrix = _limited(monkeypatch, 250, 5_000).matrix
    report = publish(nation_url).map
    zooms = query(
        nation_url, "SELECT zoom, township_level, county_level, baked, tiles FROM polycentre.map_zoom ORDER BY 1"
    )
    assert [row[0] for row in zooms] == list(matrix.zooms)
    first = report["townships_from_zoom"]
    townships = [row[1] for row in zooms]
    assert townships == sorted(townships, key=LEVELS.index)
    assert set(townships) == set(LEVELS)
    assert first == matrix.min_zoom + townships.index("township")
    assert [row[2] for row in zooms] == ["county" if level == "township" else level for level in townships]
    assert matrix.min_zoom <= report["baked_to_zoom"] < matrix.max_zoom
    assert report["tiles"] == sum(row[4] for row in zooms) <= 250
    for zoom, _, _, baked, tiles in zooms:
        stored = query(nation_url, LIMITED, zoom)
        assert len(stored) == tiles
        assert {row[0] for row in stored} >= {"county", "township"} if baked else not stored
        assert all(len(gzip.compress(bytes(row[1]), 6)) <= 5_000 for row in stored)
    levels = "SELECT DISTINCT level FROM polycentre.map_feature WHERE layer = 'township' AND band = %s"
    assert query(nation_url, levels, first - 1) == [("county",)]
    assert ("township",) in query(nation_url, levels, first)
    the_drawn_units_leave_no_gap(nation_url, first)


def the_drawn_units_leave_no_gap(url: str, first: int) -> None:
    """Units of any level, in outlines and in a tile, leave no area uncovered that the nation does not."""
    lakes = _lakes(_outlines(url, "township", 14))
    for layer, zoom in (("township", first - 1), ("township", first), ("county", 4)):
        assert _lakes(_outlines(url, layer, zoom)) <= lakes
    (tile,) = query(url, LIMITED + " AND layer = 'county' ORDER BY octet_length(mvt) DESC LIMIT 1", 4)
    features = decode(bytes(tile[1]), "county")
    assert {feature.properties["level"] for feature in features} <= {"county", "prefecture", "province"}
    assert _lakes([feature.geometry for feature in features]) <= lakes


def test_a_limit_that_nothing_meets_stops_the_publication(small_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    bring(small_url, "census", "moved.csv", MOVED, **LONG)
    _limited(monkeypatch, 60, 20)
    with pytest.raises(ChecksFailed) as failed:
        publish(small_url)
    (finding,) = failed.value.findings
    assert (finding.check, finding.severity) == ("tiles", "error")
    assert "at zoom 4 has" in finding.explanation
    assert "20 are allowed" in finding.explanation
    assert current(small_url) == 1


def test_the_same_arguments_make_the_same_nation(tmp_path: Path) -> None:
    made = [write_nation(tmp_path / name, 60, 2_000) for name in "ab"]
    assert made[0] == made[1]
    for name in ("units.csv", "census-2020.csv"):
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()
