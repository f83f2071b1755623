"""Values in columns with their classes: the same numbers as /units and /classes give, in one small answer."""

import pytest

from tests.api.conftest import Service

CHOICES = [
    "indicator=density_per_km2&level=township&period=2020",
    "indicator=resident_population&level=township&period=2010&method=fisher_jenks&k=6",
    "indicator=growth&level=county&period=2020&method=equal_interval&pooled=false",
    "indicator=urbanisation&level=county&period=2023-12-31&ramp=viridis&reverse=true",
]


@pytest.mark.parametrize("choice", CHOICES)
def test_they_are_those_of_units_and_classes(service: Service, choice: str) -> None:
    answer = service.json(f"/api/v1/values?{choice}")
    query = dict(part.split("=") for part in choice.split("&"))
    listed = service.json("/api/v1/units?" + "&".join(f"{n}={query[n]}" for n in ("indicator", "level", "period")))
    columns, indicator = answer["units"], query["indicator"]
    assert columns["code"] == [unit["code"] for unit in listed["items"]]
    for i, unit in enumerate(listed["items"]):
        known = unit["values"].get(indicator)
        assert columns["unit"][i] == unit["unit"]
        assert columns["value"][i] == (known["value"] if known else None)
        assert columns["status"][i] == (known["status"] if known else "O")
        if known:
            assert columns["display"][i] == known["display"]["value"]
            assert answer["display_unit"] == known["display"]["unit"]
            reason, source = columns["reason"][i], columns["source"][i]
            assert (None if reason is None else answer["reasons"][reason]) == known["reason"]
            assert (None if source is None else answer["sources"][source]) == known["source"]
    classes = service.json(f"/api/v1/classes?{choice}")
    assert answer["classes"] == {name: classes[name] for name in answer["classes"]}
    assert answer["query"] == classes["query"]


def test_counts_are_whole_numbers(service: Service) -> None:
    columns = service.json("/api/v1/values?indicator=resident_population&level=county&period=2020")["units"]
    assert all(isinstance(value, int) for value in columns["value"])


@pytest.mark.parametrize(
    ("fault", "status", "parameter"),
    [
        ("level=street", 422, "level"),
        ("indicator=happiness", 422, "indicator"),
        ("period=1999", 422, "period"),
        ("method=guess", 422, "method"),
        ("k=99", 422, "k"),
        ("breaks=1,2", 422, "breaks"),
        ("colour=red", 400, "colour"),
    ],
)
def test_faults_are_named(service: Service, fault: str, status: int, parameter: str) -> None:
    answer = service.get(f"/api/v1/values?{fault}")
    assert answer.status_code == status
    assert answer.json()["parameter"] == parameter


def test_the_city_is_small(service: Service) -> None:
    _, body = service.raw("/api/v1/values?indicator=density_per_km2&level=township&period=2020", accept_encoding="br")
    assert len(body) < 6_000, len(body)
