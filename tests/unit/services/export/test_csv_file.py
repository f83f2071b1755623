import csv
import io

from app.services.export.feature_file import feature_file
from tests.unit.services.export.samples import FEATURES, FIELDS


def rows(crs: str, features: list[dict[str, object]] = FEATURES) -> list[list[str]]:
    text = feature_file("csv", "township", features, crs, fields=FIELDS).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text)))


def test_properties_and_a_point_inside() -> None:
    assert rows("EPSG:4490") == [
        ["id", "name", "residents", "share", "counted", "empty", "lon", "lat"],
        ["330326100", "昆阳镇", "157800", "0.25", "2020-11-01", "", "120.75", "27.5"],
        ["330326101", "'=1+1", "", "", "", "", "", ""],  # a formula must not run in a spreadsheet
        ["3303831", "𠮷", "0", "1.0", "1999-12-31", "", "120.75", "27.5"],
    ]


def test_the_point_is_named_for_the_crs() -> None:
    assert rows("EPSG:4549")[0][-2:] == ["x", "y"]
    taken = [{**FEATURES[0], "properties": {"lon": 1}}]
    assert rows("OGC:CRS84", taken)[0][-3:] == ["lon", "point_lon", "lat"]


def test_a_byte_order_mark_tells_spreadsheets_the_encoding() -> None:
    assert feature_file("csv", "township", FEATURES, "EPSG:4326").startswith(b"\xef\xbb\xbf")


def test_an_empty_collection_keeps_its_header() -> None:
    assert rows("EPSG:4326", []) == [["id", *FIELDS, "lon", "lat"]]
