"""The forms that parameter values have, by the name of the parameter: the same name means the same everywhere.

The handlers refuse what does not fit, in words of their own; this is how the OpenAPI document says it.
"""

from typing import Any

from app.domain.observation import Status

Schema = dict[str, Any]

_EDGE = r"([0-9]{4}(-[0-9]{2}-[0-9]{2})?|latest)"
_DATE = rf"^{_EDGE}$"
_PERIOD = rf"^{_EDGE}(\.\.{_EDGE})?$"
_STATUS = f" *[{''.join(status.value for status in Status)}] *"
_WORD = "[a-z][a-z0-9_]*"
_LIST_OF_WORDS = rf"^ *{_WORD} *(, *{_WORD} *)*$"
_ID = "^[a-z0-9]+(-[a-z0-9]+)*$"
_CODE = "^[0-9]{6}([0-9]{3})?$"
_NUMBER = r" *-?[0-9]+(\.[0-9]+)? *"
# PostgreSQL text cannot hold NUL, and blanks mean nothing.
_TEXT = r"^[^\u0000]*[^\s\u0000][^\u0000]*$"

_PATTERNS = {
    "period": _PERIOD,
    "from": _DATE,
    "to": _DATE,
    "since": _DATE,
    "status": f"^{_STATUS}(,{_STATUS})*$",
    "indicator": _LIST_OF_WORDS,
    "plan": _ID,
    "measure": _ID,
    "measure_like": _ID,
    "unit": _CODE,
    "parent": _CODE,
    "territory": _CODE,
    "of": _CODE,
    "code": _CODE,
    "level": f"^{_WORD}$",
    "breaks": f"^{_NUMBER}(,{_NUMBER})*$",
}
_CHOICES = {
    "geometry": ["none", "point", "simple", "full"],
    "verdict": ["reproduced", "within_rounding", "differs", "not_computable"],
}
_SAID = ("enum", "pattern", "format", "const")


def describe_form(parameter: dict[str, Any]) -> None:
    """Complete the schema of a parameter object: its form, and that text holds something.

    A parameter that may be left out is not one that may be null, which FastAPI makes of it.
    """
    schema = _without_null(parameter["schema"])
    if parameter["in"] != "header" and schema.get("type") == "string" and not any(word in schema for word in _SAID):
        if choices := _CHOICES.get(parameter["name"]):
            schema.pop("maxLength", None)
            schema["enum"] = choices
        else:
            schema.setdefault("minLength", 1)
            schema["pattern"] = _PATTERNS.get(parameter["name"], _TEXT)
    parameter["schema"] = schema


def _without_null(schema: Schema) -> Schema:
    variants = [variant for variant in schema.get("anyOf", []) if variant.get("type") != "null"]
    if len(variants) != 1:
        return dict(schema)
    rest = {name: value for name, value in schema.items() if name != "anyOf"}
    return {**rest, **variants[0]}
