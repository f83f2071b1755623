from __future__ import annotations

import pytest
import shapely
from shapely import box
from shapely.geometry import Point

from app.errors import BadRequest
from app.services.ogc.bbox import bbox_area
from app.services.ogc.crs import find_crs


def test_no_box_is_no_area() -> None:
    assert bbox_area(None, find_crs(None, "crs")) is None


def test_heights_are_left_out() -> None:
    area = bbox_area("1,2,-9,3,4,9", find_crs(None, "crs"))
    assert area is not None
    assert shapely.equals(area, box(1, 2, 3, 4))


def test_latitude_first_where_the_register_says_so() -> None:
    area = bbox_area("27,120,28,121", find_crs("EPSG:4490", "crs"))
    assert area is not None
    assert shapely.contains(area, Point(120.5, 27.5))


def test_both_sides_of_the_antimeridian() -> None:
    area = bbox_area("170,-10,-170,10", find_crs(None, "crs"))
    assert area is not None
    assert shapely.contains(area, Point(175, 0))
    assert shapely.contains(area, Point(-175, 0))
    assert not shapely.intersects(area, Point(0, 0))


def test_a_point_in_a_plane_is_a_box() -> None:
    area = bbox_area("0,0,0,0", find_crs("EPSG:3857", "crs"))
    assert area is not None
    assert shapely.intersects(area, Point(0, 0))


@pytest.mark.parametrize(
    "text", ["", "1,2,3", "1,2,3,4,5", "a,b,c,d", "nan,0,1,1", "0,0,inf,1", "1_0,0,20,1", "0x1,0,2,2"]
)
def test_what_is_no_box_is_refused(text: str) -> None:
    with pytest.raises(BadRequest) as refused:
        bbox_area(text, find_crs(None, "crs"))
    assert refused.value.parameter == "bbox"


def test_a_plane_has_no_antimeridian() -> None:
    with pytest.raises(BadRequest, match="out of order"):
        bbox_area("2,0,1,1", find_crs("EPSG:3857", "crs"))
