"""docs/api.md names every route and parameter, and its examples are what the service says."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from jsonschema import Draft202012Validator

if TYPE_CHECKING:
    import httpx

    from tests.contract.conftest import Answers

TEXT = (Path(__file__).parents[2] / "docs" / "api.md").read_text("utf-8")
_SECTION = re.compile(r"^### `([A-Z]+) ([^`]+)`\n(.*?)(?=^##|\Z)", re.MULTILINE | re.DOTALL)
_EXAMPLE = re.compile(
    r"```\ncurl (?:-o \S+ |--json '([^']+)' \\\n  )?'http://127\.0\.0\.1:8000([^']+)'\n```"
    r"(?:\n```json\n(.*?)```)?",
    re.DOTALL,
)
SECTIONS = {(method.lower(), path): text for method, path, text in _SECTION.findall(TEXT)}
# What needs a key changes data; test_stewardship_document.py goes through its examples.
OPEN = {route: text for route, text in SECTIONS.items() if "$KEY" not in text}


class Example(NamedTuple):
    body: str
    url: str
    shown: Any


EXAMPLES = [Example(body, url, json.loads(shown) if shown else None) for body, url, shown in _EXAMPLE.findall(TEXT)]


def test_every_route_has_a_section_and_no_section_lacks_its_route(openapi: dict[str, Any]) -> None:
    served = {(method, path) for path, item in openapi["paths"].items() for method in item}
    assert set(SECTIONS) == served


def test_every_query_parameter_is_named(openapi: dict[str, Any]) -> None:
    for (method, path), text in SECTIONS.items():
        for parameter in openapi["paths"][path][method].get("parameters", []):
            if parameter["in"] == "query":
                assert f"`{parameter['name']}`" in text, (path, parameter["name"])


def test_every_section_has_an_example_of_its_own_route() -> None:
    for (method, path), text in OPEN.items():
        found = _EXAMPLE.findall(text)
        urls = [url.partition("?")[0] for _, url, _ in found]
        assert urls, path
        assert all(bool(body) == (method == "post") for body, _, _ in found), path
        assert all(re.fullmatch(re.sub(r"\\\{[^}]+\\\}", "[^/]+", re.escape(path)), url) for url in urls), path
    assert len(EXAMPLES) > len(OPEN)


@pytest.fixture(scope="module")
def told(answers: Answers) -> dict[str, httpx.Response]:
    asked = [("POST" if example.body else "GET", example.url, example.body) for example in EXAMPLES]
    return dict(zip([example.url for example in EXAMPLES], answers(asked), strict=True))


@pytest.mark.parametrize(("method", "path"), OPEN)
def test_example_answers_fit_their_schema(
    openapi: dict[str, Any], told: dict[str, httpx.Response], method: str, path: str
) -> None:
    content = openapi["paths"][path][method]["responses"]["200"]["content"]
    for _, url, _ in _EXAMPLE.findall(SECTIONS[method, path]):
        if "application/json" in content:
            schema = content["application/json"]["schema"] | {"components": openapi["components"]}
            Draft202012Validator(schema).validate(told[url].json())


@pytest.mark.parametrize("example", EXAMPLES, ids=[example.url for example in EXAMPLES])
def test_examples_are_real(told: dict[str, httpx.Response], example: Example) -> None:
    answer = told[example.url]
    shown = example.shown
    assert answer.status_code == (shown["status"] if shown and "detail" in shown else 200), answer.text
    if shown is not None:
        assert within(shown, answer.json()), answer.text[:2000]


def within(part: Any, whole: Any) -> bool:
    """Whether what is shown is in the answer: members of objects, and items of lists in their order."""
    if isinstance(part, dict):
        return isinstance(whole, dict) and all(name in whole and within(part[name], whole[name]) for name in part)
    if isinstance(part, list) and part and isinstance(whole, list):
        rest = iter(whole)
        return all(any(within(item, candidate) for candidate in rest) for item in part)
    return bool(part == whole)


def test_within_tells_things_apart() -> None:
    whole = {"a": [{"b": 1, "c": 2}, {"b": 3}], "d": []}
    assert within({"a": [{"b": 3}]}, whole)
    assert not within({"a": [{"b": 3}, {"b": 1}]}, whole)
    assert not within({"d": [1]}, whole)
    assert not within({"a": []}, whole)
