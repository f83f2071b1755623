import subprocess
import sys

import pyogrio
import pytest

from app.errors import Unprocessable
from app.services.export.feature_file import FILE_FORMATS, feature_file
from tests.unit.services.export.samples import FEATURES, FIELDS


@pytest.mark.parametrize("crs", ["EPSG:4490", "OGC:CRS84"])
@pytest.mark.parametrize("format", FILE_FORMATS)
def test_equal_features_give_equal_bytes_on_any_day(format: str, crs: str) -> None:  # noqa: A002
    pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": "2001-01-01T00:00:00.000Z"})
    first = feature_file(format, "township", FEATURES, crs, fields=FIELDS)
    pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": "2002-02-02T00:00:00.000Z"})
    assert feature_file(format, "township", FEATURES, crs, fields=FIELDS) == first


def test_an_unknown_format_is_refused() -> None:
    with pytest.raises(Unprocessable, match="csv, flatgeobuf, geopackage, geoparquet"):
        feature_file("shapefile", "township", FEATURES, "EPSG:4326")


def test_workers_load_no_file_library_before_the_first_file() -> None:
    program = (
        "import sys, app.services.export.feature_file\n"
        "print(sorted({'pandas', 'geopandas', 'pyogrio', 'pyarrow', 'pyproj'} & set(sys.modules)))"
    )
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"
