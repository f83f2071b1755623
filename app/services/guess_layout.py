"""Say how a file would be read, before it is: each column with its field, the ground of the guess, and samples."""

from typing import get_args

from sqlalchemy import Connection

from app.ingest.census import CensusOptions, Register, lay_out
from app.ingest.columns import Layout
from app.ingest.fault import Fault, ImportRefused
from app.ingest.headings import FIELDS, IGNORE, TELLING
from app.ingest.profile import Kind, Profile, profile_of
from app.repositories.draft import newest_release
from app.repositories.facts import load_facts
from app.services.import_census import counted
from app.services.uploads import Upload, date_option, mapping_option, stated_options


def guess_layout(connection: Connection, upload: Upload) -> Layout:
    """Return how a census table or a boundary file would be read; nothing is written.

    Raises ImportRefused when the file cannot be opened, or several of its sheets or layers may be meant.
    """
    guesses = {"census": _census, "boundaries": _boundaries}
    if upload.kind not in guesses:
        reason = f"{upload.kind!r} has no columns to guess; that have {', '.join(guesses)}"
        raise ImportRefused([Fault(upload.filename, None, "kind", reason)])
    return guesses[upload.kind](connection, upload)


def fields_of(kind: str) -> tuple[str, ...]:
    """Return what a column of a file of that kind may be stated to be."""
    return (*FIELDS, *counted()) if kind == "census" else (*TELLING, IGNORE)


def keep_layout(name: str, upload: Upload, layout: Layout) -> Profile:
    """Return a layout as a profile with the options of the upload that hold in another year too."""
    (kind,) = (kind for kind in get_args(Kind) if kind == upload.kind)
    return profile_of(name, kind, layout, upload.options)


def _census(connection: Connection, upload: Upload) -> Layout:
    faults: list[Fault] = []
    stated = stated_options(upload, faults)
    date = date_option(upload, "reference_date", faults)
    if faults:
        raise ImportRefused(faults)
    facts = load_facts(connection, newest_release(connection), observations=False)
    options = CensusOptions("", date, stated=stated)
    return lay_out(upload.filename, upload.content, options, Register(counted(), (), facts))[1]


def _boundaries(_connection: Connection, upload: Upload) -> Layout:
    from app.ingest.feature_columns import guess_feature_columns  # noqa: PLC0415 -- slow to load
    from app.ingest.geofile import read_features  # noqa: PLC0415

    faults: list[Fault] = []
    stated = mapping_option(upload, "columns", faults)
    if faults:
        raise ImportRefused(faults)
    features = read_features(upload.filename, upload.content, upload.options.get("layer"))
    columns = guess_feature_columns(features.frame, stated)
    return Layout(features.layer, 0, columns, notes=features.notes)
