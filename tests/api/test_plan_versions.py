"""A plan gains a version: the first stays answerable, and the two are compared."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest

from app.paths import WENZHOU
from tests.api.conftest import Service
from tests.conftest import WORKER
from tests.integration.small import bring, publish

if TYPE_CHECKING:
    from tests.conftest import Server

COUNTY = "pingyang-population-2035"
BASE = f"/api/v1/plans/{COUNTY}"
MEN = (
    '  { id = "men", kind = "population", indicator = "male_population",'
    ' label_zh = "男性", label_en = "Men", clause = "1" },\n'
)
WANQUAN = 47_304  # our estimate of its residents


def second_version() -> str:
    text = (WENZHOU / "plans" / f"{COUNTY}.toml").read_text("utf-8")
    for old, new in (
        ("version = 1", "version = 2"),
        ('members = ["330326100", "330326101"] #', 'members = ["330326100", "330326101", "330326117"] #'),
        ('{ year = 2025, comparator = "=", value = "53" }', '{ year = 2025, comparator = "≥", value = "54" }'),
        ('value = "45.31"', 'value = "50.79"'),
        ('issued = "2022"', 'issued = "2024"'),
        ('  { id = "sex-ratio"', MEN + '  { id = "sex-ratio"'),
    ):  # fmt: skip
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


@pytest.fixture(scope="module")
def service(cluster: Server, published_template: str) -> Iterator[Service]:
    """The bundled data as release 1, and a second version of one plan as release 2."""
    name = f"{published_template}_{WORKER}_versions"
    cluster.drop(name)
    url = cluster.clone(published_template, name)
    bring(url, "plan", "two.toml", second_version())
    publish(url)
    with Service(url) as running:
        yield running
    cluster.drop(name)


def share(service: Service, query: str) -> dict[str, Any]:
    items = service.json(f"{BASE}/measures?period=2020{query}")["items"]
    found: dict[str, Any] = next(item for item in items if item["measure"] == "main-centre-share")
    return found


def test_the_latest_version_answers_and_the_first_is_kept(service: Service) -> None:
    assert service.json(BASE)["item"]["version"] == 2
    assert service.json(BASE)["item"]["versions"] == [1, 2]
    first = service.json(f"{BASE}?version=1")["item"]
    assert first["version"] == 1
    assert [m["code"] for m in first["zones"][0]["members"]] == ["330326100", "330326101"]
    assert share(service, "")["value"] == pytest.approx((391_100 + WANQUAN) / 863_166)
    assert share(service, "&version=1")["value"] == 391_100 / 863_166
    assert share(service, "&as_of=1")["value"] == 391_100 / 863_166


def test_each_version_has_its_receipts(service: Service) -> None:
    for version, members in ((1, 2), (2, 3)):
        item = share(service, f"&version={version}")
        receipt = service.json(item["receipt"])["receipt"]
        assert receipt["plan_version"] == version
        assert len([entry for entry in receipt["inputs"] if entry["role"] == "zone"]) == members


@pytest.mark.parametrize(
    ("path", "status", "parameter"),
    [
        ("?version=3", 404, "version"),
        ("/measures?version=3", 404, "version"),
        ("?version=0", 422, "version"),
        ("/diff?from=1&to=3", 404, "to"),
        ("/diff?from=9&to=2", 404, "from"),
        ("/diff?from=1", 400, "to"),
        ("/diff?from=1&to=2&period=1999", 422, "period"),
    ],
)
def test_versions_there_are_not(service: Service, path: str, status: int, parameter: str) -> None:
    answer = service.get(f"{BASE}{path}")
    assert (answer.status_code, answer.json()["parameter"]) == (status, parameter)


def test_the_difference_names_who_moves_and_how_many(service: Service) -> None:
    diff = service.json(f"{BASE}/diff?from=1&to=2")
    (move,) = diff["moves"]
    assert (move["code"], move["name"]["zh"], move["joined"], move["left"]) == (
        "330326117",
        "万全镇",
        ["main-centre"],
        [],
    )
    assert move["residents"] == {"value": WANQUAN, "period": "2020-11-01", "status": "E", "reason": None}
    (zone,) = diff["zones"]
    assert (zone["zone"], zone["joined"], zone["residents_joined"], zone["residents_left"]) == (
        "main-centre", ["330326117"], WANQUAN, 0,
    )  # fmt: skip


def test_the_difference_goes_through_every_measure(service: Service) -> None:
    measures = {m["measure"]: m for m in service.json(f"{BASE}/diff?from=1&to=2")["measures"]}
    changed = {name: m["change"] for name, m in measures.items() if m["change"] != "unchanged"}
    assert changed == {
        "main-centre-share": "affected", "main-centre-population": "affected", "main-centre-density": "affected",
        "main-centre-growth": "affected", "men": "added",
    }  # fmt: skip
    share = measures["main-centre-share"]
    assert share["difference"] == pytest.approx(WANQUAN / 863_166)
    assert (share["before"]["status"], share["after"]["status"]) == ("A", "E")
    growth = measures["main-centre-growth"]
    assert (growth["after"]["value"], growth["difference"]) == (None, None)
    assert "万全镇 330326117" in growth["after"]["reason"]


def test_targets_figures_and_document_are_compared(service: Service) -> None:
    diff = service.json(f"{BASE}/diff?from=1&to=2")
    (target,) = diff["targets"]
    assert (target["number"], target["year"], target["change"]) == ("14", 2025, "changed")
    assert (target["before"][0]["value"], target["after"][0]["value"]) == ("53", "54")
    assert (target["before"][0]["comparator"], target["after"][0]["comparator"]) == ("=", "≥")
    (figure,) = diff["published_figures"]
    assert (figure["before"][0]["value"], figure["after"][0]["value"]) == ("45.31", "50.79")
    assert diff["document"] == [{"key": "issued", "before": "2022", "after": "2024"}]


def test_back_is_the_mirror_and_the_same_is_nothing(service: Service) -> None:
    back = service.json(f"{BASE}/diff?from=2&to=1&period=2020")
    assert back["moves"][0]["left"] == ["main-centre"]
    assert {m["measure"] for m in back["measures"] if m["change"] == "removed"} == {"men"}
    same = service.json(f"{BASE}/diff?from=2&to=2")
    assert (same["moves"], same["zones"], same["targets"], same["document"]) == ([], [], [], [])
    assert {m["change"] for m in same["measures"]} == {"unchanged"}
