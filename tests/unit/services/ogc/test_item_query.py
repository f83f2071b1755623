from __future__ import annotations

from datetime import date

import pytest

from app.domain.queryable import Queryable
from app.errors import BadRequest
from app.services.ogc.item_query import DEFAULT_LIMIT, MOST, read_item_query, read_shown

PROPERTIES = {
    "code": Queryable("code", "text", "代码", "Code"),
    "persons": Queryable("persons", "integer", "人口", "Persons"),
    "density": Queryable("density", "number", "密度", "Density"),
    "day": Queryable("day", "date", "日期", "Day"),
    "status": Queryable("status", "text", "状态", "Status", values=("A", "E")),
}


def test_defaults() -> None:
    query = read_item_query({}, PROPERTIES)
    assert (query.limit, query.offset, query.area, query.days, query.filter) == (DEFAULT_LIMIT, 0, None, None, None)
    assert list(query.shown.properties) == list(PROPERTIES)
    assert query.shown.decimals == 6


def test_files_hold_more_and_have_easting_first() -> None:
    query = read_item_query({"crs": "EPSG:4490"}, PROPERTIES, for_file=True)
    assert (query.limit, query.shown.northing_first) == (MOST, False)
    assert read_shown({"crs": "EPSG:4490"}, PROPERTIES).northing_first


def test_values_are_read_by_type() -> None:
    given = {"code": "5", "persons": "+7", "density": "1.5e3", "day": "2020-11-01", "status": "E", "other": "x"}
    assert read_item_query(given, PROPERTIES).equals == {
        "code": "5", "persons": 7, "density": 1500, "day": date(2020, 11, 1), "status": "E",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("name", "text"),
    [("persons", "1.5"), ("persons", "٣"), ("density", "1e999"), ("density", "nan"), ("day", "2020"), ("status", "B"),
     ("limit", "0"), ("limit", "1e3"), ("offset", "-1"), ("precision", "10"), ("properties", "code,none"),
     ("filter-lang", "cql-text")],
)  # fmt: skip
def test_refusals_name_the_parameter(name: str, text: str) -> None:
    with pytest.raises(BadRequest) as refused:
        read_item_query({name: text}, PROPERTIES)
    assert refused.value.parameter == name
