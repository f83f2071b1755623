"""A receipt suffices to compute its number again: here with nothing but the formula's words and sums per role."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.api.conftest import Service

Sums = dict[str, Fraction]
FORMULAS = {
    "population": lambda s: s["zone"],
    "share": lambda s: s["zone"] / s["denominator"],
    "density": lambda s: s["zone"] / s["area"],
    "growth": lambda s: s["end"] / s["start"] - 1,
    "urbanisation": lambda s: s["urban"] / s["residents"],
    "dependency_ratio": lambda s: (s["young"] + s["old"]) / s["working"],
    "ageing_rate": lambda s: s["old"] / s["residents"],
    "composition": lambda s: s["part"] / s["residents"],
    "sex_ratio": lambda s: 100 * s["males"] / s["females"],
}


def _sums(receipt: dict[str, Any], sign: int = 0) -> Sums:
    totals: Sums = defaultdict(Fraction)
    for entry in receipt["inputs"]:
        if entry["value"] is None:  # counted with another unit of the same zone, which says so (W)
            assert entry["status"] == "K", receipt
            continue
        totals[entry["role"]] += Fraction(str(entry["value"])) + sign * Fraction(str(entry["half_width"] or 0))
    return totals


def _receipts(service: Service) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    items = service.json("/api/v1/measures?period=2010..2020")["items"]
    return [(item, service.json(item["receipt"])["receipt"]) for item in items]


@pytest.fixture(scope="module")
def receipts(service: Service) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    return _receipts(service)


def test_every_receipt_recomputes(receipts: list[tuple[dict[str, Any], dict[str, Any]]]) -> None:
    done = 0
    for item, receipt in receipts:
        kind = item["kind"]
        if item["value"] is None or kind not in FORMULAS:
            continue
        computed = FORMULAS[kind](_sums(receipt))
        assert Fraction(receipt["value"]) == computed, item["receipt"]
        assert item["value"] == float(computed)
        done += 1
    assert done > 60


def test_bounds_follow_from_the_half_widths(receipts: list[tuple[dict[str, Any], dict[str, Any]]]) -> None:
    sums = [(item, receipt) for item, receipt in receipts if item["kind"] == "population" and item["bounds"]]
    assert sums
    for item, receipt in sums:
        low, high = (_sums(receipt, sign)["zone"] for sign in (-1, 1))
        assert [Fraction(bound) for bound in receipt["bounds"]] == [low, high]
        assert item["bounds"] == [float(low), float(high)]


def test_every_hash_verifies(receipts: list[tuple[dict[str, Any], dict[str, Any]]]) -> None:
    for _item, receipt in receipts:
        body = {name: value for name, value in receipt.items() if name != "sha256"}
        canonical = json.dumps(body, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        assert hashlib.sha256(canonical.encode()).hexdigest() == receipt["sha256"]


def test_a_changed_input_breaks_the_hash(receipts: list[tuple[dict[str, Any], dict[str, Any]]]) -> None:
    _item, receipt = next(pair for pair in receipts if pair[1]["inputs"])
    body = {name: value for name, value in receipt.items() if name != "sha256"}
    forged = body | {"inputs": [body["inputs"][0] | {"value": 1}, *body["inputs"][1:]]}
    canonical = json.dumps(forged, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert hashlib.sha256(canonical.encode()).hexdigest() != receipt["sha256"]


def test_receipts_list_towns_and_sources(service: Service) -> None:
    url = "/api/v1/plans/pingyang-population-2035/measures/main-centre-share/receipt?period=2020"
    document = service.json(url)
    receipt = document["receipt"]
    assert receipt["release"] == document["release"]["number"]
    towns = [entry for entry in receipt["inputs"] if entry["role"] == "zone"]
    assert [(t["code"], t["name"]["zh"], t["value"], t["half_width"]) for t in towns] == [
        ("330326100", "昆阳镇", 157_800, 50),
        ("330326101", "鳌江镇", 233_300, 50),
    ]
    assert all(entry["source"] and entry["dataset"] and entry["status"] for entry in receipt["inputs"])
    assert [e["value"] for e in receipt["inputs"] if e["role"] == "denominator"] == [863_166]


def test_one_dataset_per_ratio(receipts: list[tuple[dict[str, Any], dict[str, Any]]]) -> None:
    for item, receipt in receipts:
        counts = [e for e in receipt["inputs"] if e["indicator"] != "area_km2"]
        by_date: dict[str, set[str]] = defaultdict(set)
        for entry in counts:
            by_date[entry["reference_date"]].add(entry["dataset"])
        assert all(len(datasets) == 1 for datasets in by_date.values()), item["receipt"]


def test_latest_means_the_same_for_a_measure_and_its_receipt(service: Service) -> None:
    plan, measure = "pingyang-population-2035", "main-centre-share"
    (item,) = service.json(f"/api/v1/measures?plan={plan}&measure={measure}")["items"]
    document = service.json(f"/api/v1/plans/{plan}/measures/{measure}/receipt")
    assert document["receipt"]["period"] == item["period"] == document["query"]["period"]
    assert item["value"] is not None


def test_receipts_of_uncomputable_measures_say_why(service: Service) -> None:
    url = "/api/v1/plans/wenzhou-population-2035/measures/main-centre-share/receipt?period=2020"
    receipt = service.json(url)["receipt"]
    assert receipt["value"] is None
    assert receipt["reason"] == "zone not enumerated"
