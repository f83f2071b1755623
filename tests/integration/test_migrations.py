"""The schema: up from nothing, repeated, at once, down again; and what the reading role may do."""

import asyncio
import logging
import subprocess
import sys
from collections.abc import Iterator
from itertools import count
from urllib.parse import urlsplit

import psycopg
import pytest
from alembic import command
from psycopg import errors, sql

from app.grants import have_role
from app.migrate import alembic_config, upgrade
from app.models import Base
from app.repositories.database import Reader
from app.repositories.roles import READER, TAKING_ON
from app.services.open_draft import open_new_draft
from app.services.preview_draft import preview_draft
from app.services.steps import silent
from tests.conftest import PREFIX, WORKER, Server
from tests.integration.small import publish, query, state, writing

_NUMBERS = count(1)
# The tables with a release that hold neither the log, nor jobs, nor what was brought in.
_BAKED = """
SELECT table_name FROM information_schema.columns
WHERE table_schema = 'polycentre' AND column_name = 'release'
    AND table_name NOT IN ('audit_event', 'job', 'import_record', 'current_release')
"""


@pytest.fixture
def empty_url(cluster: Server) -> Iterator[str]:
    """Yield the address of a database in which nothing was made yet."""
    name = f"{PREFIX}{WORKER}_empty_{next(_NUMBERS)}"
    yield cluster.clone(cluster.base, name)
    cluster.drop(name)


def tables(url: str) -> set[str]:
    return {row[0] for row in query(url, "SELECT tablename FROM pg_tables WHERE schemaname = 'polycentre'")}


def test_up_from_nothing_is_what_the_models_say(empty_url: str) -> None:
    assert tables(empty_url) == set()
    upgrade(empty_url)
    assert tables(empty_url) == {table.name for table in Base.metadata.sorted_tables} | {"alembic_version"}
    with writing(empty_url) as connection:
        command.check(alembic_config(connection))


def test_up_again_changes_nothing(small_url: str) -> None:
    before = state(small_url)
    upgrade(small_url)
    assert state(small_url) == before


def test_releases_published_before_get_the_attributes_of_their_units(published_url: str) -> None:
    told = "SELECT unit, reference_date, attributes::text FROM polycentre.unit_attributes ORDER BY 1, 2"
    before = query(published_url, told)
    with writing(published_url) as connection:
        command.downgrade(alembic_config(connection), "0001")
    upgrade(published_url)
    assert before
    assert query(published_url, told) == before
    assert query(published_url, "SELECT count(*) FROM polycentre.unit_zones")[0][0] > 0


def test_down_and_up_again(empty_url: str) -> None:
    upgrade(empty_url)
    with writing(empty_url) as connection:
        command.downgrade(alembic_config(connection), "base")
    assert tables(empty_url) == {"alembic_version"}
    upgrade(empty_url)
    with writing(empty_url) as connection:
        command.check(alembic_config(connection))


def test_down_leaves_nothing_of_a_preview_that_a_publication_would_meet(small_url: str) -> None:
    baked = [row[0] for row in query(small_url, _BAKED)]
    with writing(small_url) as connection:
        open_new_draft(connection, "test")
        preview_draft(connection, 2, silent, "test")

    def of(release: int) -> dict[str, int]:
        counted = "SELECT count(*) FROM polycentre.{} WHERE release = %s"
        return {table: query(small_url, counted.format(table), release)[0][0] for table in baked}

    published = of(1)
    assert of(2) == published
    assert {"tile", "unit_value", "map_vintage"} <= {table for table, rows in published.items() if rows}
    with writing(small_url) as connection:
        command.downgrade(alembic_config(connection), "0007")
    assert set(of(2).values()) == {0}
    assert of(1) == published
    upgrade(small_url)
    assert publish(small_url).release == 2
    assert of(2) == published


def test_two_processes_at_once(empty_url: str) -> None:
    code = "import sys; from app.migrate import upgrade; upgrade(sys.argv[1])"
    both = [subprocess.Popen([sys.executable, "-c", code, empty_url], stderr=subprocess.PIPE) for _ in range(2)]
    assert [(process.communicate(timeout=120)[1], process.returncode) for process in both] == [(b"", 0), (b"", 0)]
    assert "release" in tables(empty_url)


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO polycentre.unit VALUES ('x', 1)",
        "UPDATE polycentre.release SET note = 'x'",
        "DELETE FROM polycentre.observation",
        "TRUNCATE polycentre.tile",
        "CREATE TABLE polycentre.mine (id int)",
        "CREATE TABLE public.mine (id int)",
        "DROP TABLE polycentre.tile",
        "ALTER TABLE polycentre.tile ADD COLUMN x int",
        "SELECT content FROM polycentre.import_record",
        "SELECT * FROM polycentre.import_record",
    ],
)
def test_readers_may_only_read(refusing_url: str, statement: str) -> None:
    with psycopg.connect(refusing_url) as connection:
        connection.execute(sql.SQL("SET ROLE {}").format(sql.Identifier(READER)))
        with pytest.raises(errors.InsufficientPrivilege):
            connection.execute(statement.encode())


def test_readers_see_facts_results_and_tiles(refusing_url: str) -> None:
    with psycopg.connect(refusing_url) as connection:
        connection.execute(sql.SQL("SET ROLE {}").format(sql.Identifier(READER)))
        for table in ("observation", "measure_result", "tile", "current_release"):
            found = connection.execute(sql.SQL("SELECT count(*) FROM polycentre.{}").format(sql.Identifier(table)))
            assert (found.fetchone() or (0,))[0] > 0
        assert connection.execute("SELECT tiles.county(1, 8, 213, 107) IS NULL").fetchone() is not None


@pytest.fixture
def modest(cluster: Server, empty_url: str) -> Iterator[str]:
    """Yield the address of an empty database for a role that owns it and may do nothing else."""
    role = f"{PREFIX}{WORKER}_modest_{next(_NUMBERS)}"
    name = sql.Identifier(urlsplit(empty_url).path.lstrip("/"))
    with psycopg.connect(empty_url, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE ROLE {} NOLOGIN").format(sql.Identifier(role)))
        connection.execute(sql.SQL("GRANT CREATE ON DATABASE {} TO {}").format(name, sql.Identifier(role)))
        # Whoever connects here becomes that role, as if it had logged in: peer authentication knows no new users.
        owner = sql.Identifier(str(connection.info.user))
        connection.execute(sql.SQL("GRANT {} TO {}").format(sql.Identifier(role), owner))
        connection.execute(sql.SQL("ALTER DATABASE {} SET role TO {}").format(name, sql.Identifier(role)))
    yield empty_url
    cluster.drop(urlsplit(empty_url).path.lstrip("/"))
    with cluster.administration() as connection:
        connection.execute(sql.SQL("DROP ROLE {}").format(sql.Identifier(role)))


async def who_reads(url: str) -> tuple[str, int]:
    """Return as whom the service reads, and the number of releases it sees, having tried to delete them."""
    reader = Reader(url)
    await reader.open()
    try:
        with pytest.raises((errors.ReadOnlySqlTransaction, errors.InsufficientPrivilege)):
            await reader.sql("DELETE FROM polycentre.release")
        row = (await reader.sql("SELECT current_user::text AS who, count(*) AS seen FROM polycentre.release"))[0]
        return row["who"], row["seen"]
    finally:
        await reader.close()


def test_the_service_reads_as_the_reader(small_url: str) -> None:
    assert asyncio.run(who_reads(small_url)) == (READER, 1)


def test_without_the_right_to_make_roles_it_warns_and_works(
    modest: str, template_db: str, caplog: pytest.LogCaptureFixture
) -> None:
    assert template_db  # the server has the role, made for another database, yet we are no member of it
    with caplog.at_level(logging.WARNING):
        upgrade(modest)
    assert [record.message for record in caplog.records if READER in record.message]
    assert "release" in tables(modest)
    who, seen = asyncio.run(who_reads(modest))
    assert (who, seen) == (query(modest, "SELECT current_user::text")[0][0], 0)
    assert who != READER


def test_whoever_may_make_roles_takes_them_on(modest: str, cluster: Server) -> None:
    """From PostgreSQL 16 on, making a role makes its maker a member who may not take it on."""
    maker = query(modest, "SELECT current_user::text")[0][0]
    with cluster.administration() as connection:
        connection.execute(sql.SQL("ALTER ROLE {} CREATEROLE").format(sql.Identifier(maker)))
    role = f"{maker}_made"
    with writing(modest) as connection:
        for _ in range(2):
            assert have_role(connection, role)
        assert connection.exec_driver_sql(f"SELECT pg_has_role('{role}', {TAKING_ON})").scalar_one()
        connection.exec_driver_sql(f"SET LOCAL ROLE {role}")
    with cluster.administration() as connection:
        connection.execute(sql.SQL("DROP ROLE {}").format(sql.Identifier(role)))
