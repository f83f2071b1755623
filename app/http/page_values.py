"""How values, links and warnings of a document are said to a person."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from app.domain.observation import Status
from app.http.page_links import safe, with_query
from app.http.page_texts import known, text
from app.http.status_legend import STATUS_NAMES

_PAGES = frozenset(("application/json", "text/html", "application/geo+json", "application/schema+json"))
_GROUPED_FROM = 10_000
_LONG = 400


@dataclass(frozen=True, slots=True)
class Shown:
    """A value as text, and what kind it is: number, none, warning, or plain text."""

    text: str
    kind: str = "text"


@dataclass(frozen=True, slots=True)
class LinkShown:
    """A link as a person meets it; without an address it is a template, or nothing to follow."""

    label: str
    address: str | None
    given: str
    media: str
    rel: str


def said(lang: str, label: object) -> str:
    """Return a label, given as text or in both languages."""
    if isinstance(label, Mapping):
        return str(label.get(lang) or next(iter(label.values()), ""))
    return "" if label is None else str(label)


def shown(lang: str, value: object, name: str = "") -> Shown:
    """Say the value of a property: statuses and precision classes in words, large counts in groups of digits."""
    if value is None or value == "":
        return Shown("—", "none")
    if isinstance(value, bool):
        return Shown(text(lang, "yes" if value else "no"))
    if isinstance(value, int):
        grouped = f"{value:,}" if abs(value) >= _GROUPED_FROM and name not in ("id", "code") else str(value)
        return Shown(grouped, "number")
    if isinstance(value, float):
        return Shown(f"{value:,.10g}", "number")
    if isinstance(value, str):
        return _worded(lang, value, name)
    return Shown(_cut(said(lang, value) if _bilingual(value) else json.dumps(value, ensure_ascii=False)))


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


def describe_link(lang: str, link: Mapping[str, Any]) -> LinkShown:
    """Return a link in words; one to another resource leads to its page in the same language."""
    given, rel = str(link.get("href", "")), str(link.get("rel", ""))
    media = str(link.get("type", ""))
    address = None if link.get("templated") or "{" in given else safe(given)
    if address and rel not in ("alternate", "service-desc", "license") and _is_page(address, media):
        address = with_query(address, f="html", lang=lang)
    return LinkShown(said(lang, link.get("title")) or _word(lang, rel), address, given, _media(lang, media), rel)


def _is_page(address: str, media: str) -> bool:
    return urlsplit(address).path.startswith("/ogc") and media.partition(";")[0] in _PAGES | {""}


def _word(lang: str, rel: str) -> str:
    name = rel.rpartition("/")[2]
    return text(lang, f"rel.{name}") if known(f"rel.{name}") else name


def _media(lang: str, media: str) -> str:
    plain = media.partition(";")[0]
    return text(lang, f"media.{plain}") if known(f"media.{plain}") else media


def note_of(document: Mapping[str, Any], lang: str) -> str | None:
    """Return the warning that outlines are schematic, where the document holds or says so."""
    features: Sequence[Any] = document.get("features") or [document]
    classes = {_class(feature) for feature in features}
    told = (document.get("precision_class"), document.get("attribution"))
    if "schematic" in classes or any(said(lang, words).find("schematic") >= 0 for words in told if words):
        return text(lang, "schematic")
    return None


def _class(feature: object) -> object:
    properties = feature.get("properties") if isinstance(feature, Mapping) else None
    found = properties.get("precision_class") if isinstance(properties, Mapping) else None
    return found if isinstance(found, str) else None  # a schema describes the property instead
