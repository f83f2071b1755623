"""From the models of extrapolations, claims and outlooks to the domain's own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from fractions import Fraction

from app.domain.rounding import printed_decimals, printed_half_width
from app.domain.statements import Claim, Extrapolation, GapClaim, Outlook, QuotientClaim, Scenario, ThresholdClaim
from app.domain.verdict import PRINTED_UNITS
from app.plans.statements import (
    AnnualRateExtrapolation,
    ClaimModel,
    ExtrapolationModel,
    GapModel,
    IncrementExtrapolation,
    OutlookModel,
    QuotientModel,
    RateExtrapolation,
    ShareExtrapolation,
)

Units = Callable[[Sequence[str]], tuple[str, ...]]


def resolve_extrapolation(model: ExtrapolationModel) -> Extrapolation:
    """The extrapolation with its amounts in the measure's own unit. What a plan assumes is exact."""
    if isinstance(model, ShareExtrapolation):
        return Extrapolation("share", _own(model.share, "%"), whole=_own(model.whole, model.unit))
    if isinstance(model, AnnualRateExtrapolation):
        half = printed_half_width(printed_decimals(model.growth)) / PRINTED_UNITS["%"]
        return Extrapolation("annual_rate", _own(model.growth, "%"), None, model.since, None, half)
    if isinstance(model, RateExtrapolation):
        return Extrapolation("rate", _own(model.rate, "%"), model.measure, model.since)
    if isinstance(model, IncrementExtrapolation):
        return Extrapolation("increment", _own(model.increment, model.unit), model.measure, model.since)
    return Extrapolation(model.method, _own(model.goal, model.unit), model.measure, model.since)


def resolve_claim(model: ClaimModel, units: Units) -> Claim:
    """The claim with permanent unit ids."""
    said = (model.id, model.clause, model.text_zh, model.text_en)
    if isinstance(model, QuotientModel):
        return QuotientClaim(*said, model.quotient, model.part, model.whole, model.period)
    if isinstance(model, GapModel):
        return GapClaim(
            *said, model.measure, model.period, model.goal, model.at, model.value, model.unit, model.about
        )  # fmt: skip
    return ThresholdClaim(
        *said, model.measure, model.period, model.comparator, Decimal(model.value), model.unit,
        units(model.units), units(model.all_but), model.only,
    )  # fmt: skip


def resolve_outlook(model: OutlookModel) -> Outlook:
    """The forecast as the domain holds it."""
    scenarios = tuple(Scenario(s.id, s.label_zh, s.label_en, s.values) for s in model.scenarios)
    return Outlook(
        model.id, model.measure, model.label_zh, model.label_en, model.unit, model.clause, model.years, scenarios,
        model.note,
    )  # fmt: skip


def _own(printed: str, unit: str) -> Fraction:
    """A printed amount in the measure's own unit.

    >>> _own("100", "万"), _own("0.6", "%")
    (Fraction(1000000, 1), Fraction(3, 500))
    """
    return Fraction(Decimal(printed)) / PRINTED_UNITS[unit]
