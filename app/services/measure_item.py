"""The JSON item of a measure result, as the API contract words it."""

from fractions import Fraction
from typing import Any

from app.domain.result import MeasureResult, PublishedVerdict

API = "/api/v1"


def measure_item(result: MeasureResult) -> dict[str, Any]:
    """Return the item of ``GET /plans/{plan}/measures``; shares are fractions, percent stands in ``display`` alone."""
    figures = [_published(verdict) for verdict in result.published]
    return {
        "plan": result.plan,
        "plan_version": result.plan_version,
        "measure": result.measure,
        "kind": result.kind,
        "label": {"zh": result.label_zh, "en": result.label_en},
        "zone": result.zone,
        "denominator": result.denominator,
        "indicator": result.indicator,
        "period": result.period,
        "since": result.since,
        "value": number(result.value),
        "bounds": None if result.lower is None else [number(result.lower), number(result.upper)],
        "unit": result.unit,
        "display": {"value": result.display_value, "unit": result.display_unit},
        "status": result.status.value if result.status else None,
        "reason": result.reason,
        "coverage": {
            "units": result.coverage.units,
            "by_status": dict(sorted((str(key), n) for key, n in result.coverage.by_status.items())),
            "estimated_share": number(result.coverage.estimated_share),
        },
        "formula": result.formula,
        "published": _main_figure(figures),
        "published_figures": figures,
        "receipt": f"{API}/plans/{result.plan}/measures/{result.measure}/receipt?period={result.period}",
    }


def _main_figure(figures: list[dict[str, Any]]) -> dict[str, Any] | None:
    order = ("text", "table", "target_table")
    return min(figures, key=lambda figure: order.index(figure["role"]), default=None)


def _published(verdict: PublishedVerdict) -> dict[str, Any]:
    figure = verdict.figure
    return {
        "value": figure.printed_value,
        "unit": figure.unit,
        "clause": figure.clause,
        "role": figure.role,
        "derived": figure.derived,
        "computed": number(verdict.computed),
        "bounds": None if verdict.lower is None else [number(verdict.lower), number(verdict.upper)],
        "verdict": verdict.verdict.value,
        "reason": verdict.reason,
        "note": figure.note or None,
    }


def number(value: Fraction | None) -> float | int | None:
    """Return whole numbers as integers and others as floats."""
    if value is None:
        return None
    return value.numerator if value.denominator == 1 else float(value)
