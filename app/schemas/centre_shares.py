"""Shares of centres in long form."""

from typing import Literal

from app.schemas.common import Paged, Schema


class CentreShare(Schema):
    """The share of a zone at a reference date; `release` is the one that says so, the older one if it was removed."""

    plan: str
    plan_version: int
    measure: str
    zone: str | None
    denominator: str
    indicator: str
    period: str
    value: float | None
    lower: float | None
    upper: float | None
    unit: Literal["fraction"]
    status: str | None
    reason: str | None
    estimated_share: float | None
    published_value: str | None
    published_unit: str | None
    verdict: Literal["reproduced", "within_rounding", "differs", "not_computable"] | None
    release: int
    receipt: str
    change: Literal["added", "changed", "removed"] | None


class CentreSharesAnswer(Paged):
    """Shares by plan, in the plan's order, oldest period first."""

    items: list[CentreShare]
