"""The ladder of definitions."""

from typing import Literal

from app.schemas.common import Answer, Display, Label, Schema
from app.schemas.explain import PeopledUnit, UnitRef
from app.schemas.measures import Coverage, Published


class ZoneRef(Schema):
    """The zone a measure speaks of; `refers_to` names the plan and zone it is taken from."""

    id: str
    label: Label
    membership: str
    clause: str
    refers_to: str | None


class DenominatorRef(Schema):
    """What a measure is a part of."""

    id: str | None
    label: Label | None


class Against(Schema):
    """What a definition has that the widest has not, and the other way round, in the fewest units."""

    plan: str
    measure: str
    added: list[PeopledUnit]
    missing: list[PeopledUnit]


class DefinitionItem(Schema):
    """One plan's definition of a word, and the number it gives. `numerator` is in persons."""

    rank: int
    rank_by: Literal["value", "published"] | None
    plan: str
    plan_version: int
    plan_title: Label
    measure: str
    kind: str
    label: Label
    clause: str
    zone: ZoneRef
    denominator: DenominatorRef
    members: list[UnitRef] | None
    member_count: int | None
    numerator: float | None
    denominator_value: float | None
    value: float | None
    bounds: list[float] | None
    unit: str
    display: Display
    status: str | None
    reason: str | None
    coverage: Coverage
    published: Published | None
    receipt: str
    against_widest: Against | None


class DefinitionsAnswer(Answer):
    """One word under every plan, largest number first."""

    items: list[DefinitionItem]
