"""API keys: shown once, kept as a hash, ended in time or by hand, and found out by nobody."""

from __future__ import annotations

import asyncio
import datetime as dt
import hashlib

import pytest

from app.domain.access import Principal, Scope
from app.errors import NotFound, Unauthorized, Unavailable, Unprocessable
from app.repositories.writer import Writer
from app.services.authenticate import Authenticator
from app.services.issue_key import issue_key, list_keys, revoke_key
from tests.integration.small import query, writing


def issue(url: str, scope: str = "edit", lifetime: str | None = "90d", name: str = "office") -> str:
    with writing(url) as connection:
        return issue_key(connection, name, scope, lifetime, "a test")


def shown(url: str, **headers: str) -> Principal | None:
    """Return who a fresh worker takes the bearer for."""
    writer = Writer(url)
    try:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return asyncio.run(Authenticator(writer).principal(named))
    finally:
        writer.close()


def test_a_key_is_known_and_its_secret_is_stored_nowhere(small_url: str) -> None:
    key = issue(small_url)
    mark, prefix, secret = key.split("_", 2)
    assert (mark, len(secret) >= 43) == ("pck", True)
    assert shown(small_url, authorization=f"Bearer {key}") == Principal(prefix, "office", Scope.EDIT)
    assert shown(small_url, x_api_key=key) == Principal(prefix, "office", Scope.EDIT)
    assert query(small_url, "SELECT secret_sha256 FROM polycentre.api_key") == [
        (hashlib.sha256(secret.encode()).digest(),)
    ]
    kept = str(query(small_url, "SELECT k::text FROM polycentre.api_key AS k"))
    kept += str(query(small_url, "SELECT e::text FROM polycentre.audit_event AS e"))
    assert secret not in kept
    assert prefix in kept
    with writing(small_url) as connection:
        (row,) = list_keys(connection)
    assert "secret_sha256" not in row
    assert row["last_used_at"] is not None
    assert row["expires_at"] - row["created_at"] > dt.timedelta(days=89)


def test_two_keys_have_nothing_in_common(small_url: str) -> None:
    one, two = (issue(small_url).split("_", 2) for _ in range(2))
    assert one[1] != two[1]
    assert one[2] != two[2]
    mixed = f"pck_{one[1]}_{two[2]}"
    with pytest.raises(Unauthorized, match="not known"):
        shown(small_url, x_api_key=mixed)


@pytest.mark.parametrize(
    "headers",
    [
        {"authorization": "Bearer pck_000000000000_x"},
        {"authorization": "Bearer pck_"},
        {"authorization": "Bearer pck_a'; DROP TABLE polycentre.api_key; --_x"},
        {"authorization": "Bearer something-else"},
        {"authorization": "Basic b2ZmaWNlOng="},
        {"authorization": "Bearer"},
        {"x-api-key": "x"},
        {"x-api-key": ""},
    ],
)
def test_what_is_no_key_is_refused(small_url: str, headers: dict[str, str]) -> None:
    issue(small_url)
    with pytest.raises(Unauthorized):
        shown(small_url, **headers)
    assert query(small_url, "SELECT last_used_at FROM polycentre.api_key") == [(None,)]


def test_no_credential_is_nobody(small_url: str) -> None:
    assert shown(small_url) is None


def test_a_revoked_and_an_expired_key_are_told_so(small_url: str) -> None:
    revoked, expired = issue(small_url), issue(small_url)
    with writing(small_url) as connection:
        revoke_key(connection, revoked.split("_")[1], "a test")
        connection.exec_driver_sql(
            "UPDATE polycentre.api_key SET expires_at = now() - interval '1 second' WHERE prefix = %s",
            (expired.split("_")[1],),
        )
    with pytest.raises(Unauthorized, match="is revoked"):
        shown(small_url, x_api_key=revoked)
    with pytest.raises(Unauthorized, match="has expired"):
        shown(small_url, x_api_key=expired)
    with writing(small_url) as connection, pytest.raises(NotFound):
        revoke_key(connection, revoked.split("_")[1], "a test")
    told = query(small_url, "SELECT action, actor FROM polycentre.audit_event WHERE release IS NULL ORDER BY id")
    assert told == [("key.create", "a test"), ("key.create", "a test"), ("key.revoke", "a test")]


@pytest.mark.parametrize(
    ("name", "scope", "lifetime", "parameter"),
    [
        ("", "edit", None, "name"),
        ("x" * 81, "edit", None, "name"),
        ("a\nb", "edit", None, "name"),
        ("office", "admin", None, "scope"),
        ("office", "edit", "soon", "expires"),
        ("office", "edit", "0d", "expires"),
    ],
)
def test_a_key_that_makes_no_sense_is_not_issued(
    small_url: str, name: str, scope: str, lifetime: str | None, parameter: str
) -> None:
    with writing(small_url) as connection, pytest.raises(Unprocessable) as refused:
        issue_key(connection, name, scope, lifetime, "a test")
    assert refused.value.parameter == parameter
    assert query(small_url, "SELECT count(*) FROM polycentre.api_key") == [(0,)]


def test_without_a_database_nobody_is_known_and_nobody_refused() -> None:
    with pytest.raises(Unavailable):
        shown("postgresql://nobody@127.0.0.1:1/nowhere", x_api_key="pck_000000000000_x")
