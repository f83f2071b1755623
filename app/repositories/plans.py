"""Plans in the database: a row an element, each exactly as the plan language validated it."""

import json
from typing import Any

from sqlalchemy import Connection, Table, delete, func, insert, select

from app.domain.receipt import digest
from app.models import Measure, Plan, PublishedFigure, Target, Zone, ZoneMember
from app.plans.schema import PlanFile
from app.repositories.draft import merge_facts
from app.repositories.facts import held

PlanKey = tuple[str, int]
_ELEMENTS = ("zones", "measures", "targets", "printed")


def load_plan_files(connection: Connection, release: int) -> dict[PlanKey, PlanFile]:
    """Return every plan version that holds in a release, oldest version first."""
    statement = held(select(Plan), Plan, release).order_by(Plan.plan, Plan.version)
    return {
        (row.plan, row.version): _assemble(connection, row.id, row.definition) for row in connection.execute(statement)
    }


def _assemble(connection: Connection, plan_id: int, definition: dict[str, Any]) -> PlanFile:
    document = dict(definition)
    document["zones"] = _definitions(connection, Zone, plan_id)
    document["measures"] = _definitions(connection, Measure, plan_id)
    document["targets"] = _definitions(connection, Target, plan_id)
    figures = _definitions(connection, PublishedFigure, plan_id)
    document["printed"] = {"inputs": document.pop("inputs"), "figures": figures}
    return PlanFile.model_validate_json(json.dumps(document))


def _definitions(
    connection: Connection, model: type[Zone | Measure | Target | PublishedFigure], plan_id: int
) -> list[dict[str, Any]]:
    statement = select(model.definition).where(model.plan_id == plan_id).order_by(model.ordinal)
    return list(connection.scalars(statement))


def fingerprint(plan: PlanFile) -> str:
    """Return the hash of a plan's canonical content: layout and comments of the file do not count."""
    return digest(plan.model_dump(mode="json"))


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
    definition["inputs"] = document["printed"]["inputs"]
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
