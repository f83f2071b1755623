from datetime import date
from fractions import Fraction

import pytest

from app.domain.facts import Facts
from app.domain.indicator import counterpart, derive, indicators
from app.domain.observation import Status
from app.domain.plan import Measure, Parameter

CENSUS, EARLIER = date(2020, 11, 1), date(2010, 11, 1)


def test_the_registry_is_complete_and_bilingual() -> None:
    known = indicators()
    assert {"resident_population", "age_60_plus", "density_per_km2", "share_of_parent", "growth"} <= set(known)
    assert all(entry.label_zh and entry.label_en and entry.unit for entry in known.values())
    assert all(need in known for entry in known.values() for need in entry.needs)


def test_every_indicator_has_a_value_or_a_reason_for_every_county(facts: Facts) -> None:
    for indicator in indicators():
        for unit in facts.children("330300", CENSUS):
            found = derive(indicator, facts, unit, CENSUS)
            assert found.value is not None or found.reason, (indicator, unit)


def test_county_densities_use_the_surveyed_area(facts: Facts) -> None:
    found = derive("density_per_km2", facts, "330302", CENSUS)
    assert found.value == Fraction(1_167_164) / Fraction("292.8")
    assert "land-survey-2020" in found.sources
    assert found.status is Status.NORMAL


@pytest.mark.parametrize(
    ("indicator", "value"),
    [("urbanisation", "0.6167"), ("sex_ratio", "108.8947"), ("ageing_rate", "0.1969"), ("dependency_ratio", "0.5584"),
     ("share_of_parent", "0.0902"), ("share_of_prefecture", "0.0902"), ("growth", "0.1333"),
     ("annual_growth", "0.0126")],
)  # fmt: skip
def test_derived_values_of_pingyang(facts: Facts, indicator: str, value: str) -> None:
    found = derive(indicator, facts, "330326", CENSUS)
    assert found.value is not None
    assert f"{float(found.value):.4f}" == value
    assert len(found.datasets) == (2 if "growth" in indicator else 1)


def test_counted_values_carry_bounds_status_and_method(facts: Facts) -> None:
    town = derive("resident_population", facts, "330326100", CENSUS)
    assert [town.value, town.lower, town.upper] == [157_800, 157_750, 157_850]
    estimate = derive("resident_population", facts, "330326117", CENSUS)
    assert (estimate.status, estimate.lower) == (Status.ESTIMATED, None)
    assert estimate.method


def test_counties_across_a_change_say_so(facts: Facts) -> None:
    cangnan = derive("growth", facts, "330327", CENSUS)
    assert cangnan.status is Status.INCLUDES_OTHER
    assert "龙港" in (cangnan.reason or "")
    longwan = derive("growth", facts, "330303", CENSUS)
    assert longwan.status is Status.BREAK
    longgang = derive("resident_population", facts, "330383", EARLIER)
    assert (longgang.value, longgang.status) == (None, Status.INCLUDED_ELSEWHERE)


def test_no_parent_and_no_earlier_count_are_reasons(facts: Facts) -> None:
    assert derive("share_of_parent", facts, "330000", CENSUS).reason == "the unit has no parent on the day"
    assert derive("share_of_prefecture", facts, "330300", CENSUS).reason == "the unit lies in no prefecture on the day"
    assert derive("growth", facts, "330326", EARLIER).reason == "no earlier count"


def test_shares_of_the_prefecture_add_up_over_its_leaves(facts: Facts) -> None:
    shares = [derive("share_of_prefecture", facts, leaf, CENSUS) for leaf in facts.leaves("330300", CENSUS)]
    assert sum(share.value or 0 for share in shares) == 1
    assert {share.status for share in shares} >= {Status.NORMAL, Status.ESTIMATED}


@pytest.mark.parametrize(
    ("kind", "parameters", "indicator"),
    [("urbanisation", {}, "urbanisation"), ("density", {}, "density_per_km2"),
     ("ageing_rate", {"threshold": 60}, "ageing_rate"), ("ageing_rate", {"threshold": 65}, None),
     ("dependency_ratio", {"cut": "60+/15-59"}, "dependency_ratio"),
     ("dependency_ratio", {"cut": "65+/15-64"}, None), ("share", {}, None), ("growth", {}, None),
     ("population", {}, None)],
)  # fmt: skip
def test_a_measure_has_a_counterpart_only_by_the_same_formula(
    kind: str, parameters: dict[str, Parameter], indicator: str | None
) -> None:
    measure = Measure("m", kind, "量", "measure", "", parameters=parameters)
    assert counterpart(measure) == indicator
