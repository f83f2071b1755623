"""A list of what the plans print, made from the documents and not from the plan files, against the reconciliation."""

import csv
from collections.abc import Mapping
from pathlib import Path

from app.domain.facts import Facts
from app.domain.plan import Plan
from app.domain.reconciliation import reconcile

LIST = Path(__file__).with_name("printed_figures.csv")


def rows() -> list[dict[str, str]]:
    with LIST.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_printed_figure_has_a_verdict(plans: Mapping[str, Plan], facts: Facts) -> None:
    judged = {plan.id: reconcile(plan, plans, facts) for plan in plans.values()}
    missing = [
        row
        for row in rows()
        if not any(
            (v.figure.printed_value, v.figure.unit, v.figure.subject) == (row["value"], row["unit"], row["subject"])
            and v.figure.period.startswith(row["period"])
            for v in judged[row["plan"]]
        )
    ]
    assert len(rows()) == 177
    assert missing == []
