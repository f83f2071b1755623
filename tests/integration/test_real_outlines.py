"""Real township outlines, where somebody has them at hand: they may not be distributed, so most machines skip this."""

import os
from pathlib import Path

import pytest

from app.paths import ROOT
from tests.integration.small import bring, publish, query

GIVEN = Path(
    os.environ.get("POLYCENTRE_TEST_OUTLINES", ROOT.parent / "shared/data/reference/townships_2020_wgs84.geojson")
)


@pytest.mark.skipif(not GIVEN.exists(), reason="POLYCENTRE_TEST_OUTLINES names no file of real township outlines")
def test_real_outlines_replace_the_schematic_ones(published_url: str) -> None:
    options = {"vintage": "2020-11-01", "precision_class": "generalised", "source": "polycentre-estimate"}
    report = bring(published_url, "boundaries", GIVEN.name, GIVEN.read_bytes(), **options)
    assert report.changes["changed"] > 150
    assert publish(published_url).release == 2  # no check found an error
    classes = "SELECT DISTINCT precision_class FROM polycentre.map_feature WHERE release = 2 AND layer = 'township'"
    assert ("generalised",) in query(published_url, classes)
