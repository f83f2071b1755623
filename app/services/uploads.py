"""Files as they are handed in."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from app.ingest.fault import Fault

Options = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as somebody hands it in; ``options`` say what the file itself does not."""

    kind: str
    filename: str
    content: bytes
    options: Options = field(default_factory=dict)


def date_option(upload: Upload, name: str, faults: list[Fault]) -> dt.date | None:
    """Return an option that is a date; None when it is not stated or not a date, which becomes a fault."""
    given = upload.options.get(name)
    try:
        return dt.date.fromisoformat(str(given)) if given else None
    except ValueError:
        faults.append(Fault(upload.filename, None, name, f"{given!r} is not a date like 2020-11-01"))
        return None
