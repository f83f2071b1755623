"""Where names stand on the map: those placed first keep their place, and what would overlap is left out."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Label:
    """Lines of text around a middle, with the room they take."""

    x: float
    y: float
    width: float
    height: float
    lines: tuple[str, ...]
    style: str


def placed(wanted: Iterable[Label], bounds: tuple[float, float, float, float]) -> list[Label]:
    """Return the labels that lie within bounds (left, top, right, bottom) and touch none before them."""
    kept: list[Label] = []
    for label in wanted:
        if _inside(label, bounds) and not any(_touch(label, other) for other in kept):
            kept.append(label)
    return kept


def _inside(label: Label, bounds: tuple[float, float, float, float]) -> bool:
    left, top, right, bottom = bounds
    half, tall = label.width / 2, label.height / 2
    return left <= label.x - half and label.x + half <= right and top <= label.y - tall and label.y + tall <= bottom


def _touch(one: Label, two: Label) -> bool:
    return abs(one.x - two.x) * 2 < one.width + two.width and abs(one.y - two.y) * 2 < one.height + two.height
