"""Gather what the tiles of values say of each unit; the tiles themselves are baked after it."""

from sqlalchemy import Connection

from app.repositories import attributes
from app.repositories.map_vintages import map_days
from app.services.steps import Progress


def bake_attributes(connection: Connection, release: int, progress: Progress) -> int:
    """Write the attributes of a release inside the caller's transaction; return for how many units and dates.

    The values must be baked before, and the map after it.
    """
    progress("attributes", 0, 1)
    stored = attributes.store_attributes(connection, release)
    for back, day in enumerate(map_days(connection, release)):
        attributes.store_zones(connection, release, back, day)
    attributes.analyse_attributes(connection)
    progress("attributes", 1, 1)
    return stored
