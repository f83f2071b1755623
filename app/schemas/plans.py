"""Plans and zones."""

from typing import Any

from pydantic import ConfigDict

from app.schemas.common import Answer, Label, Schema


class PlanSummary(Schema):
    """A plan and the document it stands in."""

    id: str
    version: int
    title: Label
    number: str
    issuer: Label
    issued: str
    base_year: int
    horizon: list[int]
    territory: str
    reference_date: str
    sha256: str
    note: str


class Member(Schema):
    """A unit of a zone."""

    code: str
    name: Label


class ZoneItem(Schema):
    """A zone as the plan draws it."""

    id: str
    label: Label
    membership: str
    reference: dict[str, str] | None
    members: list[Member]
    certain_members: list[Member]
    clause: str
    note: Label


class PlanItem(PlanSummary):
    """A plan with all its elements, each as the plan language validated it."""

    versions: list[int]
    zones: list[ZoneItem]
    measures: list[dict[str, Any]]
    targets: list[dict[str, Any]]
    published_figures: list[dict[str, Any]]
    printed_inputs: list[dict[str, Any]]
    claims: list[dict[str, Any]]
    outlooks: list[dict[str, Any]]


class PlansAnswer(Answer):
    """The plans."""

    items: list[PlanSummary]


class PlanAnswer(Answer):
    """One plan."""

    item: PlanItem


class ZonesAnswer(Answer):
    """Zones as JSON; as GeoJSON the answer is a FeatureCollection with the same members beside it."""

    model_config = ConfigDict(extra="allow")

    items: list[ZoneItem] | None = None
