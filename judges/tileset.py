"""Which tiles cover a layer, and where they are."""

import math
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from fetching import fetch, read_json

LAYERS = ("county", "township", "zone", "label", "township_measures")

Address = tuple[int, int, int]


def described(base: str, layer: str) -> dict[str, Any]:
    """Return the TileJSON of a layer."""
    found: dict[str, Any] = read_json(f"{base}/tiles/{layer}.json")
    return found


def cover(bounds: Sequence[float], zoom: int) -> list[Address]:
    """Return the tiles of a zoom that touch a box in longitude and latitude."""
    west, south, east, north = bounds
    left, top = place(west, north, zoom)
    right, bottom = place(east, south, zoom)
    return [(zoom, x, y) for x in range(left, right + 1) for y in range(top, bottom + 1)]


def place(longitude: float, latitude: float, zoom: int) -> tuple[int, int]:
    """Return column and row of the tile that a point is in."""
    size = 2**zoom
    y = (1 - math.asinh(math.tan(math.radians(latitude))) / math.pi) / 2
    x = (longitude + 180) / 360
    return min(max(int(x * size), 0), size - 1), min(max(int(y * size), 0), size - 1)


def tiles(template: str, addresses: Iterable[Address]) -> Iterator[tuple[Address, bytes]]:
    """Fetch tiles; one that is empty (204) is left out. Raises RuntimeError for any other answer."""
    for z, x, y in addresses:
        url = template.replace("{z}", str(z)).replace("{x}", str(x)).replace("{y}", str(y))
        status, _, body = fetch(url)
        if status == 200:
            yield (z, x, y), body
        elif status != 204:
            raise RuntimeError(f"{url} answers {status}: {body[:200]!r}")
