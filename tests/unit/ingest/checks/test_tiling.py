from decimal import Decimal

import shapely

from app.ingest.checks.tiling import official_area, tiling
from tests.unit.ingest.checks.boxes import box, piece

PARENT = piece("1", box(0, 0, 2000, 1000))


def test_leaves_that_fill_their_parent() -> None:
    assert not list(tiling(PARENT, [piece("11", box(0, 0, 1000, 1000)), piece("12", box(1000, 0, 2000, 1000))]))


def test_what_leaves_leave_and_what_they_take_is_stated() -> None:
    leaves = [piece("11", box(0, 0, 1000, 1000)), piece("12", box(1000, 0, 1900, 1100))]
    (found,) = tiling(PARENT, leaves)
    assert (found.check, found.unit) == ("tiling", "1")
    assert "Its 2 leaves leave 9.9" in found.explanation or "leave 10.0" in found.explanation
    assert "ha of its outline uncovered and reach" in found.explanation
    lng, _ = found.coordinates or (0, 0)
    assert 120.019 < lng < 120.0206  # the uncovered east, larger than what reaches north


def test_the_official_area_within_and_beyond_the_tolerance() -> None:
    assert not list(official_area(PARENT, Decimal("2.05")))
    (found,) = official_area(PARENT, Decimal("4.00"))
    assert (found.check, found.unit) == ("areas", "1")
    assert "the official area is 4.00 km² (-" in found.explanation
    assert found.coordinates
    assert list(official_area(PARENT, Decimal("2.05"), tolerance=0.001))
    assert not list(official_area(piece("1", shapely.MultiPolygon([box(0, 0, 2000, 1000)])), Decimal("2.0")))
