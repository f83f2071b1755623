"""Plain routes in the OpenAPI document."""

from __future__ import annotations

from typing import Any

import pytest
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from app.http.openapi import PROBLEMS, RANGES
from app.http.plain_routes import plain_operation
from app.repositories.layers import tile_layers


async def get_something(_request: Request) -> Response:
    """Say what it is."""
    return Response()


def operation(path: str) -> dict[str, Any]:
    return plain_operation(Route(path, get_something), PROBLEMS | RANGES)


def names(found: dict[str, Any], place: str) -> list[str]:
    return [parameter["name"] for parameter in found["parameters"] if parameter["in"] == place]


@pytest.mark.parametrize(
    ("path", "media_type", "statuses"),
    [
        ("/tiles/{layer}.json", "application/json", {"200", "400", "404", "414", "422", "503"}),
        ("/tiles/{layer}/{z}/{x}/{y}.mvt", "application/vnd.mapbox-vector-tile",
         {"200", "204", "400", "404", "414", "422", "503"}),
        ("/releases/{release}/{place}.pmtiles", "application/vnd.pmtiles",
         {"200", "206", "400", "404", "414", "416", "503"}),
    ],
)  # fmt: skip
def test_each_suffix_has_its_media_type_and_problems(path: str, media_type: str, statuses: set[str]) -> None:
    found = operation(path)
    assert list(found["responses"]["200"]["content"]) == [media_type]
    assert set(found["responses"]) == statuses
    assert found["description"] == "Say what it is."
    assert found["operationId"].startswith("get_something_")


def test_parameters_come_from_the_path_and_from_what_the_kind_takes() -> None:
    tile = operation("/tiles/{release}/{layer}/{z}/{x}/{y}.mvt")
    assert names(tile, "path") == ["release", "layer", "z", "x", "y"]
    assert {"period", "plan"} <= set(names(tile, "query"))
    assert names(operation("/releases/{release}/{place}.pmtiles"), "header") == ["Range"]


def test_layers_are_those_of_the_layers_file() -> None:
    (layer,) = [p for p in operation("/tiles/{layer}.json")["parameters"] if p["name"] == "layer"]
    assert set(layer["schema"]["enum"]) == set(tile_layers().layers)
    assert layer["example"] in layer["schema"]["enum"]


def test_every_parameter_says_what_it_means() -> None:
    assert all(p["description"] for p in operation("/releases/{release}/{place}.pmtiles")["parameters"])
