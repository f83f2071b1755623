"""The bundled facts and plans, read straight from the data package: no database, no import."""

import csv
import json
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from app.domain.facts import Dataset, Facts, LineageEvent, UnitVersion
from app.domain.observation import Observation, Status
from app.domain.plan import Plan
from app.paths import WENZHOU
from app.plans.loader import load_plan
from app.plans.resolve import resolve_plan
from app.plans.schema import PlanFile


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        yield from csv.DictReader(file)


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _unit(row: dict[str, str]) -> UnitVersion:
    return UnitVersion(
        row["unit"], row["code"], row["level"], row["kind"], row["name_zh"], row["name_en"], row["pinyin"],
        row["parent"] or None, _day(row["valid_from"]), _day(row["valid_to"]),
        Decimal(row["area_km2"]) if row["area_km2"] else None, row["area_source"] or None,
    )  # fmt: skip


def _event(row: dict[str, str]) -> LineageEvent:
    return LineageEvent(
        date.fromisoformat(row["date"]), row["kind"], row["from_unit"], row["to_unit"],
        row["part_unit"] or None, row["legal_source"], row["note"],
    )  # fmt: skip


def _dataset(row: dict[str, str]) -> Dataset:
    return Dataset(row["id"], row["title_zh"], row["title_en"], row["universe"], int(row["rank"]), row["source"])


def _observation(row: dict[str, str], dataset: str) -> Observation:
    return Observation(
        row["unit"], row["indicator"], date.fromisoformat(row["reference_date"]),
        int(row["value"]) if row["value"] else None, Status(row["status"]),
        int(row["half_width"]) if row["half_width"] else None, dataset, row["source"], row["method"],
    )  # fmt: skip


@pytest.fixture(scope="session")
def facts() -> Facts:
    package = json.loads((WENZHOU / "datapackage.json").read_text())
    censuses = [r for r in package["resources"] if r["polycentre"]["kind"] == "census"]
    return Facts(
        [_unit(row) for row in _rows(WENZHOU / "units.csv")],
        [_event(row) for row in _rows(WENZHOU / "lineage.csv")],
        [_dataset(row) for row in _rows(WENZHOU / "datasets.csv")],
        [
            _observation(row, census["polycentre"]["dataset"])
            for census in censuses
            for row in _rows(WENZHOU / census["path"])
        ],
    )


@pytest.fixture(scope="session")
def plan_files() -> Mapping[str, PlanFile]:
    files = (load_plan(path) for path in sorted((WENZHOU / "plans").glob("*.toml")))
    return {plan.id: plan for plan in files}


@pytest.fixture(scope="session")
def plans(plan_files: Mapping[str, PlanFile], facts: Facts) -> Mapping[str, Plan]:
    return {i: resolve_plan(plan, facts, f"{i}.toml", plan_files) for i, plan in plan_files.items()}
