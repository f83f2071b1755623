import numpy as np
import pytest
import shapely
from pyproj import CRS, Transformer

from app.ingest.crs import reference, shifted_name
from app.ingest.fault import ImportRefused
from app.ingest.misplaced import misplaced

HERE = (119.6, 27.0, 121.6, 28.6)
WGS84 = reference("a", "EPSG:4326", None)


@pytest.mark.parametrize(
    ("stated", "name"),
    [
        ("4490", "EPSG:4490"),
        ("CGCS2000", "EPSG:4490"),
        ("wgs 84", "EPSG:4326"),
        ("epsg:4549", "EPSG:4549"),
        ("EPSG:4979", "EPSG:4326"),  # heights are left out
        ("GCJ02", "GCJ-02"),
        ("bd09ll", "BD-09"),
        ("火星坐标", "GCJ-02"),
        *((f"EPSG:{number}", f"EPSG:{number}") for number in (*range(4513, 4555), *range(4491, 4513))),
    ],
)
def test_systems_that_are_taken(stated: str, name: str) -> None:
    assert reference("a", stated, None).name == name


def test_a_shifted_system_is_believed_only_when_it_is_stated() -> None:
    local = 'LOCAL_CS["GCJ-02",LOCAL_DATUM["x",32767],UNIT["degree",0.0174532925199433],AXIS["a",EAST],AXIS["b",NORTH]]'
    with pytest.raises(ImportRefused, match="1 fault") as refused:
        reference("a", None, local)
    assert "state it: crs=GCJ-02" in refused.value.faults[0].reason
    assert shifted_name("WGS84") is None


def test_a_meridian_of_its_own_is_not_taken_for_a_listed_one() -> None:
    own = CRS.from_epsg(4549).to_wkt("WKT1_ESRI").replace('"Central_Meridian",120.0', '"Central_Meridian",120.6666')
    point = reference("a", None, own).to_wgs84(np.array([shapely.Point(500_000, 3_095_000)]))[0]
    assert point.x == pytest.approx(120.6666)


def bounds(crs: int, *, turned: bool = False) -> tuple[float, float, float, float]:
    forth = Transformer.from_crs(4326, crs, always_xy=True)
    west, south = forth.transform(120.4, 27.5)
    east, north = forth.transform(120.6, 27.6)
    return (south, west, north, east) if turned else (west, south, east, north)


@pytest.mark.parametrize("crs", [4549, 4528, 4548, 4498, 3857, 32651])
@pytest.mark.parametrize("turned", [False, True])
def test_metres_are_named_by_the_system_that_brings_them_home(crs: int, *, turned: bool) -> None:
    told = misplaced(bounds(crs, turned=turned), None, WGS84, HERE)
    assert told is not None
    assert f"EPSG:{crs}" in told
    assert ("with the axes exchanged" in told) == turned


def test_what_lies_at_home_or_nowhere_known() -> None:
    home = (120.0, 27.5, 120.2, 27.6)
    assert misplaced(home, home, WGS84, HERE) is None
    elsewhere = (104.0, 30.5, 104.2, 30.6)
    assert misplaced(elsewhere, elsewhere, WGS84, HERE) is None  # another city may be new
    assert "lie outside the world" in str(misplaced((500.0, 500.0, 501.0, 501.0), None, WGS84, HERE))
