"""Import a Data Package: its resources, in order, through the same door as any single file."""

import hashlib
import io
import json
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from sqlalchemy import Connection

from app.ingest.fault import Fault, ImportRefused
from app.ingest.limits import MAX_BYTES
from app.ingest.unpacking import refused, unpack
from app.repositories.draft import lock_writers
from app.repositories.draft_records import import_called
from app.services.import_file import ImportReport
from app.services.open_draft import ensure_draft
from app.services.receive_file import receive_file
from app.services.steps import Progress, silent
from app.services.uploads import Upload

DESCRIPTOR = "datapackage.json"
_LARGEST = 2_147_483_647


def import_package(connection: Connection, package: Path, by: str, progress: Progress = silent) -> list[ImportReport]:
    """Import every resource that ``datapackage.json`` describes for Polycentre, after checking its hash.

    ``package`` is a folder or a zip of one. The release of another service keeps its number where there is none yet,
    for numbers stand in receipts and addresses; elsewhere it becomes part of the next one. Raises ImportRefused, after
    which the caller's transaction must be rolled back.
    """
    if package.is_dir():
        return _import_folder(connection, package, by, progress)
    with package.open("rb") as packed:
        return import_packed(connection, package.name, packed, by, progress=progress)


def import_packed(
    connection: Connection,
    name: str,
    packed: IO[bytes],
    by: str,
    *,
    progress: Progress = silent,
    idempotency_key: str | None = None,
) -> list[ImportReport]:
    """Import the zip of a package, as import_package; ``name`` is what faults call it.

    Sent again with an ``idempotency_key``, each of its files counts once; raises Unprocessable where one differs.
    """
    if packed.seek(0, io.SEEK_END) > MAX_BYTES:
        raise refused(name, f"larger than {MAX_BYTES // 2**20} MB; unpack it and import the folder")
    with tempfile.TemporaryDirectory(prefix="polycentre-") as folder:
        unpack(name, packed, Path(folder))
        if not (Path(folder) / DESCRIPTOR).is_file():
            raise refused(name, f"holds no {DESCRIPTOR} at its top")
        return _import_folder(connection, Path(folder), by, progress, idempotency_key)


def _import_folder(
    connection: Connection, folder: Path, by: str, progress: Progress, key: str | None = None
) -> list[ImportReport]:
    package = _descriptor(folder)
    resources, release = list(_resources(package)), _release(package)
    lock_writers(connection)
    sent_before = key and import_called(connection, by, f"{key}: {resources[0][0]}")
    draft = sent_before["release"] if sent_before else ensure_draft(connection, by, release)
    reports = []
    for done, (place, resource) in enumerate(resources):
        upload = _upload(folder, resource, place)  # one at a time: not all of them need be in memory together
        progress(f"import {upload.filename}", done, len(resources))
        named = None if key is None else f"{key}: {place}"
        reports.append(receive_file(connection, draft, upload, by, named))
    progress("import", len(resources), len(resources))
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


def _resources(package: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the resources that are described for Polycentre, with where they stand in the descriptor."""
    resources = package.get("resources")
    if not isinstance(resources, list) or not resources:
        raise refused(DESCRIPTOR, "is not a list of resources", "resources")
    for number, resource in enumerate(resources, start=1):
        if not isinstance(resource, dict):
            raise refused(DESCRIPTOR, "is not a resource", f"resources[{number}]")
        if "polycentre" in resource:
            yield f"resources[{number}]", resource
    if not any("polycentre" in resource for resource in resources):
        raise refused(DESCRIPTOR, "describe nothing that is imported here", "resources")


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
