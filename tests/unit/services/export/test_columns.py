import datetime as dt
from typing import Any

import pytest

from app.services.export.columns import Kind, column_of, layer_of
from tests.unit.services.export.samples import FEATURES, FIELDS


@pytest.mark.parametrize(
    ("values", "declared", "kind"),
    [
        ([1, None], None, "integer"),
        ([1, 2.5], None, "number"),
        ([True, None], None, "boolean"),
        ([True, 1], None, "text"),
        (["2020-11-01", None], None, "date"),
        ([dt.date(2020, 11, 1)], None, "date"),
        (["2020-11-01", "spring"], None, "text"),
        (["2020-13-01"], None, "text"),
        (["330326"], None, "text"),
        ([None, None], None, "text"),
        ([], "integer", "integer"),
        ([None], "date", "date"),
        ([1, 2], "number", "number"),
        (["2020-11-01"], "text", "text"),
        ([1.5], "integer", "number"),
        (["many"], "integer", "text"),
        ([1 << 70], None, "text"),
        ([[1, "a"], {"b": None}], None, "text"),
    ],
)
def test_a_kind_holds_every_value(values: list[Any], declared: Kind | None, kind: Kind) -> None:
    assert column_of("x", values, declared).kind == kind


def test_values_are_kept_in_their_kind() -> None:
    assert column_of("x", [1, None, 2.5]).values == [1.0, None, 2.5]
    assert column_of("x", ["2020-11-01", None]).values == [dt.date(2020, 11, 1), None]
    assert column_of("x", [["a", "龙"], None]).values == ['["a", "龙"]', None]
    assert column_of("x", [dt.datetime(2020, 1, 2, tzinfo=dt.UTC)]).values == ["2020-01-02T00:00:00+00:00"]


def test_columns_stand_in_the_order_of_the_fields_and_then_of_appearance() -> None:
    found = layer_of("l", [{"properties": {"b": 1, "a": 2}}, {"properties": {"c": 3}}], {"a": "integer"})
    assert [(column.name, column.values) for column in found.columns] == [
        ("a", [2, None]), ("b", [1, None]), ("c", [None, 3]),
    ]  # fmt: skip


def test_ids_number_rows_only_where_they_can() -> None:
    def ids(*given: object) -> bool:
        return layer_of("l", [{"id": number, "properties": {}} for number in given]).numbered

    assert ids(3, 1)
    assert not ids(1, 1)
    assert not ids(1, None)
    assert not ids(-1)
    assert not ids("330326100")
    assert layer_of("l", FEATURES, FIELDS).numbered


def test_a_property_called_id_keeps_its_name() -> None:
    found = layer_of("l", [{"id": 7, "properties": {"ID": "x"}}]).id_column()
    assert found
    assert (found.name, found.values) == ("feature_id", [7])
    assert layer_of("l", [{"properties": {}}]).id_column() is None
