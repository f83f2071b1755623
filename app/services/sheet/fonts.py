"""The typeface of a sheet: Noto Sans SC as the web build delivers it, measured, and cut to the letters used."""

import functools
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path
from typing import Any

from fontTools import subset
from fontTools.ttLib import TTFont

from app.errors import Unavailable
from app.paths import WEB

WEIGHTS = (400, 700)
UNKNOWN = "□"
"""Stands for a character that the typeface does not have."""
_FOLDER = WEB / "fonts"


class Typeface:
    """The two weights: which characters there are, and how wide a text is in ems."""

    def __init__(self, files: dict[int, bytes]) -> None:
        self._files = files
        self._widths = {weight: _widths(file) for weight, file in files.items()}

    def clean(self, text: str) -> str:
        """Return the text with a box for each character that is not there, and none that controls."""
        known = self._widths[400]
        return "".join(c if ord(c) in known else UNKNOWN for c in " ".join(text.split()))

    def width(self, text: str, size: float, *, bold: bool = False) -> float:
        """Return how wide a text is, in the measure of ``size``."""
        known = self._widths[700 if bold else 400]
        return sum(known.get(ord(c), 1.0) for c in text) * size

    def subset(self, weight: int, letters: Iterable[str], flavor: str | None) -> bytes:
        """Return a font with these letters alone: TrueType, or ``woff2``; the same letters give the same bytes."""
        font = _opened(self._files[weight])
        options = subset.Options(layout_features=[], notdef_outline=True, hinting=False, recalc_timestamp=False)
        cutter = subset.Subsetter(options)
        cutter.populate(text="".join(sorted(set(letters) | {" ", UNKNOWN})))
        cutter.subset(font)
        font.flavor = flavor
        out = BytesIO()
        font.save(out, reorderTables=flavor is None)
        return out.getvalue()


@functools.lru_cache(maxsize=1)
def _typeface(folder: Path, _stamp: float) -> Typeface:
    return Typeface({weight: _file(folder, weight).read_bytes() for weight in WEIGHTS})


def typeface() -> Typeface:
    """Return the typeface; raises Unavailable while the map, which brings it, is not built."""
    missing = [weight for weight in WEIGHTS if not _file(_FOLDER, weight).is_file()]
    if missing:
        raise Unavailable("The typeface of the sheet is not here: build the map (`make web`), which brings it.")
    return _typeface(_FOLDER, _file(_FOLDER, 400).stat().st_mtime)


def _file(folder: Path, weight: int) -> Path:
    return folder / f"noto-sans-sc-chinese-simplified-{weight}-normal.woff"


def _opened(file: bytes) -> Any:  # noqa: ANN401 -- fontTools has no types
    """Return the font, read as far as it is asked for; the box of unknown characters goes by a character of its own.

    WOFF, not WOFF2: that one keeps its outlines in a form that takes seconds to turn back.
    """
    font: Any = TTFont(BytesIO(file), lazy=True, recalcTimestamp=False)
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap.setdefault(ord(UNKNOWN), ".notdef")
    return font


def _widths(file: bytes) -> dict[int, float]:
    font = _opened(file)
    em, advances = font["head"].unitsPerEm, font["hmtx"].metrics
    return {code: advances[glyph][0] / em for code, glyph in font.getBestCmap().items()}
