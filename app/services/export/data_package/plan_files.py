"""The plans of a release as files of the plan language, in an order in which each finds those that it refers to."""

from collections.abc import Mapping
from graphlib import CycleError, TopologicalSorter

from app.plans.schema import PlanFile, ReferenceZone
from app.plans.writer import write_plan
from app.repositories.plans import PlanKey
from app.services.export.data_package.folder import PackageFolder


def write_plans(folder: PackageFolder, files: Mapping[PlanKey, PlanFile]) -> None:
    """Write every version of every plan, oldest version first."""
    for plan in _ordered(files):
        for (name, version), file in sorted(files.items()):
            if name == plan:
                path = f"plans/{name}-{version}.toml"
                folder.path(path).write_bytes(write_plan(file))
                folder.add(path, f"{file.document.title_en}, version {version}", {"kind": "plan"})


def _ordered(files: Mapping[PlanKey, PlanFile]) -> list[str]:
    """Return the plans, each after those whose zones it uses; by name where they use each other's."""
    uses: dict[str, set[str]] = {}
    for (name, _), file in sorted(files.items()):
        referred = {zone.plan for zone in file.zones if isinstance(zone, ReferenceZone)}
        uses[name] = uses.get(name, set()) | (referred - {name})
    try:
        return list(TopologicalSorter(uses).static_order())
    except CycleError:
        return sorted(uses)
