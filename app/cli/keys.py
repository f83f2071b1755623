"""Commands that issue, list and revoke API keys."""

from typing import Annotated

import typer

from app.cli.output import out, print_json, print_table, say
from app.cli.session import AsJson, transaction, user
from app.services.issue_key import issue_key, list_keys, revoke_key

keys = typer.Typer(help="API keys: who may read, edit and publish over HTTP.", no_args_is_help=True)


@keys.command()
def create(
    name: Annotated[str, typer.Option(help="Whose key it is, as the audit log will name it.")],
    scope: Annotated[str, typer.Option(help="read, edit or publish; each holds those before it.")],
    expires: Annotated[str | None, typer.Option(help="12h, 90d, 26w, 1y; for ever if unset.")] = None,
    as_json: AsJson = False,
) -> None:
    """Issue a key and show it, for the only time."""
    with transaction() as connection:
        key = issue_key(connection, name, scope, expires, user())
    if as_json:
        print_json({"key": key, "prefix": key.split("_")[1], "name": name, "scope": scope})
        return
    out.print(key, markup=False)
    say("This is shown once: keep it now. Send it as `Authorization: Bearer …`.")


@keys.command("list")
def list_(as_json: AsJson = False) -> None:
    """List the keys, newest first, without their secrets."""
    with transaction() as connection:
        rows = [dict(row) for row in list_keys(connection)]
    if as_json:
        print_json(rows)
        return
    columns = ("prefix", "name", "scope", "created_at", "created_by", "expires_at", "revoked_at", "last_used_at")
    print_table("API keys", columns, [[_shown(row[column]) for column in columns] for row in rows])


@keys.command()
def revoke(prefix: Annotated[str, typer.Argument(help="The part of the key between the two underscores.")]) -> None:
    """End a key; every worker refuses it within five seconds."""
    with transaction() as connection:
        revoke_key(connection, prefix, user())
    say(f"Key {prefix} is revoked.")


def _shown(value: object) -> object:
    return f"{value:%Y-%m-%d %H:%M}" if hasattr(value, "strftime") else value
