"""How values, links and warnings of a document are said to a person."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.domain.observation import Status
from app.http.page_texts import known, text
from app.http.status_legend import STATUS_NAMES

_GROUPED_FROM = 10_000
_LONG = 400


@dataclass(frozen=True, slots=True)
class Shown:
    """A value as text, and what kind it is: number, none, warning, or plain text."""

    text: str
    kind: str = "text"


def said(lang: str, label: object) -> str:
    """Return a label, given as text or in both languages."""
    if isinstance(label, Mapping):
        return str(label.get(lang) or next(iter(label.values()), ""))
    return "" if label is None else str(label)


def shown(lang: str, value: object, name: str = "", unit: str | None = None) -> Shown:
    """Say the value of a property: statuses and precision classes in words, counts in groups of digits.

    Fractions become percent, other numbers with a unit are rounded to two decimals.
    """
    if value is None or value == "":
        return Shown("—", "none")
    if isinstance(value, bool):
        return Shown(text(lang, "yes" if value else "no"))
    if isinstance(value, int):
        grouped = f"{value:,}" if abs(value) >= _GROUPED_FROM and name not in ("id", "code") else str(value)
        return Shown(grouped, "number")
    if isinstance(value, float):
        return Shown(_decimal(value, unit), "number")
    if isinstance(value, str):
        return _worded(lang, value, name)
    return Shown(_cut(said(lang, value) if _bilingual(value) else json.dumps(value, ensure_ascii=False)))


def _decimal(value: float, unit: str | None) -> str:
    if unit == "fraction":
        return f"{value * 100:,.2f} %"
    return f"{value:,.2f}" if unit else f"{value:,.10g}"


def _bilingual(value: object) -> bool:
    return isinstance(value, Mapping) and {"zh", "en"} >= value.keys()


def _worded(lang: str, value: str, name: str) -> Shown:
    if name == "precision_class" and known(f"precision.{value}"):
        return Shown(text(lang, f"precision.{value}"), "warning" if value == "schematic" else "text")
    if name in ("level", "membership") and known(f"{name}.{value}"):
        return Shown(text(lang, f"{name}.{value}"))
    if (name == "status" or name.endswith("_status")) and value in set(Status):
        words = dict(zip(("zh", "en"), STATUS_NAMES[Status(value)], strict=True))[lang]
        return Shown(f"{words} ({value})", "text" if value == Status.NORMAL else "warning")
    return Shown(_cut(value))


def _cut(value: str) -> str:
    return value if len(value) <= _LONG else f"{value[:_LONG]}…"


def note_of(document: Mapping[str, Any], lang: str) -> str | None:
    """Return the warning that outlines are schematic, where the document holds or says so."""
    features: Sequence[Any] = document.get("features") or [document]
    told = (document.get("precision_class"), document.get("attribution"))
    if any(_class(feature) == "schematic" for feature in features) or any("schematic" in said(lang, t) for t in told):
        return text(lang, "schematic")
    return None


def _class(feature: object) -> object:
    properties = feature.get("properties") if isinstance(feature, Mapping) else None
    found = properties.get("precision_class") if isinstance(properties, Mapping) else None
    return found if isinstance(found, str) else None  # a schema describes the property instead
