"""Counts of the earlier date on the later units, as rows of a difference, where a crosswalk tells."""

import datetime as dt
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from app.domain.comparable import incomparable
from app.domain.facts import Facts
from app.domain.indicator import Indicator
from app.domain.observation import Status
from app.domain.restatement import Crosswalk, Question, Restated, restate
from app.errors import Unprocessable

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a difference."""

    indicator: Indicator
    date: dt.date


def restated_rows(facts: Facts, crosswalk: Crosswalk, level: str, sides: tuple[Side, Side]) -> dict[str, Row]:
    """Return the estimates by unit, in whole persons (half to even) as counts are served.

    Raises Unprocessable where what is subtracted is no count: a share or density cannot be shared out.
    """
    start, to = sides
    if start.indicator.kind != "counted":
        raise Unprocessable(f"{start.indicator.id} is no count; only counts can be restated.", "restate")
    groups = dict.fromkeys(incomparable(facts, level, start.date, to.date).values())
    asked = Question(level, start.indicator.id, start.date, to.date)
    found = (one for group in groups for one in restate(facts, crosswalk, group, asked))
    return {one.unit: _row(one, one.value) for one in found if one.value is not None}


def _row(found: Restated, value: Fraction) -> Row:
    return {
        "unit": found.unit,
        "value": round(value),
        "status": Status.ESTIMATED.value,
        "reason": None,
        "source": "; ".join(found.sources),
        "method": f"{found.method}; basis: {', '.join(found.basis)}",
        "restated": True,
    }
