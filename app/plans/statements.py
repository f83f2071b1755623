"""Models of what a plan prints besides figures: extrapolations, claims that can be checked, forecast series."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from app.plans.measures import Identifier, Strict, Text, UnitCode

Number = Annotated[str, Field(pattern=r"^-?\d+(\.\d+)?$")]
Period = Annotated[str, Field(pattern=r"^\d{4}(-\d{2}-\d{2})?$")]
PrintedUnit = Literal["%", "points", "万", "人", "人/平方公里", "males per 100 females", "亿元", "万元/人", "ratio"]
CountUnit = Literal["万", "人"]
Year = Annotated[int, Field(ge=1900, le=2200)]


class FromMeasure(Strict):
    """An extrapolation that starts at a measure's value of an earlier year."""

    measure: Identifier
    since: Period


class RateExtrapolation(FromMeasure):
    """Growth at a yearly rate, in %."""

    method: Literal["rate"]
    rate: Number


class IncrementExtrapolation(FromMeasure):
    """Growth by a yearly increment."""

    method: Literal["increment"]
    increment: Number
    unit: CountUnit


class ShareExtrapolation(Strict):
    """A share, in %, of a whole that the plan assumes."""

    method: Literal["share"]
    share: Number
    whole: Number
    unit: CountUnit


class NeededRateExtrapolation(FromMeasure):
    """The yearly rate that reaches a goal."""

    method: Literal["needed_rate"]
    goal: Number
    unit: CountUnit


class NeededIncrementExtrapolation(FromMeasure):
    """The yearly increment that reaches a goal."""

    method: Literal["needed_increment"]
    goal: Number
    unit: CountUnit


class AnnualRateExtrapolation(Strict):
    """The yearly rate behind a total growth, in %, that the plan prints."""

    method: Literal["annual_rate"]
    growth: Number
    since: Period


ExtrapolationModel = Annotated[
    RateExtrapolation | IncrementExtrapolation | ShareExtrapolation | NeededRateExtrapolation
    | NeededIncrementExtrapolation | AnnualRateExtrapolation,
    Field(discriminator="method"),
]  # fmt: skip


class ClaimBase(Strict):
    """What every claim has: where it stands and what it says, in our words."""

    id: Identifier
    clause: Text
    text_zh: Text
    text_en: Text
    period: Period


class ThresholdModel(ClaimBase):
    """Units (those named, or all children of the territory but those named) lie on one side of a limit."""

    kind: Literal["threshold"]
    measure: Identifier
    comparator: Literal[">", "≥", "<", "≤"]
    value: Number
    unit: PrintedUnit
    units: tuple[UnitCode, ...] = ()
    all_but: tuple[UnitCode, ...] = ()
    only: bool = False


class GapModel(ClaimBase):
    """At an expected value, the gap to the target of the year is so much."""

    kind: Literal["gap"]
    measure: Identifier
    goal: Number
    at: Number
    value: Number
    unit: PrintedUnit
    about: bool = False


class QuotientModel(ClaimBase):
    """One printed figure is the quotient of two others."""

    kind: Literal["quotient"]
    quotient: Identifier
    part: Identifier
    whole: Identifier


ClaimModel = Annotated[ThresholdModel | GapModel | QuotientModel, Field(discriminator="kind")]


class ScenarioModel(Strict):
    """One run of a forecast, a value a year."""

    id: Identifier
    label_zh: Text
    label_en: Text
    values: Annotated[tuple[Number, ...], Field(min_length=1)]


class OutlookModel(Strict):
    """A printed forecast of a measure by scenario."""

    id: Identifier
    measure: Identifier
    label_zh: Text
    label_en: Text
    unit: PrintedUnit
    clause: Text
    years: Annotated[tuple[Year, ...], Field(min_length=1)]
    scenarios: Annotated[tuple[ScenarioModel, ...], Field(min_length=1)]
    note: str = ""
