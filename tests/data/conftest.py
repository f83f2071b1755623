"""The bundled tables as the tests read them: independent of the build's own readers."""

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from shapely.geometry import MultiPolygon, Polygon

Row = dict[str, str]
WENZHOU = Path(__file__).resolve().parents[2] / "geodata" / "wenzhou"


@pytest.fixture(scope="session")
def wenzhou() -> Path:
    return WENZHOU


@pytest.fixture(scope="session")
def table() -> Callable[[str], list[Row]]:
    def read(name: str) -> list[Row]:
        with (WENZHOU / name).open(encoding="utf-8", newline="") as stream:
            return list(csv.DictReader(stream))

    return read


@pytest.fixture(scope="session")
def package() -> dict[str, Any]:
    content: dict[str, Any] = json.loads((WENZHOU / "datapackage.json").read_text(encoding="utf-8"))
    return content


@pytest.fixture(scope="session")
def parent_of(table: Callable[[str], list[Row]]) -> dict[str, str]:
    """County of every township of 2020."""
    return {
        row["code"]: row["parent"] for row in table("units.csv") if row["level"] == "township" and not row["valid_to"]
    }


@pytest.fixture(scope="session")
def layers() -> dict[str, dict[str, MultiPolygon]]:
    """Geometries by layer and code."""
    return {name: outlines(name) for name in ("counties", "townships")}


def outlines(layer: str) -> dict[str, MultiPolygon]:
    parts = {f["properties"]["code"]: f["geometry"]["coordinates"] for f in features(layer)}
    return {code: MultiPolygon([Polygon(ring, holes) for ring, *holes in held]) for code, held in parts.items()}


def features(layer: str) -> list[dict[str, Any]]:
    content: dict[str, Any] = json.loads((WENZHOU / "boundaries" / f"{layer}.geojson").read_text(encoding="utf-8"))
    found: list[dict[str, Any]] = content["features"]
    return found
