"""What is wrong with a file, told place by place and all at once."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """A reason not to import: ``row`` is the line or feature number as a person counts it, from 1."""

    file: str
    row: int | None
    field: str | None
    reason: str

    def as_json(self) -> dict[str, object]:
        """Return the fault as a JSON object."""
        return asdict(self)

    def __str__(self) -> str:
        place = self.file + (f", row {self.row}" if self.row is not None else "")
        return f"{place}{f', {self.field}' if self.field else ''}: {self.reason}"


class ImportRefused(Exception):  # noqa: N818 -- a refusal, not a malfunction
    """The file was not imported; nothing was changed."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults: Sequence[Fault] = tuple(faults)
        super().__init__(f"{len(self.faults)} fault{'s' if len(self.faults) != 1 else ''}; nothing was imported")
