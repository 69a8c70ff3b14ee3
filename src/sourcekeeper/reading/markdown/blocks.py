"""Part Markdown into blocks: markdown-it-py, with notes, without its reading of running text. Pure.

The text of paragraphs is read by `inline`. Three rules of the library are ours here, because of what they
cost: one walks over the lines of a paragraph (the library asks ten rules at each line, twice), one reads notes (the
library goes letter by letter), one stops at a depth no person writes (the library would drop the rest of the text).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.token import Token

from sourcekeeper.patterns import regex

_DEEPEST = 60
"""Quotes, items and notes within one another; below that, all is running text."""
_MAY_BE_SPECIAL = frozenset("`~>*+-_#<|:[(=0123456789")
"""How what is no running text may begin; tables have such a sign on their second line."""
_UNDERLINE_OF_TABLE = frozenset("|-:")
_TRIMMED = " \t\n\r\f\v"
_NOTE = regex(r"\[\^([^ \]\n]+)\]:([ \t]*)")
_DIRECTIVE = regex(
    r"(`{3,}|~{3,})\{(?:admonition|note|tip|hint|important|warning|caution|attention|danger|error|seealso|topic|epigraph|"
    r"pull-quote|margin|sidebar|aside|dropdown|card|grid|grid-item|grid-item-card|tab-set|tab-item|figure|div)\}[^`\n]*$"
)
"""MyST's directives that hold running text; all others, as ``{code-cell}`` or Quarto's ``{r}``, hold program text."""
_EDGE_OF_DIVISION = regex(
    r":{3,}[ \t]*(?:(?P<named>\{[\w:-]+\})|[\w-]*[ \t]*\{[^{}\n]*\}|[\w-]*)[^{}\n:]*(?::{3,})?[ \t]*$"
)
"""``:::{note} Title``, ``::: {.box}``, ``:::tip``, ``:::``: what stands between two of them is running text."""
_TARGET = regex(r"\([\w.:-]{1,80}\)=[ \t]*$")
"""MyST's name for what follows."""
_OPTION = regex(r"[ \t]*:[\w-]+:")
_INDENT_OF_NOTE = 4
"""Columns by which the further blocks of a note are indented."""
_NOTE_ENDS = Token("footnote_reference_close", "", -1)
"""One for all: nothing but its type is asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Blocks:
    """The block tokens of a document, and what its running text refers to."""

    tokens: list[Token]
    references: Mapping[str, Any]
    """Definitions of links, by normalised label."""
    is_too_deep: bool
    """Whether blocks lay deeper within one another than is read."""


def parse_blocks(text: str) -> Blocks:
    """Part a text into blocks; the content of ``inline`` tokens is not read."""
    environment: dict[str, Any] = {}
    tokens = _parser().parse(text, environment)
    return Blocks(
        tokens=tokens,
        references=environment.get("references", {}),
        is_too_deep=environment.get("too deep", False),
    )


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"maxNesting": _DEEPEST + 20}).enable("table").disable(["inline", "lheading"])
    rules = parser.block.ruler
    rules.at("paragraph", _paragraph)
    rules.before("table", "plain", _plain)
    rules.before("fence", "directive", _directive, {"alt": ["paragraph", "reference", "blockquote", "list"]})
    rules.before("fence", "edge", _edge, {"alt": ["paragraph", "reference", "blockquote", "list"]})
    # Nothing else begins as a note does: asked first, it spares all the others.
    rules.after("plain", "note", _note, {"alt": ["paragraph", "reference"]})
    # What was cited is kept letter for letter: no percent-encoding, no punycode.
    setattr(parser, "normalizeLink", str)  # noqa: B010  (mypy knows it as a method)
    return parser


def _plain(state: StateBlock, first: int, end: int, silent: bool) -> bool:
    """Read at once what can be nothing but a paragraph, as most is, and what lies too deep to be anything else."""
    if state.level >= _DEEPEST:
        state.env["too deep"] = True
    elif state.sCount[first] - state.blkIndent > 3 or _may_be_special(state, first):
        return False
    return _paragraph(state, first, end, silent)


def _note(state: StateBlock, first: int, end: int, silent: bool) -> bool:
    """Read ``[^label]: text`` and the blocks that belong to it, between tokens named as the library's plug-in does."""
    found = None
    if not state.is_code_block(first):
        found = _NOTE.match(state.src, state.bMarks[first] + state.tShift[first], state.eMarks[first])
    if found is None or silent:
        return found is not None
    opened = Token("footnote_reference_open", "", 1, meta={"label": found[1]}, level=state.level)
    state.tokens.append(opened)
    outer = state.bMarks[first], state.tShift[first], state.sCount[first], state.parentType
    # Tabs reach to the next of every four columns, counted from where the line begins.
    column = state.sCount[first] + found.start(2) - found.start()
    behind = column + len(found[2]) if "\t" not in found[2] else _column_behind(column, found[2])
    state.bMarks[first], state.tShift[first] = found.start(2), len(found[2])
    state.sCount[first] = behind - column
    state.level += 1
    state.blkIndent += _INDENT_OF_NOTE
    state.parentType = "footnote"
    if state.sCount[first] < state.blkIndent:
        state.sCount[first] += state.blkIndent
    state.md.block.tokenize(state, first, end)
    state.blkIndent -= _INDENT_OF_NOTE
    state.level -= 1
    state.bMarks[first], state.tShift[first], state.sCount[first], state.parentType = outer
    state.tokens.append(_NOTE_ENDS)
    return True


def _directive(state: StateBlock, first: int, end: int, silent: bool) -> bool:
    """Read the text within a fence that names a directive: what it calls is called."""
    start = state.bMarks[first] + state.tShift[first]
    if state.is_code_block(first) or not state.src.startswith(("```", "~~~"), start):
        return False
    found = _DIRECTIVE.match(state.src[start : state.eMarks[first]])
    if found is None or silent:
        return found is not None
    closing = _end_of_fence(state, found[1], first + 1, end)
    body = first + 1
    while body < closing and _OPTION.match(state.src, state.bMarks[body], state.eMarks[body]):
        body += 1
    outer = state.lineMax, state.parentType
    state.lineMax, state.parentType = closing, "directive"
    state.level += 1
    state.md.block.tokenize(state, body, closing)
    state.level -= 1
    state.lineMax, state.parentType = outer
    state.line = min(closing + 1, end)
    return True


def _edge(state: StateBlock, first: int, end: int, silent: bool) -> bool:
    """Pass over a line that only begins or ends a division, or names what follows."""
    start = state.bMarks[first] + state.tShift[first]
    if state.is_code_block(first) or state.src[start : start + 1] not in {":", "("}:
        return False
    line = state.src[start : state.eMarks[first]]
    found = _EDGE_OF_DIVISION.match(line) or _TARGET.match(line)
    if found is None or silent:
        return found is not None
    state.line = first + 1
    if "named" in found.re.groupindex and found["named"]:
        while state.line < end and _OPTION.match(state.src, state.bMarks[state.line], state.eMarks[state.line]):
            state.line += 1
    return True


def _end_of_fence(state: StateBlock, fence: str, line: int, end: int) -> int:
    """Return the line that closes a fence, or where its block ends."""
    while line < end:
        at = state.bMarks[line] + state.tShift[line]
        if state.src.startswith(fence, at) and not state.src[at : state.eMarks[line]].strip(fence[0] + _TRIMMED):
            return line
        line += 1
    return end


def _column_behind(column: int, blanks: str) -> int:
    for blank in blanks:
        column += 4 - column % 4 if blank == "\t" else 1
    return column


def _paragraph(state: StateBlock, first: int, _end: int, _silent: bool) -> bool:
    """Read a paragraph, or the heading it is when its last line underlines it; only its text is told."""
    rules = state.md.block.ruler.getRules("paragraph")
    outer, state.parentType = state.parentType, "paragraph"
    line, level = first + 1, 0
    while line < state.lineMax and not state.isEmpty(line):
        # Deeply indented, or a quote that goes on without its sign: it belongs to the paragraph whatever it is.
        if state.sCount[line] - state.blkIndent <= 3 and state.sCount[line] >= 0 and _may_be_special(state, line):
            level = _underlined(state, line)
            if level or any(rule(state, line, state.lineMax, True) for rule in rules):
                break
        line += 1
    state.parentType = outer
    state.line = line + 1 if level else line
    if level:
        state.push("heading_open", f"h{level}", 1)
    token = state.push("inline", "", 0)
    token.content, token.map = _content(state, first, line), [first, line]
    if level:
        state.push("heading_close", f"h{level}", -1)
    return True


def _content(state: StateBlock, first: int, end: int) -> str:
    """Return the text of some lines without the indent of the block they stand in."""
    if end == first + 1:
        return state.src[state.bMarks[first] + state.tShift[first] : state.eMarks[first]].strip(_TRIMMED)
    return state.getLines(first, end, state.blkIndent, False).strip(_TRIMMED)


def _may_be_special(state: StateBlock, line: int) -> bool:
    """Whether a line may begin what is no running text, by its first sign and by that of the line under it."""
    at = state.bMarks[line] + state.tShift[line]
    if at < state.eMarks[line] and state.src[at] in _MAY_BE_SPECIAL:
        return True
    # There is always one line more, empty and behind the end.
    at = state.bMarks[line + 1] + state.tShift[line + 1]
    return line + 1 < state.lineMax and at < state.eMarks[line + 1] and state.src[at] in _UNDERLINE_OF_TABLE


def _underlined(state: StateBlock, line: int) -> int:
    """Return the level of the heading that a line underlines: 1 for ``===``, 2 for ``---``, 0 when it does not."""
    at, end = state.bMarks[line] + state.tShift[line], state.eMarks[line]
    sign = state.src[at] if at < end else ""
    if sign not in {"=", "-"} or state.sCount[line] < state.blkIndent:
        return 0
    behind = state.skipSpaces(state.skipCharsStr(at, sign))
    return 0 if behind < end else 1 if sign == "=" else 2
