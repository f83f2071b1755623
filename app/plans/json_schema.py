"""The JSON Schema of plan files, for editors and other programs."""

from __future__ import annotations

import json

from app.plans.schema import PlanFile


def plan_json_schema() -> dict[str, object]:
    """JSON Schema (2020-12) of a plan file."""
    schema: dict[str, object] = PlanFile.model_json_schema(mode="validation")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "Polycentre plan", **schema}


def plan_json_schema_text() -> str:
    """The schema as it is committed: two-space indent, keys as generated, a final newline."""
    return json.dumps(plan_json_schema(), ensure_ascii=False, indent=2) + "\n"
