"""Read a plan file: TOML, then types, then inner consistency; refuse with all faults at once."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from app.plans.consistency import inner_faults
from app.plans.faults import PlanError, PlanFault
from app.plans.schema import PlanFile

_TAGS = frozenset({"kind", "membership", "method"})


def load_plan(path: Path) -> PlanFile:
    """The plan in a file; raises PlanError with every fault."""
    return parse_plan(path.read_bytes(), path.name)


def parse_plan(content: bytes, file: str) -> PlanFile:
    """The plan in the bytes of a TOML file; `file` is the name that faults cite."""
    try:
        document = tomllib.loads(content.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise PlanError([PlanFault(file, "", f"not UTF-8 at byte {error.start}")]) from error
    except tomllib.TOMLDecodeError as error:
        raise PlanError([PlanFault(file, "", f"not TOML: {error}")]) from error
    try:
        plan = PlanFile.model_validate(document)
    except ValidationError as error:
        raise PlanError([_fault(file, document, detail) for detail in _own(error.errors())]) from error
    faults = inner_faults(plan, file)
    if faults:
        raise PlanError(faults)
    return plan


def _own(details: list[ErrorDetails]) -> list[ErrorDetails]:
    """Faults of their own: a list that is too short only because its entries are faulty is not one."""
    places = [detail["loc"] for detail in details]
    return [
        detail
        for detail in details
        if detail["type"] != "too_short"
        or not any(len(p) > len(detail["loc"]) and p[: len(detail["loc"])] == detail["loc"] for p in places)
    ]


def _fault(file: str, document: Mapping[str, object], detail: ErrorDetails) -> PlanFault:
    key, clause = _locate(document, detail["loc"])
    context = detail.get("ctx", {})
    expected = str(context.get("expected_tags") or context.get("expected") or "")
    allowed = tuple(part.strip(" '") for part in expected.replace(" or ", ", ").split(",")) if expected else ()
    message = detail["msg"]
    if detail["type"] == "union_tag_invalid":
        key = f"{key}.{str(context.get('discriminator', '')).strip(chr(39))}"
        message = f"unknown value {context.get('tag')!r}"
    elif detail["type"] == "literal_error":
        message = f"unknown value {detail['input']!r}"
    elif detail["type"] == "extra_forbidden":
        message = "unknown key"
    return PlanFault(file, key, message, allowed, clause)


def _locate(document: Mapping[str, object], loc: tuple[int | str, ...]) -> tuple[str, str]:
    """The key as a reader of the file would write it (union tags left out), and the clause beside it."""
    key, clause = "", ""
    here: object = document
    for step in loc:
        if isinstance(step, int):
            key += f"[{step}]"
            here = here[step] if isinstance(here, list) and step < len(here) else None
        elif isinstance(here, dict) and step not in here and step in _tag_values(here):
            continue
        else:
            key += f".{step}" if key else step
            here = here.get(step) if isinstance(here, dict) else None
        if isinstance(here, dict):
            clause = str(here.get("clause", clause))
            label = here.get("id")
            key += f"({label})" if label and key.endswith("]") else ""
    return key, clause


def _tag_values(table: Mapping[str, object]) -> set[object]:
    return {table.get(tag) for tag in _TAGS}
