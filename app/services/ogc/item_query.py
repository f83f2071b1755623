"""What a request for features asks: every parameter read and bounded, before anything is looked up."""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import shapely

from app.domain.queryable import Queryable
from app.errors import BadRequest
from app.services.ogc.bbox import bbox_area
from app.services.ogc.crs import Crs, drawn_crs, find_crs
from app.services.ogc.moments import Span, span
from app.services.ogc.numbers import number, whole
from app.services.output_crs import require_coordinates

DEFAULT_LIMIT, MOST = 100, 10_000
MOST_OFFSET = 10_000_000
MOST_DECIMALS = 9
DRAWING = ("crs", "precision", "properties")
PARAMETERS = (*DRAWING, "bbox", "bbox-crs", "datetime", "limit", "offset", "filter", "filter-lang", "filter-crs")

_LIMIT = re.compile(r"\+?0*[1-9][0-9]{0,99}", re.ASCII)
_INTEGER = re.compile(r"[+-]?[0-9]{1,300}", re.ASCII)

Scalar = str | float | dt.date


@dataclass(frozen=True, slots=True)
class Shown:
    """How features are written: system, decimals, and which properties."""

    crs: Crs
    decimals: int
    properties: Sequence[str]
    northing_first: bool


@dataclass(frozen=True, slots=True)
class ItemQuery:
    """Which features are wanted, and how they are written; `filter` is text still, in `filter_lang`."""

    shown: Shown
    limit: int
    offset: int
    area: shapely.Geometry | None
    days: Span | None
    equals: Mapping[str, Scalar]
    filter: str | None
    filter_lang: str
    filter_crs: Crs


def read_item_query(
    given: Mapping[str, str], properties: Mapping[str, Queryable], *, for_file: bool = False, gcj02: bool = False
) -> ItemQuery:
    """Return what the parameters ask; raises BadRequest naming the first that cannot be read.

    A file holds as much as there may be unless `limit` says otherwise, and has its easting first in every system.
    """
    return ItemQuery(
        shown=read_shown(given, properties, for_file=for_file, gcj02=gcj02),
        limit=_limit(given.get("limit"), MOST if for_file else DEFAULT_LIMIT),
        offset=whole(given.get("offset"), "offset", 0, 0, MOST_OFFSET),
        area=bbox_area(given.get("bbox"), find_crs(given.get("bbox-crs"), "bbox-crs")),
        days=span(given.get("datetime")),
        equals={name: _scalar(given[name], entry) for name, entry in properties.items() if name in given},
        filter=given.get("filter"),
        filter_lang=_filter_lang(given),
        filter_crs=find_crs(given.get("filter-crs"), "filter-crs"),
    )


def read_shown(
    given: Mapping[str, str], properties: Mapping[str, Queryable], *, for_file: bool = False, gcj02: bool = False
) -> Shown:
    """Return how features are to be written; `gcj02` says whether they may be shifted."""
    crs = drawn_crs(given.get("crs"), gcj02=gcj02)
    require_coordinates(crs.shift, present=not for_file)
    decimals = whole(given.get("precision"), "precision", crs.decimals, 0, MOST_DECIMALS)
    names = [name.strip() for name in given["properties"].split(",")] if "properties" in given else list(properties)
    for name in names:
        if name not in properties:
            raise BadRequest(f"{name[:60]!r} is not a property here ({', '.join(properties)}).", "properties")
    return Shown(crs, decimals, list(dict.fromkeys(names)), crs.northing_first and not for_file)


def _limit(text: str | None, default: int) -> int:
    """Return the limit; one that is larger than the service gives is no fault, says the standard."""
    if text is None:
        return default
    if not _LIMIT.fullmatch(text):
        raise BadRequest(f"limit must be a whole number from 1, not {text[:40]!r}.", "limit")
    return min(int(text), MOST)


def _filter_lang(given: Mapping[str, str]) -> str:
    lang = given.get("filter-lang", "cql2-text")
    if lang not in ("cql2-text", "cql2-json"):
        raise BadRequest(f"{lang[:40]!r} is not a filter language here (cql2-text, cql2-json).", "filter-lang")
    return lang


def _scalar(text: str, entry: Queryable) -> Scalar:
    if entry.values and text not in entry.values:
        raise BadRequest(f"{entry.name} is one of {', '.join(entry.values)}, not {text[:40]!r}.", entry.name)
    if entry.type == "integer":
        if not _INTEGER.fullmatch(text):
            raise BadRequest(f"{entry.name} must be a whole number, not {text[:40]!r}.", entry.name)
        return float(text)
    if entry.type == "number":
        return number(text, entry.name)
    return _date(text, entry.name) if entry.type == "date" else text


def _date(text: str, name: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise BadRequest(f"{text[:40]!r} is not a date such as 2020-11-01.", name) from None
