"""Columns, cells and names of features."""

from typing import Any

from app.http.page_features import cell, columns, feature_name, property_title, schema_type

FEATURES: list[dict[str, Any]] = [
    {"id": 1, "properties": {"name": "甲", "name_zh": "甲", "pop": 5, "pop_status": "E", "pop_date": "2020-11-01"}},
    {"id": 2, "properties": {"other_status": "x", "birth_date": "y"}},
    {"id": 3, "properties": None},
]
TITLES = {"pop": {"zh": "人口", "en": "Population", "unit": "persons"}, "plain": "Plain"}


def test_statuses_and_dates_stand_beside_their_value() -> None:
    assert columns(FEATURES) == ["name_zh", "pop", "other_status", "birth_date"]
    found = cell(FEATURES[0]["properties"], "pop", TITLES, "en")
    assert (found.shown.text, found.exact) == ("5", 5)
    assert [note.text for note in found.notes] == ["estimated (E)", "2020-11-01"]
    assert cell(None, "pop", TITLES, "en").shown.kind == "none"


def test_titles_come_from_the_caller_then_from_here_then_from_the_name() -> None:
    assert property_title("pop", TITLES, "zh") == "人口（人）"
    assert property_title("pop", TITLES, "en") == "Population (persons)"
    assert property_title("plain", TITLES, "en") == "Plain"
    assert property_title("name_en", TITLES, "zh") == "英文名称"
    assert property_title("x_y", TITLES, "zh") == "x_y"


def test_a_feature_has_a_name_or_its_id() -> None:
    both = {"id": 7, "properties": {"name": "甲", "name_en": "A"}}
    assert (feature_name(both, "zh"), feature_name(both, "en")) == ("甲", "A")
    assert feature_name({"id": 7, "properties": {"name": "甲"}}, "en") == "甲"
    assert feature_name({"id": 7, "properties": None}, "en") == "7"


def test_types_of_schemas() -> None:
    assert schema_type({"type": "string", "format": "date"}) == "string (date)"
    assert schema_type({"type": ["string", "null"]}) == "string, null"
    assert schema_type({"format": "geometry-polygon"}) == "geometry-polygon"
    assert schema_type({}) == ""
