"""Changes explained, and the geography in which counts of two dates compare."""

from typing import Literal

from pydantic import ConfigDict, Field

from app.schemas.common import Answer, Display, Label, Schema


class UnitRef(Schema):
    """A unit as it was called on the day that matters."""

    code: str
    name: Label


class PeopledUnit(UnitRef):
    """A unit with its residents."""

    persons: float | None
    status: str | None


class Event(Schema):
    """A dated change of units; `part` is what moved, where that is a unit of its own."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)

    date: str
    kind: str
    source: UnitRef = Field(alias="from")
    to: UnitRef
    part: UnitRef | None
    legal_source: str
    note: str | None


class Movement(Event):
    """An event as it bears on one term of the formula; `persons` are those who moved with it."""

    role: str
    effect: Literal["internal", "crossing"]
    direction: Literal["in", "out"] | None
    persons: float | None
    persons_bounds: list[float] | None
    counted_on: str | None
    status: str | None
    reason: str | None


class End(Schema):
    """The measure at one end of the change."""

    plan_version: int
    period: str
    value: float | None
    bounds: list[float] | None
    status: str | None
    reason: str | None


class PartItem(Schema):
    """One part of the change; without a value it says why, with bounds where any can be given."""

    part: Literal["population", "boundary", "definition"]
    value: float | None
    bounds: list[float] | None
    display: Display
    status: str | None
    reason: str | None
    explanation: Label


class Together(Schema):
    """The exact sum of the parts that cannot be told apart."""

    parts: list[str]
    value: float
    display: Display


class ContributionItem(Schema):
    """What the change of one term of the formula does to the measure (Shapley value)."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)

    role: str
    label: Label
    value: float
    display: Display
    start: float = Field(alias="from")
    to: float


class MembersChange(Schema):
    """Who the later version's zone has added and left out."""

    zone: str
    added: list[PeopledUnit]
    removed: list[PeopledUnit]


class ExplanationItem(Schema):
    """A change and its parts, in the measure's unit; parts with values and `together` add to the change."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)

    plan: str
    measure: str
    kind: str
    label: Label
    unit: str
    start: End = Field(alias="from")
    to: End
    change: float | None
    display: Display
    parts: list[PartItem]
    together: Together | None
    contributions: list[ContributionItem]
    events: list[Movement]
    members: MembersChange | None
    reason: str | None
    explanation: Label | None


class ExplainAnswer(Answer):
    """A change explained."""

    item: ExplanationItem


class GroupUnit(UnitRef):
    """A unit of a group, with the codes it bore on both dates (none where it was not there)."""

    code_from: str | None
    code_to: str | None


class GroupTotal(Schema):
    """A count of a whole group."""

    value: float | None
    bounds: list[float] | None
    status: str | None
    reason: str | None


class RestatedCount(Schema):
    """The earlier count on a unit of the later date, shared out by a crosswalk; ``exact`` is a fraction as text."""

    unit: UnitRef
    value: float | None
    exact: str | None
    status: str
    reason: str | None
    method: str | None
    basis: list[str]
    sources: list[str]


class GroupValue(Schema):
    """An indicator of a group on both dates, and its earlier count on each later unit where a crosswalk tells."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)

    indicator: str
    start: GroupTotal = Field(alias="from")
    to: GroupTotal
    change: float | None
    growth: float | None
    restated: list[RestatedCount]


class GroupItem(Schema):
    """Units that hold together one territory on both dates, and the events that tie them."""

    units: list[GroupUnit]
    values: list[GroupValue]
    events: list[Event]


class GeographyAnswer(Answer):
    """The least common geography of two dates; groups of several units first."""

    items: list[GroupItem]
