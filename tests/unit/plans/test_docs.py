"""The documented plan language is the one that is read."""

import re
import tomllib
from typing import get_args

import pytest
from pydantic import BaseModel

from app.domain.facts import Facts
from app.domain.kinds import kinds
from app.domain.outlook import WAYS
from app.paths import ROOT
from app.plans.loader import parse_plan
from app.plans.measures import MeasureModel
from app.plans.resolve import resolve_plan
from app.plans.schema import (
    Comparator,
    FigureModel,
    InputModel,
    PartitionModel,
    PlanFile,
    TargetModel,
    TargetPoint,
    ZoneModel,
)
from app.plans.statements import ClaimModel, ExtrapolationModel, OutlookModel, PrintedUnit, ScenarioModel

TEXT = (ROOT / "docs" / "plans.md").read_text(encoding="utf-8")
MEASURES = get_args(get_args(MeasureModel)[0])
ZONES = get_args(get_args(ZoneModel)[0])
STATEMENTS = [*get_args(get_args(ClaimModel)[0]), *get_args(get_args(ExtrapolationModel)[0])]
WORDS = set(re.findall(r"[a-z_0-9]+", TEXT))


def test_every_kind_stands_with_its_formula_and_unit() -> None:
    declared = {get_args(model.model_fields["kind"].annotation)[0] for model in MEASURES}
    assert declared == set(kinds())
    for kind in kinds().values():
        assert f"| `{kind.id}` | {kind.title} | `{kind.formula}` | `{kind.unit}` |" in TEXT


@pytest.mark.parametrize(
    "model",
    [
        PlanFile,
        TargetModel,
        TargetPoint,
        FigureModel,
        InputModel,
        PartitionModel,
        OutlookModel,
        ScenarioModel,
        *ZONES,
        *MEASURES,
        *STATEMENTS,
    ],
    ids=lambda model: model.__name__,
)
def test_every_key_is_named(model: type[BaseModel]) -> None:
    assert set(model.model_fields) <= WORDS


def test_every_way_to_extrapolate_stands_with_its_formula() -> None:
    declared = {get_args(model.model_fields["method"].annotation)[0] for model in STATEMENTS[3:]}
    assert declared == set(WAYS)
    for method, way in WAYS.items():
        assert f"| `{method}` | `{way.formula}` |" in TEXT


def test_every_comparator_and_printed_unit_is_named() -> None:
    assert all(f"`{word}`" in TEXT for word in (*get_args(Comparator), *get_args(PrintedUnit)))


def test_the_example_is_a_plan(facts: Facts) -> None:
    example = re.search(r"```toml\n(.*?)```", TEXT, re.DOTALL)
    assert example is not None
    assert tomllib.loads(example[1])["id"] == "small"
    plan = resolve_plan(parse_plan(example[1].encode(), "small.toml"), facts, "small.toml")
    assert plan.published[0].printed_value == "45.31"
