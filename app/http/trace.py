"""What a request leaves behind for the metrics: who answered it, and whether from memory."""

from dataclasses import dataclass

from starlette.types import Scope

_KEY = "polycentre.trace"


@dataclass(slots=True)
class Trace:
    """Filled in by the middleware further in."""

    handler: str = "none"
    from_memory: bool | None = None


def begin_trace(scope: Scope) -> Trace:
    """Attach an empty trace to a request."""
    scope[_KEY] = trace = Trace()
    return trace


def trace_of(scope: Scope) -> Trace:
    """Return the trace of a request; without metrics, one that nobody reads."""
    found: Trace = scope.get(_KEY) or Trace()
    return found


def handler_of(scope: Scope) -> str:
    """Name the function that the router chose for a request."""
    endpoint = scope.get("endpoint")
    return "none" if endpoint is None else getattr(endpoint, "__name__", type(endpoint).__name__)
