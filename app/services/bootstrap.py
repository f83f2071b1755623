"""Give an empty database its first release, from data packages, by the same steps a person would take."""

from collections.abc import Sequence
from pathlib import Path

from sqlalchemy import select

from app.models import CurrentRelease
from app.repositories.database import write_engine
from app.repositories.draft import lock_writers
from app.services.import_package import import_package
from app.services.publish_release import Publication, publish_release
from app.services.steps import Progress, silent


def bootstrap(url: str, packages: Path | Sequence[Path], progress: Progress = silent) -> Publication | None:
    """Import packages, in order, and publish them unless something is published already; return the publication.

    Importing and publishing are one transaction, so an interrupted first start leaves nothing half done; of two
    services that start at once on one database, the second waits for the first and finds its release.
    """
    wanted = [packages] if isinstance(packages, Path) else packages
    engine = write_engine(url)
    try:
        with engine.begin() as connection:
            lock_writers(connection)
            if not wanted or connection.scalar(select(CurrentRelease.number)) is not None:
                return None
            for package in wanted:
                import_package(connection, package, "bootstrap", progress)
            names = ", ".join(package.name for package in wanted)
            return publish_release(connection, f"Bundled data of {names}", progress)
    finally:
        engine.dispose()
