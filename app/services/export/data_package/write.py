"""A published release as a Data Package, a folder or one zip, from which another service publishes the same release."""

import asyncio
import tempfile
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import aclosing
from pathlib import Path

from sqlalchemy import func, select

from app.domain.facts import Facts
from app.repositories.database import Reader, Statement
from app.repositories.facts import facts_of
from app.repositories.package_facts import package_outlines, package_statements
from app.repositories.plans import plan_files_of, plan_statements
from app.repositories.pointer import ReleaseName
from app.services.export.data_package.descriptor import descriptor
from app.services.export.data_package.folder import PackageFolder, Part, Row
from app.services.export.data_package.plan_files import write_plans
from app.services.export.data_package.tables import TABLES, Census, Register
from app.services.export.place import place_slug
from app.services.import_package import DESCRIPTOR
from app.services.steps import Progress, Steps

FORMAT = 2  # of the zip: another one where the same release no longer gives the same bytes

_KNOWN = ("sources", "datasets", "units", "lineage")  # what every part refers to


async def write_data_package(reader: Reader, release: ReleaseName, path: Path, progress: Progress) -> dict[str, int]:
    """Write the package as a zip; return how many entries of each kind it holds. Equal releases give equal bytes."""
    with tempfile.TemporaryDirectory(prefix="polycentre-") as root:
        folder = await _filled(reader, release, Path(root), progress)
        await asyncio.to_thread(folder.pack, DESCRIPTOR, path)
    return _counts(folder)


async def write_package_folder(reader: Reader, release: ReleaseName, root: Path, progress: Progress) -> dict[str, int]:
    """Write the package as a folder, which may be there; return how many entries of each kind it holds."""
    return _counts(await _filled(reader, release, root, progress))


async def _filled(reader: Reader, release: ReleaseName, root: Path, progress: Progress) -> PackageFolder:
    """Write the files of a package; of its counts and outlines only some are in memory at once."""
    folder, statements = PackageFolder(root), package_statements(release.number)
    rows = {name: await reader.rows(statements[name]) for name in _KNOWN}
    statements |= {"outlines": package_outlines(release.number)}
    steps = Steps("export", progress, sum([await _count(reader, each) for each in statements.values()]))
    for name, part in (await asyncio.to_thread(_parts, folder, rows)).items():
        await _fill(part, reader, statements[name], steps)
    plans = {name: await reader.rows(statement) for name, statement in plan_statements(release.number).items()}
    await asyncio.to_thread(write_plans, folder, plan_files_of(plans))
    about = descriptor(release.number, await place_slug(reader, release), rows["sources"], folder.resources)
    folder.path(DESCRIPTOR).write_bytes(about)
    steps.end()
    return folder


async def _count(reader: Reader, statement: Statement) -> int:
    rows = await reader.rows(select(func.count().label("rows")).select_from(statement.order_by(None).subquery()))
    return int(rows[0]["rows"])


def _parts(folder: PackageFolder, rows: Mapping[str, Sequence[Row]]) -> dict[str, Part]:
    """Return what a package holds by statement, in an order in which everything finds what it rests on."""
    # GDAL takes a second to load.
    from app.services.export.data_package.outlines import Outlines  # noqa: PLC0415

    facts: Facts = facts_of({name: rows[name] for name in ("units", "lineage", "datasets")})
    titles = {row["id"]: row["title_en"] for row in rows["datasets"]}
    registers: dict[str, Part] = {kind: Register(folder, kind, facts) for kind in TABLES}
    return registers | {"observations": Census(folder, titles, facts), "outlines": Outlines(folder, facts)}


async def _fill(part: Part, reader: Reader, statement: Statement, steps: Steps) -> None:
    try:
        async with aclosing(reader.batches(statement)) as batches:
            async for rows in batches:
                await asyncio.to_thread(part.write, rows)
                steps.advance(len(rows))
    finally:
        await asyncio.to_thread(part.close)


def _counts(folder: PackageFolder) -> dict[str, int]:
    counts: Counter[str] = Counter()
    for resource in folder.resources:
        counts[resource.options["kind"]] += resource.rows
    return dict(counts)
