"""Import a plan file: its own consistency, then its agreement with the facts and the other plans of the draft."""

import re

from sqlalchemy import Connection

from app.domain.plan import Plan
from app.ingest.fault import Fault, ImportRefused
from app.plans.crosscheck import outer_faults
from app.plans.loader import read_plan
from app.plans.resolve import resolve_plan
from app.plans.schema import PlanFile
from app.repositories.facts import load_facts
from app.repositories.plans import fingerprint, load_plan_files, published_fingerprint, store_plan


def import_plan(connection: Connection, filename: str, content: bytes, draft: int) -> dict[str, int]:
    """Write a plan into the draft; raises ImportRefused with every fault, each with its key and clause."""
    facts = load_facts(connection, draft, observations=False)
    if b"\0" in content or re.search(rb"\\u0000|\\U00000000", content):
        raise ImportRefused([Fault(filename, None, None, "holds a NUL character, which no text of a plan has")])
    read = read_plan(content, filename)
    others = {key[0]: other for key, other in load_plan_files(connection, draft).items()}
    faults, resolved = list(read.faults), None
    if read.salvage is not None:
        plan = read.salvage.plan
        named = {**others, plan.id: plan}
        faults += read.salvage.placed(outer_faults(plan, facts, filename, named))
        resolved = None if faults else resolve_plan(plan, facts, filename, named)
    if resolved is None:
        raise ImportRefused(
            Fault(filename, None, fault.key or None, f"{fault.message}{_hint(fault.allowed, fault.clause)}")
            for fault in dict.fromkeys(faults)
        )
    _refuse_rewriting(connection, plan, filename, draft)
    return store_plan(connection, plan, resolved.territory, _members(resolved), draft)


def _hint(allowed: tuple[str, ...], clause: str) -> str:
    choices = f"; allowed: {', '.join(allowed)}" if allowed else ""
    return f"{choices}{f' (clause {clause})' if clause else ''}"


def _refuse_rewriting(connection: Connection, plan: PlanFile, filename: str, draft: int) -> None:
    published = published_fingerprint(connection, (plan.id, plan.version), draft)
    if published not in (None, fingerprint(plan)):
        reason = f"version {plan.version} of {plan.id} is published with other content; give the new text a new version"
        raise ImportRefused([Fault(filename, None, "version", reason)])


def _members(plan: Plan) -> dict[str, tuple[str, ...]]:
    return {zone.id: zone.members or zone.certain_members for zone in plan.zones}
