"""Import outlines: their own faults, and those that show beside the units and outlines of the draft."""

from sqlalchemy import Connection, Table

from app.ingest.boundaries import PRECISION_CLASSES, BoundaryOptions, parse_boundaries
from app.ingest.fault import Fault, ImportRefused
from app.models import Boundary, Source
from app.repositories.draft import merge_facts
from app.repositories.facts import known_ids, load_facts
from app.repositories.known_outlines import KnownOutlines
from app.services.uploads import Imported, Upload, date_option, mapping_option


def import_boundaries(connection: Connection, upload: Upload, draft: int) -> Imported:
    """Write outlines into the draft; raises ImportRefused with every fault.

    An outline of a new vintage stands beside the older ones of its unit; one of the same vintage replaces it.
    """
    options = boundary_options(connection, upload)
    facts = load_facts(connection, draft, observations=False)
    known = KnownOutlines(connection, draft)
    table = parse_boundaries(upload.filename, upload.content, options, facts, known)
    boundary: Table = Boundary.__table__  # type: ignore[assignment]
    changes = merge_facts(connection, boundary, table.rows, key=("unit", "vintage"), draft=draft)
    return Imported(changes, table.notes, table.matches)


def boundary_options(connection: Connection, upload: Upload) -> BoundaryOptions:
    """Return what is stated for the whole file; raises ImportRefused with all that is wrong with that."""
    faults: list[Fault] = []
    vintage = date_option(upload, "vintage", faults)
    precision, source = upload.options.get("precision_class"), upload.options.get("source")
    if vintage is None and not faults:
        faults.append(Fault(upload.filename, None, "vintage", "is not stated; say the date the outlines hold for"))
    if precision not in PRECISION_CLASSES:
        faults.append(Fault(upload.filename, None, "precision_class", f"is not one of {', '.join(PRECISION_CLASSES)}"))
    if source not in known_ids(connection, Source):
        faults.append(Fault(upload.filename, None, "source", f"{source!r} is not a registered source"))
    columns = mapping_option(upload, "columns", faults)
    if faults or vintage is None:
        raise ImportRefused(faults)
    return BoundaryOptions(
        vintage,
        str(precision),
        str(source),
        crs=upload.options.get("crs"),
        crs_of_origin=upload.options.get("crs_of_origin"),
        method=upload.options.get("method"),
        layer=upload.options.get("layer"),
        columns=columns,
        accept_shift=upload.options.get("accept_shift") in (True, "true", "yes"),
    )
