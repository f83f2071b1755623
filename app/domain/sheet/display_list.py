"""What a sheet shows: paths, circles and texts in millimetres from the upper left corner, in drawing order."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

Point = tuple[float, float]
Anchor = Literal["start", "middle", "end"]
POINT_MM = 25.4 / 72
"""One typographic point."""


@dataclass(frozen=True, slots=True)
class Path:
    """Lines or rings (even–odd); ``name`` tells a writer which thing it is."""

    parts: tuple[tuple[Point, ...], ...]
    fill: str | None = None
    stroke: str | None = None
    width: float = 0.2
    closed: bool = True
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Circle:
    """A circle by its middle."""

    x: float
    y: float
    radius: float
    fill: str | None = None
    stroke: str | None = None
    width: float = 0.2
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Text:
    """One line of text on its baseline; ``size`` is the height of the em."""

    x: float
    y: float
    content: str
    size: float
    anchor: Anchor = "start"
    bold: bool = False
    fill: str = "#17242a"
    halo: str | None = None


Item = Path | Circle | Text


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page of a size, with what is drawn on it."""

    width: float
    height: float
    title: str
    lang: str
    items: tuple[Item, ...]


def rect(
    x: float, y: float, width: float, height: float, *, fill: str | None = None, stroke: str | None = None,
    thick: float = 0.2,
) -> Path:  # fmt: skip
    """Return a rectangle by its upper left corner."""
    ring = ((x, y), (x + width, y), (x + width, y + height), (x, y + height))
    return Path((ring,), fill, stroke, thick)


def line(*points: Point, stroke: str, width: float = 0.2) -> Path:
    """Return an open line."""
    return Path((points,), stroke=stroke, width=width, closed=False)


def scaled(items: Sequence[Item], factor: float) -> tuple[Item, ...]:
    """Return the same drawing larger or smaller in everything."""
    return tuple(_scaled(item, factor) for item in items)


def _scaled(item: Item, factor: float) -> Item:
    if isinstance(item, Path):
        parts = tuple(tuple((x * factor, y * factor) for x, y in part) for part in item.parts)
        return replace(item, parts=parts, width=item.width * factor)
    x, y = item.x * factor, item.y * factor
    if isinstance(item, Circle):
        return replace(item, x=x, y=y, radius=item.radius * factor, width=item.width * factor)
    return replace(item, x=x, y=y, size=item.size * factor)
