"""The contract of exporters, over each of ours; and the real programs that read what they write."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from sourcekeeper import export
from sourcekeeper.citing.exporters.biblatex import BiblatexExporter
from sourcekeeper.citing.exporters.bibtex import BibtexExporter
from sourcekeeper.citing.exporters.csl_json import CslJsonExporter
from sourcekeeper.csl import item_from_csl
from sourcekeeper.ports import Entry, Exporter
from sourcekeeper.testing.citing import ExporterContract, hostile_entries, some_entries

SCHEMA = Path(__file__).parents[1] / "data" / "csl-data.json"
DIALECTS = {"csljson": CslJsonExporter(), "biblatex": BiblatexExporter(), "bibtex": BibtexExporter()}
ALL = {"tame": some_entries(), "hostile": hostile_entries()}

needs_pandoc = pytest.mark.skipif(shutil.which("pandoc") is None, reason="pandoc is not installed")


class TestCslJson(ExporterContract):
    @pytest.fixture
    def exporter(self) -> Exporter:
        return CslJsonExporter()


class TestBiblatex(ExporterContract):
    @pytest.fixture
    def exporter(self) -> Exporter:
        return BiblatexExporter()


class TestBibtex(ExporterContract):
    @pytest.fixture
    def exporter(self) -> Exporter:
        return BibtexExporter()


def _pandoc(dialect: str, text: str) -> list[dict[str, Any]]:
    done = subprocess.run(
        ["pandoc", "-f", dialect, "-t", "csljson"],
        input=text,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert not done.stderr, done.stderr
    return list(json.loads(done.stdout))


@needs_pandoc
@pytest.mark.parametrize("entries", ALL.values(), ids=ALL)
@pytest.mark.parametrize("dialect", DIALECTS)
def test_pandoc_gives_every_entry_back(dialect: str, entries: tuple[Entry, ...]) -> None:
    items = _pandoc(dialect, "".join(DIALECTS[dialect].export(entries)))
    assert sorted(item["id"] for item in items) == sorted(entry.work.key for entry in entries)


@needs_pandoc
@pytest.mark.parametrize("dialect", ["biblatex", "bibtex"])
def test_pandoc_reads_addresses_and_bodies_as_they_are(dialect: str) -> None:
    items = {item["id"]: item for item in _pandoc(dialect, "".join(DIALECTS[dialect].export(some_entries())))}
    assert items["lovelace2018video"]["URL"] == "https://vigie.example/video-protection_100%25.html"
    assert items["collectif2023eteindre"]["URL"] == "https://eteintes.example/nuit?a=1&b=2#p~3"
    assert items["collectif2023eteindre"]["author"] == [{"literal": "Collectif des caméras éteintes"}]
    assert items["collectif2023eteindre"]["title"] == "Éteindre « la nuit » | Collectif"
    assert items["cos2019carriere"]["DOI"] == "10.1234/ab_c.1"
    assert items["lovelace2018video"]["issued"]["date-parts"] == [[2018, 4]]


@needs_pandoc
def test_pandoc_keeps_types_of_biblatex() -> None:
    items = {item["id"]: item for item in _pandoc("biblatex", "".join(BiblatexExporter().export(some_entries())))}
    lost = {"entretien2023", "circa2011", "x2024", "nothing", "wiki", "tract2022", "radio2021"}
    for entry in some_entries():
        if entry.work.key not in lost:
            assert items[entry.work.key]["type"] == entry.work.item.type, entry.work.key


@needs_pandoc
@pytest.mark.parametrize("entries", ALL.values(), ids=ALL)
def test_pandoc_formats_a_bibliography_of_it(tmp_path: Path, entries: tuple[Entry, ...]) -> None:
    written = tmp_path / "out.json"
    written.write_text("".join(CslJsonExporter().export(entries)), encoding="utf-8")
    done = subprocess.run(
        ["pandoc", "-f", "markdown", "--citeproc", "--bibliography", str(written), "-t", "plain"],
        input='---\nnocite: "@*"\nlang: fr\n---\n', capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert not done.stderr


@pytest.mark.parametrize("entries", ALL.values(), ids=ALL)
def test_the_csl_schema_accepts_it(tmp_path: Path, entries: tuple[Entry, ...]) -> None:
    pytest.importorskip("check_jsonschema", reason="check-jsonschema is not installed")
    written = tmp_path / "out.json"
    written.write_text("".join(CslJsonExporter().export(entries)), encoding="utf-8")
    command = [sys.executable, "-m", "check_jsonschema", "--schemafile", str(SCHEMA), str(written)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("entries", ALL.values(), ids=ALL)
@pytest.mark.parametrize("dialect", ["biblatex", "bibtex"])
def test_pybtex_reads_it(dialect: str, entries: tuple[Entry, ...]) -> None:
    database = pytest.importorskip("pybtex.database", reason="pybtex is not installed")
    read = database.parse_string("".join(DIALECTS[dialect].export(entries)), "bibtex")
    assert sorted(read.entries) == sorted(entry.work.key for entry in entries)


@pytest.mark.parametrize("format", ["biblatex", "bibtex"])
def test_a_person_is_no_institution(format: str) -> None:
    """A report needs one: the body among its authors is taken for it, and nobody where there is none."""
    person = {"type": "report", "title": "A report", "author": [{"family": "Lee", "given": "Ann"}]}
    body = {**person, "author": [*person["author"], {"literal": "Cour des comptes"}]}
    written = export(map(item_from_csl, (person, body)), format)
    assert written.count("institution = ") == 1
    assert "institution = {{Cour des comptes}}" in written
