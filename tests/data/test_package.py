"""datapackage.json: hashes, sources, licences, order of import; and a rebuild that gives the same bytes."""

import hashlib
import subprocess
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

ORDER = ["sources", "units", "lineage", "datasets", "census", "boundaries", "plan"]
Table = Callable[[str], list[dict[str, str]]]


def test_hashes_and_sizes_match_the_files(wenzhou: Path, package: dict[str, Any]) -> None:
    for resource in package["resources"]:
        content = (wenzhou / resource["path"]).read_bytes()
        assert resource["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}", resource["path"]
        assert resource["bytes"] == len(content)


def test_every_file_is_listed_once_in_the_order_of_import(wenzhou: Path, package: dict[str, Any]) -> None:
    listed = [resource["path"] for resource in package["resources"]]
    found = [
        p
        for pattern in ("*.csv", "census/*.csv", "boundaries/*.geojson", "plans/*.toml")
        for p in wenzhou.glob(pattern)
    ]
    assert sorted(listed) == sorted(path.relative_to(wenzhou).as_posix() for path in found)
    kinds = [ORDER.index(resource["polycentre"]["kind"]) for resource in package["resources"]]
    assert kinds == sorted(kinds)


def test_a_plan_comes_after_those_it_refers_to(wenzhou: Path, package: dict[str, Any]) -> None:
    met: set[str] = set()
    for resource in package["resources"]:
        if resource["polycentre"]["kind"] == "plan":
            plan = tomllib.loads((wenzhou / resource["path"]).read_text(encoding="utf-8"))
            assert {zone["plan"] for zone in plan["zones"] if "plan" in zone} <= met
            met.add(plan["id"])
    assert len(met) == 4


def test_every_resource_has_licence_vintage_and_source(package: dict[str, Any]) -> None:
    for resource in package["resources"]:
        assert resource["licenses"]
        assert resource["polycentre"]["vintage"]
        assert resource["sources"] or resource["polycentre"]["kind"] in {"sources", "datasets"}
    names = [resource["name"] for resource in package["resources"]]
    assert len(names) == len(set(names))


def test_datasets_are_those_of_the_census_tables(table: Table, package: dict[str, Any]) -> None:
    used = {r["polycentre"]["dataset"] for r in package["resources"] if r["polycentre"]["kind"] == "census"}
    rows = table("datasets.csv")
    assert used == {row["id"] for row in rows}
    assert {row["source"] for row in rows} <= {row["id"] for row in table("sources.csv")}


def test_nothing_is_cut_from_the_outlines_without_a_licence(wenzhou: Path) -> None:
    """Inner borders are straight: a few hundred nodes, where real outlines have a quarter of a million."""
    assert (wenzhou / "boundaries/townships.geojson").stat().st_size < 150_000


def test_a_rebuild_gives_the_same_bytes(wenzhou: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "geodata.build", "--out", str(tmp_path)]
    subprocess.run(command, cwd=wenzhou.parents[1], check=True, capture_output=True)
    built = sorted(path for path in tmp_path.rglob("*") if path.is_file())
    assert len(built) >= 14
    for path in built:
        committed = wenzhou / path.relative_to(tmp_path)
        assert path.read_bytes() == committed.read_bytes(), committed.name
