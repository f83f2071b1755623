"""What the OpenAPI document says of parameters' forms, held to values that the service takes and refuses."""

from __future__ import annotations

from typing import Any

import pytest
from jsonschema import Draft202012Validator

from app.http.parameter_forms import describe_form


def described(name: str, schema: dict[str, Any]) -> dict[str, Any]:
    parameter = {"name": name, "in": "query", "schema": schema}
    describe_form(parameter)
    found: dict[str, Any] = parameter["schema"]  # type: ignore[assignment]
    return found


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("period", "2020"), ("period", "2020-11-01"), ("period", "latest"), ("period", "2010..latest"),
        ("from", "2010-11-01"), ("since", "2010"), ("status", "A"), ("status", "A, E"), ("plan", "wenzhou-fyp14"),
        ("indicator", "resident_population,density_per_km2"), ("unit", "330326"), ("code", "330326100"),
        ("breaks", "100,1000.5"), ("breaks", "-0.1"), ("level", "functional_zone"), ("geometry", "simple"),
        ("verdict", "within_rounding"), ("q", "鳌江"), ("q", "ao jiang"),
    ],
)  # fmt: skip
def test_what_the_service_takes_fits(name: str, value: str) -> None:
    assert Draft202012Validator(described(name, {"type": "string"})).is_valid(value)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("period", "20"), ("period", "2010..2020..2030"), ("period", "2020-11"), ("from", "2010..2020"),
        ("status", "X"), ("status", "AE"), ("plan", "Wenzhou"), ("plan", "a--b"), ("indicator", "a,,b"),
        ("unit", "33"), ("code", "3303261000"), ("breaks", "a"), ("geometry", "all"), ("verdict", ""),
        ("q", ""), ("q", "  "), ("q", "a\0b"),
    ],
)  # fmt: skip
def test_what_the_service_refuses_does_not(name: str, value: str) -> None:
    assert not Draft202012Validator(described(name, {"type": "string"})).is_valid(value)


def test_what_may_be_left_out_may_not_be_null() -> None:
    found = described("unit", {"anyOf": [{"type": "string", "maxLength": 12}, {"type": "null"}], "title": "Unit"})
    assert found["type"] == "string"
    assert found["maxLength"] == 12
    assert found["title"] == "Unit"
    assert "anyOf" not in found


def test_numbers_and_forms_already_said_stay_as_they_are() -> None:
    for schema in ({"type": "integer", "minimum": 1}, {"type": "string", "enum": ["zh", "en"]}):
        assert described("plan", dict(schema)) == schema
