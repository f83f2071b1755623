"""Real township outlines, where somebody has them at hand: they may not be distributed, so most machines skip this."""

import os
from pathlib import Path

import geopandas as gpd
import numpy as np
import pytest
import shapely

from app.domain.bd09 import wgs84_to_bd09
from app.domain.gcj02 import wgs84_to_gcj02
from app.ingest.crs import Move
from app.paths import ROOT
from tests.integration.small import bring, faults_of, publish, query

GIVEN = Path(
    os.environ.get("POLYCENTRE_TEST_OUTLINES", ROOT.parent / "shared/data/reference/townships_2020_wgs84.geojson")
)


OPTIONS = {"vintage": "2020-11-01", "precision_class": "generalised", "source": "polycentre-estimate"}
pytestmark = pytest.mark.skipif(
    not GIVEN.exists(), reason="POLYCENTRE_TEST_OUTLINES names no file of real township outlines"
)


def test_real_outlines_replace_the_schematic_ones(published_url: str) -> None:
    report = bring(published_url, "boundaries", GIVEN.name, GIVEN.read_bytes(), **OPTIONS)
    assert report.changes["changed"] > 150
    assert publish(published_url).release == 2  # no check found an error
    classes = "SELECT DISTINCT precision_class FROM polycentre.map_feature WHERE release = 2 AND layer = 'township'"
    assert ("generalised",) in query(published_url, classes)


@pytest.mark.parametrize(("system", "move"), [("GCJ-02", wgs84_to_gcj02), ("BD-09", wgs84_to_bd09)])
def test_a_shift_shows_even_against_schematic_outlines(published_url: str, system: str, move: Move) -> None:
    frame = gpd.read_file(GIVEN)
    frame.geometry = shapely.transform(frame.geometry.array, lambda points: np.column_stack(move(*points.T)))
    faults = faults_of(published_url, "boundaries", "shifted.geojson", frame.to_json(), **OPTIONS)
    assert faults[0].field == "crs"  # moving may make a sliver cross itself
    assert f"state crs={system}" in faults[0].reason
    assert "units compared" in faults[0].reason


def test_names_within_counties_are_enough(published_url: str) -> None:
    frame = gpd.read_file(GIVEN).drop(columns="code")
    report = bring(published_url, "boundaries", "names.geojson", frame.to_json(), **OPTIONS)
    assert report.changes["changed"] > 150
    assert report.grounds == {"name": len(frame)}
    assert len(report.matches) == len(frame)
