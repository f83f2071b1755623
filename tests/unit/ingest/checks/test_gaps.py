import shapely

from app.ingest.checks.gaps import gaps
from tests.unit.ingest.checks.boxes import box, piece

RING = [box(0, 0, 300, 100), box(0, 200, 300, 300), box(0, 100, 100, 200), box(200, 100, 300, 200)]


def test_an_enclosed_gap_is_told_with_area_point_and_neighbours() -> None:
    (found,) = gaps([piece(str(n), one) for n, one in enumerate(RING)])
    assert (found.check, found.severity, found.place) == ("gaps", "warning", "地0, 地1, 地2, 地3")
    assert "9,962 m² belong to no unit, 49.9 m wide" in found.explanation  # the ellipsoid is no sphere
    lng, lat = found.coordinates or (0, 0)
    assert 120.00101 < lng < 120.00204
    assert 28.0009 < lat < 28.0018


def test_a_hole_in_one_unit() -> None:
    holed = shapely.difference(box(0, 0, 1000, 1000), box(400, 400, 600, 600))
    (found,) = gaps([piece("1", holed)])
    assert (found.check, found.unit) == ("holes", "1")
    assert "A hole of 4.0" in found.explanation or "A hole of 3.9" in found.explanation


def test_a_hole_that_another_unit_fills_is_none() -> None:
    holed = shapely.difference(box(0, 0, 1000, 1000), box(400, 400, 600, 600))
    assert not list(gaps([piece("1", holed), piece("2", box(400, 400, 600, 600))]))


def test_an_island_in_a_lake_is_no_part_of_the_hole() -> None:
    holed = shapely.difference(box(0, 0, 1000, 1000), box(400, 400, 600, 600))
    (found,) = gaps([piece("1", holed), piece("2", box(450, 450, 550, 550))])
    assert "3.0" in found.explanation or "2.9" in found.explanation


def test_a_narrow_gap_that_is_open_to_the_outside() -> None:
    (found,) = gaps([piece("1", box(0, 0, 500, 1000)), piece("2", box(502, 0, 1000, 1000))])
    assert (found.check, found.place) == ("slivers", "地1, 地2")
    assert "2,0" in found.explanation or "1,9" in found.explanation  # square metres


def test_territories_far_apart_have_no_gap() -> None:
    assert not list(gaps([piece("1", box(0, 0, 500, 1000)), piece("2", box(600, 0, 1000, 1000))]))
    assert not list(gaps([]))
