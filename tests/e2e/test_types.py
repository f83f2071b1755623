"""The map's hand-written types against the service's own description."""

import re
from typing import Any

import pytest

from app.main import create_app
from app.paths import ROOT
from app.settings import load_settings

API = ROOT / "web" / "src" / "api"
TYPES = "\n".join(path.read_text("utf-8") for path in sorted(API.glob("*.ts")) if not path.name.endswith(".test.ts"))
DECLARED = re.compile(r"@schema (\w+)\s*(?:\*/|\n \*/)\nexport interface (\w+)[^{]*\{\n(.*?)\n\}", re.DOTALL)
FIELD = re.compile(r"^  (\w+)\??: (.+);$", re.MULTILINE)
INTERFACES = DECLARED.findall(TYPES)


@pytest.fixture(scope="module")
def schemas() -> dict[str, Any]:
    settings = load_settings(database_url="postgresql://nobody@127.0.0.1:9/nothing")
    found: dict[str, Any] = create_app(settings).openapi()["components"]["schemas"]
    return found


def test_the_declarations_are_found() -> None:
    assert len(INTERFACES) == TYPES.count("@schema ") >= 20


@pytest.mark.parametrize(("schema", "interface", "body"), INTERFACES, ids=[name for _, name, _ in INTERFACES])
def test_every_field_exists_and_may_be_null_where_the_service_says(
    schemas: dict[str, Any], schema: str, interface: str, body: str
) -> None:
    properties = schemas[schema]["properties"]
    for name, kind in FIELD.findall(body):
        assert name in properties, f"{interface}.{name} is not in {schema}"
        nullable = any(option.get("type") == "null" for option in properties[name].get("anyOf", []))
        if nullable and name != "values":
            assert "null" in kind, f"{schema}.{name} may be null, {interface}.{name} may not"
