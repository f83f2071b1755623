from app.ingest.checks.overlaps import overlaps
from tests.unit.ingest.checks.boxes import box, piece


def test_an_overlap_is_told_with_its_area_and_a_point_in_it() -> None:
    (found,) = overlaps([piece("1", box(0, 0, 1000, 1000)), piece("2", box(900, 0, 2000, 1000))])
    assert (found.check, found.severity, found.unit, found.place) == ("overlaps", "warning", "1", "地1 and 地2")
    assert "They overlap by 9.9" in found.explanation or "They overlap by 10.0" in found.explanation
    assert "10.00% of the smaller one" in found.explanation
    lng, lat = found.coordinates or (0, 0)
    assert 120.0091 < lng < 120.0103
    assert 28.0 < lat < 28.0091


def test_a_narrow_overlap_is_a_sliver() -> None:
    (found,) = overlaps([piece("1", box(0, 0, 1000, 1000)), piece("2", box(998, 0, 2000, 1000))])
    assert found.check == "slivers"


def test_two_units_of_one_outline() -> None:
    (found,) = overlaps([piece(unit, box(0, 0, 1000, 1000)) for unit in "12"])
    assert (found.check, found.unit) == ("duplicates", "2")


def test_the_largest_comes_first() -> None:
    pieces = [piece("1", box(0, 0, 100, 1000)), piece("2", box(80, 0, 400, 1000)), piece("3", box(300, 0, 900, 1000))]
    assert [found.place for found in overlaps(pieces)] == ["地2 and 地3", "地1 and 地2"]


def test_neighbours_that_share_a_border_do_not_overlap() -> None:
    assert not list(overlaps([piece("1", box(0, 0, 10, 10)), piece("2", box(10, 0, 20, 10))]))
    assert not list(overlaps([]))
