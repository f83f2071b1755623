"""Shapes that recur in answers."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field


class Schema(BaseModel):
    """The base of answer schemas."""

    model_config = ConfigDict(extra="forbid")


class ReleaseRef(Schema):
    """The release an answer was made from; a draft says so, and when it was previewed."""

    number: int
    published_at: Annotated[str | None, Field(description="Null for a draft.")]
    state: Literal["draft"] | None = None
    previewed_at: str | None = None


class Label(Schema):
    """A text in both languages."""

    zh: str | None
    en: str | None


class Display(Schema):
    """A value as people write it; percent stands here and nowhere else."""

    value: str | None
    unit: str


class Problem(BaseModel):
    """A fault of the request (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str
    parameter: Annotated[str | None, Field(description="The parameter to blame.")] = None


class Answer(Schema):
    """What every answer about data names: its release, and what its defaults resolved to."""

    release: ReleaseRef
    query: dict[str, Any]


class Paged(Answer):
    """An answer that may be one page of several."""

    total: int | None = None
    next: str | None = None
