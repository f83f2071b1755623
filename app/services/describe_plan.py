"""Plans as answers: what each says, which zones it draws, and who belongs to them."""

import json
from typing import Any

from app.errors import NotFound
from app.models import Measure, PublishedFigure, Target, Zone
from app.repositories import plan_documents as documents
from app.repositories.database import Reader
from app.services.output_crs import CRS84, drawn_in, warning

Row = dict[str, Any]
FULL_BAND = 13


async def list_plans(reader: Reader, release: int) -> list[Row]:
    """Return the latest version of every plan, by id."""
    return [_summary(row) for row in await reader.rows(documents.plans(release))]


async def describe_plan(reader: Reader, release: int, plan: str, version: int | None = None) -> Row:
    """Return a plan with its zones, measures, targets and printed figures, each with its clause.

    The latest version answers unless one is named; `versions` lists those there are.
    """
    row = await _plan(reader, release, plan, version)
    held = await reader.rows(documents.versions(release, plan))
    return _summary(row) | {
        "versions": [each["version"] for each in held],
        "zones": await plan_zones(reader, release, plan, version),
        "measures": [_labelled(d) for d in await _definitions(reader, Measure, row["id"])],
        "targets": await _definitions(reader, Target, row["id"]),
        "published_figures": await _definitions(reader, PublishedFigure, row["id"]),
        "printed_inputs": row["definition"]["inputs"],
        "claims": row["definition"].get("claims", []),
        "outlooks": [_labelled(d) for d in row["definition"].get("outlooks", [])],
    }


async def plan_zones(reader: Reader, release: int, plan: str, version: int | None = None) -> list[Row]:
    """Return the zones of a plan; one that refers to another plan has that zone's members."""
    row = await _plan(reader, release, plan, version)
    named = await _members(reader, release, row["id"])
    zones = []
    for definition in await _definitions(reader, Zone, row["id"]):
        members, reference = named.get(definition["id"], []), None
        if definition["membership"] == "reference":
            reference = {"plan": definition["plan"], "zone": definition["zone"]}
            other = await _plan(reader, release, definition["plan"])
            members = (await _members(reader, release, other["id"])).get(definition["zone"], [])
        zones.append(_zone(definition, members, reference))
    return zones


async def zone_features(reader: Reader, release: int, plan: str, crs: str = CRS84) -> list[Row]:
    """Return GeoJSON features of a plan's zones; one without members in print has no geometry."""
    rows = await reader.rows(documents.outlines(release, plan, FULL_BAND))
    geometries = drawn_in(crs, [json.loads(row["geojson"]) for row in rows])
    outlines = {row["zone"]: dict(row) | {"geometry": geometry} for row, geometry in zip(rows, geometries, strict=True)}
    features = []
    for zone in await plan_zones(reader, release, plan):
        outline = outlines.get(zone["id"])
        properties = {
            "plan": plan,
            "zone": zone["id"],
            "label_zh": zone["label"]["zh"],
            "label_en": zone["label"]["en"],
            "membership": zone["membership"],
            "clause": zone["clause"],
            "members": [member["code"] for member in zone["members"]],
            "precision_class": outline["precision_class"] if outline else None,
        } | warning(crs)
        feature = {"type": "Feature", "properties": properties, "geometry": None}
        if outline:
            feature |= {"id": outline["feature_id"], "geometry": outline["geometry"]}
        features.append(feature)
    return features


async def _plan(reader: Reader, release: int, plan: str, version: int | None = None) -> Row:
    rows = await reader.rows(documents.plans(release))
    found = next((row for row in rows if row["plan"] == plan), None)
    if found is None:
        known = ", ".join(row["plan"] for row in rows) or "none"
        raise NotFound(f"No plan {plan[:60]!r}; plans here: {known}.", "plan")
    if version in (None, found["version"]):
        return found
    held = await reader.rows(documents.versions(release, plan))
    older = next((row for row in held if row["version"] == version), None)
    if older is None:
        known = ", ".join(str(row["version"]) for row in held)
        raise NotFound(f"No version {version} of {plan}; versions here: {known}.", "version")
    return older


async def _definitions(
    reader: Reader, model: type[Zone | Measure | Target | PublishedFigure], plan_id: int
) -> list[Row]:
    return [row["definition"] for row in await reader.rows(documents.elements(model, plan_id))]


async def _members(reader: Reader, release: int, plan_id: int) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in await reader.rows(documents.members(release, plan_id)):
        member = {"code": row["code"], "name": {"zh": row["name_zh"], "en": row["name_en"]}}
        found.setdefault(row["zone"], []).append(member)
    return found


def _summary(row: Row) -> Row:
    document = row["definition"]["document"]
    return {
        "id": row["plan"],
        "version": row["version"],
        "title": {"zh": document["title_zh"], "en": document["title_en"]},
        "number": document["number"],
        "issuer": {"zh": document["issuer_zh"], "en": document["issuer_en"]},
        "issued": document["issued"],
        "base_year": document["base_year"],
        "horizon": document["horizon"],
        "territory": row["territory"],
        "reference_date": row["definition"]["reference_date"],
        "sha256": row["sha256"],
        "note": document["note"],
    }


def _zone(definition: Row, members: list[Row], reference: Row | None) -> Row:
    certain = definition["membership"] == "not_enumerated"
    return {
        "id": definition["id"],
        "label": {"zh": definition["label_zh"], "en": definition["label_en"]},
        "membership": "enumerated" if reference else definition["membership"],
        "reference": reference,
        "members": [] if certain else members,
        "certain_members": members if certain else [],
        "clause": definition["clause"],
        "note": {"zh": definition["note_zh"] or None, "en": definition["note_en"] or None},
    }


def _labelled(definition: Row) -> Row:
    rest = {name: value for name, value in definition.items() if name not in ("label_zh", "label_en")}
    return {"label": {"zh": definition["label_zh"], "en": definition["label_en"]}} | rest
