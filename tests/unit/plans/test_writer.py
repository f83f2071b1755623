"""A plan that is written reads back as the same plan, word for word."""

import pytest

from app.paths import WENZHOU
from app.plans.loader import load_plan, parse_plan
from app.plans.writer import write_plan
from app.repositories.plans import fingerprint

PLANS = sorted((WENZHOU / "plans").glob("*.toml"))


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.stem)
def test_what_is_written_is_read_back(path: object) -> None:
    plan = load_plan(path)  # type: ignore[arg-type]
    again = parse_plan(write_plan(plan), "again.toml")
    assert again == plan
    assert fingerprint(again) == fingerprint(plan)
    assert write_plan(again) == write_plan(plan)
