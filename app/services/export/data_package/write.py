"""A published release as a Data Package in one zip, from which another service publishes the same release."""

import asyncio
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from app.repositories.database import Reader
from app.repositories.facts import facts_of
from app.repositories.package_facts import package_outlines, package_statements
from app.repositories.plans import plan_files_of, plan_statements
from app.repositories.pointer import ReleaseName
from app.services.export.data_package.descriptor import descriptor
from app.services.export.data_package.plan_files import plan_resources
from app.services.export.data_package.resource import Resource
from app.services.export.data_package.tables import census_resources, register_resources
from app.services.export.place import place_slug
from app.services.import_package import DESCRIPTOR
from app.services.steps import Progress

Rows = Mapping[str, Sequence[Mapping[str, Any]]]

_NO_TIME = (1980, 1, 1, 0, 0, 0)  # the first that a zip can tell
_READABLE = 0o100644 << 16


async def write_data_package(reader: Reader, release: ReleaseName, path: Path, progress: Progress) -> dict[str, int]:
    """Write the package; return how many entries of each kind it holds. Equal releases give equal bytes."""
    number = release.number
    statements = package_statements(number) | plan_statements(number) | {"outlines": package_outlines(number)}
    rows = {name: await reader.rows(statement) for name, statement in statements.items()}
    place = await place_slug(reader, release)
    return await asyncio.to_thread(_write, path, number, place, rows, progress)


def _write(path: Path, release: int, place: str, rows: Rows, progress: Progress) -> dict[str, int]:
    resources: list[Resource] = []
    for resource in _resources(rows):
        progress(f"export {resource.path}", len(resources), len(resources) + 1)
        resources.append(resource)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        _add(archive, DESCRIPTOR, descriptor(release, place, rows["sources"], resources))
        for resource in resources:
            _add(archive, resource.path, resource.content)
    progress("export", len(resources), len(resources))
    return _counts(resources)


def _resources(rows: Rows) -> Iterator[Resource]:
    """Yield what a package holds, in an order in which everything finds what it rests on."""
    # GDAL takes a second to load.
    from app.services.export.data_package.outlines import outline_resources  # noqa: PLC0415

    facts = facts_of({name: rows[name] for name in ("units", "lineage", "datasets")})
    yield from register_resources(rows, facts)
    yield from census_resources(rows["observations"], rows["datasets"], facts)
    yield from outline_resources(rows["outlines"], facts)
    yield from plan_resources(plan_files_of(rows))


def _add(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    entry = zipfile.ZipInfo(name, _NO_TIME)
    entry.compress_type, entry.create_system, entry.external_attr = zipfile.ZIP_DEFLATED, 3, _READABLE
    archive.writestr(entry, content)


def _counts(resources: Sequence[Resource]) -> dict[str, int]:
    counts: Counter[str] = Counter()
    for resource in resources:
        counts[resource.options["kind"]] += resource.rows or 1
    return dict(counts)
