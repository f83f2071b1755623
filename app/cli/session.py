"""What commands share: a transaction on the migrated database, who runs them, and their common option."""

import getpass
import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

import typer
from sqlalchemy import Connection

from app.embedded import open_database
from app.migrate import upgrade
from app.repositories.database import write_engine
from app.repositories.draft import find_draft
from app.services.publish_release import NothingToPublish
from app.settings import load_settings

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for a machine to read.")]


@contextmanager
def transaction() -> Iterator[Connection]:
    """Yield a connection to the migrated database inside one transaction."""
    settings = load_settings()
    with open_database(settings.database_url, settings.data_dir) as url:
        upgrade(url)
        engine = write_engine(url)
        try:
            with engine.begin() as connection:
                yield connection
        finally:
            engine.dispose()


def user() -> str:
    """Return who imports; a container may run under a number that has no name."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return f"user {os.getuid()}"


def current_draft(connection: Connection) -> int:
    """Return the number of the draft; raises NothingToPublish without one."""
    number = find_draft(connection)
    if number is None:
        raise NothingToPublish("there is no draft; import something first")
    return number
