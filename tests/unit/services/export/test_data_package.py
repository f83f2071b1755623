"""Names and order of the files in a Data Package."""

import json

from app.paths import WENZHOU
from app.plans.loader import load_plan, parse_plan
from app.plans.schema import PlanFile, ReferenceZone
from app.services.export.data_package.descriptor import descriptor
from app.services.export.data_package.plan_files import plan_resources
from app.services.export.data_package.resource import Resource, free_name

FILES = [load_plan(path) for path in sorted((WENZHOU / "plans").glob("*.toml"))]


def test_names_of_files_are_plain_and_all_different() -> None:
    taken: set[str] = set()
    wanted = ("census 2020/A", "census-2020-a", "普查", "年鉴", "../../etc", "x" * 300)
    names = [free_name(name, taken) for name in wanted]
    assert names == ["census-2020-a", "census-2020-a-2", "file", "file-2", "etc", "x" * 80]


def paths(*files: PlanFile) -> list[str]:
    return [resource.path for resource in plan_resources({(file.id, file.version): file for file in files})]


def test_a_plan_stands_after_those_whose_zones_it_uses_and_its_older_versions() -> None:
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


def test_plans_that_use_each_other_are_all_there() -> None:
    user = next(file for file in FILES if any(isinstance(zone, ReferenceZone) for zone in file.zones))
    zone = next(zone for zone in user.zones if isinstance(zone, ReferenceZone))
    used = next(file for file in FILES if file.id == zone.plan)
    back = used.model_copy(update={"zones": (*used.zones, zone.model_copy(update={"plan": user.id, "id": "back"}))})
    assert sorted(paths(user, back)) == sorted(f"plans/{file.id}-1.toml" for file in (user, back))


def test_what_a_plan_file_holds_is_the_plan() -> None:
    for resource, file in zip(plan_resources({(FILES[0].id, 1): FILES[0]}), FILES[:1], strict=True):
        assert parse_plan(resource.content, resource.path) == file


def test_the_descriptor_names_hash_length_and_sources() -> None:
    sources = [
        {"id": "a", "title": "A", "url": None, "licence": "公开"},
        {"id": "b", "title": "B", "url": "u", "licence": None},
    ]
    told = json.loads(
        descriptor(3, "city", sources, [Resource("census/x.csv", "X", b"abc", {"kind": "census"}, {"b"})])
    )
    (resource,) = told["resources"]
    assert resource["hash"] == "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert (resource["bytes"], resource["name"]) == (3, "census-x")
    assert resource["sources"] == [{"title": "B", "path": "u"}]
    assert (told["polycentre"], told["version"]) == ({"release": 3}, "3")
    assert told["licenses"] == [{"name": "other", "title": "公开"}]
