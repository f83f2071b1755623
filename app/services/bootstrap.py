"""Give an empty database its first release, from a data package, by the same steps a person would take."""

from collections.abc import Callable
from pathlib import Path

from sqlalchemy import select

from app.models import CurrentRelease
from app.repositories.database import write_engine
from app.services.import_package import import_package
from app.services.publish_release import Publication, publish_release

Progress = Callable[[str, int, int], None]


def silent(_step: str, _done: int, _total: int) -> None:
    """Show no progress."""


def bootstrap(url: str, package: Path, progress: Progress = silent) -> Publication | None:
    """Import and publish a package unless something is published already; return the publication, if any.

    Importing and publishing are one transaction, so an interrupted first start leaves nothing half done.
    """
    engine = write_engine(url)
    try:
        with engine.begin() as connection:
            if connection.scalar(select(CurrentRelease.number)) is not None:
                return None
            import_package(connection, package, "bootstrap", progress)
            return publish_release(connection, f"Bundled data of {package.name}", progress)
    finally:
        engine.dispose()
