"""What remains of a faulty plan file once its broken elements are set aside, so that the rest is checked too."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field, replace
from typing import Any

from pydantic import ValidationError

from app.plans.faults import PlanFault
from app.plans.schema import PlanFile

Place = tuple[str, ...]
_WORDS = {"label_zh": "?", "label_en": "?", "clause": "?"}
_DOCUMENT = {
    "title_zh": "?", "title_en": "?", "issuer_zh": "?", "issuer_en": "?", "issued": "1900", "base_year": 1900,
    "horizon": [],
}  # fmt: skip
_LISTS: tuple[Place, ...] = (
    ("zones",), ("measures",), ("targets",), ("partitions",), ("outlooks",),
    ("printed", "inputs"), ("printed", "figures"), ("printed", "claims"),
)  # fmt: skip
_IDENTIFIER = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_KEY = re.compile(r"(targets|partitions|outlooks|printed\.(?:inputs|figures|claims))\[(\d+)\]")


@dataclass(frozen=True, slots=True)
class Salvage:
    """A plan without its broken elements; `kept` gives, for each shortened list, the old places of what remains."""

    plan: PlanFile
    kept: Mapping[str, list[int]] = field(default_factory=dict)

    def placed(self, faults: Iterable[PlanFault]) -> list[PlanFault]:
        """Faults of this plan with their keys as they are in the file."""
        return [replace(fault, key=_KEY.sub(self._old, fault.key, count=1)) for fault in faults]

    def _old(self, found: re.Match[str]) -> str:
        name, place = found[1], int(found[2])
        return f"{name}[{self.kept[name][place] if name in self.kept else place}]"


def salvage(document: Mapping[str, Any], broken: Iterable[tuple[int | str, ...]]) -> Salvage | None:
    """Set the elements at these places aside; None when something else is broken that everything hangs on.

    Zones and measures leave a stand-in of their id behind, so that what names them is not at fault for it.
    """
    rest = deepcopy(dict(document))
    aside: dict[Place, set[int]] = {}
    for place in broken:
        owner = next((names for names in _LISTS if place[: len(names)] == names), None)
        if owner is not None and len(place) > len(owner) and isinstance(place[len(owner)], int):
            aside.setdefault(owner, set()).add(int(place[len(owner)]))
        elif place[0] == "document":
            rest["document"] = _DOCUMENT
        elif place[0] not in PlanFile.model_fields:
            rest.pop(str(place[0]), None)
        else:
            return None
    kept = _set_aside(rest, aside)
    try:
        return Salvage(PlanFile.model_validate(rest), kept)
    except ValidationError:
        return None


def _set_aside(rest: dict[str, Any], aside: Mapping[Place, set[int]]) -> dict[str, list[int]]:
    zones = _stand_in(rest, "zones", aside.get(("zones",), set()), {"membership": "not_enumerated"})
    _stand_in(rest, "measures", aside.get(("measures",), set()), {"kind": "population"})
    _unsettle(rest, zones)
    kept = {}
    for place in _LISTS[2:]:
        if place in aside:
            kept[".".join(place)] = _drop(rest, place, aside[place])
    return kept


def _stand_in(rest: dict[str, Any], name: str, places: set[int], plain: Mapping[str, str]) -> set[str]:
    """Put plain elements in the place of broken ones; return their ids."""
    ids = set()
    for place in places:
        row = rest[name][place]
        given = row.get("id") if isinstance(row, dict) else None
        known = isinstance(given, str) and _IDENTIFIER.fullmatch(given)
        identifier = str(given) if known else f"unreadable-{place + 1}"
        rest[name][place] = {"id": identifier, **_WORDS, **plain}
        ids.add(identifier)
    return ids


def _unsettle(rest: dict[str, Any], zones: set[str]) -> None:
    """Ask nothing of stand-ins that only the real zone could answer."""
    for partition in _rows(rest.get("partitions")):
        if zones & {zone for zone in partition.get("zones", ()) if isinstance(zone, str)}:
            partition["exhaustive"] = False
    for place, measure in enumerate(_rows(rest.get("measures"))):
        if measure.get("kind") == "primacy" and measure.get("zone") in zones:
            rest["measures"][place] = {"id": measure.get("id"), **_WORDS, "kind": "population"}


def _rows(table: object) -> list[dict[str, Any]]:
    return [row for row in table if isinstance(row, dict)] if isinstance(table, list) else []


def _drop(rest: dict[str, Any], place: Sequence[str], gone: set[int]) -> list[int]:
    owner = rest
    for name in place[:-1]:
        owner = owner[name]
    kept = [i for i in range(len(owner[place[-1]])) if i not in gone]
    owner[place[-1]] = [owner[place[-1]][i] for i in kept]
    return kept
