"""A thousand hostile items, and every labelled one, through the programs that people read bibliographies with.

Each program is called once over all of them. What it may complain of is listed here: of fields that the source does
not have, and of types that BibLaTeX names without giving them fields.
"""

from __future__ import annotations

import json
import re
import unicodedata
from pathlib import Path
from typing import Any
from urllib.parse import quote

import bibtexparser
import pytest
import rispy
from tests.contract.real_clients import (
    biber_complaints,
    bibtex_complaints,
    needs,
    needs_latex,
    pandoc_bibliography,
    pandoc_items,
    schema_complaints,
)

from sourcekeeper import plugins
from sourcekeeper.csl import item_from_csl
from sourcekeeper.model import Name, PartialDate, Work
from sourcekeeper.ports import Entry, ExportSettings
from sourcekeeper.testing.citing import an_entry, some_entries
from sourcekeeper.testing.hostile_items import hostile_items

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared" / "corpus"
FORMATS = ("biblatex", "bibtex", "csl-json", "ris")


def labelled_entries() -> list[Entry]:
    """Return an entry for each item that a person labelled: ours, and those of the common corpus where it is."""
    items = []
    for case in json.loads((ROOT / "tests" / "eval" / "citing_notes.json").read_text(encoding="utf-8")):
        for cited in case["citations"]:
            dates = {name: {"date-parts": cited[name]} for name in ("issued", "accessed") if name in cited}
            items.append({"language": case["lang"], **cited, **dates})
    for name in ("footnotes/truth.json", "pages/truth.json"):
        path = SHARED / name
        for case in json.loads(path.read_text(encoding="utf-8")) if path.exists() else ():
            items += [item for item in case.get("items") or [case.get("item")] if item]
    return [
        Entry(work=Work(id=str(index), key=f"labelled{index}", item=item_from_csl(item)))
        for index, item in enumerate(items)
    ]


SETS = {"labelled": [*some_entries(), *labelled_entries()], "hostile": list(hostile_items(1000))}


class Written:
    """One set of entries in every format, in a folder of its own."""

    def __init__(self, folder: Path, entries: list[Entry]) -> None:
        self.entries, self.folder = entries, folder
        for name in FORMATS:
            exporter = plugins.load("exporters", name)()
            text = "".join(exporter.export(entries))
            self.file(name).write_text(text, encoding="utf-8", newline="")
        self.items = {item["id"]: item for item in json.loads(self.file("csl-json").read_text(encoding="utf-8"))}
        self.keys = [entry.work.key for entry in entries]
        self._read: dict[str, list[dict[str, Any]]] = {}

    def file(self, name: str) -> Path:
        return self.folder / f"{name}{plugins.load('exporters', name).suffix}"

    def as_pandoc_reads(self, name: str) -> list[dict[str, Any]]:
        """Return what pandoc makes of one format; it takes seconds, and is asked once."""
        if name not in self._read:
            self._read[name] = pandoc_items(name.replace("csl-json", "csljson"), self.file(name))
        return self._read[name]


@pytest.fixture(scope="module", params=SETS)
def written(request, tmp_path_factory) -> Written:
    return Written(tmp_path_factory.mktemp(request.param), SETS[request.param])


def test_the_csl_schema_accepts_every_item(written):
    assert schema_complaints(written.file("csl-json")) == ""


@needs("pandoc")
@pytest.mark.parametrize("format", ["csl-json", "biblatex", "bibtex"])
def test_pandoc_reads_every_item_without_a_word(written, format):
    assert [item["id"] for item in written.as_pandoc_reads(format)] == written.keys


@needs("pandoc")
def test_pandoc_sets_every_item_without_a_word(written):
    assert pandoc_bibliography(written.file("csl-json")).strip()


MISSING = re.compile(
    r"WARN - Datamodel: Entry '(\S+)' \(\S+\): Missing mandatory field (?:- one of )?(.*?)(?: must.*)?$"
)
NO_FIELDS = re.compile(r"WARN - Datamodel: .* for entrytype '(?:audio|video|legislation|jurisdiction)'$")
CSL_NAMES = {
    "author": ("author",), "editor": ("editor",), "date": ("issued",), "year": ("issued",), "title": ("title",),
    "booktitle": ("container-title",), "journaltitle": ("container-title",), "journal": ("container-title",),
    "publisher": ("publisher",), "school": ("publisher",), "institution": ("publisher",),
    "url": ("URL",), "doi": ("DOI",), "eprint": ("URL",), "number": ("number",),
}  # fmt: skip


def is_missing(item: dict, field: str) -> bool:
    """Whether the source has no such thing, so that a program may say so: a person is no institution."""
    has_body = field == "institution" and any("literal" in name for name in item.get("author", []))
    return not has_body and not any(item.get(name) for name in CSL_NAMES[field])


@needs("biber")
def test_biber_complains_only_of_what_the_source_does_not_have(written):
    for line in biber_complaints(written.file("biblatex")):
        missing = MISSING.fullmatch(line)
        if missing is None:
            assert NO_FIELDS.fullmatch(line), line
        else:
            fields = missing[2].replace("'", "").split(", ")
            assert all(is_missing(written.items[missing[1]], field) for field in fields), line


@needs("bibtex")
@pytest.mark.parametrize("style", ["plain", pytest.param("plainurl", marks=needs_latex("plainurl.bst"))])
def test_bibtex_complains_only_of_what_the_source_does_not_have(written, style):
    for line in bibtex_complaints(written.file("bibtex"), style):
        said = re.fullmatch(r"Warning--empty (\w+)(?: and (\w+))? in (\S+)", line)
        assert said, line
        assert all(is_missing(written.items[said[3]], field) for field in said.groups()[:2] if field), line


@pytest.mark.parametrize("dialect", ["biblatex", "bibtex"])
def test_pybtex_and_bibtexparser_read_every_item(written, dialect):
    database = pytest.importorskip("pybtex.database", reason="pybtex is not installed")
    file = written.file(dialect)
    assert list(database.parse_file(str(file), "bibtex").entries) == written.keys
    library = bibtexparser.parse_file(str(file))
    assert library.failed_blocks == []
    assert [entry.key for entry in library.entries] == written.keys


def test_rispy_reads_every_item(written):
    with written.file("ris").open(encoding="utf-8", newline="") as file:
        records = rispy.load(file)
    assert [record["id"] for record in records] == written.keys
    assert not any("unknown_tag" in record for record in records)


# --- .bib and .json say the same ------------------------------------------------------------------------------------


def folded(text: str) -> str:
    """Return a text less what pandoc's typography changes: kinds of quotation marks, raised letters, spaces."""
    text = re.sub(r'<span class="nocase">|</span>|</?sup>', "", text)
    return re.sub(r"[\"'`“”‘’„\s]", "", unicodedata.normalize("NFKC", text))


def names(item: dict) -> list[str]:
    parts = ("given", "dropping-particle", "non-dropping-particle", "family", "suffix")
    written = (name.get("literal") or " ".join(filter(None, map(name.get, parts))) for name in item.get("author", ()))
    return [folded(name) for name in written]


def address(item: dict) -> str:
    return quote(item.get("URL", ""), safe="%:/?#[]@!$&()*+,;=~|")


@needs("pandoc")
@pytest.mark.parametrize("dialect", ["biblatex", "bibtex"])
def test_the_bib_says_what_the_json_says(written, dialect):
    for read in written.as_pandoc_reads(dialect):
        ours = written.items[read["id"]]
        if "title" in ours:
            assert folded(read["title"]) == folded(ours["title"]), read["id"]
        assert names(read) == names(ours), read["id"]
        if "URL" in ours or not ours.get("number", "").startswith("arXiv:"):  # pandoc makes its address of it
            assert address(read) == address(ours), read["id"]
        days = ours.get("issued", {}).get("date-parts")
        # Classic BibTeX knows a year and a month, of one day.
        wanted = days and [days[0][:2]] if dialect == "bibtex" else days
        assert read.get("issued", {}).get("date-parts") == wanted, read["id"]


# --- a snapshot survives its reader ---------------------------------------------------------------------------------


@needs("pandoc")
@pytest.mark.parametrize("kind", ["webpage", "article-newspaper", "post", "post-weblog", "report"])
def test_pandoc_prints_the_snapshot_of_what_is_on_the_web(tmp_path, kind):
    entry = an_entry(
        "k", archived=True, type=kind, title="Un titre", author=(Name(family="Lee", given="Ann"),),
        issued=PartialDate(start=(2020, 5)), URL="https://a.example/wiki/L'Humanité_(journal)", language="fr",
    )  # fmt: skip
    file = tmp_path / "a.json"
    exporter = plugins.load("exporters", "csl-json")()
    file.write_text("".join(exporter.export([entry], ExportSettings(reader="pandoc"))), encoding="utf-8")
    printed = pandoc_bibliography(file)
    assert "ttps://web.archive.org/web/20240720093000/https://a.example/wiki/L%27Humanité_(journal)" in printed
    assert "https://a.example/wiki/L%27Humanité_(journal)" in printed
