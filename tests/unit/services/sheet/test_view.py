"""The plane of a sheet: the box is whole and in the middle, areas are equal, north is up."""

import numpy as np
import pyproj
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from app.services.sheet.view import View, fitted
from tests.unit.services.sheet.samples import FRAME

BOXES = st.builds(
    lambda west, south, wide, high: (west, south, west + wide, south + high),
    st.floats(-170, 150), st.floats(-70, 60), st.floats(0.01, 10), st.floats(0.01, 10),
)  # fmt: skip


def _page(view: View, *points: tuple[float, float]) -> np.ndarray:
    to_mercator = pyproj.Transformer.from_crs("EPSG:4326", "EPSG:3857", always_xy=True)
    return np.asarray(
        shapely.get_coordinates(view.on_page(shapely.multipoints([to_mercator.transform(*p) for p in points])))
    )


@given(BOXES)
def test_the_box_lies_whole_in_the_frame_and_fills_it_one_way(box: tuple[float, float, float, float]) -> None:
    view = fitted(box, FRAME)
    west, south, east, north = box
    ways = np.linspace(0, 1, 9)
    edge = [(west + (east - west) * a, y) for a in ways for y in (south, north)]
    edge += [(x, south + (north - south) * a) for a in ways for x in (west, east)]
    points = _page(view, *edge)
    assert all(FRAME.holds(x, y) for x, y in points)
    low, high = points.min(axis=0), points.max(axis=0)
    filled = max((high[0] - low[0]) / FRAME.width, (high[1] - low[1]) / FRAME.height)
    assert filled == pytest.approx(1 / 1.05, rel=0.02)


@given(BOXES)
def test_what_the_frame_shows_holds_the_box(box: tuple[float, float, float, float]) -> None:
    west, south, east, north = fitted(box, FRAME).box()
    assert west <= box[0]
    assert south <= box[1]
    assert east >= box[2]
    assert north >= box[3]


def test_north_is_up_and_east_is_right() -> None:
    view = fitted((120, 27, 121, 28), FRAME)
    middle, north, east = _page(view, (120.5, 27.5), (120.5, 27.9), (120.9, 27.5))
    assert north[1] < middle[1] - 5
    assert abs(north[0] - middle[0]) < 0.01
    assert east[0] > middle[0] + 5


def test_equal_areas_on_the_ground_are_equal_on_paper() -> None:
    view = fitted((119.5, 27, 121.5, 28.7), FRAME)
    geod = pyproj.Geod(ellps="WGS84")
    rates = []
    for west, south in ((119.6, 27.1), (121.0, 28.4), (120.4, 27.8)):
        cell = shapely.segmentize(shapely.box(west, south, west + 0.1, south + 0.1), 0.01)
        ground = abs(geod.geometry_area_perimeter(cell)[0])
        paper = shapely.area(shapely.polygons(_page(view, *map(tuple, shapely.get_coordinates(cell)))))
        rates.append(paper / ground * view.metres_per_mm**2)
    assert rates == pytest.approx([1, 1, 1], rel=0.002)


def test_outlines_are_cut_at_the_frame() -> None:
    view = fitted((120, 27, 121, 28), FRAME)
    over = shapely.box(FRAME.x - 30, FRAME.y + 10, FRAME.x + 20, FRAME.y + 20)
    assert shapely.bounds(view.cut(over)).tolist() == [FRAME.x, FRAME.y + 10, FRAME.x + 20, FRAME.y + 20]
    assert shapely.is_empty(view.cut(shapely.box(0, 0, 5, 5)))
    bow = shapely.polygons([(60, 60), (80, 80), (80, 60), (60, 80)])  # invalid: it crosses itself
    assert shapely.area(view.cut(bow)) == pytest.approx(200)
