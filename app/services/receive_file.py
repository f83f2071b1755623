"""Take a file into a draft once, however often its client has to send it."""

import hashlib

from sqlalchemy import Connection

from app.errors import Unprocessable
from app.repositories.draft import lock_writers
from app.repositories.draft_records import import_called
from app.services.describe_draft import require_draft
from app.services.import_file import ImportReport, import_file
from app.services.uploads import Upload


def receive_file(
    connection: Connection, draft: int, upload: Upload, by: str, idempotency_key: str | None = None
) -> ImportReport:
    """Import a file into the draft of that number.

    With an ``idempotency_key`` that ``by`` has given before, the first report is returned and nothing is imported.
    Raises Unprocessable when the key was given for something else, ImportRefused with every fault of the file,
    NotFound or Conflict when the number is not that of the open draft.
    """
    lock_writers(connection)
    if idempotency_key is not None and (found := _report(connection, draft, upload, by, idempotency_key)):
        return found
    require_draft(connection, draft)
    return import_file(connection, upload, by, idempotency_key)


def _report(connection: Connection, draft: int, upload: Upload, by: str, key: str) -> ImportReport | None:
    row = import_called(connection, by, key)
    if row is None:
        return None
    sent = (draft, upload.kind, upload.filename, hashlib.sha256(upload.content).hexdigest(), upload.options)
    if sent != tuple(row[name] for name in ("release", "kind", "filename", "sha256", "options")):
        raise Unprocessable("This key was given with another upload; a new upload needs a new key.", "Idempotency-Key")
    return ImportReport.kept(row)
