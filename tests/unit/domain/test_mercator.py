"""Web Mercator, against PROJ."""

import numpy as np
import pytest
from pyproj import Transformer

from app.domain.mercator import to_degrees, to_metres

LON, LAT = (grid.ravel() for grid in np.meshgrid(np.linspace(-180, 180, 37), np.linspace(-85, 85, 35)))
PROJ = Transformer.from_crs("OGC:CRS84", "EPSG:3857", always_xy=True)


def test_metres_are_those_of_proj() -> None:
    for ours, theirs in zip(to_metres(LON, LAT), PROJ.transform(LON, LAT), strict=True):
        assert ours == pytest.approx(theirs, abs=1e-6)


def test_there_and_back() -> None:
    lon, lat = to_degrees(*to_metres(LON, LAT))
    assert lon == pytest.approx(LON, abs=1e-12)
    assert lat == pytest.approx(LAT, abs=1e-12)
