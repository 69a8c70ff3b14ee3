"""Read the text of wikitext: headings, lists, tables, links, tags. Pure; no template is fetched or expanded."""

from __future__ import annotations

import html
import re
from typing import ClassVar

from sourcekeeper.model import Place
from sourcekeeper.reading.languages import words
from sourcekeeper.reading.markup.source_scan import ADDRESS, ENTITY
from sourcekeeper.reading.markup.wiki_notes import WikiNotes

_TAG = re.compile(
    r"<(?P<end>/?)(?P<name>[a-zA-Z]\w*)(?P<rest>(?:[^<>\"'/]|\"[^\"\n]*\"|'[^'\n]*'|/(?!>))*+)(?P<empty>/?)>"
)
_LONGEST_TAG = 2000
_LONGEST_TEXT = 2000
"""Characters of the text of a link to elsewhere, which ends with its line."""
_HEADING = re.compile(r"\n?(?P<level>={1,6})(?P<text>[^\n]*?[^=\n])(?P=level)[ \t]*(?=\n|\Z)")
_ITEM = re.compile(r"\n?[*#:;]+[ \t]*")
_TABLE = re.compile(r"\n?[ \t]*(?:\{\||\|\}|\|-)[^\n]*")
_CELL = re.compile(r"\n?[ \t]*(?:\|\+|[|!])[ \t]*(?:[^|\n\[{<]*\|(?!\|))?[ \t]*")
_RULE = re.compile(r"\n?-{4,}")
_EXTERNAL = re.compile(r"\[(?P<url>(?:(?:https?|ftp):)?//[^\s\[\]<>\"]+)[ \t]*")
_CLOSING = re.compile(r"\]\]|\]|\[\[|\n")
_FILE = re.compile(
    r"[ \t]*(?:file|image|fichier|datei|bild|archivo|imagen|immagine|ficheiro|bestand|média|media)[ \t]*:", re.I
)
_CATEGORY = re.compile(
    r"[ \t]*(?:category|catégorie|kategorie|categoría|categoria|categorie|[a-z]{2,3}(?:-[a-z]+)?)[ \t]*:", re.I
)
_NAMESPACE = re.compile(r"[ \t]*:?(?:(?:[a-z]{2,3}|w|wikt|s|q|b|d|m|fr|en):)*", re.I)
_SKIPPED = words("syntaxhighlight source pre math chem gallery score timeline graph templatedata imagemap hiero")
_BLOCKS = words("p div li ul ol tr td th table blockquote center h1 h2 h3 h4 h5 h6 hr dl dd dt poem section article")
_ITALIC = words("i em cite")
_BEGIN_LINES = frozenset("=*#:;|!{")
"""What makes the first line of a page more than text."""


class WikiScanner(WikiNotes):
    """Reads one page."""

    escape: ClassVar[re.Pattern[str]] = ENTITY
    special: re.Pattern[str] = re.compile(
        r"[=*#:;|!{<\[hHfF'&_\n~](?i:(?<=\A[=*#:;|!])|(?<=\A\{)(?=\|)"
        rf"|(?<=<)(?:!--|(?=/?[a-zA-Z]))|(?<=\{{)\{{|(?<=\[)(?:\[|(?=(?:https?:|ftp:)?//))|{ADDRESS}"
        r"|(?<=')'{1,4}|(?<=&)(?=#?\w)|(?<=_)_[A-Z]{4,}__"
        # Empty lines end a paragraph; with them or without, a line may begin that is more than text.
        r"|(?<=\n)(?:(?:[ \t]*\n)++(?![ \t]*(?:\{\||[|!])|[*#:;=]|----)\s*"
        r"|(?:[ \t]*\n)*+(?:[ \t]*(?=\{\||[|!])|(?=[*#:;=]|----)))"
        r"|(?<=~)~{2,4}|(?<=\|)\||(?<=!)!)"
    )

    def __init__(self, text: str, *, language: str | None) -> None:
        super().__init__(text, language=language)
        self._italics: int | None = None

    def read(self) -> None:
        """Read the page."""
        self.inline(0, len(self.source))
        self.read_notes()

    def take(self, found: re.Match[str], limit: int) -> int | None:
        """Deal with what is special."""
        start, text = found.start(), found[0]
        after: int | None = None
        if text[0] == "\n":
            return self._line(start, found.end())
        if start == 0 and len(text) == 1 and text in _BEGIN_LINES:
            return self._line(0, 0)
        if start in self.pairs.hidden and text == "<!--":
            return self.pairs.hidden[start]
        if text == "<":
            after = self._tag(start, limit)
        elif text == "{{":
            after = self.template(start, limit)
        elif text == "[[":
            after = self._link(start, limit)
        elif text == "[":
            after = self._external(start, limit)
        elif text.endswith("://"):
            return self.bare_address(start, limit)
        elif text[0] == "'":
            return self._quotes(start, text)
        elif text == "&":
            after = self._entity(start, limit)
        elif text == "||" or (text == "!!" and self._is_header_row(start)):
            self.out.put(" ", start, start + 2)
            return found.end()
        elif text[0] == "_":
            return found.end()
        return after

    def _is_header_row(self, position: int) -> bool:
        """Whether a place is on a line that begins as the header cells of a table do."""
        begin = self.source.rfind("\n", max(0, position - _LONGEST_TEXT), position) + 1
        return self.source.startswith("!", begin)

    # lines

    def _line(self, start: int, end: int) -> int:
        """What begins a line: a heading, an item, a table's row; return where its text begins."""
        self._italics = None
        last = self.source.rfind("\n", start, end)
        at = end if last == end - 1 else max(last, start)
        if self.reading is not None:
            item = _ITEM.match(self.source, at)
            after = item.end() if item else end
            self.out.put("\n", start, after)
            return after
        heading = _HEADING.match(self.source, at)
        if heading is not None:
            return self._heading(heading)
        for pattern in (_TABLE, _RULE):
            found = pattern.match(self.source, at)
            if found is not None:
                self.paragraph(start, found.start())
                return found.end()
        found = _ITEM.match(self.source, at)
        if found is not None:
            self.paragraph(start, found.start(), gap=False)
            return found.end()
        found = _CELL.match(self.source, at)
        if found is not None:
            self.paragraph(start, found.start(), gap=False)
            return found.end()
        self.paragraph(start, end)
        return max(end, start)

    def _heading(self, heading: re.Match[str]) -> int:
        self.paragraph(heading.start(), heading.start("text"), heading=True)
        begun = self.out.length
        level = len(heading["level"])

        def close() -> None:
            if level == 1 and self.title is None:
                self.title = self.read_since(begun) or None
            self.paragraph(heading.end("text"), heading.end())

        self.span(heading.end("text"), heading.end(), close)
        return heading.start("text")

    # what stands in a paragraph

    def _tag(self, start: int, limit: int) -> int | None:
        found = _TAG.match(self.source, start, min(start + _LONGEST_TAG, len(self.source)))
        if found is None:
            return None
        name, is_end, end = found["name"].lower(), bool(found["end"]), found.end()
        if name == "ref":
            return end if is_end else self.ref(start, end, found["rest"], is_empty=bool(found["empty"]))
        if name == "references":
            return end if is_end or found["empty"] else self.references(end)
        if start in self.pairs.hidden or name in _SKIPPED:
            return self._program(name, end, self.pairs.hidden.get(start), is_end=is_end)
        if name == "br":
            self.out.put(" ", start, end)
        elif name in _ITALIC:
            self._turn_italics()
        elif name in {"code", "tt", "kbd"} and not is_end:
            return self._code(name, end)
        elif name in _BLOCKS:
            self.paragraph(start, end)
        return end

    def _program(self, name: str, end: int, after: int | None, *, is_end: bool) -> int:
        if is_end or after is None:
            return end
        if name == "nowiki":
            self.out.copy(end, self.source.rfind("<", end, after))
        closing = self.source.find(">", after)
        return after if closing < 0 else closing + 1

    def _code(self, name: str, end: int) -> int:
        closing = self.source.find(f"</{name}>", end, end + 4000)
        if closing < 0:
            return end
        begun = self.out.length
        self.out.copy(end, closing)
        self.out.program(begun)
        return closing + len(name) + 3

    def _link(self, start: int, limit: int) -> int | None:
        """``[[page|text]]``: the text; a picture's legend is a paragraph of its own; categories are not printed."""
        end = self.pairs.closing.get(start)
        if end is None or end + 2 > limit:
            return None
        bars = self.pairs.bars(start + 2, end)
        if _FILE.match(self.source, start + 2, end):
            if not bars or self.reading is not None:
                return end + 2
            self.paragraph(start, start)
            self.span(end, end + 2, lambda: self.paragraph(end, end + 2))
            return bars[-1] + 1
        if _CATEGORY.match(self.source, start + 2, end) and not bars:
            return end + 2
        if bars:
            self.span(end, end + 2)
            return bars[0] + 1
        prefix = _NAMESPACE.match(self.source, start + 2, end)
        self.out.copy(prefix.end() if prefix else start + 2, end)
        return end + 2

    def _external(self, start: int, limit: int) -> int | None:
        """``[https://… text]``."""
        found = _EXTERNAL.match(self.source, start, limit)
        if found is None:
            return None
        position, limit = found.end(), min(limit, found.end() + _LONGEST_TEXT)
        while (closing := _CLOSING.search(self.source, position, limit)) is not None and closing[0] == "[[":
            position = self.pairs.closing.get(closing.start(), closing.start()) + 2
        if closing is None or closing[0] == "\n":
            return None
        href = html.unescape(found["url"])
        place = Place(start=found.start("url"), end=found.end("url"))
        if found.end() >= closing.start():
            begun = self.out.length
            self.out.copy(found.start("url"), found.end("url"))
            self.out.link(begun, href, place)
            return closing.start() + 1
        return self.linked(found.end(), closing.start(), closing.start() + 1, href, place)

    def _quotes(self, start: int, text: str) -> int:
        """Two turn italics on and off, three do so with bold, five with both."""
        if len(text) != 3:
            self._turn_italics()
        if len(text) == 4:
            self.out.copy(start, start + 1)
        return start + len(text)

    def _turn_italics(self) -> None:
        if self._italics is None:
            self._italics = self.out.length
        else:
            self.out.emphasise(self._italics)
            self._italics = None

    def _entity(self, start: int, limit: int) -> int | None:
        found = ENTITY.match(self.source, start, limit)
        if found is None:
            return None
        self.out.put(html.unescape(found[0]), start, found.end())
        return found.end()
