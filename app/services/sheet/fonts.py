"""The typeface of a sheet: Noto Sans SC as the web build delivers it, measured, and cut to the letters used."""

import functools
from collections.abc import Iterable, Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

from fontTools import merge, subset
from fontTools.ttLib import TTFont

from app.errors import Unavailable
from app.paths import WEB

WEIGHTS = (400, 700)
UNKNOWN = "□"
"""Stands for a character that the typeface does not have."""
_FOLDER = WEB / "fonts"
_FAMILY = "noto-sans-sc"
_EVERYDAY = "chinese-simplified"


class Weight:
    """The files of one weight: one has everyday Chinese, and a hundred small ones what that one lacks.

    WOFF, not WOFF2: that one keeps its outlines in a form that takes seconds to turn back.
    """

    def __init__(self, everyday: Path, others: Iterable[Path]) -> None:
        self._everyday = everyday
        self._widths = _widths(everyday)
        self._others = sorted(others)

    def width(self, letter: str) -> float | None:
        """Return how wide a letter is in ems; None where no file has it."""
        known = self._widths.get(ord(letter))
        return self._rare.get(ord(letter), (None, None))[1] if known is None else known

    def subset(self, letters: Iterable[str], flavor: str | None) -> bytes:
        """Return a font with these letters alone: TrueType, or ``woff2``; the same letters give the same bytes."""
        found: dict[Path, str] = {self._everyday: " "}
        for letter in sorted(set(letters)):
            file = self._everyday if ord(letter) in self._widths else self._rare.get(ord(letter), (None,))[0]
            if file is not None:
                found[file] = found.get(file, "") + letter
        parts = [_cut(file, kept) for file, kept in found.items()]
        return _written(parts[0] if len(parts) == 1 else _merged(parts), flavor)

    @functools.cached_property
    def _rare(self) -> Mapping[int, tuple[Path, float]]:
        """Where the letters stand that the first file lacks, and their widths: read once a text has one of them."""
        found: dict[int, tuple[Path, float]] = {}
        for file in self._others:
            for code, width in _widths(file).items():
                found.setdefault(code, (file, width))
        return found


class Typeface:
    """The two weights: which characters there are, and how wide a text is in ems."""

    def __init__(self, folder: Path) -> None:
        self._weights = {weight: _weight(folder, weight) for weight in WEIGHTS}

    def clean(self, text: str) -> str:
        """Return the text with a box for each character that is not there, and none that controls."""
        regular = self._weights[400]
        return "".join(UNKNOWN if regular.width(c) is None else c for c in " ".join(text.split()))

    def width(self, text: str, size: float, *, bold: bool = False) -> float:
        """Return how wide a text is, in the measure of ``size``."""
        weight = self._weights[700 if bold else 400]
        widths = (weight.width(c) for c in text)
        return sum(1.0 if width is None else width for width in widths) * size

    def subset(self, weight: int, letters: Iterable[str], flavor: str | None) -> bytes:
        """Return a weight with these letters alone: TrueType, or ``woff2``; the same letters give the same bytes."""
        return self._weights[weight].subset(letters, flavor)


def typeface() -> Typeface:
    """Return the typeface; raises Unavailable while the map, which brings it, is not built."""
    files = [_file(_FOLDER, weight) for weight in WEIGHTS]
    if not all(file.is_file() for file in files):
        raise Unavailable("The typeface of the sheet is not here: build the map (`make web`), which brings it.")
    return _typeface(_FOLDER, files[0].stat().st_mtime)


@functools.lru_cache(maxsize=1)
def _typeface(folder: Path, _stamp: float) -> Typeface:
    return Typeface(folder)


def _weight(folder: Path, weight: int) -> Weight:
    everyday = _file(folder, weight)
    return Weight(everyday, set(folder.glob(_file(folder, weight, "*").name)) - {everyday})


def _file(folder: Path, weight: int, part: str = _EVERYDAY) -> Path:
    return folder / f"{_FAMILY}-{part}-{weight}-normal.woff"


def _opened(file: Path | BytesIO) -> Any:  # noqa: ANN401 -- fontTools has no types
    """Return the font, read as far as it is asked for."""
    return TTFont(file, lazy=True, recalcTimestamp=False)


def _widths(file: Path) -> dict[int, float]:
    font = _opened(file)
    em, advances = font["head"].unitsPerEm, font["hmtx"].metrics
    return {code: advances[glyph][0] / em for code, glyph in font.getBestCmap().items()}


def _cut(file: Path, letters: str) -> Any:  # noqa: ANN401
    font = _opened(file)
    options = subset.Options(layout_features=[], notdef_outline=True, hinting=False, recalc_timestamp=False)
    cutter = subset.Subsetter(options)
    cutter.populate(text=letters)
    cutter.subset(font)
    return font


def _merged(parts: list[Any]) -> Any:  # noqa: ANN401
    """Return one font with the letters of all; it is as old as the first, not as the moment of merging."""
    made = [parts[0]["head"].created, parts[0]["head"].modified]
    font = merge.Merger().merge([BytesIO(_written(part, None)) for part in parts])
    font.recalcTimestamp = False
    font["head"].created, font["head"].modified = made
    return font


def _written(font: Any, flavor: str | None) -> bytes:  # noqa: ANN401
    font.flavor = flavor
    out = BytesIO()
    font.save(out, reorderTables=flavor is None)
    return out.getvalue()
