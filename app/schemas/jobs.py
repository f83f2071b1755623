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


class PreviewItem(Schema):
    """What a preview holds; `findings` are all that the checks say, errors that stop a publication among them."""

    release: int
    previewed_at: str
    unit_values: int
    measures: int
    map: dict[str, int]
    findings: list[dict[str, Any]]


class JobItem(Schema):
    """A publication, a roll-back or a preview: `result` at its end, `problem` when it failed and changed nothing."""

    id: str
    kind: Literal["publish", "restore", "preview"]
    release: int
    state: Literal["running", "done", "failed"]
    progress: JobProgress | None
    result: PublicationItem | PreviewItem | None
    problem: Problem | None
    started_by: str
    started_at: str
    finished_at: str | None


class JobAnswer(Schema):
    """One job."""

    job: JobItem
