"""docs/tiles.md says what tiles/layers.toml says, and each layer has its function and its test."""

import re

import pytest

from app.domain.indicator import indicators
from app.paths import ROOT, TILES
from app.repositories.attributes import LEVELS
from app.repositories.layers import Layer, tile_layers

DOCS = (ROOT / "docs" / "tiles.md").read_text("utf-8")


def test_layers_are_documented_in_order() -> None:
    rows = [
        f"| `{layer.id}` | {layer.geometry} | {layer.buffer} | {layer.description} |"
        for layer in tile_layers().layers.values()
    ]
    assert "\n".join(rows) in DOCS


def test_fields_are_documented_in_order() -> None:
    owners: dict[tuple[str, str, str], list[str]] = {}
    for layer in tile_layers().layers.values():
        for name, field in layer.fields.items():
            if not name.endswith("_status"):
                owners.setdefault((name, field.type, field.description), []).append(f"`{layer.id}`")
    rows = [
        f"| `{name}` | {kind} | {', '.join(layers)} | {description} |"
        for (name, kind, description), layers in owners.items()
    ]
    assert DOCS.count("| String |") + DOCS.count("| Number |") == len(rows) + 1
    assert "\n".join(rows) in DOCS
    assert "| `…_status` | String |" in DOCS


@pytest.mark.parametrize("layer", ["township_measures", "county_measures"])
def test_layers_of_values_have_the_indicators_of_the_registry(layer: str) -> None:
    fields = tile_layers().layers[layer].fields
    values = [(name, field.type, field.description) for name, field in fields.items()][-2 * len(indicators()) :]
    assert values == [
        described
        for entry in indicators().values()
        for described in (
            (entry.id, "Number", f"{entry.label_en} ({entry.unit}); absent where it is missing"),
            (f"{entry.id}_status", "String", f"Observation status of {entry.id}"),
        )
    ]


def test_layers_of_values_are_those_that_publish_gathers_for() -> None:
    assert set(LEVELS) == {layer.id for layer in tile_layers().layers.values() if "period" in layer.parameters}


def test_zooms_are_documented() -> None:
    matrix = tile_layers().matrix
    assert f"(zooms 0 to {matrix.max_zoom})" in DOCS
    assert f"Features begin at zoom {matrix.min_zoom}." in DOCS
    assert f"up to {matrix.baked_tiles:,} tiles a release" in DOCS
    assert f"{matrix.largest_tile // 1000} kB" in DOCS
    assert f"with an extent of {matrix.extent}" in DOCS


@pytest.mark.parametrize("layer", tile_layers().layers.values(), ids=lambda layer: layer.id)
def test_each_layer_has_a_function_and_a_test_of_its_own(layer: Layer) -> None:
    name = layer.function
    (path,) = TILES.glob(f"[0-9][0-9]_{name}.sql")
    text = path.read_text("utf-8")
    signature = re.search(rf"CREATE FUNCTION tiles\.{name}\(([^)]*)\)", text)
    assert signature
    words = [part.split()[0] for part in signature[1].split(",")]
    assert words == ["release", "z", "x", "y", *layer.parameters, "vintages_back"]
    assert f"COMMENT ON FUNCTION tiles.{name} IS" in text
    assert (ROOT / "tests" / "sql" / f"test_{name}.py").is_file()


def test_outlines_are_cut_for_the_buffer_of_every_layer_of_polygons() -> None:
    layers = tile_layers()
    assert {layer.buffer for layer in layers.layers.values() if layer.geometry == "polygon"} == {
        layers.matrix.outline_buffer
    }
