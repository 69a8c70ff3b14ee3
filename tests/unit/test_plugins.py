from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from sourcekeeper import plugins
from sourcekeeper.errors import UnknownName


@pytest.fixture(autouse=True)
def _fresh() -> Iterator[None]:
    plugins._foreign.cache_clear()
    yield
    plugins._foreign.cache_clear()


def _install(folder: Path, monkeypatch: pytest.MonkeyPatch, entry: str) -> None:
    info = folder / "an_adapter-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: an-adapter\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text(f"[sourcekeeper.readers]\n{entry}\n")
    monkeypatch.setattr(sys, "path", [*sys.path, str(folder)])


def test_an_adapter_of_another_package_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _install(tmp_path, monkeypatch, "notes = fractions:Fraction")
    assert plugins.names("readers")[-1] == "notes"
    assert plugins.load("readers", "notes").__name__ == "Fraction"
    assert "notes" not in plugins.names("exporters")


def test_a_broken_one_is_told_and_does_not_stop_the_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _install(tmp_path, monkeypatch, "broken = no_such_module_at_all:Reader")
    adapters, failed = plugins.load_all("readers")
    assert len(adapters) == len(plugins.names("readers")) - 1
    assert [each.name for each in failed] == ["broken"]


def test_only_the_adapters_asked_for_are_loaded() -> None:
    adapters, failed = plugins.load_all("readers", {"text", "html"})
    assert [reader.name for reader in adapters] == ["html", "text"]
    assert not failed


def test_an_unknown_name_is_told_with_those_known() -> None:
    with pytest.raises(UnknownName, match="text"):
        plugins.load("readers", "no-such-format")
