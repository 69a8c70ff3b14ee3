"""Read the typing shortcuts of SPIP: notes, links, italics, headings, lists. Pure.

Rules: the *raccourcis typographiques* of SPIP's documentation and of its `textwheel` and `notes` plug-ins.
"""

from __future__ import annotations

import html
import re
from typing import ClassVar

from sourcekeeper.model import Place
from sourcekeeper.reading.languages import words
from sourcekeeper.reading.markup.source_lines import paired_brackets
from sourcekeeper.reading.markup.source_scan import ADDRESS, ENTITY, SourceScanner

_NAMED = re.compile(r"\s*<(?P<name>[^<>'\"\n]{0,60})>")
_NOTE_END = re.compile(r"\]\]")
_ARROW = re.compile(r"->|\]|\[")
_TITLE = re.compile(r"\|[^\[\]]*$|\{[a-z_]{2,8}\}$")
_INNER = re.compile(
    r"(?:(?:art|article|rub|rubrique|br[eè]ve|br|mot|site|syndic|doc|document|img|emb|aut|auteur|forum|glose)\s*)?\d+"
    r"(?:[#?].*)?$|#|mailto:|\?",
    re.IGNORECASE,
)
_GLOSSARY = re.compile(r"\[\?(?P<term>[^\[\]|{}#\n]{1,200})[^\[\]\n]{0,200}\]")
_ANCHOR = re.compile(r"\[[\w-]{0,80}<-\]")
_TAG = re.compile(r"<(?P<end>/?)(?P<name>[a-zA-Z]+)(?P<number>\d*)(?P<rest>[^<>]{0,1000})>")
_COMMENT_END = re.compile(r"-->")
_SKIPPED = words("code cadre math html script style frame pre listing source")
_MODELS = words("img doc emb video audio article rubrique liste form formulaire")
_BLOCKS = words("p div li ul ol br hr blockquote quote poesie poetry h1 h2 h3 h4 h5 h6 table tr td th intro")
_LINE = re.compile(r"\n[ \t]*(?:-{4,}|_{4,})[ \t]*(?=\n|\Z)")
_ITEM = re.compile(r"\n[ \t]*(?:-[*#]+|-(?=[ \t])|_(?=[ \t]))[ \t]*")
_ROW = re.compile(r"\n\|{1,2}(?!\|)[ \t]*")
_LONGEST_FACE = 2000
"""Characters of a stretch in italics or bold."""
_ENDS = {1: re.compile(r"\}(?!\})|\}(?=\}\}(?!\}))"), 2: re.compile(r"\}\}(?!\})"), 3: re.compile(r"\}\}\}(?!\})")}


class SpipScanner(SourceScanner):
    """Reads one text."""

    escape: ClassVar[re.Pattern[str]] = ENTITY
    special: re.Pattern[str] = re.compile(
        r"[\[{<hHfF~&\n|-](?i:(?<=\[)\[?|(?<=\{)\{{0,2}|(?<=<)(?:!--|(?=/?[a-zA-Z]))"
        rf"|{ADDRESS}|(?<=[~|])|(?<=-)-|(?<=&)(?=#?\w)|(?<=\n)(?:[ \t]*\n\s*|(?=[ \t]*[-_|])))"
    )

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self._brackets = paired_brackets(self.source)
        self._count = 0
        self._absent: set[str] = set()

    def read(self) -> None:
        """Read the text."""
        self.inline(0, len(self.source))
        self.read_notes()

    def take(self, found: re.Match[str], limit: int) -> int | None:
        """Deal with what is special."""
        start, text = found.start(), found[0]
        after: int | None = None
        if text[0] == "\n":
            return self._line(start, found.end())
        if text == "[[":
            after = self._note(start, limit)
        if text[0] == "[" and after is None:
            after = self._link(start, limit)
        elif text[0] == "{":
            after = self._braces(start, len(text), limit)
        elif text == "<!--":
            end = self.find(_COMMENT_END, start, len(self.source))
            return end.end() if end else len(self.source)
        elif text == "<":
            after = self._tag(start, limit)
        elif text.endswith("://"):
            return self.bare_address(start, limit)
        elif text in {"~", "--", "|"}:
            self.out.put({"~": "\u00a0", "--": "—", "|": " "}[text], start, found.end())
            return found.end()
        elif text == "&" and (entity := ENTITY.match(self.source, start, limit)):
            self.out.put(html.unescape(entity[0]), start, entity.end())
            return entity.end()
        return after

    def _line(self, start: int, end: int) -> int:
        drawn = _LINE.match(self.source, start)
        if drawn is not None and self.reading is None:
            self.paragraph(start, drawn.start())
            self.out.put("-----", start, drawn.end())
            self.paragraph(drawn.end(), drawn.end())
            return drawn.end()
        for pattern in (_ITEM, _ROW):
            found = pattern.match(self.source, start)
            if found is not None:
                self.paragraph(start, found.end(), gap=False)
                return found.end()
        if end - start == 1:  # a line that goes on
            self.out.copy(start, end)
            return end
        self.paragraph(start, end)
        # What begins a list right behind an empty line begins it all the same.
        return end - 1 if self.source[end : end + 1] in {"-", "_", "|"} and self.reading is None else end

    # notes

    def _note(self, start: int, limit: int) -> int | None:
        """``[[text]]``, ``[[<2> text]]``, ``[[<> text]]`` without a number, ``[[<2>]]`` once more."""
        end = self._note_end(start, limit)
        if end is None:
            self.damage("note-not-closed", start, start + 2)
        if end is None or self.is_too_deep(start, start + 2):
            return None
        content, name = start + 2, None
        named = _NAMED.match(self.source, content, end)
        # "[[<i>Titre</i> …]]" begins with mark-up, not with a name.
        if named is not None:
            closing = f"</{named['name'].split(' ')[0]}>"
            if self.source.find(closing, named.end(), end) < 0:
                content, name = named.end(), named["name"].strip()
        if name is None:
            self._count += 1
            key, number = f"at {start}", str(self._count)
        else:
            key, number = (f"name {name}" if name else f"at {start}"), name
            if name.isdecimal() and len(name) < 6:
                self._count = max(self._count, int(name))
        if self.is_filled(content, end):
            self.note(key, number, content, end)
        self.call(key, number, start, end + 2)
        return end + 2

    def _note_end(self, start: int, limit: int) -> int | None:
        outer, inner = self._brackets.get(start), self._brackets.get(start + 1)
        if outer is not None and inner is not None and outer == inner + 1:
            return inner
        found = self.find(_NOTE_END, start + 2, limit)
        return found.start() if found else None

    # links and faces

    def _link(self, start: int, limit: int) -> int | None:
        """``[text->address]``; those within the site name no source."""
        glossary = _GLOSSARY.match(self.source, start, limit)
        if glossary is not None:
            self.out.copy(glossary.start("term"), glossary.end("term"))
            return glossary.end()
        anchor = _ANCHOR.match(self.source, start, limit)
        if anchor is not None:
            return anchor.end()
        end = self._brackets.get(start)
        if end is None or end >= limit:
            return None
        arrow, position = None, start + 1
        while (found := _ARROW.search(self.source, position, end)) is not None:
            if found[0] == "->":
                arrow = found
                break
            position = self._brackets.get(found.start(), found.start()) + 1
        if arrow is None:
            return None
        return self._linked(start + 1, arrow, end)

    def _linked(self, content: int, arrow: re.Match[str], end: int) -> int:
        first = arrow.end()
        while first < end and self.source[first].isspace():
            first += 1
        written = self.source[first:end].rstrip()
        place = Place(start=first, end=first + len(written))
        is_inner = _INNER.match(written) is not None
        text_end = arrow.start()
        title = _TITLE.search(self.source, max(content, text_end - 500), text_end)
        if title is not None:
            text_end = title.start()
        if self.is_filled(content, text_end):
            begun = self.out.length
            self.span(text_end, end + 1, None if is_inner else lambda: self._close(begun, written, place))
            return content
        begun = self.out.length
        if not is_inner:
            self.out.copy(first, first + len(written))
            self._close(begun, written, place)
        return end + 1

    def _close(self, begun: int, href: str, place: Place) -> None:
        self.out.link(begun, html.unescape(href), place, declared=True)

    def _braces(self, start: int, count: int, limit: int) -> int | None:
        end = self.find(_ENDS[count], start + count, min(limit, start + _LONGEST_FACE))
        if end is None:
            return None
        if count == 1:
            return self.emphasis(start + 1, end.start(), end.start() + 1)
        if count == 2:
            self.span(end.start(), end.end())
            return start + 2
        self.paragraph(start, start + 3, heading=True)
        begun = self.out.length

        def close() -> None:
            if self.title is None and self.reading is None:
                self.title = self.read_since(begun) or None
            self.paragraph(end.start(), end.end())

        self.span(end.start(), end.end(), close)
        return start + 3

    def _tag(self, start: int, limit: int) -> int | None:
        found = _TAG.match(self.source, start, limit)
        if found is None:
            return None
        name = found["name"].lower()
        if found["number"] and name in _MODELS:
            return found.end()
        if name in _SKIPPED and not found["end"]:
            return self._behind(found.end(), f"</{found['name']}>")
        if name in {"i", "em", "cite"} and not found["end"]:
            end = self.source.find(f"</{found['name']}>", found.end(), min(limit, found.end() + 4000))
            return found.end() if end < 0 else self.emphasis(found.end(), end, end + len(name) + 3)
        if name == "a" and not found["end"]:
            return self._html_link(found, limit)
        if name in _BLOCKS:
            self.paragraph(start, found.end())
        return found.end()

    def _behind(self, start: int, closing: str) -> int:
        """Return where program text is over; what has no end is not looked for twice."""
        end = -1 if closing in self._absent else self.source.find(closing, start)
        if end < 0:
            self._absent.add(closing)
            return start
        return end + len(closing)

    def _html_link(self, found: re.Match[str], limit: int) -> int:
        href = re.search(r"href\s*=\s*[\"']?([^\"'\s>]+)", found["rest"])
        end = self.source.find("</a>", found.end(), min(limit, found.end() + 4000))
        if href is None or end < 0:
            return found.end()
        first = found.start("rest") + href.start(1)
        place = Place(start=first, end=first + len(href[1]))
        return self.linked(found.end(), end, end + 4, html.unescape(href[1]), place)
