"""Write a plan in the plan language, as the loader reads it."""

from collections.abc import Mapping
from typing import Any

import tomli_w

from app.plans.schema import PlanFile

_TAGGED = ("zones", "measures", "outlooks")
_TAGS = ("membership", "kind", "method")


def write_plan(plan: PlanFile) -> bytes:
    """Return a plan as TOML: what is at its default is left out, as it is in a file that a person wrote."""
    document = _without_none(plan.model_dump(mode="python", exclude_defaults=True))
    # A discriminator at its only value counts as a default, but the language asks for it.
    for name in _TAGGED:
        for written, model in zip(document.get(name, ()), getattr(plan, name), strict=False):
            for tag in _TAGS:
                if hasattr(model, tag):
                    written.setdefault(tag, getattr(model, tag))
    return tomli_w.dumps(document).encode()


def _without_none(table: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _part(part) for name, part in table.items() if part is not None}


def _part(part: object) -> object:
    if isinstance(part, Mapping):
        return _without_none(part)
    return [_part(each) for each in part] if isinstance(part, (list, tuple)) else part
