"""No adapter without a suite: what the table of plug-ins names is tested against the contract of its seam."""

from __future__ import annotations

from pathlib import Path

import pytest

from sourcekeeper import plugins

HERE = Path(__file__).parent
SUITES = (*HERE.glob("test_*.py"), *HERE.parent.glob("unit/reading/lists/test_*.py"))


@pytest.mark.parametrize(
    ("family", "name"),
    [(family, name) for family in plugins.FAMILIES for name in plugins.names(family)],
)
def test_every_adapter_of_the_table_stands_in_a_suite(family: str, name: str) -> None:
    adapter = plugins.load(family, name).__name__
    others = (path.read_text(encoding="utf-8") for path in SUITES if path != Path(__file__))
    assert any(adapter in text or f'"{name}"' in text for text in others)
