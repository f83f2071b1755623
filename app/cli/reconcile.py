"""Show every printed figure with its verdict; fail when one differs without a reason."""

from typing import Annotated, Any

import typer
from sqlalchemy import select

from app.cli.output import fail, out, print_json, print_table
from app.cli.session import AsJson, transaction
from app.models import CurrentRelease
from app.repositories.facts import load_facts
from app.services.load_plans import load_plans
from app.services.reconcile import reconcile as reconcile_plan

_COLUMNS = ("clause", "figure", "period", "printed", "computed", "verdict", "reason")


def reconcile(
    plan: Annotated[str | None, typer.Option(help="Only this plan.")] = None,
    verdict: Annotated[
        str | None, typer.Option(help="Only reproduced, within_rounding, differs or not_computable figures.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Judge every figure the plans print by the facts of the current release, and list contradictions.

    Exit code 1 when a figure differs and its plan file gives no reason.
    """
    with transaction() as connection:
        release = connection.scalar(select(CurrentRelease.number))
        if release is None:
            fail("nothing is published yet")
            raise typer.Exit(1)
        facts = load_facts(connection, release)
        plans = load_plans(connection, release, facts)
    chosen = [plan] if plan else sorted(plans.latest)
    found = {each: reconcile_plan(facts, plans, each, verdict) for each in chosen}
    if as_json:
        print_json({"release": release, "plans": found})
    else:
        for each, document in found.items():
            _show(each, release, document)
    open_figures = sum(document["summary"]["unacknowledged"] for document in found.values())
    if open_figures:
        fail(f"{open_figures} printed figures differ without an acknowledged reason")
        raise typer.Exit(1)


def _show(plan: str, release: int, document: dict[str, Any]) -> None:
    print_table(f"{plan}, release {release}", _COLUMNS, [_row(item) for item in document["items"]])
    for claim in document["claims"]:
        evidence = f": {claim['evidence']['en']}" if claim["evidence"] else ""
        out.print(f"  claim {claim['standing']}: {claim['text']['en']} ({claim['clause']}){evidence}", markup=False)
    for contradiction in document["contradictions"]:
        where = contradiction["kind"].replace("_", " ")
        out.print(f"  contradiction {where}: {contradiction['explanation']['en']}", markup=False)
    counts = ", ".join(f"{number} {name.replace('_', ' ')}" for name, number in document["summary"].items())
    out.print(f"  {counts}\n", markup=False)


def _row(item: dict[str, Any]) -> list[object]:
    printed = item["printed"]
    what = item["measure"] or item["quantity"]
    subject = "" if item["subject"] == "territory" else f"{item['subject']} "
    period = f"{item['since']}..{item['period']}" if item["since"] else item["period"]
    reason = item["acknowledged"] or item["reason"]
    shown = (f"{printed['value']} {printed['unit']}", item["computed_display"], item["verdict"], reason)
    return [item["clause"], f"{subject}{what}", period, *shown]
