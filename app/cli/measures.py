"""Show plan measures on the terminal."""

from typing import Annotated

import typer
from sqlalchemy import select

from app.cli.output import fail, print_json, print_table
from app.cli.session import AsJson, transaction
from app.models import CurrentRelease
from app.repositories.results import measures as measures_statement
from app.services.measure_table import measure_table
from app.services.periods import one_period


def measures(
    plan: Annotated[str | None, typer.Option(help="Only this plan.")] = None,
    measure: Annotated[str | None, typer.Option(help="Only this measure.")] = None,
    period: Annotated[str, typer.Option(help="A reference date, a year, or latest.")] = "latest",
    as_json: AsJson = False,
) -> None:
    """Show the measures of the current release, with status, published figure and verdict."""
    import datetime as dt  # noqa: PLC0415

    with transaction() as connection:
        release = connection.scalar(select(CurrentRelease.number))
        rows = connection.execute(measures_statement(release or 0, plan, measure)).mappings().all()
    if not rows:
        fail("no such measure, or nothing is published yet")
        raise typer.Exit(1)
    valued = [dt.date.fromisoformat(row["period"]) for row in rows if row["value"] is not None]
    date = one_period(period, valued).isoformat()
    items = [row["item"] for row in rows if row["period"] == date]
    if as_json:
        print_json(items)
        return
    shown = (
        "plan",
        "measure",
        "display_value",
        "display_unit",
        "status",
        "published_value",
        "published_verdict",
        "reason",
    )
    table = [[row[name] for name in shown] for row in measure_table(items).rows]
    print_table(
        f"Release {release}, {date}",
        ("plan", "measure", "value", "unit", "status", "printed", "verdict", "reason"),
        table,
    )
