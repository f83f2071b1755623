"""Forecasts and extrapolations over HTTP."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.api.conftest import Service

COUNTY = "pingyang-population-2035"
# Every third printed row: low, middle, high, in persons.
PRINTED = {
    2021: (866_100, 874_100, 883_700), 2024: (875_000, 907_500, 945_300), 2027: (881_200, 934_900, 993_700),
    2030: (886_000, 959_500, 1_035_300), 2033: (883_500, 967_900, 1_051_100), 2035: (881_900, 967_100, 1_061_500),
}  # fmt: skip


def test_every_year_of_three_runs_is_a_forecast(service: Service) -> None:
    items = service.json(f"/api/v1/plans/{COUNTY}/outlook")["items"]
    assert len(items) == 45
    assert {item["status"] for item in items} == {"F"}
    for year, values in PRINTED.items():
        assert tuple(i["value"] for i in items if i["year"] == year) == values
    first = items[0]
    assert (first["display"], first["bounds"]) == ({"value": "86.61", "unit": "万"}, [866_050, 866_150])


def test_later_counts_stand_beside_their_forecast(service: Service) -> None:
    items = service.json(f"/api/v1/plans/{COUNTY}/outlook")["items"]
    counted = {i["year"]: i["observed"] for i in items if i["scenario"] == "low" and i["observed"]}
    assert counted == {
        2021: {"value": 865_900, "period": "2021-12-31", "status": "E", "difference": -200},
        2023: {"value": 871_000, "period": "2023-12-31", "status": "E", "difference": -1000},
    }


def test_the_plans_own_arithmetic_is_worked_again(service: Service) -> None:
    found = service.json(f"/api/v1/plans/{COUNTY}/outlook")["extrapolations"]
    assert [(e["method"], e["display"]["value"], e["printed"]["value"], e["verdict"]) for e in found] == [
        ("annual_rate", "0.18", "0.18", "reproduced"),
        ("rate", "88.94", "88.94", "reproduced"),
        ("rate", "91.62", "91.62", "reproduced"),
        ("rate", "95.30", "95.30", "reproduced"),
        ("needed_rate", "2.99", "2.99", "reproduced"),
        ("share", "93.1", "93.1", "reproduced"),
        ("share", "96.7", "96.7", "reproduced"),
    ]
    assert all(e["formula"] and e["label"]["zh"] for e in found)


def test_a_target_is_reached_in_three_ways(service: Service) -> None:
    """From 871,000 at the end of 2023 to 100万 in 2025: 7.15 % or 6.45万 a year, or a tenth of the city's 1000万."""
    found = service.json(f"/api/v1/plans/{COUNTY}/outlook")["needed"]
    item = next(n for n in found if (n["measure"], n["year"]) == ("population", 2025))
    assert item["rate"] == pytest.approx((1_000_000 / 871_000) ** 0.5 - 1)
    assert item["increment"] == 64_500
    assert (item["share"]["value"], item["share"]["whole"], item["share"]["measure"]) == (0.1, 10_000_000, "city-share")


def test_a_plan_without_a_forecast_has_none(service: Service) -> None:
    answer = service.json("/api/v1/plans/wenzhou-social-fyp14/outlook")
    assert (answer["items"], answer["extrapolations"], answer["needed"]) == ([], [], [])
    assert service.get("/api/v1/plans/nowhere/outlook").status_code == 404
