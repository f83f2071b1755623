"""Does the GDAL inside pyogrio read every feature with the values of the JSON API, from services and from files?"""

import sys
from pathlib import Path
from typing import Any

import geopandas
import pyogrio
from features import COLLECTIONS, DOWNLOADS, Collection
from fetching import fetch, read
from reference import Reference
from tally import Tally
from tile_features import Drawn, save_tiles
from tileset import LAYERS, described

_TILES_AT = (8, 11)


def main(base: str, folder: Path) -> None:
    """Judge collections, downloads, tiles and the archive."""
    tally = Tally(f"pyogrio {pyogrio.__version__} with GDAL {pyogrio.__gdal_version_string__}")
    reference = Reference(base)
    for name in COLLECTIONS:
        with tally.part(name):
            _judge_collection(Collection(reference, name), folder, tally)
    for layer in LAYERS:
        for zoom in _TILES_AT:
            with tally.part(f"tiles of {layer} at zoom {zoom}"):
                source = save_tiles(described(base, layer), zoom, folder / layer)
                _judge_tiles(Drawn(reference, layer), source, tally)
    with tally.part("PMTiles"):
        _judge_archive(reference, folder, tally)
    tally.close()


def _judge_collection(collection: Collection, folder: Path, tally: Tally) -> None:
    root = f"{collection.reference.base}/ogc"
    with tally.part(f"OAPIF of {collection.name}"):
        _judge_frame(collection, pyogrio.read_dataframe(f"OAPIF:{root}", layer=collection.name), "OAPIF", tally)
    for suffix, media_type in DOWNLOADS.items():
        with tally.part(f"{suffix} of {collection.name}"):
            _, headers, body = fetch(collection.download(suffix))
            tally.equal(headers["content-type"].partition(";")[0], media_type, f"{suffix}: content type")
            file = folder / f"{collection.name}.{suffix}"
            file.write_bytes(body)
            _judge_frame(collection, _read_file(file), suffix, tally)


def _read_file(file: Path) -> Any:
    """Read a file with GDAL, or with the Parquet reader of GeoPandas, since the GDAL of the wheels has none."""
    if file.suffix == ".parquet":
        return geopandas.read_parquet(file)
    if file.suffix == ".csv":
        # The text of codes and dates is what the file says, not numbers.
        return pyogrio.read_dataframe(file, encoding="utf-8-sig", AUTODETECT_TYPE="NO")
    return pyogrio.read_dataframe(file)


def _judge_frame(collection: Collection, frame: Any, how: str, tally: Tally) -> None:
    rows = frame.to_dict("records")
    collection.judge(rows if how != "csv" else [_typed(row, collection) for row in rows], how, tally)
    if "geometry" not in frame or how == "csv":
        return
    tally.check(frame.crs is not None and frame.crs.to_epsg() in {4326, None}, f"{how}: crs is {frame.crs}")
    told = geopandas.GeoDataFrame.from_features(list(collection.features.values()))
    told = told.set_index("code").sort_index().geometry
    read_in = frame.set_index("code").sort_index().geometry
    for code, one, other in zip(told.index, read_in, told, strict=True):
        apart = one.symmetric_difference(other).area / other.area
        tally.check(apart < 1e-6, f"{how} of {collection.name}: the outline of {code} differs by {apart:.2g}")


def _typed(row: dict[str, Any], collection: Collection) -> dict[str, Any]:
    """Give the text of a CSV file the types that the GeoJSON has."""
    sample = [feature["properties"] for feature in collection.features.values()]
    numbers = {name for told in sample for name, value in told.items() if isinstance(value, int | float)}
    typed = {name: None if value in ("", None) or value != value else value for name, value in row.items()}  # noqa: PLR0124
    return typed | {name: float(typed[name]) for name in numbers if typed.get(name) is not None}


def _judge_tiles(drawn: Drawn, source: Path, tally: Tally) -> None:
    """Open a zoom of a tileset as one data source, as GDAL does with folders of tiles."""
    metadata = str(source.parent / "metadata.json")
    frame = pyogrio.read_dataframe(f"MVT:{source}", layer=drawn.layer, TILE_EXTENSION="mvt", METADATA_FILE=metadata)
    tally.equal(frame.crs.to_epsg(), 3857, f"{drawn.layer}: crs")
    drawn.judge(frame.drop(columns="geometry").to_dict("records"), f"zoom {source.name}", tally)


def _judge_archive(reference: Reference, folder: Path, tally: Tally) -> None:
    """Read the archive of the release from a file and over HTTP in ranges."""
    url = described(reference.base, "township")["archive"]
    file = folder / "release.pmtiles"
    file.write_bytes(read(url))
    for source in (str(file), f"/vsicurl/{url}"):
        layers = {name for name, _ in pyogrio.list_layers(source)}
        tally.check({"county", "township"} <= layers, f"{source} has layers {layers}")
        for layer in layers & set(LAYERS):
            frame = pyogrio.read_dataframe(source, layer=layer, ZOOM_LEVEL=8)
            rows = frame.drop(columns="geometry").to_dict("records")
            Drawn(reference, layer).judge(rows, f"PMTiles {source}", tally)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
