"""The command that shows what was done."""

from typing import Annotated

import typer

from app.cli.output import print_json, print_table
from app.cli.session import AsJson, transaction
from app.services.read_audit import read_audit


def audit(
    release: Annotated[int | None, typer.Option(help="Only what was done to this draft or release.")] = None,
    action: Annotated[str | None, typer.Option(help="Only this, such as release.publish.")] = None,
    limit: Annotated[int, typer.Option(min=1, max=100_000, help="At most this many events.")] = 50,
    as_json: AsJson = False,
) -> None:
    """Show who did what, when, to which release, from which file; newest first."""
    with transaction() as connection:
        _, items = read_audit(connection, limit, release=release, action=action)
    if as_json:
        print_json(items)
        return
    rows = [
        (f"{item['at']:%Y-%m-%d %H:%M:%S}", item["actor"], item["action"], item["release"], item["filename"],
         item["sha256"] and item["sha256"][:12], item["details"].get("note"))
        for item in items
    ]  # fmt: skip
    print_table("Audit log", ("at", "who", "what", "release", "file", "sha256", "note"), rows)
