from __future__ import annotations

import pytest

from app.errors import BadRequest
from app.services.ogc.crs import CRS84, find_crs, systems


def test_axes_are_those_of_the_register() -> None:
    assert {crs.uri.rpartition("/")[2]: crs.northing_first for crs in systems().values()} == {
        "CRS84": False, "4326": True, "4490": True, "3857": False, "4549": True,
    }  # fmt: skip
    assert [crs.srid for crs in systems().values() if crs.planar] == [3857, 4549]
    assert next(iter(systems())) == CRS84


URI = "http://www.opengis.net/def/crs/EPSG/0/4490"


@pytest.mark.parametrize("name", ["EPSG:4490", "epsg:4490", URI, f"[{URI}]"])
def test_names(name: str) -> None:
    assert find_crs(name, "crs").srid == 4490


@pytest.mark.parametrize("name", ["", "4490", "EPSG:4491", "urn:x", CRS84 + "/", URI[:-1]])
def test_others_are_refused_with_the_list(name: str) -> None:
    with pytest.raises(BadRequest, match="EPSG/0/4549") as refused:
        find_crs(name, "bbox-crs")
    assert refused.value.parameter == "bbox-crs"
