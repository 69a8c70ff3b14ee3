"""What pointers (`pointers`) point to: the citation before, the source of a note, the work of an author. Pure.

A pointer to a pointer is followed to its end. What cannot be resolved, or could mean several works, gets a problem
instead of a silent guess.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from sourcekeeper.citing.keys import ascii_words, identities
from sourcekeeper.citing.parsing.words import LEAD_IN
from sourcekeeper.citing.pointers import SAME_AUTHOR, Pointer
from sourcekeeper.model import Citation, CitedNote, Field, Item, Origin, Problem, Reason

_MANY = 50
"""Works kept for each word of a name or title: of more, the latest."""
_FILLERS = frozenset(
    """
    voir aussi cite citee the and les des une dans pour sur par avec der die das und von vgl siehe los las del para
    con che dei alla nel het een van zie rapport report article livre book auch also see cfr supra note
    """.split()  # noqa: SIM905  a list of words is read more easily than fifty strings
)


def resolve(notes: Sequence[CitedNote], pointers: Sequence[Sequence[Pointer | None]]) -> tuple[CitedNote, ...]:
    """Give every pointer the note, and the citation in it, it points to.

    `pointers` runs beside the citations of `notes`: None for what brings a source of its own.
    """
    resolver = _Resolver()
    resolved = [resolver.resolve_note(note, beside) for note, beside in zip(notes, pointers, strict=True)]
    return tuple(resolver.look_forward(resolved))


@dataclass(frozen=True, slots=True)
class _Root:
    """A citation that brings a source of its own, and the words it can be named by."""

    note_id: str
    index: int
    citation: Citation
    names: frozenset[str]
    titles: frozenset[str]
    containers: frozenset[str]
    year: str

    @classmethod
    def of(cls, note_id: str, index: int, citation: Citation) -> _Root:
        item = citation.item or Item()
        names = (name for field in ("author", "editor") for name in item.names(field))
        issued = item.date("issued")
        return cls(
            note_id,
            index,
            citation,
            _telling(word for name in names for word in ascii_words(name.family or name.literal)),
            _telling(ascii_words(item.text("title"))),
            _telling(ascii_words(item.text("container-title"))),
            str(issued.start[0]) if issued else "",
        )

    def fits(self, words: frozenset[str]) -> int:
        """Return how well words name this work; 0 when they do not."""
        by_title = len(words & self.titles)
        is_named = (
            words & self.names
            or (self.containers and self.containers <= words)
            or by_title >= min(2, max(1, len(self.titles)))
        )
        if not is_named:
            return 0
        return 4 * len(words & self.names) + 2 * (self.year in words) + by_title + len(words & self.containers)

    def is_same_work(self, other: _Root) -> bool:
        return bool(set(identities(self.citation)) & set(identities(other.citation)))


def _telling(words: Iterable[str]) -> frozenset[str]:
    return frozenset(word for word in words if len(word) > 2 and word not in _FILLERS)


_Found = tuple[_Root | None, bool]
"""What a pointer means, and whether it could mean something else as well."""
_NOTHING: _Found = (None, False)


class _Resolver:
    """Walks the notes in order and remembers what was cited."""

    def __init__(self) -> None:
        self._of_number: dict[str, list[_Root]] = {}
        """Label of a note: what its citations mean in the end. A number used again means the latest."""
        self._by_word: dict[str, list[_Root]] = {}
        self._last: list[_Root | None] = []
        """What the citations of the last note with any mean; None for what is not known."""
        self._forward: list[tuple[int, int, Pointer]] = []
        """Note, citation and pointer of each ``infra``."""
        self._numbered: list[tuple[str, list[_Root]]] = []

    def resolve_note(self, cited: CitedNote, beside: Sequence[Pointer | None]) -> CitedNote:
        """Resolve the pointers of the next note."""
        here: list[_Root | None] = []
        citations: list[Citation] = []
        for index, (citation, pointer) in enumerate(zip(cited.citations, beside, strict=True)):
            if pointer is None:
                made = self._with_same_author(citation, here or self._last)
                root: _Root | None = _Root.of(cited.note.id, index, made)
                self._remember(root)
            elif pointer.is_forward:
                self._forward.append((len(self._numbered), index, pointer))
                made, root = citation, None
            else:
                found = self._find(pointer, here)
                made, root = _pointed(citation, found), found[0]
            citations.append(made)
            here.append(root)
        known = _distinct(here)
        self._numbered.append((_label(cited.note.number), known))
        if known:
            self._of_number[_label(cited.note.number)] = known
        self._last = here or self._last
        return replace(cited, citations=tuple(citations))

    def look_forward(self, notes: list[CitedNote]) -> list[CitedNote]:
        """Resolve what points to later notes, now that they are known."""
        following: dict[str, list[_Root]] = {}
        waiting = sorted(self._forward, key=lambda each: -each[0])
        position = len(notes)
        for note, index, pointer in waiting:
            while position > note + 1:
                position -= 1
                label, roots = self._numbered[position]
                if roots:
                    following[label] = roots
            citations = list(notes[note].citations)
            found = _chosen(pointer, following.get(pointer.number, []))
            citations[index] = _pointed(citations[index], found)
            notes[note] = replace(notes[note], citations=tuple(citations))
        return notes

    def _remember(self, root: _Root | None) -> None:
        if root is None:
            return
        for word in root.names | root.titles | root.containers:
            named = self._by_word.setdefault(word, [])
            named.append(root)
            del named[:-_MANY]

    def _find(self, pointer: Pointer, here: list[_Root | None]) -> _Found:
        if pointer.is_previous:
            if here:
                return here[-1], False
            roots = _distinct(self._last)
            return (self._last[-1] if self._last else None), len(roots) > 1
        if pointer.number:
            return _chosen(pointer, self._of_number.get(pointer.number, []))
        return self._named(pointer.words)

    def _named(self, text: str) -> _Found:
        words = frozenset(word for word in ascii_words(text) if len(word) > 2)
        roots = {id(root): root for word in words for root in self._by_word.get(word, ())}
        fitting = [(root.fits(words), root) for root in roots.values()]
        best = max((score for score, _ in fitting), default=0)
        if not best:
            return _NOTHING
        tied = [root for score, root in fitting if score == best]
        # Op. cit. is the latest of an author; that it could be another work is told all the same.
        latest = max(tied, key=self._rank)
        return latest, any(not latest.is_same_work(other) for other in tied if other is not latest)

    def _rank(self, root: _Root) -> int:
        word = next(iter(root.names or root.titles or root.containers))
        return next(place for place, other in enumerate(self._by_word[word]) if other is root)

    def _with_same_author(self, citation: Citation, before: list[_Root | None]) -> Citation:
        """``Id., Autre titre``: a work of the author before."""
        lead = LEAD_IN.match(citation.text)
        if citation.item is None or not SAME_AUTHOR.match(citation.text[lead.end() if lead else 0 :]):
            return citation
        last = before[-1] if before else None
        names = last.citation.item.names() if last is not None and last.citation.item else ()
        fields = {name: field for name, field in citation.item.fields.items() if name != "author"}
        if names:
            fields["author"] = Field(value=names, origin=Origin.DERIVED, confidence=0.8)
        return replace(citation, item=Item(fields=fields))


def _chosen(pointer: Pointer, roots: list[_Root]) -> _Found:
    """Choose among the works of a note that was named by its number."""
    if len(roots) == 1:
        return roots[0], pointer.is_plural
    words = frozenset(word for word in ascii_words(pointer.words) if len(word) > 2)
    fitting = [root for root in roots if root.fits(words)]
    if len(fitting) == 1:
        return fitting[0], pointer.is_plural
    return (roots[0] if roots else None), True


def _distinct(roots: Iterable[_Root | None]) -> list[_Root]:
    return list({id(root): root for root in roots if root is not None}.values())


def _label(number: str) -> str:
    return "".join(char for char in number if char.isalnum())


def _pointed(citation: Citation, found: _Found) -> Citation:
    root, is_ambiguous = found
    problems = citation.problems
    if root is None:
        return replace(citation, problems=(*problems, _problem("unresolved-back-reference", citation)))
    if is_ambiguous:
        problem = _problem("ambiguous-back-reference", citation)
        return replace(citation, refers_to=root.note_id, problems=(*problems, problem))
    return replace(citation, refers_to=root.note_id, refers_to_citation=root.index)


def _problem(code: str, citation: Citation) -> Problem:
    if code == "ambiguous-back-reference":
        return Problem(reason=Reason.of("ambiguous-back-reference", text=citation.text[:80]))
    return Problem(reason=Reason.of("unresolved-back-reference", text=citation.text[:80]))
