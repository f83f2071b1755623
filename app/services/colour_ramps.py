"""Colour ramps that colour-blind readers can tell apart, read from ``tiles/styles/ramps.toml``."""

import functools
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Literal

from app.paths import TILES

NO_DATA = "#d9d9d6"
DIVERGING = "PuOr"
"""The ramp where zero divides, unless another is asked for."""
ZERO_DIVIDES = ("growth", "annual_growth")
"""Indicators whose diverging colours turn at zero: what grows and what shrinks never share a hue."""


@dataclass(frozen=True, slots=True)
class Ramp:
    """A ramp with the schemes its authors published, by number of colours; light to dark, or low to high."""

    id: str
    label_zh: str
    label_en: str
    kind: Literal["sequential", "diverging", "categorical"]
    source: str
    schemes: Mapping[int, tuple[str, ...]]

    def colours(self, count: int) -> list[str]:
        """Return ``count`` colours: those of the published scheme, else points along the longest one."""
        if count in self.schemes:
            return list(self.schemes[count])
        longest = self.schemes[max(self.schemes)]
        if count == 1:
            return [longest[len(longest) // 2]]
        fewest = self.schemes[min(self.schemes)]
        anchors = fewest if count < len(fewest) else longest
        return [_between(anchors, i * (len(anchors) - 1) / (count - 1)) for i in range(count)]


@functools.cache
def ramps() -> Mapping[str, Ramp]:
    """Return all ramps for numbers by id."""
    return MappingProxyType({name: ramp for name, ramp in _published().items() if ramp.kind != "categorical"})


def categories() -> Ramp:
    """Return the colours for what has no order."""
    return next(ramp for ramp in _published().values() if ramp.kind == "categorical")


def category_colours(count: int) -> list[str]:
    """Return a colour for each of ``count`` categories; after the last published one come lighter tints of them all."""
    (scheme,) = categories().schemes.values()
    rounds = -(-count // len(scheme))
    places = (divmod(i, len(scheme)) for i in range(count))
    return [_between((scheme[index], "#ffffff"), tint / max(rounds, 1)) for tint, index in places]


@functools.cache
def _published() -> Mapping[str, Ramp]:
    """Read the file, which is part of the program and does not change while it runs."""
    document = tomllib.loads((TILES / "styles" / "ramps.toml").read_text("utf-8"))
    return MappingProxyType({name: _ramp(name, entry) for name, entry in document.items()})


def _ramp(name: str, entry: dict[str, Any]) -> Ramp:
    schemes = [tuple(f"#{colour}" for colour in scheme.split()) for scheme in entry["schemes"]]
    return Ramp(name, **{**entry, "schemes": MappingProxyType({len(scheme): scheme for scheme in schemes})})


def default_ramp(indicator: str) -> str:
    """Return the ramp for an indicator: diverging where zero divides, sequential elsewhere."""
    return DIVERGING if indicator in ZERO_DIVIDES else "YlGnBu"


def palette(ramp: Ramp, edges: Sequence[float], top: float, *, zero: bool, reverse: bool) -> list[str]:
    """Return the colours of the classes that start at ``edges`` and end at ``top``.

    With ``zero``, a diverging ramp is pinned there: classes below it take the low side and those above it the high
    side, by their distance from zero; a class that holds zero within takes the pale middle.
    """
    if not (zero and ramp.kind == "diverging"):
        found = ramp.colours(len(edges))
        return found[::-1] if reverse else found
    uppers = [*edges[1:], top]
    below = sum(upper <= 0 and edge < 0 for edge, upper in zip(edges, uppers, strict=True))
    above = sum(edge >= 0 for edge in edges)
    middle = len(edges) - below - above
    side = max(below, above)
    whole = ramp.colours(max(2 * side + middle, 1))
    whole = whole[::-1] if reverse else whole
    return whole[side - below : side + middle + above]


def _between(anchors: Sequence[str], position: float) -> str:
    index = min(int(position), len(anchors) - 2)
    low, high = (_rgb(anchors[index + step]) for step in (0, 1))
    part = position - index
    return "#" + "".join(f"{round(a + (b - a) * part):02x}" for a, b in zip(low, high, strict=True))


def _rgb(colour: str) -> tuple[int, ...]:
    return tuple(int(colour[i : i + 2], 16) for i in (1, 3, 5))
