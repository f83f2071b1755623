"""Features and schemas on the pages: which columns a table has, and what a feature is called."""

from collections.abc import Iterable, Mapping
from typing import Any

from app.http.page_texts import known, text
from app.http.page_values import said

_NAMES = {"zh": ("name_zh", "name", "label_zh", "label", "name_en"), "en": ("name_en", "label_en", "label", "name")}


def property_names(features: Iterable[Mapping[str, Any]]) -> list[str]:
    """Return the names of all properties that some feature has, in the order in which they appear."""
    return list(dict.fromkeys(name for feature in features for name in feature.get("properties") or {}))


def property_title(name: str, titles: Mapping[str, Any], lang: str) -> str:
    """Return what a property is called: as the caller says, else as it is known here, else its own name."""
    if name in titles:
        return said(lang, titles[name])
    return text(lang, f"name.{name}") if known(f"name.{name}") else name


def feature_name(feature: Mapping[str, Any], lang: str) -> str:
    """Return the name of a feature in a language, or its id where it has none."""
    properties = feature.get("properties") or {}
    for name in (*_NAMES[lang], *_NAMES["zh"]):
        if properties.get(name):
            return said(lang, properties[name])
    return str(feature.get("id", ""))


def schema_type(schema: Mapping[str, Any]) -> str:
    """Return the type that a property's schema states, with its format."""
    found = schema.get("type") or schema.get("$ref") or ""
    name = ", ".join(map(str, found)) if isinstance(found, list) else str(found)
    form = schema.get("format")
    return f"{name} ({form})" if name and form else name or str(form or "")
