"""Pair calls with notes and make the records: the last step of every reader. Pure.

A reader says where in its flow the calls and the notes stand; here their sentences, texts and addresses are cut out.
A note nobody calls and a call nothing answers are both reported, neither is dropped.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from sourcekeeper.model import Address, Call, CitedKey, Note, Place, Problem, Reason
from sourcekeeper.patterns import regex
from sourcekeeper.reading.flow import Flow, FlowLink, Folded, Patch, fold
from sourcekeeper.reading.sentences import Sentences, sentence_at
from sourcekeeper.web.urls import comparison_key, find_addresses, from_href, host_of

MAX_SENTENCE = 2000
"""Characters of a context: longer ones are no sentences (a table, a page without stops)."""

_LONGEST_LABEL = 24
"""Characters before a note's text that may be its label."""

_LOOKED_AT = 1000
"""Characters looked at to find one sentence by itself, on the average."""
_SHORT = 400
"""Characters of a block that is cut into sentences even for one call."""

_ARROWS = "↩↑⤴⏎↵⬆⏫↲⮐\u21a9"
_TRAILING_ARROW = regex(rf"(?:\s|[\ufe0e\ufe0f]|[{_ARROWS}]|(?<=\s)\^+|\[\s*\^?\s*\]|(?<=\s)\(\s*\))*$")
_TRAILING = _ARROWS + "\ufe0e\ufe0f^])"
"""What `_TRAILING_ARROW` may end in, besides white space."""
_LEADING_ARROW = regex(rf"^(?:\s*[{_ARROWS}\^][\ufe0e\ufe0f]?\s*)+")
_EMPTY_LABEL = regex(r"\s*(?:\[\s*\]|\(\s*\)|[.:)\]])?\s*[:.]?\s*")
_LABEL = regex(
    r"\s*(?:\[\s*([^\[\]]{1,12}?)\s*\]|\(\s*([^()]{1,12}?)\s*\)"
    r"|((?:[Nn]ote|N|Anm\.|Fn\.) \w{1,4}|\w{1,8}|[*†‡§¶]{1,5})(?!\w))"
    r"\s*[.:)\]–-]?\s*"
)
_RELATIVE = regex(r"(?i)(?![a-z][a-z0-9+.-]*:|www\.|(?:dx\.)?doi)")
_BARE_HOST = regex(r"(?i)(?:[a-z0-9][\w-]*\.)+[a-z]{2,}(?:[/?#:]|$)")
_BETWEEN_CALLS = regex(r"[\s,;–-]{0,3}")


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundCall:
    """A marker in the flow, and the note it calls (`FoundNote.key`); None when nothing answers."""

    start: int
    end: int
    label: str
    key: str | None
    seen_at: tuple[int, int] | None = None
    """The marker proper, when start…end also takes the brackets round it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundNote:
    """A note in the flow, its number as a reader sees it, and what in its span is not its text."""

    key: str
    number: str
    start: int
    end: int
    cuts: tuple[tuple[int, int], ...] = ()
    """Labels, back links."""
    label_in_text: bool = False
    """Whether the text still begins with the label, to be taken off."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundCite:
    r"""An entry of a bibliography cited by its key: ``\cite[70]{lee2021}``, ``[@lee2021, p. 70]``.

    In a note it belongs to the note; elsewhere it counts as a note of its own, whose number is the key.
    """

    key: str
    start: int
    end: int
    """The span of the flow that is this mention: the part of a ``[@a; @b]`` that is about this key."""
    marker: tuple[int, int] | None = None
    """What is taken out of the sentence: the whole ``[@a; @b]``; None for a key that is a word of the sentence."""
    locator: str = ""
    """As in `CitedKey`; see `reading.cites.parted_locator`."""
    prefix: str = ""
    suffix: str = ""
    in_sentence: bool = False
    """As in `CitedKey`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Assembled:
    """Notes as records, and what is wrong with the document as a whole."""

    notes: tuple[Note, ...]
    problems: tuple[Problem, ...]


def assemble(
    flow: Flow,
    calls: Sequence[FoundCall],
    notes: Sequence[FoundNote],
    *,
    language: str | None,
    base_url: str = "",
    cites: Sequence[FoundCite] = (),
) -> Assembled:
    """Make the notes of a document, in the order given, named ``n1``, ``n2`` and so on; then those of bare `cites`."""
    inside, bare = _parted_cites(cites, notes)
    contexts = _Contexts(flow, [*calls, *map(_as_call, bare)], notes, language)
    calls_of: defaultdict[str, list[Call]] = defaultdict(list)
    problems: list[Problem] = []
    for found in sorted(calls, key=lambda call: call.start):
        place = flow.locate(*(found.seen_at or (found.start, found.end)))
        call = Call(label=found.label, context=contexts.sentence(found), place=place)
        if found.key is None:
            reason = Reason.of("call-without-note", label=call.label, context=call.context)
            problems.append(Problem(reason=reason, where=place))
        else:
            calls_of[found.key].append(call)
    made = []
    for number, note in enumerate(notes, start=1):
        own = _make_note(flow, note, f"n{number}", tuple(calls_of[note.key]), base_url)
        keys = tuple(_cited_key(flow, cite) for cite in inside[note.key])
        made.append(replace(own, cited_keys=keys) if keys else own)
    for number, cite in enumerate(bare, start=len(made) + 1):
        made.append(_note_of_cite(flow, cite, f"n{number}", contexts.sentence(_as_call(cite))))
    return Assembled(notes=tuple(made), problems=tuple(problems))


def _parted_cites(
    cites: Sequence[FoundCite], notes: Sequence[FoundNote]
) -> tuple[defaultdict[str, list[FoundCite]], list[FoundCite]]:
    """Part the cites into those of each note, and those that stand outside all notes."""
    inside: defaultdict[str, list[FoundCite]] = defaultdict(list)
    bare: list[FoundCite] = []
    ordered = sorted(notes, key=lambda note: note.start) if cites else []
    starts = [note.start for note in ordered]
    for cite in sorted(cites, key=lambda cite: cite.start):
        index = bisect_right(starts, cite.start) - 1
        if index >= 0 and cite.start < ordered[index].end:
            inside[ordered[index].key].append(cite)
        else:
            bare.append(cite)
    return inside, bare


def _as_call(cite: FoundCite) -> FoundCall:
    start, end = cite.marker or (cite.start, cite.start)
    return FoundCall(start=start, end=end, label=cite.key, key=None)


def _cited_key(flow: Flow, cite: FoundCite) -> CitedKey:
    return CitedKey(
        key=cite.key,
        locator=cite.locator,
        prefix=cite.prefix,
        suffix=cite.suffix,
        place=flow.locate(cite.start, cite.end),
        in_sentence=cite.in_sentence,
    )


def _note_of_cite(flow: Flow, cite: FoundCite, note_id: str, context: str) -> Note:
    """Make the note that a citation outside any note counts as: it is its own call."""
    cited = _cited_key(flow, cite)
    return Note(
        id=note_id,
        number=cite.key,
        text=fold(flow, cite.start, cite.end).text,
        calls=(Call(label=cite.key, context=context, place=cited.place),),
        place=cited.place,
        cited_keys=(cited,),
    )


class _Contexts:
    """The sentences of the blocks that hold calls, each block cut out once."""

    def __init__(
        self, flow: Flow, calls: Sequence[FoundCall], notes: Sequence[FoundNote], language: str | None
    ) -> None:
        self._flow = flow
        self._language = language
        self._calls: defaultdict[int, list[FoundCall]] = defaultdict(list)
        for call in calls:
            self._calls[flow.block_at(call.start)[0]].append(call)
        self._notes: defaultdict[int, list[FoundNote]] = defaultdict(list)
        for note in notes:  # a note that stands in the sentence that calls it
            self._notes[flow.block_at(note.start)[0]].append(note)
        self._blocks: dict[int, tuple[Folded, Sentences | None]] = {}

    def sentence(self, call: FoundCall) -> str:
        """Return the sentence a call stands in, all markers taken out."""
        start, end = self._flow.block_at(call.start)
        if start not in self._blocks:
            self._blocks[start] = self._cut(start, end)
        folded, sentences = self._blocks[start]
        offset = folded.positions.get(call.start, 0)
        if sentences is not None:
            return sentences.at(offset, longest=MAX_SENTENCE)
        return sentence_at(folded.text, offset, self._language, longest=MAX_SENTENCE)

    def _cut(self, start: int, end: int) -> tuple[Folded, Sentences | None]:
        """Cut a block out of the flow, and into sentences when so many calls stand in it that this pays."""
        patches = [Patch(*span) for span in self._marker_spans(start)]
        patches += [Patch(*span) for span in self._flow.between_pages_in(start, end)]
        # A note that begins the block is the block: the sentences of a call within it are its own.
        patches += [Patch(note.start, note.end) for note in self._notes.get(start, ()) if note.start > start]
        positions = [found.start for found in self._calls[start]]
        folded = fold(self._flow, start, end, patches, positions)
        pays = len(folded.text) < (_LOOKED_AT * len(positions) if len(positions) > 1 else _SHORT)
        return folded, Sentences(folded.text, self._language) if pays else None

    def _marker_spans(self, block: int) -> Iterable[tuple[int, int]]:
        """Yield the spans of a block's markers; what parts two of them (``1, 2``) goes with them."""
        spans = sorted((call.start, call.end) for call in self._calls[block])
        merged: list[tuple[int, int]] = []
        for start, end in spans:
            if merged and _BETWEEN_CALLS.fullmatch(self._flow.text[merged[-1][1] : start]):
                merged[-1] = merged[-1][0], max(end, merged[-1][1])
            else:
                merged.append((start, end))
        return [self._bracketed(*span) for span in merged]

    def _bracketed(self, start: int, end: int) -> tuple[int, int]:
        """Take the brackets that hold nothing but markers with them: ``[<a>2</a>, <a>3</a>]``."""
        around = self._flow.text[max(start - 1, 0) : start] + self._flow.text[end : end + 1]
        return (start - 1, end + 1) if around in {"[]", "()"} else (start, end)


def _make_note(flow: Flow, found: FoundNote, note_id: str, calls: tuple[Call, ...], base_url: str) -> Note:
    addresses, patches = _addresses(flow, found, base_url)
    patches += [Patch(start, end) for start, end in found.cuts]
    italics = [span for span in flow.emphasised_in(found.start, found.end) if span[1] <= found.end]
    folded = fold(flow, found.start, found.end, patches, [edge for span in italics for edge in span])
    head, tail = _outer_marks(folded.text, found)
    text = folded.text[head:tail]
    spans = []
    for start, end in italics:
        first = max(folded.positions[start] - head, 0)
        last = min(folded.positions[end] - head, len(text))
        if first < last and text[first:last].strip():
            spans.append((first, last))
    problems = () if calls else (Problem(reason=Reason.of("note-without-call", label=found.number)),)
    return Note(
        id=note_id,
        number=found.number,
        text=text,
        addresses=addresses,
        calls=calls,
        place=flow.locate(found.start, found.end),
        problems=problems,
        emphasised=tuple(spans),
    )


def _outer_marks(text: str, found: FoundNote) -> tuple[int, int]:
    """Return where the text proper starts and ends: back arrows, empty brackets and the label stand outside."""
    head = 0
    arrow = _LEADING_ARROW.match(text)
    if arrow is not None:
        head = arrow.end()
    if found.cuts:
        empty = _EMPTY_LABEL.match(text, head)
        # What a label that was a link left over: "[" + "]", ". ". A text may begin with a bracket of its own.
        if empty is not None and any(start <= found.start + 3 for start, _ in found.cuts):
            head = empty.end()
    if found.label_in_text:
        label = leading_label(text[head:], found.number)
        head += label
    tail = _trailing_start(text, head)
    while head < tail and text[head].isspace():
        head += 1
    return head, tail


def _trailing_start(text: str, head: int) -> int:
    tail = len(text)
    while tail > head and (text[tail - 1] in _TRAILING or text[tail - 1].isspace()):
        window = text[max(head, tail - 12) : tail]
        found = _TRAILING_ARROW.search(window)
        length = len(found.group()) if found is not None else 0
        if not length:
            break
        tail -= length
    return tail


def leading_label(text: str, number: str) -> int:
    """Return how many characters of a text are its own label (``[1] ``, ``1. ``, ``(1) ``); 0 when it has none."""
    found = _LABEL.match(text) if number else None
    if found is None or found[found.lastindex or 1].lower() != number.lower():
        return 0
    return found.end()


def _addresses(flow: Flow, found: FoundNote, base_url: str) -> tuple[tuple[Address, ...], list[Patch]]:
    """Find a note's addresses: the targets of its links, and those written out. One source once."""
    links = [link for link in flow.links_in(found.start, found.end) if not _is_cut(link, found)]
    located: list[tuple[int, Address]] = []
    patches: list[Patch] = []
    for link in links:
        address = _of_link(link, flow, base_url)
        if address is not None:
            located.append((link.start, _placed(address, link.place or flow.locate(link.start, link.end))))
            patches += _completed(flow.text, link, address)
    # The label is blanked, not left out: how long the first line is tells whether an address was broken at its end.
    floor = max(found.start - _LONGEST_LABEL, 0)
    begin = max(flow.text.rfind("\n", floor, found.start) + 1, floor)
    raw = " " * (found.start - begin) + flow.text[found.start : found.end]
    hidden = [*((link.start, link.end) for link in links), *found.cuts, *flow.code_in(found.start, found.end)]
    if hidden:
        hidden.append((begin, found.start))
        raw = _blank(raw, [(start - begin, end - begin) for start, end in hidden])
    for address in find_addresses(raw):
        if address.place is None or address.place.start is None or address.place.end is None:
            continue
        start, end = begin + address.place.start, begin + address.place.end
        located.append((start, _placed(address, flow.locate(start, end))))
        patches += _mended(flow.text, start, end, address)
    if len(located) > 1:
        located.sort(key=lambda pair: pair[0])
    return _each_once([address for _, address in located]), patches


def _placed(address: Address, place: Place) -> Address:
    """Return an address with its place in the document. (`replace` takes three times as long.)"""
    if address.place == place:
        return address
    return Address(cited=address.cited, url=address.url, untrimmed=address.untrimmed, marks=address.marks, place=place)


def _each_once(addresses: list[Address]) -> tuple[Address, ...]:
    if len(addresses) > 1:
        by_url: dict[str, Address] = {}
        for address in addresses:
            by_url.setdefault(address.url, address)
        addresses = list(by_url.values())
    if len(addresses) < 2:
        return tuple(addresses)
    seen: dict[str, list[Address]] = {}
    return tuple(
        address for address in addresses if _is_first(address, seen.setdefault(comparison_key(address.url), []))
    )


def _is_first(address: Address, alike: list[Address]) -> bool:
    """Whether a note's address is none of those with the same key; if so, it is put with them.

    The key of an archive address is that of its original: a note that gives both cites two addresses.
    """
    is_first = all(other.url != address.url and host_of(other.url) != host_of(address.url) for other in alike)
    if is_first:
        alike.append(address)
    return is_first


def _of_link(link: FlowLink, flow: Flow, base_url: str) -> Address | None:
    address = from_href(link.href, base_url)
    if address is None and link.declared and _BARE_HOST.match(link.href.strip()):
        bare = from_href("//" + link.href.strip())
        return bare and replace(bare, cited=bare.cited[2:], marks=(*bare.marks, "no-scheme"))
    if address is None:
        return None
    if "unwrapped" not in address.marks:
        # A relative address says nothing outside its page.
        return replace(address, cited=address.url) if _RELATIVE.match(address.cited) else address
    # The wrapper was put there by a program, and re-encodes what it wraps; what the author wrote is the visible text
    # when that is an address, else what was wrapped.
    visible = find_addresses(flow.text[link.start : link.end])
    if len(visible) == 1 and _decoded(visible[0].url) == _decoded(address.url):
        return replace(address, cited=visible[0].cited, url=visible[0].url)
    return replace(address, cited=address.url)


def _decoded(url: str) -> str:
    from_percent = re.sub(r"%([0-7][0-9A-Fa-f])", lambda match: chr(int(match[1], 16)), url)
    return from_percent.rstrip("/").lower()


def _is_cut(link: FlowLink, found: FoundNote) -> bool:
    return any(start <= link.start and link.end <= end for start, end in found.cuts)


def _blank(text: str, spans: Iterable[tuple[int, int]]) -> str:
    pieces = []
    cursor = 0
    for start, end in sorted(spans):
        if start >= cursor:
            pieces += [text[cursor:start], " " * (end - start)]
            cursor = end
    return "".join(pieces) + text[cursor:]


def _completed(text: str, link: FlowLink, address: Address) -> list[Patch]:
    """Write a whole address where its visible text was cut short (``https://www.x.org/very-lo...``)."""
    visible = text[link.start : link.end].strip()
    shown = visible.rstrip(".…")
    if visible.endswith(("...", "…")) and len(shown) > 8 and shown in address.cited and shown != address.cited:
        return [Patch(link.start, link.end, address.cited)]
    return []


def _mended(text: str, start: int, end: int, address: Address) -> list[Patch]:
    """Write an address that was broken over lines, or stands in angle brackets, into the note's text in one piece."""
    if text[start - 1 : start] == "<" and text[end : end + 1] == ">":
        return [Patch(start - 1, end + 1, address.cited)]
    return [Patch(start, end, address.cited)] if text[start:end] != address.cited else []
