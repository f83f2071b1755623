"""How classes are painted: the MapLibre expressions, and one filter for each class."""

from collections.abc import Sequence
from typing import Any

from app.services.colour_ramps import NO_DATA

Expression = list[Any]


def feature_state() -> Expression:
    """Return where the web map puts a unit's value."""
    return ["feature-state", "value"]


def attribute(indicator: str) -> Expression:
    """Return where the tiles of the measures hold a unit's value: the attribute named like the indicator."""
    return ["get", indicator]


def paint(value: Expression, edges: Sequence[float], palette: Sequence[str]) -> Expression:
    """Return a MapLibre expression for a colour: no number, no colour of a class."""
    step: Any = palette[0]
    if len(edges) > 1:
        stops = [part for edge, colour in zip(edges[1:], palette[1:], strict=True) for part in (edge, colour)]
        step = ["step", ["to-number", value], palette[0], *stops]
    return ["case", ["!=", ["typeof", value], "number"], NO_DATA, step]


def within(indicator: str, lower: float | None, upper: float | None) -> Expression:
    """Return a filter on tile attributes: values from ``lower`` and below ``upper``; None leaves a side open."""
    value = attribute(indicator)
    sides: list[Expression] = [["has", indicator]]
    sides += [[">=", value, lower]] if lower is not None else []
    sides += [["<", value, upper]] if upper is not None else []
    return ["all", *sides]
