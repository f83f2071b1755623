"""Editors and publishers have the rights of their work and no others, and the service takes them on."""

from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest
from psycopg import errors, sql
from sqlalchemy import Connection, text

from app.domain.access import Scope
from app.repositories.roles import EDITOR, PUBLISHER
from app.repositories.writer import Writer
from app.services.check_draft import check_draft
from app.services.diff_release import diff_release
from app.services.discard import discard
from app.services.import_file import import_file
from app.services.import_package import import_package
from app.services.publish_release import publish_release
from app.services.restore_release import restore_release
from app.services.steps import silent
from app.services.uploads import Upload
from tests.integration.small import PLAN, bring, current, outlines, query, state
from tests.integration.test_draft import LONG, MOVED, changed

BOTH = [
    "UPDATE polycentre.import_record SET content = 'x'",
    "UPDATE polycentre.audit_event SET actor = 'x'",
    "DELETE FROM polycentre.audit_event",
    "TRUNCATE polycentre.audit_event",
    "INSERT INTO polycentre.api_key SELECT * FROM polycentre.api_key",
    "UPDATE polycentre.api_key SET scope = 'publish'",
    "UPDATE polycentre.api_key SET revoked_at = NULL",
    "DELETE FROM polycentre.api_key",
    "TRUNCATE polycentre.observation",
    "DROP TABLE polycentre.tile",
    "ALTER TABLE polycentre.release ADD COLUMN x int",
    "CREATE TABLE polycentre.mine (id int)",
    "CREATE TABLE public.mine (id int)",
    "ALTER TABLE polycentre.audit_event DISABLE TRIGGER append_only",
    "CREATE ROLE another",
]
ONLY_PUBLISHERS = [
    "UPDATE polycentre.release SET note = 'x'",
    "UPDATE polycentre.current_release SET number = 1",
    "DELETE FROM polycentre.tile",
    "UPDATE polycentre.measure_result SET value = 1",
    "UPDATE polycentre.job SET state = 'running'",
]
REFUSED = [(EDITOR, statement) for statement in BOTH + ONLY_PUBLISHERS] + [(PUBLISHER, each) for each in BOTH]


@pytest.mark.parametrize(("role", "statement"), REFUSED)
def test_a_role_may_do_no_more_than_its_work(refusing_url: str, role: str, statement: str) -> None:
    with psycopg.connect(refusing_url) as connection:
        connection.execute(sql.SQL("SET ROLE {}").format(sql.Identifier(role)))
        with pytest.raises(errors.InsufficientPrivilege):
            connection.execute(statement.encode())


def as_scope(url: str, scope: Scope, *work: Callable[[Connection], object]) -> None:
    """Do work as the service does it for somebody with that scope."""
    writer = Writer(url)
    try:
        for each in work:
            with writer.transaction(scope) as connection:
                role = connection.execute(text("SELECT current_user")).scalar_one()
                assert role == {Scope.EDIT: EDITOR, Scope.PUBLISH: PUBLISHER}[scope]
                each(connection)
    finally:
        writer.close()


def test_editors_fill_check_compare_and_discard(small_url: str, small_package: Path) -> None:
    before = state(small_url)
    shapes = Upload(
        "boundaries", "b.geojson", outlines(dict(changed())),
        {"vintage": "2021-01-01", "precision_class": "official", "source": "bureau"},
    )  # fmt: skip
    as_scope(
        small_url, Scope.EDIT,
        lambda c: import_package(c, small_package, "test", silent),
        lambda c: import_file(c, Upload("census", "moved.csv", MOVED.encode(), dict(LONG)), "test"),
        lambda c: import_file(c, Upload("sources", "s.csv", b"id,title\nnew,New\n"), "test"),
        lambda c: import_file(c, Upload("plan", "p.toml", PLAN.replace("version = 1", "version = 2").encode()), "test"),
        lambda c: import_file(c, shapes, "test"),
        lambda c: check_draft(c, 2),
        lambda c: diff_release(c, 2),
        lambda c: discard(c, 2, "test"),
    )  # fmt: skip
    assert state(small_url) == before


def test_publishers_publish_and_restore(small_url: str) -> None:
    bring(small_url, "census", "moved.csv", MOVED, **LONG)
    as_scope(
        small_url, Scope.PUBLISH,
        lambda c: publish_release(c, "two", silent, "test"),
        lambda c: restore_release(c, 1, "back", silent, "test"),
    )  # fmt: skip
    assert current(small_url) == 3
    tiles = "SELECT release, count(*) FROM polycentre.tile GROUP BY 1 ORDER BY 1"
    assert len({count for _, count in query(small_url, tiles)}) == 1


def test_editors_cannot_publish(small_url: str) -> None:
    bring(small_url, "census", "moved.csv", MOVED, **LONG)
    before = state(small_url)
    with pytest.raises(Exception, match="permission denied"):
        as_scope(small_url, Scope.EDIT, lambda c: publish_release(c, "two", silent, "test"))
    assert state(small_url) == before


def test_a_session_leaves_no_role_behind(small_url: str) -> None:
    writer = Writer(small_url)
    with writer.session(Scope.PUBLISH) as connection:
        assert connection.execute(text("SELECT current_user")).scalar_one() == PUBLISHER
    with writer.transaction(Scope.READ) as connection:
        assert connection.execute(text("SELECT current_user")).scalar_one() not in {EDITOR, PUBLISHER}
    writer.close()


def test_large_tables_are_analysed_for_the_planner(small_url: str) -> None:
    known = "SELECT reltuples FROM pg_class WHERE oid = 'polycentre.observation'::regclass"
    assert query(small_url, known)[0][0] < 7
    lines = "".join(
        f"330383,resident_population,{year}-{month:02}-{day:02},400,A,0,bureau,\n"
        for year in range(1980, 1984) for month in range(1, 13) for day in range(1, 28)
    )  # fmt: skip
    table = "unit,indicator,reference_date,value,status,half_width,source,method\n" + lines
    as_scope(
        small_url, Scope.EDIT,
        lambda c: import_file(c, Upload("census", "long.csv", table.encode(), dict(LONG)), "test"),
    )  # fmt: skip
    assert query(small_url, known)[0][0] > 1000
