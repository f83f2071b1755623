"""A plan as typed data: document, zones, measures, targets, printed figures. Unit references are permanent ids."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Literal

from app.domain.statements import Claim, Extrapolation, Outlook

Membership = Literal["enumerated", "not_enumerated", "descriptive"]
Comparator = Literal["=", ">", "≥", "<", "≤", "about", "aspirational", "rising", "stable", "qualitative"]
Parameter = str | int | date | tuple[str, ...]
TERRITORY = "territory"


@dataclass(frozen=True, slots=True)
class Document:
    """The paper a plan is printed in."""

    title_zh: str
    title_en: str
    number: str
    issuer_zh: str
    issuer_en: str
    issued: str
    base_year: int
    horizon: tuple[int, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class ZoneReference:
    """A zone of another plan."""

    plan: str
    zone: str


@dataclass(frozen=True, slots=True)
class Zone:
    """A named set of units. `not_enumerated`: members not printed; `descriptive`: prose, never counted.

    `functional_zones` are named by the plan too, but their residents are already counted in the townships they
    overlap: they are never added. A reference has the members of what it refers to and none of its own. Zones of
    several plans that go by the same word share an `idea`. Where members are not printed, the plan may still print
    their number (`member_count`), the units they lie in (`candidates`) and their sort (`candidate_kinds`).
    """

    id: str
    label_zh: str
    label_en: str
    clause: str
    membership: Membership
    members: tuple[str, ...] = ()
    certain_members: tuple[str, ...] = ()
    reference: ZoneReference | None = None
    territory: str | None = None
    settlement_system: bool = False
    functional_zones: tuple[str, ...] = ()
    note_zh: str = ""
    note_en: str = ""
    idea: str = ""
    candidates: tuple[str, ...] = ()
    candidate_kinds: tuple[str, ...] = ()
    member_count: int | None = None


@dataclass(frozen=True, slots=True)
class Measure:
    """One number a plan defines. `zone` None means the territory; `denominator` is 'territory', a zone or a unit."""

    id: str
    kind: str
    label_zh: str
    label_en: str
    clause: str
    zone: str | None = None
    denominator: str | None = None
    indicator: str = "resident_population"
    parameters: Mapping[str, Parameter] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class Target:
    """What a plan wants of a measure in a year. Qualitative comparators carry no value."""

    number: str
    measure: str
    year: int
    comparator: Comparator
    value: Decimal | None
    unit: str
    clause: str
    text_zh: str = ""
    text_en: str = ""


@dataclass(frozen=True, slots=True)
class PublishedFigure:
    """A printed number.

    `measure` None: tied to no measure of the plan, described by subject and quantity. `of`: the measure applied
    to another unit instead of the territory (the prefectures of a province table). `since`: the change from
    `since` to `period`, relative where the unit is %. `basis`: judged by the facts, by the plan's own `printed`
    inputs, or by values `rounded` as the plan prints them. `derived`: not printed itself but worked out from
    printed ones, with the `half_width` (in the printed unit) that their rounding leaves. `extrapolation`: how the
    plan reckoned a number that no count can give; `lacks`: what is missing to compute it. `acknowledged`: why the
    figure may differ.
    """

    subject: str
    quantity: str
    period: str
    printed_value: str
    unit: str
    decimals: int
    clause: str
    measure: str | None = None
    since: str | None = None
    role: Literal["text", "table", "target_table"] = "text"
    basis: Literal["facts", "printed", "rounded"] = "facts"
    derived: str | None = None
    half_width: Decimal | None = None
    of: str | None = None
    acknowledged: str = ""
    note: str = ""
    extrapolation: Extrapolation | None = None
    lacks: str = ""

    def covers(self, period: date) -> bool:
        """Whether the figure speaks of this reference date; a bare year stands for the year's date."""
        plain = self.since is None and self.of is None and self.extrapolation is None
        return plain and period.isoformat().startswith(self.period)


@dataclass(frozen=True, slots=True)
class PrintedInput:
    """A raw count the plan prints, usable as an input of its own arithmetic (and of nothing else)."""

    unit: str
    subject: str
    indicator: str
    reference_date: date
    value: int
    half_width: int
    printed_value: str
    printed_unit: str
    clause: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Partition:
    """Zones that must not overlap; `exhaustive` ones together make up the territory."""

    id: str
    zones: tuple[str, ...]
    exhaustive: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan version. Members were resolved at `reference_date`."""

    id: str
    version: int
    document: Document
    territory: str
    reference_date: date
    zones: tuple[Zone, ...]
    measures: tuple[Measure, ...]
    targets: tuple[Target, ...] = ()
    published: tuple[PublishedFigure, ...] = ()
    inputs: tuple[PrintedInput, ...] = ()
    partitions: tuple[Partition, ...] = ()
    claims: tuple[Claim, ...] = ()
    outlooks: tuple[Outlook, ...] = ()

    def zone(self, zone_id: str) -> Zone | None:
        """The zone of that id, if any."""
        return next((zone for zone in self.zones if zone.id == zone_id), None)

    def measure(self, measure_id: str) -> Measure | None:
        """The measure of that id, if any."""
        return next((measure for measure in self.measures if measure.id == measure_id), None)
