"""Import a Data Package: its resources, in order, through the same door as any single file."""

import hashlib
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from app.ingest.fault import Fault, ImportRefused
from app.services.import_file import ImportReport, import_file
from app.services.uploads import Upload

Progress = Callable[[str, int, int], None]

DESCRIPTOR = "datapackage.json"


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
    try:
        package = json.loads((folder / DESCRIPTOR).read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise ImportRefused([Fault(str(folder / DESCRIPTOR), None, None, f"cannot be read: {error}")]) from None
    resources = package.get("resources") if isinstance(package, dict) else None
    if not isinstance(resources, list) or not resources:
        raise ImportRefused([Fault(DESCRIPTOR, None, "resources", "is not a list of resources")])
    for number, resource in enumerate(resources, start=1):
        if not isinstance(resource, dict):
            raise ImportRefused([Fault(DESCRIPTOR, None, f"resources[{number}]", "is not a resource")])
        if "polycentre" in resource:
            yield _upload(folder, resource, f"resources[{number}]")


def _upload(folder: Path, resource: dict[str, Any], place: str) -> Upload:
    given, options = resource.get("path"), resource["polycentre"]
    if not isinstance(given, str) or not isinstance(options, dict) or not isinstance(options.get("kind"), str):
        raise ImportRefused([Fault(DESCRIPTOR, None, place, "needs a path, and polycentre.kind")])
    if wrong := [name for name, value in options.items() if not isinstance(value, str)]:
        raise ImportRefused([Fault(DESCRIPTOR, None, f"{place}.polycentre.{name}", "is not a text") for name in wrong])
    path = (folder / given).resolve()
    if not path.is_relative_to(folder.resolve()):
        raise ImportRefused([Fault(DESCRIPTOR, None, f"{place}.path", f"{given!r} leaves the package")])
    try:
        content = path.read_bytes()
    except OSError as error:
        raise ImportRefused([Fault(given, None, None, f"cannot be read: {error.strerror}")]) from None
    expected = resource.get("hash")
    if expected and expected != f"sha256:{hashlib.sha256(content).hexdigest()}":
        raise ImportRefused([Fault(given, None, "hash", f"the content does not match the hash in {DESCRIPTOR}")])
    return Upload(options["kind"], given, content, {name: options[name] for name in options if name != "kind"})
