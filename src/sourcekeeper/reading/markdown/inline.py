"""Read the running text of a Markdown block: links, notes, code, emphasis, in one pass. Pure.

CommonMark's own method (spec 0.31, "Phase 2: inline structure"): one stack of brackets, one list of marks, nothing is
looked at twice. The parser of the library, which is used for blocks, asks a dozen rules at every sign: 400 kB of
brackets took it ten seconds. Beyond CommonMark: ``[^x]``, ``^[text]``, ``~~struck~~``, and addresses written out, in
which nothing is mark-up (as in GitHub's autolinks).
"""

from __future__ import annotations

import html.entities
import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markdown_it.common.utils import normalizeReference, unescapeAll

from sourcekeeper.patterns import regex
from sourcekeeper.reading.markdown.extras import attributes_at, closed_shortcodes, kept_in_vault, role_at, shortcode_at
from sourcekeeper.reading.markdown.marks import Mark, mark_at, pair_marks

_SPECIAL = regex(
    r"[\n`\\*\[\]_~!^<&hH{=%](?:(?<=[\n`\\*\[\]])|(?<=_)(?:(?<![^\W_].)|(?![^\W_]))|(?<=~)~|(?<=[!^])\[|(?<=\{)(?=[{:.#\w])|(?<=[=%])[=%]"
    r"|(?<=<)(?=[A-Za-z/!?])|(?<=&)(?=#?\w)|(?<=[hH])[tT][tT][pP][sS]?://)"
)
"""It begins with one set of characters, and looks back at the one it took: so it is searched for several times as
fast."""
_TICKS = regex(r"`+")
_SAME_SIGNS = {sign: regex(rf"{re.escape(sign)}+") for sign in "*_~"}
_ESCAPED = regex(r"\\([!-/:-@\[-`{-~])")
_ENTITY = regex(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_ESCAPE = regex(r"\\[!-/:-@\[-`{-~]|&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_ADDRESS = regex(r"(?i)https?://[^\s<>\"|{}\[\]`^«»“”]*")
_ADDRESS_TAIL = ".,;:!?'*_~)"
_AUTOLINK = regex(r"<([A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>]*)>")
_BROKEN_AUTOLINK = regex(r"<(https?://[^\s<>]*(?:\n[ \t]*[^\s<>]+){1,4})>")
"""An address in brackets that was broken over lines: the brackets say that it is one."""
_MAIL = regex(r"<([\w.!#$%&'*+/=?^`{|}~-]{1,200}@[\w.-]{1,200})>")
_TAG = regex(
    r"</[A-Za-z][A-Za-z0-9-]*+\s*+>"
    r"|<[A-Za-z][A-Za-z0-9-]*+(?:\s++[A-Za-z_:][\w.:-]*+(?:\s*+=\s*+(?:[^\s\"'=<>`]++|'[^']*+'|\"[^\"]*+\"))?+)*+\s*+/?>"
)
_LONGEST_TAG = 5000
"""Characters; bounds what tags cost that are begun and not ended."""
_DECLARED = regex(r"<!--|<\?|<!\[CDATA\[|<![A-Za-z]")
_ENDINGS = {"<!--": "-->", "<?": "?>", "<![CDATA[": "]]>"}
_CALL = regex(r"\[\^([^\[\]\s]{1,200})\]")
_PLAIN = r"(?:[^\s()\\{\x00-\x1f]|\\\S|\{\{[^{}\n]{0,200}+\}\}|\{%[^%\n]{0,200}+%\}|\{)"
"""A character of an address; what a site's generator fills in (``{{ site.url }}``) may hold spaces."""
_NESTED = rf"(?:{_PLAIN}|\((?:{_PLAIN}|\((?:{_PLAIN}|\({_PLAIN}*+\))*+\))*+\))"
_LINE_END = regex(r"[ \t]*+(?:\n|\Z)")
_BOX_TITLE = regex(r"(\[!\w{1,30}\][+-]?)[^\n]*+\n")
"""``[!note] Title``: the first line of a quotation that is a box."""
_TARGET = regex(
    rf"\(\s*+(?:<(?P<angled>(?:[^<>\n\\]|\\.)*+)>|(?!<)(?P<plain>{_NESTED}*+))"
    r"(?:\s++(?:\"(?:[^\"\\]|\\.)*+\"|'(?:[^'\\]|\\.)*+'|\((?:[^()\\]|\\.)*+\)))?+\s*+\)",
    re.DOTALL,
)
"""The address and title of a link. Brackets nest three deep in an address: those of encyclopaedias have one pair."""
_LABEL = regex(r"\[((?:[^\[\]\\]|\\.){0,999}+)\]", re.DOTALL)
_LONGEST_LABEL = 999
_DOUBLED = frozenset("[=%")
"""Signs that stand twice where keepers of notes write something of their own."""
_DEEPEST_NOTE = 60
"""Notes within one another; deeper ones are text."""


@dataclass(slots=True)
class Piece:
    """What is mark-up at start…end of the content; all between two pieces is text as it stands.

    Kinds: ``text`` (what stands for it), ``code`` and ``autolink`` (a whole one; their `text` stands at `at`),
    ``break``, ``block`` (a break behind which another block begins), ``call`` (`text` is the label), ``note`` (with
    `inside`), ``html``, ``mark``, ``link`` (begins one: `href`, whose letters may stand at `at`), ``link-end``, and
    ``too-deep`` before what would be a note if it did not lie so deep in others.
    """

    kind: str
    start: int
    end: int
    text: str = ""
    href: str = ""
    at: int = -1
    mark: Mark | None = None
    inside: Sequence[Piece] = ()
    number: int = -1
    """Of a note, once it is known."""


@dataclass(slots=True)
class _Opener:
    """A bracket that is open; `sign` is ``[``, ``![`` or ``^[``."""

    sign: str
    piece: int
    marks: int
    inner: int
    is_active: bool = True
    holds_brackets: bool = False


def read_inline(content: str, references: Mapping[str, Any], defined: Mapping[str, str]) -> list[Piece]:
    """Return the pieces of a block's content that are more than text, in order.

    `references` are those of the parser (normalised label → ``href``); `defined` gives the label of the definition
    that answers to a call, by label and by label in small letters.
    """
    return _Inline(content, references, defined).read()


class _Inline:
    def __init__(self, content: str, references: Mapping[str, Any], defined: Mapping[str, str]) -> None:
        self._content = content
        self._references = references
        self._defined = defined
        self._pieces: list[Piece] = []
        self._marks: list[Mark] = []
        self._openers: list[_Opener] = []
        self._ticks: dict[int, list[int]] | None = None
        self._without: set[str] = set()
        self._notes_open = 0
        self._title_end = -1
        """Where the title of a box ends, when the block is one."""

    def read(self) -> list[Piece]:
        content, position = self._content, 0
        title = _BOX_TITLE.match(content)
        if title is not None:
            self._title_end = title.end() - 1
            position = self._put("", 0, title.end(1))
        while (found := _SPECIAL.search(content, position)) is not None:
            position = self._take(found[0], found.start())
        if self._marks:
            pair_marks(self._marks)
        return self._pieces

    def _put(self, text: str, start: int, end: int) -> int:
        """Have other text stand for what is written; return where the text goes on."""
        self._pieces.append(Piece("text", start, end, text))
        return end

    def _take(self, sign: str, start: int) -> int:
        """Deal with what is special; return where the text goes on."""
        first = sign[0]
        if first in "[!^":
            return self._kept_in_vault(start) or self._call(start + len(sign) - 1) or self._open(sign, start)
        if first == "]":
            return self._close(start)
        if first in "*_~":
            return self._mark(first, start)
        if first == "\n":
            return self._break(start, is_hard=self._content.endswith("  ", 0, start))
        if first == "`":
            return self._code(start)
        if first == "\\":
            return self._backslash(start)
        if first == "<":
            return self._angle(start)
        if first in "=%":
            return self._kept_in_vault(start) or start + 2
        if first == "{":
            return self._brace(start)
        return self._entity(start) if first == "&" else self._address(start)

    # signs

    def _mark(self, sign: str, start: int) -> int:
        run = _SAME_SIGNS[sign].match(self._content, start)
        end = run.end() if run else start + 1
        mark = mark_at(self._content, start, end)
        self._marks.append(mark)
        self._pieces.append(Piece("mark", start, end, mark=mark))
        return end

    def _break(self, start: int, *, is_hard: bool) -> int:
        kind = "block" if start == self._title_end else "break"
        self._pieces.append(Piece(kind, start, start + 1, "\n" if is_hard or kind == "block" else " "))
        return start + 1

    def _backslash(self, start: int) -> int:
        if self._content.startswith("\n", start + 1):
            return self._break(self._put("", start, start + 1), is_hard=True)
        found = _ESCAPED.match(self._content, start)
        return start + 1 if found is None else self._put(found[1], start, found.end())

    def _entity(self, start: int) -> int:
        found = _ENTITY.match(self._content, start)
        return start + 1 if found is None else self._put(_meaning(found[0]), start, found.end())

    def _code(self, start: int) -> int:
        """A run of backticks, up to the next run of the same length."""
        run = _TICKS.match(self._content, start)
        begun = run.end() if run else start + 1
        if self._ticks is None:
            self._ticks = {}
            for each in _TICKS.finditer(self._content):
                self._ticks.setdefault(len(each[0]), []).append(each.start())
        same = self._ticks.get(begun - start, [])
        after = bisect_right(same, start)
        if after == len(same):
            return begun
        first, last = begun, same[after]
        end = last + begun - start
        text = self._content[first:last]
        if len(text) > 2 and text[0] in " \n" and text[-1] in " \n" and text.strip():
            first, last = first + 1, last - 1
        self._pieces.append(Piece("code", start, end, self._content[first:last].replace("\n", " "), at=first))
        return end

    def _address(self, start: int) -> int:
        """An address written out: only escapes are undone in it."""
        found = _ADDRESS.match(self._content, start)
        end = start + max(len(found[0].rstrip(_ADDRESS_TAIL)) if found else 0, 4)
        for escape in _ESCAPE.finditer(self._content, start, end):
            self._put(_meaning(escape[0]), *escape.span())
        return end

    def _brace(self, start: int) -> int:
        """What a site generator would put in the place of braces."""
        shortcode = shortcode_at(self._content, start)
        if shortcode is not None:
            return self._shortcode(start, *shortcode)
        role = role_at(self._content, start)
        if role is not None:
            if role.href:
                self._pieces.append(Piece("link", start, start, href=role.href))
            self._put(role.words, start, role.end)
            if role.href:
                self._pieces.append(Piece("link-end", role.end, role.end))
            return role.end
        end = attributes_at(self._content, start)
        is_fixed = start == 0 or self._content[start - 1] in "\n)]`*_"
        if end is None or not (is_fixed or _LINE_END.match(self._content, end)):
            return start + 1
        return self._put("", start, end)

    def _shortcode(self, start: int, end: int, name: str, is_closing: bool, href: str, words: str) -> int:
        """Its words stand for it; one that leads somewhere is a link round what it encloses."""
        if is_closing:
            self._pieces.append(Piece("link-end", start, end))
        elif href and not words and name in closed_shortcodes(self._content):
            self._pieces.append(Piece("link", start, end, href=href))
        else:
            if href:
                self._pieces.append(Piece("link", start, start, href=href))
            self._put(words or href, start, end)
            if href:
                self._pieces.append(Piece("link-end", end, end))
        return end

    # between < and >

    def _angle(self, start: int) -> int:
        link = _AUTOLINK.match(self._content, start) or _MAIL.match(self._content, start)
        if link is not None:
            href = link[1] if ":" in link[1] else f"mailto:{link[1]}"
            self._pieces.append(Piece("autolink", start, link.end(), link[1], href, start + 1))
            return link.end()
        broken = _BROKEN_AUTOLINK.match(self._content, start)
        if broken is not None:
            whole = "".join(broken[1].split())
            self._pieces.append(Piece("autolink", start, broken.end(), whole, whole, start + 1))
            return broken.end()
        end = self._end_of_html(start)
        if end < 0:
            return start + 1
        self._pieces.append(Piece("html", start, end, self._content[start:end]))
        return end

    def _end_of_html(self, start: int) -> int:
        declared = _DECLARED.match(self._content, start)
        if declared is not None:
            ending = _ENDINGS.get(declared[0], ">")
            closing = -1 if ending in self._without else self._content.find(ending, declared.end())
            if closing < 0:
                self._without.add(ending)
            return closing + len(ending) if closing >= 0 else -1
        tag = _TAG.match(self._content, start, start + _LONGEST_TAG)
        return tag.end() if tag else -1

    # brackets

    def _call(self, bracket: int) -> int | None:
        """``[^x]``, maybe behind an exclamation mark. A call nothing answers may be the text of a link."""
        found = _CALL.match(self._content, bracket) if self._content.startswith("[^", bracket) else None
        if found is None:
            return None
        label = self._defined.get(found[1]) or self._defined.get(found[1].casefold())
        if label is None and _TARGET.match(self._content, found.end()):
            return None
        self._pieces.append(Piece("call", bracket, found.end(), label or found[1]))
        return found.end()

    def _kept_in_vault(self, start: int) -> int | None:
        """Show of a link between notes its words, of a highlight what it marks; of remarks and pictures nothing."""
        found = kept_in_vault(self._content, start) if self._content[start + 1 : start + 2] in _DOUBLED else None
        if found is None:
            return None
        end, first, last = found
        self._put("", start, first)
        return self._put("", last, end) if last < end else end

    def _open(self, sign: str, start: int) -> int:
        end = start + len(sign)
        if sign == "^[":
            if self._notes_open == _DEEPEST_NOTE:
                self._pieces.append(Piece("too-deep", start, start))
                return end - 1
            self._notes_open += 1
        if self._openers:
            self._openers[-1].holds_brackets = True
        self._openers.append(_Opener(sign, len(self._pieces), len(self._marks), end))
        return self._put(sign, start, end)

    def _close(self, start: int) -> int:
        if not self._openers:
            return start + 1
        opener = self._openers.pop()
        if opener.sign == "^[":
            self._notes_open -= 1
            return self._note(opener, start)
        target = self._target(opener, start) if opener.is_active else None
        if target is None:
            if self._openers and opener.holds_brackets:
                self._openers[-1].holds_brackets = True
            return self._attributed(opener, start)
        href, at, end = target
        self._pair_within(opener)
        begun = self._pieces[opener.piece]
        if opener.sign == "![":
            begun.text = ""  # what stands in the brackets is all there is to read
            return self._put("", start, end)
        self._pieces[opener.piece] = Piece("link", begun.start, begun.end, href=href, at=at)
        self._pieces.append(Piece("link-end", start, end))
        self._no_link_round_a_link()
        return end

    def _attributed(self, opener: _Opener, start: int) -> int:
        """``[words]{.class}``: the brackets are mark-up too; any others are text."""
        is_span = opener.sign == "[" and self._content.startswith("{", start + 1)
        end = attributes_at(self._content, start + 1) if is_span else None
        if end is None:
            return start + 1
        self._pieces[opener.piece].text = ""
        return self._put("", start, end)

    def _pair_within(self, opener: _Opener) -> None:
        pair_marks(self._marks[opener.marks :])
        del self._marks[opener.marks :]

    def _no_link_round_a_link(self) -> None:
        for opener in reversed(self._openers):
            if opener.sign == "^[" or (opener.sign == "[" and not opener.is_active):
                return
            opener.is_active = opener.sign != "["

    def _note(self, opener: _Opener, start: int) -> int:
        """``^[text]``."""
        self._pair_within(opener)
        inside = self._pieces[opener.piece + 1 :]
        begun = self._pieces[opener.piece]
        del self._pieces[opener.piece :]
        self._pieces.append(Piece("note", begun.start, start + 1, inside=inside))
        return start + 1

    def _target(self, opener: _Opener, start: int) -> tuple[str, int, int] | None:
        """Return a link's address, where it is written (-1: elsewhere), where the link ends; None when it is none."""
        found = _TARGET.match(self._content, start + 1)
        if found is not None:
            kind = "plain" if found["angled"] is None else "angled"
            return unescapeAll(found[kind]), found.start(kind), found.end()
        if not self._references:
            return None
        named = _LABEL.match(self._content, start + 1)
        label = named[1] if named else ""
        if not label:
            if opener.holds_brackets or start - opener.inner > _LONGEST_LABEL:
                return None
            label = self._content[opener.inner : start]
        reference = self._references.get(normalizeReference(label))
        return (str(reference["href"]), -1, named.end() if named else start + 1) if reference else None


def _meaning(escape: str) -> str:
    r"""Return what ``\_`` or ``&amp;`` stands for."""
    if escape[0] == "\\":
        return escape[1]
    return html.unescape(escape) if escape[1] == "#" else html.entities.html5.get(escape[1:], escape)
