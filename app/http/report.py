"""Reports that are printed: one HTML file that holds its own style and runs nothing."""

import base64
import functools
import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from jinja2 import Environment

from app.domain.observation import Status
from app.http.report_texts import words
from app.http.status_legend import STATUS_NAMES
from app.http.templating import environment

MEDIA_TYPE = "text/html; charset=utf-8"
LONGEST = 500  # rows of a table in a report; a person reads no more, and the table file has all

_TEMPLATES = Path(__file__).parent / "templates" / "report"


def diff_report(document: Mapping[str, Any], lang: str) -> bytes:
    """Return the difference of two releases as a page in UTF-8; KeyError for a language that is not there."""
    template = _environment(lang).get_template("report/diff.html.jinja")
    return template.render(doc=document, lang=lang, style=_style(), longest=LONGEST).encode()


def report_policy() -> str:
    """Return the content security policy under which a report is served: its style alone."""
    digest = base64.b64encode(hashlib.sha256(_style().encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; frame-ancestors 'self'"


@functools.cache
def _style() -> str:
    return (_TEMPLATES / "report.css").read_text("utf-8")


@functools.cache
def _environment(lang: str) -> Environment:
    found = environment()
    found.globals["t"] = functools.partial(words, lang)
    found.filters |= {
        "said": functools.partial(_said, lang),
        "named": functools.partial(_named, lang),
        "status": functools.partial(_status, lang),
        "shown": _shown,
        "number": _number,
        "between": _between,
    }
    return found


def _said(lang: str, label: Mapping[str, str | None] | None) -> str:
    return (label or {}).get(lang) or next((text for text in (label or {}).values() if text), "") or ""


def _named(lang: str, word: str | None, kind: str) -> str:
    """Say a word of a closed list; one that has no words yet stands for itself."""
    if word is None:
        return words(lang, "none")
    try:
        return words(lang, f"{kind}.{word}")
    except KeyError:
        return word


def _status(lang: str, code: str | None) -> str:
    if code is None:
        return words(lang, "none")
    return f"{STATUS_NAMES[Status(code)][0 if lang == 'zh' else 1]} ({code})"


def _shown(side: Mapping[str, Any] | None) -> str:
    """Say a value as people write it."""
    display = (side or {}).get("display") or {}
    if display.get("value") is None:
        return "—"
    unit = display["unit"]
    return f"{display['value']}{'' if unit == '%' else ' '}{unit}"


def _between(side: Mapping[str, Any] | None) -> str:
    """Say the bounds of a value, in percent where it is a fraction."""
    bounds: Sequence[float] | None = (side or {}).get("bounds")
    if not side or bounds is None:
        return ""
    share = side["unit"] == "fraction"
    ends = [f"{end * 100:.3f}%" if share else f"{end:,}" if isinstance(end, int) else f"{end:,.2f}" for end in bounds]
    return ends[0] if ends[0] == ends[1] else f"{ends[0]} – {ends[1]}"


def _number(value: float | None, decimals: int = 0, *, signed: bool = False) -> str:
    if value is None:
        return "—"
    return f"{value:{'+' if signed else ''},.{decimals}f}"
