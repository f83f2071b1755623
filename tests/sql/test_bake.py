"""What publish bakes: the same bytes each time, read alike by decoders that share no code with PostGIS."""

from pathlib import Path

import pandas as pd
import psycopg
import pytest
import shapely

from app.repositories.database import write_engine
from app.repositories.layers import Layer, tile_layers
from app.services.bake_map import bake_map
from tests.gdal_client import gdal
from tests.sql.conftest import PLACES, ZONES
from tests.sql.places import draw
from tests.sql.reading import computed, decode, to_grid, to_world

EVERYTHING = "SELECT layer, z, x, y, mvt FROM polycentre.tile WHERE release = 1 ORDER BY layer, z, x, y"


def _tiles(connection: psycopg.Connection) -> list[tuple[object, ...]]:
    return [(*row[:4], bytes(row[4])) for row in connection.execute(EVERYTHING)]


def test_baking_again_replaces_what_was_there(small: psycopg.Connection, database_url: str) -> None:
    before = _tiles(small)
    small.commit()
    engine = write_engine(database_url)
    with engine.begin() as connection:
        counts = bake_map(connection, 1, lambda *_: None)
    engine.dispose()
    assert counts["tiles"] == len(before)
    assert _tiles(small) == before


def test_baked_tiles_are_what_the_functions_make_and_none_is_missing(city: psycopg.Connection) -> None:
    for layer in tile_layers().layers:
        for zoom in (4, 7, 9):
            rows = city.execute(
                "SELECT x, y, mvt FROM polycentre.tile WHERE release = 1 AND layer = %s AND z = %s", (layer, zoom)
            ).fetchall()
            stored = {(x, y): bytes(mvt) for x, y, mvt in rows}
            # A frame of two tiles around Wenzhou shows that nothing beyond the stored ones holds anything.
            x, y = (int(part * 2**zoom) for part in (300.4 / 360, 0.4195))
            around = [(x + dx, y + dy) for dx in range(-4, 6) for dy in range(-4, 6)]
            made = {at: computed(city, layer, zoom, *at) for at in around if min(at) >= 0 and max(at) < 2**zoom}
            assert {at: tile for at, tile in made.items() if tile is not None} == stored


def test_nothing_to_draw_bakes_nothing(database_url: str) -> None:
    assert set(draw(database_url, PLACES[:1]).values()) == {0}


def test_progress_is_told_from_start_to_end(database_url: str) -> None:
    draw(database_url, PLACES, ZONES)
    told: list[tuple[str, int, int]] = []
    engine = write_engine(database_url)
    with engine.begin() as connection:
        bake_map(connection, 1, lambda *step: told.append(step))
    engine.dispose()
    for step in ("outlines", "labels", "tiles"):
        done = [at for name, at, _ in told if name == step]
        total = next(total for name, _, total in reversed(told) if name == step)
        assert done[0] == 0
        assert done == sorted(done)
        assert done[-1] == total > 1


@pytest.mark.parametrize(
    "name", ["township/10/854/429", "county/6/53/26", "zone/12/3417/1717", "township_measures/8/213/107"]
)
def test_gdal_reads_what_the_other_decoder_reads(city: psycopg.Connection, tmp_path: Path, name: str) -> None:
    layer, *numbers = name.split("/")
    z, x, y = map(int, numbers)
    tile = computed(city, layer, z, x, y)
    assert tile is not None
    path = tmp_path / f"{name}.mvt"
    path.parent.mkdir(parents=True)
    path.write_bytes(tile)
    frame = gdal("read_dataframe", f"MVT:{path}", layer=layer, CLIP="NO")
    ours = {feature.id: feature for feature in decode(tile, layer)}
    assert list(frame["mvt_id"]) == list(ours)
    for row in frame.to_dict("records"):
        feature = ours[row["mvt_id"]]
        fields = set(tile_layers().layers[layer].fields)
        assert set(feature.properties) == fields or (layer.endswith("measures") and set(feature.properties) < fields)
        told = {key: value for key, value in row.items() if key in fields and not pd.isna(value)}
        assert told == feature.properties
        assert to_grid(row["geometry"], z).equals(to_world(feature.geometry, x, y))
        assert layer == "zone" or str(row["mvt_id"]) == row["code"]


@pytest.mark.parametrize("layer", [layer for layer in tile_layers().layers.values() if layer.geometry == "polygon"])
def test_tiles_reach_as_far_as_their_buffer(city: psycopg.Connection, layer: Layer) -> None:
    tile = computed(city, layer.function, 11, 1709, 858)
    assert tile is not None
    shapes = [feature.geometry for feature in decode(tile, layer.id)]
    assert list(shapely.total_bounds(shapes)) == [
        -layer.buffer,
        -layer.buffer,
        4096 + layer.buffer,
        4096 + layer.buffer,
    ]
