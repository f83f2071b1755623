"""What went out in GCJ-02 does not come back in: an import wants a declared CRS, and GCJ-02 is none that it takes."""

import json

import pytest

from app.services.output_crs import GCJ02, drawn_in, feature_collection
from tests.integration.small import DATE, SQUARES, faults_of, square

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
    assert "GCJ-02" in faults[0].reason


@pytest.mark.parametrize("stated", ["GCJ02", "GCJ-02", "BD09"])
def test_a_shifted_crs_cannot_be_stated(refusing_url: str, stated: str) -> None:
    faults = faults_of(refusing_url, "boundaries", "towns.geojson", _outlines(), **OPTIONS, crs=stated)
    assert [fault.field for fault in faults] == ["crs"]
