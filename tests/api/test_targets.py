"""Targets over HTTP, against numbers worked out by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.api.conftest import Service

CITY, COUNTY = "wenzhou-population-2035", "pingyang-population-2035"


def target(service: Service, plan: str, measure: str, year: int, period: str = "latest") -> dict[str, Any]:
    items = service.json(f"/api/v1/plans/{plan}/targets?period={period}")["items"]
    found: dict[str, Any] = next(i for i in items if (i["measure"], i["year"]) == (measure, year))
    return found


def test_the_main_centre_of_pingyang(service: Service) -> None:
    """53 % of 863,166 less 391,100; 53 % of the 100万 wanted; 7.69 points in five years."""
    item = target(service, COUNTY, "main-centre-share", 2025)
    assert item["current"]["display"] == {"value": "45.31", "unit": "%"}
    assert item["current"]["basis"] == "computed"
    assert item["gap"] == pytest.approx(0.53 - 391_100 / 863_166)
    assert item["gap_display"] == {"value": "+7.69", "unit": "points"}
    assert item["gap_persons"] == {"at_current_total": 66_378, "at_plan_target_total": 138_900}
    assert item["needed_change_per_year"] == pytest.approx((0.53 - 391_100 / 863_166) / 5)
    assert (item["state"], item["reason"]) == ("not_assessable", "no count after the base year")
    assert [(p["year"], p["comparator"], p["display"]["value"]) for p in item["path"]] == [
        (2025, "=", "53"), (2030, "≥", "55"), (2035, "≥", "55"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("measure", "indicator"),
    [
        ("urbanisation", "urbanisation"),
        ("ageing-rate", "ageing_rate"),
        ("population", None),
        ("urban-core-share", None),
    ],
)
def test_targets_name_the_indicator_of_units_they_can_be_marked_among(
    service: Service, measure: str, indicator: str | None
) -> None:
    assert target(service, CITY, measure, 2025)["unit_indicator"] == indicator


def test_the_urban_core_lags_at_the_end_of_2023(service: Service) -> None:
    """31.93 % where the line from 31.38 to 32.67 % stands at 32.16 %."""
    item = target(service, CITY, "urban-core-share", 2025)
    base = 3_004_258 / 9_572_903
    assert item["current"]["period"] == "2023-12-31"
    assert item["current"]["status"] == "E"
    assert item["expected"] == pytest.approx(base + (0.3267 - base) * 3 / 5)
    assert item["current"]["value"] < item["expected"]
    assert item["state"] == "off_track"
    assert item["needed_change_per_year"] == pytest.approx((0.3267 - item["current"]["value"]) / 2)


def test_residents_of_the_city(service: Service) -> None:
    """976.1万 at the end of 2023: 23.9万 short of 1000万, 11.95万 a year; the line stands at 982.92万."""
    item = target(service, CITY, "population", 2025)
    assert item["aspirational"] is True
    assert item["text"] == {"zh": "力争", "en": "striven for"}
    assert item["current"]["value"] == 9_761_000
    assert item["current"]["bounds"] == [9_760_500, 9_761_500]
    assert item["gap"] == 239_000
    assert item["gap_persons"] == {"at_current_total": 239_000, "at_plan_target_total": 239_000}
    assert item["needed_change_per_year"] == 119_500
    assert item["expected"] == pytest.approx(9_829_161.2)
    assert item["state"] == "off_track"


def test_a_goal_reached_early_is_met(service: Service) -> None:
    """Pingyang: 65.2 % urban at the end of 2023, 65 % wanted in 2025."""
    item = target(service, COUNTY, "urbanisation", 2025)
    assert (item["state"], item["current"]["display"]["value"]) == ("met", "65.20")
    assert target(service, COUNTY, "urbanisation", 2035)["state"] == "on_track"


def test_where_nothing_can_be_computed_the_printed_base_stands_in(service: Service) -> None:
    item = target(service, CITY, "main-centre-share", 2025)
    current = item["current"]
    assert (current["basis"], current["display"]["value"], current["clause"]) == ("published", "59.8", "表5")
    assert (current["status"], current["reason"]) == (None, "zone not enumerated")
    assert item["gap"] == pytest.approx(0.002)
    assert item["gap_persons"] == {"at_current_total": 19_146, "at_plan_target_total": 275_404}
    assert item["state"] == "not_assessable"
    estimate = target(service, COUNTY, "gupanshan-cluster-share", 2025)
    assert (estimate["current"]["basis"], estimate["current"]["display"]["value"]) == ("published", "55")
    assert "万全镇 330326117" in estimate["current"]["reason"]


def test_both_statements_of_one_target_are_kept(service: Service) -> None:
    items = service.json(f"/api/v1/plans/{CITY}/targets")["items"]
    both = [i for i in items if (i["measure"], i["year"]) == ("main-centre-share", 2030)]
    assert [(i["comparator"], i["clause"]) for i in both] == [(">", "表6 no 18"), ("≥", "正文")]


def test_targets_in_words_are_stated_not_scored(service: Service) -> None:
    item = target(service, CITY, "dependency-ratio", 2035)
    assert (item["comparator"], item["value"], item["gap"]) == ("stable", None, None)
    assert item["text"] == {"zh": "保持稳定", "en": "kept stable"}
    assert (item["state"], item["reason"]) == ("not_assessable", "the target is stated in words")


def test_the_method_is_named_and_described(service: Service) -> None:
    answer = service.json(f"/api/v1/plans/{COUNTY}/targets?period=2021")
    assert {item["method"] for item in answer["items"]} == set(answer["methods"])
    assert all(text["zh"] and text["en"] for text in answer["methods"].values())
    assert answer["query"]["period"] == "2021-12-31"


def test_a_period_without_a_count_says_so(service: Service) -> None:
    item = target(service, COUNTY, "main-centre-share", 2025, "2021")
    assert item["current"] is None
    assert item["state"] == "not_assessable"
    assert "no count of resident_population on 2021-12-31" in item["reason"]
    answer = service.get(f"/api/v1/plans/{COUNTY}/targets?period=1999")
    assert (answer.status_code, answer.json()["parameter"]) == (422, "period")
