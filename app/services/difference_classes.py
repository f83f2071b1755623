"""The classes of a difference: a diverging ramp, turned at zero, with the same distances on both sides."""

from collections import Counter
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any

from app.domain.indicator import Indicator
from app.domain.mirrored_breaks import MAX_SIDE, mirrored, side_edges
from app.errors import Unprocessable
from app.services.classify import ClassQuery, counted, manual_breaks, painted
from app.services.colour_ramps import DIVERGING, NO_DATA, Ramp, ramps
from app.services.list_units import display

# What two percentages differ by is no percentage of either.
_DIFFERENCE_UNITS: Mapping[str, str] = MappingProxyType({"%": "points"})


def difference_ramp(name: str | None) -> Ramp:
    """Return the diverging ramp to use; raises Unprocessable for a sequential one."""
    ramp = ramps()[name or DIVERGING]
    if ramp.kind != "diverging":
        known = ", ".join(entry.id for entry in ramps().values() if entry.kind == "diverging")
        raise Unprocessable(f"A difference needs a diverging ramp ({known}); {ramp.id} is sequential.", "ramp")
    return ramp


def shown(value: float | None, indicator: Indicator) -> dict[str, Any]:
    """Return a difference as people write it."""
    found = display(value, indicator)
    return found | {"unit": _DIFFERENCE_UNITS.get(found["unit"], found["unit"])}


def difference_classes(
    query: ClassQuery, ramp: Ramp, indicator: Indicator, rows: Iterable[Mapping[str, Any]]
) -> dict[str, Any] | None:
    """Return the classes of the rows' values with colours, counts and expressions; None where no unit has one."""
    valued: Counter[str] = Counter()
    missing: Counter[str] = Counter()
    values = []
    for row in rows:
        (missing if row["value"] is None else valued)[row["status"]] += 1
        values += [] if row["value"] is None else [row["value"]]
    inner = _inner(query, values)
    if not values:
        return None
    farthest = max(abs(value) for value in values)
    kept = [edge for edge in inner if edge < farthest]
    edges = mirrored(kept, farthest)
    found = counted(sorted(values), edges, farthest)
    classes = painted(indicator, ramp, found, zero=True, reverse=query.reverse, show=shown)
    return classes | {
        # No tile carries differences.
        "expressions": {"feature_state": classes["expression"], "attribute": None},
        "number": _number(query, len(edges), len(set(values))),
        "values": {"count": len(values), "by_status": dict(sorted(valued.items())), "pooled_count": len(values)},
        "no_data": {"count": missing.total(), "by_status": dict(sorted(missing.items())), "colour": NO_DATA},
    }


def _inner(query: ClassQuery, values: list[float]) -> list[float]:
    """Return the edges inside one side, as distances from zero."""
    if query.method != "manual":
        return side_edges([abs(value) for value in values], query.method, query.k // 2)
    inner = sorted({abs(edge) for edge in manual_breaks(str(query.breaks)) if edge})
    if len(inner) >= MAX_SIDE:
        raise Unprocessable(f"Give at most {MAX_SIDE - 1} distances from zero for a difference.", "breaks")
    return inner


def _number(query: ClassQuery, given: int, distinct: int) -> dict[str, Any]:
    """Say how many classes there are, and why not as many as were asked for."""
    asked = None if query.method == "manual" else query.k
    reason = None
    if asked is not None and given != asked:
        even = "as many classes of losses as of gains"
        reason = f"{even}: {given} of {asked} classes"
    return {"asked": asked, "given": given, "distinct_values": distinct, "reason": reason}
