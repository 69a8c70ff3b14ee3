"""The work behind `sourcekeeper cite`."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from sourcekeeper import cite as cite_text
from sourcekeeper import export
from sourcekeeper.citing.merge import merge
from sourcekeeper.cli import contracts
from sourcekeeper.cli.options import CommonOptions
from sourcekeeper.cli.output import print_json, print_line
from sourcekeeper.cli.session import scratch_keeper
from sourcekeeper.csl import value_to_csl
from sourcekeeper.errors import DocumentError
from sourcekeeper.keeper.documents import is_url
from sourcekeeper.model import Item
from sourcekeeper.web.page import read_page


def cite(common: CommonOptions, texts: Sequence[str], format: str, language: str | None) -> int:
    """Print entries for texts and addresses; the exit code is 1 when one gave nothing."""
    items: list[Item] = []
    silent = False
    with scratch_keeper(common, online=any(map(is_url, texts))) as keeper:
        for text in texts:
            try:
                found = [keeper.cite_page(text)] if is_url(text) else _from_text(text, language)
            except DocumentError as error:
                click.echo(f"sourcekeeper: {error}", err=True)
                found = []
            found = [item for item in found if item.fields]
            if not found:
                click.echo(f"sourcekeeper: no source found in {text[:60]!r}", err=True)
            silent = silent or not found
            items += found
    if common.as_json:
        print_json({"schema": contracts.CITE, "items": _csl(items)})
    elif items:
        click.echo(export(items, format), nl=False)
    return 1 if silent else 0


def cite_lines(language: str | None) -> int:
    """Answer each JSON line of standard input with one; a bad line gives its error. The exit code is 1 with any."""
    failed = False
    for line in sys.stdin:
        if not line.strip():
            continue
        answer = _answer(line, language)
        failed = failed or "error" in answer
        print_line(answer)
    return 1 if failed else 0


def _answer(line: str, language: str | None) -> dict[str, Any]:
    given: Any = None
    try:
        given = json.loads(line)
        items = _from_line(given, language)
    except (ValueError, KeyError, TypeError, AttributeError, OSError) as error:
        id = given.get("id") if isinstance(given, dict) else None
        return {"schema": contracts.CITE, "id": id, "error": f"not a line to cite: {error}"}
    return {
        "schema": contracts.CITE,
        "id": given.get("id"),
        "items": _csl(items),
        "provenance": [_provenance(item) for item in items],
    }


def _from_line(given: dict[str, Any], language: str | None) -> list[Item]:
    if not ("text" in given or "page" in given):
        raise ValueError("neither text nor page is given")
    noted = _from_text(given["text"], given.get("lang") or language) if given.get("text") else []
    if not given.get("page"):
        return noted
    page = read_page(
        Path(given["page"]).read_bytes(),
        url=given.get("url", ""),
        status=200,
        content_type=given.get("content_type") or "",
    )
    if not page.item.fields:  # a wall, an error: no metadata
        return noted
    return [merge(noted[0], page.item), *noted[1:]] if noted else [page.item]


def _from_text(text: str, language: str | None) -> list[Item]:
    return [citation.item for citation in cite_text(text, language=language) if citation.item is not None]


def _csl(items: Sequence[Item]) -> list[dict[str, Any]]:
    writer = contracts.ItemWriter()
    return [writer.csl(item) for item in items]


def _provenance(item: Item) -> dict[str, Any]:
    return {
        name: {
            "origin": field.origin.value,
            "value": value_to_csl(name, field.value),
            "other": value_to_csl(name, field.other) if field.other is not None else None,
            "span": list(field.span) if field.span else None,
            "confidence": round(field.confidence, 3),
        }
        for name, field in item.fields.items()
    }
