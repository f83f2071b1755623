"""Does the GDAL inside pyogrio read every feature with the values of the JSON API, from services and from files?"""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import geopandas
import pandas
import pyogrio
from reference import LEVELS, Reference, plain
from tally import Tally
from tileset import cover, described, tiles
from web import fetch, read_json

_FILES = {"gpkg": "gpkg", "flatgeobuf": "fgb", "geoparquet": "parquet"}
_TILES_AT = 8


def main(base: str, folder: Path) -> None:
    """Judge collections, downloads, tiles and the archive."""
    tally = Tally(f"pyogrio {pyogrio.__version__} with GDAL {pyogrio.__gdal_version_string__}")
    reference = Reference(base)
    wanted = {name: _geojson(base, name) for name in (*LEVELS, "zones")}
    for name, features in wanted.items():
        with tally.part(f"OAPIF {name}"):
            judge_frame(reference, name, pyogrio.read_dataframe(f"OAPIF:{base}/ogc", layer=name), features, tally)
        for chosen, ending in _FILES.items():
            with tally.part(f"{chosen} of {name}"):
                file = _download(base, name, chosen, folder / f"{name}.{ending}")
                judge_frame(reference, name, _read_file(file), features, tally)
    for layer, source in _tile_sources(base, folder):
        with tally.part(f"{source} of {layer}"):
            judge_tiles(reference, layer, source, tally)
    with tally.part("PMTiles"):
        _judge_archive(reference, folder, tally)
    tally.close()


def judge_frame(reference: Reference, name: str, frame: Any, features: list[dict[str, Any]], tally: Tally) -> None:
    """Compare a table with the features of the collection's GeoJSON and with the JSON API."""
    tally.equal(len(frame), len(features), f"{name}: number of features")
    tally.check(frame.crs and frame.crs.to_epsg() in {4326, None}, f"{name}: crs {frame.crs}")
    by_code = {(f["properties"]["code"], f["properties"]["valid_from"]): f for f in features}
    for row in frame.to_dict("records"):
        found = {key: plain(value) for key, value in row.items() if key != "geometry"}
        feature = by_code.get((found["code"], str(found["valid_from"]).replace("/", "-")))
        if not tally.check(feature, f"{name}: {found['code']} is not in the GeoJSON"):
            continue
        faults = reference.zone_faults if name == "zones" else lambda p: reference.unit_faults(LEVELS[name], p)
        tally.none(faults(found), name)
        tally.equal(set(feature["properties"]) - set(found), set(), f"{name}: properties lost of {found['code']}")
        outline = geopandas.GeoSeries.from_wkb([row["geometry"].wkb])
        told = geopandas.GeoDataFrame.from_features([feature]).geometry
        tally.check(outline.geom_equals_exact(told, 1e-6).all() or _alike(outline, told), f"{name}: outline of {found['code']}")


def _alike(one: Any, other: Any) -> bool:
    """Whether two outlines cover the same, though their points may be written with another number of digits."""
    return bool((one.symmetric_difference(other).area / other.area < 1e-6).all())


def judge_tiles(reference: Reference, layer: str, source: str, tally: Tally) -> None:
    """Compare all features of all tiles of a zoom with the JSON API."""
    tilejson = described(reference.base, layer)
    seen = set()
    for frame in _frames(tilejson, source):
        for row in frame.drop(columns="geometry").to_dict("records"):
            found = {key: value for key, value in row.items() if key not in {"mvt_id", "_id"}}
            seen.add(found.get("code"))
            known = {key: value for key, value in found.items() if plain(value) is not None}
            level = "county" if layer == "county" else "township"
            tally.none(reference.zone_faults(known) if layer == "zone" else reference.unit_faults(level, known), layer)
            if layer != "zone":
                tally.equal(str(int(row.get("mvt_id", 0))), found["code"], f"{layer}: feature id")
    tally.check(seen, f"{layer}: no features in {source}")
