"""The examples of docs/api.md that need a key, asked one after the other as a person would."""

from __future__ import annotations

import contextlib
import json
import re
import shlex
import time
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from jsonschema import Draft202012Validator

from tests.api.conftest import Service
from tests.conftest import WORKER
from tests.contract.test_api_document import SECTIONS, within
from tests.integration.test_keys import issue

if TYPE_CHECKING:
    import httpx

KEYED = {route: text for route, text in SECTIONS.items() if "$KEY" in text}
_BLOCK = re.compile(r"```\n(curl .*?)\n```(?:\n```json\n(.*?)```)?", re.DOTALL)
_HOST = "http://127.0.0.1:8000"
_OWN = "/api/v1/releases/1/data-package"
PACKAGE = b"the package of release 1"  # in its place the service's own is sent
# What the example of an upload sends: the estimated town gives ten persons to the one that is counted.
TABLE = (
    "unit,indicator,reference_date,value,status,half_width,source,method\n"
    "330326101,resident_population,2020-11-01,233301,A,0,plan-pingyang-population-2035,\n"
)


class Example(NamedTuple):
    method: str
    url: str
    headers: dict[str, str]
    body: bytes
    shown: Any


def _examples(text: str) -> Iterator[Example]:
    for command, shown in _BLOCK.findall(text):
        words = shlex.split(command.replace("\\\n", " "))[1:]
        method, url, headers, body = "GET", "", {}, b""
        while words:
            word = words.pop(0)
            if word == "-X":
                method = words.pop(0)
            elif word == "-H":
                name, _, value = words.pop(0).partition(": ")
                headers[name] = value
            elif word == "--json":
                method, body = "POST", words.pop(0).encode()
                headers["Content-Type"] = "application/json"
            elif word == "--data-binary":
                given = words.pop(0)
                assert given.startswith("@")
                method, body = "POST", PACKAGE if given.endswith(".zip") else TABLE.encode()
            elif word == "-o":
                words.pop(0)
            else:
                assert word.startswith(_HOST), command
                url = word.removeprefix(_HOST)
        yield Example(method, url, headers, body, json.loads(shown) if shown else None)


class Told(NamedTuple):
    example: Example
    answer: httpx.Response


@pytest.fixture(scope="module")
def told(cluster: Any, published_template: str) -> Iterator[dict[tuple[str, str], list[Told]]]:
    """Ask every example in the order of the page, on a database of their own."""
    name = f"{published_template}_{WORKER}_stewardship"
    with contextlib.ExitStack() as stack:
        url = cluster.clone(published_template, name)
        stack.callback(cluster.drop, name)
        service = stack.enter_context(Service(url, writes_per_minute=0))
        key, job = issue(url, "publish"), ""
        found: dict[tuple[str, str], list[Told]] = {}
        for route, text in KEYED.items():
            for example in _examples(text):
                _prepare(service, key, example)
                headers = {name: value.replace("$KEY", key) for name, value in example.headers.items()}
                target = example.url.replace("$JOB", job)
                body = service.get(_OWN).content if example.body == PACKAGE else example.body
                answer = service.request(example.method, target, headers=headers, content=body)
                found.setdefault(route, []).append(Told(example, answer))
                if answer.status_code == 202:
                    job = answer.json()["job"]["id"]
                    _wait(service, key, job)
        yield found


def _prepare(service: Service, key: str, example: Example) -> None:
    """Have a draft with a file in it where an example asks something of one."""
    headers = {"X-Api-Key": key}
    if "/drafts/" in example.url and not service.get("/api/v1/drafts", **headers).json()["items"]:
        number = service.request("POST", "/api/v1/drafts", headers=headers).json()["draft"]["number"]
        url = f"/api/v1/drafts/{number}/files?kind=census&filename=t.csv&dataset=census-2020-bulletin"
        assert service.request("POST", url, headers=headers, content=TABLE.encode()).status_code == 201


def _wait(service: Service, key: str, job: str) -> None:
    deadline = time.monotonic() + 120
    while service.get(f"/api/v1/jobs/{job}", X_Api_Key=key).json()["job"]["state"] == "running":
        assert time.monotonic() < deadline
        time.sleep(0.1)


def test_every_section_has_an_example_of_its_own_route() -> None:
    assert KEYED
    for (method, path), text in KEYED.items():
        examples = list(_examples(text))
        pattern = re.sub(r"\\\{[^}]+\\\}", "[^/]+", re.escape(path))
        assert examples, path
        for example in examples:
            assert example.method.lower() == method
            assert re.fullmatch(pattern, example.url.partition("?")[0]), (path, example.url)


@pytest.mark.parametrize("route", KEYED, ids=" ".join)
def test_examples_are_real_and_fit_their_schema(
    openapi: dict[str, Any], told: dict[tuple[str, str], list[Told]], route: tuple[str, str]
) -> None:
    described = openapi["paths"][route[1]][route[0]]["responses"]
    for example, answer in told[route]:
        status = example.shown["status"] if example.shown and "detail" in example.shown else None
        assert answer.status_code == status if status else answer.status_code < 300, answer.text
        assert str(answer.status_code) in described
        if example.shown is not None:
            assert within(example.shown, answer.json()), answer.text[:3000]
        content = described[str(answer.status_code)].get("content", {})
        if answer.status_code < 300 and "application/json" in content:
            schema = content["application/json"]["schema"] | {"components": openapi["components"]}
            media = answer.headers["content-type"].partition(";")[0]
            if media == "application/json":
                Draft202012Validator(schema).validate(answer.json())
