"""Draw a release: generalise its outlines as one coverage, dissolve counties and zones, bake the tiles."""

from collections.abc import Iterable, Iterator

from sqlalchemy import Connection

from app.ingest.generalise import bands
from app.repositories import baking
from app.repositories import map_features as store
from app.repositories.layers import Layers, Matrix, tile_layers
from app.repositories.map_vintages import map_days, store_vintages
from app.services.bake_zooms import bake_zooms
from app.services.map_atoms import MapAtoms
from app.services.map_rows import Drawing, Row, county_rows, label_rows, township_rows, zone_ids, zone_rows
from app.services.map_units import drawn_as_of
from app.services.steps import Progress, Steps

LABEL_BAND = 10  # fine enough to place a name
COUNTS = (
    "counties", "townships", "zones", "labels", "tiles", "tile_bytes", "townships_from_zoom", "baked_to_zoom",
)  # fmt: skip


def bake_map(connection: Connection, release: int, progress: Progress, atoms: MapAtoms | None = None) -> dict[str, int]:
    """Write the features and tiles of a release inside the caller's transaction; return how many of each.

    Each vintage has a map of its own; only of the newest tiles are baked, and it alone is counted. ``atoms`` are what
    the checks put together of it, if they did. Beside the counts, tells from which zoom townships are
    drawn everywhere and up to which zoom tiles are baked. Raises CoverageError, naming the units, where outlines
    overlap or a border would tear, and TileTooLarge.
    """
    layers = tile_layers()
    store.clear_map(connection, release)
    days = map_days(connection, release)
    store_vintages(connection, release, days)
    zones = zone_ids(store.map_zones(connection, release))
    counts = dict.fromkeys(COUNTS, 0)
    for back, day in reversed([*enumerate(days)]):
        known = None if back else atoms
        drawing = Drawing(release, known or MapAtoms(drawn_as_of(connection, release, day)), zones, back)
        counts = _draw(connection, drawing, layers, progress)
    counts["tile_bytes"] = baking.tile_bytes(connection, release)
    return counts


def _draw(connection: Connection, drawing: Drawing, layers: Layers, progress: Progress) -> dict[str, int]:
    counts = _store_features(connection, drawing, layers.matrix, progress)
    baking.analyse_features(connection)
    return counts | bake_zooms(connection, drawing, layers, progress)


def _store_features(connection: Connection, drawing: Drawing, matrix: Matrix, progress: Progress) -> dict[str, int]:
    counts = dict.fromkeys(COUNTS, 0)
    atoms = drawing.atoms
    # Each outline is rounded, and each unit stored, once a zoom.
    steps = Steps(
        "outlines", progress, len(matrix.zooms) * (len(atoms.outlines) + len(atoms.leaves) + len(atoms.counties))
    )
    for band in bands(atoms.outlines, atoms.names, matrix.zooms, matrix.outline_buffer, steps.advance):
        counts["townships"] = store.store_units(connection, _counted(township_rows(drawing, band), steps))
        counts["counties"] = store.store_units(connection, _counted(county_rows(drawing, band), steps))
        counts["zones"] = store.store_zones(connection, zone_rows(drawing, band))
        if band.zoom == LABEL_BAND:
            named = Steps("labels", progress, len(atoms.leaves) + len(atoms.counties))
            counts["labels"] = store.store_labels(connection, _counted(label_rows(drawing, band), named))
            named.end()
    steps.end()
    return counts


def _counted(rows: Iterable[Row], steps: Steps) -> Iterator[Row]:
    for row in rows:
        yield row
        steps.advance(1)
