"""Boundary files as valid multipolygons in EPSG:4326, each matched to the unit that it outlines."""

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

import geopandas as gpd
from shapely.geometry.base import BaseGeometry

from app.domain.facts import Facts
from app.domain.finding import listed
from app.ingest.crs import Reference, Shapes, reference, unshifted
from app.ingest.fault import Fault, ImportRefused
from app.ingest.feature_columns import feature_columns
from app.ingest.geofile import read_features
from app.ingest.matching import Given, Match, Matched, Matcher
from app.ingest.misplaced import Bounds, bounds_of, misplaced
from app.ingest.outlines import mend_moved, overlap, shape_faults, stored, surfaces, world_faults
from app.ingest.shift import PLAIN, Shift, measure_shift

PRECISION_CLASSES = ("official", "generalised", "schematic")
SAME_PLACE = 0.9
_COMPARED = 500  # units tell a shift apart as well as all of a nation would


class Known(Protocol):
    """The outlines there are, in WGS 84."""

    def extent(self) -> Bounds | None:
        """Return the bounds of all."""
        ...

    def of(self, units: Collection[str]) -> dict[str, BaseGeometry]:
        """Return those of some units."""
        ...

    def near(self, bounds: Bounds) -> dict[str, BaseGeometry]:
        """Return those whose box meets bounds."""
        ...


@dataclass(frozen=True, slots=True)
class BoundaryOptions:
    """What a boundary file does not say of itself.

    ``crs`` states the reference system and wins over what the file claims; ``crs_of_origin`` the one that the outlines
    were made in, where the file is a copy in another. ``columns`` maps headings to ``unit``, ``name`` and ``county``;
    ``accept_shift`` takes a file although another system would fit the known outlines better.
    """

    vintage: dt.date
    precision_class: str
    source: str
    crs: str | None = None
    crs_of_origin: str | None = None
    method: str | None = None
    layer: str | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    accept_shift: bool = False


@dataclass(frozen=True, slots=True)
class BoundaryTable:
    """The rows to store, what a person should know, and the match of each feature in order."""

    rows: list[dict[str, Any]]
    notes: list[str]
    matches: list[Matched]


def parse_boundaries(file: str, content: bytes, options: BoundaryOptions, facts: Facts, known: Known) -> BoundaryTable:
    """Return boundary rows; every feature is matched to a unit valid at the vintage, or the file is refused.

    Raises ImportRefused with every fault: no column that tells the units, unknown or repeated ones, empty, invalid or
    non-polygonal geometry, a CRS that is unknown or missing, and coordinates that are swapped, outside the world, in
    another projection, or shifted against the known outlines.
    """
    features = read_features(file, content, options.layer)
    faults: list[Fault] = []
    given = feature_columns(file, features.frame, options.columns, faults)
    stated = _reference(file, features.frame, options.crs, faults)
    if stated is None or faults:
        raise ImportRefused(faults)
    raw = surfaces(features.frame.geometry.array)
    faults += shape_faults(file, raw)
    degrees, placed = _placed(raw, stated)
    _check_place(file, raw, placed, stated, known, faults)
    faults += world_faults(file, placed, {fault.row for fault in faults})
    crossed, mended = mend_moved(file, placed, {fault.row for fault in faults})
    faults += crossed
    matches = _matches(Matcher(facts), given, placed, options.vintage, known, faults)
    notes = [*features.notes, *mended, *_shift(file, degrees, matches, stated, known, options, faults)]
    classes = _classes(file, features.frame, options.precision_class, faults)
    faults += _repeated(file, given, matches)
    if faults:
        raise ImportRefused(sorted(faults, key=lambda fault: fault.row or 0))
    rows = [_row(*each, options, stated) for each in zip(matches, classes, placed, strict=True)]
    return BoundaryTable(rows, [*notes, *_missing(facts, matches, options.vintage)], _matched(given, matches))


def _reference(file: str, frame: gpd.GeoDataFrame, stated: str | None, faults: list[Fault]) -> Reference | None:
    try:
        return reference(file, stated, frame.crs)
    except ImportRefused as refusal:
        faults += refusal.faults
        return None


def _placed(raw: Shapes, stated: Reference) -> tuple[Shapes, Shapes]:
    """Return geometries in degrees as they stand, and in WGS 84."""
    degrees = Reference(stated.crs).to_wgs84(raw)
    return degrees, unshifted(degrees, stated.shifted)


def _check_place(  # noqa: PLR0917 -- one step of parse_boundaries
    file: str, raw: Shapes, placed: Shapes, stated: Reference, known: Known, faults: list[Fault]
) -> None:
    """Refuse at once what lies elsewhere as a whole: everything else that could be said would be said of that."""
    there = bounds_of(raw)
    reason = misplaced(there, bounds_of(placed), stated, known.extent()) if there else None
    if reason:
        raise ImportRefused([Fault(file, None, "crs", reason), *faults])


def _matches(  # noqa: PLR0917 -- one step of parse_boundaries
    matcher: Matcher, given: list[Given], placed: Shapes, date: dt.date, known: Known, faults: list[Fault]
) -> list[Match]:
    """Match by code and name first; outlines decide only what those left open, and only among units left over."""
    found = [matcher.match(each, date) for each in given]
    faulty = {fault.row for fault in faults}
    taken = {match.unit for match in found}
    for place, match in enumerate(found):
        if match.unit is None and not match.contradicted and place + 1 not in faulty:
            found[place] = _by_overlap(match, matcher, placed[place], known, date, taken)
            taken.add(found[place].unit)
    return found


def _by_overlap(  # noqa: PLR0917 -- one step of _matches
    match: Match, matcher: Matcher, shape: BaseGeometry, known: Known, date: dt.date, taken: Collection[str | None]
) -> Match:
    near = {u: o for u, o in known.near(shape.bounds).items() if u not in taken and matcher.holds(u, date)}
    shares = {unit: overlap(shape, outline) for unit, outline in near.items() if outline.is_valid}
    best = max(shares, key=shares.__getitem__, default=None)
    if best is not None and shares[best] >= SAME_PLACE:
        return Match(best, "overlap", f"{match.reason}; the outlines agree to {shares[best]:.1%}")
    return match


def _shift(  # noqa: PLR0917 -- one step of parse_boundaries
    file: str,
    degrees: Shapes,
    matches: list[Match],
    stated: Reference,
    known: Known,
    options: BoundaryOptions,
    faults: list[Fault],
) -> list[str]:
    """Return a note on outlines that lie off the known ones; a shift that has a name is a fault."""
    faulty = {fault.row for fault in faults}
    told = {
        m.unit: degrees[n] for n, m in enumerate(matches) if m.unit and m.ground != "overlap" and n + 1 not in faulty
    }
    given = {unit: told[unit] for unit in sorted(told)[:: max(1, len(told) // _COMPARED)]}
    outlines = known.of(given)
    if not outlines:
        return []
    shift = measure_shift(given, outlines, stated.shifted)
    if shift.found and not options.accept_shift:
        faults.append(Fault(file, None, "crs", _displaced(shift, stated)))
    if shift.found:
        return [_displaced(shift, stated)]
    if shift.read.telling:
        return [f"the outlines lie {shift.read.metres:,.0f} m from the known ones; no known shift explains that"]
    return []


def _displaced(shift: Shift, stated: Reference) -> str:
    read, best = stated.shifted or PLAIN, shift.system or PLAIN
    state = shift.system or "EPSG:4490"
    way = f"state crs={state} (--crs {state})"
    if stated.crs.is_projected:  # the shift is one of degrees, and can be undone in nothing else
        way = f"convert the file to longitude and latitude, then {way}"
    return (
        f"the outlines lie {shift.read.metres:,.0f} m from the known ones when read as {read}, and "
        f"{shift.best.metres:,.0f} m when read as {best} ({shift.read.units} units compared); {way}, or "
        "accept_shift=yes (--accept-shift) where the known ones are wrong"
    )


def _repeated(file: str, given: list[Given], matches: list[Match]) -> list[Fault]:
    faults, seen = list[Fault](), dict[str, int]()
    for number, (said, match) in enumerate(zip(given, matches, strict=True), start=1):
        if match.unit is None:
            faults.append(Fault(file, number, "code", match.reason))
        elif seen.setdefault(match.unit, number) != number:
            called = repr((said.code or said.name)[:40])
            reason = f"{called} was given already, by feature {seen[match.unit]}; merge the parts of a unit into one"
            faults.append(Fault(file, number, "code", reason))
    return faults


def _classes(file: str, frame: gpd.GeoDataFrame, stated: str, faults: list[Fault]) -> list[str]:
    """Return the precision class of each feature: its own property where it has one, else what was stated."""
    if "precision_class" not in frame.columns:
        return [stated] * len(frame)
    given = [str(value) if isinstance(value, str) else stated for value in frame["precision_class"]]
    known = ", ".join(PRECISION_CLASSES)
    faults += [
        Fault(file, number, "precision_class", f"{value[:40]!r} is not one of {known}")
        for number, value in enumerate(given, start=1)
        if value not in PRECISION_CLASSES
    ]
    return given


def _row(
    match: Match, precision_class: str, shape: BaseGeometry, options: BoundaryOptions, stated: Reference
) -> dict[str, Any]:
    return {
        "unit": match.unit,
        "vintage": options.vintage,
        "precision_class": precision_class,
        "crs_of_origin": options.crs_of_origin or stated.name,
        "source": options.source,
        "method": options.method,
        "geom": stored(shape),
    }


def _matched(given: list[Given], matches: list[Match]) -> list[Matched]:
    return [
        Matched(number, said.code or said.name, match.unit, match.ground, match.reason)
        for number, (said, match) in enumerate(zip(given, matches, strict=True), start=1)
        if match.unit and match.ground
    ]


def _missing(facts: Facts, matches: list[Match], date: dt.date) -> list[str]:
    """Return a note on the units beside the matched ones that the file leaves out."""
    units = {match.unit for match in matches if match.unit}
    versions = [facts.version_at(unit, date) for unit in units]
    parents = {v.parent for v in versions if v and v.parent and v.level == "township"}
    absent = sorted(child for parent in parents for child in facts.children(parent, date) if child not in units)
    if not absent:
        return []
    named = [f"{v.name_zh} {v.code}" for unit in absent if (v := facts.version_at(unit, date))]
    return [f"{len(absent)} units of these counties are not in the file: {listed(named)}"]
