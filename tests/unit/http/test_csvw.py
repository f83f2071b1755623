"""CSVW metadata beside its CSV, read by the csvw package."""

import datetime as dt
import json
import warnings
from decimal import Decimal
from pathlib import Path

import pytest
from csvw import CSVW

from app.http.csvw import csvw
from app.http.formats import csv_bytes
from tests.unit.http.tables import ABOUT, TABLE


@pytest.fixture
def read(tmp_path: Path) -> CSVW:
    (tmp_path / "things.csv").write_bytes(csv_bytes(TABLE))
    (tmp_path / "things.json").write_text(json.dumps(csvw(TABLE, ABOUT, "things.csv")), "utf-8")
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # the package warns of metadata it does not understand
        return CSVW(str(tmp_path / "things.json"), validate=True)


def test_the_metadata_reads_the_csv(read: CSVW) -> None:
    assert read.is_valid
    first, second, third = read.tables[0]
    assert first == {"code": "330383", "period": dt.datetime.fromisoformat("2020-11-01"), "value": 0.1 + 0.2,
                     "printed": Decimal("53.680"), "units": 1, "status": "E", "note": "'=HYPERLINK(1)"}  # fmt: skip
    assert (second["code"], second["value"], second["printed"]) == ("007", 1e-7, Decimal("-2.9"))
    assert (third["value"], third["printed"], third["note"]) == (None, None, None)
    assert read.tables[0].tableSchema.primaryKey == ["code", "period"]


def test_it_says_titles_units_release_and_sources() -> None:
    found = csvw(TABLE, ABOUT, "things.csv")
    columns = {column["name"]: column for column in found["tableSchema"]["columns"]}
    assert columns["value"]["titles"] == {"en": "Value", "zh": "值"}
    assert columns["printed"]["schema:unitText"] == "%"
    assert columns["status"]["propertyUrl"].endswith("#obsStatus")
    assert columns["code"]["required"]
    assert "required" not in columns["value"]
    assert found["dc:hasVersion"] == "3"
    assert found["dc:source"] == [
        {"dc:identifier": "s", "dc:title": "公报", "dc:license": "public", "schema:url": "http://example.org/"}
    ]
