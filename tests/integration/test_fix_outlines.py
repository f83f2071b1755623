"""Mending the outlines of a draft: only what loses nothing, told unit by unit, kept in the log."""

import pytest

from app.errors import Conflict, NotFound
from app.services.check_draft import check_draft
from app.services.fix_outlines import Repairs, fix_outlines
from tests.integration.small import bring, outlines, publish, query, square, state, writing

OPTIONS = {"vintage": "2020-11-01", "source": "bureau", "precision_class": "official"}
GEOMETRIES = "SELECT unit, ST_AsText(geom) FROM polycentre.boundary WHERE releases @> %s::int ORDER BY unit"


def fixed(url: str, tolerance: float = 0.5) -> Repairs:
    with writing(url) as connection:
        return fix_outlines(connection, 2, "zhao", tolerance)


def checks(url: str) -> set[str]:
    with writing(url) as connection:
        return {finding.check for finding in check_draft(connection, 2)}


def test_a_narrow_gap_is_closed_and_told(small_url: str) -> None:
    bring(small_url, "boundaries", "b.geojson", outlines({"330326102": square(120.1, 120.199997)}), **OPTIONS)
    assert "slivers" in checks(small_url)
    before = query(small_url, GEOMETRIES, 1)
    repairs = fixed(small_url)
    (item,) = [item for item in repairs.as_json()["mended"] if item["repairs"] == ["snapped"]]
    assert item["unit"] in {"330326101", "330326102"}
    assert 0.2 < item["moved_m"] <= 0.5
    assert not repairs.left
    assert "slivers" not in checks(small_url)
    assert query(small_url, GEOMETRIES, 1) == before
    log = "SELECT actor, release, details -> 'tolerance_m' FROM polycentre.audit_event WHERE action = 'outlines.fix'"
    assert query(small_url, log) == [("zhao", 2, 0.5)]
    assert publish(small_url).release == 2


def test_what_is_whole_stays_and_nothing_is_logged(small_url: str) -> None:
    bring(small_url, "boundaries", "b.geojson", outlines({"330326102": square(120.1)}), **OPTIONS)
    before = state(small_url)
    assert fixed(small_url).mended == []
    assert state(small_url) == before


def test_a_wide_overlap_is_left(small_url: str) -> None:
    bring(small_url, "boundaries", "b.geojson", outlines({"330326102": square(120.1, 120.25)}), **OPTIONS)
    before = state(small_url)
    assert {left.unit for _, left in fixed(small_url).left} & {"330326101", "330326102"}
    assert state(small_url) == before


def test_only_the_open_draft_is_mended(small_url: str) -> None:
    with pytest.raises(NotFound):
        fixed(small_url)
    with pytest.raises(Conflict), writing(small_url) as connection:
        fix_outlines(connection, 1, "zhao")
    with pytest.raises(ValueError, match="not below 0"):
        fixed(small_url, -1)
