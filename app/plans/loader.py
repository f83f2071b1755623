"""Read a plan file: TOML, then types, then inner consistency; refuse with all faults at once."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from app.plans.consistency import inner_faults
from app.plans.faults import PlanError, PlanFault
from app.plans.salvage import Salvage, salvage
from app.plans.schema import PlanFile

_TAGS = frozenset({"kind", "membership", "method"})


@dataclass(frozen=True, slots=True)
class ReadPlan:
    """What could be read of a file, if anything, and what is wrong with it."""

    salvage: Salvage | None
    faults: list[PlanFault]


def load_plan(path: Path) -> PlanFile:
    """The plan in a file; raises PlanError with every fault."""
    return parse_plan(path.read_bytes(), path.name)


def parse_plan(content: bytes, file: str) -> PlanFile:
    """The plan in the bytes of a TOML file; `file` is the name that faults cite."""
    read = read_plan(content, file)
    if read.faults or read.salvage is None:
        raise PlanError(read.faults)
    return read.salvage.plan


def read_plan(content: bytes, file: str) -> ReadPlan:
    """Everything a file shows on its own: the plan, less its broken elements, and every fault."""
    try:
        document = tomllib.loads(content.decode("utf-8"))
    except UnicodeDecodeError as error:
        return ReadPlan(None, [PlanFault(file, "", f"not UTF-8 at byte {error.start}")])
    except tomllib.TOMLDecodeError as error:
        return ReadPlan(None, [PlanFault(file, "", f"not TOML: {error}")])
    try:
        rest: Salvage | None = Salvage(PlanFile.model_validate(document))
        faults: list[PlanFault] = []
    except ValidationError as error:
        details = _own(error.errors())
        rest = salvage(document, [detail["loc"] for detail in details])
        faults = [_fault(file, document, detail) for detail in details]
    if rest is not None:
        faults += rest.placed(inner_faults(rest.plan, file))
    return ReadPlan(rest, faults)


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
