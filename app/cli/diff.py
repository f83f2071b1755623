"""The command that says what a draft changes."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from app.cli.output import out, print_json, print_table, progress_bar, say
from app.cli.session import AsJson, current_draft, transaction
from app.http.formats import csv_bytes
from app.http.report import diff_report
from app.services.diff_release import ReleaseDiff, diff_release
from app.services.diff_table import diff_table


def diff(
    release: Annotated[int | None, typer.Argument(help="A release instead of the draft.", show_default=False)] = None,
    html: Annotated[Path | None, typer.Option(help="Write a report to be read and printed.")] = None,
    csv: Annotated[Path | None, typer.Option(help="Write a table with a row for each change.")] = None,
    lang: Annotated[Literal["zh", "en"], typer.Option(help="Language of the report.")] = "zh",
    as_json: AsJson = False,
) -> None:
    """Compare the draft with what is published: units, counts, outlines, and every result of every plan."""
    with transaction() as connection, progress_bar(quiet=as_json) as progress:
        number = current_draft(connection) if release is None else release
        found = diff_release(connection, number, progress)
    document = found.as_json()
    if html is not None:
        html.write_bytes(diff_report(document, lang))
        say(f"The report is in {html}.")
    if csv is not None:
        csv.write_bytes(csv_bytes(diff_table(found)))
        say(f"The table is in {csv}.")
    if as_json:
        print_json(document)
    else:
        _show(found)


def _show(found: ReleaseDiff) -> None:
    summary = found.as_json()["summary"]
    for kind in ("units", "counts", "boundaries"):
        told = ", ".join(f"{times:,} {change}" for change, times in summary[kind].items() if times) or "no change"
        out.print(f"{kind}: {told}", markup=False)
    estimates = ", ".join(f"{n:,} {what.replace('_', ' ')}" for what, n in summary["estimates"].items() if n)
    if estimates:
        out.print(f"estimates: {estimates}", markup=False)
    for kind in ("measures", "targets", "figures"):
        out.print(f"{kind}: {summary[kind]['changed']:,} of {summary[kind]['examined']:,} differ", markup=False)
    if found.measures.items:
        rows = [
            (item["plan"], item["measure"], item["period"], *(_value(item[side]) for side in ("before", "after")))
            for item in found.measures.items
        ]
        print_table("Measures", ("plan", "measure", "date", "before", "after"), rows)


def _value(side: dict[str, dict[str, str]] | None) -> str:
    return f"{side['display']['value']} {side['display']['unit']}, {side['status']}, {side['verdict']}" if side else ""
