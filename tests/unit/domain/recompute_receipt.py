"""Recompute receipts with nothing but their JSON and the standard library: hash, sums per role, formula."""

import hashlib
import json
import sys
from fractions import Fraction
from pathlib import Path
from typing import Any

RATIOS = {
    "share": ("zone", "denominator"), "density": ("zone", "area"), "growth": ("end", "start"),
    "urbanisation": ("urban", "residents"), "ageing_rate": ("old", "residents"), "sex_ratio": ("males", "females"),
    "composition": ("part", "residents"), "productivity": ("product", "workers"),
}  # fmt: skip


def recompute(r: dict[str, Any]) -> Fraction:
    roles: dict[str, list[Fraction]] = {}
    for entry in r["inputs"]:
        roles.setdefault(entry["role"], []).append(Fraction(entry["value"] or 0))
    total = {role: sum(numbers, Fraction(0)) for role, numbers in roles.items()}
    match r["kind"]:
        case "population":
            return total["zone"]
        case "dependency_ratio":
            return (total["young"] + total["old"]) / total["working"]
        case "annual_growth":
            return Fraction(float(total["end"] / total["start"]) ** float(1 / Fraction(r["years"])) - 1)
        case "primacy":
            p = sorted(roles["unit"], reverse=True)
            parts = {"two": (1, p[1:2]), "four": (1, p[1:4]), "eleven": (2, p[1:11]), "share": (1, p)}
            factor, others = parts[r["measure"].split("-")[1]]
            return factor * p[0] / sum(others, Fraction(0))
    above, below = RATIOS[r["kind"]]
    ratio = total[above] / total[below] * (100 if r["kind"] == "sex_ratio" else 1)
    return ratio - 1 if r["kind"] == "growth" else ratio


receipts = json.loads(Path(sys.argv[1]).read_text())
for r in receipts:
    body = {key: r[key] for key in r if key != "sha256"}
    text = json.dumps(body, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    tolerance = Fraction(1, 10**12) if r["kind"] == "annual_growth" else 0  # a root, taken in floats here
    good = r["value"] is None or abs(recompute(r) - Fraction(r["value"])) <= tolerance
    if not good or hashlib.sha256(text.encode()).hexdigest() != r["sha256"]:
        sys.exit(f"{r['plan']} {r['measure']} {r['period']} does not agree")
sys.stdout.write(f"{len(receipts)} receipts agree\n")
