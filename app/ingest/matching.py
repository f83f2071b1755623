"""Find the unit that a row or a feature means: by code, by a former code through lineage, by name within its county."""

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from app.domain.facts import FUNCTIONAL_ZONE, Facts, UnitVersion
from app.domain.finding import listed
from app.ingest.codes import code_forms, is_rounded
from app.ingest.marks import plain_text

Ground = Literal["code", "id", "superseded code", "lineage", "name", "former name", "overlap"]
_SAME_PLACE = frozenset({"rename", "relevel"})
_KINDS = re.compile(r"(街道办事处|地区办事处|人民政府|街道|镇|乡|办事处)$")
_LISTED = 5


@dataclass(frozen=True, slots=True)
class Given:
    """What a file says of a unit; ``county`` is a code or a name of the unit above."""

    code: str = ""
    name: str = ""
    county: str = ""


@dataclass(frozen=True, slots=True)
class Match:
    """A unit and the ground on which it was found; without a unit, ``reason`` says why there is none.

    ``contradicted`` are codes and names that speak of two units: no further ground may decide between them.
    """

    unit: str | None
    ground: Ground | None
    reason: str = ""
    contradicted: bool = False


@dataclass(frozen=True, slots=True)
class Matched:
    """The unit of a row or feature, what the file called it, and the ground on which it was found."""

    row: int
    given: str
    unit: str
    ground: Ground
    reason: str = ""

    @property
    def by_code(self) -> bool:
        """Whether the file names the unit itself, so that nobody need look at the match."""
        return self.ground in ("code", "id")

    def __str__(self) -> str:
        return (
            f"row {self.row}: {self.given} is {self.unit} by {self.ground}{f' ({self.reason})' if self.reason else ''}"
        )


def bare_name(name: str) -> str:
    """Return a name without the word for its kind, where more than one character is left: 昆阳镇 is 昆阳."""
    bare = _KINDS.sub("", plain_text(name))
    return bare if len(bare) > 1 else plain_text(name)


def unit_names(facts: Facts) -> frozenset[str]:
    """Return every name that any unit ever bore, whole and without the word for its kind."""
    versions = [version for unit in facts.units() for version in facts.versions(unit)]
    return frozenset(form for v in versions for form in (plain_text(v.name_zh), bare_name(v.name_zh)))


class Matcher:
    """Matches against the units of a draft; looks names up once for each date that it is asked about."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self._names: dict[dt.date, dict[str, list[UnitVersion]]] = {}
        self._bearers: dict[str, list[str]] | None = None

    def match(self, given: Given, date: dt.date) -> Match:
        """Return the unit that was valid on the date; never one that two grounds contradict."""
        if is_rounded(given.code):
            if given.name:  # the code has lost its digits, the name has not
                return self._by_name(given, date)
            reason = "is a code that a spreadsheet program has rounded; format the column as text and enter it anew"
            return Match(None, None, f"{given.code[:40]!r} {reason}")
        if not given.code:
            return self._by_name(given, date) if given.name else Match(None, None, "is empty")
        found = self._by_code(given.code, date)
        if found.unit is None and given.name:
            county = given.county or given.code[:6]
            named = self._by_name(Given("", given.name, county), date)
            return named if named.unit else found
        if found.unit and given.name and (other := self._other_named(given, found.unit, date)):
            reason = f"is the code of {self._told(found.unit, date)}, yet the name is that of {other}"
            return Match(None, None, f"{given.code[:40]!r} {reason}", contradicted=True)
        return found

    def holds(self, unit: str, date: dt.date) -> bool:
        """Whether a unit of the hierarchy is valid on the date; functional zones lie across it."""
        version = self._facts.version_at(unit, date)
        return version is not None and version.level != FUNCTIONAL_ZONE

    def _by_code(self, given: str, date: dt.date) -> Match:
        forms = code_forms(given)
        for code in forms:
            if unit := self._facts.resolve_code(code, date):
                return Match(unit, "code")
        if unit := next((code for code in forms if self._facts.version_at(code, date)), None):
            return Match(unit, "id")
        bearers = dict.fromkeys(v.unit for code in forms for v in self._facts.code_versions(code))
        for unit in bearers:
            if self._facts.version_at(unit, date):
                return Match(unit, "superseded code")
            heirs = list(dict.fromkeys(self._heirs(unit, date)))
            if len(heirs) == 1:
                return Match(heirs[0], "lineage")
        return Match(None, None, f"{given[:40]!r} is no unit valid on {date}{self._fate(bearers, date)}")

    def _heirs(self, unit: str, date: dt.date) -> Iterator[str]:
        """Yield the units valid on the date that are the same place under another id."""
        seen, waiting = {unit}, [unit]
        while waiting:
            here = waiting.pop()
            for event in self._facts.lineage:
                if event.kind not in _SAME_PLACE or here not in (event.from_unit, event.to_unit):
                    continue
                other = event.to_unit if here == event.from_unit else event.from_unit
                if other in seen:
                    continue
                seen.add(other)
                waiting.append(other)
                if self._facts.version_at(other, date):
                    yield other

    def _fate(self, units: dict[str, None], date: dt.date) -> str:
        """Tell what became of units that hold no more: their counts are not those of another unit."""
        told = [
            f"{event.kind} of {event.date} into {self._told(event.to_unit, date)}"
            for event in self._facts.lineage
            if event.from_unit in units and event.to_unit not in units
        ]
        return f"; it ended with the {', the '.join(told[:_LISTED])}" if told else ""

    def _by_name(self, given: Given, date: dt.date) -> Match:
        names = self._names_on(date)
        whole, bare = names.get(plain_text(given.name), []), names.get(bare_name(given.name), [])
        grounds: tuple[tuple[Ground, list[UnitVersion]], ...] = (
            ("name", whole), ("name", bare), ("former name", self._formerly(given.name, date)),
        )  # fmt: skip
        for ground, found in grounds:
            held = [version for version in found if self._in_county(version, given.county, date)]
            units = list(dict.fromkeys(version.unit for version in held))
            if len(units) == 1:
                return Match(units[0], ground)
            if units:
                which = listed([self._told(unit, date) for unit in units], _LISTED)
                return Match(None, None, f"{given.name[:40]!r} may be {which}; add a column of codes or counties")
        within = f" in {given.county[:40]}" if given.county else ""
        return Match(None, None, f"{given.name[:40]!r} is no unit valid on {date}{within}")

    def _names_on(self, date: dt.date) -> dict[str, list[UnitVersion]]:
        if date not in self._names:
            names: dict[str, list[UnitVersion]] = defaultdict(list)
            for unit in self._facts.units():
                version = self._facts.version_at(unit, date)
                forms = {plain_text(version.name_zh), bare_name(version.name_zh)} if version else set()
                for form in [*forms, *([plain_text(version.name_en)] if version else [])]:
                    if version is not None:
                        names[form].append(version)
            self._names[date] = names
        return self._names[date]

    def _formerly(self, name: str, date: dt.date) -> list[UnitVersion]:
        """Return the versions on the date of units that bore the name at another time."""
        if self._bearers is None:
            self._bearers = defaultdict(list)
            for unit in self._facts.units():
                for form in {plain_text(version.name_zh) for version in self._facts.versions(unit)}:
                    self._bearers[form].append(unit)
        bearers = self._bearers.get(plain_text(name), [])
        return [version for unit in bearers if (version := self._facts.version_at(unit, date))]

    def _in_county(self, version: UnitVersion, county: str, date: dt.date) -> bool:
        if not county:
            return True
        above = [
            self._facts.version_at(unit, date) for unit in (version.unit, *self._facts.ancestors(version.unit, date))
        ]
        codes = set(code_forms(county))
        return any(
            v and (v.code in codes or v.unit in codes or plain_text(v.name_zh) == plain_text(county)) for v in above
        )

    def _other_named(self, given: Given, unit: str, date: dt.date) -> str | None:
        """Return another unit beside this one that bears the very name given, where this one never did."""
        wanted = plain_text(given.name)
        if any(
            wanted in {plain_text(v.name_zh), bare_name(v.name_zh), plain_text(v.name_en)}
            for v in self._facts.versions(unit)
        ):
            return None
        mine = self._facts.version_at(unit, date)
        others = [v for v in self._names_on(date).get(wanted, []) if mine and v.parent == mine.parent]
        return self._told(others[0].unit, date) if others else None

    def _told(self, unit: str, date: dt.date) -> str:
        version = self._facts.version_at(unit, date) or next(iter(self._facts.versions(unit)), None)
        return f"{version.name_zh} {version.code}" if version else unit
