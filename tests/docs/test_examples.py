"""Examples in docstrings run."""

import doctest
import importlib
import pkgutil

import pytest

import sourcekeeper

MODULES = sorted(
    module.name
    for module in pkgutil.walk_packages(sourcekeeper.__path__, "sourcekeeper.")
    if not module.name.endswith("__main__")
)


@pytest.mark.parametrize("name", MODULES)
def test_examples_in_docstrings_are_true(name):
    result = doctest.testmod(importlib.import_module(name), optionflags=doctest.ELLIPSIS)
    assert result.failed == 0
