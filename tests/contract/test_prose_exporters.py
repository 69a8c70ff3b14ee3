"""The contract of exporters over those that write for people and for reference managers, and what is theirs alone."""

from __future__ import annotations

import re

import pytest
import rispy
from lxml import etree
from markdown_it import MarkdownIt

from sourcekeeper import plugins
from sourcekeeper.citing.exporters.ris import RisExporter
from sourcekeeper.ports import Exporter
from sourcekeeper.testing.citing import ExporterContract, an_entry, hostile_entries, some_entries


@pytest.mark.parametrize("name", ["html", "markdown", "ris", "text", "wikitext"])
class TestProse(ExporterContract):
    @pytest.fixture
    def exporter(self, name: str) -> Exporter:
        made: Exporter = plugins.load("exporters", name)()
        return made

    def test_its_name_is_the_one_it_is_registered_by(self, exporter: Exporter, name: str) -> None:
        assert exporter.name == name

    def test_an_entry_of_nothing_but_an_address_is_written(self, exporter: Exporter, name: str) -> None:
        entry = an_entry("k", type="webpage", URL="https://example.org/long-winded-report.html")
        assert "long winded report" in "".join(exporter.export([entry]))


ENTRIES = {"tame": some_entries(), "hostile": hostile_entries()}


@pytest.mark.parametrize("entries", ENTRIES.values(), ids=ENTRIES)
def test_rispy_gives_every_entry_back(entries):
    records = rispy.loads("".join(RisExporter().export(entries)))
    assert [record["id"] for record in records] == [entry.work.key for entry in entries]


def test_ris_lines_end_as_its_readers_expect():
    written = "".join(RisExporter().export(some_entries()))
    assert written.count("\r\n") == written.count("\n")
    assert "DA  - 2018/04//\r\n" in written


@pytest.mark.parametrize("entries", ENTRIES.values(), ids=ENTRIES)
def test_html_is_well_formed_whatever_comes(entries):
    written = "".join(plugins.load("exporters", "html")().export(entries))
    items = etree.fromstring(written).findall("li")
    assert [item.get("id") for item in items] == [entry.work.key for entry in entries]


def test_html_links_carry_their_snapshot():
    entry = an_entry("k", archived=True, type="webpage", title="A & B", URL="https://example.org/a?b=1&c=2")
    (link, _archive) = etree.fromstring("".join(plugins.load("exporters", "html")().export([entry]))).iter("a")
    assert link.get("href") == link.get("data-originalurl") == "https://example.org/a?b=1&c=2"
    assert link.get("data-versionurl").startswith("https://web.archive.org/web/20240720093000/")
    assert link.get("data-versiondate") == "2024-07-20"


@pytest.mark.parametrize("entries", ENTRIES.values(), ids=ENTRIES)
def test_markdown_reads_back_as_one_list_with_an_item_an_entry(entries):
    written = "".join(plugins.load("exporters", "markdown")().export(entries))
    tokens = MarkdownIt().parse(written)
    assert sum(token.type == "list_item_open" for token in tokens) == len(entries)
    assert sum(token.type == "bullet_list_open" for token in tokens) == 1


def test_wikitext_names_the_day_of_the_snapshot_and_never_an_archive_without_one():
    entry = an_entry("k", archived=True, type="webpage", title="T | U [v]", language="fr", URL="https://example.org/a")
    written = "".join(plugins.load("exporters", "wikitext")().export([entry]))
    assert "{{Lien web" in written
    assert "|archive-date=20 juillet 2024" in written
    assert "T {{!}} U &#91;v&#93;" in written
    undated = an_entry("k", type="webpage", title="T", URL="https://e.org", archive_location="https://archive.ph/x")
    assert "archive-url" not in "".join(plugins.load("exporters", "wikitext")().export([undated]))


@pytest.mark.parametrize("entries", ENTRIES.values(), ids=ENTRIES)
def test_wikitext_braces_are_balanced_and_addresses_unbroken(entries):
    written = "".join(plugins.load("exporters", "wikitext")().export(entries))
    for line in written.splitlines():
        assert line.count("{{") == line.count("}}")
        assert all(not re.search(r"[\s\[\]{}<>]", url) for url in re.findall(r"url=(\S+) ", line))
