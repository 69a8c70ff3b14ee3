"""A note as pieces in order: words, links, links to snapshots. What each program's mark-up is made of. Pure.

Every note keeps its own text, letter for letter. Its addresses become links; behind the first mention of each stands
the link to its snapshot. An address that the text does not show (a link under words) follows at the end.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from sourcekeeper.citing.exporters.archived import (
    ArchivedCopy,
    Doubt,
    archive_word,
    copy_of,
    doubt_in_words,
    doubtful_copy,
)
from sourcekeeper.citing.exporters.entry_facts import worded
from sourcekeeper.citing.exporters.fitting import without_unfit_signs
from sourcekeeper.citing.parsing.worksheet import lay_out
from sourcekeeper.ports import LinkedNote, NoteLink
from sourcekeeper.web.memento import parse_archive_address
from sourcekeeper.web.urls import comparison_key

_WRAPPERS = frozenset({"<>", "()", "[]", "«»", "“”", '""'})
_FOLLOWED = ("http://", "https://", "ftp://")


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A stretch of a note, in one manner."""

    text: str
    url: str = ""
    """What it links to; empty for plain words."""
    copy: ArchivedCopy | None = None
    """Of a link to a cited address: its snapshot."""
    original: str = ""
    """Of a link to a snapshot: the address it is of; the piece is set in square brackets then."""
    is_emphasised: bool = False


def pieces_of(linked: LinkedNote) -> tuple[Piece, ...]:
    """Return a note in pieces; their texts, those of snapshots left out, are the note's own text."""
    places, hidden = _placed(linked)
    pieces: list[Piece] = []
    waiting: list[tuple[int, Piece]] = []
    shown: set[str] = set()
    position = 0
    text = linked.note.text
    for start, end, link in places:
        _put_words(pieces, waiting, linked, position, start)
        pieces.append(_link(text[start:end], link))
        waiting += [(_behind_wrapper(text, start, end), piece) for piece in _snapshots(link, linked, shown)]
        position = end
    _put_words(pieces, waiting, linked, position, len(text))
    pieces += [piece for _at, piece in waiting]
    for link in hidden:
        pieces += [Piece(text=" "), _link(link.address.url, link), *_snapshots(link, linked, shown)]
    clean = (replace(piece, text=without_unfit_signs(piece.text)) for piece in pieces)
    return tuple(piece for piece in clean if piece.text)


def is_counted(numbers: Iterable[str]) -> bool:
    """Whether labels count up by one, as a numbered list does by itself."""
    found = list(numbers)
    if not found or not all(number.isascii() and number.isdecimal() and len(number) < 7 for number in found):
        return False
    return [int(number) for number in found] == list(range(int(found[0]), int(found[0]) + len(found)))


Placed = tuple[int, int, NoteLink]


def _placed(linked: LinkedNote) -> tuple[list[Placed], list[NoteLink]]:
    """Return where each link's address stands in the text, and the links that stand nowhere."""
    by_address = {id(link.address): link for link in linked.links}
    written = [link.address for link in linked.links if "identifier" not in link.address.marks]
    layout = lay_out(replace(linked.note, addresses=tuple(written)), linked.language)
    places = [(each.start, each.end, by_address[id(each.address)]) for each in layout.placed]
    hidden = [by_address[id(address)] for address in layout.unplaced]
    flat = layout.flat
    for link in linked.links:
        if "identifier" in link.address.marks:
            start = flat.find(link.address.cited) if link.address.cited else -1
            if start >= 0:
                places.append((start, start + len(link.address.cited), link))
            else:
                hidden.append(link)
    places = [place for place in places if _is_followed(place[2])]
    seen = {comparison_key(link.address.url) for _start, _end, link in places}
    unseen = [link for link in hidden if _is_followed(link) and comparison_key(link.address.url) not in seen]
    return _apart(sorted(places, key=lambda place: place[:2])), unseen


def _apart(places: list[Placed]) -> list[Placed]:
    """Leave out what overlaps an earlier place."""
    kept: list[Placed] = []
    for place in places:
        if not kept or place[0] >= kept[-1][1]:
            kept.append(place)
    return kept


def _is_followed(link: NoteLink) -> bool:
    """Whether the address is one of the web: a note may hold anything (``javascript:``)."""
    return link.address.url.lower().startswith(_FOLLOWED)


def _link(text: str, link: NoteLink) -> Piece:
    copy = copy_of(link.snapshot) if link.snapshot else None
    return Piece(text=text, url=link.address.url, copy=copy if copy and copy.uri != link.address.url else None)


def _snapshots(link: NoteLink, linked: LinkedNote, shown: set[str]) -> Iterator[Piece]:
    """Yield the link to the snapshot, once a note; a cited archive address that nobody proved gets its mark."""
    copy = copy_of(link.snapshot) if link.snapshot else doubtful_copy(link.doubtful) if link.doubtful else None
    own = parse_archive_address(link.address.url)
    cited = {each.address.url for each in linked.links}
    if own is not None and (copy is None or copy.doubt or copy.uri not in cited):
        mark = doubt_in_words((copy.doubt if copy else None) or Doubt.UNVERIFIED, linked.language)
        yield Piece(text=f"\u00a0[{mark}]")
    if copy is None or copy.uri in shown or copy.uri in cited or (own is not None and copy.doubt):
        return
    shown.add(copy.uri)
    original = link.address.url if own is None else own.original or ""
    yield Piece(text=archive_word(copy, worded(linked.language)), url=copy.uri, copy=copy, original=original)


def _put_words(
    pieces: list[Piece], waiting: list[tuple[int, Piece]], linked: LinkedNote, start: int, end: int
) -> None:
    """Add plain words, with what waits to be put among them, italics apart."""
    while waiting and waiting[0][0] <= end:
        at, piece = waiting.pop(0)
        pieces += _words(linked, start, at)
        pieces.append(piece)
        start = max(start, at)
    pieces += _words(linked, start, end)


def _words(linked: LinkedNote, start: int, end: int) -> Iterator[Piece]:
    text = linked.note.text
    for span in linked.note.emphasised:
        begin, stop = max(span[0], start), min(span[1], end)
        if begin < stop:
            yield Piece(text=text[start:begin])
            yield Piece(text=text[begin:stop], is_emphasised=True)
            start = stop
    if start < end:
        yield Piece(text=text[start:end])


def _behind_wrapper(text: str, start: int, end: int) -> int:
    """Return where a snapshot goes: behind the bracket that closes round the address."""
    return end + 1 if start and text[start - 1] + text[end : end + 1] in _WRAPPERS else end
