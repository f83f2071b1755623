import pyproj
import pytest
import shapely

from app.errors import Unprocessable
from app.services.export.projection import known_crs, projected

POINT = shapely.Point(120.0, 27.0)


@pytest.mark.parametrize(
    ("given", "wanted"),
    [("epsg:4490", "EPSG:4490"), ("CRS84", "OGC:CRS84"), ("ogc:crs84", "OGC:CRS84"), (" EPSG:3857 ", "EPSG:3857")],
)
def test_names_are_read_as_people_write_them(given: str, wanted: str) -> None:
    assert known_crs(given) == wanted


@pytest.mark.parametrize(
    "given",
    ["", "4490", "EPSG:", "EPSG:999999", "+proj=longlat", "EPSG:5773", "EPSG:4326\n", "/etc/passwd", "EPSG:٤٣٢٦"],
)
def test_anything_else_is_refused(given: str) -> None:
    with pytest.raises(Unprocessable) as refused:
        known_crs(given.replace("\n", "x"))
    assert refused.value.parameter == "crs"


@pytest.mark.parametrize("crs", ["EPSG:4326", "EPSG:4490", "OGC:CRS84"])
def test_degrees_stay_as_they_are(crs: str) -> None:
    assert projected([POINT, None], crs) == [POINT, None]


def test_easting_comes_first() -> None:
    (turned, nothing) = projected([POINT, None], "EPSG:4549")
    assert nothing is None
    assert turned is not None
    # On the central meridian: the false easting, and the length of the meridian from the equator.
    north = pyproj.Geod(ellps="GRS80").line_length([120, 120], [0, 27])
    assert turned.bounds[:2] == pytest.approx((500_000, north), abs=1e-3)


def test_a_place_outside_the_system_is_refused() -> None:
    with pytest.raises(Unprocessable, match="EPSG:4549"):
        projected([shapely.Point(30, 0)], "EPSG:4549")
