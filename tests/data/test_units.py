"""Units: codes, versions, parents and the names that a dictionary gets wrong."""

from collections import defaultdict
from collections.abc import Callable
from itertools import pairwise

import pytest

Table = Callable[[str], list[dict[str, str]]]
CENSUS_DAY = "2020-11-01"


def current(rows: list[dict[str, str]], day: str = CENSUS_DAY) -> list[dict[str, str]]:
    return [r for r in rows if r["valid_from"] <= day and (not r["valid_to"] or day < r["valid_to"])]


def leaves(rows: list[dict[str, str]], top: str, day: str) -> list[str]:
    held = [r for r in current(rows, day) if r["level"] != "functional_zone"]
    below = [r["unit"] for r in held if r["parent"] == top]
    return [leaf for unit in below for leaf in leaves(rows, unit, day)] if below else [top]


def test_the_census_of_2020_has_184_townships_and_one_county_that_is_its_own_leaf(table: Table) -> None:
    found = leaves(table("units.csv"), "330300", CENSUS_DAY)
    assert len(found) == len(set(found)) == 185
    assert [code for code in found if len(code) == 6] == ["330383"]


def test_levels_are_complete(table: Table) -> None:
    rows = current(table("units.csv"))
    count = {level: sum(r["level"] == level for r in rows) for level in {r["level"] for r in rows}}
    assert count == {"province": 1, "prefecture": 11, "county": 12, "township": 184, "functional_zone": 8}


def test_a_code_names_one_unit_at_a_time_and_versions_do_not_overlap(table: Table) -> None:
    for key in ("code", "unit"):
        spans = defaultdict(list)
        for row in table("units.csv"):
            spans[row[key]].append((row["valid_from"], row["valid_to"] or "9999"))
        for code, held in spans.items():
            assert all(before[1] <= after[0] for before, after in pairwise(sorted(held))), code


def test_parents_exist_and_only_the_province_has_none(table: Table) -> None:
    rows = table("units.csv")
    units = {row["unit"] for row in rows}
    assert {row["unit"] for row in rows if not row["parent"]} == {"330000"}
    assert all(row["parent"] in units for row in rows if row["parent"])


def test_every_area_has_a_source_that_is_listed(table: Table) -> None:
    sources = {row["id"] for row in table("sources.csv")}
    for row in table("units.csv"):
        assert bool(row["area_km2"]) == bool(row["area_source"])
        assert not row["area_source"] or row["area_source"] in sources


@pytest.mark.parametrize(
    ("unit", "day", "code", "parent"),
    [
        ("330305", "2010-11-01", "330322", "330300"),
        ("330305", "2015-07-23", "330305", "330300"),
        ("330305002", "2010-11-01", "330305002", "330303"),
        ("330305002", "2015-07-23", "330305002", "330305"),
        ("330383", "2019-09-24", "330327101", "330327"),
        ("330383", "2019-09-25", "330383", "330300"),
        ("330371005", "2020-11-01", "330371005", "330303"),
    ],
)
def test_units_that_changed_code_or_parent(table: Table, unit: str, day: str, code: str, parent: str) -> None:
    [version] = [row for row in current(table("units.csv"), day) if row["unit"] == unit]
    assert (version["code"], version["parent"]) == (code, parent)


def test_lineage_speaks_of_known_units_and_agrees_with_the_versions(table: Table) -> None:
    rows = table("units.csv")
    units = {row["unit"] for row in rows}
    events = table("lineage.csv")
    for event in events:
        named = {event["from_unit"], event["to_unit"], event["part_unit"]} - {""}
        assert named <= units
        assert event["kind"] in {"rename", "merge", "split", "transfer", "relevel"}
        assert event["legal_source"]
    changes = {(row["unit"], row["valid_to"]) for row in rows if row["valid_to"]}
    told = {(unit, e["date"]) for e in events for unit in (e["from_unit"], e["to_unit"], e["part_unit"])}
    assert changes <= told


@pytest.mark.parametrize(
    ("name", "english", "pinyin"),
    [
        ("乐清市", "Yueqing", "yue qing shi"),
        ("乐成街道", "Yuecheng", "yue cheng jie dao"),
        ("瑞安市", "Rui'an", "rui an shi"),
        ("大峃镇", "Daxue", "da xue zhen"),
        ("峃口镇", "Xuekou", "xue kou zhen"),
        ("莘塍街道", "Shencheng", "shen cheng jie dao"),
        ("鳌江镇", "Aojiang", "ao jiang zhen"),
        ("七都街道", "Qidu", "qi du jie dao"),
        ("百丈漈镇", "Baizhangji", "bai zhang ji zhen"),
        ("南麂镇", "Nanji", "nan ji zhen"),
        ("蒲鞋市街道", "Puxieshi", "pu xie shi jie dao"),
        ("青街畲族乡", "Qingjie", "qing jie she zu xiang"),
        ("西坑畲族镇", "Xikeng", "xi keng she zu zhen"),
        ("曹村镇", "Caocun", "cao cun zhen"),
        ("丽岙街道", "Li'ao", "li ao jie dao"),
        ("台州市", "Taizhou", "tai zhou shi"),
    ],
)
def test_names_are_romanised_as_they_are_read_there(table: Table, name: str, english: str, pinyin: str) -> None:
    assert {(r["name_en"], r["pinyin"]) for r in table("units.csv") if r["name_zh"] == name} == {(english, pinyin)}


def test_every_name_has_one_syllable_a_character(table: Table) -> None:
    for row in table("units.csv"):
        syllables = row["pinyin"].split()
        assert len(syllables) == len(row["name_zh"]), row["name_zh"]
        assert all(s.isascii() and s.isalpha() and s.islower() for s in syllables), row["name_zh"]
