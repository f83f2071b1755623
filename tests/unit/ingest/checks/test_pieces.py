import pytest
import shapely

from app.ingest.checks.pieces import area_m2, fault_of, point_in, polygons_in, told_area
from tests.unit.ingest.checks.boxes import box


def test_areas_and_widths_are_those_of_the_ground() -> None:
    fault = fault_of(box(0, 0, 1000, 2))
    assert fault.area_m2 == pytest.approx(2000, rel=0.01)  # the ellipsoid is no sphere
    assert fault.width_m == pytest.approx(2, rel=0.01)
    assert fault.narrow
    assert not fault_of(box(0, 0, 100, 100)).narrow


def test_the_point_lies_in_the_largest_part() -> None:
    both = shapely.union_all([box(0, 0, 10, 10), box(500, 0, 900, 400)])
    lng, lat = point_in(both)
    assert 120.005 < lng < 120.0095
    assert 28.0 < lat < 28.004
    assert area_m2(both) == pytest.approx(100 + 160_000, rel=0.01)


def test_what_has_no_area_is_left_out() -> None:
    touching = shapely.intersection(box(0, 0, 1, 1), box(1, 0, 2, 1))
    assert polygons_in(touching).is_empty


def test_areas_are_told_in_the_unit_that_fits() -> None:
    assert [told_area(n) for n in (3, 9_999, 10_000, 1_000_000)] == ["3 m²", "9,999 m²", "1.00 ha", "1.00 km²"]
