"""Commands that bring files into the draft."""

from pathlib import Path
from typing import Annotated, Any, Literal

import typer

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
from app.cli.output import out, print_json, progress_bar, say
from app.cli.session import AsJson, transaction, user
from app.ingest.profile import dump_profile
from app.services.guess_layout import guess_layout, keep_layout
from app.services.import_file import ImportReport, import_file
from app.services.import_package import import_package
from app.services.uploads import Upload

importing = typer.Typer(
    help="Bring files into the draft; readers see nothing until it is published.", no_args_is_help=True
)

_REGISTERS = ("sources", "datasets", "units", "lineage", "crosswalk")

File = Annotated[Path, typer.Argument(exists=True, dir_okay=False, readable=True, help="The file to import.")]
Source = Annotated[str | None, typer.Option(help="Id of a registered source, for rows that name none.")]


def _import(kind: str, path: Path, options: dict[str, Any], *, as_json: bool) -> None:
    with transaction() as connection:
        upload = Upload(kind, path.name, path.read_bytes(), {k: v for k, v in options.items() if v is not None})
        report = import_file(connection, upload, user())
    _show([report], as_json=as_json)


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
