"""What the features of tiles must say, and tiles on disk for clients that read folders."""

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from fetching import read_json
from reference import Reference, plain
from tally import Tally
from tileset import cover, tiles

_LEVELS = {"county": "county", "township": "township", "township_measures": "township"}
_NAMED_LATE = "label"


class Drawn:
    """A layer of tiles, and what the JSON API says of its features."""

    def __init__(self, reference: Reference, layer: str) -> None:
        self.reference = reference
        self.layer = layer

    def judge(self, found: Iterable[Mapping[str, Any]], how: str, tally: Tally) -> None:
        """Compare what a client read from tiles that cover the layer, one mapping a feature."""
        what, seen = f"{self.layer}, {how}", set()
        for properties in found:
            known = {name: plain(value) for name, value in properties.items() if plain(value) is not None}
            seen.add(self._key(known))
            tally.none(self.faults(known), what)
        # Names of small units are left out until there is room.
        if self.layer != _NAMED_LATE:
            tally.none((f"{key} is not there" for key in self.all_keys() - seen), f"{what}: all features")

    def faults(self, known: Mapping[str, Any]) -> Iterator[str]:
        """Say where a feature differs from the JSON API; its id is the code as a number."""
        if self.layer == "zone":
            yield from self.reference.zone_faults(known)
            return
        yield from self.reference.unit_faults(_LEVELS.get(self.layer) or _level(known), known)
        if "mvt_id" in known and str(int(known["mvt_id"])) != known["code"]:
            yield f"{known['code']} has the id {known['mvt_id']}"

    def all_keys(self) -> set[str]:
        """Return codes, or plan/zone, of everything that has an outline."""
        if self.layer == "zone":
            plans = [plan["id"] for plan in self.reference.items("/plans")]
            return {self._key(zone) for plan in plans for zone in self._outlined(plan)}
        levels = [_LEVELS[self.layer]] if self.layer in _LEVELS else ["county", "township"]
        items = [i for level in levels for i in self.reference.items(f"/units?level={level}&geometry=point")]
        return {item["code"] for item in items if item.get("geometry")}

    def _outlined(self, plan: str) -> list[dict[str, Any]]:
        features = read_json(f"{self.reference.base}/api/v1/plans/{plan}/zones?format=geojson")["features"]
        return [feature["properties"] for feature in features if feature["geometry"]]

    def _key(self, known: Mapping[str, Any]) -> str:
        return f"{known['plan']}/{known['zone']}" if self.layer == "zone" else str(known["code"])


def _level(known: Mapping[str, Any]) -> str:
    return "county" if known["level"] == "county" else "township"


def save_tiles(tilejson: Mapping[str, Any], zoom: int, folder: Path) -> Path:
    """Write all tiles of a zoom to folder/z/x/y.mvt with a metadata.json above; return the folder of the zoom."""
    for (z, x, y), tile in tiles(tilejson["tiles"][0], cover(tilejson["bounds"], zoom)):
        file = folder / str(z) / str(x) / f"{y}.mvt"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(tile)
    layers = [
        {**layer, "geometry": _geometry(tilejson), "fields": {n: _type(said) for n, said in layer["fields"].items()}}
        for layer in tilejson["vector_layers"]
    ]
    metadata = {
        "name": tilejson["name"], "format": "pbf", "minzoom": str(tilejson["minzoom"]),
        "maxzoom": str(tilejson["maxzoom"]), "json": json.dumps({"vector_layers": layers}),
    }  # fmt: skip
    (folder / "metadata.json").write_text(json.dumps(metadata), "utf-8")
    return folder / str(zoom)


def _type(said: str) -> str:
    """Return the bare type, which is all that metadata.json has room for; TileJSON describes the field after it."""
    return said.partition(":")[0]


def _geometry(tilejson: Mapping[str, Any]) -> str:
    return "Point" if tilejson["vector_layers"][0]["id"] == _NAMED_LATE else "Polygon"
