"""Do mapbox-vector-tile and @mapbox/vector-tile read the same from a sample of tiles, and what the JSON API says?"""

import base64
import json
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any

import mapbox_vector_tile
from fetching import read_json
from reference import LEVELS, Reference
from tally import Tally
from tileset import LAYERS, Address, cover, described, place, tiles

_WHOLE_UP_TO = 9
_DEEP = (10, 12, 14)
_TYPES = {"Point": 1, "MultiPoint": 1, "LineString": 2, "MultiLineString": 2, "Polygon": 3, "MultiPolygon": 3}
_HERE = Path(__file__).parent


def main(base: str) -> None:
    """Judge all layers."""
    tally = Tally(f"mapbox-vector-tile {version('mapbox-vector-tile')} and @mapbox/vector-tile {_node_version()}")
    reference = Reference(base)
    for layer in LAYERS:
        with tally.part(layer):
            _judge_layer(reference, layer, tally)
    tally.close()


def _judge_layer(reference: Reference, layer: str, tally: Tally) -> None:
    tilejson = described(reference.base, layer)
    # Small units are named from deep zooms on only, so labels are looked for where each unit's label is.
    addresses = _sample(tilejson) + (_at_units(reference, tilejson["maxzoom"]) if layer == "label" else [])
    sample = dict(tiles(tilejson["tiles"][0], dict.fromkeys(addresses)))
    declared = set(tilejson["vector_layers"][0]["fields"])
    tally.check(len(sample) > 20, f"{layer}: only {len(sample)} tiles of the sample hold anything")
    seen: set[Any] = set()
    for address, by_node in _by_node(sample).items():
        by_python = _by_python(sample[address])
        tally.equal(by_python, by_node, f"{layer} {address}")
        tally.equal(set(by_python), {layer}, f"{layer} {address} holds layers")
        for feature in by_python[layer]:
            found = feature["properties"]
            seen.add(found.get("code") or f"{found['plan']}/{found['zone']}")
            tally.none(_faults(reference, layer, feature, declared), f"{layer} {address}")
    tally.none(_missing(reference, layer, seen), f"{layer}: all features")


def _sample(tilejson: dict[str, Any]) -> list[Address]:
    """All tiles of the low zooms, and below them those in the middle and at the corners of the bounds."""
    bounds = tilejson["bounds"]
    whole = [address for zoom in range(tilejson["minzoom"], _WHOLE_UP_TO + 1) for address in cover(bounds, zoom)]
    middle = [(bounds[0] + bounds[2]) / 2, (bounds[1] + bounds[3]) / 2]
    near = [middle[0] - 0.05, middle[1] - 0.05, middle[0] + 0.05, middle[1] + 0.05]
    return whole + [address for zoom in _DEEP for address in cover(near, zoom)]


def _at_units(reference: Reference, zoom: int) -> list[Address]:
    items = [item for level in LEVELS.values() for item in reference.items(f"/units?level={level}&geometry=point")]
    return [(zoom, *place(*item["geometry"]["coordinates"], zoom)) for item in items if item.get("geometry")]


def _faults(reference: Reference, layer: str, feature: dict[str, Any], declared: set[str]) -> Iterator[str]:
    found = feature["properties"]
    if unknown := set(found) - declared:
        yield f"fields that TileJSON does not declare: {unknown}"
    if layer == "zone":
        yield from reference.zone_faults(found)
        return
    level = "county" if layer == "county" or (layer == "label" and found["level"] == "county") else "township"
    yield from reference.unit_faults(level, found)
    if str(feature["id"]) != found["code"]:
        yield f"id {feature['id']} of {found['code']}"


def _missing(reference: Reference, layer: str, seen: set[Any]) -> Iterator[str]:
    wanted = {"county": {"county"}, "zone": set(), "label": {"county", "township"}}.get(layer, {"township"})
    for level in wanted:
        yield from (f"{code} is on no tile" for code in set(drawn(reference, level)) - seen)
    if layer == "zone":
        plans = {item["id"] for item in reference.items("/plans")}
        outlines = {
            f["properties"]["plan"] + "/" + f["properties"]["zone"] for p in plans for f in _zones(reference, p)
        }
        yield from (f"{zone} is on no tile" for zone in outlines - seen)


def drawn(reference: Reference, level: str) -> list[str]:
    """Return codes of the units that have an outline."""
    items = reference.items(f"/units?level={level}&geometry=point")
    return [item["code"] for item in items if item.get("geometry")]


def _zones(reference: Reference, plan: str) -> list[dict[str, Any]]:
    features: list[dict[str, Any]] = read_json(f"{reference.base}/api/v1/plans/{plan}/zones?format=geojson")["features"]
    return [feature for feature in features if feature["geometry"]]


def _by_python(tile: bytes) -> dict[str, Any]:
    found = mapbox_vector_tile.decode(tile, default_options={"y_coord_down": True})
    return {
        name: [
            {"id": f["id"], "type": _TYPES[f["geometry"]["type"]], "properties": f["properties"],
             "lines": list(_lines(f["geometry"]["coordinates"]))}
            for f in layer["features"]
        ]
        for name, layer in found.items()
    }  # fmt: skip


def _by_node(sample: dict[Address, bytes]) -> dict[Address, dict[str, Any]]:
    lines = [json.dumps({"address": at, "tile": base64.b64encode(tile).decode()}) for at, tile in sample.items()]
    command = ["node", str(_HERE / "decode.mjs")]
    done = subprocess.run(command, input="\n".join(lines), capture_output=True, text=True, check=True)
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    return {tuple(a["address"]): {name: layer["features"] for name, layer in a["layers"].items()} for a in answers}


def _lines(coordinates: Any) -> Iterator[list[list[int]]]:
    """Flatten points, rings and parts to lists of points, as the other decoder gives them."""
    if coordinates and isinstance(coordinates[0], int | float):
        yield [list(coordinates)]
    elif coordinates and isinstance(coordinates[0][0], int | float):
        yield [list(point) for point in coordinates]
    else:
        for part in coordinates:
            yield from _lines(part)


def _node_version() -> str:
    packed = json.loads((_HERE / "node_modules/@mapbox/vector-tile/package.json").read_text("utf-8"))
    return str(packed["version"])


if __name__ == "__main__":
    main(sys.argv[1])
