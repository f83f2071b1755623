"""Drafts: what entered them, what the checks say, and what is answered to an upload."""

from typing import Annotated, Any, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from app.schemas.common import Problem, Schema
from app.schemas.what_if import Body


class MatchItem(Schema):
    """A row or feature whose unit was not found by its code: what the file called it, and the ground of the match."""

    row: int
    given: str
    unit: str
    ground: str
    reason: str


class Reading(Schema):
    """How a file was read: notes, units by the ground on which they were found, and those to look at."""

    notes: list[str] = Field(default_factory=list)
    grounds: dict[str, int] = Field(default_factory=dict)
    matches: list[MatchItem] = Field(default_factory=list)


class ImportItem(Schema):
    """A file that entered a draft; its bytes are kept, and its hash names them."""

    id: int
    kind: str
    filename: str
    sha256: str
    options: dict[str, Any]
    changes: dict[str, int]
    reading: Reading
    imported_by: str
    imported_at: str


class RegistersItem(Schema):
    """What a file may refer to by its id."""

    datasets: list[str]
    sources: list[str]


class DraftItem(Schema):
    """A draft, or the release that it became."""

    number: int
    state: Literal["draft", "published"]
    created_at: str
    created_by: str
    published_at: str | None
    previewed_at: Annotated[str | None, Field(description="When it was last previewed; null once it has changed.")]
    note: str | None
    imports: list[ImportItem]
    registers: RegistersItem


class DraftAnswer(Schema):
    """One draft."""

    draft: DraftItem


class DraftsAnswer(Schema):
    """The open draft, or none."""

    items: Annotated[list[DraftItem], Field(max_length=1)]


class ImportAnswer(Reading):
    """What an upload did to the draft, by the number of facts, and how it was read."""

    release: int
    kind: str
    filename: str
    sha256: str
    changes: dict[str, int]


class PackageAnswer(Schema):
    """What the files of a package did to the draft, in their order."""

    draft: int
    items: list[ImportAnswer]


class ColumnItem(Schema):
    """A column: the field it would be read as (null: not known), on what ground, and persons to a printed unit."""

    letter: str
    heading: str
    field: str | None
    ground: str
    scale: int
    decimals: int
    samples: list[str]


class LayoutItem(Schema):
    """How a file would be read: its sheet or layer, the row (from 0) where data begins, and its columns in order."""

    sheet: str | None
    data: int
    columns: list[ColumnItem]
    titles: list[str]
    notes: list[str]
    fields: Annotated[list[str], Field(description="What a column may be stated to be.")]


class LayoutAnswer(Schema):
    """What was guessed of one file, under which options; `profile` keeps the reading, in TOML."""

    layout: LayoutItem
    options: dict[str, str]
    profile: str


Pair = Annotated[list[float], Field(min_length=2, max_length=2)]


class FindingItem(BaseModel):
    """One thing that a check found; errors stop a publication, warnings do not."""

    model_config = ConfigDict(extra="allow")

    check: str
    severity: Literal["error", "warning"]
    place: str
    explanation: str
    remedy: str
    unit: Annotated[str | None, Field(description="Permanent id of the unit.")] = None
    file: Annotated[str | None, Field(description="The latest file of the draft that tells of the unit.")] = None
    row: Annotated[int | None, Field(description="Its row as a person counts, or its feature, from 1.")] = None
    coordinates: Annotated[
        Pair | None, Field(description="Longitude and latitude of a point where it shows, WGS 84.")
    ] = None


class ChecksAnswer(Schema):
    """What the checks say of a draft as a whole."""

    draft: int
    errors: int
    warnings: int
    items: list[FindingItem]


class FaultItem(BaseModel):
    """A reason not to import a file: `row` as a person counts it, from 1."""

    model_config = ConfigDict(extra="allow")

    file: str
    row: int | None
    field: str | None
    reason: str


class ImportProblem(Problem):
    """A file that was refused: nothing of it was imported."""

    errors: list[FaultItem]
    error_count: Annotated[int, Field(description="All faults; the first thousand are listed.")]


class NoteBody(Body):
    """Why something is published."""

    note: Annotated[str, Field(min_length=1, max_length=2000, pattern=r"\S", description="What the release brings.")]


class PublicationBody(NoteBody):
    """Why a draft is published, and which one is meant."""

    created_at: Annotated[
        AwareDatetime | None,
        Field(description="The draft's `created_at`, as it was looked at: another draft of that number is refused."),
    ] = None
