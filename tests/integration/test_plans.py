"""Plans are imported whole, never rewritten, and live beside their later versions."""

import json

import pytest

from app.services.check_draft import check_draft
from tests.integration.small import PLAN, bring, faults_of, publish, query, state, writing

SECOND = PLAN.replace("version = 1", "version = 2").replace(
    'members = ["330326100", "330326101"]', 'members = ["330383"]'
)
FOLLOWER = (
    PLAN.replace('id = "small"', 'id = "follower"')
    .replace('members = ["330326100", "330326101"]', 'plan = "small"\nzone = "main-centre"')
    .replace('"enumerated"', '"reference"')
)


def test_all_faults_of_a_plan_are_named_with_their_keys(refusing_url: str) -> None:
    bad = (
        PLAN.replace('kind = "population"', 'kind = "happiness"')
        .replace('membership = "enumerated"', 'membership = "guessed"')
        .replace("base_year = 2020", "base_year = 12\ncolour = 1")
    )
    faults = faults_of(refusing_url, "plan", "bad.toml", bad)
    keys = {fault.field for fault in faults}
    assert {"zones[0](main-centre).membership", "measures[1](population).kind"} <= keys
    assert {"document.base_year", "document.colour"} <= keys
    allowed = next(fault.reason for fault in faults if fault.field == "zones[0](main-centre).membership")
    assert "'guessed'" in allowed
    assert "allowed: enumerated, not_enumerated, descriptive, reference" in allowed
    assert "(clause 1)" in allowed


def test_codes_are_checked_against_the_units(refusing_url: str) -> None:
    bad = PLAN.replace('"330326101"]', '"330326999", "330301001"]').replace('"330300"', '"330399"')
    faults = faults_of(refusing_url, "plan", "bad.toml", bad)
    reasons = [fault.reason for fault in faults]
    for code in ("330326999", "330301001", "330399"):
        assert any(f"unknown code {code}" in reason for reason in reasons)
    assert any(fault.field == "zones[0](main-centre).members" for fault in faults)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "Field required"),
        (b"id = ", "not TOML"),
        (PLAN.encode("gbk"), "not UTF-8"),
        (PLAN.replace("小规划", "\\u0000").encode(), "NUL"),
        (PLAN.replace("小规划", "\0").encode(), "NUL"),
        (PLAN.replace('zone = "main-centre"', 'zone = "elsewhere"').encode(), "elsewhere"),
        (FOLLOWER.replace('plan = "small"', 'plan = "unheard"').encode(), "unknown plan 'unheard'"),
        (FOLLOWER.replace('zone = "main-centre"\n', 'zone = "unheard"\n').encode(), "unheard"),
    ],
)
def test_what_is_no_plan_is_refused_with_words(refusing_url: str, content: bytes, words: str) -> None:
    faults = faults_of(refusing_url, "plan", "bad.toml", content)
    assert any(words in fault.reason for fault in faults)


def test_a_published_version_is_not_rewritten(small_url: str) -> None:
    faults = faults_of(small_url, "plan", "small.toml", PLAN.replace("主中心占比", "占比"))
    assert [fault.field for fault in faults] == ["version"]
    assert "give the new text a new version" in faults[0].reason


def test_layout_and_comments_are_no_new_text(small_url: str) -> None:
    content = "# A comment.\n" + PLAN.replace("[document]", "\n[document] # here\n")
    assert bring(small_url, "plan", "small.toml", content).changes["unchanged"] == 1


def test_a_version_of_the_draft_may_be_corrected(small_url: str) -> None:
    assert bring(small_url, "plan", "two.toml", SECOND).changes["added"] == 1
    corrected = SECOND.replace('"330383"', '"330326102", "330383"')
    assert bring(small_url, "plan", "two.toml", corrected).changes["changed"] == 1
    members = """
        SELECT m.unit FROM polycentre.plan p JOIN polycentre.zone z ON z.plan_id = p.id
        JOIN polycentre.zone_member m ON m.zone_id = z.id WHERE p.version = 2 ORDER BY 1
    """
    assert query(small_url, members) == [("330326102",), ("330383",)]


def test_a_second_version_stands_beside_the_first(small_url: str) -> None:
    bring(small_url, "plan", "two.toml", SECOND)
    publish(small_url)
    values = """
        SELECT version, value FROM polycentre.measure_result
        WHERE release = %s AND measure = 'main-centre-share' ORDER BY version
    """
    assert query(small_url, values, 1) == [(1, 0.5)]
    assert query(small_url, values, 2) == [(1, 0.5), (2, 0.4)]


def test_losing_a_zone_that_another_plan_uses_stops_the_publication(small_url: str) -> None:
    bring(small_url, "plan", "follower.toml", FOLLOWER)
    publish(small_url)
    before = state(small_url)
    other = SECOND.replace('id = "main-centre"\n', 'id = "heart"\n').replace('zone = "main-centre"', 'zone = "heart"')
    bring(small_url, "plan", "two.toml", other)
    with writing(small_url) as connection:
        errors = [finding for finding in check_draft(connection, 3) if finding.severity == "error"]
    assert [error.check for error in errors] == ["plans"]
    assert "main-centre" in json.dumps([error.as_json() for error in errors])
    assert before["measure_result"] == state(small_url)["measure_result"]
