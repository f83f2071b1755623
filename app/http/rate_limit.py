"""How often one client may ask for costly work: a bucket of tokens each, filled again at a steady rate."""

import time
from collections import OrderedDict
from collections.abc import Callable

_KEPT = 10_000  # clients; one forgotten starts with a full bucket


class RateLimit:
    """At most ``per_minute`` at once, and as many a minute in the long run; 0 for no limit. Counts in this worker."""

    def __init__(self, per_minute: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._capacity, self._per_second = float(per_minute), per_minute / 60
        self._clock = clock
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, client: str) -> float:
        """Take a token; return 0, or the seconds until there is one."""
        if not self._per_second:
            return 0.0
        now = self._clock()
        tokens, since = self._buckets.pop(client, (self._capacity, now))
        tokens = min(self._capacity, tokens + (now - since) * self._per_second)
        wait = 0.0 if tokens >= 1 else (1 - tokens) / self._per_second
        self._buckets[client] = (tokens if wait else tokens - 1), now
        while len(self._buckets) > _KEPT:
            self._buckets.popitem(last=False)
        return wait
