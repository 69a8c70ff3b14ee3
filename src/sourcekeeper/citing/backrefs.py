"""Pointers back: ``Ibid.``, ``op. cit.``, ``supra note 4``. What they are, and what they point to. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from sourcekeeper.citing.keys import ascii_words
from sourcekeeper.citing.numbers import BARE_AT, PINPOINT, find_pages
from sourcekeeper.citing.worksheet import ADDRESS
from sourcekeeper.model import Citation, CitedNote, Problem, Reason
from sourcekeeper.patterns import regex
from sourcekeeper.web.folding import fold

_PREVIOUS = regex(
    r"^\W*(?:(?:voir|cf\.?|see|vgl\.?|siehe|véase|vedi|zie|veja)\s+)?"
    r"(?:ibid(?:em)?|ibíd(?:em)?|id(?:em)?|íd(?:em)?|ebd|ebenda|ivi|ead|"
    r"eadem)\b(?!\s+[a-zà-ÿ]{4,}\s+[a-zà-ÿ]{3,}\s+[a-zà-ÿ])",
    re.IGNORECASE,
)
_BY_AUTHOR = regex(
    r"(?<!\w)(?:op\.?\s?cit|art\.?\s?cit|loc\.?\s?cit|a\.\s?a\.\s?O|o\.\s?c|ouvr\.?\s?cit|ob\.?\s?cit|"
    r"cit\.(?=\s*(?:,|$|p))|déjà citée?s?|précitée?s?|"
    r"preced\.|citado|citada)\b\.?",
    re.IGNORECASE,
)
_BY_NUMBER = regex(
    r"(?:(?<!\w)(?:supra|ci-dessus|above|oben|infra|ci-dessous|below|arriba|sopra|acima|boven|voir|cf|see|vgl|"
    r"siehe|véase|vedi|zie|veja|s|dans|in)\b\.?,?(?:\s(?:aussi|également|also|auch|también|anche|também|ook))?"
    r"\s*(?:la |the |à la |en la |alla )?\(?)(?:notes?|n|nn|fn|fußnote|fussnote|anm|nota|noot|voetnoot|"
    r"note de bas de page)\b\.?\s*(?:n[o°º]\s?)?(?P<number>\d{1,4})\b"
    r"|\((?:fn|fußnote|anm|note|n|nota|noot)\.?\s?(?P<inside>\d{1,4})\)"
    r"|^\W*(?:notes?|fn|fußnote|anm|nota|noot)\.?\s?(?P<first>\d{1,4})\b\W*(?:supra|above|oben|ci-dessus|p\b|$)",
    re.IGNORECASE,
)
_PLAIN_PAGES = regex(r",\s(?P<pages>\d{1,4}(?:[–-]\d{1,4})?)[\s.]*$")
_OWN_WORK = regex(r"[«“„\"].{3,}[»”“\"]|\(\s*(?:1[5-9]|20)\d\d\s*\)|[^\W\d_]{3,},\s(?:1[5-9]|20)\d\d\b")


@dataclass(frozen=True, slots=True)
class Pointer:
    """A pointer as read: to the citation before, to a numbered note, or to a work already named."""

    number: str = ""
    """Label of the note it names; empty when it names none."""
    author: str = ""
    """Words before ``op. cit.``, folded: the author's name is among them."""
    is_previous: bool = False
    locator: str = ""


def is_pointer(text: str) -> bool:
    """Whether a part of a note only points back."""
    return read_pointer(text) is not None


def read_pointer(text: str) -> Pointer | None:
    """Read a part of a note as a pointer; None when it is none, or brings a source of its own.

    >>> read_pointer("Ibid., p. 46.")
    Pointer(number='', author='', is_previous=True, locator='46')
    """
    if ADDRESS in text or len(text) > 400:
        return None
    if _PREVIOUS.match(text):
        return Pointer(is_previous=True, locator=_locator(text))
    number = _BY_NUMBER.search(text)
    if number and not _brings_own_work(text, number.start()):
        label = number["number"] or number["inside"] or number["first"]
        return Pointer(number=label, author=fold(text[: number.start()]), locator=_locator(text[number.end() :]))
    author = _BY_AUTHOR.search(text)
    if author and any(char.isalpha() for char in text[: author.start()]):
        return Pointer(author=fold(text[: author.start()]), locator=_locator(text[author.end() :]))
    return None


def _brings_own_work(text: str, position: int) -> bool:
    """Whether a full citation stands before the words that point back."""
    return position > 40 and _OWN_WORK.search(text, 0, position) is not None


def _locator(text: str) -> str:
    pages = find_pages(text)
    if pages:
        return pages.value
    bare = BARE_AT.search(text)
    if bare:
        return bare["pages"].replace("–", "-").replace("—", "-")
    pinpoint = PINPOINT.search(text)
    if not pinpoint:
        plain = _PLAIN_PAGES.search(text)
        return plain["pages"].replace("–", "-") if plain else ""
    return (pinpoint["paragraph"] or pinpoint.group()).strip()


def resolve(notes: Sequence[CitedNote], pointers: Sequence[Sequence[Pointer | None]]) -> tuple[CitedNote, ...]:
    """Give every pointer the id of the note it points to; `pointers` runs beside the citations of `notes`.

    A pointer to a pointer is followed to its end. What cannot be resolved, or could mean several works, gets a
    problem instead of a silent guess.
    """
    resolver = _Resolver()
    return tuple(resolver.resolve_note(note, beside) for note, beside in zip(notes, pointers, strict=True))


class _Resolver:
    """Walks the notes in order and remembers what was cited."""

    def __init__(self) -> None:
        self._roots: dict[str, str] = {}
        """Label of a note: id of the note its (first) work was cited in."""
        self._last: tuple[str, int] | None = None
        """Root of the citation before, and how many works its note cited."""
        self._by_word: dict[str, str] = {}
        """Word of an author's name or of a title: root of the latest citation that has it."""

    def resolve_note(self, cited: CitedNote, beside: Sequence[Pointer | None]) -> CitedNote:
        before = self._last
        citations: list[Citation] = []
        first_root = ""
        for citation, pointer in zip(cited.citations, beside, strict=True):
            if pointer is None:
                root = cited.note.id
                self._remember(citation, root)
                resolved = citation
            else:
                resolved = self._point(citation, pointer, (citations and self._last) or before)
                root = resolved.refers_to or ""
            citations.append(resolved)
            first_root = first_root or root
            self._last = (root, 1) if root else self._last
        if first_root:
            self._roots[cited.note.number] = first_root
            self._last = (self._last[0] if self._last else first_root, len(citations))
        return replace(cited, citations=tuple(citations))

    def _remember(self, citation: Citation, root: str) -> None:
        if citation.item is None:
            return
        for name in (*citation.item.names(), *citation.item.names("editor")):
            for word in ascii_words(name.family or name.literal):
                if len(word) > 2:
                    self._by_word[word] = root

    def _point(self, citation: Citation, pointer: Pointer, before: tuple[str, int] | None) -> Citation:
        problems = citation.problems
        if pointer.is_previous:
            root = before[0] if before else ""
            if before and before[1] > 1:
                problems += (Problem(reason=Reason.of("ambiguous-back-reference", text=citation.text[:80])),)
        elif pointer.number:
            root = self._roots.get(pointer.number, "")
        else:
            words = [word for word in ascii_words(pointer.author) if len(word) > 2]
            root = next((self._by_word[word] for word in reversed(words) if word in self._by_word), "")
        if not root:
            problems += (Problem(reason=Reason.of("unresolved-back-reference", text=citation.text[:80])),)
        return replace(citation, refers_to=root or None, problems=problems)
