"""The notes of wikitext: ``<ref>`` in all its forms, and the templates that stand for it. Pure."""

from __future__ import annotations

import html
import re
from collections import defaultdict
from collections.abc import Callable, Sequence

from sourcekeeper.model import Place
from sourcekeeper.reading.flow import Flow
from sourcekeeper.reading.markup.latex_words import shown_number
from sourcekeeper.reading.markup.source_scan import SourceScanner
from sourcekeeper.reading.markup.wiki_pairs import WikiPairs
from sourcekeeper.reading.markup.wiki_templates import (
    AGAIN_TEMPLATES,
    BEHIND,
    FIRST_ONLY,
    HIDDEN,
    IN_FRONT,
    LANGUAGE_FIRST,
    LIST_TEMPLATES,
    NOTE_GROUPS,
    NOTE_TEMPLATES,
    PRINTED_NAME,
    SHORT_TEMPLATES,
    SIGNS,
    Parameter,
    Piece,
    citation_text,
    is_citation,
)
from sourcekeeper.reading.notes import Found

_REF_END = re.compile(r"(?P<end></ref[ \t\n]*>)|<ref\b", re.IGNORECASE)
_REFERENCES_END = re.compile(r"</references[ \t\n]*>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""(?P<name>\w+)\s*=\s*(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|(?P<bare>[^\s"'/>]+))""")
_STYLES = {"lower-alpha": "alph", "upper-alpha": "Alph", "lower-roman": "roman", "upper-roman": "Roman", "decimal": ""}


class WikiNotes(SourceScanner):
    """The part of the scanner that knows notes and templates."""

    def __init__(self, text: str, *, language: str | None) -> None:
        super().__init__(text)
        self.pairs = WikiPairs(self.source)
        self.language = (language or "en").split("-")[0]
        self._groups: dict[str, str] = {}
        self._in_list = 0

    # <ref>

    def ref(self, start: int, end: int, attributes: str, *, is_empty: bool) -> int:
        """``<ref name="a" group="N">…</ref>``; return where the text goes on."""
        if self.is_too_deep(start, end):
            return end
        given = attributes_of(attributes)
        key = self._key(given.get("group", ""), given.get("name", ""), start)
        if is_empty:
            self.call(key, given.get("name", ""), start, end)
            return end
        closing = self.find(_REF_END, end, len(self.source))
        if closing is None or not closing["end"]:  # another note begins before this one ends
            return self._unclosed(key, start, end)
        self._take_note(key, given.get("name", ""), end, closing.start(), start, closing.end())
        return closing.end()

    def _unclosed(self, key: str, start: int, end: int) -> int:
        closing = self.find(_REF_END, end, len(self.source))
        until = min(self.empty_line(end), closing.start() if closing else len(self.source))
        self.damage("note-not-closed", start, until)
        self._take_note(key, "", end, until, start, until)
        return until

    def _key(self, group: str, name: str, start: int) -> str:
        key = f"{group}|{name}" if name else f"{group}|at {start}"
        self._groups[key] = group
        return key

    def _take_note(self, key: str, name: str, first: int, last: int, start: int, end: int) -> None:
        """A text and its call; in a list of notes the text alone."""
        if self.is_filled(first, last):
            self.note(key, name, first, last)
        if not self._in_list:
            self.call(key, name, start, end)

    def references(self, end: int) -> int:
        """``<references>…</references>``: texts of notes that are called elsewhere."""
        closing = self.find(_REFERENCES_END, end, len(self.source))
        if closing is not None:
            self._list(closing.start(), closing.end())
        return end

    def _list(self, at: int, then: int) -> None:
        self._in_list += 1

        def close() -> None:
            self._in_list -= 1

        self.span(at, then, close)

    # templates

    def template(self, start: int, limit: int) -> int | None:
        """Read a template; None when its braces are never closed."""
        end = self.pairs.closing.get(start)
        if end is None or end + 2 > limit:
            return None
        name, parameters = self.pairs.parameters(start + 2, end)
        if self.is_too_deep(start, end):
            return self._printed(start, end + 2, name, parameters)
        if name.startswith("#tag:ref"):
            return self._note_template(start, end + 2, "#tag:ref", parameters)
        if name in NOTE_TEMPLATES and parameters:
            return self._note_template(start, end + 2, name, parameters)
        if name in SHORT_TEMPLATES and self.reading is None:
            key = self._key("", " ".join(self.source[start + 2 : min(end, start + 300)].split()), start)
            self._take_note(key, "", start, end + 2, start, end + 2)
            return end + 2
        if name in SHORT_TEMPLATES:
            return self._short(end + 2, parameters)
        if name in AGAIN_TEMPLATES:
            for each in parameters.values():
                if each.name.isdigit():
                    called = self.source[each.start : min(each.end, each.start + 300)]
                    self.call(self._key("", called, start), called, start, end + 2)
            return end + 2
        if name in LIST_TEMPLATES:
            return self._list_template(end + 2, parameters)
        return self._printed(start, end + 2, name, parameters)

    def _short(self, end: int, parameters: dict[str, Parameter]) -> int:
        """``{{sfn|Roux|2010|p=12}}`` reads ``Roux 2010, p. 12``."""
        values = [each for each in parameters.values() if each.name.isdigit() and each.start < each.end]
        pieces = [
            Piece(start=each.start, end=each.end, before=" " if index else "") for index, each in enumerate(values)
        ]
        for name in ("p", "page", "pp", "loc", "passage"):
            if name in parameters:
                lead = ", " if name == "loc" else ", p. "
                pieces.append(Piece(start=parameters[name].start, end=parameters[name].end, before=lead))
        return self._through(pieces, end)

    def _note_template(self, start: int, end: int, name: str, parameters: dict[str, Parameter]) -> int:
        text = next((parameters[each] for each in ("texte", "text", "contenu", "1") if each in parameters), None)
        group = self._value(parameters, "group", "groupe") or NOTE_GROUPS.get(name, "")
        called = self._value(parameters, "name", "nom")
        key = self._key(group, called, start)
        if text is None or text.start >= text.end:
            self.call(key, called, start, end)
        else:
            self._take_note(key, called, text.start, text.end, start, end)
        return end

    def _list_template(self, end: int, parameters: dict[str, Parameter]) -> int:
        texts = next((parameters[each] for each in ("refs", "références", "notes") if each in parameters), None)
        if texts is None:
            return end
        self._list(texts.end, end)
        return texts.start

    def _value(self, parameters: dict[str, Parameter], *names: str) -> str:
        for name in names:
            if name in parameters:
                return self.source[parameters[name].start : parameters[name].end].strip("\"' ")
        return ""

    def _printed(self, start: int, end: int, name: str, parameters: dict[str, Parameter]) -> int:
        """Read what a template prints."""
        if name in SIGNS or (not parameters and PRINTED_NAME.match(name)):
            self.out.put(SIGNS.get(name, self.source[start + 2 : end - 2].strip()), start, end)
            return end
        if is_citation(name, parameters):
            return self._citation(start, end, name, parameters)
        named = [each for each in parameters.values() if not each.name.isdigit()]
        is_source = self.reading is not None and len(named) > 1 and len(named) * 2 > len(parameters)
        if is_source and not HIDDEN.match(name):
            return self._citation(start, end, name, parameters)
        if self.reading is None and len(named) >= 3 and len(named) * 2 > len(parameters):
            return self._box(start, end, named)
        if HIDDEN.match(name):
            return end
        values = [each for each in parameters.values() if each.name.isdigit() and each.start < each.end]
        if name in FIRST_ONLY:
            values = values[:1]
        elif LANGUAGE_FIRST.match(name) and len(values) > 1:
            values = values[1:]
        pieces = [Piece(start=each.start, end=each.end, behind=" ") for each in values]
        if pieces:
            lead = f"{name} " if name.endswith((".", "°")) else IN_FRONT.get(name, "")
            pieces[0] = Piece(start=pieces[0].start, end=pieces[0].end, before=lead, behind=" ")
            last = BEHIND.get(name, "")
            pieces[-1] = Piece(start=pieces[-1].start, end=pieces[-1].end, before=pieces[-1].before, behind=last)
        return self._through(pieces, end)

    def _box(self, start: int, end: int, values: Sequence[Parameter]) -> int:
        """A box beside the text: each value a line of its own."""
        self.paragraph(start, start)
        pieces = [Piece(start=each.start, end=each.end, is_line=True) for each in values if each.start < each.end]
        return self._through(pieces, end)

    def _citation(self, start: int, end: int, name: str, parameters: dict[str, Parameter]) -> int:
        cited = citation_text(name, parameters, self.language)
        has_title = any(piece.is_title for piece in cited.pieces)
        bare = None if has_title else cited.address
        if bare is not None and not cited.pieces:
            self._bare_link(bare, " " if cited.archive else "")
        address = cited.address if has_title else None

        def finish() -> None:
            if bare is not None and cited.pieces:
                self.out.put(", ", bare.start, bare.start)
                self._bare_link(bare, "")
            if cited.archive is not None:
                self._hidden_link(cited.archive)

        if not cited.pieces:
            finish()
            return end
        return self._through(cited.pieces, end, address, finish)

    def _through(
        self,
        pieces: Sequence[Piece],
        then: int,
        address: Parameter | None = None,
        finish: Callable[[], None] | None = None,
    ) -> int:
        """Read values one after the other, in any order of the source; return where the first stands."""
        if not pieces:
            return then
        followers = [*(piece.start for piece in pieces[1:]), then]
        for index in reversed(range(len(pieces))):
            following = pieces[index + 1] if index + 1 < len(pieces) else None
            close = self._piece_end(pieces[index], following, address, finish if following is None else None)
            self.span(pieces[index].end, followers[index], close, jumps=True)
        self._begin_piece(pieces[0])
        return pieces[0].start

    def _begin_piece(self, piece: Piece) -> None:
        self.out.put(piece.before, piece.start, piece.start)
        self._piece_start = self.out.length

    def _piece_end(
        self,
        piece: Piece,
        following: Piece | None,
        address: Parameter | None,
        finish: Callable[[], None] | None,
    ) -> Callable[[], None]:
        def close() -> None:
            if piece.is_italic:
                self.out.emphasise(self._piece_start)
            if piece.is_title and address is not None:
                href = html.unescape(self.source[address.start : address.end])
                self.out.link(self._piece_start, href, Place(start=address.start, end=address.end), declared=True)
            self.out.put(piece.behind, piece.end, piece.end)
            if piece.is_line:
                self.paragraph(piece.end, piece.end)
            if following is not None:
                self._begin_piece(following)
            elif finish is not None:
                finish()

        return close

    def _bare_link(self, address: Parameter, behind: str) -> None:
        begun = self.out.length
        self.copy_unescaped(address.start, address.end)
        href = html.unescape(self.source[address.start : address.end])
        self.out.link(begun, href, Place(start=address.start, end=address.end), declared=True)
        self.out.put(behind, address.end, address.end)

    def _hidden_link(self, address: Parameter) -> None:
        """An address that is given but not printed."""
        href = html.unescape(self.source[address.start : address.end])
        self.out.link(self.out.length, href, Place(start=address.start, end=address.end), declared=True)
        self.out.put(" ", address.end, address.end)

    def found(self, flow: Flow) -> Found:
        """Return notes and calls, numbered by first calls within each group."""
        counts: defaultdict[str, int] = defaultdict(int)
        numbered: set[str] = set()
        for call in sorted(self.calls, key=lambda call: call.flow_start):
            note = self.notes.get(call.key)
            if note is not None and call.key not in numbered:
                numbered.add(call.key)
                group = self._groups.get(call.key, "")
                counts[group] += 1
                note.number = _shown(group, counts[group])
        return super().found(flow)


def _shown(group: str, number: int) -> str:
    if group in _STYLES:
        return shown_number(number, _STYLES[group])
    return f"{group} {number}" if group else str(number)


def attributes_of(written: str) -> dict[str, str]:
    """Return the attributes of a tag.

    >>> attributes_of(' name="a b" group=N')
    {'name': 'a b', 'group': 'N'}
    """
    return {
        found["name"].lower(): (found["double"] or found["single"] or found["bare"] or "").strip()
        for found in _ATTRIBUTE.finditer(written)
    }
