"""GCJ-02: against the conversion services of map vendors, published vectors and other people's converters."""

import csv
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Geod

from app.domain.gcj02 import EAST, NORTH, SOUTH, WEST, Degrees, gcj02_to_wgs84, wgs84_to_gcj02

EARTH = Geod(ellps="WGS84")
MILLIMETRE = 0.001
# What docs/coordinates.md promises for each kind of control, in metres.
PROMISED = {"service": 0.7, "vector": 0.01, "converter": 0.02}
OF_CHINA = (st.floats(73.5, 135.1), st.floats(3.8, 53.6))


def _control(kind: str) -> list[dict[str, str]]:
    with Path(__file__).with_name("gcj02_control.csv").open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if row["kind"] == kind]


def _columns(rows: list[dict[str, str]], *names: str) -> list[Degrees]:
    return [np.array([float(row[name]) for row in rows]) for name in names]


def _apart_m(lon1: Degrees, lat1: Degrees, lon2: Degrees, lat2: Degrees) -> Degrees:
    return np.asarray(EARTH.inv(lon1, lat1, lon2, lat2)[2])


@pytest.mark.parametrize("kind", PROMISED)
def test_the_control_table_is_met(kind: str) -> None:
    rows = _control(kind)
    lon, lat, *expected = _columns(rows, "lon", "lat", "gcj02_lon", "gcj02_lat")
    apart = _apart_m(*wgs84_to_gcj02(lon, lat), *expected)
    assert len(rows) >= 5
    assert apart.max() < PROMISED[kind], rows[int(apart.argmax())]


def test_amap_itself_agrees_to_a_fifth_of_a_metre() -> None:
    rows = [row for row in _control("service") if row["source"].startswith("Amap")]
    lon, lat, *expected = _columns(rows, "lon", "lat", "gcj02_lon", "gcj02_lat")
    assert _apart_m(*wgs84_to_gcj02(lon, lat), *expected).max() < 0.2


def test_each_control_names_its_source() -> None:
    assert all(row["source"] for kind in PROMISED for row in _control(kind))
    assert {row["source"] for row in _control("converter")} >= {"PyPI eviltransform 0.1.1", "npm gcoord 1.0.7"}


def test_there_and_back_is_less_than_a_millimetre_all_over_the_box() -> None:
    lon, lat = np.meshgrid(np.linspace(WEST + 0.02, EAST - 0.02, 300), np.linspace(SOUTH + 0.02, NORTH - 0.02, 300))
    back = gcj02_to_wgs84(*wgs84_to_gcj02(lon.ravel(), lat.ravel()))
    assert _apart_m(*back, lon.ravel(), lat.ravel()).max() < MILLIMETRE


@given(*OF_CHINA)
def test_the_shift_is_some_hundred_metres_and_comes_undone(lon: float, lat: float) -> None:
    here = np.array([lon]), np.array([lat])
    shifted = wgs84_to_gcj02(*here)
    assert 10 < _apart_m(*here, *shifted)[0] < 1_000
    assert _apart_m(*gcj02_to_wgs84(*shifted), *here)[0] < MILLIMETRE


@given(*OF_CHINA, st.floats(-1e-3, 1e-3), st.floats(-1e-3, 1e-3))
def test_neighbours_stay_neighbours(lon: float, lat: float, east: float, north: float) -> None:
    """Lines keep their shape: what is a hundred metres long changes by less than one in a hundred."""
    lons, lats = np.array([lon, lon + east]), np.array([lat, lat + north])
    shifted_lons, shifted_lats = wgs84_to_gcj02(lons, lats)
    stretch = np.hypot(np.diff(shifted_lons) - east, np.diff(shifted_lats) - north)
    assert stretch[0] <= 0.01 * np.hypot(east, north) + 1e-12


@pytest.mark.parametrize(
    ("lon", "lat"), [(0, 0), (-73.9, 40.7), (WEST - 0.001, 40), (EAST + 0.001, 40), (100, 56), (100, 0.8)]
)
def test_outside_the_box_nothing_moves(lon: float, lat: float) -> None:
    for convert in (wgs84_to_gcj02, gcj02_to_wgs84):
        assert convert(np.array([lon]), np.array([lat])) == (np.array([lon]), np.array([lat]))


def test_any_shape_of_arrays_is_taken_and_what_is_not_a_number_stays_so() -> None:
    lon, lat = wgs84_to_gcj02(np.array([[120.0, np.nan], [120.0, 0.0]]), np.array([[28.0, 28.0], [28.0, np.nan]]))
    assert lon.shape == lat.shape == (2, 2)
    assert lon[0, 0] == lon[1, 0] != 120.0
    assert np.isnan(lon[0, 1])
    assert wgs84_to_gcj02(np.array([]), np.array([]))[0].size == 0
    assert gcj02_to_wgs84(np.array([]), np.array([]))[0].size == 0
