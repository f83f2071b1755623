import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from app.domain.bd09 import bd09_to_gcj02, bd09_to_wgs84, gcj02_to_bd09, wgs84_to_bd09

LON, LAT = st.floats(73.5, 135), st.floats(3, 53.5)


@given(LON, LAT)
def test_there_and_back_is_nowhere(lon: float, lat: float) -> None:
    there = gcj02_to_bd09(np.array([lon]), np.array([lat]))
    back = bd09_to_gcj02(*there)
    assert abs(back[0][0] - lon) < 1e-9
    assert abs(back[1][0] - lat) < 1e-9


@given(LON, LAT)
def test_there_and_back_to_wgs84(lon: float, lat: float) -> None:
    back = bd09_to_wgs84(*wgs84_to_bd09(np.array([lon]), np.array([lat])))
    assert abs(back[0][0] - lon) < 1e-9
    assert abs(back[1][0] - lat) < 1e-9


@given(LON, LAT)
def test_baidu_moves_everything_by_less_than_two_kilometres(lon: float, lat: float) -> None:
    east, north = wgs84_to_bd09(np.array([lon]), np.array([lat]))
    assert 0 < np.hypot(east[0] - lon, north[0] - lat) < 0.02


def test_equal_points_stay_equal_in_arrays_of_any_length() -> None:
    lon, lat = wgs84_to_bd09(np.array([120.7, 120.7, 121.0]), np.array([28.0, 28.0, 27.5]))
    assert (lon[0], lat[0]) == (lon[1], lat[1])
    assert bd09_to_gcj02(np.array([]), np.array([]))[0].size == 0
