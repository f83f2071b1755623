"""The two patterns of the styles, drawn here: hatching where there is no value, dots where a value is not normal."""

import struct
import zlib
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from app.services.styles.ink import LAND

NO_DATA = "no-data"
ESTIMATED = "not-normal"
_SIZE = 10
_HATCH = (147, 160, 163, 255)
_DOT = (10, 20, 26, 150)
_LIGHT = (255, 255, 255, 140)
Pixel = tuple[int, int, int, int]
_CLEAR: Pixel = (0, 0, 0, 0)


def _hatch(x: int, y: int) -> Pixel:
    ground = (*(int(LAND[i : i + 2], 16) for i in (1, 3, 5)), 255)
    return _HATCH if (x + y) % 5 == 0 else ground  # type: ignore[return-value]  # three channels and opacity


def _dots(x: int, y: int) -> Pixel:
    # A dark dot with a light edge shows on pale and on deep colours.
    return {(2, 2): _DOT, (3, 3): _LIGHT}.get((x, y), _CLEAR)


_PATTERNS: Mapping[str, Callable[[int, int], Pixel]] = MappingProxyType({NO_DATA: _hatch, ESTIMATED: _dots})


def sprite_index(ratio: int) -> dict[str, Any]:
    """Return where each pattern stands in the image of a pixel ratio."""
    size = _SIZE * ratio
    return {
        name: {"x": place * size, "y": 0, "width": size, "height": size, "pixelRatio": ratio}
        for place, name in enumerate(_PATTERNS)
    }


def sprite_image(ratio: int) -> bytes:
    """Return the image of a pixel ratio as PNG."""
    rows = [
        b"".join(bytes(draw(x // ratio, y // ratio)) for draw in _PATTERNS.values() for x in range(_SIZE * ratio))
        for y in range(_SIZE * ratio)
    ]
    return _png(len(rows[0]) // 4, rows)


def _png(width: int, rows: list[bytes]) -> bytes:
    # Eight bits a channel, red, green, blue and opacity; each row begins with its filter, none.
    header = struct.pack(">IIBBBBB", width, len(rows), 8, 6, 0, 0, 0)
    data = zlib.compress(b"".join(b"\0" + row for row in rows), 9)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", data) + _chunk(b"IEND", b"")


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
