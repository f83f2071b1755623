"""Buckets of tokens: as many as allowed at once, then at a steady rate, each client for itself."""

import pytest

from app.http.rate_limit import RateLimit


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def test_a_full_bucket_is_spent_and_filled_again_steadily() -> None:
    clock = Clock()
    limit = RateLimit(6, clock)
    assert [limit.take("a") for _ in range(6)] == [0.0] * 6
    assert limit.take("a") == pytest.approx(10)
    assert limit.take("b") == 0.0
    clock.now += 4
    assert limit.take("a") == pytest.approx(6)  # asking in vain costs nothing
    clock.now += 6
    assert limit.take("a") == 0.0
    assert limit.take("a") > 0
    clock.now += 3600
    assert [limit.take("a") > 0 for _ in range(7)] == [False] * 6 + [True]  # no more than a bucket is saved up


def test_nothing_is_counted_without_a_limit() -> None:
    limit = RateLimit(0)
    assert not any(limit.take("a") for _ in range(1000))


def test_memory_of_clients_is_bounded() -> None:
    clock = Clock()
    limit = RateLimit(1, clock)
    limit.take("first")
    for number in range(10_000):
        limit.take(str(number))
    assert limit.take("first") == 0.0  # forgotten, so it begins anew
    assert limit.take("9999") > 0
