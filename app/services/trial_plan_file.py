"""A trial membership as a plan file, to be imported as a draft."""

from collections.abc import Mapping, Sequence
from typing import Any

import tomli_w

from app.domain.what_if import Change
from app.errors import Unprocessable
from app.plans.crosscheck import outer_faults
from app.plans.schema import EnumeratedZone, PlanFile, ZoneModel
from app.services.find_plan import find_plan
from app.services.release_facts import ReleaseFacts
from app.services.try_membership import try_membership

MEDIA_TYPE = "application/toml"
_NOTE = "试算成员，不是刊印的 trial membership, not printed: version {version} of the plan, data release {release}"


def trial_plan_file(held: ReleaseFacts, plan_id: str, period: str, changes: Mapping[str, Change]) -> bytes:
    """Return the next version of a plan with the members of a trial; what the plan prints stays as printed.

    A zone whose change is empty stays as it is. Raises what ``try_membership`` raises, and Unprocessable where the file
    could not be imported: a zone without members, or zones that leave out part of a territory they have to make up.
    """
    plan = find_plan(held.plans, plan_id)
    _, tried = try_membership(held.facts, held.plans, plan_id, period, changes)
    members = {
        zone["zone"]: [member["code"] for member in zone["members"]]
        for zone in tried["zones"]
        if changes[zone["zone"]] != Change()
    }
    _refuse_empty(members)
    file = held.files[plan.id, plan.version]
    note = _NOTE.format(version=file.version, release=held.release)
    changed = file.model_copy(
        update={
            "version": file.version + 1,
            "zones": tuple(_zone(zone, members.get(zone.id), note) for zone in file.zones),
            "document": file.document.model_copy(
                update={"note": "; ".join(part for part in (file.document.note, note) if part)}
            ),
        }
    )
    _refuse_faults(changed, held)
    return tomli_w.dumps(_document(changed)).encode()


def _refuse_empty(members: Mapping[str, Sequence[str]]) -> None:
    for zone, codes in members.items():
        if not codes:
            raise Unprocessable(f"Zone {zone} would have no members; a plan file needs one at least.", f"zones.{zone}")


def _refuse_faults(changed: PlanFile, held: ReleaseFacts) -> None:
    """Refuse what only shows in the whole plan, as an import would."""
    others = {name: held.files[name, plan.version] for name, plan in held.plans.latest.items()}
    faults = outer_faults(changed, held.facts, f"{changed.id}-trial.toml", others | {changed.id: changed})
    if faults:
        raise Unprocessable(f"The file could not be imported: {faults[0]}.", "zones")


def _zone(zone: ZoneModel, codes: Sequence[str] | None, note: str) -> ZoneModel:
    """Return a zone with the members of the trial; one without a printed list becomes enumerated and says so."""
    if codes is None:
        return zone
    if isinstance(zone, EnumeratedZone):
        return zone.model_copy(update={"members": tuple(codes)})
    kept = {name: getattr(zone, name) for name in ("id", "label_zh", "label_en", "clause", "territory", "idea")}
    notes = {name: "; ".join(part for part in (getattr(zone, name), note) if part) for name in ("note_zh", "note_en")}
    return EnumeratedZone(membership="enumerated", members=tuple(codes), **kept, **notes)


def _document(plan: PlanFile) -> dict[str, Any]:
    """Return a plan as TOML can hold it: what is at its default is left out, as it is in a written file."""
    document = _without_none(plan.model_dump(mode="python", exclude_defaults=True))
    # A discriminator at its only value counts as a default, but the language asks for it.
    for name in ("zones", "measures", "outlooks"):
        for written, model in zip(document.get(name, ()), getattr(plan, name), strict=False):
            for tag in ("membership", "kind", "method"):
                if hasattr(model, tag):
                    written.setdefault(tag, getattr(model, tag))
    return document


def _without_none(table: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _part(part) for name, part in table.items() if part is not None}


def _part(part: object) -> object:
    if isinstance(part, Mapping):
        return _without_none(part)
    return [_part(each) for each in part] if isinstance(part, (list, tuple)) else part
