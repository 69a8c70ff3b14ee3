"""Read DOCX: notes numbered as Word does it, and the text as it stands after tracked changes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from sourcekeeper.errors import NotReadable
from sourcekeeper.model import Document
from sourcekeeper.ports import RawDocument
from sourcekeeper.reading.front_matter import day_in
from sourcekeeper.reading.numbering import NoteCounter
from sourcekeeper.reading.office.docx_parts import FoundReference, WordParts
from sourcekeeper.reading.office.docx_settings import (
    ENDNOTE,
    FOOTNOTE,
    PREFIXES,
    Lists,
    NoteNumbers,
    NoteProperties,
    Relationships,
    Styles,
)
from sourcekeeper.reading.office.docx_text import WordText
from sourcekeeper.reading.office.stories import About, StoryNote, answer_cross_references, as_document
from sourcekeeper.reading.office.story import Story
from sourcekeeper.reading.office.word_fields import custom_properties
from sourcekeeper.reading.office.xml_parse import Shortened, XmlEvents, XmlTarget, parse_into
from sourcekeeper.reading.office.zipped import Package, is_zip, resolve
from sourcekeeper.reading.opening import refuse_binary

_MAIN = "word/document.xml"
_DEFAULTS = {
    FOOTNOTE: NoteNumbers(style="decimal", first=1, restart="continuous"),
    ENDNOTE: NoteNumbers(style="lowerRoman", first=1, restart="continuous"),
}
_NO_DAYS = frozenset({date(2013, 12, 23)})
"""What python-docx's template bears, whoever writes with it."""
_DAYS = ("date", "published", "date de publication", "publication date", "date completed")
"""Properties of the user's own that say when a document was published; Pandoc writes the first."""


class DocxReader:
    """Reads Word documents; places are element paths within a part: ``word/footnotes.xml#/w:footnotes[1]/…``."""

    name = "docx"
    suffixes = (".docx", ".docm", ".dotx")
    media_types = (
        "application/vnd.openxmlformats-officedocument.wordprocessingml",
        "application/vnd.ms-word.document.macroenabled",
    )

    def recognise(self, raw: RawDocument) -> float:
        """Return how sure the content is a Word document: a ZIP file with its parts in it."""
        if not is_zip(raw.data):
            return 0.0
        if b"word/document" in raw.data:
            return 0.9
        return 0.5 if b"word/" in raw.data and b"[Content_Types].xml" in raw.data else 0.0

    def read(self, raw: RawDocument) -> Document:
        """Read the document. Raises NotReadable when it is encrypted, broken or not of Word."""
        if not is_zip(raw.data):
            refuse_binary(raw)
            raise NotReadable(raw.origin, "it is not a Word document (no ZIP file)", "Leave out --format.")
        return _Docx(raw).document()


class _Docx:
    """One reading."""

    def __init__(self, raw: RawDocument) -> None:
        self._raw = raw
        self._package = Package(raw)
        self._main = self._main_part()
        self._related = self._relationships(self._main)
        self._custom = self._custom_pairs()

    def document(self) -> Document:
        """Read all parts."""
        styles, lists, settings = Styles(), Lists(), NoteProperties()
        for kind, events in (("styles", styles), ("numbering", lists), ("settings", settings)):
            self._parse(self._part_of(kind), events)
        parts = WordParts(styles=styles, lists=lists, custom=custom_properties(self._custom))
        self._read_text(self._main, parts)
        for kind in ("footnotes", "endnotes"):
            self._read_text(self._part_of(kind), parts)
        if parts.repeated:
            self._package.report("note-repeated", count=parts.repeated)
        if not any(story.length for story in parts.body) and self._package.problems:
            raise NotReadable(self._raw.origin, f"its text ({self._main}) is damaged", "Open and save it anew.")
        notes = _numbered(parts, settings)
        return as_document(self._raw, DocxReader.name, parts.body, notes, self._about(parts), self._package.problems)

    # parts

    def _main_part(self) -> str:
        target = self._relationships("").target_of("officeDocument")
        named = resolve("", target) if target else None
        for name in (named, _MAIN):
            found = self._package.find(name) if name else None
            if found is not None and (found.startswith("word/") or found.endswith("document.xml")):
                return found
        other = next((name for name in self._package.names() if name.startswith("word/document")), None)
        if other is None:
            raise NotReadable(
                self._raw.origin,
                f"it is not a Word document (no {_MAIN})",
                "Leave out --format.",
            )
        return other

    def _relationships(self, part: str) -> Relationships:
        folder, _, file = part.rpartition("/")
        name = f"{folder}/_rels/{file}.rels" if folder else f"_rels/{file}.rels"
        found = Relationships()
        if self._package.find(name) is not None:
            self._parse(name, found)
        return found

    def _part_of(self, kind: str) -> str | None:
        """Return the part of a kind, ``footnotes``; None when there is none."""
        target = self._related.target_of(kind)
        named = resolve(self._main, target) if target else None
        for name in (named, f"word/{kind}.xml"):
            if name and self._package.find(name) is not None:
                return name
        if target:
            self._package.report("part-missing", named or target)
        return None

    def _parse(self, part: str | None, events: XmlEvents) -> None:
        self._send(part, Shortened(events, PREFIXES))

    def _send(self, part: str | None, target: XmlTarget) -> None:
        data = self._package.read(part) if part else None
        if part is None or data is None:
            return
        for code in parse_into(target, data):
            self._package.report(code, part)

    def _read_text(self, part: str | None, parts: WordParts) -> None:
        if part is None:
            return
        links = self._related if part == self._main else self._relationships(part)
        text = WordText(part, parts, links.by_id)
        self._send(part, text.walk)
        text.finish()

    # metadata

    def _custom_pairs(self) -> list[tuple[str, str]]:
        custom = _Properties("property")
        self._parse(self._package.find("docProps/custom.xml"), custom)
        return custom.named

    def _about(self, parts: WordParts) -> About:
        core = _Properties("")
        self._parse(self._package.find("docProps/core.xml"), core)
        custom = dict(reversed([(name.lower(), value) for name, value in self._custom]))
        days = [day_in(custom.get(name)) for name in _DAYS]
        days += [day_in(core.values.get(name)) for name in ("dcterms:modified", "dcterms:created")]
        return About(
            titles=[core.values.get("dc:title"), *parts.titles, *parts.headings],
            languages=[core.values.get("dc:language"), parts.styles.language],
            days=[day for day in days if day not in _NO_DAYS],
        )


class _Properties:
    """Takes the events of ``core.xml`` or ``custom.xml``."""

    def __init__(self, outer: str) -> None:
        self.values: dict[str, str] = {}
        self.named: list[tuple[str, str]] = []
        self._outer = outer
        self._name = ""
        self._text: list[str] = []

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element starts."""
        if self._outer and tag == self._outer:
            self._name = attributes.get("name", "")
        self._text = []

    def end(self, tag: str) -> None:
        """An element ends."""
        text = "".join(self._text)
        if text.strip():
            self.values.setdefault(tag, text)
            if self._outer and tag != self._outer:
                self.named.append((self._name, text))
        self._text = []

    def data(self, text: str) -> None:
        """Text stands there."""
        self._text.append(text)


# --- numbers --------------------------------------------------------------------------------------------------------


def _numbered(parts: WordParts, settings: NoteProperties) -> list[StoryNote]:
    """Number the notes in the order of their first calls, and answer the cross-references to them."""
    numbers = _counted(parts, settings)
    labels = {call.note: call.label for story in parts.body for call in story.calls if call.label}
    answer_cross_references(parts.body, parts.bookmarked)
    notes = [
        StoryNote(
            key=key,
            number=number if number is not None else labels.get(key) or "*",
            story=parts.notes[key],
            label_in_text=number is None,
        )
        for key, number in numbers.items()
        if key in parts.notes
    ]
    for key, story in parts.notes.items():
        if key not in numbers and key not in parts.removed and _has_text(story):
            notes.append(StoryNote(key=key, number=key[1:], story=story))
    return notes


def _has_text(story: Story) -> bool:
    return any(piece.strip() for piece in story.text)


def _counted(parts: WordParts, settings: NoteProperties) -> dict[str, str | None]:
    """Return the number of each note that is called; None for those with a mark of their own."""
    counters = {kind: NoteCounter() for kind in (FOOTNOTE, ENDNOTE)}
    numbers: dict[str, str | None] = {}
    for reference in parts.references:
        if reference.key in numbers:
            continue
        if not reference.is_counted:
            numbers[reference.key] = None
            continue
        kind = reference.key[0]
        how = _how(parts, settings, reference, kind)
        counter = counters[kind]
        counter.style, counter.first = how.style or "decimal", how.first if how.first is not None else 1
        stretch = {"eachSect": reference.section, "eachPage": reference.page}.get(how.restart or "")
        numbers[reference.key] = counter.number(stretch)
    return numbers


def _how(parts: WordParts, settings: NoteProperties, reference: FoundReference, kind: str) -> NoteNumbers:
    own = parts.sections[reference.section].of(kind) if reference.section < len(parts.sections) else NoteNumbers()
    return own.over(settings.of(kind)).over(_DEFAULTS[kind])
