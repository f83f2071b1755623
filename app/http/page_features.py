"""Features and schemas on the pages: which columns a table has, what they are called, and what stands in a cell."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.http.page_texts import known, text
from app.http.page_values import Shown, said, shown

Titles = Mapping[str, Any]
_NAMES = {"zh": ("name_zh", "name", "label_zh", "label", "name_en"), "en": ("name_en", "label_en", "label", "name")}
_COMPANIONS = ("_status", "_date")


@dataclass(frozen=True, slots=True)
class Cell:
    """A value as a person reads it, the value itself, and what is to be known of it: its status and date."""

    shown: Shown
    exact: object
    notes: tuple[Shown, ...]


def columns(features: Iterable[Mapping[str, Any]]) -> list[str]:
    """Return the names of all properties that some feature has, without those that only say more of another one."""
    names = dict.fromkeys(name for feature in features for name in feature.get("properties") or {})
    return [name for name in names if not _said_elsewhere(name, names)]


def _said_elsewhere(name: str, names: Mapping[str, None]) -> bool:
    if name == "name":
        return "name_zh" in names
    return any(name.endswith(end) and name.removesuffix(end) in names for end in _COMPANIONS)


def cell(properties: Mapping[str, Any] | None, name: str, titles: Titles, lang: str) -> Cell:
    """Return a property with its unit, status and date."""
    held = properties or {}
    notes = [shown(lang, held[f"{name}{end}"], f"{name}{end}") for end in _COMPANIONS if held.get(f"{name}{end}")]
    return Cell(shown(lang, held.get(name), name, _unit(name, titles)), held.get(name), tuple(notes))


def _unit(name: str, titles: Titles) -> str | None:
    about = titles.get(name)
    unit = about.get("unit") if isinstance(about, Mapping) else None
    return str(unit) if unit else None


def property_title(name: str, titles: Titles, lang: str) -> str:
    """Return what a property is called: as the caller says, else as it is known here, else its own name."""
    if name not in titles:
        return text(lang, f"name.{name}") if known(f"name.{name}") else name
    unit = _unit(name, titles)
    words = text(lang, f"unit.{unit}") if known(f"unit.{unit}") else unit
    title = said(lang, titles[name])
    return (f"{title}（{words}）" if lang == "zh" else f"{title} ({words})") if words else title


def feature_name(feature: Mapping[str, Any], lang: str) -> str:
    """Return the name of a feature in a language, or its id where it has none."""
    properties = feature.get("properties") or {}
    for name in (*_NAMES[lang], *_NAMES["zh"]):
        if properties.get(name):
            return said(lang, properties[name])
    return str(feature.get("id", ""))


def schema_type(schema: Mapping[str, Any]) -> str:
    """Return the type that a property's schema states, with its format."""
    found = schema.get("type") or ""
    types: Sequence[object] = found if isinstance(found, list) else [found]
    name, form = ", ".join(str(part) for part in types), schema.get("format")
    return f"{name} ({form})" if name and form else name or str(form or "")
