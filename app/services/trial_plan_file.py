"""A trial membership as a plan file, to be imported as a draft."""

from collections.abc import Mapping, Sequence

from app.domain.plan import Plan
from app.domain.what_if import Change, changeable_zone, present_members
from app.errors import Unprocessable
from app.plans.crosscheck import outer_faults
from app.plans.schema import EnumeratedZone, PlanFile, ZoneModel
from app.plans.writer import write_plan
from app.services.find_plan import find_plan
from app.services.release_facts import ReleaseFacts
from app.services.try_membership import Row, try_membership
from app.services.unit_refs import unit_refs

MEDIA_TYPE = "application/toml"
_NOTE = "试算成员，不是刊印的 trial membership, not printed: version {version} of the plan, data release {release}"
_WORDS = {
    "zh": ("试算成员，不是刊印的（规划第{version}版，数据版本{release}）", "加入：", "移出：", "、", "；"),
    "en": ("trial membership, not printed (version {version} of the plan, data release {release})", "added: ",
           "removed: ", ", ", "; "),
}  # fmt: skip


def trial_plan_file(held: ReleaseFacts, plan_id: str, period: str, changes: Mapping[str, Change]) -> bytes:
    """Return the next version of a plan with the members of a trial; what the plan prints stays as printed.

    A zone that is changed says in its notes what was added and removed; one whose change is empty stays as it is.
    Raises what ``try_membership`` raises, and Unprocessable where the file could not be imported: a zone without
    members, or zones that leave out part of a territory they have to make up.
    """
    plan = find_plan(held.plans, plan_id)
    _, tried = try_membership(held.facts, held.plans, plan_id, period, changes)
    members = {zone["zone"]: zone["members"] for zone in tried["zones"] if changes[zone["zone"]] != Change()}
    _refuse_empty(members)
    file = held.files[plan.id, plan.version]
    note = _NOTE.format(version=file.version, release=held.release)
    zones = tuple(
        _zone(zone, members[zone.id], _notes(held, plan, zone, members[zone.id])) if zone.id in members else zone
        for zone in file.zones
    )
    changed = file.model_copy(
        update={
            "version": file.version + 1,
            "zones": zones,
            "document": file.document.model_copy(
                update={"note": "; ".join(part for part in (file.document.note, note) if part)}
            ),
        }
    )
    _refuse_faults(changed, held)
    return write_plan(changed)


def _refuse_empty(members: Mapping[str, Sequence[Row]]) -> None:
    for zone, there in members.items():
        if not there:
            raise Unprocessable(f"Zone {zone} would have no members; a plan file needs one at least.", f"zones.{zone}")


def _refuse_faults(changed: PlanFile, held: ReleaseFacts) -> None:
    """Refuse what only shows in the whole plan, as an import would."""
    others = {name: held.files[name, plan.version] for name, plan in held.plans.latest.items()}
    faults = outer_faults(changed, held.facts, f"{changed.id}-trial.toml", others | {changed.id: changed})
    if faults:
        raise Unprocessable(f"The file could not be imported: {faults[0]}.", "zones")


def _zone(zone: ZoneModel, members: Sequence[Row], notes: Mapping[str, str]) -> ZoneModel:
    """Return a zone with the members of the trial; one without a printed list becomes enumerated."""
    codes = tuple(member["code"] for member in members)
    if isinstance(zone, EnumeratedZone):
        return zone.model_copy(update={"members": codes, **notes})
    kept = {name: getattr(zone, name) for name in ("id", "label_zh", "label_en", "clause", "territory", "idea")}
    return EnumeratedZone(membership="enumerated", members=codes, **kept, **notes)


def _notes(held: ReleaseFacts, plan: Plan, zone: ZoneModel, members: Sequence[Row]) -> dict[str, str]:
    """Return the zone's notes with what the trial added to the plan's members and removed from them.

    A zone that lists none had those that are certain, or those of the zone that it refers to.
    """
    had = present_members(plan, held.plans.latest, changeable_zone(plan, zone.id))
    before = {ref["code"]: ref for ref in unit_refs(held.facts, had, plan.reference_date)}
    after = {member["code"]: member for member in members}
    added, removed = (
        [there[c] for c in there if c not in other] for there, other in ((after, before), (before, after))
    )
    if isinstance(zone, EnumeratedZone) and not added and not removed:
        return {"note_zh": zone.note_zh, "note_en": zone.note_en}
    found = {}
    for lang, (told, more, less, comma, stop) in _WORDS.items():
        parts = [getattr(zone, f"note_{lang}"), told.format(version=plan.version, release=held.release)]
        for word, refs in ((more, added), (less, removed)):
            named = comma.join(f"{ref['name'][lang] or ''} {ref['code']}".strip() for ref in refs)
            parts.append(f"{word}{named}" if named else "")
        found[f"note_{lang}"] = stop.join(part for part in parts if part)
    return found
