"""The plans of a release as files of the plan language, in an order in which each finds those that it refers to."""

from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter

from app.plans.schema import PlanFile, ReferenceZone
from app.plans.writer import write_plan
from app.repositories.plans import PlanKey
from app.services.export.data_package.resource import Resource


def plan_resources(files: Mapping[PlanKey, PlanFile]) -> Iterator[Resource]:
    """Yield every version of every plan, oldest version first."""
    for plan in _ordered(files):
        for (name, version), file in sorted(files.items()):
            if name == plan:
                title = f"{file.document.title_en}, version {version}"
                yield Resource(f"plans/{name}-{version}.toml", title, write_plan(file), {"kind": "plan"})


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
