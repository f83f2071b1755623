"""The four plans over the bundled facts: the numbers they print, and the reasons where there is none."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction

import pytest

from app.domain.evaluation import MeasureResult, evaluate
from app.domain.facts import Facts
from app.domain.observation import Status
from app.domain.plan import Plan

CENSUS, EARLIER = date(2020, 11, 1), date(2010, 11, 1)
Results = Mapping[tuple[str, str, str], MeasureResult]


@pytest.fixture(scope="module")
def results(facts: Facts, plans: Mapping[str, Plan]) -> Results:
    return {
        (plan.id, result.measure, result.period[:4]): result
        for plan in plans.values()
        for period in facts.reference_dates()
        for result in evaluate(plan, plans, facts, period)
    }


PRINTED = [
    ("wenzhou-population-2035", "urban-core-share", "2020", "31.38", "reproduced"),
    ("wenzhou-population-2035", "urban-core-share", "2010", "34.28", "within_rounding"),
    ("wenzhou-population-2035", "urbanisation", "2020", "72.16", "reproduced"),
    ("wenzhou-population-2035", "dependency-ratio", "2010", "33.97", "reproduced"),
    ("wenzhou-population-2035", "dependency-ratio", "2020", "46.58", "reproduced"),
    ("wenzhou-population-2035", "province-share", "2010", "16.76", "reproduced"),
    ("wenzhou-population-2035", "growth", "2020", "4.94", "reproduced"),
    ("wenzhou-population-2035", "population", "2021", "964.50", "reproduced"),
    ("pingyang-population-2035", "metro-main-centre-share", "2020", "71.52", "reproduced"),
    ("pingyang-population-2035", "metro-sub-centre-share", "2020", "22.69", "reproduced"),
    ("pingyang-population-2035", "main-centre-share", "2020", "45.31", "reproduced"),
    ("pingyang-population-2035", "main-centre-share", "2010", "32.94", "within_rounding"),
    ("pingyang-population-2035", "sub-centre-share", "2020", "15.25", "reproduced"),
    ("pingyang-population-2035", "sub-centre-share", "2010", "9.61", "reproduced"),
    ("pingyang-population-2035", "growth", "2020", "13.33", "reproduced"),
    ("pingyang-population-2035", "annual-growth", "2020", "1.26", "reproduced"),
    ("pingyang-population-2035", "sex-ratio", "2020", "108.89", "reproduced"),
    ("pingyang-population-2035", "dependency-ratio", "2020", "55.84", "reproduced"),
    ("wenzhou-social-fyp14", "urbanisation", "2020", "72.16", "reproduced"),
]


@pytest.mark.parametrize("row", PRINTED, ids=lambda row: "-".join(row[:3]))
def test_printed_figures(results: Results, row: tuple[str, str, str, str, str]) -> None:
    plan, measure, year, display, verdict = row
    result = results[plan, measure, year]
    assert (result.display_value, result.published[0].verdict.value) == (display, verdict)


def test_the_urban_core_is_exact_in_2010_in_spite_of_lingkun(results: Results) -> None:
    result = results["wenzhou-population-2035", "urban-core-share", "2010"]
    assert result.value == Fraction(3_127_122, 9_122_102)
    assert (result.status, result.reason) == (Status.NORMAL, None)
    assert result.lower == result.upper == result.value


@pytest.mark.parametrize(
    ("measure", "display", "tally"),
    [("metro-main-centre-share", "73.78", {"A": 7}), ("metro-sub-centre-share", "21.34", {"A": 1, "K": 1, "W": 1})],
)
def test_metropolitan_zones_are_exact_in_2010(
    results: Results, measure: str, display: str, tally: dict[str, int]
) -> None:
    result = results["pingyang-population-2035", measure, "2010"]
    assert (result.display_value, result.status, result.denominator) == (display, Status.NORMAL, "330300")
    assert result.coverage.by_status == tally


@pytest.mark.parametrize(
    ("measure", "lower", "upper"),
    [("main-centre-share", "0.45298", "0.45322"), ("sub-centre-share", "0.15240", "0.15252")],
)
def test_bounds_come_from_fifty_persons_a_town(results: Results, measure: str, lower: str, upper: str) -> None:
    result = results["pingyang-population-2035", measure, "2020"]
    assert result.lower is not None
    assert result.upper is not None
    assert (f"{float(result.lower):.5f}", f"{float(result.upper):.5f}") == (lower, upper)
    towns = [i for i in result.inputs if i.role == "zone"]
    assert {i.half_width for i in towns} == {50}
    assert all(i.name_zh and i.source for i in result.inputs)


def test_town_shares_of_2010_say_that_the_towns_changed(results: Results) -> None:
    result = results["pingyang-population-2035", "main-centre-share", "2010"]
    assert result.status is Status.BREAK
    assert "outline of 昆阳镇" in (result.reason or "")


@pytest.mark.parametrize(
    ("measure", "printed"),
    [("main-centre-share", "59.8"), ("main-centre-population", "572.79"), ("main-centre-density", "2184.55"),
     ("sub-centre-share", "17.35"), ("sub-centre-population", "166.13"), ("sub-centre-density", "1755.8")],
)  # fmt: skip
def test_zones_that_are_not_enumerated_keep_their_printed_figures(results: Results, measure: str, printed: str) -> None:
    result = results["wenzhou-population-2035", measure, "2020"]
    assert (result.value, result.lower, result.display_value) == (None, None, None)
    assert (result.status, result.reason) == (Status.MISSING, "zone not enumerated")
    verdict = result.published[0]
    assert (verdict.figure.printed_value, verdict.verdict.value) == (printed, "not_computable")
    assert verdict.reason == "zone not enumerated"


def test_density_is_over_official_land_and_names_it(results: Results) -> None:
    result = results["wenzhou-population-2035", "density", "2020"]
    assert result.value == Fraction(957_290_300, 1_210_265)
    land = next(i for i in result.inputs if i.role == "area")
    assert (str(land.value), land.source) == ("12102.65", "land-survey-2020")


def test_density_of_an_unchanged_zone_has_an_area_in_2010_too(results: Results) -> None:
    old, new = (results["wenzhou-population-2035", "urban-core-density", y] for y in ("2010", "2020"))
    assert old.value is not None
    assert new.value is not None
    assert old.value / new.value == Fraction(3_127_122, 3_004_258)


def test_estimates_never_pass_for_counts(results: Results) -> None:
    result = results["pingyang-population-2035", "gupanshan-cluster-share", "2020"]
    assert (result.status, result.lower) == (Status.ESTIMATED, None)
    assert result.coverage.by_status == {"A": 2, "E": 1}
    assert result.coverage.estimated_share is not None
    assert 0 < result.coverage.estimated_share < Fraction(1, 5)
    assert result.published[0].verdict.value == "not_computable"


def test_year_end_estimates_have_bounds_from_their_decimals(results: Results) -> None:
    result = results["pingyang-population-2035", "metro-main-centre-share", "2021"]
    assert result.status is Status.ESTIMATED
    assert result.lower is not None
    assert result.upper is not None
    assert result.value is not None
    assert result.lower < result.value < result.upper


def test_primacy_stands_on_the_declared_system(results: Results) -> None:
    result = results["wenzhou-population-2035", "primacy-two-city", "2020"]
    assert result.value == Fraction(1_193_60, 957_29)
    assert result.coverage.units == 11


def test_every_ratio_of_one_date_uses_one_dataset(results: Results) -> None:
    for key, result in results.items():
        for day in {i.reference_date for i in result.inputs}:
            counts = {i.dataset for i in result.inputs if i.reference_date == day and i.indicator != "area_km2"}
            assert len(counts) <= 1, key


def test_every_result_has_a_value_or_a_reason(results: Results) -> None:
    for key, result in results.items():
        assert (result.value is None) == (result.display_value is None), key
        assert result.value is not None or result.reason, key
        assert result.status is not None, key
        if result.value is not None and result.lower is not None and result.upper is not None:
            assert result.lower <= result.value <= result.upper, key


def test_required_measures_exist(results: Results) -> None:
    zones = {
        "wenzhou-population-2035": ("urban-core", "main-centre", "sub-centre"),
        "wenzhou-fyp14": ("main-centre", "south-sub-centre"),
        "pingyang-population-2035": (
            "main-centre", "sub-centre", "gupanshan-cluster", "metro-main-centre", "metro-sub-centre",
        ),
    }  # fmt: skip
    for plan, names in zones.items():
        for name in names:
            for suffix in ("share", "population", "density", "growth"):
                assert (plan, f"{name}-{suffix}", "2020") in results
    territory = ("population", "density", "growth", "annual-growth", "urbanisation", "dependency-ratio",
                 "ageing-rate", "sex-ratio")  # fmt: skip
    for plan in ("wenzhou-population-2035", "pingyang-population-2035"):
        assert all((plan, measure, "2020") in results for measure in territory)
    for index in ("two", "four", "eleven"):
        assert ("wenzhou-population-2035", f"primacy-{index}-city", "2020") in results
