"""Does morecantile read the tile matrix sets, and lie the tiles of every tileset where its grid says they do?"""

import sys
from collections import defaultdict
from collections.abc import Mapping
from importlib.metadata import version
from typing import Any

import mapbox_vector_tile
import morecantile
from features import COLLECTIONS
from fetching import fetch, read_json
from pyproj import Transformer
from reference import Reference
from tally import Tally
from tile_features import Drawn

_JSON = {"Accept": "application/json"}
_LAYERS = {"counties": "county", "townships": "township", "zones": "zone"}
_NEEDED = {"WebMercatorQuad"}
_NEAR = 0.002  # degrees: what generalising may move a border

Boxes = list[tuple[float, float, float, float]]


def main(base: str) -> None:
    """Judge the grids, then the tilesets of every collection."""
    tally = Tally(f"morecantile {version('morecantile')}")
    grids: dict[str, morecantile.TileMatrixSet] = {}
    with tally.part("tile matrix sets"):
        for entry in read_json(f"{base}/ogc/tileMatrixSets", **_JSON)["tileMatrixSets"]:
            with tally.part(entry["id"]):
                grids[entry["id"]] = _judge_grid(base, entry["id"], tally)
    tally.none((name for name in _NEEDED if name not in grids), "grids that every client knows")
    tally.check(any("4490" in str(g.crs.root) for g in grids.values()), "no grid in CGCS2000")
    reference = Reference(base)
    for name in COLLECTIONS:
        with tally.part(f"tilesets of {name}"):
            listed = read_json(f"{base}/ogc/collections/{name}/tiles", **_JSON)["tilesets"]
            tally.equal({entry["tileMatrixSetId"] for entry in listed}, set(grids), f"{name}: grids of the tilesets")
            for entry in listed:
                with tally.part(f"{name} in {entry['tileMatrixSetId']}"):
                    grid = grids[entry["tileMatrixSetId"]]
                    _judge_tileset(Drawn(reference, _LAYERS[name]), grid, _tileset(base, entry), tally)
    tally.close()


def _judge_grid(base: str, name: str, tally: Tally) -> morecantile.TileMatrixSet:
    document = read_json(f"{base}/ogc/tileMatrixSets/{name}", **_JSON)
    grid = morecantile.TileMatrixSet.model_validate(document)
    tally.equal(grid.id, name, "id")
    if name in morecantile.tms.list():
        known = morecantile.tms.get(name)
        for matrix in grid.tileMatrices:
            theirs = known.matrix(int(matrix.id))
            same = abs(matrix.cellSize - theirs.cellSize) < 1e-9 and matrix.pointOfOrigin == theirs.pointOfOrigin
            tally.check(same, f"{name}: matrix {matrix.id} is not that of morecantile")
    return grid


def _tileset(base: str, entry: Mapping[str, Any]) -> dict[str, Any]:
    address = next(link["href"] for link in entry["links"] if link["rel"] == "self")
    found: dict[str, Any] = read_json(address if "://" in address else base + address, **_JSON)
    return found


def _judge_tileset(drawn: Drawn, grid: morecantile.TileMatrixSet, tileset: Mapping[str, Any], tally: Tally) -> None:
    """Read all tiles of a zoom within the limits; outlines must lie where the label points of the API are."""
    template = next(link["href"] for link in tileset["links"] if link["rel"] == "item")
    limits = {int(limit["tileMatrix"]): limit for limit in tileset["tileMatrixSetLimits"]}
    zoom = sorted(limits)[min(4, len(limits) - 1)]
    degrees = Transformer.from_crs(grid.crs._pyproj_crs, "OGC:CRS84", always_xy=True)
    rows, held = [], 0
    boxes: defaultdict[str, Boxes] = defaultdict(list)
    for x, y in _within(limits[zoom]):
        url = template.format(tileMatrix=zoom, tileRow=y, tileCol=x)
        status, headers, body = fetch(url)
        if not tally.check(status in {200, 204}, f"{url} answers {status}: {body[:200]!r}") or status == 204:
            continue
        tally.equal(headers["content-type"], "application/vnd.mapbox-vector-tile", f"content type of {url}")
        held += 1
        for layer in mapbox_vector_tile.decode(body, default_options={"y_coord_down": True}).values():
            rows += [feature["properties"] | {"mvt_id": feature["id"]} for feature in layer["features"]]
            bounds = grid.xy_bounds(morecantile.Tile(x, y, zoom))
            for feature in layer["features"]:
                box = _box(bounds, degrees, feature, layer["extent"])
                boxes[feature["properties"]["code" if drawn.layer != "zone" else "zone"]].append(box)
    tally.check(held, f"no tile within the limits of zoom {zoom}")
    drawn.judge(rows, f"{grid.id} at {zoom}", tally)
    if drawn.layer != "zone":
        _judge_places(drawn, boxes, tally, f"{grid.id} at {zoom}")


def _within(limit: Mapping[str, int]) -> list[tuple[int, int]]:
    columns = range(limit["minTileCol"], limit["maxTileCol"] + 1)
    return [(x, y) for x in columns for y in range(limit["minTileRow"], limit["maxTileRow"] + 1)]


def _judge_places(drawn: Drawn, boxes: Mapping[str, Boxes], tally: Tally, what: str) -> None:
    """Compare the box of each outline, over all tiles, with the point that the API gives for the unit."""
    level = "county" if drawn.layer == "county" else "township"
    for item in drawn.reference.items(f"/units?level={level}&geometry=point"):
        for west, south, east, north in [_around(boxes[item["code"]])] if item["code"] in boxes else []:
            longitude, latitude = item["geometry"]["coordinates"]
            inside = west <= longitude <= east and south <= latitude <= north
            tally.check(inside, f"{what}: {item['code']} is drawn at {west:.4f},{south:.4f},{east:.4f},{north:.4f}")


def _around(boxes: Boxes) -> tuple[float, float, float, float]:
    west, south, east, north = zip(*boxes, strict=True)
    return min(west) - _NEAR, min(south) - _NEAR, max(east) + _NEAR, max(north) + _NEAR


def _box(
    bounds: morecantile.commons.BoundingBox, degrees: Transformer, feature: Mapping[str, Any], extent: int
) -> tuple[float, float, float, float]:
    """Return west, south, east and north of a feature in degrees, from the bounds of its tile in the grid."""
    x, y = zip(*_points(feature["geometry"]["coordinates"]), strict=True)
    across, down = (bounds.right - bounds.left) / extent, (bounds.top - bounds.bottom) / extent
    eastings = [bounds.left + value * across for value in (min(x), max(x))]
    northings = [bounds.top - value * down for value in (max(y), min(y))]
    (west, east), (south, north) = degrees.transform(eastings, northings)
    return west, south, east, north


def _points(coordinates: Any) -> list[Any]:
    if isinstance(coordinates[0], int | float):
        return [coordinates]
    return [point for part in coordinates for point in _points(part)]


if __name__ == "__main__":
    main(sys.argv[1])
