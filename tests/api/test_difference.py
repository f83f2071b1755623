"""Differences of dates and indicators: subtraction by hand, changed territories, mirrored classes, faults."""

from decimal import Decimal
from typing import Any

import pytest

from tests.api.conftest import JSON, Service


def by_unit(answer: JSON, column: str = "value") -> dict[str, Any]:
    return dict(zip(answer["units"]["unit"], answer["units"][column], strict=True))


CHOICES = [
    ("indicator=resident_population&level=township&period=2020", "minus_period=2010", "period=2010"),
    ("indicator=density_per_km2&level=county&period=2020", "minus_period=2010", "period=2010"),
    ("indicator=urban_population&level=county&period=2020", "minus_indicator=rural_population",
     "indicator=rural_population"),
    ("indicator=resident_population&level=county&period=2010", "minus_period=2020", "period=2020"),
]  # fmt: skip


@pytest.mark.parametrize(("choice", "minus", "other"), CHOICES)
def test_it_is_this_minus_that(service: Service, choice: str, minus: str, other: str) -> None:
    answer = service.json(f"/api/v1/values?{choice}&{minus}")
    name = other.split("=", maxsplit=1)[0]
    kept = "&".join(part for part in choice.split("&") if not part.startswith(name))
    this = by_unit(service.json(f"/api/v1/values?{choice}"))
    that = by_unit(service.json(f"/api/v1/values?{kept}&{other}"))
    differences, statuses = by_unit(answer), by_unit(answer, "status")
    assert any(differences.values())
    for unit, value in differences.items():
        start = that.get(unit)
        assert by_unit(answer, "value_to")[unit] == this[unit]
        assert by_unit(answer, "value_from")[unit] == start
        if statuses[unit] != "B" and start is not None and this[unit] is not None:
            assert value == float(Decimal(str(this[unit])) - Decimal(str(start)))
        else:
            assert value is None


@pytest.mark.parametrize(("choice", "minus", "other"), CHOICES)
@pytest.mark.parametrize("column", ["source", "method"])
def test_both_sides_name_where_they_are_from(
    service: Service, choice: str, minus: str, other: str, column: str
) -> None:
    listed = f"{column}s"
    name = other.split("=", maxsplit=1)[0]
    kept = "&".join(part for part in choice.split("&") if not part.startswith(name))

    def told(answer: JSON, one: str) -> dict[str, Any]:
        return {unit: None if i is None else answer[listed][i] for unit, i in by_unit(answer, one).items()}

    answer = service.json(f"/api/v1/values?{choice}&{minus}")
    this = told(service.json(f"/api/v1/values?{choice}"), column)
    that = told(service.json(f"/api/v1/values?{kept}&{other}"), column)
    assert told(answer, column) == this
    assert told(answer, f"{column}_from") == {unit: that.get(unit) for unit in this}
    entries = [str(entry) for entry in answer[listed]]
    assert len(set(entries)) == len(entries)


def test_a_changed_territory_is_a_break_with_its_reason(service: Service) -> None:
    answer = service.json("/api/v1/values?indicator=resident_population&level=county&period=2020&minus_period=2010")
    columns = answer["units"]
    places = [columns["code"].index(code) for code in ("330383", "330327")]
    together = service.json("/api/v1/common-geography?from=2010&to=2020&level=county&indicator=resident_population")
    (group,) = [g for g in together["items"] if {u["code"] for u in g["units"]} == {"330383", "330327"}]
    change = group["values"][0]["change"]
    for place in places:
        assert (columns["value"][place], columns["status"][place]) == (None, "B")
        told = answer["reasons"][columns["reason"][place]]
        assert "changed on 2019-09-25" in told
        assert "330383" in told
        assert "330327" in told
        assert f"(change {change:+d} persons)" in told
    assert (
        answer["classes"]["no_data"]["by_status"]["B"] == columns["status"].count("B") == columns["value"].count(None)
    )


@pytest.mark.parametrize("method", ["quantile", "fisher_jenks", "equal_interval", "std_mean", "head_tail"])
def test_classes_mirror_at_zero_and_share_no_colour(service: Service, method: str) -> None:
    answer = service.json(
        f"/api/v1/values?indicator=resident_population&period=2020&minus_period=2010&k=6&method={method}"
    )
    classes = answer["classes"]
    assert classes["breaks"] == [-bound for bound in reversed(classes["breaks"])]
    assert (classes["ramp"]["kind"], classes["ramp"]["id"], classes["ramp"]["centre"]) == ("diverging", "PuOr", 0)
    assert classes["expressions"] == {"feature_state": classes["expression"], "attribute": None}
    colours = classes["ramp"]["colours"]
    assert len(set(colours)) == len(colours)
    values = [value for value in answer["units"]["value"] if value is not None]
    for found in classes["classes"]:
        inside = [v for v in values if found["lower"] <= v and (v < found["upper"] or found["closed"] == "both")]
        assert found["count"] == sum(v <= found["upper"] for v in inside)
    assert sum(found["count"] for found in classes["classes"]) == len(values) == classes["values"]["count"]


def test_manual_breaks_are_distances_from_zero(service: Service) -> None:
    url = "/api/v1/values?indicator=resident_population&period=2020&minus_period=2010&method=manual&breaks="
    one, both = (service.json(url + breaks)["classes"] for breaks in ("1000,5000", "-5000,-1000,0,1000,5000"))
    assert one == both
    assert one["breaks"][1:-1] == [-5000, -1000, 0, 1000, 5000]


def test_the_query_says_what_was_subtracted_and_percentages_differ_in_points(service: Service) -> None:
    answer = service.json("/api/v1/values?indicator=urbanisation&level=county&period=2020&minus_period=2010")
    assert answer["query"]["minus"] == {"indicator": "urbanisation", "period": "2010-11-01"}
    assert answer["query"]["pooled"] is False
    assert answer["display_unit"] == "points"
    plain = service.json("/api/v1/values?level=county&period=2020")["units"]
    assert not {"value_from", "value_to", "source_from", "method_from"} & plain.keys()


@pytest.mark.parametrize(
    ("fault", "parameter"),
    [
        ("minus_period=1999", "minus_period"),
        ("minus_period=2010..2020", "minus_period"),
        ("period=2020&minus_period=2020", "minus_period"),
        ("minus_indicator=happiness", "minus_indicator"),
        ("minus_indicator=density_per_km2", "minus_indicator"),
        ("minus_indicator=resident_population", "minus_indicator"),
        ("minus_indicator=male_population,female_population", "minus_indicator"),
        ("minus_period=2010&ramp=YlGnBu", "ramp"),
        ("minus_period=2010&method=manual&breaks=1,2,3,4", "breaks"),
        ("minus_period=2010&level=street", "level"),
    ],
)
def test_faults_are_named(service: Service, fault: str, parameter: str) -> None:
    answer = service.get(f"/api/v1/values?indicator=resident_population&{fault}")
    assert (answer.status_code, answer.json()["parameter"]) == (422, parameter), answer.text
