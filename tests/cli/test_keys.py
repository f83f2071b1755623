"""Issuing, listing and revoking keys on the command line."""

from tests.cli.commands import Commands


def test_a_key_is_shown_once_and_listed_without_its_secret(cli: Commands) -> None:
    told = cli.run("keys", "create", "--name", "office", "--scope", "edit", "--expires", "90d")
    assert told.code == 0
    _, prefix, secret = told.out.strip().split("_", 2)
    assert "shown once" in told.err
    listed = cli.run("keys", "list")
    assert prefix in listed.out
    assert "office" in listed.out
    assert secret not in listed.out + listed.err
    (row,) = cli.run("keys", "list", "--json").json
    assert (row["prefix"], row["scope"], row["revoked_at"]) == (prefix, "edit", None)
    assert "secret_sha256" not in row

    told = cli.run("keys", "revoke", prefix)
    assert (told.code, told.err) == (0, f"Key {prefix} is revoked.\n")
    assert cli.run("keys", "list", "--json").json[0]["revoked_at"]
    told = cli.run("keys", "revoke", prefix)
    assert told.code == 1
    assert "No key in force" in told.err


def test_machines_get_the_key_as_json(cli: Commands) -> None:
    told = cli.run("keys", "create", "--name", "robot", "--scope", "read", "--json").json
    assert told["key"].startswith(f"pck_{told['prefix']}_")
    assert cli.run("keys", "list", "--json").json[0]["expires_at"] is None


def test_a_senseless_key_is_refused_with_the_reason(cli: Commands) -> None:
    told = cli.run("keys", "create", "--name", "x", "--scope", "admin")
    assert told.code == 1
    assert "'admin' is no scope (read, edit, publish)" in told.err
    assert cli.run("keys", "list", "--json").json == []
