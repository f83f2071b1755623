"""Plans in the database: a row an element, each exactly as the plan language validated it."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, Table, delete, func, insert, select

from app.domain.receipt import digest
from app.models import Measure, Plan, PublishedFigure, Target, Zone, ZoneMember
from app.plans.schema import PlanFile
from app.repositories.database import Statement
from app.repositories.draft import merge_facts
from app.repositories.facts import held

PlanKey = tuple[str, int]
_ELEMENTS = ("zones", "measures", "targets", "printed")


def plan_statements(release: int) -> dict[str, Statement]:
    """Return the statements that fetch every plan of a release; whoever runs them calls ``plan_files_of``."""
    here = held(select(Plan.id), Plan, release)
    elements = {
        name: select(model.plan_id, model.definition).where(model.plan_id.in_(here)).order_by(model.ordinal)
        for name, model in (("zones", Zone), ("measures", Measure), ("targets", Target), ("figures", PublishedFigure))
    }
    plans = held(select(Plan.__table__), Plan, release).order_by(Plan.plan, Plan.version)
    return {"plans": plans, **elements}


def plan_files_of(rows: Mapping[str, Iterable[Mapping[str, Any]]]) -> dict[PlanKey, PlanFile]:
    """Return every plan version from the rows of ``plan_statements``, oldest version first."""
    elements: dict[tuple[str, int], list[Any]] = defaultdict(list)
    for name in ("zones", "measures", "targets", "figures"):
        for row in rows[name]:
            elements[name, row["plan_id"]].append(row["definition"])
    files = {}
    for row in rows["plans"]:
        document = dict(row["definition"])
        document |= {name: elements[name, row["id"]] for name in ("zones", "measures", "targets")}
        printed = {name: document.pop(name, []) for name in ("inputs", "claims")}
        document["printed"] = printed | {"figures": elements["figures", row["id"]]}
        files[row["plan"], row["version"]] = PlanFile.model_validate_json(json.dumps(document))
    return files


def load_plan_files(connection: Connection, release: int) -> dict[PlanKey, PlanFile]:
    """Return every plan version that holds in a release, oldest version first."""
    statements = plan_statements(release)
    rows = {
        name: [dict(row) for row in connection.execute(statement).mappings()] for name, statement in statements.items()
    }
    return plan_files_of(rows)


def fingerprint(plan: PlanFile) -> str:
    """Return the hash of a plan's canonical content.

    Layout and comments of the file do not count, nor do keys left at their defaults: a language that gains a key
    leaves the plans written before it as they were.
    """
    return digest(plan.model_dump(mode="json", exclude_defaults=True))


def published_fingerprint(connection: Connection, key: PlanKey, draft: int) -> str | None:
    """Return the hash of a plan version that a published release holds, or None."""
    lower = func.lower(Plan.releases)
    statement = select(Plan.sha256).where(Plan.plan == key[0], Plan.version == key[1], lower < draft)
    return connection.scalar(statement.order_by(lower.desc()).limit(1))


def store_plan(
    connection: Connection, plan: PlanFile, territory: str, members: dict[str, tuple[str, ...]], draft: int
) -> dict[str, int]:
    """Write a plan version into the draft; ``members`` are the units of each zone that the plan itself names."""
    document = plan.model_dump(mode="json")
    definition = {name: value for name, value in document.items() if name not in _ELEMENTS}
    definition |= {name: document["printed"][name] for name in ("inputs", "claims")}
    row = {
        "plan": plan.id,
        "version": plan.version,
        "territory": territory,
        "sha256": fingerprint(plan),
        "definition": definition,
    }
    table: Table = Plan.__table__  # type: ignore[assignment]
    changes = merge_facts(connection, table, [row], key=("plan", "version"), draft=draft)
    if changes["unchanged"]:
        return changes
    current = select(Plan.id).where(Plan.plan == plan.id, Plan.version == plan.version, func.upper_inf(Plan.releases))
    plan_id = connection.execute(current).scalar_one()
    for model in (Zone, Measure, Target, PublishedFigure):
        connection.execute(delete(model).where(model.plan_id == plan_id))
    _store_zones(connection, plan_id, document["zones"], members)
    _store_elements(connection, plan_id, document)
    return changes


def _store_zones(
    connection: Connection, plan_id: int, zones: list[dict[str, Any]], members: dict[str, tuple[str, ...]]
) -> None:
    for ordinal, zone in enumerate(zones):
        row = {
            "plan_id": plan_id,
            "ordinal": ordinal,
            "definition": zone,
            "zone": zone["id"],
            "membership": zone["membership"],
        }
        zone_id = connection.execute(insert(Zone).values(row).returning(Zone.id)).scalar_one()
        units = members.get(zone["id"], ())
        if units:
            connection.execute(insert(ZoneMember), [{"zone_id": zone_id, "unit": unit} for unit in units])


def _store_elements(connection: Connection, plan_id: int, document: dict[str, Any]) -> None:
    def rows(elements: list[dict[str, Any]], **columns: str) -> list[dict[str, Any]]:
        return [
            {"plan_id": plan_id, "ordinal": ordinal, "definition": element}
            | {column: element[key] for column, key in columns.items()}
            for ordinal, element in enumerate(elements)
        ]

    for model, found in (
        (Measure, rows(document["measures"], measure="id", kind="kind")),
        (Target, rows(document["targets"], measure="measure")),
        (PublishedFigure, rows(document["printed"]["figures"], measure="measure", period="period")),
    ):
        if found:
            connection.execute(insert(model), found)
