"""Import a Data Package: its resources, in order, through the same door as any single file."""

import hashlib
import json
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from app.ingest.fault import Fault, ImportRefused
from app.ingest.tables import MAX_BYTES
from app.ingest.unpacking import refused, unpack
from app.repositories.draft import lock_writers
from app.services.import_file import ImportReport, import_file
from app.services.open_draft import ensure_draft
from app.services.steps import Progress
from app.services.uploads import Upload

DESCRIPTOR = "datapackage.json"
_LARGEST = 2_147_483_647


def import_package(connection: Connection, package: Path, by: str, progress: Progress) -> list[ImportReport]:
    """Import every resource that ``datapackage.json`` describes for Polycentre, after checking its hash.

    ``package`` is a folder or a zip of one. The release of another service keeps its number where there is none yet,
    for numbers stand in receipts and addresses; elsewhere it becomes part of the next one. Raises ImportRefused.
    """
    if package.is_dir():
        return _import_folder(connection, package, by, progress)
    if package.stat().st_size > MAX_BYTES:
        raise refused(package.name, f"larger than {MAX_BYTES // 2**20} MB; unpack it and import the folder")
    with tempfile.TemporaryDirectory(prefix="polycentre-") as folder:
        unpack(package.name, package.read_bytes(), Path(folder))
        if not (Path(folder) / DESCRIPTOR).is_file():
            raise refused(package.name, f"holds no {DESCRIPTOR} at its top")
        return _import_folder(connection, Path(folder), by, progress)


def _import_folder(connection: Connection, folder: Path, by: str, progress: Progress) -> list[ImportReport]:
    package = _descriptor(folder)
    uploads, release = list(_uploads(folder, package)), _release(package)
    if uploads:
        lock_writers(connection)
        ensure_draft(connection, by, release)
    reports = []
    for done, upload in enumerate(uploads):
        progress(f"import {upload.filename}", done, len(uploads))
        reports.append(import_file(connection, upload, by))
    progress("import", len(uploads), len(uploads))
    return reports


def _descriptor(folder: Path) -> dict[str, Any]:
    try:
        package = json.loads((folder / DESCRIPTOR).read_text("utf-8"))
    except OSError as error:
        raise refused(DESCRIPTOR, f"cannot be read: {error.strerror}") from None
    except (ValueError, RecursionError) as error:
        raise refused(DESCRIPTOR, f"cannot be read: {error}") from None
    if not isinstance(package, dict):
        raise refused(DESCRIPTOR, "is not an object with resources")
    return package


def _release(package: dict[str, Any]) -> int:
    """Return the number of the release that the package was made from; 1 where it was made from none."""
    about = package.get("polycentre", {})
    number = about.get("release", 1) if isinstance(about, dict) else None
    if type(number) is not int or not 1 <= number < _LARGEST:
        raise refused(DESCRIPTOR, "is not the number of a release", "polycentre.release")
    return number


def _uploads(folder: Path, package: dict[str, Any]) -> Iterator[Upload]:
    resources = package.get("resources")
    if not isinstance(resources, list) or not resources:
        raise refused(DESCRIPTOR, "is not a list of resources", "resources")
    for number, resource in enumerate(resources, start=1):
        if not isinstance(resource, dict):
            raise refused(DESCRIPTOR, "is not a resource", f"resources[{number}]")
        if "polycentre" in resource:
            yield _upload(folder, resource, f"resources[{number}]")


def _upload(folder: Path, resource: dict[str, Any], place: str) -> Upload:
    given, options = resource.get("path"), resource["polycentre"]
    if not isinstance(given, str) or not isinstance(options, dict) or not isinstance(options.get("kind"), str):
        raise refused(DESCRIPTOR, "needs a path, and polycentre.kind", place)
    if wrong := [name for name, value in options.items() if not isinstance(value, str)]:
        raise ImportRefused([Fault(DESCRIPTOR, None, f"{place}.polycentre.{name}", "is not a text") for name in wrong])
    for name, value in {"path": given, **{f"polycentre.{name}": value for name, value in options.items()}}.items():
        if not _is_text(value):
            raise refused(DESCRIPTOR, "holds characters that no text has", f"{place}.{name}")
    if not (path := (folder / given).resolve()).is_relative_to(folder.resolve()):
        raise refused(DESCRIPTOR, f"{given!r} leaves the package", f"{place}.path")
    try:
        content = path.read_bytes()
    except OSError as error:
        raise refused(given, f"cannot be read: {error.strerror}") from None
    expected = resource.get("hash")
    if expected and expected != f"sha256:{hashlib.sha256(content).hexdigest()}":
        raise refused(given, f"the content does not match the hash in {DESCRIPTOR}", "hash")
    return Upload(options["kind"], given, content, {name: options[name] for name in options if name != "kind"})


def _is_text(value: str) -> bool:
    """Whether a string can be stored: JSON may write NUL, and halves of a pair of code units."""
    return "\0" not in value and not any("\ud800" <= character <= "\udfff" for character in value)
