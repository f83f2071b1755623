"""Scopes hold those before them; records name who acted."""

import pytest

from app.domain.access import Principal, Scope


@pytest.mark.parametrize(
    ("scope", "covered"),
    [(Scope.READ, {"read"}), (Scope.EDIT, {"read", "edit"}), (Scope.PUBLISH, {"read", "edit", "publish"})],
)
def test_each_scope_holds_those_before_it(scope: Scope, covered: set[str]) -> None:
    assert {other.value for other in Scope if scope.covers(other)} == covered


def test_a_record_tells_two_of_one_name_apart() -> None:
    assert Principal("a1b2", "office", Scope.EDIT).actor == "office (a1b2)"
    assert Principal("wang", "wang", Scope.EDIT).actor == "wang"
