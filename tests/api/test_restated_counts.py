"""Counts of one date on the units of another: beside the exact total of each group, and in differences when asked."""

from collections.abc import Iterator
from fractions import Fraction

import pytest

from tests.api.conftest import JSON, Service
from tests.integration.small import bring, publish
from tests.integration.two_vintages import vintages_template, vintages_url

__all__ = ["vintages_template", "vintages_url"]

# 0.333 and 0.667, as tables print a third; of the merged towns one alone is told.
CROSSWALK = """from_unit,to_unit,from_date,to_date,share,basis,source
330326100,330326100,2010-11-01,2020-11-01,0.333,addresses of 2010,estimate
330326100,330326103,2010-11-01,2020-11-01,0.6665,addresses of 2010,estimate
330326102,330326101,2010-11-01,2020-11-01,1,decree,bureau
"""
SPLIT, MERGED = {"330326100", "330326103"}, {"330326101", "330326102"}
VALUES = "/api/v1/values?level=township&indicator=resident_population&period=2020&minus_period=2010"


@pytest.fixture(scope="module")
def county(vintages_url: str) -> Iterator[Service]:
    bring(vintages_url, "crosswalk", "crosswalk.csv", CROSSWALK)
    publish(vintages_url)
    with Service(vintages_url) as running:
        yield running


def groups(service: Service, query: str = "from=2010&to=2020") -> dict[frozenset[str], JSON]:
    items = service.json(f"/api/v1/common-geography?level=township&{query}")["items"]
    return {frozenset(unit["code"] for unit in item["units"]): item["values"][0] for item in items}


def column(answer: JSON, name: str) -> JSON:
    return dict(zip(answer["units"]["code"], answer["units"][name], strict=True))


def test_a_count_is_shared_out_and_adds_up_exactly(county: Service) -> None:
    value = groups(county)[frozenset(SPLIT)]
    told = {one["unit"]["code"]: one for one in value["restated"]}
    assert set(told) == SPLIT
    assert value["from"]["value"] == sum(Fraction(one["exact"]) for one in told.values()) == 300
    assert Fraction(told["330326100"]["exact"]) == 300 * Fraction("0.333") / Fraction("0.9995")
    for one in told.values():
        assert (one["status"], one["reason"], one["basis"], one["sources"]) == (
            "E", None, ["addresses of 2010"], ["estimate"],
        )  # fmt: skip
        assert one["value"] == float(Fraction(one["exact"]))
    assert told["330326103"]["method"] == "count of 2010-11-01 shared out by crosswalk: 0.6665 of 东镇 330326100"


def test_a_group_of_which_a_part_is_not_told_is_not_restated_and_says_so(county: Service) -> None:
    (one,) = groups(county)[frozenset(MERGED)]["restated"]
    assert (one["unit"]["code"], one["value"], one["exact"]) == ("330326101", None, None)
    assert one["reason"] == "no crosswalk from 2010-11-01 to 2020-11-01 shares out the residents of 中镇 330326101"


def test_what_no_crosswalk_speaks_of_has_no_restated_count(county: Service) -> None:
    assert all(not value["restated"] for value in groups(county, "from=2020&to=2010").values())
    assert groups(county)[frozenset({"330383"})]["restated"] == []


def test_a_difference_stays_a_break_unless_restating_is_asked_for(county: Service) -> None:
    plain, restated = county.json(VALUES), county.json(f"{VALUES}&restate=crosswalk")
    assert column(plain, "status")["330326103"] == "B"
    assert column(plain, "value")["330326103"] is None
    assert "restate" not in plain["query"]
    assert restated["query"]["restate"] == "crosswalk"
    for code, now in (("330326100", 180), ("330326103", 160)):
        share = Fraction("0.333" if code == "330326100" else "0.6665") / Fraction("0.9995")
        assert column(restated, "value")[code] == now - round(300 * share)
        assert column(restated, "status")[code] == "E"
        assert column(restated, "value_from")[code] == round(300 * share)
        assert restated["reasons"][column(restated, "reason")[code]].startswith("the territory changed on 2015-01-01")
        assert restated["methods"][column(restated, "method_from")[code]].endswith("basis: addresses of 2010")
        assert restated["sources"][column(restated, "source_from")[code]]["id"] == "estimate"
    for code in ("330326101", "330326105", "330383"):  # a group not told whole, a new name, and nothing at all
        for name in ("value", "status"):
            assert column(restated, name)[code] == column(plain, name)[code]


@pytest.mark.parametrize(
    "query",
    [
        f"{VALUES}&restate=area",
        "/api/v1/values?indicator=resident_population&period=2020&restate=crosswalk",
        VALUES.replace("resident_population", "share_of_prefecture") + "&restate=crosswalk",
    ],
)
def test_restating_what_cannot_be_is_refused(county: Service, query: str) -> None:
    answer = county.get(query)
    assert (answer.status_code, answer.json()["parameter"]) == (422, "restate")
