"""The reference page is complete, and the examples in docstrings are true."""

from __future__ import annotations

import doctest
from dataclasses import fields
from pathlib import Path

import pytest

from sourcekeeper.sandbox import chance, mementos
from sourcekeeper.sandbox.chance import Chance
from sourcekeeper.sandbox.faults import Faults
from sourcekeeper.sandbox.kinds import SHARES, Kind

PAGE = Path(__file__).parents[3] / "docs" / "reference" / "sandbox.md"


@pytest.mark.parametrize("field", fields(Faults), ids=lambda field: field.name)
def test_every_fault_is_in_the_reference(field: object) -> None:
    name = field.name  # type: ignore[attr-defined]
    value = {bool: True, Chance: Chance(0.5), tuple: ("x",)}.get(type(getattr(Faults(), name)), 1.5)
    written = str(Faults(**{name: value})).partition("=")[0]
    assert any(written in cell for cell in PAGE.read_text(encoding="utf-8").split("`")[1::2])


def test_every_kind_is_in_the_reference() -> None:
    words = set(PAGE.read_text(encoding="utf-8").replace("`", " ").replace(".", " ").split())
    assert {kind.value for kind in Kind} <= words


def test_the_shares_are_of_a_hundred() -> None:
    assert sum(share for _, share in SHARES) == 100


@pytest.mark.parametrize("module", [chance, mementos])
def test_examples_are_true(module: object) -> None:
    outcome = doctest.testmod(module)  # type: ignore[arg-type]
    assert outcome.attempted
    assert not outcome.failed
