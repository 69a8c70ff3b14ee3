"""Stories: the running texts of an office document, and how they become one flow. Pure.

Word processors keep the body, each note and each text box as texts of their own. A reader fills one story for each;
here they are joined, body first, notes last, and the calls are paired with the notes.
"""

from __future__ import annotations

import hashlib
import re
from array import array
from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import accumulate

from sourcekeeper.model import Document, Item, Place, Problem
from sourcekeeper.patterns import regex
from sourcekeeper.ports import RawDocument
from sourcekeeper.reading.element_path import Step, written
from sourcekeeper.reading.flow import Flow, FlowLink
from sourcekeeper.reading.labelled import find_labelled
from sourcekeeper.reading.languages import FUNCTION_WORDS, guess_language, language_tag
from sourcekeeper.reading.notes import FoundCall, FoundNote, assemble

BOOKMARK = "bookmark:"
"""Before the name of a bookmark, in a call that says no more than where the note's own call stands."""
CALL = "\ufffc"
"""Stands where a call stands, until its number is known: nothing of the call is in the text."""

_LONGEST_LABEL = 40
_ROUND_A_NUMBER = regex(r"\s*(?:\[\s*\]|\(\s*\)|[.:)\]](?![.:]))\s")
_NO_TITLE = regex(
    r"(?:microsoft word\b.*|(?:word )?document ?\d*|dokument ?\d*|untitled.*|unknown|sans titre ?\d*|unbenannt ?\d*|"
    r"sin título ?\d*|.*\.(?:docx?|odt|rtf|dotx?|pages|indd|tex|md))$",
    re.IGNORECASE,
)
"""What programs put where an author gave no title."""

Span = tuple[int, int]
Spread = Callable[[], Sequence[tuple[int, Span]]]
"""Tells what a piece of a story is made of: how many characters come from which span. Asked of few of them."""
Where = Step | Span | Spread
"""Where a piece of a story comes from: an element, or the decoded text."""
_Piece = tuple[int, int, Step | Span]
"""A piece of a story: where it starts and ends in it, and where it comes from."""

_NO_LINE_ENDS = str.maketrans("\n\r\t\x0b\x0c\x85\u2028\u2029", "        ")


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryCall:
    """A call in a story: which note it calls, and the mark a reader sees when that is not counted."""

    start: int
    end: int
    note: str
    label: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryCite:
    """A stretch of a story with the items that a reference manager put behind it."""

    start: int
    end: int
    items: tuple[Item, ...]


@dataclass(slots=True)
class Story:
    """One running text, filled from its start to its end."""

    where: Step | Span | None = None
    """Where the whole story stands."""
    text: list[str] = field(default_factory=list)
    sources: list[Where | None] = field(default_factory=list)
    """Where each piece of the text comes from; None for the ends of paragraphs, which are nowhere."""
    length: int = 0
    blocks: list[int] = field(default_factory=lambda: [0])
    links: list[FlowLink] = field(default_factory=list)
    emphasised: list[tuple[int, int]] = field(default_factory=list)
    raised: list[tuple[int, int]] = field(default_factory=list)
    headings: set[int] = field(default_factory=set)
    item_numbers: dict[int, str] = field(default_factory=dict)
    calls: list[StoryCall] = field(default_factory=list)
    cites: list[StoryCite] = field(default_factory=list)
    own_number_at: int | None = None
    """Of a note: where its own number is shown, which is not in the text."""
    _ends: array[int] | None = None
    """Where each piece of the text ends: made when first asked for."""
    _parts: dict[int, tuple[array[int], list[Span]]] = field(default_factory=dict)
    """Of the pieces that were asked what they are made of: where their parts end, and where those come from."""
    _link: tuple[int, str, Place | None] | None = None
    _links_open: int = 0

    def add(self, text: str, where: Where, *, italic: bool = False, raised: bool = False) -> None:
        """Append text that goes on the line; line ends in it are spaces."""
        if not text:
            return
        start = self.length
        self._append(text if text.isprintable() else text.translate(_NO_LINE_ENDS), where)
        if italic:
            _extend(self.emphasised, start, self.length)
        if raised:
            _extend(self.raised, start, self.length)

    def break_line(self, where: Where) -> None:
        """End the line, not the paragraph."""
        self._append("\n", where)

    def end_block(self) -> None:
        """End the paragraph; an empty one is an empty line."""
        self._append("\n", None)
        self.blocks.append(self.length)

    def mark_block(self, *, is_heading: bool = False, number: str | None = None) -> None:
        """Say what the paragraph that is being filled is: a heading, an item with a number."""
        if is_heading:
            self.headings.add(self.blocks[-1])
        if number is not None:
            self.item_numbers[self.blocks[-1]] = number

    def call(self, note: str, where: Where, label: str = "") -> None:
        """A call stands here; its `label` is not in the text."""
        self._append(CALL, where)
        self.calls.append(StoryCall(start=self.length - 1, end=self.length, note=note, label=label))

    def open_link(self, href: str, place: Place | None = None) -> None:
        """A link begins. One inside another does not count."""
        if not self._links_open:
            self._link = (self.length, href, place)
        self._links_open += 1

    def close_link(self) -> None:
        """The link that began last ends."""
        self._links_open = max(self._links_open - 1, 0)
        if self._links_open or self._link is None:
            return
        start, href, place = self._link
        self._link = None
        last = self.links[-1] if self.links else None
        if last is not None and last.end == start and last.href == href:
            self.links[-1] = replace(last, end=self.length)  # cut in two where the formatting changes
        elif href and self.length > start:
            self.links.append(FlowLink(start=start, end=self.length, href=href, place=place))

    def close(self) -> None:
        """The story is over: what is open ends."""
        while self._links_open:
            self.close_link()
        if self.length > self.blocks[-1]:
            self.end_block()

    def _append(self, text: str, where: Where | None) -> None:
        self.text.append(text)
        self.sources.append(where)
        self.length += len(text)

    def locate(self, start: int, end: int) -> Place:
        """Return where a span of the story stands in the document. Asked for once the story is whole."""
        if self.where is not None and start <= 0 and end >= self.length - 1:
            return _place(self.where, self.where)
        first = self._piece_at(start)
        if first is None:
            return Place() if self.where is None else _place(self.where, self.where)
        last = first if end <= first[1] else self._piece_at(max(end - 1, start)) or first
        return _place(_edge(first, start), _edge(last, end))

    def _piece_at(self, offset: int) -> _Piece | None:
        """Return the piece at an offset; behind a paragraph the one before, before all others the first."""
        if self._ends is None:
            self._ends = array("q", accumulate(map(len, self.text)))
        index = min(bisect_right(self._ends, offset), len(self._ends) - 1)
        while index >= 0 and self.sources[index] is None:
            index -= 1
        if index < 0:
            index = next((at for at, source in enumerate(self.sources) if source is not None), -1)
        where = self.sources[index] if index >= 0 else None
        if where is None:
            return None
        start = self._ends[index] - len(self.text[index])
        if callable(where):
            return self._part_at(index, where, start, offset)
        return start, self._ends[index], where

    def _part_at(self, index: int, spread: Spread, start: int, offset: int) -> _Piece:
        """Return the part of a piece at an offset; behind it the last."""
        parts = self._parts.get(index)
        if parts is None:
            spans = spread()
            ends = array("q", accumulate(length for length, _ in spans))
            parts = self._parts[index] = ends, [span for _, span in spans]
        ends, where = parts
        at = min(bisect_right(ends, offset - start), len(ends) - 1)
        return start + (ends[at - 1] if at else 0), start + ends[at], where[at]


def _edge(piece: _Piece, offset: int) -> Step | Span:
    """Narrow a piece's span to one side of an offset, where the piece stands in the source letter for letter."""
    start, stop, where = piece
    if len(where) != 2 or not start <= offset <= stop or stop - start != where[1] - where[0]:
        return where
    return where[0] + offset - start, where[0] + offset - start


def _extend(spans: list[tuple[int, int]], start: int, end: int) -> None:
    if spans and spans[-1][1] == start:
        spans[-1] = spans[-1][0], end
    else:
        spans.append((start, end))


def _place(first: Step | Span, last: Step | Span) -> Place:
    if len(first) == 2 and len(last) == 2:
        return Place(start=first[0], end=max(last[1], first[0]))
    path = _path(first)
    return Place(path=(path if first is last else _common(path, _path(last))) or None)


def _path(where: Step | Span) -> str:
    return "" if len(where) == 2 else written(where)


def _common(first: str, last: str) -> str:
    """Return the path of the smallest element that holds two."""
    if first == last:
        return first
    shared = []
    for one, other in zip(first.split("/"), last.split("/"), strict=False):
        if one != other:
            break
        shared.append(one)
    return "/".join(shared).rstrip("#/")


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryNote:
    """A note with its text, under the name that calls use."""

    key: str
    number: str
    story: Story
    label_in_text: bool = False
    """Whether the text begins with the label: a mark the author typed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What a document says of itself."""

    titles: Sequence[str | None] = ()
    """The best first; the first that is one is taken."""
    languages: Sequence[str | None] = ()
    """As declared, the surest first."""
    days: Sequence[date | None] = ()
    """Of publication, the surest first."""


def joined(stories: Sequence[Story]) -> tuple[Flow, list[int]]:
    """Make one flow of several stories, and return it with the offset at which each begins."""
    starts: list[int] = []
    length = 0
    for story in stories:
        story.close()
        starts.append(length)
        length += story.length
    pairs = list(zip(starts, stories, strict=True))

    def locate(start: int, end: int) -> Place:
        index = max(bisect_right(starts, start) - 1, 0)
        # Two stories without text begin at one place: the last of them is found.
        return stories[index].locate(start - starts[index], end - starts[index]) if stories else Place()

    flow = Flow(
        text="".join(piece for story in stories for piece in story.text),
        blocks=sorted({0, *(at + block for at, story in pairs for block in story.blocks if block < story.length)}),
        links=[replace(link, start=at + link.start, end=at + link.end) for at, story in pairs for link in story.links],
        emphasised=[(at + start, at + end) for at, story in pairs for start, end in story.emphasised],
        raised=[(at + start, at + end) for at, story in pairs for start, end in story.raised],
        locate=locate,
        is_marked_up=True,
        headings=frozenset(at + heading for at, story in pairs for heading in story.headings),
        item_numbers={at + block: number for at, story in pairs for block, number in story.item_numbers.items()},
    )
    return flow, starts


def likely_title(titles: Iterable[str | None]) -> str | None:
    """Return the first title that is one: not a program's stopgap, not a file's name."""
    for title in titles:
        plain = " ".join((title or "").split())
        if plain and not _NO_TITLE.match(plain):
            return plain
    return None


def likely_language(declared: Iterable[str | None], text: str) -> str | None:
    """Return the declared language, unless the words clearly speak another: templates have that of their makers.

    >>> likely_language(["en-US"], "Nous demandons que les caméras soient retirées de la ville et de ses gares.")
    'fr'
    """
    guess = guess_language(text)
    tags = [tag for name in declared if (tag := language_tag(name)) is not None]
    for tag in tags:
        main = tag.partition("-")[0].lower()
        # Of a language we cannot guess, the guess is its neighbour.
        if guess is None or main == guess or main not in FUNCTION_WORDS:
            return tag
    return guess or next(iter(tags), None)


def answer_cross_references(stories: Iterable[Story], bookmarked: Mapping[str, str]) -> None:
    """Make calls of the cross-references to notes, now that all bookmarks are known; drop those to anything else."""
    for story in stories:
        answered = []
        for call in story.calls:
            if not call.note.startswith(BOOKMARK):
                answered.append(call)
            elif (note := bookmarked.get(call.note.removeprefix(BOOKMARK))) is not None:
                answered.append(replace(call, note=note))
        story.calls = answered


def as_document(
    raw: RawDocument,
    name: str,
    body: Sequence[Story],
    notes: Sequence[StoryNote],
    about: About,
    problems: Sequence[Problem] = (),
) -> Document:
    """Make a document of its stories. `notes` come in the order they shall have.

    Without any note or call of the format's own, notes typed by hand are looked for in the body.
    """
    flow, starts = joined([*body, *(note.story for note in notes)])
    language = likely_language(about.languages, flow.text)
    numbers = {note.key: note.number for note in notes}
    pairs = list(zip(starts, [*body, *(note.story for note in notes)], strict=True))
    calls = [_found(call, at, numbers) for at, story in pairs for call in story.calls]
    found = [
        FoundNote(
            key=note.key,
            number=note.number,
            start=at,
            end=at + note.story.length,
            label_in_text=note.label_in_text,
            cuts=_cuts(note.story, at),
        )
        for at, note in zip(starts[len(body) :], notes, strict=True)
    ]
    cited_calls, cited_notes, items = _cited_in_body(flow, starts, body)
    for note in notes:
        items[note.key] = tuple(item for cite in note.story.cites for item in cite.items)
    if not found and not calls and not cited_notes:
        by_hand = find_labelled(flow)
        calls, found = list(by_hand.calls), list(by_hand.notes)
    found += cited_notes
    assembled = assemble(flow, calls + cited_calls, found, language=language, base_url=raw.base_url)
    # Notes come back in the order they were given in.
    with_items = [
        replace(made, items=items[one.key]) if items.get(one.key) else made
        for made, one in zip(assembled.notes, found, strict=True)
    ]
    return Document(
        origin=raw.origin,
        format=name,
        digest=hashlib.sha256(raw.data).hexdigest(),
        notes=tuple(with_items),
        title=likely_title(about.titles),
        language=language,
        published=next((day for day in about.days if day is not None), None),
        problems=(*problems, *assembled.problems),
    )


def _cited_in_body(
    flow: Flow, starts: Sequence[int], body: Sequence[Story]
) -> tuple[list[FoundCall], list[FoundNote], dict[str, tuple[Item, ...]]]:
    """Find the citations in running text (``(Lee 2021)``): each counts as a note that calls itself."""
    calls: list[FoundCall] = []
    notes: list[FoundNote] = []
    items: dict[str, tuple[Item, ...]] = {}
    for at, story in zip(starts, body, strict=False):
        reached = -1
        for cite in story.cites:
            if cite.start < reached or cite.end <= cite.start or not cite.items:
                continue
            reached = cite.end
            key, start, end = f"cite:{at + cite.start}", at + cite.start, at + cite.end
            shown = " ".join(flow.text[start:end].strip("()[] \n").split())
            label = (cite.items[0].text("citation-key") if len(cite.items) == 1 else "") or shown[:_LONGEST_LABEL]
            calls.append(FoundCall(start=start, end=end, label=label, key=key))
            notes.append(FoundNote(key=key, number=label, start=start, end=end))
            items[key] = cite.items
    return calls, notes, items


def _cuts(story: Story, at: int) -> tuple[tuple[int, int], ...]:
    """Return where a note's own number stood, when what was round it is still there: ``. ``, ``[]``."""
    if story.own_number_at is None or story.own_number_at > 2:
        return ()
    around = "".join(story.text[:4])[:12]
    return ((at, at),) if _ROUND_A_NUMBER.match(around) else ()


def _found(call: StoryCall, at: int, numbers: Mapping[str, str]) -> FoundCall:
    key = call.note if call.note in numbers else None
    label = call.label or numbers.get(call.note, "")
    return FoundCall(start=at + call.start, end=at + call.end, label=label, key=key)
