"""Files as they are handed in."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from app.ingest.columns import UNITS, Stated
from app.ingest.fault import Fault
from app.ingest.matching import Matched

Options = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as somebody hands it in; ``options`` say what the file itself does not."""

    kind: str
    filename: str
    content: bytes
    options: Options = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Imported:
    """What a file changed in the draft, what whoever handed it in should know of how it was read, and its units."""

    changes: dict[str, int]
    notes: list[str] = field(default_factory=list)
    matches: list[Matched] = field(default_factory=list)


def date_option(upload: Upload, name: str, faults: list[Fault]) -> dt.date | None:
    """Return an option that is a date; None when it is not stated or not a date, which becomes a fault."""
    given = upload.options.get(name)
    try:
        return dt.date.fromisoformat(str(given)) if given else None
    except ValueError:
        faults.append(Fault(upload.filename, None, name, f"{given!r} is not a date like 2020-11-01"))
        return None


def mapping_option(upload: Upload, name: str, faults: list[Fault]) -> dict[str, str]:
    """Return an option that maps headings of columns to words; anything else than texts is a fault."""
    given = upload.options.get(name) or {}
    if isinstance(given, dict) and all(isinstance(text, str) for pair in given.items() for text in pair):
        return given
    faults.append(Fault(upload.filename, None, name, "does not map headings to words"))
    return {}


def stated_options(upload: Upload, faults: list[Fault]) -> Stated:
    """Return what was stated of the table: fields and units by heading, and the sheet."""
    units = mapping_option(upload, "units", faults)
    known = ", ".join(UNITS)
    faults += [
        Fault(upload.filename, None, heading, f"{unit[:20]!r} is not one of {known}")
        for heading, unit in units.items()
        if unit not in UNITS
    ]
    return Stated(mapping_option(upload, "columns", faults), units, upload.options.get("sheet"))
