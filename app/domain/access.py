"""Who may do what: three scopes, each holding those before it."""

from dataclasses import dataclass
from enum import StrEnum


class Scope(StrEnum):
    """Read where reads are closed; edit a draft; publish it.

    >>> Scope.PUBLISH.covers(Scope.EDIT), Scope.READ.covers(Scope.EDIT)
    (True, False)
    """

    READ = "read"
    EDIT = "edit"
    PUBLISH = "publish"

    def covers(self, other: "Scope") -> bool:
        """Whether this scope allows what the other does."""
        order = list(Scope)
        return order.index(self) >= order.index(other)


ACTIONS = (
    "draft.open", "file.import", "draft.preview", "draft.discard", "outlines.fix", "release.publish", "release.restore",
    "key.create", "key.revoke",
)  # fmt: skip
"""What the log of what was done tells of."""


@dataclass(frozen=True, slots=True)
class Principal:
    """Somebody who has shown who they are; ``id`` tells two of one name apart, such as the prefix of a key."""

    id: str
    name: str
    scope: Scope

    @property
    def actor(self) -> str:
        """How records name them."""
        return f"{self.name} ({self.id})" if self.id != self.name else self.name
