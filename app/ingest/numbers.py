"""Counts as tables print them: in persons or in ten thousands, with separators, full-width digits and marks."""

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from app.domain.rounding import printed_half_width
from app.ingest.marks import without_marks

MAX_COUNT = 2_000_000_000
TEN_THOUSAND = 10_000
_COUNTERS = re.compile(r"(万)?(人|户|persons|people)?$")
_NUMBER = re.compile(r"[+-]?\d+(\.\d*)?")
_UNITS = {
    "人": 1, "户": 1, "persons": 1, "people": 1, "households": 1, "百人": 100, "千人": 1_000, "千户": 1_000,
    "thousand": 1_000, "万": TEN_THOUSAND, "万人": TEN_THOUSAND, "万户": TEN_THOUSAND, "十万人": 100_000,
    "百万人": 1_000_000, "million": 1_000_000, "亿人": 100_000_000,
}  # fmt: skip
_STATED = re.compile(
    r"(?<![\u4e00-\u9fff])(?:计量)?单位\s*[:：]\s*(\S{1,20})|\bunit\s*[:：]\s*(\S{1,20})", re.IGNORECASE
)
_BRACKETED = re.compile(r"[(（\[【]\s*(?:单位\s*[:：])?\s*([^()（）]{1,12})[)）\]】]")
_APART = re.compile(r"[、,，;；/)）]|及|和|与")


@dataclass(frozen=True, slots=True)
class Count:
    """A whole number and its half-width of rounding."""

    value: int
    half_width: int


class NotACountError(ValueError):
    """The text is no count; the message says why."""


def decimals_of(text: str) -> int:
    """Return the number of decimals that a number shows, zero for what is none."""
    plain = _plain(text)
    return len(plain.partition(".")[2]) if _NUMBER.fullmatch(plain) else 0


def read_count(text: str, scale: int = 1, decimals: int | None = None) -> Count:
    """Return a count of zero or more in ones; ``scale`` is the unit it is printed in.

    In ten thousands, 15.78 is 157,800 with a half-width of 50; ``decimals`` says how many were printed where trailing
    zeros may have been lost. Raises NotACountError for anything else, numbers that leave a fraction included.
    """
    plain = _plain(text)
    if plain.endswith("万"):
        plain, scale = plain[:-1], TEN_THOUSAND
    if not _NUMBER.fullmatch(plain):
        raise NotACountError(f"{text[:40]!r} is not a whole number")
    number = Decimal(plain) * scale
    if number < 0:
        raise NotACountError(f"{plain[:40]} is negative")
    if number > MAX_COUNT:
        raise NotACountError(f"{plain[:40]} is more than any count can be")
    if number != int(number):
        hint = "; are these 万人?" if scale == 1 else " of persons"
        raise NotACountError(f"{text[:40]!r} is not a whole number{hint}")
    shown = max(decimals_of(plain), decimals or 0)
    return Count(int(number), _half_width(shown, scale))


def units_in(text: str) -> frozenset[int]:
    """Return the scales of all units that a heading states in brackets, or a note after 单位; 0 is one not known."""
    noted = [one or other for one, other in _STATED.findall(text)]
    words = [word for stated in (*noted, *_BRACKETED.findall(text)) for word in _APART.split(stated)]
    plain = [re.sub(r"\s", "", unicodedata.normalize("NFKC", word)).lower() for word in words]
    known = frozenset(_UNITS[word] for word in plain if word in _UNITS)
    strange = any(word.endswith(("人", "户")) and word not in _UNITS for word in plain) and bool(noted)
    return known | {0} if strange else known


def _half_width(decimals: int, scale: int) -> int:
    """Return the rounding of a number that shows so many decimals of a unit; whole persons are exact."""
    return int(printed_half_width(decimals) * Fraction(scale)) if scale > 1 else 0


def _plain(text: str) -> str:
    plain = re.sub(r"[,，'\s]", "", unicodedata.normalize("NFKC", without_marks(text.strip())))
    counter = _COUNTERS.search(plain)
    return plain[: counter.start()] + (counter.group(1) or "") if counter else plain
