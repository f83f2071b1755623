"""Models of a plan file: document, zones, measures, targets, outlooks, printed figures."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from app.plans.measures import Identifier, Indicator, MeasureModel, Strict, Text, UnitCode
from app.plans.statements import ClaimModel, ExtrapolationModel, Number, OutlookModel, Period, PrintedUnit

Comparator = Literal["=", ">", "≥", "<", "≤", "about", "aspirational", "rising", "stable", "qualitative"]


class DocumentModel(Strict):
    """The paper the plan is printed in."""

    title_zh: Text
    title_en: Text
    number: str = ""
    issuer_zh: Text
    issuer_en: Text
    issued: Annotated[str, Field(pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$")]
    base_year: Annotated[int, Field(ge=1900, le=2200)]
    horizon: tuple[Annotated[int, Field(ge=1900, le=2200)], ...]
    note: str = ""


class ZoneBase(Strict):
    """What every zone has. `territory` is the unit its members lie in, where it is not the plan's own.

    `idea` is what zones of several plans that go by the same word have in common; it is the id unless said otherwise.
    """

    id: Identifier
    label_zh: Text
    label_en: Text
    clause: Text
    territory: UnitCode | None = None
    note_zh: str = ""
    note_en: str = ""
    idea: Identifier | None = None


class EnumeratedZone(ZoneBase):
    """Members are printed. Functional zones are named beside them and never counted on top."""

    membership: Literal["enumerated"]
    members: Annotated[tuple[UnitCode, ...], Field(min_length=1)]
    functional_zones: tuple[UnitCode, ...] = ()
    settlement_system: bool = False


class NotEnumeratedZone(ZoneBase):
    """The plan prints figures for the zone, but not its members.

    It may print how many there are (`member_count`), where they lie (`candidates`) and of what sort they are
    (`candidate_kinds`): with the printed residents and density that is what a proposed membership has to meet.
    """

    membership: Literal["not_enumerated"]
    certain_members: tuple[UnitCode, ...] = ()
    candidates: tuple[UnitCode, ...] = ()
    candidate_kinds: tuple[Text, ...] = ()
    member_count: Annotated[int, Field(ge=1, le=10_000)] | None = None


class DescriptiveZone(ZoneBase):
    """An area in prose: drawn if members are named, never measured."""

    membership: Literal["descriptive"]
    members: tuple[UnitCode, ...] = ()


class ReferenceZone(ZoneBase):
    """A zone of another plan, used as that plan defines it."""

    membership: Literal["reference"]
    plan: Identifier
    zone: Identifier


ZoneModel = Annotated[
    EnumeratedZone | NotEnumeratedZone | DescriptiveZone | ReferenceZone, Field(discriminator="membership")
]


class TargetPoint(Strict):
    """A target for one year; `clause` where it is printed elsewhere than the rest."""

    year: Annotated[int, Field(ge=1900, le=2200)]
    comparator: Comparator
    value: Number | None = None
    text_zh: str = ""
    text_en: str = ""
    clause: str = ""


class TargetModel(Strict):
    """One row of a target table."""

    number: Text
    measure: Identifier
    unit: PrintedUnit
    clause: Text
    points: Annotated[tuple[TargetPoint, ...], Field(min_length=1)]


class FigureModel(Strict):
    """A printed figure of a `measure` of this plan (applied to the unit `of`, if given), or in words only.

    `since` makes it a change; `basis` says what it was worked out from: the facts, the plan's `printed` inputs,
    or values `rounded` as printed. `extrapolation` says how the plan reckoned what no count can give, `lacks` what
    is missing to compute it. `acknowledged` gives the reason why it may differ.
    """

    measure: Identifier | None = None
    subject: str = ""
    quantity: str = ""
    period: Period
    since: Period | None = None
    value: Number
    unit: PrintedUnit
    clause: Text
    role: Literal["text", "table", "target_table"] = "text"
    basis: Literal["facts", "printed", "rounded"] = "facts"
    of: UnitCode | None = None
    acknowledged: str = ""
    derived: str | None = None
    half_width: Number | None = None
    extrapolation: ExtrapolationModel | None = None
    lacks: str = ""
    note: str = ""


class InputModel(Strict):
    """A raw count the plan prints. Its decimals give its half-width."""

    unit_code: UnitCode
    indicator: Indicator
    reference_date: date
    value: Number
    unit: Literal["万", "人", "亿元"]
    clause: Text
    note: str = ""


class PrintedModel(Strict):
    """Everything the plan prints: raw counts (`inputs`), what it makes of them (`figures`), what it says (`claims`)."""

    inputs: tuple[InputModel, ...] = ()
    figures: tuple[FigureModel, ...] = ()
    claims: tuple[ClaimModel, ...] = ()


class PartitionModel(Strict):
    """Zones that must not overlap; exhaustive ones together make up the territory."""

    id: Identifier
    zones: Annotated[tuple[Identifier, ...], Field(min_length=2)]
    exhaustive: bool = False


class PlanFile(Strict):
    """A whole plan file. Codes are those valid on `reference_date`."""

    id: Identifier
    version: Annotated[int, Field(ge=1)]
    territory: UnitCode
    reference_date: date
    document: DocumentModel
    zones: tuple[ZoneModel, ...] = ()
    partitions: tuple[PartitionModel, ...] = ()
    measures: tuple[MeasureModel, ...] = ()
    targets: tuple[TargetModel, ...] = ()
    outlooks: tuple[OutlookModel, ...] = ()
    printed: PrintedModel = PrintedModel()
