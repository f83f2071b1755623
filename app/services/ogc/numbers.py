"""Whole and decimal numbers in query parameters."""

import math
import re

from app.errors import BadRequest

_WHOLE = re.compile(r"[+-]?[0-9]{1,18}", re.ASCII)
_NUMBER = re.compile(r"[+-]?([0-9]{1,40}\.?[0-9]{0,40}|\.[0-9]{1,40})([eE][+-]?[0-9]{1,3})?", re.ASCII)


def whole(text: str | None, parameter: str, default: int, least: int, most: int) -> int:
    """Return a whole number; raises BadRequest for anything else and outside its bounds."""
    if text is None:
        return default
    if not _WHOLE.fullmatch(text) or not least <= int(text) <= most:
        raise BadRequest(f"{parameter} must be a whole number from {least} to {most}, not {text[:40]!r}.", parameter)
    return int(text)


def number(text: str, parameter: str) -> float:
    """Return a finite number; raises BadRequest for anything else."""
    value = float(text) if _NUMBER.fullmatch(text.strip()) else math.nan
    if not math.isfinite(value):
        raise BadRequest(f"{text[:40]!r} is no finite number.", parameter)
    return value
