"""docs/tiles.md says what tiles/layers.toml says, and each layer has its function and its test."""

import pytest

from app.paths import ROOT, TILES
from app.repositories.layers import tile_layers

DOCS = (ROOT / "docs" / "tiles.md").read_text("utf-8")


def test_layers_are_documented_in_order() -> None:
    rows = [
        f"| `{layer.id}` | {layer.geometry} | {layer.buffer} | {layer.description} |"
        for layer in tile_layers().layers.values()
    ]
    assert "\n".join(rows) in DOCS


def test_fields_are_documented_in_order() -> None:
    rows = [
        f"| `{layer.id}` | `{name}` | {field.type} | {field.description} |"
        for layer in tile_layers().layers.values()
        for name, field in layer.fields.items()
    ]
    assert DOCS.count("| String |") + DOCS.count("| Number |") == len(rows)
    assert "\n".join(rows) in DOCS


def test_zooms_are_documented() -> None:
    matrix = tile_layers().matrix
    assert f"(zooms 0 to {matrix.max_zoom})" in DOCS
    assert f"Features begin at zoom {matrix.min_zoom}." in DOCS
    assert f"up to {matrix.baked_tiles:,} tiles a release" in DOCS
    assert f"{matrix.largest_tile // 1000} kB" in DOCS
    assert f"with an extent of {matrix.extent}" in DOCS


@pytest.mark.parametrize("layer", tile_layers().layers.values(), ids=lambda layer: layer.id)
def test_each_layer_has_a_function_and_a_test_of_its_own(layer: object) -> None:
    name = getattr(layer, "function", "")
    (path,) = TILES.glob(f"[0-9][0-9]_{name}.sql")
    text = path.read_text("utf-8")
    assert f"CREATE FUNCTION tiles.{name}(release integer, z integer, x integer, y integer)" in text
    assert f"COMMENT ON FUNCTION tiles.{name} IS" in text
    assert (ROOT / "tests" / "sql" / f"test_{name}.py").is_file()


def test_outlines_are_cut_for_the_buffer_of_every_layer_of_polygons() -> None:
    layers = tile_layers()
    assert {layer.buffer for layer in layers.layers.values() if layer.geometry == "polygon"} == {
        layers.matrix.outline_buffer
    }
