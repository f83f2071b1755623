"""The parser behind the guard: what the guard lets through neither ends the process nor keeps it busy."""

from __future__ import annotations

import json
import random
import subprocess
import sys

from app.errors import Problem
from app.services.ogc.filter_guard import check_filter

_OPENERS = ["(", "NOT (", "f(", "-(", "CASEI(", "POLYGON(", "GEOMETRYCOLLECTION(", "MULTIPOINT("]
_INSIDE = ["", "1 1", "a=1", "1", "1,2", "1 1,2 2", "'x'", "POINT(1 1)", "NOT a"]
_JOINTS = [" AND ", " OR ", ",", "+", "-", "=", " IN ", " LIKE ", "^", " div "]
_CHILD = """
import json, resource, sys, cql2
resource.setrlimit(resource.RLIMIT_CPU, (60, 60))
for text in json.load(sys.stdin):
    try:
        cql2.parse_text(text).to_json()
    except Exception:
        pass
print("done")
"""


def _hostile(choose: random.Random) -> str:
    depth = choose.randint(1, 10)
    openers = [choose.choice(_OPENERS) for _ in range(depth)]
    unit = "".join(openers) + choose.choice(_INSIDE) + ")" * choose.choice([depth, depth, depth - 1, 0])
    return choose.choice(_JOINTS).join([unit] * choose.choice([1, 1, 20, 300]))[:8000]


def test_what_the_guard_lets_through_is_parsed_in_bounded_time() -> None:
    choose = random.Random(20201101)  # noqa: S311 -- the same filters each time
    texts: list[str] = []
    while len(texts) < 1500:
        text = _hostile(choose)
        try:
            check_filter(text, "cql2-text")
        except Problem:
            continue
        texts.append(text)
    # A crash would take the tests with it, so another process tries them; its processor time is bounded.
    command = [sys.executable, "-c", _CHILD]
    done = subprocess.run(command, input=json.dumps(texts), capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.strip()) == (0, "done"), done.stderr[-500:]
