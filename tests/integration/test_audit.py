"""The log of what was done: complete, in the same transaction, and never altered."""

import psycopg
import pytest
from psycopg import errors

from app.domain.access import ACTIONS
from app.errors import Unprocessable
from app.services.discard import discard
from app.services.import_file import import_file
from app.services.preview_draft import preview_draft
from app.services.publish_release import publish_release
from app.services.read_audit import read_audit
from app.services.restore_release import restore_release
from app.services.steps import silent
from app.services.uploads import Upload
from tests.integration.small import bring, faults_of, query, writing
from tests.integration.test_draft import LONG, MOVED
from tests.integration.test_keys import issue

LOG = "SELECT action, actor, release FROM polycentre.audit_event ORDER BY id"


def test_the_first_release_is_in_it(small_url: str) -> None:
    told = query(small_url, LOG)
    assert told[0] == ("draft.open", "bootstrap", 1)
    assert [action for action, _, _ in told].count("file.import") == 6
    assert told[-1] == ("release.publish", "bootstrap", 1)


def test_every_change_leaves_its_line(small_url: str) -> None:
    before = len(query(small_url, LOG))
    bring(small_url, "census", "moved.csv", MOVED, **LONG)
    with writing(small_url) as connection:
        discard(connection, 2, "wang")
    bring(small_url, "census", "moved.csv", MOVED, **LONG)
    with writing(small_url) as connection:
        preview_draft(connection, 2, silent, "li")
    with writing(small_url) as connection:
        publish_release(connection, "why", silent, "li")
    with writing(small_url) as connection:
        restore_release(connection, 1, "back", silent, "zhao")
    issue(small_url)
    assert query(small_url, LOG)[before:] == [
        ("draft.open", "test", 2), ("file.import", "test", 2), ("draft.discard", "wang", 2),
        ("draft.open", "test", 2), ("file.import", "test", 2), ("draft.preview", "li", 2),
        ("release.publish", "li", 2),
        ("draft.open", "zhao", 3), ("release.restore", "zhao", 3), ("release.publish", "zhao", 3),
        ("key.create", "a test", None),
    ]  # fmt: skip
    assert {action for action, _, _ in query(small_url, LOG)} | {"key.revoke", "outlines.fix"} == set(ACTIONS)


def test_what_is_refused_or_rolled_back_leaves_none(small_url: str) -> None:
    before = query(small_url, LOG)
    faults_of(small_url, "census", "moved.csv", MOVED.replace("290", "1"), **LONG)
    with writing(small_url) as connection:
        import_file(connection, Upload("census", "moved.csv", MOVED.encode(), dict(LONG)), "test")
        connection.rollback()
    assert query(small_url, LOG) == before


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE polycentre.audit_event SET actor = 'nobody'",
        "DELETE FROM polycentre.audit_event",
        "DELETE FROM polycentre.audit_event WHERE false",
        "TRUNCATE polycentre.audit_event",
    ],
)
def test_its_owner_cannot_alter_it_either(refusing_url: str, statement: str) -> None:
    before = query(refusing_url, LOG)
    with psycopg.connect(refusing_url) as connection, pytest.raises(errors.InsufficientPrivilege, match="only ever"):
        connection.execute(statement.encode())
    assert query(refusing_url, LOG) == before


def test_pages_are_newest_first_and_narrowed(small_url: str) -> None:
    bring(small_url, "census", "moved.csv", MOVED, **LONG)
    with writing(small_url) as connection:
        total, page = read_audit(connection, 2)
        assert [item["action"] for item in page] == ["file.import", "draft.open"]
        assert page[0]["details"]["changes"]["changed"] == 2
        rest = [item["id"] for start in range(2, total, 2) for item in read_audit(connection, 2, start)[1]]
        assert len({*rest, *(item["id"] for item in page)}) == total
        assert read_audit(connection, 10, release=2)[0] == 2
        assert [i["release"] for i in read_audit(connection, 10, action="release.publish")[1]] == [1]
        with pytest.raises(Unprocessable):
            read_audit(connection, 10, action="release.vanish")
