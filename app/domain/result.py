"""What the evaluation of a measure gives: value, bounds, status, coverage, verdicts and every input."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction

from app.domain.observation import Status
from app.domain.plan import PublishedFigure
from app.domain.verdict import Verdict


@dataclass(frozen=True, slots=True)
class Input:
    """One number that entered a measure. Areas carry decimals, counts are whole persons."""

    role: str
    unit: str
    code: str
    name_zh: str
    name_en: str
    indicator: str
    reference_date: date
    value: int | Decimal | None
    status: Status
    half_width: int | Decimal | None
    dataset: str
    source: str


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many units were counted, with which statuses, and what share of the persons is estimated."""

    units: int = 0
    by_status: Mapping[str, int] = field(default_factory=dict)
    estimated_share: Fraction | None = None


@dataclass(frozen=True, slots=True)
class PublishedVerdict:
    """A printed figure beside what was computed for it, in the printed unit."""

    figure: PublishedFigure
    verdict: Verdict
    computed: Fraction | None
    lower: Fraction | None
    upper: Fraction | None
    reason: str | None


@dataclass(frozen=True, slots=True)
class MeasureResult:
    """One measure of one plan at one reference date. `reason` explains a missing value or a caveat."""

    plan: str
    plan_version: int
    measure: str
    kind: str
    label_zh: str
    label_en: str
    zone: str | None
    denominator: str | None
    indicator: str
    period: str
    since: str | None
    value: Fraction | None
    lower: Fraction | None
    upper: Fraction | None
    unit: str
    display_value: str | None
    display_unit: str
    status: Status | None
    reason: str | None
    coverage: Coverage
    published: tuple[PublishedVerdict, ...]
    formula: str
    inputs: tuple[Input, ...]
