"""How the command line speaks: results on standard output, everything else on standard error."""

import json
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from app.domain.finding import Finding
from app.ingest.fault import ImportRefused
from app.services import steps
from app.services.fix_outlines import Repairs

out = Console(highlight=False, soft_wrap=True)
err = Console(stderr=True, highlight=False, soft_wrap=True)
_SILENCE = 5.0  # seconds after which a step that is known already is told of again


def say(text: str) -> None:
    """Tell what is being done."""
    err.print(text, markup=False)


def fail(text: str) -> None:
    """Tell what went wrong."""
    err.print(f"polycentre: {text}", style="red", markup=False)


def print_json(document: object) -> None:
    """Print a document for a machine to read."""
    out.print(json.dumps(document, ensure_ascii=False, indent=2, default=str), markup=False)


def print_table(title: str, columns: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Print rows for a person to read."""
    table = Table(*columns, title=title, title_justify="left")
    for row in rows:
        table.add_row(*("" if cell is None else str(cell) for cell in row))
    Console(highlight=False).print(table)


def show_faults(refused: ImportRefused) -> None:
    """Print every fault of a refused file."""
    for fault in refused.faults:
        err.print(f"  {fault}", markup=False)
    fail(str(refused))


def show_findings(findings: Sequence[Finding]) -> None:
    """Print what the checks found."""
    for finding in findings:
        style = "red" if finding.severity == "error" else "yellow"
        err.print(f"  {finding.severity} [{finding.check}] {finding.place}", style=style, markup=False)
        err.print(f"    {finding.explanation} {finding.remedy}", markup=False)
        if where := _where(finding):
            err.print(f"    {where}", markup=False)


def show_repairs(repairs: Repairs) -> None:
    """Print what was mended, and what was not."""
    for one, found in repairs.mended:
        say(f"  {one.unit} of {one.vintage}: {', '.join(found.repairs)}, moved {found.moved_m:.2f} m")
    for vintage, left in repairs.left:
        say(f"  {left.unit} of {vintage} is left as it is: {left.reason}")
    say(f"{len(repairs.mended)} outlines mended, {len(repairs.left)} left as they are.")


def _where(finding: Finding) -> str:
    at = finding.coordinates
    told = (
        finding.file and f"{finding.file} row {finding.row}" if finding.row else finding.file,
        at and f"at {at[0]:.6f}, {at[1]:.6f} (longitude, latitude)",
    )
    return "; ".join(part for part in told if part)


@contextmanager
def progress_bar(*, quiet: bool = False) -> Iterator[steps.Progress]:
    """Yield a function ``(step, done, total)`` that draws one bar a step, or plain lines where there is no terminal."""
    if quiet or not err.is_terminal:
        name, told = "", 0.0

        def line(step: str, done: int, total: int) -> None:
            nonlocal name, told
            now = time.monotonic()
            if not quiet and (step != name or now - told > _SILENCE):
                say(f"  {step} …" if step != name else f"  {step} {done:,} of {total:,} …")
                name, told = step, now

        yield line
        return
    columns = (TextColumn("  {task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=err) as bars:
        tasks: dict[str, int] = {}

        def draw(step: str, done: int, total: int) -> None:
            name = step.split(" ", 1)[0] if step.startswith("import ") else step
            if name not in tasks:
                tasks[name] = bars.add_task(name, total=total)
            bars.update(tasks[name], completed=done, total=total, description=step)  # type: ignore[arg-type]

        yield draw
