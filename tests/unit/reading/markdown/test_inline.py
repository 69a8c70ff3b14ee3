"""Running text of Markdown: as the library reads it, and where we mean to differ."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin

from sourcekeeper.reading.markdown.inline import Piece, read_inline

REFERENCES = {"R": {"href": "/ref", "title": ""}}
SIGNS = [
    "*", "**", "***", "_", "__", "~~", "`", "``", "[", "]", "(", ")", "![", "^[", "[^a]", "](u)", '](u "t")', "[r]",
    "[]",
    "<b>", "</b>", "<i a='b'>", "<", "<x:y>", "&amp;", "&", "\\", "a", "b", " ", "é", ".", "!", "\n", "  \n", "mot",
    "<!--", "-->", '"', "(x)", "*a*", "_b_", "[a](c)", "[a](<c d>)", "[a](b(c)d)", "a_b",
]  # fmt: skip

Seen = list[tuple[str, str]]


def _by_the_library(content: str) -> Seen:
    parser = MarkdownIt("commonmark", {"maxNesting": 200}).enable("strikethrough")
    parser.use(footnote_plugin, move_to_end=False, always_match_refs=True)
    for name, function in (("normalizeLink", str), ("validateLink", lambda _: True)):
        setattr(parser, name, function)
    environment: dict[str, Any] = {"references": REFERENCES}
    seen: Seen = []

    def walk(tokens: list[Token]) -> None:
        for token in tokens:
            if token.type == "footnote_ref" and token.meta.get("label"):
                seen.append(("call", token.meta["label"]))
            elif token.type == "footnote_ref":
                seen.append(("note", "("))
                walk(environment["footnotes"]["list"][token.meta["id"]]["tokens"])
                seen.append(("note", ")"))
            elif token.type == "image":
                walk(token.children or [])
            elif token.type == "link_open":
                seen.append(("link", str(token.attrs["href"])))
            elif token.type in {"em_open", "em_close", "link_close"}:
                seen.append((token.type, ""))
            elif token.type in {"code_inline", "html_inline"}:
                seen.append((token.type.removesuffix("_inline"), token.content))
            elif token.type in {"text", "text_special", "softbreak", "hardbreak"}:
                seen.append(("text", " " if token.type.endswith("break") else token.content))

    walk(parser.parseInline(content, environment)[0].children or [])
    return _joined(seen)


def _by_us(content: str) -> Seen:
    seen: Seen = []

    def walk(pieces: Sequence[Piece], position: int, end: int) -> None:
        for piece in pieces:
            seen.append(("text", content[position : piece.start]))
            position = piece.end
            if piece.kind == "note":
                seen.append(("note", "("))
                walk(piece.inside, piece.start + 2, piece.end - 1)
                seen.append(("note", ")"))
            elif piece.mark is not None:
                seen.extend([("em_close", "")] * piece.mark.ends)
                seen.append(("text", piece.mark.sign * piece.mark.left))
                seen.extend([("em_open", "")] * piece.mark.begins)
            elif piece.kind == "link":
                seen.append(("link", piece.href))
            elif piece.kind == "link-end":
                seen.append(("link_close", ""))
            else:
                seen.append(("text" if piece.kind == "break" else piece.kind, piece.text))
        seen.append(("text", content[position:end]))

    walk(read_inline(content, REFERENCES, {}), 0, len(content))
    return _joined(seen)


def _joined(seen: Seen) -> Seen:
    """Join texts that stand side by side; how many spaces there are does not matter."""
    joined: Seen = []
    for kind, text in seen:
        if kind == "text" and joined and joined[-1][0] == "text":
            joined[-1] = "text", joined[-1][1] + text
        elif text or kind != "text":
            joined.append((kind, text))
    return [(kind, re.sub(r"\s+", " ", text) if kind == "text" else text) for kind, text in joined]


MEANT = re.compile(
    r"\[\^a\][\[(]"  # a note's call, then a bracket: the library takes both for a link
    r"|\[\^[^\]\s]*\["  # a label with a bracket in it
    r"|\[.*\[\^a.*\]"  # a call in the text of a link: the library lets only one nest
    r"|\]\([^)]*$"  # a link not closed, whose brackets are those of a reference all the same
    r"|\[\["  # a link between notes
    r"|\\[ \n]|<!--.*<!--|\[r\]\[[^\]]*\[r\]|\^\[_|\^\[\*",
    re.DOTALL,
)
"""Where we differ: on purpose, or because the library is not quite CommonMark."""


@settings(max_examples=400, deadline=None)
@given(st.lists(st.sampled_from(SIGNS), min_size=1, max_size=10).map(lambda parts: "".join(parts).strip()))
def test_running_text_is_read_as_the_library_reads_it(content: str) -> None:
    if content and not MEANT.search(content):
        assert _by_us(content) == _by_the_library(content)


OWN = {
    "call, then a remark": ("mot[^a](voir la suite)", [("text", "mot"), ("call", "a"), ("text", "(voir la suite)")]),
    "call, shouted": ("mot ![^a]", [("text", "mot !"), ("call", "a")]),
    "two calls": ("mot[^a][^b].", [("text", "mot"), ("call", "a"), ("call", "b"), ("text", ".")]),
    "stars in an address": ("https://x.example/*a*/_b_.", [("text", "https://x.example/*a*/_b_.")]),
    "stars round an address": (
        "*https://x.example/a_b*",
        [("em_open", ""), ("text", "https://x.example/a_b"), ("em_close", "")],
    ),
    "escapes in an address": ("https://x.example/a\\_b?c&amp;d", [("text", "https://x.example/a_b?c&d")]),
    "entity without semicolon": ("https://x.example/?a=1&copy=2", [("text", "https://x.example/?a=1&copy=2")]),
    "brackets in a note": ("^[a [b] c]", [("note", "("), ("text", "a [b] c"), ("note", ")")]),
    "link in a note in a link": (
        "[a ^[b [c](d)] e](f)",
        [
            ("link", "f"), ("text", "a "), ("note", "("), ("text", "b "), ("link", "d"), ("text", "c"),
            ("link_close", ""),
            ("note", ")"), ("text", " e"), ("link_close", ""),
        ],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("content", "seen"), OWN.values(), ids=OWN)
def test_running_text_is_read_as_notes_need_it(content: str, seen: Seen) -> None:
    assert _by_us(content) == seen


def test_a_call_with_a_note_is_no_link() -> None:
    (call, *rest) = read_inline("[^a](https://x.example)", {}, {"a": "a"})
    assert (call.kind, call.text) == ("call", "a")
    assert all(piece.kind == "text" for piece in rest)


def test_a_call_finds_its_note_in_other_letters() -> None:
    assert read_inline("[^NOTE]", {}, {"note": "Note", "Note": "Note"})[0].text == "Note"
