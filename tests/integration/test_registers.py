"""Registers and packages: what may change, what may not, and all faults at once."""

import hashlib
import json
import shutil
from pathlib import Path

import pytest

from app.ingest.fault import ImportRefused
from app.services.import_package import import_package
from tests.integration.small import DATASETS, SOURCES, UNITS, bring, faults_of, query, writing

UNIT_HEADER = UNITS.splitlines()[0] + "\n"


def unit(code: str, *, parent: str = "330326", valid: str = ",", level: str = "township", number: str = "") -> str:
    return f"{number or code},{code},{level},镇,某镇,Some,mou zhen,{parent},{valid},,\n"


def test_a_published_source_keeps_its_words(small_url: str) -> None:
    faults = faults_of(small_url, "sources", "s.csv", SOURCES.replace("Our estimate", "A guess"))
    assert [(fault.row, fault.field) for fault in faults] == [(3, "id")]
    assert bring(small_url, "sources", "s.csv", SOURCES + "new,New\n").changes == {
        "added": 1,
        "changed": 0,
        "unchanged": 2,
    }
    assert bring(small_url, "sources", "s.csv", "id,title\nnew,Newer\n").changes["changed"] == 1


def test_register_faults_come_together(refusing_url: str) -> None:
    content = DATASETS + "census,x,x,resident,1,bureau\nlast,x,,many,first,hearsay\n"
    faults = faults_of(refusing_url, "datasets", "d.csv", content)
    assert {(fault.row, fault.field) for fault in faults} == {
        (4, "id"),
        (5, "title_en"),
        (5, "universe"),
        (5, "rank"),
        (5, "source"),
    }
    assert {fault.field for fault in faults_of(refusing_url, "datasets", "d.csv", "id,rank\nx,1\n")} == {
        "title_zh",
        "title_en",
        "universe",
        "source",
    }


def test_unit_faults_come_together(refusing_url: str) -> None:
    content = UNIT_HEADER + "".join(
        [
            unit("12345"),
            unit("330326110", parent="339999"),
            unit("330326111", level="hamlet"),
            unit("330326112", valid="2020-01-01,2019-01-01"),
            unit("330326113"),
            unit("330326113", number="other"),
            "330326114,330326114,township,镇,某,So,mou,330326,,,1e200000,bureau\n",
            "330326115,330326115,township,镇,某,So,mou,330326,,,5,\n",
        ]
    )
    faults = faults_of(refusing_url, "units", "u.csv", content)
    assert [(fault.row, fault.field) for fault in faults] == [
        (2, "code"),
        (3, "parent"),
        (4, "level"),
        (5, "valid_to"),
        (7, "code"),
        (8, "area_km2"),
        (8, "area_source"),
        (9, "area_source"),
    ]


def test_a_code_that_another_unit_bears_is_refused(refusing_url: str) -> None:
    faults = faults_of(refusing_url, "units", "u.csv", UNIT_HEADER + unit("330326100", number="new"))
    assert [(fault.row, fault.field) for fault in faults] == [(2, "code")]
    assert "the code of 东镇" in faults[0].reason


def test_a_unit_within_itself_is_refused(refusing_url: str) -> None:
    own = faults_of(refusing_url, "units", "u.csv", UNIT_HEADER + unit("330326120", parent="330326120"))
    assert [(fault.row, fault.field) for fault in own] == [(2, "parent")]
    rows = unit("330326120", parent="330326121") + unit("330326121", parent="330326120", valid="2015-01-01,")
    round_about = faults_of(refusing_url, "units", "u.csv", UNIT_HEADER + rows)
    assert [fault.row for fault in round_about] == [2, 3]


def test_a_new_version_of_a_unit_replaces_the_open_one(small_url: str) -> None:
    rows = "330383,330327104,township,镇,丁镇,Ding,ding,330326,,2019-09-01,,\n"
    rows += "330383,330383,county,县级市,丁市,Ding,ding shi,330300,2019-09-01,,200,bureau\n"
    changes = bring(small_url, "units", "u.csv", UNIT_HEADER + rows).changes
    assert changes == {"added": 2, "changed": 0, "removed": 1, "unchanged": 0}
    found = "SELECT code FROM polycentre.unit_version WHERE unit = '330383' AND releases @> %s::int ORDER BY code"
    assert query(small_url, found, 1) == [("330383",)]
    assert query(small_url, found, 2) == [("330327104",), ("330383",)]


def test_lineage_names_registered_units_and_known_events(refusing_url: str, small_url: str) -> None:
    header = "date,kind,from_unit,to_unit,part_unit,legal_source,note\n"
    bad = header + "soon,marry,330326100,nowhere,,,\n2019-09-01,split,330326,330383,330326999,,\n"
    faults = faults_of(refusing_url, "lineage", "l.csv", bad)
    assert [(fault.row, fault.field) for fault in faults] == [
        (2, "date"),
        (2, "kind"),
        (2, "to_unit"),
        (3, "part_unit"),
    ]
    good = header + "2019-09-01,split,330326,330383,,民政部,\n"
    assert bring(small_url, "lineage", "l.csv", good).changes["added"] == 1
    assert bring(small_url, "lineage", "l.csv", good).changes["unchanged"] == 1


def test_an_unknown_kind_is_refused(refusing_url: str) -> None:
    assert [fault.field for fault in faults_of(refusing_url, "rumours", "r.csv", "x")] == ["kind"]


def refused_package(url: str, folder: Path) -> str:
    with writing(url) as connection, pytest.raises(ImportRefused) as refused:
        import_package(connection, folder, "test", lambda *_: None)
    return " / ".join(map(str, refused.value.faults))


@pytest.mark.parametrize(
    ("descriptor", "words"),
    [
        (None, "cannot be read"),
        ("{", "cannot be read"),
        ("[]", "resources"),
        ('{"resources": {}}', "resources"),
        ('{"resources": ["x"]}', "resources[1]"),
        ('{"resources": [{"polycentre": {"kind": "units"}}]}', "needs a path"),
        ('{"resources": [{"path": "x.csv", "polycentre": {"kind": 7}}]}', "needs a path, and polycentre.kind"),
        ('{"resources": [{"path": "x.csv", "polycentre": {"kind": "census", "dataset": ["a"]}}]}', "is not a text"),
        (r'{"resources": [{"path": "\u0000", "polycentre": {"kind": "units"}}]}', "path: holds characters"),
        (r'{"resources": [{"path": "\ud800", "polycentre": {"kind": "units"}}]}', "path: holds characters"),
        (r'{"resources": [{"path": "x", "polycentre": {"kind": "plan", "x": "\u0000"}}]}', "polycentre.x: holds"),
        ('{"resources": [{"path": "../x.csv", "polycentre": {"kind": "units"}}]}', "leaves the package"),
        ('{"resources": [{"path": "x.csv", "polycentre": {"kind": "units"}}]}', "x.csv: cannot be read"),
    ],
)
def test_a_package_says_what_is_wrong_with_it(
    refusing_url: str, tmp_path: Path, descriptor: str | None, words: str
) -> None:
    if descriptor is not None:
        (tmp_path / "datapackage.json").write_text(descriptor)
    assert words in refused_package(refusing_url, tmp_path)


def test_a_package_is_held_to_its_hashes(refusing_url: str, small_package: Path, tmp_path: Path) -> None:
    folder = tmp_path / "copy"
    shutil.copytree(small_package, folder)
    descriptor = json.loads((folder / "datapackage.json").read_text())
    for resource in descriptor["resources"]:
        digest = hashlib.sha256((folder / resource["path"]).read_bytes()).hexdigest()
        resource["hash"] = f"sha256:{digest}"
    (folder / "datapackage.json").write_text(json.dumps(descriptor))
    with writing(refusing_url) as connection:
        reports = import_package(connection, folder, "test", lambda *_: None)
        connection.rollback()
    assert [report.filename for report in reports] == [resource["path"] for resource in descriptor["resources"]]
    (folder / "plan.toml").write_text((folder / "plan.toml").read_text() + "# changed\n")
    assert "plan.toml, hash: the content does not match" in refused_package(refusing_url, folder)
