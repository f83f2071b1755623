"""Import a Data Package: its resources, in order, through the same door as any single file."""

import hashlib
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from app.ingest.fault import Fault, ImportRefused
from app.services.import_file import ImportReport, Upload, import_file

Progress = Callable[[str, int, int], None]


def import_package(connection: Connection, folder: Path, by: str, progress: Progress) -> list[ImportReport]:
    """Import every resource that ``datapackage.json`` describes for Polycentre, after checking its hash."""
    uploads = list(_uploads(folder))
    reports = []
    for done, upload in enumerate(uploads):
        progress(f"import {upload.filename}", done, len(uploads))
        reports.append(import_file(connection, upload, by))
    progress("import", len(uploads), len(uploads))
    return reports


def _uploads(folder: Path) -> Iterator[Upload]:
    descriptor = folder / "datapackage.json"
    try:
        package = json.loads(descriptor.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise ImportRefused([Fault(str(descriptor), None, None, f"cannot be read: {error}")]) from None
    for resource in package.get("resources", []):
        if "polycentre" in resource:
            yield _upload(folder, resource)


def _upload(folder: Path, resource: dict[str, Any]) -> Upload:
    path = (folder / resource["path"]).resolve()
    if not path.is_relative_to(folder.resolve()):
        raise ImportRefused([Fault("datapackage.json", None, "path", f"{resource['path']!r} leaves the package")])
    try:
        content = path.read_bytes()
    except OSError as error:
        raise ImportRefused([Fault(resource["path"], None, None, f"cannot be read: {error.strerror}")]) from None
    expected = resource.get("hash")
    if expected and expected != f"sha256:{hashlib.sha256(content).hexdigest()}":
        reason = "the content does not match the hash in datapackage.json"
        raise ImportRefused([Fault(resource["path"], None, "hash", reason)])
    options = {name: value for name, value in resource["polycentre"].items() if name != "kind"}
    return Upload(resource["polycentre"]["kind"], resource["path"], content, options)
