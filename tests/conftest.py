"""Databases for tests: one throw-away cluster a run, one template a kind, one clone a test.

`POLYCENTRE_TEST_DATABASE_URL` makes the run use that server instead (its role must be a superuser).
"""

import contextlib
import fcntl
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from urllib.parse import urlsplit

import hypothesis
import psycopg
import pytest
from psycopg import sql

from app.embedded import EmbeddedCluster
from app.paths import WENZHOU

# How long an example takes says how busy the machine is, not whether the code is right.
hypothesis.settings.register_profile("untimed", deadline=None)
hypothesis.settings.load_profile("untimed")

RUN = os.environ.get("PYTEST_XDIST_TESTRUNUID", "")[:12] or str(os.getpid())
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "main")
PREFIX = f"pct_{RUN}_"


@dataclass(frozen=True, slots=True)
class Server:
    """A PostgreSQL server on which tests make and drop databases."""

    url: str
    maintenance: str
    base: str

    def address(self, database: str) -> str:
        return urlsplit(self.url)._replace(path=f"/{database}").geturl()

    @contextlib.contextmanager
    def administration(self) -> Iterator[psycopg.Connection]:
        with psycopg.connect(self.address(self.maintenance), autocommit=True) as connection:
            yield connection

    def clone(self, template: str, name: str) -> str:
        """Copy a database; the plain file copy is the quickest where nothing is flushed to disk."""
        statement = sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY file_copy")
        with self.administration() as connection:
            connection.execute(statement.format(sql.Identifier(name), sql.Identifier(template)))
        return self.address(name)

    def drop(self, name: str) -> None:
        """Drop a database and end who uses it.

        Not WITH (FORCE): PostgreSQL refuses that to all but its superusers while autovacuum is at work in the
        database, whereas the plain form sends autovacuum away and waits for everybody to leave.
        """
        leave = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s AND usename IS NOT NULL"
        with self.administration() as connection:
            connection.execute(leave, [name])
            connection.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(name)))

    def template(self, kind: str, base: str, fill: Callable[[str], object]) -> str:
        """Return the template of that kind; the first worker to ask makes it, under a lock, all or nothing."""
        name = f"{PREFIX}{kind}"
        with self.administration() as connection:
            connection.execute("SELECT pg_advisory_lock(7341)")
            if connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone() is None:
                draft = f"{name}_draft"
                self.drop(draft)
                fill(self.clone(base, draft))
                rename = sql.SQL("ALTER DATABASE {} RENAME TO {}")
                connection.execute(rename.format(sql.Identifier(draft), sql.Identifier(name)))
        return name

    def drop_all(self) -> None:
        with self.administration() as connection:
            rows = connection.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [PREFIX])
            names = [str(row[0]) for row in rows]
        for name in names:
            self.drop(name)


@contextlib.contextmanager
def _locked(path: Path, mode: int) -> Iterator[None]:
    with path.open("w") as file:
        fcntl.flock(file, mode)
        yield


def _everybody_else_left(users: Path) -> bool:
    with contextlib.suppress(BlockingIOError), _locked(users, fcntl.LOCK_EX | fcntl.LOCK_NB):
        return True
    return False


@contextlib.contextmanager
def _shared_cluster(folder: Path) -> Iterator[str]:
    """Yield the address of the run's cluster: the first worker starts it and stops it when all have left."""
    folder.mkdir(mode=0o711, exist_ok=True)
    folder.chmod(0o711)  # the server's user passes through
    mutex, users, address = folder / "mutex", folder / "users", folder / "address"
    with contextlib.ExitStack() as mine:
        with _locked(mutex, fcntl.LOCK_EX):
            mine.enter_context(_locked(users, fcntl.LOCK_SH))
            cluster = None if address.exists() else EmbeddedCluster(folder / "data", durable=False)
            if cluster is not None:
                address.write_text(cluster.start(), "utf-8")
        try:
            yield address.read_text("utf-8")
        finally:
            mine.close()
            while cluster is not None:
                with _locked(mutex, fcntl.LOCK_EX):
                    if _everybody_else_left(users):
                        cluster.stop()
                        shutil.rmtree(folder)
                        cluster = None
                time.sleep(0.05)


@pytest.fixture(scope="session")
def cluster() -> Iterator[Server]:
    """Yield the server of this test run."""
    if given := os.environ.get("POLYCENTRE_TEST_DATABASE_URL"):
        server = Server(given, urlsplit(given).path.lstrip("/"), "template0")
        yield server
        if WORKER == "main":
            server.drop_all()
        return
    with _shared_cluster(Path(tempfile.gettempdir()) / f"polycentre-test-{RUN}") as url:
        yield Server(url, "postgres", "polycentre")


@pytest.fixture(scope="session")
def template_db(cluster: Server) -> str:
    """Return the name of a migrated, empty database to clone."""
    from app.migrate import upgrade  # noqa: PLC0415  # tests of pure code do without

    return cluster.template("migrated", cluster.base, upgrade)


@pytest.fixture(scope="session")
def published_template(cluster: Server, template_db: str) -> str:
    """Return the name of a database to clone in which the bundled data is published as release 1."""
    from app.services.bootstrap import bootstrap  # noqa: PLC0415

    return cluster.template("published", template_db, lambda url: bootstrap(url, WENZHOU))


_NUMBERS = count(1)


@contextlib.contextmanager
def _clone(cluster: Server, template: str) -> Iterator[str]:
    name = f"{PREFIX}{WORKER}_{next(_NUMBERS)}"
    yield cluster.clone(template, name)
    cluster.drop(name)


@pytest.fixture
def database_url(cluster: Server, template_db: str) -> Iterator[str]:
    """Yield the address of a migrated, empty database of the test's own."""
    with _clone(cluster, template_db) as url:
        yield url


@pytest.fixture
def published_url(cluster: Server, published_template: str) -> Iterator[str]:
    """Yield the address of a database of the test's own that holds the bundled data as release 1."""
    with _clone(cluster, published_template) as url:
        yield url


@pytest.fixture(scope="session")
def published_readonly_url(cluster: Server, published_template: str) -> Iterator[str]:
    """Yield one published database for all tests of a worker that only read."""
    with _clone(cluster, published_template) as url:
        yield url
