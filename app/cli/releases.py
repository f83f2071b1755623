"""Commands that judge the draft, publish it or throw it away, and the list of releases."""

from typing import Annotated

import typer
from sqlalchemy import select

from app.cli.output import out, print_json, print_table, progress_bar, say, show_findings, show_repairs
from app.cli.session import AsJson, current_draft, transaction, user
from app.domain.checks.jumps import FACTOR
from app.models import Release
from app.services.check_draft import check_draft
from app.services.discard import discard
from app.services.fix_outlines import TOLERANCE_M, fix_outlines
from app.services.publish_release import Publication, publish_release
from app.services.restore_release import restore_release


def check(
    jump_factor: Annotated[
        float, typer.Option(min=1.001, help="How many times a count may be the one of the date before, or the reverse.")
    ] = FACTOR,
    fix: Annotated[bool, typer.Option("--fix", help="First mend outlines where that loses nothing.")] = False,
    tolerance: Annotated[
        float, typer.Option(min=0, max=5, help="With --fix: metres by which borders of neighbours may move to meet.")
    ] = TOLERANCE_M,
    as_json: AsJson = False,
) -> None:
    """Check the draft as publishing would; exit 1 when it has errors."""
    with transaction() as connection, progress_bar(quiet=as_json) as progress:
        draft = current_draft(connection)
        repairs = fix_outlines(connection, draft, user(), tolerance) if fix else None
        findings = check_draft(connection, draft, jump_factor, progress)
    items = [finding.as_json() for finding in findings]
    if as_json:
        print_json({"repairs": repairs.as_json(), "items": items} if repairs else items)
    else:
        if repairs:
            show_repairs(repairs)
        show_findings(findings)
        errors = sum(finding.severity == "error" for finding in findings)
        say(f"{errors} errors, {len(findings) - errors} warnings.")
    if any(finding.severity == "error" for finding in findings):
        raise typer.Exit(1)


def publish(
    note: Annotated[str, typer.Option(help="What this release brings, for those who read the list of releases.")],
    as_json: AsJson = False,
) -> None:
    """Publish the draft as a new release: check, bake, move the pointer; all or nothing."""
    if not note.strip():
        raise typer.BadParameter("say what the release brings", param_hint="--note")
    with transaction() as connection, progress_bar(quiet=as_json) as progress:
        publication = publish_release(connection, note, progress, user())
    _show_publication(publication, as_json=as_json)


def rollback(
    release: Annotated[int, typer.Argument(help="Number of the release whose state is wanted again.")],
    note: Annotated[str, typer.Option(help="Why, for those who read the list of releases.")],
    as_json: AsJson = False,
) -> None:
    """Publish the state of a former release as a new one; nothing that was published is lost."""
    if not note.strip():
        raise typer.BadParameter("say why", param_hint="--note")
    with transaction() as connection, progress_bar(quiet=as_json) as progress:
        publication = restore_release(connection, release, note, progress, user())
    _show_publication(publication, as_json=as_json)


def _show_publication(publication: Publication, *, as_json: bool) -> None:
    if as_json:
        print_json(publication.as_json())
    else:
        made = f"{publication.unit_values:,} unit values, {publication.measures:,} measures"
        out.print(f"Release {publication.release} is published: {made}, {publication.map.get('tiles', 0):,} tiles.")


def discard_() -> None:
    """Throw the draft away; published releases stay."""
    with transaction() as connection:
        number = current_draft(connection)
        discard(connection, number, user())
    say(f"Draft {number} is discarded.")


def releases(as_json: AsJson = False) -> None:
    """List the releases, newest first."""
    with transaction() as connection:
        rows = connection.execute(select(Release).order_by(Release.number.desc())).all()
    if as_json:
        names = ("number", "state", "created_at", "created_by", "published_at", "note")
        print_json([{name: getattr(row, name) for name in names} for row in rows])
        return
    cells = [
        (row.number, row.state, row.published_at and f"{row.published_at:%Y-%m-%d %H:%M}", row.created_by, row.note)
        for row in rows
    ]
    print_table("Releases", ("number", "state", "published", "by", "note"), cells)


def migrate() -> None:
    """Bring the database to the current schema."""
    with transaction():
        say("The database has the current schema.")
