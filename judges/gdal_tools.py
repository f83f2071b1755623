"""Do Debian's GDAL commands read every feature with the values of the JSON API, from services and from files?"""

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

from features import COLLECTIONS, Collection
from fetching import read
from reference import Reference
from tally import Tally
from tile_features import Drawn, save_tiles
from tileset import LAYERS, cover, described

_FILES = ("gpkg", "fgb")
_FIELD = re.compile(r"^(\w+): (?:String|Integer|Integer64|Real|Date|DateTime) ", re.MULTILINE)
_ZOOM = 8
_DEEP = 11


def main(base: str, folder: Path) -> None:
    """Judge collections, downloads and tiles."""
    tally = Tally(
        subprocess.run(["ogrinfo", "--version"], capture_output=True, text=True, check=True).stdout.split(",")[0]
    )
    reference = Reference(base)
    for name in COLLECTIONS:
        with tally.part(name):
            _judge_collection(Collection(reference, name), folder, tally)
    for layer in LAYERS:
        with tally.part(f"tiles of {layer}"):
            _judge_tiles(Drawn(reference, layer), folder, tally)
    tally.close()


def _judge_collection(collection: Collection, folder: Path, tally: Tally) -> None:
    with tally.part(f"OAPIF of {collection.name}"):
        service = f"OAPIF:{collection.reference.base}/ogc"
        found = _features(service, collection.name, folder)
        collection.judge([feature["properties"] for feature in found], "OAPIF", tally)
        _judge_outlines(collection, found, "OAPIF", tally)
    for suffix in _FILES:
        with tally.part(f"{suffix} of {collection.name}"):
            file = folder / f"{collection.name}.{suffix}"
            file.write_bytes(read(collection.download(suffix)))
            found = _features(str(file), None, folder)
            collection.judge([feature["properties"] for feature in found], suffix, tally)
            _judge_outlines(collection, found, suffix, tally)


def _judge_outlines(collection: Collection, found: list[dict[str, Any]], how: str, tally: Tally) -> None:
    """The same parts, rings and points, to the last of the digits that the GeoJSON writes."""
    told = {
        feature["properties"]["code"]: feature["geometry"]["coordinates"] for feature in collection.features.values()
    }
    for feature in found:
        code = feature["properties"]["code"]
        same = _rounded(feature["geometry"]["coordinates"]) == _rounded(told[code])
        tally.check(same, f"{how} of {collection.name}: outline of {code}")


def _rounded(coordinates: Any) -> Any:
    if isinstance(coordinates[0], int | float):
        return [round(value, 6) for value in coordinates[:2]]
    return [_rounded(part) for part in coordinates]


def _features(source: str, layer: str | None, folder: Path, *options: str) -> list[dict[str, Any]]:
    """Let ogr2ogr write a source as GeoJSON and return its features."""
    target = folder / "read.geojson"
    target.unlink(missing_ok=True)
    command = [
        "ogr2ogr", "-f", "GeoJSON", "-lco", "SIGNIFICANT_FIGURES=17", "-lco", "RFC7946=NO", str(target), source,
        *([layer] if layer else []), *options,
    ]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    if done.returncode or not target.exists():
        raise RuntimeError(f"ogr2ogr {source} ended with {done.returncode}: {done.stderr[-500:]}")
    found: list[dict[str, Any]] = json.loads(target.read_text("utf-8"))["features"]
    # What a feature has no value for, ogr2ogr leaves out; what the layer has no field for stays missing.
    fields = dict.fromkeys(_fields(target if layer else Path(source)))
    return [{**feature, "properties": fields | feature["properties"]} for feature in found]


def _fields(file: Path) -> list[str]:
    said = subprocess.run(
        ["ogrinfo", "-ro", "-so", "-al", str(file)], capture_output=True, text=True, check=True
    ).stdout
    return _FIELD.findall(said)


def _judge_tiles(drawn: Drawn, folder: Path, tally: Tally) -> None:
    """Single tiles by their address, and all of a deeper zoom as a folder."""
    tilejson = described(drawn.reference.base, drawn.layer)
    template, rows = tilejson["tiles"][0], []
    for z, x, y in cover(tilejson["bounds"], _ZOOM):
        url = template.format(z=z, x=x, y=y)
        rows += [feature["properties"] for feature in _features(f"MVT:{url}", drawn.layer, folder)]
    drawn.judge(rows, f"tiles of zoom {_ZOOM} by address", tally)
    source = save_tiles(tilejson, _DEEP, folder / drawn.layer)
    options = ("-oo", "TILE_EXTENSION=mvt", "-oo", f"METADATA_FILE={source.parent / 'metadata.json'}")
    found = _features(f"MVT:{source}", drawn.layer, folder, *options)
    drawn.judge([feature["properties"] for feature in found], f"tiles of zoom {_DEEP} as a folder", tally)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
