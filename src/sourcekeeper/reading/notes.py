"""Pair calls with notes and make the records: the last step of every reader. Pure.

A reader says where in its flow the calls and the notes stand; here their sentences (`contexts`), texts and addresses
(`note_addresses`) are cut out. A note nobody calls and a call nothing answers are both reported, neither is dropped.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sourcekeeper.model import Call, CitedKey, Note, Problem, Reason
from sourcekeeper.patterns import regex
from sourcekeeper.reading.contexts import calling_sentences
from sourcekeeper.reading.flow import Flow, Patch, fold
from sourcekeeper.reading.note_addresses import note_addresses

_BACK = "↩↑⤴⏎↵⬆⏫↲⮐\u21a9"
_ARROWS = _BACK + "\ufe0e\ufe0f"
_TRAILING_MARK = regex(r"(?:(?<=\s)\^+|\[\s*\^?\s*\]|(?<=\s)\(\s*\))$")
_LEADING_ARROW = regex(rf"^(?:\s*[{_BACK}\^][\ufe0e\ufe0f]?\s*)+")
_EMPTY_LABEL = regex(r"\s*(?:\[\s*\]|\(\s*\)|[.:)\]])?\s*[:.]?\s*")
_LABEL = regex(
    r"\s*(?:\[\s*([^\[\]]{1,12}?)\s*\]|\(\s*([^()]{1,12}?)\s*\)"
    r"|((?:[Nn]ote|N|Anm\.|Fn\.) \w{1,4}|\w{1,8}|[*†‡§¶]{1,5})(?!\w))"
    r"\s*[.:)\]–-]?\s*"
)
_OPENING_MARKS = "«“„‘\"'‹《「"


@dataclass(slots=True, kw_only=True)
class FoundCall:
    """A marker in the flow, and the note it calls (`FoundNote.key`); None when nothing answers."""

    start: int
    end: int
    label: str
    key: str | None
    seen_at: tuple[int, int] | None = None
    """The marker proper, when start…end also takes the brackets round it."""


@dataclass(slots=True, kw_only=True)
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


@dataclass(frozen=True, slots=True)
class Found:
    """What one way of looking for notes found in a flow."""

    notes: tuple[FoundNote, ...] = ()
    calls: tuple[FoundCall, ...] = ()


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
    markers = [(call.start, call.end) for call in calls] + [_marker_of(cite) for cite in bare]
    spans = [(note.start, note.end) for note in notes]
    contexts = calling_sentences(flow, sorted(markers), sorted(spans), language)
    calls_of: defaultdict[str, list[Call]] = defaultdict(list)
    problems: list[Problem] = []
    for found in sorted(calls, key=lambda call: call.start):
        place = flow.locate(*(found.seen_at or (found.start, found.end)))
        call = Call(label=found.label, context=contexts[found.start], place=place)
        if found.key is None:
            reason = Reason.of("call-without-note", label=call.label, context=call.context)
            problems.append(Problem(reason=reason, where=place))
        else:
            calls_of[found.key].append(call)
    made = [
        _make_note(flow, note, f"n{number}", calls_of.get(note.key, ()), inside.get(note.key, ()), base_url)
        for number, note in enumerate(notes, start=1)
    ]
    for number, cite in enumerate(bare, start=len(made) + 1):
        made.append(_note_of_cite(flow, cite, f"n{number}", contexts[_marker_of(cite)[0]]))
    return Assembled(notes=tuple(made), problems=tuple(problems))


def _parted_cites(
    cites: Sequence[FoundCite], notes: Sequence[FoundNote]
) -> tuple[dict[str, list[FoundCite]], list[FoundCite]]:
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


def _marker_of(cite: FoundCite) -> tuple[int, int]:
    # A name that is a word of its sentence may begin it: the sentence is that behind its first sign.
    return cite.marker or (cite.start + cite.in_sentence, cite.start + cite.in_sentence)


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


def _make_note(
    flow: Flow,
    found: FoundNote,
    note_id: str,
    calls: Sequence[Call],
    cites: Sequence[FoundCite],
    base_url: str,
) -> Note:
    addresses, patches = note_addresses(flow, found.start, found.end, found.cuts, base_url)
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
    return Note(
        id=note_id,
        number=found.number,
        text=text,
        addresses=addresses,
        calls=tuple(calls),
        place=flow.locate(found.start, found.end),
        problems=() if calls else (Problem(reason=Reason.of("note-without-call", label=found.number)),),
        emphasised=tuple(spans),
        cited_keys=tuple([_cited_key(flow, cite) for cite in cites]) if cites else (),
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
        head += leading_label(text[head:], found.number)
    tail = _trailing_start(text, head)
    while head < tail and text[head].isspace():
        head += 1
    return head, tail


def _trailing_start(text: str, head: int) -> int:
    tail = len(text)
    while tail > head:
        last = text[tail - 1]
        if last in _ARROWS or last.isspace():
            tail -= 1
        elif last in "^])" and (found := _TRAILING_MARK.search(text[max(head, tail - 12) : tail])):
            tail -= len(found[0])
        else:
            break
    return tail


def leading_label(text: str, number: str) -> int:
    """Return how many characters of a text are its own label (``[1] ``, ``1. ``, ``(1) ``); 0 when it has none."""
    found = _LABEL.match(text) if number else None
    if found is not None:
        label = found[found.lastindex or 1]
        if label == number or _last_word(label) == _last_word(number):
            return found.end()
    # Where a figure was raised nothing need part it from a word with a capital, or from a quotation.
    behind = text[len(number) : len(number) + 1]
    is_glued = number.isdecimal() and text.startswith(number) and (behind.isupper() or behind in _OPENING_MARKS)
    return len(number) if is_glued and behind else 0


def _last_word(label: str) -> str:
    return label.lower().rpartition(" ")[2]
