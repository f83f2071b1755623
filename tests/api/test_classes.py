"""Class breaks as they are answered: honest counts, classes that hold every unit once, expressions that agree."""

import pytest

from tests.api.conftest import JSON, Service

BASE = "/api/v1/classes"
METHODS = ["quantile", "fisher_jenks", "equal_interval", "std_mean", "head_tail"]


def _values(service: Service, query: str, indicator: str) -> dict[str, JSON]:
    items = service.json(f"/api/v1/units?{query}&indicator={indicator}")["items"]
    return {item["code"]: item["values"].get(indicator, {"value": None, "status": "O"}) for item in items}


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize(
    ("indicator", "level", "period"),
    [("density_per_km2", "township", "2020"), ("growth", "county", "2020"), ("urbanisation", "county", "2023")],
)
def test_every_unit_is_in_one_class_or_without_data(
    service: Service, method: str, indicator: str, level: str, period: str
) -> None:
    answer = service.json(f"{BASE}?indicator={indicator}&level={level}&period={period}&method={method}&k=7")
    values = _values(service, f"level={level}&period={period}", indicator)
    known = [value["value"] for value in values.values() if value["value"] is not None]
    for entry in answer["classes"]:
        inside = [v for v in known if entry["lower"] <= v < entry["upper"]]
        last = [v for v in known if entry["closed"] == "both" and v == entry["upper"]]
        assert entry["count"] == len(inside) + (len(last) if last else 0)
    assert sum(entry["count"] for entry in answer["classes"]) == len(known) == answer["values"]["count"]
    assert answer["no_data"]["count"] == len(values) - len(known) == sum(answer["no_data"]["by_status"].values())
    statuses = [value["status"] for value in values.values() if value["value"] is not None]
    assert answer["values"]["by_status"] == {status: statuses.count(status) for status in sorted(set(statuses))}


def test_breaks_are_those_of_all_dates_unless_told_otherwise(service: Service) -> None:
    query = "indicator=resident_population&level=county"
    pooled = [service.json(f"{BASE}?{query}&period={period}") for period in (2010, 2020)]
    assert pooled[0]["breaks"] == pooled[1]["breaks"]
    assert pooled[0]["query"]["pooled_periods"] == ["2010-11-01", "2020-11-01", "2021-12-31", "2023-12-31"]
    assert pooled[0]["values"]["pooled_count"] > pooled[0]["values"]["count"]
    alone = service.json(f"{BASE}?{query}&period=2010&pooled=false")
    assert alone["query"]["pooled_periods"] == ["2010-11-01"]
    assert alone["breaks"] != pooled[0]["breaks"]


def test_few_distinct_values_give_few_classes_and_say_so(service: Service) -> None:
    few = service.json(f"{BASE}?indicator=resident_population&level=township&period=2010&pooled=false&k=9")
    distinct = few["number"]["distinct_values"]
    assert distinct < 9
    assert few["number"] == {
        "asked": 9, "given": distinct, "distinct_values": distinct,
        "reason": f"only {distinct} distinct values: {distinct} of 9 classes",
    }  # fmt: skip
    assert len(few["classes"]) == distinct
    enough = service.json(f"{BASE}?period=2020&k=4")
    assert enough["number"]["reason"] is None
    assert service.json(f"{BASE}?period=2020&method=std_mean")["number"]["asked"] is None


def test_growth_is_painted_around_zero(service: Service) -> None:
    answer = service.json(f"{BASE}?indicator=growth&level=county&period=2020&ramp=RdBu&k=5")
    assert (answer["ramp"]["kind"], answer["ramp"]["centre"]) == ("diverging", 0)
    turned = service.json(f"{BASE}?indicator=growth&level=county&period=2020&ramp=RdBu&k=5&reverse=true")
    assert turned["query"]["reverse"] is True
    assert turned["ramp"]["colours"] != answer["ramp"]["colours"]
    for entry in answer["classes"]:
        red, blue = int(entry["colour"][1:3], 16), int(entry["colour"][5:7], 16)
        assert entry["upper"] > 0 or red > blue
        assert entry["lower"] < 0 or blue > red
    assert service.json(f"{BASE}?indicator=density_per_km2&ramp=RdBu")["ramp"]["centre"] is None


def test_both_expressions_paint_the_same_classes(service: Service) -> None:
    answer = service.json(f"{BASE}?indicator=density_per_km2&k=3")
    state, attribute = answer["expressions"]["feature_state"], answer["expressions"]["attribute"]
    assert answer["expression"] == state
    assert state[1] == ["!=", ["typeof", ["feature-state", "value"]], "number"]
    assert attribute[1] == ["!=", ["typeof", ["get", "density_per_km2"]], "number"]
    assert state[2] == attribute[2] == answer["no_data"]["colour"]
    assert state[3][2:] == attribute[3][2:]
    assert attribute[3][2::2] == [entry["colour"] for entry in answer["classes"]]
    assert attribute[3][3::2] == answer["breaks"][1:-1]


@pytest.mark.parametrize("k", [2, 5, 9])
def test_ramps_show_the_colours_that_classes_take(service: Service, k: int) -> None:
    for ramp in service.json(f"/api/v1/ramps?k={k}")["items"]:
        query = f"indicator=density_per_km2&period=2020&k={k}&ramp={ramp['id']}"
        assert [entry["colour"] for entry in service.json(f"{BASE}?{query}")["classes"]] == ramp["colours"]
