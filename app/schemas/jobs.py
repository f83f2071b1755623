"""Long work: how far it has come, and what became of it."""

from typing import Any, Literal

from app.schemas.common import Problem, Schema


class JobProgress(Schema):
    """The step under way, and how much of it is done."""

    step: str
    done: int
    total: int


class PublicationItem(Schema):
    """What a publication made."""

    release: int
    published_at: str
    unit_values: int
    measures: int
    map: dict[str, int]
    warnings: list[dict[str, Any]]


class JobItem(Schema):
    """A publication or a roll-back: `result` when it is done, `problem` when it failed and changed nothing."""

    id: str
    kind: Literal["publish", "restore"]
    release: int
    state: Literal["running", "done", "failed"]
    progress: JobProgress | None
    result: PublicationItem | None
    problem: Problem | None
    started_by: str
    started_at: str
    finished_at: str | None


class JobAnswer(Schema):
    """One job."""

    job: JobItem
