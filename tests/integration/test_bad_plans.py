"""A bad plan file on the real units: refused whole, with every fault at once, each with its key and clause."""

import pytest

from tests.integration.small import faults_of

BAD = """
id = "bad"
version = 1
territory = "330300"
reference_date = 2020-11-01
measures = [
  { id = "core-share", kind = "share", zone = "core", label_zh = "占比", label_en = "Share", clause = "1" },
  { id = "mood", kind = "happiness", zone = "core", label_zh = "情绪", label_en = "Mood", clause = "2" },
]
[document]
title_zh = "坏规划"
title_en = "A bad plan"
issuer_zh = "某市"
issuer_en = "Some City"
issued = "2021"
base_year = 2020
horizon = [2035]
[[zones]]
id = "core"
label_zh = "核心"
label_en = "Core"
clause = "3"
membership = "enumerated"
members = ["330326100", "330326101"]
[[zones]]
id = "rest"
label_zh = "其余"
label_en = "Rest"
clause = "4"
membership = "enumerated"
members = ["330326101", "330326999"]
[[zones]]
id = "islands"
label_zh = "海岛"
label_en = "Islands"
clause = "5"
membership = "enumerated"
members = ["330322"]
[[partitions]]
id = "halves"
zones = ["core", "rest"]
[[targets]]
number = "0"
measure = "core-share"
unit = "%"
clause = "6"
points = [{ year = 2030, comparator = "much more", value = "50" }]
[[targets]]
number = "1"
measure = "core-share"
unit = "%"
clause = "7"
points = [{ year = 2019, comparator = "=", value = "50" }, { year = 2030, comparator = "=", value = "150" }]
[[targets]]
number = "2"
measure = "mood"
unit = "ratio"
clause = "8"
points = [{ year = 2030, comparator = "=", value = "1" }]
[printed]
figures = [
  { measure = "core-share", period = "2020", value = "a lot", unit = "%", clause = "9" },
  { measure = "core-share", period = "2020", value = "145", unit = "%", clause = "10" },
]
"""


def test_every_fault_of_every_stage_is_named_at_once(published_readonly_url: str) -> None:
    """Types, inner consistency and agreement with the units are three stages; a fault of one hides none of another."""
    found = {fault.field: fault.reason for fault in faults_of(published_readonly_url, "plan", "bad.toml", BAD)}
    wanted = {
        "measures[1](mood).kind": ("unknown value 'happiness'", "2"),
        "targets[0].points[0].comparator": ("unknown value 'much more'", "6"),
        "printed.figures[0].value": ("String should match pattern", "9"),
        "targets[1].points[0].year": ("2019 is not after the base year 2020", "7"),
        "targets[1].points[1].value": ("150 % is not between 0 and 100 %", "7"),
        "printed.figures[1].value": ("145 % is not between 0 and 100 %", "10"),
        "zones[1](rest).members": ("unknown code 330326999", "4"),
        "zones[2](islands).members": ("330322 洞头县 is not valid on 2020-11-01", "5"),
        "partitions[0](halves).zones": ("core and rest overlap in 330326101", "3, 4"),
    }
    assert found.keys() == wanted.keys()
    for key, (words, clause) in wanted.items():
        assert words in found[key]
        assert f"(clause {clause})" in found[key]


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ('id = "bad"', 'id = "bad"\ncolour = 1', "colour"),
        ("base_year = 2020", 'base_year = "soon"', "document.base_year"),
        ('zones = ["core", "rest"]', 'zones = ["core"]', "partitions[0](halves).zones"),
        ('id = "islands"', 'id = "The Islands"', "zones[2](The Islands).id"),
    ],
)
def test_a_fault_elsewhere_hides_none_of_the_codes(published_readonly_url: str, old: str, new: str, key: str) -> None:
    faults = faults_of(published_readonly_url, "plan", "bad.toml", BAD.replace(old, new))
    assert key in {fault.field for fault in faults}
    assert any("unknown code 330326999" in fault.reason for fault in faults)


def test_without_a_date_no_code_can_be_looked_up(published_readonly_url: str) -> None:
    content = BAD.replace("reference_date = 2020-11-01", 'reference_date = "then"')
    faults = faults_of(published_readonly_url, "plan", "bad.toml", content)
    assert {"reference_date", "measures[1](mood).kind"} <= {fault.field for fault in faults}
    assert not any("unknown code" in fault.reason for fault in faults)
