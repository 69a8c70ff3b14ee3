"""Stories: the running texts of an office document, and how they become one flow. Pure.

Word processors keep the body, each note and each text box as texts of their own. A reader fills one story for each;
here they are joined, body first, notes last, and the calls are paired with the notes.
"""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sourcekeeper.model import Document, Item, Place, Problem
from sourcekeeper.patterns import regex
from sourcekeeper.ports import RawDocument
from sourcekeeper.reading.flow import Flow
from sourcekeeper.reading.languages import FUNCTION_WORDS, guess_language, language_tag
from sourcekeeper.reading.notes import FoundCall, FoundNote, assemble
from sourcekeeper.reading.office.story import Story, StoryCall
from sourcekeeper.reading.unmarked.labelled import find_labelled

BOOKMARK = "bookmark:"
"""Before the name of a bookmark, in a call that says no more than where the note's own call stands."""

_LONGEST_LABEL = 40
_ROUND_A_NUMBER = regex(r"\s*(?:\[\s*\]|\(\s*\)|[.:)\]](?![.:]))\s")
_NO_TITLE = regex(
    r"(?:microsoft word\b.*|(?:word )?document ?\d*|dokument ?\d*|untitled.*|unknown|sans titre ?\d*|unbenannt ?\d*|"
    r"sin título ?\d*|.*\.(?:docx?|odt|rtf|dotx?|pages|indd|tex|md))$",
    re.IGNORECASE,
)
"""What programs put where an author gave no title."""


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
