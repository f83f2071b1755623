"""Receipts hold all that is needed: a reader with nothing but the JSON gets the same number."""

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from app.domain.evaluation import evaluate
from app.domain.facts import Facts
from app.domain.plan import Plan
from app.domain.receipt import canonical, digest, receipt, verify

SCRIPT = Path(__file__).with_name("recompute_receipt.py")


@pytest.fixture(scope="module")
def receipts(facts: Facts, plans: Mapping[str, Plan]) -> list[dict[str, object]]:
    return [
        dict(receipt(result, release=1))
        for plan in plans.values()
        for period in facts.reference_dates()
        for result in evaluate(plan, plans, facts, period)
    ]


def test_every_receipt_recomputes_from_its_json_alone(receipts: list[dict[str, object]], tmp_path: Path) -> None:
    path = tmp_path / "receipts.json"
    path.write_text(json.dumps(receipts))
    done = subprocess.run([sys.executable, "-I", SCRIPT, path], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.strip() == f"{len(receipts)} receipts agree"


def test_the_script_notices_a_changed_number(receipts: list[dict[str, object]], tmp_path: Path) -> None:
    path = tmp_path / "receipts.json"
    forged = next(r for r in receipts if r["measure"] == "urban-core-share" and r["value"])
    body = {**forged, "value": "1/3"}
    body["sha256"] = digest({k: v for k, v in body.items() if k != "sha256"})  # type: ignore[misc]
    path.write_text(json.dumps([body]))
    done = subprocess.run([sys.executable, "-I", SCRIPT, path], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "urban-core-share" in done.stderr


def test_the_hash_belongs_to_the_content(receipts: list[dict[str, object]]) -> None:
    assert all(verify(r) for r in receipts)  # type: ignore[arg-type]
    assert not verify({**receipts[0], "measure": "another"})  # type: ignore[dict-item]


def test_canonical_form_ignores_the_order_of_keys() -> None:
    assert canonical({"a": 1, "b": [True, None]}) == canonical({"b": [True, None], "a": 1})
    with pytest.raises(ValueError, match="Out of range"):
        canonical({"a": float("nan")})
