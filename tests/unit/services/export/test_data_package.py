"""Names and order of the files in a Data Package."""

import datetime as dt
import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
import shapely

from app.domain.facts import Facts
from app.paths import WENZHOU
from app.plans.loader import load_plan, parse_plan
from app.plans.schema import PlanFile, ReferenceZone
from app.services.export.data_package.descriptor import descriptor
from app.services.export.data_package.folder import PackageFolder
from app.services.export.data_package.outlines import Outlines
from app.services.export.data_package.plan_files import write_plans
from app.services.export.data_package.resource import Resource, free_name
from app.services.export.data_package.tables import Census
from tests.gdal_client import gdal

FILES = [load_plan(path) for path in sorted((WENZHOU / "plans").glob("*.toml"))]


def test_names_of_files_are_plain_and_all_different() -> None:
    taken: set[str] = set()
    wanted = ("census 2020/A", "census-2020-a", "普查", "年鉴", "../../etc", "x" * 300)
    names = [free_name(name, taken) for name in wanted]
    assert names == ["census-2020-a", "census-2020-a-2", "file", "file-2", "etc", "x" * 80]


Paths = Callable[..., list[str]]


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    """Return a function that writes plans and tells their files in order."""

    def written(*files: PlanFile) -> list[str]:
        folder = PackageFolder(tmp_path)
        write_plans(folder, {(file.id, file.version): file for file in files})
        return [resource.path for resource in folder.resources]

    return written


def test_a_plan_stands_after_those_whose_zones_it_uses_and_its_older_versions(paths: Paths) -> None:
    newer = [file.model_copy(update={"version": 2}) for file in FILES]
    order = paths(*newer, *FILES)
    assert len(order) == 2 * len(FILES)
    uses = [
        (file.id, zone.plan) for file in FILES for zone in file.zones if isinstance(zone, ReferenceZone)
    ]  # fmt: skip
    assert uses
    for user, used in uses:
        assert order.index(f"plans/{used}-2.toml") < order.index(f"plans/{user}-1.toml")
    assert all(order.index(f"plans/{file.id}-1.toml") < order.index(f"plans/{file.id}-2.toml") for file in FILES)


def test_plans_that_use_each_other_are_all_there(paths: Paths) -> None:
    user = next(file for file in FILES if any(isinstance(zone, ReferenceZone) for zone in file.zones))
    zone = next(zone for zone in user.zones if isinstance(zone, ReferenceZone))
    used = next(file for file in FILES if file.id == zone.plan)
    back = used.model_copy(update={"zones": (*used.zones, zone.model_copy(update={"plan": user.id, "id": "back"}))})
    assert sorted(paths(user, back)) == sorted(f"plans/{file.id}-1.toml" for file in (user, back))


def test_what_a_plan_file_holds_is_the_plan(paths: Paths, tmp_path: Path) -> None:
    (path,) = paths(FILES[0])
    assert parse_plan((tmp_path / path).read_bytes(), path) == FILES[0]


def test_the_files_of_a_group_are_written_as_their_rows_come(tmp_path: Path) -> None:
    rows = [
        {"dataset": dataset, "unit": unit, "indicator": "households", "reference_date": dt.date(2020, 11, 1)}
        | {"value": 1, "status": "A", "half_width": 0, "source": source, "method": None}
        for dataset, unit, source in (("a", "1", "x"), ("a", "2", "y"), ("b b", "1", "x"))
    ]
    told = []
    for name, batches in {"whole": [rows], "parts": [[row] for row in rows]}.items():
        folder = PackageFolder(tmp_path / name)
        census = Census(folder, {"a": "A", "b b": "B"}, Facts([], [], [], []))
        for batch in batches:
            census.write(batch)
        census.close()
        folder.path("about.json").write_text("{}")
        folder.pack("about.json", tmp_path / f"{name}.zip")
        told.append(folder.resources)
    assert told[0] == told[1]
    assert [(each.path, each.rows, sorted(each.sources)) for each in told[0]] == [
        ("census/a.csv", 2, ["x", "y"]), ("census/b-b.csv", 1, ["x"]),
    ]  # fmt: skip
    assert (tmp_path / "whole.zip").read_bytes() == (tmp_path / "parts.zip").read_bytes()


def test_outlines_come_in_pieces_too(tmp_path: Path) -> None:
    squares = [shapely.box(n, 0, n + 1, 1) for n in range(5)]
    rows = [
        {"unit": str(n), "vintage": dt.date(2020, 11, 1), "source": "bureau", "crs_of_origin": "EPSG:4490"}
        | {"method": None, "precision_class": "official", "wkb": shapely.to_wkb(square)}
        for n, square in enumerate(squares)
    ]
    folder = PackageFolder(tmp_path)
    outlines = Outlines(folder, Facts([], [], [], []))
    for start in (0, 2, 4):
        outlines.write(rows[start : start + 2])
    outlines.close()
    (resource,) = folder.resources
    assert (resource.path, resource.rows) == ("boundaries/2020-11-01-bureau.gpkg", 5)
    frame = gdal("read_dataframe", tmp_path / resource.path)
    assert list(frame["code"]) == ["0", "1", "2", "3", "4"]
    assert [shape.area for shape in frame.geometry] == [1.0] * 5
    with closing(sqlite3.connect(tmp_path / resource.path)) as database:
        assert database.execute("SELECT count(*) FROM rtree_boundary_geom").fetchone() == (5,)


def test_the_descriptor_names_hash_length_and_sources() -> None:
    sources = [
        {"id": "a", "title": "A", "url": None, "licence": "公开"},
        {"id": "b", "title": "B", "url": "u", "licence": None},
    ]
    told = json.loads(
        descriptor(3, "city", sources, [Resource("census/x.csv", "X", 3, "ba78", {"kind": "census"}, {"b"})])
    )
    (resource,) = told["resources"]
    assert resource["hash"] == "sha256:ba78"
    assert (resource["bytes"], resource["name"]) == (3, "census-x")
    assert resource["sources"] == [{"title": "B", "path": "u"}]
    assert (told["polycentre"], told["version"]) == ({"release": 3}, "3")
    assert told["licenses"] == [{"name": "other", "title": "公开"}]
