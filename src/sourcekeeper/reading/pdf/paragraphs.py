"""Join the lines of a PDF to paragraphs, and the words and addresses that were broken over lines. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cached_property
from itertools import pairwise

from sourcekeeper.patterns import regex
from sourcekeeper.reading.labels import HEADING
from sourcekeeper.reading.languages import words
from sourcekeeper.reading.pdf.layout import label_of, label_value
from sourcekeeper.reading.pdf.line import PdfLine
from sourcekeeper.web.addresses.line_joining import continues, unbroken

_STOPS = '.!?…:»”“"’)]↩\ufe0e'
_CALL_AT_END = regex(r"(?:\[\d{1,4}\]|\(\d{1,4}\))$")
_HYPHENS = "-\u2010\u00ad"
_BROKEN = regex(rf"([^\W\d_]+(?:[’'][^\W\d_]+)?)[{_HYPHENS}]$")
_FIRST_WORD = regex(r"[^\W\d_]+")
_WORD = regex(r"[^\W\d_]+(?:[-\u2010][^\W\d_]+)+|[^\W\d_]+")
_ADDRESS_BEFORE = regex(r"(?i)(?:[a-z][a-z0-9+.-]{1,9}://|www\.|doi\.org/|10\.\d{4,9}/)\S*$")
_LEADING_SIGN = regex(r"[-/?&=#%_.~][\w%]")
_CLOSING = ".,;:)"
_HOST = regex(r"/{0,2}[a-z0-9-]*(?:\.[a-z0-9-]+)*\.?[a-z]{2,}(?:[/:?#].*)?$")
_PATH_SIGN = regex(r"[\w)][/=?&#%_]\w|\d[-(]|\w\.[a-z]|^\d+\.html?$")
_TRAIL = ".,;:!?…'’)]}»”*_~"
_KEPT_AFTER = words("ci là ce il elle on ils elles t je tu nous vous moi toi lui leur même mêmes en y être dire vis")
"""What a French hyphen joins to the word before it: ``celui-ci``, ``dit-on``, ``peut-être``."""
_KEPT_BEFORE = words(
    "non quasi demi semi mi ex vice anti-non self co grand petit c'est-à c’est-à vis-à quelques peut au par là "
    "celui celle ceux celles"
)


def paragraphs(lines: Sequence[PdfLine], body_size: float) -> list[list[PdfLine]]:
    """Group lines of running text to paragraphs; one that goes on after a page or a column stays whole."""
    leading = _usual_leading(lines)
    lefts = _left_edges(lines)
    grouped: list[list[PdfLine]] = []
    number: int | None = None
    was_heading = False
    for line in lines:
        is_heading = HEADING.match(line.text) is not None
        label = label_of(line)
        value = label_value(label.text) if label is not None and not label.is_doubtful else None
        is_next = label is not None and value is not None and value == (number or 0) + 1
        stands_alone = is_heading or was_heading or not grouped
        if not stands_alone and not _begins(grouped[-1], line, leading, body_size, lefts, is_next=is_next):
            grouped[-1].append(line)
        else:
            grouped.append([line])
            if value is not None and (is_next or value == 1):
                number = value
        was_heading = is_heading
    return grouped


def _usual_leading(lines: Sequence[PdfLine]) -> float:
    """Return the commonest distance of two lines, in sizes of their type."""
    gaps: Counter[float] = Counter()
    for first, second in pairwise(lines):
        if first.page == second.page and 0.8 < (step := first.y - second.y) / max(first.size, 1) < 3:
            gaps[round(step / first.size, 1)] += 1
    return max(gaps, key=lambda gap: (gaps[gap], -gap), default=1.2)


def _left_edges(lines: Sequence[PdfLine]) -> dict[tuple[int, int], tuple[float, float]]:
    """Return for each page and column where most lines begin, and how far the longest reach."""
    begins: dict[tuple[int, int], Counter[int]] = {}
    ends: dict[tuple[int, int], list[float]] = {}
    for line in lines:
        key = line.page, line.column
        begins.setdefault(key, Counter())[round(line.x0)] += 1
        ends.setdefault(key, []).append(line.x1)
    usual_reach = {
        column: _reach([end for key, found in ends.items() if key[1] == column for end in found])
        for column in {column for _, column in ends}
    }
    edges = {}
    for key, counts in begins.items():
        usual = min(counts, key=lambda x: (-counts[x], x))
        # A page with few lines may have but one that is full.
        edges[key] = (float(usual), max(_reach(ends[key]), min(max(ends[key]), usual_reach[key[1]])))
    return edges


def _reach(ends: list[float]) -> float:
    """Return how far lines reach; not the longest one, since what cannot be broken may stand out over the margin."""
    return sorted(ends)[int(0.9 * (len(ends) - 1))]


def _begins(
    group: Sequence[PdfLine],
    line: PdfLine,
    leading: float,
    body_size: float,
    edges: dict[tuple[int, int], tuple[float, float]],
    *,
    is_next: bool,
) -> bool:
    """Whether a line begins a new paragraph after a group of lines."""
    last = group[-1]
    if abs(last.size - line.size) > 0.08 * max(last.size, line.size):
        return True
    if last.is_bold != line.is_bold and len(group) <= 3 and (last.is_bold or line.is_bold):
        return True
    size = line.size
    left, right = edges[line.page, line.column]
    ends_sentence = _ends_sentence(last)
    is_full = last.x1 > edges[last.page, last.column][1] - 0.12 * (right - left)
    indent = line.x0 - left
    same_place = line.page == last.page and line.column == last.column and line.y < last.y
    if is_next and (line.starts_raised or ends_sentence or not is_full):
        return True
    if not same_place:
        if not is_full and line.size >= 0.98 * body_size:
            return True
        return ends_sentence and (indent > 0.7 * size or not is_full)
    if last.y - line.y > (leading + 0.35) * max(size, last.size):
        return True
    step = line.x0 - group[0].x0
    if len(group) == 1 and step > 0.7 * size:
        return ends_sentence and not is_full  # the second line of a hanging entry
    if line.x0 - last.x0 > 0.7 * size:
        return ends_sentence or not is_full
    if last.x0 - line.x0 > 0.7 * size and len(group) > 1:
        return True  # the next entry of a hanging list
    return not is_full and (ends_sentence or _room_for(line, last, edges))


def _room_for(line: PdfLine, last: PdfLine, edges: dict[tuple[int, int], tuple[float, float]]) -> bool:
    """Whether the first word of a line would have fitted well into the line before, ended on purpose then."""
    word = line.text.split(maxsplit=1)[0]
    width = (line.x1 - line.x0) / max(len(line.text), 1) * (len(word) + 1)
    return last.x1 + width + 0.1 * (last.x1 - last.x0) < edges[last.page, last.column][1]


def _ends_sentence(line: PdfLine) -> bool:
    text = line.text
    for begin, end in reversed(line.raised):
        if end == len(text.rstrip()):
            text = text[:begin].rstrip()
    if text.endswith(("]", ")", "\n")):
        text = _CALL_AT_END.sub("", text)
    return text.rstrip()[-1:] in _STOPS


class WordJoiner:
    """Decides how what was broken over two lines was written: by the other words of the document, and its type."""

    def __init__(self, lines: Sequence[PdfLine]) -> None:
        self._lines = lines

    @cached_property
    def _edges(self) -> dict[tuple[int, int], float]:
        """How far the lines of each page and column reach, told once an address is broken."""
        ends: dict[tuple[int, int], list[float]] = {}
        for line in self._lines:
            ends.setdefault((line.page, line.column), []).append(line.x1)
        return {key: _reach(found) for key, found in ends.items()}

    @cached_property
    def _type_tells(self) -> bool:
        """Whether typewriter letters tell addresses from the rest: less than half of the document is set in them."""
        typed = sum(stop - begin for line in self._lines for begin, stop in line.typed)
        return typed * 2 < sum(len(line.text) for line in self._lines)

    @cached_property
    def _words(self) -> Counter[str]:
        """How often the document has each word, counted once a word is broken."""
        words: Counter[str] = Counter()
        for line in self._lines:
            # The last word of a line may be half a word, and so may the first.
            found = _WORD.findall(line.text)[1:-1]
            words.update([word.lower().replace("\u2010", "-") for word in found])
        return words

    def joint(self, line: PdfLine, following: PdfLine, head: str) -> tuple[int, str]:
        """Return how many characters at the end of a line go, and what stands between it and the next.

        `head`: what stands before the break without a gap, when an address was broken before already.
        """
        found = _ADDRESS_BEFORE.search(head, head.rfind(" ") + 1)
        if found is not None:
            return (0, "") if self._goes_on(found[0], line, following) else (0, "\n")
        return self._joint_of_words(line.text, following.text)

    def _joint_of_words(self, before: str, after: str) -> tuple[int, str]:
        if before[-1:] == "–" and before[-2:-1].isdigit() and after[:1].isdigit():
            return 0, ""
        if before[-1:] not in _HYPHENS or not before[-2:-1].isalnum() or not after[:1].isalnum():
            return 0, "\n"
        if before.endswith("\u00ad"):
            return 1, ""
        found, following = _BROKEN.search(before), _FIRST_WORD.match(after)
        if found is None or following is None or not following[0][0].islower():
            return 0, ""  # 45-52, Bund-Länder: the hyphen is meant
        head, tail = found[1].lower(), following[0].lower()
        whole, parted = self._words[head + tail], self._words[f"{head}-{tail}"]
        if whole != parted:
            return (1, "") if whole > parted else (0, "")
        if tail in _KEPT_AFTER or head in _KEPT_BEFORE or self._is_compound(head, tail):
            return 0, ""
        return 1, ""

    def _is_compound(self, head: str, tail: str) -> bool:
        """Whether both halves are words of this document, and long enough to be so on their own."""
        return len(head) > 4 and len(tail) > 4 and self._words[head] > 1 and self._words[tail] > 1

    def _goes_on(self, address: str, line: PdfLine, following: PdfLine) -> bool:
        """Whether an address that ends a line goes on in the next: its type says so, or the line is full."""
        token = following.text.split(maxsplit=1)[0]
        if self._type_tells and line.typed and line.typed[-1][1] >= len(line.text):
            return bool(following.typed) and following.typed[0][0] == 0
        rest = following.text[len(token) :].strip()
        is_closed = not rest or rest[0] in _CLOSING or token[-1] in _CLOSING
        if _host_is_open(address):
            return bool(_HOST.match(token.rstrip(_TRAIL)))
        width = (following.x1 - following.x0) / max(len(following.text), 1)
        room = self._edges[line.page, line.column] - line.x1
        is_full = room < width * len(unbroken(token)) + 0.5 * width
        if continues(address, token, rest=rest, is_full=is_full):
            return True
        return is_full and _is_rest_of_address(address, token, is_closed=is_closed)


def _host_is_open(address: str) -> bool:
    """Whether an address breaks off before its host is whole: ``https:``, ``https://www.``."""
    if address.endswith((":", ":/", "://")):
        return True
    host = address.partition("://")[2]
    return "/" not in host and (host.endswith((".", "-")) or "." not in host)


def _is_rest_of_address(address: str, token: str, *, is_closed: bool) -> bool:
    """Whether a token goes on with an address that fills its line. Programs break them before or after a sign."""
    token = token.rstrip(_TRAIL)
    if _LEADING_SIGN.match(token):
        return True
    if address.endswith("/"):
        return is_closed and token.isdigit()
    if address.endswith(tuple(".-_")):
        return bool(_PATH_SIGN.search(token))
    # In a narrow column words are broken anywhere: that asks for the plainest signs.
    return address.count("/") > 2 and token.isascii() and (token.count("-") >= 3 or bool(_PATH_SIGN.search(token)))
