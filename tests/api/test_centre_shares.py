"""The stable address of the shares of all centres, and how a copy of it is kept up to date."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest

from app.paths import WENZHOU
from tests.api.conftest import Service
from tests.api.decoding import check_every_format, from_csv, keyed
from tests.conftest import WORKER
from tests.integration.small import bring, publish

if TYPE_CHECKING:
    from tests.conftest import Server

PATH = "/api/v1/centre-shares"
COUNTY = "pingyang-population-2035"
KEYS = ("plan", "measure", "period")
COLUMNS = [
    "plan", "plan_version", "measure", "zone", "denominator", "indicator", "period", "value", "lower", "upper", "unit",
    "status", "reason", "estimated_share", "published_value", "published_unit", "verdict", "release", "receipt",
    "change",
]  # fmt: skip
Key = tuple[str, str, str]
Rows = dict[Key, dict[str, Any]]


def second_version() -> str:
    """One share goes, another comes under an id that does not call itself a share; the rest only gain a version."""
    text = (WENZHOU / "plans" / f"{COUNTY}.toml").read_text("utf-8")
    for old, new in (("version = 1", "version = 2"), ('id = "riverside-belt-share"', 'id = "river-part"')):
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


def correction(service: Service) -> str:
    """Move 33 persons to 鳌江 from a town of the county that is in no zone of any plan, so that the county adds up."""
    url = "/api/v1/units?level=township&parent=330326&period=2020&indicator=resident_population"
    plans = [plan["id"] for plan in service.json("/api/v1/plans")["items"]]
    zones = [zone for plan in plans for zone in service.json(f"/api/v1/plans/{plan}/zones")["items"]]
    inside = {member["code"] for zone in zones for member in zone["members"]}
    counts = {item["code"]: item["values"]["resident_population"] for item in service.json(url)["items"]}
    donor = next(code for code, count in counts.items() if count["status"] == "E" and code not in inside)
    return (
        "unit,indicator,reference_date,value,status,half_width,source,method\n"
        "330326101,resident_population,2020-11-01,233333,A,0,plan-pingyang-population-2035,\n"
        f"{donor},resident_population,2020-11-01,{counts[donor]['value'] - 33},E,,census-2020-bulletin,rest\n"
    )


@pytest.fixture(scope="module")
def three(cluster: Server, published_template: str, service: Service) -> Iterator[Service]:
    """Release 1: the bundled data. Release 2: a plan's second version. Release 3: a corrected count."""
    name = f"{published_template}_{WORKER}_shares"
    cluster.drop(name)
    url = cluster.clone(published_template, name)
    bring(url, "plan", "two.toml", second_version())
    publish(url)
    bring(url, "census", "correction.csv", correction(service), dataset="census-2020-bulletin")
    publish(url)
    with Service(url) as running:
        yield running
    cluster.drop(name)


def rows(service: Service, query: str = "") -> Rows:
    return keyed(service.json(f"{PATH}{query}")["items"], KEYS)  # type: ignore[return-value]


def stated(service: Service, release: int, query: str = "") -> Rows:
    """What a release says of measures of kind share, by the address of measures."""
    items = service.json(f"/api/v1/measures?period=2010..latest&as_of={release}{query}")["items"]
    return keyed([item for item in items if item["kind"] == "share"], KEYS)  # type: ignore[return-value]


def difference(service: Service, since: int, until: int, query: str = "") -> dict[Key, str]:
    then, now = stated(service, since, query), stated(service, until, query)
    changed = {key: "changed" for key in then.keys() & now.keys() if then[key] != now[key]}
    gone, new = then.keys() - now.keys(), now.keys() - then.keys()
    return changed | dict.fromkeys(gone, "removed") | dict.fromkeys(new, "added")


def test_all_shares_of_all_plans_at_all_dates_are_there(service: Service) -> None:
    found, expected = rows(service), stated(service, 1)
    assert list(found) == list(expected)
    assert len({plan for plan, _, _ in found}) == 4
    for key, item in expected.items():
        row = found[key]
        assert list(row) == COLUMNS
        assert (row["value"], [row["lower"], row["upper"]]) == (item["value"], item["bounds"] or [None, None])
        published = item["published"] or {"value": None, "unit": None, "verdict": None}
        assert [row["published_value"], row["published_unit"], row["verdict"]] == [
            published["value"], published["unit"], published["verdict"],
        ]  # fmt: skip
        for name in ("plan_version", "zone", "denominator", "indicator", "unit", "status", "reason", "receipt"):
            assert row[name] == item[name]
        assert row["estimated_share"] == item["coverage"]["estimated_share"]
        assert (row["release"], row["change"]) == (1, None)


def test_columns_and_their_order_are_stable(service: Service) -> None:
    content = service.get(f"{PATH}?format=csv").content
    assert content.decode("utf-8-sig").splitlines()[0] == ",".join(COLUMNS)
    assert list(from_csv(content)[0]) == COLUMNS


@pytest.mark.parametrize(
    ("query", "kept"),
    [
        (f"plan={COUNTY}", lambda key, _: key[0] == COUNTY),
        ("measure=main-centre-share", lambda key, _: key[1] == "main-centre-share"),
        ("period=2020", lambda key, _: key[2] == "2020-11-01"),
        ("period=2010..2021", lambda key, _: key[2] <= "2021-12-31"),
        ("period=latest", lambda key, _: key[2] == "2023-12-31"),
        ("status=B,E", lambda _, row: row["status"] in "BE"),
        (f"plan={COUNTY}&period=2020&status=A", lambda key, row: (key[0], key[2], row["status"])
            == (COUNTY, "2020-11-01", "A")),
    ],
)  # fmt: skip
def test_filters(service: Service, query: str, kept: Any) -> None:
    expected = {key: row for key, row in rows(service).items() if kept(key, row)}
    assert rows(service, f"?{query}") == expected
    assert expected


def test_pages_follow_each_other(service: Service) -> None:
    whole, url = list(rows(service)), f"{PATH}?limit=25&status=A,E"
    found: list[Key] = []
    while url:
        page = service.json(url)
        assert len(page["items"]) <= 25
        found += keyed(page["items"], KEYS)  # type: ignore[arg-type]
        url = page["next"]
    assert len(found) == page["total"] > 25
    assert found == [key for key in whole if key in set(found)]


def test_what_changed_is_exactly_what_differs(three: Service) -> None:
    for since, until in ((1, 2), (2, 3), (1, 3)):
        expected = difference(three, since, until)
        found = rows(three, f"?since_release={since}&as_of={until}")
        assert {key: row["change"] for key, row in found.items()} == expected
        assert set(expected.values()) <= {"added", "changed", "removed"}
    assert {row["change"] for row in found.values()} == {"added", "changed", "removed"}
    assert rows(three, "?since_release=3") == {}
    corrected = rows(three, "?since_release=2")
    assert set(corrected) == {
        (COUNTY, measure, "2020-11-01") for measure in ("main-centre-share", "river-part", "gupanshan-cluster-share")
    }
    assert corrected[COUNTY, "main-centre-share", "2020-11-01"]["value"] == (157_800 + 233_333) / 863_166


def test_what_was_removed_is_given_as_it_was_said(three: Service) -> None:
    key = (COUNTY, "riverside-belt-share", "2020-11-01")
    before = rows(three, "?as_of=1")[key]
    row = rows(three, "?since_release=1")[key]
    assert row == before | {"change": "removed", "release": 1, "receipt": f"{before['receipt']}&as_of=1"}
    receipt = three.json(row["receipt"])
    assert receipt["receipt"]["measure"] == "riverside-belt-share"


def test_a_copy_that_takes_over_changes_equals_a_fresh_one(three: Service) -> None:
    for query in ("", "&status=A", "&status=E&period=2020", f"&plan={COUNTY}"):
        copy = rows(three, f"?as_of=1{query}")
        for key, row in rows(three, f"?since_release=1{query}").items():
            assert (key in copy) == (row["change"] != "added")
            if row["change"] == "removed":
                del copy[key]
            else:
                copy[key] = row
        fresh = rows(three, f"?limit=10000{query}")
        unsaid = {"release": None, "change": None}
        assert {k: row | unsaid for k, row in copy.items()} == {k: row | unsaid for k, row in fresh.items()}


def test_changes_are_the_same_in_every_format_and_in_pages(three: Service) -> None:
    url = f"{PATH}?since_release=1"
    items = three.json(url)["items"]
    check_every_format(three, url, KEYS, items)
    assert three.json(f"{url}&limit=5&offset=3")["items"] == items[3:8]


@pytest.mark.parametrize(
    ("query", "status", "parameter"),
    [
        ("since_release=4", 404, "since_release"),
        ("since_release=3&as_of=2", 422, "since_release"),
        ("since_release=0", 422, "since_release"),
        ("plan=nope", 404, "plan"),
        ("measure=density", 404, "measure"),
        ("measure=riverside-belt-share", 404, "measure"),
        ("period=1999", 422, "period"),
        ("format=geojson", 422, "format"),
    ],
)
def test_refusals_name_the_fault(three: Service, query: str, status: int, parameter: str) -> None:
    answer = three.get(f"{PATH}?{query}")
    assert (answer.status_code, answer.json()["parameter"]) == (status, parameter)


def test_a_share_that_is_gone_can_still_be_asked_for_as_a_change(three: Service) -> None:
    found = rows(three, "?since_release=1&measure=riverside-belt-share")
    assert {row["change"] for row in found.values()} == {"removed"}
    assert len(found) == 4
