"""Colour ramps that colour-blind readers can tell apart.

ColorBrewer 2.0 (C. Brewer) and viridis (N. Smith, S. van der Walt), the latter turned dark for high values.
"""

from collections.abc import Sequence

NO_DATA = "#d9d9d6"

# Nine anchors each, light to dark (the diverging ones: low to high through a pale middle).
RAMPS: dict[str, tuple[str, ...]] = {
    "YlGnBu": ("#ffffd9", "#edf8b1", "#c7e9b4", "#7fcdbb", "#41b6c4", "#1d91c0", "#225ea8", "#253494", "#081d58"),
    "YlOrBr": ("#ffffe5", "#fff7bc", "#fee391", "#fec44f", "#fe9929", "#ec7014", "#cc4c02", "#993404", "#662506"),
    "PuBuGn": ("#fff7fb", "#ece2f0", "#d0d1e6", "#a6bddb", "#67a9cf", "#3690c0", "#02818a", "#016c59", "#014636"),
    "viridis": ("#fde725", "#addc30", "#5ec962", "#28ae80", "#21918c", "#2c728e", "#3b528b", "#472d7b", "#440154"),
    "RdBu": ("#b2182b", "#d6604d", "#f4a582", "#fddbc7", "#f7f7f7", "#d1e5f0", "#92c5de", "#4393c3", "#2166ac"),
    "PuOr": ("#b35806", "#e08214", "#fdb863", "#fee0b6", "#f7f7f7", "#d8daeb", "#b2abd2", "#8073ac", "#542788"),
}
DIVERGING = ("RdBu", "PuOr")


def default_ramp(indicator: str) -> str:
    """Return the ramp for an indicator: diverging where zero divides, sequential elsewhere."""
    return "PuOr" if indicator in ("growth", "annual_growth") else "YlGnBu"


def colours(ramp: str, count: int) -> list[str]:
    """Return ``count`` colours along a ramp; sequential ramps skip their palest end, which reads as no data."""
    anchors = RAMPS[ramp] if ramp in DIVERGING else RAMPS[ramp][1:]
    if count == 1:
        return [anchors[len(anchors) // 2]]
    return [_between(anchors, i * (len(anchors) - 1) / (count - 1)) for i in range(count)]


def _between(anchors: Sequence[str], position: float) -> str:
    index = min(int(position), len(anchors) - 2)
    low, high = (_rgb(anchors[index + step]) for step in (0, 1))
    part = position - index
    return "#" + "".join(f"{round(a + (b - a) * part):02x}" for a, b in zip(low, high, strict=True))


def _rgb(colour: str) -> tuple[int, ...]:
    return tuple(int(colour[i : i + 2], 16) for i in (1, 3, 5))
