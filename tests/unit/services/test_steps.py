"""Progress: told at the start and the end, never beyond the total, and seldom enough."""

import pytest

from app.services.steps import Steps


def test_told_at_the_start_and_at_the_end() -> None:
    told: list[tuple[str, int, int]] = []
    steps = Steps("tiles", lambda *step: told.append(step), 1000)
    for _ in range(1000):
        steps.advance(1)
    steps.end()
    assert told[0] == ("tiles", 0, 1000)
    assert told[-1] == ("tiles", 1000, 1000)
    assert len(told) < 50


def test_told_again_after_a_while_and_never_more_than_all(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = iter(float(second) for second in range(100))
    monkeypatch.setattr("app.services.steps.time.monotonic", lambda: next(clock))
    told: list[int] = []
    steps = Steps("tiles", lambda _name, done, _total: told.append(done), 5)
    for _ in range(4):
        steps.advance(2)
    assert told == [0, 2, 4, 5, 5]


def test_nothing_to_do_is_one_step_done() -> None:
    told: list[tuple[int, int]] = []
    Steps("tiles", lambda _name, done, total: told.append((done, total)), 0).end()
    assert told == [(0, 1), (1, 1)]
