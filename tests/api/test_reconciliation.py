"""Every printed figure, judged, over HTTP."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.api.conftest import Service

CITY, COUNTY = "wenzhou-population-2035", "pingyang-population-2035"


def reconciled(service: Service, plan: str, query: str = "") -> dict[str, Any]:
    return service.json(f"/api/v1/plans/{plan}/reconciliation{query}")


@pytest.mark.parametrize(
    ("plan", "summary"),
    [
        (CITY, {"reproduced": 117, "within_rounding": 1, "differs": 2, "not_computable": 8, "figures": 128,
                "claims": 5, "contradictions": 5}),
        (COUNTY, {"reproduced": 47, "within_rounding": 2, "differs": 4, "not_computable": 7, "figures": 60,
                  "claims": 2, "contradictions": 5}),
        ("wenzhou-fyp14", {"reproduced": 0, "within_rounding": 0, "differs": 1, "not_computable": 0, "figures": 1,
                           "claims": 0, "contradictions": 3}),
        ("wenzhou-social-fyp14", {"reproduced": 1, "within_rounding": 0, "differs": 0, "not_computable": 0,
                                  "figures": 1, "claims": 0, "contradictions": 1}),
    ],
)  # fmt: skip
def test_every_figure_has_its_verdict(service: Service, plan: str, summary: dict[str, int]) -> None:
    found = reconciled(service, plan)
    assert found["summary"] == {**summary, "unacknowledged": 0}
    assert len(found["items"]) == summary["figures"]
    for item in found["items"]:
        assert item["clause"]
        assert item["reason"] or item["verdict"] in {"reproduced", "within_rounding"}
        assert item["acknowledged"] or item["verdict"] != "differs"
    service.json(f"/api/v1/plans/{plan}/reconciliation?as_of=1")


@pytest.mark.parametrize(
    ("printed", "display", "computed"),
    [("88.94", "88.94", 889_374), ("91.62", "91.62", 916_214), ("95.30", "95.30", 953_005), ("93.1", "93.1", 931_000),
     ("96.7", "96.7", 967_000), ("2.99", "2.99", 0.0298670), ("0.18", "0.18", 0.00179542)],
)  # fmt: skip
def test_the_outlooks_arithmetic(service: Service, printed: str, display: str, computed: float) -> None:
    items = reconciled(service, COUNTY)["items"]
    (item,) = [i for i in items if i["printed"]["value"] == printed and i["extrapolation"]]
    assert item["verdict"] == "reproduced"
    assert item["computed_display"] == display
    assert item["computed"] == pytest.approx(computed, rel=1e-4)


def test_shares_are_fractions_and_percent_is_display(service: Service) -> None:
    items = reconciled(service, COUNTY)["items"]
    item = next(i for i in items if i["measure"] == "main-centre-share" and i["printed"]["value"] == "45.31")
    assert item["printed"] == {"value": "45.31", "unit": "%", "decimals": 2}
    assert item["computed"] == pytest.approx(391_100 / 863_166)
    assert (item["computed_unit"], item["computed_display"]) == ("fraction", "45.31")
    assert item["bounds"] == pytest.approx([391_000 / 863_166, 391_200 / 863_166])
    change = next(i for i in items if i["printed"]["unit"] == "points")
    assert abs(change["computed"]) < 1


def test_the_verdict_filter_leaves_the_summary(service: Service) -> None:
    whole, part = reconciled(service, CITY), reconciled(service, CITY, "?verdict=differs")
    assert part["summary"] == whole["summary"]
    assert part["query"]["verdict"] == "differs"
    assert part["items"] == [item for item in whole["items"] if item["verdict"] == "differs"]
    assert "the inputs allow" in part["items"][0]["reason"]


@pytest.mark.parametrize(
    ("path", "status", "parameter"),
    [
        (f"{COUNTY}/reconciliation?verdict=fine", 422, "verdict"),
        ("nowhere/reconciliation", 404, "plan"),
        (f"{COUNTY}/reconciliation?period=2020", 400, "period"),
    ],
)
def test_what_is_not_served_is_refused(service: Service, path: str, status: int, parameter: str) -> None:
    answer = service.get(f"/api/v1/plans/{path}")
    assert (answer.status_code, answer.json()["parameter"]) == (status, parameter)


def test_contradictions_name_both_clauses(service: Service) -> None:
    found = {c["topic"]: c for c in reconciled(service, COUNTY)["contradictions"]}
    assert [s["clause"] for s in found["urbanisation 2020"]["sides"]] == ["一(一)4", "表6 no 16"]
    assert {s["printed"] for s in found["population 2025 gap"]["sides"]} == {"7", "4"}
    centre = found["main-centre share 2020"]
    assert (centre["kind"], centre["rule"]) == ("between_plans", "same_word")
    assert {(s["plan"], s["printed"]) for s in centre["sides"]} == {(COUNTY, "71.52"), (CITY, "59.8")}
    assert all(c["explanation"]["zh"] and c["explanation"]["en"] for c in found.values())


def test_the_claim_of_three_counties_fails_for_dongtou(service: Service) -> None:
    found = reconciled(service, CITY)
    claim = next(c for c in found["claims"] if c["id"] == "three-counties-below-60")
    assert claim["standing"] == "fails"
    assert claim["evidence"]["en"] == "洞头区 330305 52.82 %"
    assert any(c["kind"] == "against_facts" and "洞头区" in c["explanation"]["zh"] for c in found["contradictions"])


def test_what_is_printed_for_other_places_carries_their_code(service: Service) -> None:
    items = reconciled(service, CITY)["items"]
    hangzhou = [i for i in items if i["code"] == "330100"]
    assert {i["subject"] for i in hangzhou} == {"杭州市"}
    assert {i["printed"]["value"] for i in hangzhou} >= {"1193.60", "870.04", "18.49", "15.99", "37.19", "323.56"}
