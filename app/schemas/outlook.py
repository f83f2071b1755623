"""Forecasts, extrapolations and the pace that targets need."""

from typing import Literal

from app.schemas.common import Answer, Display, Label, Schema
from app.schemas.reconciliation import Printed


class Observed(Schema):
    """A count beside its forecast; `difference` is count less forecast."""

    value: float
    period: str
    status: str | None
    difference: float


class ForecastItem(Schema):
    """A forecast of one year under one scenario; its bounds are those of its printed decimals."""

    plan: str
    plan_version: int
    outlook: str
    measure: str
    label: Label
    scenario: str
    scenario_label: Label
    year: int
    value: float
    bounds: list[float]
    unit: str
    display: Display
    status: Literal["F"]
    clause: str
    observed: Observed | None


class Extrapolated(Schema):
    """A number the plan reckoned, worked again."""

    method: Literal["rate", "increment", "share", "needed_rate", "needed_increment", "annual_rate"]
    formula: str
    label: Label
    quantity: str
    measure: str | None
    since: str | None
    period: str
    amount: float
    whole: float | None
    value: float | None
    display: Display
    printed: Printed
    verdict: Literal["reproduced", "within_rounding", "differs", "not_computable"]
    reason: str | None
    clause: str


class Start(Schema):
    """Where the way to a goal begins."""

    value: float
    period: str
    basis: Literal["computed", "published"]


class NeededShare(Schema):
    """The share of a larger territory that a goal comes to, by that territory's own plan."""

    measure: str
    value: float
    whole: float
    plan: str


class NeededItem(Schema):
    """What a population target would take: a yearly rate, a yearly increment, a share of the larger territory."""

    number: str
    measure: str
    year: int
    comparator: str
    goal: float
    start: Start
    rate: float | None
    increment: float | None
    share: NeededShare | None


class OutlookAnswer(Answer):
    """A plan's forecasts by scenario and year, in the plan's order."""

    items: list[ForecastItem]
    extrapolations: list[Extrapolated]
    needed: list[NeededItem]
