"""What tables say about themselves."""

from dataclasses import replace

from app.http.table import Column, cited, names_by, units_by
from tests.unit.http.tables import SOURCE, TABLE

OTHER = SOURCE | {"id": "other"}


def test_names_of_a_value_stand_side_by_side() -> None:
    rows = [
        {"id": 1, "label_zh": "甲", "label_en": "A"},
        {"id": 2, "label_zh": "丙", "label_en": None},
        {"id": 1, "label_zh": "乙", "label_en": "A"},
    ]
    assert names_by(rows, "id") == {"1": ("甲 / 乙", "A"), "2": ("丙", "")}


def test_a_unit_is_told_only_where_all_rows_agree() -> None:
    rows = [{"m": "a", "unit": "persons"}, {"m": "b", "unit": "fraction"}, {"m": "b", "unit": "persons"}]
    assert units_by(rows, "m") == {"a": "persons"}


def test_sources_are_those_that_rows_name() -> None:
    assert cited(TABLE, [SOURCE, OTHER]) == [OTHER, SOURCE]
    columns = [Column("source", "来源", "Source"), Column("area_source", "来源", "Source")]
    named = replace(TABLE, columns=columns, rows=[{"source": None, "area_source": "x; s"}])
    assert cited(named, [SOURCE, OTHER]) == [SOURCE]
