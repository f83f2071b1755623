"""Every example in the domain's docstrings holds; the formulas carry published numbers there."""

import doctest
import importlib
import pkgutil

import pytest

import app.domain

MODULES = [f"app.domain.{module.name}" for module in pkgutil.iter_modules(app.domain.__path__)]
FORMULAS = {"share", "density", "growth", "structure", "primacy", "concentration", "verdict", "rounding"}


@pytest.mark.parametrize("name", MODULES)
def test_examples_hold(name: str) -> None:
    module = importlib.import_module(name)
    result = doctest.testmod(module)
    assert result.failed == 0
    if name.rsplit(".", 1)[1] in FORMULAS:
        assert result.attempted >= 2
