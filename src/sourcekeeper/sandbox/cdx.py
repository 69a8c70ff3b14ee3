"""The CDX server of the stand-in: the index as lines or JSON, with its filters."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from urllib.parse import quote_plus, unquote_plus, urlsplit

from sourcekeeper.sandbox.archive_state import RUNTIME_ERROR, ArchiveState
from sourcekeeper.sandbox.exchange import Answer, Request, json_answer, text_answer
from sourcekeeper.sandbox.mementos import Memento, parse_timestamp, url_key

FIELDS = ("urlkey", "timestamp", "original", "mimetype", "statuscode", "digest", "length")
_MAX_PATTERN_CHARACTERS = 500

Row = dict[str, str]


def search(state: ArchiveState, request: Request) -> Answer:
    """Answer ``/cdx/search/cdx``: text lines; with ``output=json`` an array with a header row, ``[]`` when empty."""
    pairs = request.fields()
    wanted = dict(pairs)
    url = wanted.get("url", "")
    if not url:
        return text_answer(400, "url= param required\n")
    if state.is_excluded(_host_in(url)):
        why = state.exclusion_of(_host_in(url))
        told = f"org.archive.util.io.RuntimeIOException: org.archive.wayback.exception.{why}\n"
        return text_answer(403, told, (RUNTIME_ERROR, why))
    try:
        rows = list(_narrowed(_rows(state, url, wanted), pairs, wanted))
        page, resume = _cut(rows, wanted)
    except (ValueError, re.error) as error:
        return text_answer(400, f"Bad query: {error}\n")
    if wanted.get("showNumPages") == "true":
        return text_answer(200, "1\n")
    if wanted.get("page", "0") != "0":
        page, resume = [], ""
    return _written(page, resume, wanted)


def row_of(memento: Memento, *, is_revisit: bool = False) -> Row:
    """Return a memento's line in the index, by field."""
    return {
        "urlkey": memento.key,
        "timestamp": memento.timestamp,
        "original": memento.original,
        "mimetype": "warc/revisit" if is_revisit else memento.media_type,
        "statuscode": "-" if is_revisit else str(memento.status),
        "digest": memento.digest,
        "length": str(len(memento.body) // 3 + 400),
    }


def _rows(state: ArchiveState, url: str, wanted: dict[str, str]) -> Iterator[Row]:
    """Yield all rows of the addresses asked for, revisits told apart when that fault is on."""
    matches = _matcher(url, wanted.get("matchType", ""))
    seen: set[tuple[str, str]] = set()
    for memento in state.shelf.select(matches, state.now()):
        if not wanted.get("matchType", "").startswith(("prefix", "host", "domain")) or not state.is_excluded(
            Request.of(memento.original).host
        ):
            mark = (memento.key, memento.digest)
            yield row_of(memento, is_revisit=state.faults.revisits and mark in seen)
            seen.add(mark)


def _matcher(url: str, match_type: str) -> Callable[[str], bool]:
    """Return the test a key must pass; ``U*`` and ``*.host`` are other ways to say prefix and domain."""
    if url.startswith("*."):
        url, match_type = url[2:], "domain"
    elif url.endswith("*"):
        url, match_type = url[:-1], "prefix"
    key = url_key(url)
    host = key.partition(")")[0]
    if match_type == "prefix":
        prefix = key if not url.endswith("/") or key.endswith(")/") else key + "/"
        return lambda other: other.startswith(prefix)
    if match_type == "host":
        return lambda other: other.startswith(host + ")")
    if match_type == "domain":
        return lambda other: other.startswith((host + ")", host + ","))
    return lambda other: other == key


def _narrowed(rows: Iterable[Row], pairs: list[tuple[str, str]], wanted: dict[str, str]) -> Iterator[Row]:
    since = parse_timestamp(wanted["from"]) if wanted.get("from") else None
    until = parse_timestamp(wanted["to"], end=True) if wanted.get("to") else None
    rows = [row for row in rows if _is_between(row, since, until)]
    for name, value in pairs:
        if name == "filter":
            rows = list(filter(_filter(value), rows))
    for name, value in pairs:
        if name == "collapse":
            rows = _collapsed(rows, value)
    if wanted.get("sort") == "reverse":
        rows = rows[::-1]
    elif wanted.get("sort") == "closest" and wanted.get("closest"):
        near = parse_timestamp(wanted["closest"])
        rows = sorted(rows, key=lambda row: abs(parse_timestamp(row["timestamp"]) - near))
    yield from rows


def _is_between(row: Row, since: datetime | None, until: datetime | None) -> bool:
    moment = parse_timestamp(row["timestamp"])
    return (since is None or since <= moment) and (until is None or moment <= until)


def _filter(text: str) -> Callable[[Row], bool]:
    """Read ``[!]field:regex``; the pattern must match the whole field."""
    is_negative, text = text.startswith("!"), text.removeprefix("!")
    name, _, pattern = text.partition(":")
    if name not in FIELDS or len(pattern) > _MAX_PATTERN_CHARACTERS:
        raise ValueError(f"filter {text[:80]}")
    compiled = re.compile(pattern)
    return lambda row: bool(compiled.fullmatch(row[name])) is not is_negative


def _collapsed(rows: list[Row], text: str) -> list[Row]:
    """Keep the first of adjacent rows that agree in a field, or in its first characters (``timestamp:8``)."""
    name, _, length = text.partition(":")
    if name not in FIELDS:
        raise ValueError(f"collapse {text[:80]}")
    kept: list[Row] = []
    last: str | None = None
    for row in rows:
        value = row[name][: int(length)] if length else row[name]
        if value != last:
            kept.append(row)
        last = value
    return kept


def _cut(rows: list[Row], wanted: dict[str, str]) -> tuple[list[Row], str]:
    """Apply resume key, offset and limit; the key of the next page is empty when there is none or nobody asked."""
    start = int(wanted.get("offset") or 0)
    if key := wanted.get("resumeKey", ""):
        start += int(unquote_plus(key).rpartition("!")[2])
    limit = int(wanted["limit"]) if wanted.get("limit") else None
    if limit is not None and limit < 0:
        return rows[limit:], ""
    end = len(rows) if limit is None else start + limit
    if wanted.get("showResumeKey") != "true" or end >= len(rows):
        return rows[start:end], ""
    # Long as the service's own: clients take the key's text out of the page wherever it stands.
    following = rows[end]
    return rows[start:end], quote_plus(f"{following['urlkey']} {following['timestamp']}!{end}")


def _written(rows: list[Row], resume: str, wanted: dict[str, str]) -> Answer:
    names = [name for name in wanted.get("fl", "").split(",") if name in FIELDS] or list(FIELDS)
    table = [[row[name] for name in names] for row in rows]
    if wanted.get("output") == "json":
        return json_answer(200, [names, *table, *([[], [resume]] if resume else [])] if table else [])
    text = "".join(" ".join(line) + "\n" for line in table)
    return text_answer(200, text + (f"\n{resume}\n" if resume else ""))


def _host_in(url: str) -> str:
    bare = url.removeprefix("*.").removesuffix("*")
    try:
        return urlsplit(bare if "://" in bare else "http://" + bare).hostname or ""
    except ValueError:
        return ""
