"""JSON as pages write it, mended: wrapped in comments, commas too many, quotes unescaped, cut short. Pure.

Every attempt is linear in the length of the block, and there are few of them. What cannot be mended as a whole is
asked for the fields that matter one by one.
"""

from __future__ import annotations

import html
import json
import re
from itertools import pairwise

from sourcekeeper.patterns import regex

_WRAPPING = regex(
    r"^\s*(?://\s*|/\*\s*)?(?:<!\[CDATA\[|<!--)(?:\s*\*/)?|(?://\s*|/\*\s*)?(?:\]\]>|-->)(?:\s*\*/)?\s*$"
)
_TRAILING_COMMA = regex(r",(?=\s{0,200}[}\]])")
_DOUBLED_COMMA = regex(r",(?=\s{0,200},)")
_LINE_COMMENT = regex(r"(?m)^\s{0,200}//.*$")
_MISSING_COMMA = regex(r"(?<=[}\]\"])(?=\s{0,200}\n\s{0,200}\"[@\w]+\"\s{0,9}:)")
_BETWEEN_OBJECTS = regex(r"\}\s{0,200},?\s{0,200}(?=\{\s{0,200}\"@(?:context|type)\")")
_OPENING = regex(r"[\[{:,]\s{0,200}$")
_CLOSING = regex(r"\s{0,200}(?::|[,}\]]|$)")
MAX_MENDED = 256 * 1024
"""Characters of a block up to which the slower mending is tried; of all blocks of a page as well."""
_MAX_SALVAGED = 64 * 1024
_TYPE = regex(r"\"@type\"\s{0,9}:\s{0,9}\[?\s{0,9}\"([A-Za-z]{3,40})\"")
_FIELD = regex(
    r"\"(?P<name>headline|datePublished|dateCreated|uploadDate|alternativeHeadline|inLanguage)\"\s{0,9}:\s{0,9}\""
    r"(?P<value>.{1,600}?)\"\s{0,99}(?=,\s{0,99}\"[@\w]+\"\s{0,9}:|[}\]])",
    re.DOTALL,
)
_AUTHORS = regex(
    r"\"(?:author|creator)\"\s{0,9}:\s{0,9}(?P<value>\[[^\]]{0,4000}\]|\{[^{}]{0,1000}\}|\"[^\"]{1,300}\")", re.DOTALL
)
_NAME = regex(r"\"name\"\s{0,9}:\s{0,9}\"([^\"]{1,200})\"")


def load_block(block: str) -> object:
    """Return what a whole block of linked data holds. Raises ValueError for a broken one; `mend_block` may help."""
    try:
        return json.loads(_bare(block), strict=False)
    except RecursionError as error:
        raise ValueError("nested too deep") from error


def mend_block(block: str) -> object:
    """Return what a broken block holds, mended, or what could be salvaged of it; None when there is nothing."""
    text = _bare(block)
    if len(text) <= MAX_MENDED:
        for attempt in _attempts(text):
            try:
                return json.loads(attempt, strict=False)
            except (ValueError, RecursionError):
                continue
    return _salvaged(text[:_MAX_SALVAGED])


def _bare(block: str) -> str:
    """Return a block less the comments that old pages wrap it in."""
    text = block.strip().lstrip("\ufeff")
    if text[:1] not in {"{", "["} or text[-1:] not in {"}", "]"}:
        for _ in range(2):
            text = _WRAPPING.sub("", text).strip().rstrip(";")
    return text


def _attempts(text: str) -> tuple[str, ...]:
    plain = _TRAILING_COMMA.sub("", _DOUBLED_COMMA.sub("", _LINE_COMMENT.sub("", text)))
    listed = f"[{_BETWEEN_OBJECTS.sub('},', plain)}]"
    unquoted = _escaped_quotes(plain)
    return (
        plain,
        listed,
        _MISSING_COMMA.sub(",", plain),
        unquoted,
        *((html.unescape(plain),) if "&quot;" in plain else ()),
        *_closed(plain),
    )


def _escaped_quotes(text: str) -> str:
    """Escape the quotation marks inside strings: one that neither opens nor closes a string stands in it."""
    pieces = text.split('"')
    if len(pieces) > 20_000:
        return text
    out = [pieces[0]]
    inside = False
    for before, after in pairwise(pieces):
        if before.endswith("\\"):
            out += ('"', after)
            continue
        if not inside:
            inside = True
            out += ('"', after)
        elif _CLOSING.match(after):
            inside = False
            out += ('"', after)
        else:
            out += ('\\"', after)
    return "".join(out)


def _closed(text: str) -> tuple[str, ...]:
    """Return a block that was cut short with its open strings, objects and lists closed."""
    open_: list[str] = []
    inside = escaped = False
    for character in text:
        if escaped:
            escaped = False
        elif character == "\\":
            escaped = inside
        elif character == '"':
            inside = not inside
        elif not inside and character in "{[":
            open_.append("}" if character == "{" else "]")
        elif not inside and character in "}]" and open_:
            open_.pop()
    if not (open_ or inside) or len(open_) > 60:
        return ()
    end = "".join(reversed(open_))
    rest = text + ('"' if inside else "")
    return (rest.rstrip().rstrip(",") + end, rest + ": null" + end if inside else rest + end)


def _salvaged(text: str) -> object:
    """Return a node of the fields that can be read by themselves; None without a type and a title or a day."""
    kinds = [found[1] for found in _TYPE.finditer(text)]
    kind = next((one for one in kinds if "rticle" in one or one in {"BlogPosting", "Report", "VideoObject"}), "")
    node: dict[str, object] = {}
    for found in _FIELD.finditer(text):
        node.setdefault(found["name"], found["value"].replace('\\"', '"'))
    if not kind or not node:
        return None
    authors = _AUTHORS.search(text)
    if authors:
        names = _NAME.findall(authors["value"])
        plain = authors["value"].strip('"[] \n')
        node["author"] = [{"name": name} for name in names] if names else ([plain] if "{" not in plain else [])
    return {"@type": kind, **node}
