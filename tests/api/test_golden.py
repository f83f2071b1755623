"""What the plans print must come out of the service, and be recomputable without it."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.api.conftest import Service

# Census bulletins, residents by county; 2010 on the boundaries of 2010.
R2020 = {
    "330302": 1_167_164, "330303": 725_049, "330304": 963_238, "330305": 148_807, "330324": 869_548,
    "330326": 863_166, "330327": 843_959, "330328": 288_168, "330329": 265_973, "330381": 1_520_046,
    "330382": 1_453_090, "330383": 464_695,
}  # fmt: skip
R2010 = {
    "330302": 1_293_266, "330303": 749_303, "330304": 996_870, "330322": 87_683, "330324": 789_154,
    "330326": 761_664, "330327": 1_184_643, "330328": 212_077, "330329": 233_443, "330381": 1_424_667,
    "330382": 1_389_332,
}  # fmt: skip
CORE = ("330302", "330303", "330304", "330305", "330322")
METRO = (*CORE, "330324", "330381", "330382")
SOUTH = ("330326", "330327", "330383")
CITY, PINGYANG = "wenzhou-population-2035", "pingyang-population-2035"


def _measure(service: Service, plan: str, measure: str, period: str) -> dict[str, Any]:
    (item,) = service.json(f"/api/v1/measures?plan={plan}&measure={measure}&period={period}")["items"]
    assert (item["plan"], item["measure"]) == (plan, measure)
    found: dict[str, Any] = item
    return found


def _part(counts: dict[str, int], codes: tuple[str, ...]) -> Fraction:
    return Fraction(sum(n for code, n in counts.items() if code in codes), sum(counts.values()))


@pytest.mark.parametrize(
    ("plan", "measure", "period", "value", "display", "printed", "verdict"),
    [
        (CITY, "urban-core-share", "2020", _part(R2020, CORE), "31.38", "31.38", "reproduced"),
        (CITY, "urban-core-share", "2010", _part(R2010, CORE), "34.28", "34.28", "within_rounding"),
        (PINGYANG, "metro-main-centre-share", "2020", _part(R2020, METRO), "71.52", "71.52", "reproduced"),
        (PINGYANG, "metro-sub-centre-share", "2020", _part(R2020, SOUTH), "22.69", "22.69", "reproduced"),
        (PINGYANG, "metro-main-centre-share", "2010", _part(R2010, METRO), "73.78", None, None),
        (PINGYANG, "metro-sub-centre-share", "2010", _part(R2010, SOUTH), "21.34", None, None),
    ],
)
def test_exact_shares(  # noqa: PLR0917 -- a row of the table
    service: Service, plan: str, measure: str, period: str,
    value: Fraction, display: str, printed: str | None, verdict: str | None,
) -> None:  # fmt: skip
    item = _measure(service, plan, measure, period)
    assert item["value"] == float(value)
    assert item["bounds"] == [float(value), float(value)]
    assert item["unit"] == "fraction"
    assert item["display"] == {"value": display, "unit": "%"}
    assert item["status"] == "A"
    assert item["period"] == f"{period}-11-01"
    assert (item["published"] or {}).get("value") == printed
    assert (item["published"] or {}).get("verdict") == verdict


@pytest.mark.parametrize(
    ("measure", "towns", "display"),
    [("main-centre-share", (157_800, 233_300), "45.31"), ("sub-centre-share", (131_600,), "15.25")],
)
def test_shares_of_rounded_towns_have_bounds(
    service: Service, measure: str, towns: tuple[int, ...], display: str
) -> None:
    item = _measure(service, PINGYANG, measure, "2020")
    county = R2020["330326"]
    assert item["value"] == sum(towns) / county
    assert item["bounds"] == [sum(n - 50 for n in towns) / county, sum(n + 50 for n in towns) / county]
    assert item["display"] == {"value": display, "unit": "%"}
    assert item["published"]["value"] == display
    assert item["published"]["verdict"] == "reproduced"
    assert item["published"]["clause"] == "一(一)4"
    assert item["coverage"] == {"units": len(towns), "by_status": {"A": len(towns)}, "estimated_share": 0}


def test_town_shares_before_the_mergers_say_so(service: Service) -> None:
    item = _measure(service, PINGYANG, "main-centre-share", "2010")
    assert item["status"] == "B"
    assert "昆阳镇" in item["reason"]
    assert item["published"]["value"] == "32.93"
    assert item["published"]["verdict"] == "within_rounding"
    low, high = item["bounds"]
    assert low <= 0.32935
    assert high >= 0.32925


@pytest.mark.parametrize(
    ("measure", "printed", "unit"),
    [
        ("main-centre-share", "59.8", "%"),
        ("main-centre-population", "572.79", "万"),
        ("main-centre-density", "2184.55", "persons/km²"),
        ("sub-centre-share", "17.35", "%"),
    ],
)
def test_zones_without_members_are_shown_not_guessed(service: Service, measure: str, printed: str, unit: str) -> None:
    item = _measure(service, CITY, measure, "2020")
    assert item["value"] is None
    assert item["bounds"] is None
    assert item["display"]["value"] is None
    assert item["reason"] == "zone not enumerated"
    assert item["status"] is not None
    assert item["published"]["value"] == printed
    assert item["published"]["unit"] in (unit, "persons_per_km2", "人/km²", "人/平方公里")
    assert item["published"]["verdict"] == "not_computable"
    assert item["published"]["reason"] == "zone not enumerated"


def test_territory_density_uses_official_land(service: Service) -> None:
    item = _measure(service, CITY, "density", "2020")
    assert item["value"] == pytest.approx(9_572_903 / 12_102.65, rel=1e-15)
    low, high = item["bounds"]
    assert low <= 9_572_903 / 12_102.655 + 1e-9
    assert high >= 9_572_903 / 12_102.645 - 1e-9
    receipt = service.json(item["receipt"])["receipt"]
    (area,) = [entry for entry in receipt["inputs"] if entry["indicator"] == "area_km2"]
    assert (area["value"], area["source"]) == ("12102.65", "land-survey-2020")


def test_county_densities_name_the_source_of_the_area(service: Service) -> None:
    items = service.json("/api/v1/units?level=county&period=2020&indicator=density_per_km2")["items"]
    assert {item["code"] for item in items} == set(R2020)
    for item in items:
        assert item["area_source"]
        density = item["values"]["density_per_km2"]
        assert density["value"] == pytest.approx(R2020[item["code"]] / item["area_km2"], rel=1e-12)
        assert item["area_source"] in density["sources"]


def test_the_same_words_mean_different_numbers(service: Service) -> None:
    items = service.json("/api/v1/measures?measure=main-centre-share&period=2020")["items"]
    assert {item["plan"]: item["display"]["value"] for item in items} == {
        CITY: None, PINGYANG: "45.31", "wenzhou-fyp14": "71.52",
    } | {i["plan"]: i["display"]["value"] for i in items if i["plan"] == "wenzhou-social-fyp14"}  # fmt: skip
    assert len({(item["plan"], item["zone"]) for item in items}) == len(items)


def test_the_text_stands_before_the_table_it_contradicts(service: Service) -> None:
    item = _measure(service, PINGYANG, "urbanisation", "2020")
    roles = {figure["role"]: figure["value"] for figure in item["published_figures"]}
    assert roles["text"] == "61.68"
    assert roles["target_table"] == "59"
    assert item["published"]["value"] == "61.68"
