"""Receipts: everything needed to compute a number again by hand, as canonical JSON with its hash."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from decimal import Decimal
from fractions import Fraction

from app.domain.growth import exact_years
from app.domain.result import Input, MeasureResult

JsonValue = None | bool | int | float | str | list["JsonValue"] | dict[str, "JsonValue"]


def canonical(document: JsonValue) -> bytes:
    """Canonical JSON: keys sorted, no spaces, UTF-8 (RFC 8785 for documents without fractional numbers).

    >>> canonical({"b": 1, "a": "昆阳镇"}).decode()
    '{"a":"昆阳镇","b":1}'
    """
    text = json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
    return text.encode()


def digest(document: JsonValue) -> str:
    """SHA-256 of the canonical form, in hexadecimal.

    >>> digest({})[:8]
    '44136fa3'
    """
    return hashlib.sha256(canonical(document)).hexdigest()


def receipt(result: MeasureResult, release: int | None = None) -> dict[str, JsonValue]:
    """The receipt of a result. Rationals are exact text 'p/q'; the hash covers everything but itself.

    The formula names roles; every input says which role it plays, so that sums per role give the value.
    """
    body: dict[str, JsonValue] = {
        "plan": result.plan,
        "plan_version": result.plan_version,
        "measure": result.measure,
        "kind": result.kind,
        "zone": result.zone,
        "denominator": result.denominator,
        "indicator": result.indicator,
        "period": result.period,
        "since": result.since,
        "years": _years(result),
        "formula": result.formula,
        "unit": result.unit,
        "value": exact(result.value),
        "bounds": [exact(result.lower), exact(result.upper)] if result.lower is not None else None,
        "display": {"value": result.display_value, "unit": result.display_unit},
        "status": result.status.value if result.status else None,
        "reason": result.reason,
        "release": release,
        "inputs": [_entry(entry) for entry in result.inputs],
    }
    return {**body, "sha256": digest(body)}


def verify(document: dict[str, JsonValue]) -> bool:
    """Whether a receipt's hash belongs to its content."""
    body = {key: value for key, value in document.items() if key != "sha256"}
    return document.get("sha256") == digest(body)


def exact(value: Fraction | None) -> str | None:
    """A rational as text.

    >>> exact(Fraction(391_100, 863_166))
    '195550/431583'
    """
    return None if value is None else str(value)


def _years(result: MeasureResult) -> str | None:
    """The exact years a growth measure spans, for its formula."""
    if result.since is None or result.since > result.period:
        return None
    return exact(exact_years(date.fromisoformat(result.since), date.fromisoformat(result.period)))


def _entry(entry: Input) -> JsonValue:
    return {
        "role": entry.role,
        "unit": entry.unit,
        "code": entry.code,
        "name": {"zh": entry.name_zh, "en": entry.name_en},
        "indicator": entry.indicator,
        "reference_date": entry.reference_date.isoformat(),
        "value": _number(entry.value),
        "status": entry.status.value,
        "half_width": _number(entry.half_width),
        "dataset": entry.dataset,
        "source": entry.source,
    }


def _number(value: int | Decimal | None) -> int | str | None:
    """Whole numbers as they are; areas as text, because JSON numbers would round them."""
    return value if value is None or isinstance(value, int) else str(value)
