r"""Finds web addresses in running text, in time linear in its length. Pure.

An address starts at a scheme, at ``www.``, at ``doi:10.``, at a host of a well-known top-level domain that a path
follows (``x.org/a``), or inside ``\url{…}``; it runs to the first character that cannot belong to it and is then
trimmed from the end. Rules: footnotes reference, section 3. Bare domains in prose (``Le Monde.fr``, ``node.js``) are
no addresses.

Why linear: starts are found in one pass; each address is read piece by piece up to the next address glued to it at
most, so no character is read by more than a few addresses; looks ahead have a fixed reach.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple

from sourcekeeper.model import Address, Place
from sourcekeeper.patterns import regex
from sourcekeeper.web.addresses.line_joining import continues, unbroken
from sourcekeeper.web.addresses.mending import mend
from sourcekeeper.web.addresses.starts import CANDIDATE, START, starts_in
from sourcekeeper.web.addresses.wrappers import may_wrap

_INVISIBLE = regex("[\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]+")
"""Soft hyphens, zero-width and direction marks: dropped. U+200C and U+200D are spelling in some scripts and stay."""

_GLUED = regex(r"[\w,;]")
"""Before a scheme inside an address: here another address begins. After ``/ = : ? &`` it is a part of this one."""

_HARD = (
    '\\s\x00-\x20\x7f-\xa0<>"`«»“”„‟‹›—•'
    "\u2190-\u21ff\u23ce\u2934\u2935\u2b00-\u2b0d"  # arrows that lead back
    "\u2028\u2029\u3001-\u3002\u3008-\u3011\u3014-\u301b\uff01\uff08\uff09\uff0c\uff1a\uff1b\uff1f\uff3b\uff3d\uff5b\uff5d"
    "\u060c\u061b\u061f\u06d4\u0964"  # stops of Arabic, Urdu and Hindi
    "\ue000-\uf8ff\ufffc\ufffd"  # private use: readers put their own signs there
)
_PIECE = regex(
    rf"[^{_HARD}()\[\]{{}}|\\^]+"  # plain characters
    rf"|\{{[^\s{{}}<>\"]{{0,100}}\}}"  # a pair of braces is meant, a single one is mark-up
    rf"|[()\[\]]"
    rf"|<\d{{1,6}}:{{1,2}}[^\s<>]{{1,40}}>(?=\d)"  # in DOIs made of a SICI
)
_PARTNER = {")": "(", "]": "["}

_PLAIN = regex(
    r"https?://(?!https?:?//)[a-zA-Z0-9][a-zA-Z0-9-]*+(?:\.[a-zA-Z0-9-]++)++(?:[/?#][\w/.=&?%#+,:@!~-]*+|[.,!?])?+"
    rf"(?=[ \t\r\n]*\Z|[ ](?![ \t\r\n])|<(?!\d)|(?![ \t\r\n<])[{_HARD}])",
    re.ASCII,
)
"""An address in which nothing needs weighing, and that ends with the text or before a word: nearly all are so."""
_PLAIN_TRIM = ".,:!?_~"
"""Of `_TRIM` what a plain address may hold."""

_TOKEN = regex(rf"[^{_HARD}]{{0,2000}}")

_TRIM = ".,;:!?…'’‘*_~–([{"
_ENTITY = regex(r"&(?:gt|lt|quot|nbsp|amp|apos|raquo|laquo|#\d{1,6}|#x[0-9a-f]{1,6});$", re.IGNORECASE)
_POSSESSIVE = ("'s", "’s")

_REACH = 4096
"""Characters: how far the end of a delimiter is looked for. Longer addresses are not asked for by any server."""
_ANGLE = regex(r"(?:[^<>]++|<\d{1,6}:{1,2}[^\s<>]{1,40}>(?=\d))*+>")
_BEFORE_ANGLE = regex(r"(?i)<\s?(?:url:)?\s?$")
_BRACES = regex(r"[^{}]*+(?:\{[^{}]*+\}[^{}]*+)*+\}")
_LATEX_ESCAPE = regex(r"\\([%#_&$~{}])")
_LINE_BREAK = regex(r"[ \t]*(?:\r\n|\n|\r)[ \t]*")
_BLANK_LINE = regex(r"(?:\r\n|\n|\r)[ \t]*(?:\r\n|\n|\r)")
_BLANKS = frozenset(" \t\r\n")
_NEXT_LINE = regex(r"[ \t]{0,8}(?:\r\n|\n|\r)[ \t]{0,80}(?=\S)")
_LINE = regex(r"[^\r\n]{0,302}")
_REST = regex(r"[^\r\n]{0,80}")
_MAX_LINES = 10
_MAX_WIDTH = 300
"""Characters of a line. Text with longer lines is not wrapped, so nothing in it is joined."""

_HAS_HOST = regex(r"(?i)(?:https?|ftp)://(?!www/|www\Z)(?:[^\s/?#@]*+@)?(?:\w|\[[0-9a-f:.]+\])")
_WWW_HOST = regex(r"(?i)https://www\.[^\s/?#.]+\.[^\s/?#.]")
_BARE_HOST = regex(r"(?i)[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}(?:[/?#:]|\Z)")
_HAS_PATH = regex(r"(?i)(?:[a-z]+://)?+[^/?#\s]++[/?#].")


class FoundAddress(NamedTuple):
    """An address, and the span of a text it was read from; all else as in `Address`."""

    start: int
    end: int
    cited: str
    url: str
    untrimmed: str | None = None
    marks: tuple[str, ...] = ()

    def at(self, place: Place) -> Address:
        """Make the record of the address, which stands at a place of its document."""
        return Address(cited=self.cited, url=self.url, untrimmed=self.untrimmed, marks=self.marks, place=place)


@dataclass(slots=True)
class _Run:
    """An address while it is read: the spans of text it is made of, and the brackets open in it."""

    spans: list[tuple[int, int]]
    open_brackets: list[str]

    @property
    def end(self) -> int:
        return self.spans[-1][1]

    def add(self, begin: int, end: int) -> None:
        """Add a span; one that follows the last at once makes it longer."""
        if begin == self.end:
            self.spans[-1] = (self.spans[-1][0], end)
        elif end > begin:
            self.spans.append((begin, end))

    def text_of(self, text: str) -> str:
        """Return what was read."""
        if len(self.spans) == 1:
            begin, end = self.spans[0]
            return text[begin:end]
        return "".join(text[begin:end] for begin, end in self.spans)

    def end_without(self, count: int) -> int:
        """Return where the address ends in the text when its last `count` characters are left out."""
        for begin, end in reversed(self.spans):
            if end - begin > count:
                return end - count
            count -= end - begin
        return self.spans[0][0]


def find_addresses(text: str) -> tuple[Address, ...]:
    r"""Find the addresses of a text in order, each occurrence; `place` holds offsets into `text`.

    `cited` is as written, less line breaks, invisible characters and the escapes of ``\url{…}``; `url` is mended;
    `untrimmed` keeps the full stop that was taken for the end of a sentence.
    """
    return tuple(found.at(Place(start=found.start, end=found.end)) for found in addresses_in(text))


def addresses_in(text: str) -> list[FoundAddress]:
    """Return what `find_addresses` does, for those whose text is a part of another one: they know the places."""
    clean, offsets = _without_invisible(text)
    found, weighed_from = _plain_ones(clean)
    if weighed_from >= 0:
        found += _weighed(clean, weighed_from, found[-1].end if found else 0)
    return [_in_original(each, offsets) for each in found] if offsets else found


def may_hold_address(text: str) -> bool:
    """Whether an address may start in a text, whatever of it is blanked; cheap, and never false where one does."""
    return CANDIDATE.search(text) is not None or (not text.isascii() and _INVISIBLE.search(text) is not None)


def _plain_ones(text: str) -> tuple[list[FoundAddress], int]:
    """Read addresses as far as none needs weighing, as hardly any does; beside them, where the first may begin that
    does (-1: none).
    """
    found: list[FoundAddress] = []
    end = 0
    for candidate in CANDIDATE.finditer(text):
        start = candidate.start()
        if start < end:
            if text[start] != "." and START.match(text, start):
                outer = found.pop()  # to be weighed with what is within it
                return found, outer.start
            continue
        plain = _PLAIN.match(text, start)
        if plain is not None and "<" not in text[max(0, start - 8) : start] and not may_wrap(plain[0]):
            found.append(_plain_address(plain))
            end = plain.end()
        elif text[start] == "." or START.match(text, start):
            return found, start
    return found, -1


def _weighed(text: str, begin: int, position: int) -> list[FoundAddress]:
    """Read the addresses that start behind `begin`, and none of them before `position`."""
    starts = starts_in(text, begin)
    found: list[FoundAddress] = []
    for start, limit in zip(starts, _limits(text, starts), strict=True):
        if start.start() < position:
            continue
        address = _delimited(text, start)
        if address is None and not start["macro"]:
            address, position = _in_prose(text, start, limit)
        if address is not None:
            position = address.end
            found.append(address)
    return found


# --- invisible characters -------------------------------------------------------------------------------------------


def _without_invisible(text: str) -> tuple[str, list[tuple[int, int]]]:
    """Return the text without invisible characters, and where how many were taken out: (clean offset, total)."""
    if text.isascii():
        return text, []
    if _INVISIBLE.search(text) is None:
        return text, []
    taken = list(_INVISIBLE.finditer(text))
    totals = list(accumulate(len(found[0]) for found in taken))
    before = [0, *totals[:-1]]
    offsets = [(found.start() - gone, total) for found, gone, total in zip(taken, before, totals, strict=True)]
    return _INVISIBLE.sub("", text), offsets


def _original(offsets: Sequence[tuple[int, int]], place: int) -> int:
    """Return where the character at `place` of the clean text stands in the original."""
    index = bisect_right(offsets, (place, 1 << 62)) - 1
    return place + (offsets[index][1] if index >= 0 else 0)


def _in_original(address: FoundAddress, offsets: Sequence[tuple[int, int]]) -> FoundAddress:
    """Move an address from the clean text to the original."""
    return address._replace(start=_original(offsets, address.start), end=_original(offsets, address.end - 1) + 1)


# --- delimiters -----------------------------------------------------------------------------------------------------


def _delimited(text: str, start: re.Match[str]) -> FoundAddress | None:
    r"""Read ``<https://…>``, ``<URL:…>`` and ``\url{…}`` whole (rule 8); None when it is not that."""
    if start["macro"]:
        end = _BRACES.match(text, start.end(), start.end() + _REACH)
        return _whole(text, start.end(), end.end() - 1, is_latex=True) if end else None
    before = "<" in text[max(0, start.start() - 8) : start.start()] and _BEFORE_ANGLE.search(
        text, max(0, start.start() - 8), start.start()
    )
    closing = _ANGLE.match(text, start.start(), start.start() + _REACH) if before else None
    return _whole(text, start.start(), closing.end() - 1, is_latex=False) if closing else None


def _whole(text: str, begin: int, end: int, *, is_latex: bool) -> FoundAddress | None:
    raw = text[begin:end].strip()
    breaks = len(_LINE_BREAK.findall(raw))
    if breaks > _MAX_LINES or _BLANK_LINE.search(raw):
        return None
    cited = _LINE_BREAK.sub("", raw)
    marks = ("joined-lines",) if breaks else ()
    if is_latex:
        cited = _LATEX_ESCAPE.sub(r"\1", cited)
        if _BARE_HOST.match(cited) and not START.match(cited):
            return FoundAddress(begin, end, cited, f"https://{cited}", None, ("no-scheme", *marks))
        if not START.match(cited):
            return None
    has_space = re.search(r"\s", cited) and not re.match(r"(?i)doi", cited)
    return None if has_space or "|" in cited else _address(begin, end, cited, marks)


# --- running text ---------------------------------------------------------------------------------------------------


def _limits(text: str, starts: Sequence[re.Match[str]]) -> list[int]:
    """Return for each start where the next address glued to it begins, at most."""
    limits = [len(text)] * len(starts)
    if len(starts) < 2:
        return limits
    limit = len(text)
    for index in range(len(starts) - 1, -1, -1):
        limits[index] = limit
        if index and starts[index]["scheme"] and _is_glued(text, starts[index - 1].end(), starts[index].start()):
            limit = starts[index].start()
    return limits


def _is_glued(text: str, before: int, place: int) -> bool:
    """Whether the scheme at `place` begins an address of its own; `before` is the end of the scheme before it."""
    if not _GLUED.match(text, place - 1) or text[place - 3] == "%":
        return False  # ``%3Dhttp://`` is one address inside another
    return text.find(".", before, place) != -1  # ``http://xhttp://x`` is one piece of nonsense, not two


def _in_prose(text: str, start: re.Match[str], limit: int) -> tuple[FoundAddress | None, int]:
    """Read the address at `start`; beside it, where to go on when there is none."""
    plain = _PLAIN.match(text, start.start(), limit)
    if plain is not None and (plain.end() < limit or limit == len(text)) and not may_wrap(plain[0]):
        return _plain_address(plain), plain.end()
    run = _Run([start.span()], [])
    _read(text, run, start.end(), limit)
    if text[run.end : run.end + 1] in _BLANKS:
        _join_lines(text, run, limit)
    raw = run.text_of(text)
    cited = _trimmed(raw)
    end = run.end_without(len(raw) - len(cited))
    written = _LINE_BREAK.sub("", cited) if "\n" in cited or "\r" in cited else cited
    marks = ("joined-lines",) if len(run.spans) > 1 or written != cited else ()
    is_bare = "bare" in start.groupdict()
    has_full_stop = _is_full_stop(raw[len(cited) :])
    address = _address(start.start(), end, written, marks, has_full_stop=has_full_stop, is_bare=is_bare)
    # What is no address may hold one; but the longest of them are passed over, or reading would not be linear.
    return address, start.start() + 1 if run.end - start.start() < _REACH else run.end


def _plain_address(plain: re.Match[str]) -> FoundAddress:
    """Make the record of an address that is sound as it stands; only its end may belong to the sentence."""
    raw = plain[0]
    cited = raw.rstrip(_PLAIN_TRIM)
    has_full_stop = _is_full_stop(raw[len(cited) :]) and _HAS_PATH.match(cited)
    start = plain.start()
    return FoundAddress(start, start + len(cited), cited, cited, cited + "." if has_full_stop else None)


def _read(text: str, run: _Run, position: int, limit: int) -> None:
    """Read pieces from `position` to the first character that cannot belong to the address."""
    begin = position
    while position < limit:
        piece = _PIECE.match(text, position, limit)
        if piece is None:
            break
        char = piece[0]
        if char in _PARTNER:
            if not run.open_brackets or run.open_brackets[-1] != _PARTNER[char]:
                break
            run.open_brackets.pop()
        elif char in {"(", "["}:
            run.open_brackets.append(char)
        position = piece.end()
    run.add(begin, position)


def _join_lines(text: str, run: _Run, limit: int) -> None:
    """Add the next lines while the address goes on there (rule 9)."""
    for _ in range(_MAX_LINES):
        line_end = _NEXT_LINE.match(text, run.end)
        if line_end is None or line_end.end() >= limit:
            return
        found = _TOKEN.match(text, line_end.end())
        token = found[0] if found else ""
        width = _widths(text, run.end, line_end.end())
        if not token or (width[0] > _MAX_WIDTH and not _closes_bracket(text, run.spans[0][0], token)):
            return
        head = run.text_of(text)
        rest = _REST.match(text, line_end.end() + len(token))
        is_full = width[0] + 1 + len(unbroken(token)) > max(width)
        if not continues(head, token, rest=rest[0] if rest else "", is_full=is_full):
            return
        _read(text, run, line_end.end(), limit)


def _closes_bracket(text: str, start: int, token: str) -> bool:
    """Whether a bracket opened right before an address is closed right behind a token: both are in it."""
    return text[start - 1 : start] == "(" and token.rstrip(".,;:")[-1:] == ")"


def _widths(text: str, end: int, next_begin: int) -> tuple[int, int, int]:
    """Return the lengths of the line that ends at `end`, the one before and the one after, up to a limit."""
    this = _line_begin(text, end)
    before = this - 1 - _line_begin(text, this - 1) if this > 0 else 0
    after = _LINE.match(text, next_begin)
    return end - this, min(before, _MAX_WIDTH), len(after[0]) if after else 0


def _line_begin(text: str, end: int) -> int:
    floor = max(0, end - _MAX_WIDTH - 2)
    return max(text.rfind("\n", floor, end), text.rfind("\r", floor, end), floor - 1) + 1


# --- the end of an address ------------------------------------------------------------------------------------------


def _trimmed(raw: str) -> str:
    """Take off the end what belongs to the sentence (rules 3 and 4)."""
    end = len(raw)
    while end:
        entity = _ENTITY.search(raw, max(0, end - 10), end) if raw[end - 1] == ";" else None
        if entity is not None:
            end = entity.start()
        elif raw[end - 1] in _TRIM:
            end -= 1
        elif raw.endswith(_POSSESSIVE, 0, end) and not (raw[end - 2] == "'" and "/wiki/" in raw):
            end -= 2  # titles of encyclopaedia articles end so: /wiki/McDonald's
        else:
            break
    return raw[:end]


def _is_full_stop(tail: str) -> bool:
    """Whether what was trimmed begins with one full stop, not with an ellipsis."""
    return tail.startswith(".") and not tail.startswith(("..", ".…"))


def _address(
    start: int, end: int, cited: str, marks: tuple[str, ...], *, has_full_stop: bool = False, is_bare: bool = False
) -> FoundAddress | None:
    """Make the record, None when there is no host to ask; a bare one gets its scheme."""
    scheme = "https://" if is_bare else ""
    url, mended = mend(scheme + cited)
    mended = ("no-scheme", *mended) if is_bare else mended
    if not _HAS_HOST.match(url) or ("no-scheme" in mended and "://www." in url.lower() and not _WWW_HOST.match(url)):
        return None
    untrimmed = None
    if has_full_stop and _HAS_PATH.match(cited):
        # What was sound stays so with a full stop behind its path.
        untrimmed = mend(scheme + cited + ".")[0] if mended or may_wrap(cited) else cited + "."
    return FoundAddress(start, end, cited, url, untrimmed, (*marks, *mended))
