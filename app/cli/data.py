"""Commands that change data: import, check, publish, discard; and the list of releases."""

import getpass
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any, Literal

import typer
from sqlalchemy import Connection, select

from app.cli.mapping import (
    Columns,
    Guess,
    ProfileFile,
    SavedProfile,
    pairs,
    require,
    show_layout,
    with_profile,
)
from app.cli.output import out, print_json, print_table, progress_bar, say, show_findings, show_repairs
from app.domain.checks.jumps import FACTOR
from app.embedded import open_database
from app.ingest.profile import dump_profile
from app.migrate import upgrade
from app.models import Release
from app.repositories.database import write_engine
from app.repositories.draft import find_draft
from app.services.check_draft import check_draft
from app.services.discard import discard
from app.services.fix_outlines import TOLERANCE_M, fix_outlines
from app.services.guess_layout import guess_layout, keep_layout
from app.services.import_file import ImportReport, import_file
from app.services.import_package import import_package
from app.services.publish_release import NothingToPublish, Publication, publish_release
from app.services.restore_release import restore_release
from app.services.uploads import Upload
from app.settings import load_settings

importing = typer.Typer(
    help="Bring files into the draft; readers see nothing until it is published.", no_args_is_help=True
)

_REGISTERS = ("sources", "datasets", "units", "lineage", "crosswalk")

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for a machine to read.")]
File = Annotated[Path, typer.Argument(exists=True, dir_okay=False, readable=True, help="The file to import.")]
Source = Annotated[str | None, typer.Option(help="Id of a registered source, for rows that name none.")]


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


def _import(kind: str, path: Path, options: dict[str, Any], *, as_json: bool) -> None:
    with transaction() as connection:
        upload = Upload(kind, path.name, path.read_bytes(), {k: v for k, v in options.items() if v is not None})
        report = import_file(connection, upload, user())
    _show([report], as_json=as_json)


def user() -> str:
    """Return who imports; a container may run under a number that has no name."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return f"user {os.getuid()}"


def _show(reports: list[ImportReport], *, as_json: bool) -> None:
    if as_json:
        print_json([report.as_json() for report in reports])
        return
    for report in reports:
        changes = ", ".join(f"{count} {what}" for what, count in report.changes.items() if count) or "nothing new"
        out.print(f"{report.filename}: {changes}", markup=False)
        for note in report.notes:
            say(f"  {note}")
        for match in report.matches:
            say(f"  {match}")
    if reports:
        say(f"In draft {reports[-1].release}; look with `polycentre check`, then `polycentre publish --note …`.")


@importing.command()
def boundaries(
    file: File,
    vintage: Annotated[str | None, typer.Option(help="The date the outlines hold for, such as 2020-11-01.")] = None,
    source: Annotated[str | None, typer.Option(help="Id of a registered source.")] = None,
    precision_class: Annotated[str | None, typer.Option(help="official (default), generalised or schematic.")] = None,
    crs: Annotated[
        str | None, typer.Option(help="The CRS, over what the file says: EPSG:4490, GCJ-02, BD-09 …")
    ] = None,
    layer: Annotated[str | None, typer.Option(help="The layer, where the file has several of polygons.")] = None,
    accept_shift: Annotated[bool, typer.Option(help="Take outlines that seem shifted against the known ones.")] = False,
    column: Columns = None,
    guess: Guess = False,
    profile: ProfileFile = None,
    save_profile: SavedProfile = None,
    as_json: AsJson = False,
) -> None:
    """Import outlines: GeoJSON, GeoPackage, FlatGeobuf, KML, or a zipped Shapefile or File Geodatabase."""
    given: dict[str, Any] = {
        "vintage": vintage,
        "source": source,
        "crs": crs,
        "layer": layer,
        "precision_class": precision_class,
    }
    given |= {"columns": pairs(column, "--column"), "accept_shift": "yes" if accept_shift else None}
    options = with_profile("boundaries", profile, given)
    if not guess:
        require(options, "vintage", "source")
        _import("boundaries", file, {"precision_class": "official"} | options, as_json=as_json)
    _lay_out(Upload("boundaries", file.name, file.read_bytes(), options), save_profile, show=guess, as_json=as_json)


@importing.command()
def census(
    file: File,
    dataset: Annotated[
        str | None, typer.Option(help="Id of a registered dataset, such as census-2020-bulletin.")
    ] = None,
    reference_date: Annotated[str | None, typer.Option(help="Date of the counts, for rows that name none.")] = None,
    source: Source = None,
    status: Annotated[str | None, typer.Option(help="SDMX status of rows that name none (A).")] = None,
    sheet: Annotated[str | None, typer.Option(help="The sheet, where a workbook has several with units.")] = None,
    remainder: Annotated[
        Literal["refuse", "estimate"] | None,
        typer.Option(help="What a table of some units leaves of their parent: refused, or shared by the estimates."),
    ] = None,
    column: Columns = None,
    unit: Annotated[list[str] | None, typer.Option(help="HEADING=万人 or 人; may be repeated.")] = None,
    guess: Guess = False,
    profile: ProfileFile = None,
    save_profile: SavedProfile = None,
    as_json: AsJson = False,
) -> None:
    """Import counts: CSV (UTF-8, GBK, GB18030) or XLSX, a row a unit or a row a value."""
    given: dict[str, Any] = {
        "dataset": dataset,
        "reference_date": reference_date,
        "source": source,
        "status": status,
        "sheet": sheet,
        "remainder": remainder,
    }
    given |= {"columns": pairs(column, "--column"), "units": pairs(unit, "--unit")}
    options = with_profile("census", profile, given)
    if not guess:
        require(options, "dataset")
        _import("census", file, {"status": "A"} | options, as_json=as_json)
    _lay_out(Upload("census", file.name, file.read_bytes(), options), save_profile, show=guess, as_json=as_json)


def _lay_out(upload: Upload, save: Path | None, *, show: bool, as_json: bool) -> None:
    """Show how a file would be read, where that is asked for, and keep it as a profile where one is named."""
    if not (show or save):
        return
    with transaction() as connection:
        layout = guess_layout(connection, upload)
    if show:
        show_layout(layout, as_json=as_json)
    if save:
        save.write_text(dump_profile(keep_layout(save.stem, upload, layout)), "utf-8")
        say(f"{save} keeps this reading; apply it with --profile {save}.")


@importing.command()
def plan(file: File, as_json: AsJson = False) -> None:
    """Import a plan written in the plan language (TOML)."""
    _import("plan", file, {}, as_json=as_json)


@importing.command()
def register(
    kind: Annotated[str, typer.Argument(help=f"One of {', '.join(_REGISTERS)}.")],
    file: File,
    as_json: AsJson = False,
) -> None:
    """Import a register: sources, datasets, units, lineage events or a crosswalk (CSV)."""
    if kind not in _REGISTERS:
        raise typer.BadParameter(f"{kind!r} is not one of {', '.join(_REGISTERS)}", param_hint="kind")
    _import(kind, file, {}, as_json=as_json)


@importing.command("package")
def package_(
    package: Annotated[
        Path, typer.Argument(exists=True, readable=True, help="Folder with datapackage.json, or a zip of one.")
    ],
    as_json: AsJson = False,
) -> None:
    """Import every resource of a Data Package, in order."""
    with transaction() as connection, progress_bar(quiet=as_json) as progress:
        reports = import_package(connection, package, user(), progress)
    _show(reports, as_json=as_json)


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
    with transaction() as connection:
        draft = current_draft(connection)
        repairs = fix_outlines(connection, draft, user(), tolerance) if fix else None
        findings = check_draft(connection, draft, jump_factor)
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


def current_draft(connection: Connection) -> int:
    """Return the number of the draft; raises NothingToPublish without one."""
    number = find_draft(connection)
    if number is None:
        raise NothingToPublish("there is no draft; import something first")
    return number
