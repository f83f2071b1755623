"""Draw a release: generalise its outlines as one coverage, dissolve counties and zones, bake the tiles."""

from collections.abc import Callable

from sqlalchemy import Connection

from app.ingest.generalise import bands
from app.repositories import map_features as store
from app.repositories.layers import Layers, Matrix, tile_layers
from app.repositories.tiles import analyse_features, bake_tiles, tile_bytes
from app.services.map_atoms import MapAtoms
from app.services.map_rows import Drawing, county_rows, label_rows, township_rows, zone_ids, zone_rows

Progress = Callable[[str, int, int], None]

LABEL_BAND = 10  # fine enough to place a name
COUNTS = ("counties", "townships", "zones", "labels", "tiles", "tile_bytes")


def bake_map(connection: Connection, release: int, progress: Progress) -> dict[str, int]:
    """Write the features and tiles of a release inside the caller's transaction; return how many of each.

    Raises CoverageError, naming the units, where outlines overlap or a border would tear.
    """
    layers = tile_layers()
    store.clear_map(connection, release)
    day = store.map_day(connection, release)
    if day is None:
        return dict.fromkeys(COUNTS, 0)
    zones = zone_ids(store.map_zones(connection, release))
    drawing = Drawing(release, MapAtoms(store.map_units(connection, release, day)), zones)
    counts = _store_features(connection, drawing, layers.matrix, progress)
    analyse_features(connection)
    counts["tiles"] = _bake_tiles(connection, release, layers, progress)
    counts["tile_bytes"] = tile_bytes(connection, release)
    return counts


def _store_features(connection: Connection, drawing: Drawing, matrix: Matrix, progress: Progress) -> dict[str, int]:
    counts = dict.fromkeys(COUNTS, 0)
    names, outlines = drawing.atoms.names, drawing.atoms.outlines
    for done, band in enumerate(bands(outlines, names, matrix.zooms, matrix.outline_buffer)):
        progress("outlines", done, len(matrix.zooms))
        counts["townships"] = store.store_units(connection, township_rows(drawing, band))
        counts["counties"] = store.store_units(connection, county_rows(drawing, band))
        counts["zones"] = store.store_zones(connection, zone_rows(drawing, band))
        if band.zoom == LABEL_BAND:
            counts["labels"] = store.store_labels(connection, label_rows(drawing, band))
    progress("outlines", len(matrix.zooms), len(matrix.zooms))
    return counts


def _bake_tiles(connection: Connection, release: int, layers: Layers, progress: Progress) -> int:
    steps = [(layer, zoom) for zoom in layers.matrix.baked for layer in layers.layers.values()]
    stored = 0
    for done, (layer, zoom) in enumerate(steps):
        progress("tiles", done, len(steps))
        stored += bake_tiles(connection, release, layer, zoom, layers.matrix.extent)
    progress("tiles", len(steps), len(steps))
    return stored
