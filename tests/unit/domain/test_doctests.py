"""Every example in the domain's docstrings holds; the formulas carry published numbers there."""

import doctest
import importlib
import pkgutil

import pytest

import app.domain

MODULES = [module.name for module in pkgutil.walk_packages(app.domain.__path__, "app.domain.")]
FORMULAS = {"share", "density", "growth", "structure", "primacy", "concentration", "verdict", "rounding"}


@pytest.mark.parametrize("name", MODULES)
def test_examples_hold(name: str) -> None:
    module = importlib.import_module(name)
    result = doctest.testmod(module)
    assert result.failed == 0
    if name.rsplit(".", 1)[1] in FORMULAS:
        assert result.attempted >= 2
