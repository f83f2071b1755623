import tomllib
from datetime import date
from typing import Any

import jsonschema
import pytest

from app.paths import ROOT, WENZHOU
from app.plans.json_schema import plan_json_schema, plan_json_schema_text

COMMITTED = ROOT / "app" / "plans" / "plan.schema.json"


def plain(value: Any) -> Any:
    """TOML dates as JSON would carry them."""
    if isinstance(value, dict):
        return {key: plain(entry) for key, entry in value.items()}
    if isinstance(value, list):
        return [plain(entry) for entry in value]
    return value.isoformat() if isinstance(value, date) else value


def test_the_committed_schema_is_current() -> None:
    assert COMMITTED.read_text(encoding="utf-8") == plan_json_schema_text()


@pytest.mark.parametrize("path", sorted((WENZHOU / "plans").glob("*.toml")), ids=lambda path: path.stem)
def test_the_plans_validate_in_any_json_schema_tool(path: Any) -> None:
    schema = plan_json_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    document = plain(tomllib.loads(path.read_text(encoding="utf-8")))
    jsonschema.validate(document, schema, jsonschema.Draft202012Validator)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**document, "formula": "a / b"}, schema, jsonschema.Draft202012Validator)
