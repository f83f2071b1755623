"""Trial memberships: what is asked, and what they would do."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from app.schemas.common import Answer, Display, Label, Schema
from app.schemas.explain import PeopledUnit, UnitRef
from app.schemas.measures import Coverage

Code = Annotated[str, Field(pattern=r"^\d{6}(\d{3})?$")]
Codes = Annotated[list[Code], Field(max_length=500)]
ZoneId = Annotated[str, Field(min_length=1, max_length=80)]
PeriodText = Annotated[str, Field(min_length=1, max_length=40, examples=["2020"])]


class Body(BaseModel):
    """A request body refuses keys it does not know."""

    model_config = ConfigDict(extra="forbid")


class ZoneChange(Body):
    """Codes, as of the plan's reference date, to add and remove; `members` sets them all instead."""

    add: Codes = []
    remove: Codes = []
    members: Annotated[Codes | None, Field(description="All members; the start for a zone not enumerated.")] = None


class WhatIfBody(Body):
    """Memberships to try at one date."""

    period: PeriodText = "latest"
    zones: Annotated[dict[ZoneId, ZoneChange], Field(max_length=20)]


class FitBody(Body):
    """A zone whose members are not printed. Tolerances come on top of what the printed rounding leaves."""

    zone: ZoneId
    period: PeriodText = "latest"
    count: Annotated[int | None, Field(ge=1, le=400, description="Members; what the plan prints if left out.")] = None
    candidates: Annotated[
        list[Code] | None, Field(min_length=1, max_length=400, description="Units whose leaves may be members.")
    ] = None
    persons_tolerance: Annotated[int, Field(ge=0, le=10_000_000)] = 0
    area_tolerance_km2: Annotated[float, Field(ge=0, le=100_000, allow_inf_nan=False)] = 0
    solutions: Annotated[int, Field(ge=1, le=5)] = 3
    min_difference: Annotated[int, Field(ge=1, le=20, description="Members in which solutions differ.")] = 1
    seconds: Annotated[float, Field(ge=0.5, le=10, allow_inf_nan=False)] = 6


class Figure(Schema):
    """A printed figure and the verdict on it."""

    value: str
    unit: str
    clause: str
    computed: float | None
    verdict: str
    reason: str | None


class MeasureState(Schema):
    """A measure under one membership."""

    value: float | None
    bounds: list[float] | None
    display: Display
    status: str | None
    reason: str | None
    coverage: Coverage
    published_figures: list[Figure]


class Change(Schema):
    """After less before; `persons` are those of the zone."""

    value: float | None
    display: Display
    persons: float | None


class MeasureEffect(Schema):
    """A measure before and after; those of other zones are not `affected`."""

    measure: str
    kind: str
    label: Label
    zone: str
    unit: str
    affected: bool
    before: MeasureState
    after: MeasureState
    difference: Change


class TargetState(Schema):
    """Where a measure stands against a target."""

    state: Literal["met", "on_track", "off_track", "not_assessable"]
    gap: float | None
    gap_persons: int | None
    reason: str | None


class TargetEffect(Schema):
    """A target of an affected measure, before and after."""

    number: str
    measure: str
    year: int
    comparator: str
    value: str | None
    unit: str
    clause: str
    before: TargetState
    after: TargetState


class TriedZone(Schema):
    """A zone with the members tried."""

    zone: str
    members: list[PeopledUnit]


class WhatIfAnswer(Answer):
    """What the memberships tried would do; nothing is stored."""

    zones: list[TriedZone]
    measures: list[MeasureEffect]
    targets: list[TargetEffect]


class Limit(Schema):
    """A range that a sum shall fall into."""

    lower: float
    upper: float


class PrintedFigure(Schema):
    """A printed figure that a range comes from."""

    measure: str
    value: str
    unit: str
    clause: str


class WantedItem(Schema):
    """What is printed of the zone; the area is residents over density."""

    count: Limit | None
    persons: Limit | None
    area_km2: Limit | None
    published: list[PrintedFigure]


class CandidatesItem(Schema):
    """Who may be a member. Township areas were measured on a map: their sum over the official one is given."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)

    units: int
    estimated: int
    areas: list[UnitRef] = Field(alias="in")
    kinds: list[str]
    measured_over_official_area: float | None


class ProposedMember(UnitRef):
    """A member proposed, or certain because the plan names it."""

    persons: int
    status: str
    certain: bool


class ProposalItem(Schema):
    """A membership. `residuals` are from the middle of each range, `misses` from its edge (0 inside)."""

    status: Literal["E"]
    members: list[ProposedMember]
    member_count: int
    persons: int
    estimated_persons: int
    area_km2: float
    residuals: dict[str, float]
    misses: dict[str, float]
    measures: list[MeasureEffect]
    targets: list[TargetEffect]


class Conflict(Schema):
    """Whether a membership exists without one of the ranges; unknown where time ran out."""

    without: Literal["count", "persons", "area_km2"]
    possible: bool | None


class FitAnswer(Answer):
    """Memberships that meet what is printed, or the nearest one with what stands in the way."""

    wanted: WantedItem
    candidates: CandidatesItem
    proposals: list[ProposalItem]
    in_every_proposal: list[UnitRef]
    exhausted: bool
    nearest: ProposalItem | None
    conflicts: list[Conflict]
    inferred: Label
