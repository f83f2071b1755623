"""What went out in GCJ-02 comes back in only when whoever hands it in says that it is in GCJ-02."""

import json

import numpy as np
import pytest

from app.services.output_crs import GCJ02, drawn_in, feature_collection
from tests.integration.small import DATE, SQUARES, bring, faults_of, query, square

OPTIONS = {"vintage": DATE, "precision_class": "official", "source": "bureau"}


def _outlines() -> bytes:
    shapes = drawn_in(GCJ02, [square(west) for west in SQUARES.values()])
    features = [
        {"type": "Feature", "properties": {"code": code}, "geometry": shape}
        for code, shape in zip(SQUARES, shapes, strict=True)
    ]
    return json.dumps(feature_collection(features, GCJ02)).encode()


def test_a_shifted_file_is_refused_for_its_crs(refusing_url: str) -> None:
    faults = faults_of(refusing_url, "boundaries", "units-gcj02.geojson", _outlines(), **OPTIONS)
    assert [fault.field for fault in faults] == ["crs"]
    assert "state it: crs=GCJ-02" in faults[0].reason


@pytest.mark.parametrize("stated", ["GCJ02", "GCJ-02", "gcj02"])
def test_stated_by_name_it_is_moved_back(small_url: str, stated: str) -> None:
    bring(small_url, "boundaries", "towns.geojson", _outlines(), **OPTIONS, crs=stated)
    drawn = query(
        small_url, "SELECT unit, crs_of_origin, ST_AsGeoJSON(geom) FROM polycentre.boundary WHERE releases @> 2"
    )
    assert len(drawn) == len(SQUARES)
    for unit, origin, geojson in drawn:
        assert origin == "GCJ-02"
        moved = np.array(json.loads(geojson)["coordinates"][0][0]) - np.array(square(SQUARES[unit])["coordinates"][0])
        assert np.abs(moved).max() < 2e-6  # what goes out is rounded to six decimals


def test_the_wrong_shifted_system_is_named_with_the_distance(refusing_url: str) -> None:
    faults = faults_of(refusing_url, "boundaries", "towns.geojson", _outlines(), **OPTIONS, crs="BD-09")
    assert [fault.field for fault in faults] == ["crs"]
    assert "0 m when read as GCJ-02 (4 units compared); state crs=GCJ-02" in faults[0].reason
