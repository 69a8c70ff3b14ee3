"""Write the paragraphs and notes of a PDF into one flow, with its links, italics and raised figures. Pure.

Places are paths: ``page[3]/line[12]/char[5]``, all counted from 1; lines in reading order, running heads counted too.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from urllib.parse import unquote

from sourcekeeper.model import Place
from sourcekeeper.reading.flow import Flow, FlowLink
from sourcekeeper.reading.pdf.file import LinkArea
from sourcekeeper.reading.pdf.line import PdfLine
from sourcekeeper.reading.pdf.paragraphs import WordJoiner
from sourcekeeper.web.urls import comparison_key, find_addresses, from_href

_WITHIN_ADDRESS = tuple("-_.?&=%")
_LOOK_AHEAD = 400


@dataclass(frozen=True, slots=True)
class JumpLink:
    """A link of the flow to a place in the document: page and height."""

    start: int
    end: int
    target: tuple[int, float | None]


@dataclass(slots=True)
class PdfFlow:
    """The flow while it is written, and where its lines stand in it."""

    joiner: WordJoiner
    pieces: list[str] = field(default_factory=list)
    length: int = 0
    blocks: list[int] = field(default_factory=list)
    lines: list[PdfLine] = field(default_factory=list)
    line_starts: list[int] = field(default_factory=list)
    raised: list[tuple[int, int]] = field(default_factory=list)
    italics: list[tuple[int, int]] = field(default_factory=list)
    jumps: list[JumpLink] = field(default_factory=list)
    _label_end: int = 0
    _areas: list[tuple[int, int, LinkArea]] = field(default_factory=list)

    def add(self, lines: Sequence[PdfLine], label_end: int = 0) -> tuple[int, int]:
        """Write a block of lines that go on with one another; return its span.

        `label_end`: where the label of a note ends in the first of them. A link may take it in, but is not meant.
        """
        start = self.length
        self._label_end = start + label_end
        self.blocks.append(start)
        head = ""
        for line, following in zip(lines, [*lines[1:], None], strict=True):
            text = line.text
            if following is None:
                self._write(line, text)
                break
            head = head + text if " " not in text else text
            cut, between = _joint_of_link(line, following) or self.joiner.joint(line, following, head)
            self._write(line, text[: len(text) - cut])
            self._put(between)
        self._put("\n")
        return start, self.length - 1

    def _put(self, text: str) -> None:
        self.pieces.append(text)
        self.length += len(text)

    def _write(self, line: PdfLine, text: str) -> None:
        start = self.length
        self.lines.append(line)
        self.line_starts.append(start)
        self._put(text)
        if not (line.raised or line.italics or line.links):
            return
        end = self.length
        for spans, own in ((self.raised, line.raised), (self.italics, line.italics)):
            for begin, stop in own:
                if start + begin < end:
                    spans.append((start + begin, min(start + stop, end)))
        for begin, stop, link in line.links:
            first, last = max(start + begin, self._label_end), min(start + stop, end)
            if first < last:
                self._areas.append((first, last, link))

    def finished(self, labels: Sequence[str] = ()) -> Flow:
        """Return the flow as the other rooms know it; `labels` are those of the notes, in order."""
        text = "".join(self.pieces)
        links: list[FlowLink] = []
        for start, end, area in _joined(self._areas, text):
            if area.target is not None:
                self.jumps.append(JumpLink(start, end, area.target))
            elif area.uri and (not links or start >= links[-1].end):
                href = _as_written(text[start:end], area.uri)
                if href and not _is_cut_short(text, start, end, area.uri):
                    links.append(FlowLink(start=start, end=end, href=href))
        return Flow(
            text=text,
            blocks=self.blocks or [0],
            links=links,
            emphasised=_disjoint(self.italics),
            raised=_split(_disjoint(self.raised), self.jumps, text, labels),
            locate=self.locate,
        )

    def locate(self, start: int, end: int) -> Place:
        """Return the place of a span: where it begins."""
        del end
        if not self.line_starts:
            return Place(path="page[1]")
        index = max(bisect_right(self.line_starts, start) - 1, 0)
        line = self.lines[index]
        return Place(path=f"page[{line.page}]/line[{line.number}]/char[{start - self.line_starts[index] + 1}]")

    def line_at(self, offset: int) -> PdfLine:
        """Return the line a character of the flow comes from."""
        return self.lines[max(bisect_right(self.line_starts, offset) - 1, 0)]


def _joint_of_link(line: PdfLine, following: PdfLine) -> tuple[int, str] | None:
    """Return how two lines join where one link goes on over both: as its target is spelt, if that can be seen."""
    if not line.links or not following.links:
        return None
    _, end, link = line.links[-1]
    begin, stop, other = following.links[0]
    if end < len(line.text) - 2 or begin > 1 or not link.uri or link.uri != other.uri:
        return None  # a rectangle may end within the last sign of an overfull line
    first = line.links[-1][0]
    before, after = line.text[first:][-10:], following.text[:stop][:10]
    for spelt in {link.uri, unquote(link.uri)}:
        if before + after in spelt:
            return 0, ""
        if before[-1:] in "-\u2010\u00ad" and before[:-1] + after in spelt:
            return 1, ""
    return None


def _joined(areas: Iterable[tuple[int, int, LinkArea]], text: str) -> list[tuple[int, int, LinkArea]]:
    """Join the areas of one link: equal targets with nothing but white space between them."""
    joined: list[tuple[int, int, LinkArea]] = []
    for start, end, area in sorted(areas, key=lambda one: one[:2]):
        if joined:
            first, last, other = joined[-1]
            same = (area.uri, area.target) == (other.uri, other.target)
            between = text[last:start]
            if same and area.uri and (not between.strip() or (len(between) < 3 and " " not in between)):
                joined[-1] = first, max(end, last), other
                continue
        joined.append((start, end, area))
    return joined


def _as_written(visible: str, uri: str) -> str:
    """Return the address as the author wrote it where the text shows it whole: programs re-encode what they link."""
    shown = visible.replace("\n", "")
    if shown == uri:
        return uri
    if "://" in shown and " " not in shown:
        address = from_href(shown)
        if address is not None and _same(address.url, uri):
            return shown
    written = [address for address in find_addresses(shown[:_LOOK_AHEAD]) if _same(address.url, uri)]
    if len(written) == 1:
        return written[0].cited
    return uri


def _same(first: str, second: str) -> bool:
    return unquote(first) == unquote(second) or comparison_key(first) == comparison_key(second)


def _is_cut_short(text: str, start: int, end: int, uri: str) -> bool:
    """Whether a program linked only what stood on the first line: the text then knows more of the address."""
    shown = text[start:end].replace("\n", "")
    if shown != uri or not uri.endswith(_WITHIN_ADDRESS) or text[end : end + 1] != "\n":
        return False
    found = find_addresses(text[start : end + _LOOK_AHEAD])
    return bool(found) and found[0].cited.startswith(uri) and len(found[0].cited) > len(uri)


def _disjoint(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    kept: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if end > start and (not kept or start >= kept[-1][1]):
            kept.append((start, end))
    return kept


def _split(
    raised: Sequence[tuple[int, int]], jumps: Sequence[JumpLink], text: str, labels: Sequence[str]
) -> list[tuple[int, int]]:
    """Part raised figures that are two calls: where a link begins, or where two labels in a row were glued."""
    borders = sorted({border for jump in jumps for border in (jump.start, jump.end)})
    following = {f"{first}{second}": len(first) for first, second in pairwise(labels)}
    known = set(labels)
    parted: list[tuple[int, int]] = []
    for start, end in raised:
        cuts = [start, *borders[bisect_right(borders, start) : bisect_left(borders, end)], end]
        shown = text[start:end]
        if len(cuts) == 2 and shown in following and shown not in known:
            cuts.insert(1, start + following[shown])
        for first, last in pairwise(cuts):
            bare = text[first:last].strip(" ,;")
            if bare:
                begin = text.index(bare, first)
                parted.append((begin, begin + len(bare)))
    return parted
