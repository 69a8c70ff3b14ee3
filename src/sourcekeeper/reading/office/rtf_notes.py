"""The notes of an RTF document: which mark calls which, how they are counted, and the bookmarks round calls. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from sourcekeeper.patterns import regex
from sourcekeeper.reading.office.docx_settings import ENDNOTE, FOOTNOTE
from sourcekeeper.reading.office.rtf_numbers import RtfNumbers
from sourcekeeper.reading.office.stories import StoryNote
from sourcekeeper.reading.office.story import Span, Story, StoryCall

_MARK = regex(r"\s*([*†‡§¶#]{1,6}|\([*†‡§\d]{1,4}\)|\[[*†‡§\d]{1,4}\])\s*$")
_LONGEST_MARK = 8
_MOST_BOOKMARKS = 1000
"""Bookmarks open at one time."""


@dataclass(slots=True)
class _OpenNote:
    """The note that is being read."""

    key: str
    kind: str = FOOTNOTE
    mark: str | None = None
    """The author's own mark; None when it is counted."""


class RtfNotes:
    """Pairs calls with notes as they come. Methods are told the story that is being filled."""

    def __init__(self) -> None:
        self.found: list[StoryNote] = []
        self.numbers = RtfNumbers()
        self.section = self.page = 0
        self.bookmarked: dict[str, str] = {}
        """Bookmarks with the note whose call they surround."""
        self._open: _OpenNote | None = None
        self._call: tuple[str, int] | None = None
        self._keys = 0
        self._bookmarks: dict[str, int] = {}

    @property
    def is_open(self) -> bool:
        """Whether a note is being read."""
        return self._open is not None

    def is_endnote(self) -> None:
        """The note that is being read is one."""
        if self._open is not None:
            self._open.kind = ENDNOTE

    # calls

    def call(self, story: Story, where: Span) -> None:
        """The number of the note that comes stands here."""
        key = self._next_key()
        story.call(key, where)
        self._call = key, story.length

    def start(self, before: Story) -> None:
        """A note starts; what calls it is the end of the story before it."""
        call, self._call = self._call, None
        if call is not None and _is_just_before(before, call[1]):
            self._open = _OpenNote(call[0])
        else:
            self._open = self._marked(before)

    def _marked(self, story: Story) -> _OpenNote:
        """A note whose mark the author typed: what stands raised before it, or a star."""
        key, end = self._next_key(), story.length
        start = end
        if story.raised and _is_just_before(story, story.raised[-1][1]):
            start = max(story.raised[-1][0], end - _LONGEST_MARK)
        elif (found := _MARK.search(_tail(story, _LONGEST_MARK))) is not None:
            start = end - len(found.group())
        label = _tail(story, end - start).strip()
        story.calls.append(StoryCall(start=start, end=end, note=key, label=label))
        return _OpenNote(key, mark=label)

    def end(self, story: Story, where: Span) -> None:
        """The note is over; the story is its own, and stands there in the file."""
        note, self._open = self._open, None
        if note is None:
            return
        story.where = where
        story.close()
        is_typed = note.mark is not None
        counted = "" if is_typed else self.numbers.number(note.kind, section=self.section, page=self.page)
        number = note.mark or counted
        self.found.append(StoryNote(key=note.key, number=number or "*", story=story, label_in_text=is_typed))

    def _next_key(self) -> str:
        self._keys += 1
        return f"n{self._keys}"

    # bookmarks

    def start_bookmark(self, story: Story, name: str) -> None:
        """A bookmark starts."""
        if len(self._bookmarks) < _MOST_BOOKMARKS:
            self._bookmarks[name] = story.length

    def end_bookmark(self, story: Story, name: str) -> None:
        """A bookmark ends: it may be round a call, for cross-references."""
        start = self._bookmarks.pop(name, None)
        if start is None:
            return
        inside = next((call for call in reversed(story.calls[-3:]) if call.start >= start), None)
        if inside is not None:
            self.bookmarked.setdefault(name, inside.note)


def _is_just_before(story: Story, end: int) -> bool:
    """Whether there is nothing but a little white space between a point of the story and its end so far."""
    gap = story.length - end
    return 0 <= gap <= _LONGEST_MARK and not _tail(story, gap).strip()


def _tail(story: Story, count: int) -> str:
    """Return the last characters of a story."""
    pieces: list[str] = []
    for piece in reversed(story.text):
        if count <= 0:
            break
        pieces.append(piece[-count:])
        count -= len(pieces[-1])
    return "".join(reversed(pieces))
