"""The work behind `sourcekeeper cite`."""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Sequence
from typing import Any

import click

from sourcekeeper import cite as cite_text
from sourcekeeper import export, plugins
from sourcekeeper.citing.merge import merge
from sourcekeeper.cli import contracts
from sourcekeeper.cli.documents import named, tell_unreadable
from sourcekeeper.cli.options import CommonOptions
from sourcekeeper.cli.output import print_json, print_line, warn
from sourcekeeper.cli.session import scratch_keeper
from sourcekeeper.cli.settings import settings_for
from sourcekeeper.errors import DocumentError, UnknownName
from sourcekeeper.keeper import Keeper
from sourcekeeper.keeper.documents import is_url, load_file
from sourcekeeper.keeper.pages import item_of_body
from sourcekeeper.model import CitedNote, Item, Note
from sourcekeeper.web.addresses.mending import doi_address
from sourcekeeper.web.page import read_page
from sourcekeeper.web.urls import find_addresses

_DOI = re.compile(r"(?i)(?:doi\s?:\s?)?(10\.\d{4,9}(?:\.\d+)*/\S+)")


def cite(
    common: CommonOptions, texts: Sequence[str], documents: Sequence[str], format: str, language: str | None
) -> int:
    """Print entries for texts, addresses and documents; the exit code is 1 when one gave nothing."""
    if format not in plugins.names("exporters"):
        raise UnknownName("exporter", format, plugins.names("exporters"))
    items: list[Item] = []
    texts = [_address_of_doi(text) or text for text in texts]
    asked = [note_of(text) for text in texts if is_url(text)]
    with scratch_keeper(common, online=any(map(is_url, (*texts, *documents))), notes=asked) as keeper:
        reads = list(keeper.read(named(documents)))
        silent = tell_unreadable(reads)
        for cited in (note for read in reads for note in read.notes):
            items += [citation.item for citation in cited.citations if citation.item is not None]
        for text in texts:
            found = found_in(keeper, text, language)
            silent = silent or not found
            items += found
    print_items(common, items, format)
    return 1 if silent else 0


def print_items(common: CommonOptions, items: Sequence[Item], format: str) -> None:
    """Print items in a format, or as the JSON of `cite`."""
    if common.as_json:
        print_json({"schema": contracts.CITE, **_told(items)})
    elif items:
        click.echo(export(items, format), nl=False)


def note_of(url: str) -> CitedNote:
    """Return a note that cites an address, so that the sandbox knows it for one that is cited."""
    return CitedNote(note=Note(id=url, number="", text=url, addresses=find_addresses(url)))


def found_in(keeper: Keeper, text: str, language: str | None) -> list[Item]:
    """Return the items of a footnote's text or of a page; what gives none is told on stderr."""
    found = _from_address(keeper, text) if is_url(text) else _from_text(text, language)
    found = [item for item in found if item.fields]
    if not found:
        hint = f". Cite what that file cites with --document {text}" if os.path.isfile(text) else ""
        warn(f"no source found in {text[:60]!r}{hint}")
    return found


def _address_of_doi(text: str) -> str:
    """Return the address of a text that is a DOI and nothing else: its registry knows more than a reader does."""
    alone = _DOI.fullmatch(text.strip())
    return doi_address(alone[1]) if alone else ""


def _from_address(keeper: Keeper, url: str) -> list[Item]:
    """Ask an address; say when it was no use and what was read instead."""
    page = keeper.cite_page(url)
    if page.trouble:
        instead = f"; read from its snapshot {page.snapshot.uri}" if page.snapshot else ""
        warn(f"{url}: {page.trouble}{instead}")
    return [page.item]


def cite_lines(common: CommonOptions, language: str | None) -> int:
    """Answer each JSON line of standard input with one; a bad line gives its error. The exit code is 1 with any."""
    most = settings_for(common).max_document_bytes
    failed = False
    for line in sys.stdin.buffer:
        if not line.strip():
            continue
        answer = _answer(line, language, most)
        failed = failed or "error" in answer
        print_line(answer)
    return 1 if failed else 0


def _answer(line: bytes, language: str | None, most_bytes: int) -> dict[str, Any]:
    id = None
    try:
        given = json.loads(line.decode("utf-8-sig"))
        if not isinstance(given, dict):
            raise ValueError("it is no object")
        id = given.get("id")
        items = _from_line(given, language, most_bytes)
    except (ValueError, DocumentError, RecursionError) as error:
        return {"schema": contracts.CITE, "id": id, "error": f"not a line to cite: {error}"}
    return {"schema": contracts.CITE, "id": id, **_told(items)}


def _from_line(given: dict[str, Any], language: str | None, most_bytes: int) -> list[Item]:
    if not ("text" in given or "page" in given):
        raise ValueError("neither text nor page is given")
    text, page_file, url, content_type, lang = (
        _text_of(given, name) for name in ("text", "page", "url", "content_type", "lang")
    )
    noted = _from_text(text, lang or language) if text else []
    if not page_file:
        return noted
    data = load_file(page_file, most_bytes).data
    paged = read_page(data, url=url, status=200, content_type=content_type).item
    if not paged.fields:
        paged = item_of_body(data)
    if not paged.fields:  # a wall, an error: no metadata
        return noted
    return [merge(noted[0], paged), *noted[1:]] if noted else [paged]


def _text_of(given: dict[str, Any], name: str) -> str:
    value = given.get(name)
    if not isinstance(value, str | None):
        raise ValueError(f"{name} is no text")
    return value or ""


def _from_text(text: str, language: str | None) -> list[Item]:
    return [citation.item for citation in cite_text(text, language=language) if citation.item is not None]


def _told(items: Sequence[Item]) -> dict[str, Any]:
    """Return items, each field's origin, and where note and page exclude each other; lists of one length."""
    writer = contracts.ItemWriter()
    return {
        "items": [writer.csl(item) for item in items],
        "provenance": [contracts.provenance(item) for item in items],
        "contradictions": [contracts.item_contradictions(item) for item in items],
    }
