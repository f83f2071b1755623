"""The one error of this package: what is wrong and what to do about it."""


class EmbeddedClusterError(Exception):
    """The embedded cluster cannot run; `remedy` tells the operator what to do."""

    def __init__(self, problem: str, remedy: str) -> None:
        super().__init__(f"{problem}\n  Remedy: {remedy}")
        self.problem = problem
        self.remedy = remedy
