"""`tiles.cgcs2000_label`: points of names on the grid of EPSG:4490."""

import psycopg
import pytest
import shapely

from app.repositories.layers import tile_layers
from tests.sql.reading import EXTENT, Feature, decode


def labels(connection: psycopg.Connection, z: int, x: int, y: int) -> list[Feature]:
    row = connection.execute("SELECT tiles.cgcs2000_label(1, %s, %s, %s)", (z, x, y)).fetchone()
    assert row is not None
    return [] if row[0] is None else decode(bytes(row[0]), "label")


def test_each_name_stands_in_one_tile_at_its_place(city: psycopg.Connection) -> None:
    rows = city.execute(
        "SELECT feature_id, ST_X(p), ST_Y(p) FROM (SELECT feature_id, ST_Transform(geom, 4490) AS p"
        " FROM polycentre.label_feature WHERE release = 1 AND min_zoom <= 10) AS f"
    ).fetchall()
    scale = EXTENT * 2**10 / 360
    places = {number: ((east + 180) * scale, (90 - north) * scale) for number, east, north in rows}
    found = {}
    for x in range(851, 858):
        for y in range(173, 181):
            for feature in labels(city, 10, x, y):
                assert feature.id not in found
                east, south = shapely.get_coordinates(feature.geometry)[0]
                found[feature.id] = (east + x * EXTENT, south + y * EXTENT)
    assert len(places) > 50
    assert found.keys() == places.keys()
    for number, place in found.items():
        assert place == pytest.approx(places[number], abs=0.5001)


def test_the_fields_are_those_of_the_layer(city: psycopg.Connection) -> None:
    features = labels(city, 9, 426, 88)
    assert features
    assert all(set(tile_layers().layers["label"].fields) <= set(f.properties) for f in features)


def test_where_nothing_is_there_is_no_tile(city: psycopg.Connection) -> None:
    assert labels(city, 10, 0, 0) == []
