"""The plans of a release, resolved against its facts."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection

from app.domain.facts import Facts
from app.domain.plan import Plan
from app.plans.faults import PlanError, PlanFault
from app.plans.resolve import resolve_plan
from app.plans.schema import PlanFile
from app.repositories.plans import PlanKey, load_plan_files


@dataclass(frozen=True, slots=True)
class Plans:
    """Every version, the latest of each plan, and what no longer fits the facts."""

    versions: dict[PlanKey, Plan]
    latest: dict[str, Plan]
    faults: list[PlanFault]


def load_plans(connection: Connection, release: int, facts: Facts) -> Plans:
    """Resolve all plan versions of a release; one whose members vanished is reported in ``faults`` and left out."""
    return resolve_plans(load_plan_files(connection, release), facts)


def resolve_plans(files: Mapping[PlanKey, PlanFile], facts: Facts) -> Plans:
    """Resolve plan files, oldest version first, against facts and each other."""
    others = {key[0]: file for key, file in files.items()}  # versions come oldest first, so the latest stays
    versions: dict[PlanKey, Plan] = {}
    faults: list[PlanFault] = []
    for key, file in files.items():
        try:
            versions[key] = resolve_plan(file, facts, f"{key[0]}@{key[1]}", others)
        except PlanError as error:
            faults.extend(error.faults)
    return Plans(versions, {key[0]: plan for key, plan in versions.items()}, faults)
