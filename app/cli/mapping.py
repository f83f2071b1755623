"""What the commands say of columns: stated ones, guesses, and the profiles that keep them."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from app.cli.output import print_json, print_table, say
from app.ingest.columns import Layout
from app.ingest.headings import IGNORE
from app.ingest.profile import Kind, load_profile

Columns = Annotated[
    list[str] | None, typer.Option(help="HEADING=FIELD, over the guess; ignore leaves a column out. May be repeated.")
]
Guess = Annotated[bool, typer.Option("--guess", help="Show how the columns would be read; import nothing.")]
ProfileFile = Annotated[
    Path | None, typer.Option("--profile", exists=True, dir_okay=False, help="Read the file as this profile says.")
]
SavedProfile = Annotated[
    Path | None,
    typer.Option(
        "--save-profile",
        dir_okay=False,
        help="Keep the reading in this file, for --profile; with --guess nothing is imported.",
    ),
]


def pairs(given: Sequence[str] | None, option: str) -> dict[str, str]:
    """Return repeated options of the form HEADING=WORD as a mapping; a heading may hold ``=`` itself."""
    found = {}
    for text in given or ():
        heading, equals, word = text.rpartition("=")
        if not (heading.strip() and equals and word.strip()):
            raise typer.BadParameter(f"{text!r} is not of the form HEADING=WORD", param_hint=option)
        found[heading.strip()] = word.strip()
    return found


def with_profile(kind: Kind, path: Path | None, given: Mapping[str, Any]) -> dict[str, Any]:
    """Return the options of an import with those of a profile, if there is one, below them."""
    if path is None:
        return {name: value for name, value in given.items() if value not in (None, {})}
    return load_profile(path.name, path.read_bytes(), kind).applied(given)


def require(options: Mapping[str, Any], *names: str) -> None:
    """Refuse a command without options that neither it nor its profile gives."""
    for name in names:
        if not options.get(name):
            raise typer.BadParameter("is missing; state it here or in a profile", param_hint=f"--{name}")


def show_layout(layout: Layout, *, as_json: bool) -> None:
    """Print how a file would be read."""
    if as_json:
        print_json(layout.as_json())
        return
    cells = [
        (
            column.letter,
            column.heading,
            column.field or "?",
            column.ground,
            f"{column.scale:,}" if column.scale > 1 else "",
            ", ".join(column.samples),
        )
        for column in layout.columns
    ]
    where = f" in {layout.sheet}" if layout.sheet else ""
    print_table(f"Columns{where}", ("", "heading", "read as", "ground", "unit", "samples"), cells)
    for text in (*layout.titles, *layout.notes):
        say(f"  {text}")
    unknown = [column.heading for column in layout.columns if column.field is None]
    if unknown:
        say(f"Not known: {', '.join(unknown)}. Say what they are with --column HEADING=FIELD, or HEADING={IGNORE}.")
