"""What stands within the paragraphs of reStructuredText: calls, links, italics, escapes. Pure."""

from __future__ import annotations

import re
from bisect import bisect_right

from sourcekeeper.model import Place
from sourcekeeper.reading.languages import words
from sourcekeeper.reading.markup.rest_targets import Target, definitions, normal, unescaped_address
from sourcekeeper.reading.markup.source_lines import source_lines
from sourcekeeper.reading.markup.source_scan import ADDRESS, SourceScanner
from sourcekeeper.reading.notes import FoundCite

_CALL = re.compile(r"\[(?P<label>\d+|#[\w.:+-]*|\*|[^\W\d_][\w.:+-]*)\]_(?!\w)")
_BEFORE = "'\"([{<-/:‘“’«¡¿„‚‹"
_BEHIND = r"(?=$|[\s'\")\]}>\-/\\:.,;!?’”»…–—“‘›_¶|])"
_EMPHASIS_END = re.compile(rf"(?<![\s\\*])\*(?!\*){_BEHIND}")
_STRONG_END = re.compile(rf"(?<![\s\\])\*\*{_BEHIND}")
_LITERAL_END = re.compile(rf"(?<!\s)``{_BEHIND}")
_QUOTE_END = re.compile(rf"(?<![\s\\`])`(?P<tail>__?(?!\w)|:[a-zA-Z][\w.+:-]*:)?{_BEHIND}")
_EMBEDDED = re.compile(r"[ \t\n]*<(?P<target>[^<>]+)>$")
_SUBSTITUTION = re.compile(r"\|(?P<name>[^|\s][^|\n]{0,98}[^|\s]|[^|\s])\|(?P<link>__?(?!\w))?")
_ROLE = re.compile(r":(?P<role>[a-zA-Z][\w.+-]*(?::[a-zA-Z][\w.+-]*)*):(?=`)")
_WORD_BEFORE = re.compile(r"[^\W_](?:[\w.+:-]*[^\W_])?$")
_LONGEST_WORD = 100
_BULLET = re.compile(r"[-*+•][ \t]+(?=\S)")
_LEAST_INDENT = 3
"""Of the body of a note, which begins on a line that is not indented."""
_ITALIC_ROLES = words("emphasis title-reference title t") | {""}
_PROGRAM_ROLES = words("code literal math file samp kbd command program option envvar py:func func class meth mod")
_CITE_ROLES = words("cite cite:p cite:t cite:ps cite:ts cite:ct cite:cts footcite footcite:p footcite:t")


class RestInline(SourceScanner):
    """The part of the scanner that reads paragraphs."""

    special: re.Pattern[str] = re.compile(
        r"[\\:`*|\[_\nhHfF](?is:(?<=\\).|(?<=:)(?::(?=[ \t]*\n[ \t]*\n)|[a-zA-Z][\w.+:-]{0,40}:`)|(?<=`)`?"
        r"|(?<=\*)\*?|(?<=[|\[])|(?<=_)(?:(?<=\w_)_?(?![\w`])|`)"
        rf"|(?<=\n)(?:[ \t]*\n\s*|[ \t]*(?=[-*+•][ \t]+\S))|{ADDRESS})"
    )

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.lines = source_lines(self.source)
        self.definitions = definitions(self.source, self.lines)
        self._anonymous_calls: dict[tuple[str, bool], int] = {}
        self._reads_items = False

    def key_of(self, label: str, *, defined: bool = False) -> str:
        """Return the key of a note: labels without a name are counted, on both sides."""
        if label not in {"#", "*"}:
            return normal(label)
        count = self._anonymous_calls.get((label, defined), 0) + 1
        self._anonymous_calls[label, defined] = count
        return f"{label} {count}"

    def take(self, found: re.Match[str], limit: int) -> int | None:
        """Deal with what is special in a paragraph."""
        start, text = found.start(), found[0]
        if text[0] == "\\":
            self.out.put("" if text[1].isspace() else text[1], start, found.end())
            return found.end()
        if text[0] == "\n":
            return self._new_line(start, found.end(), limit)
        if text == "::" and self.reading is not None:
            return self._program(start, found.end(), limit)
        if "://" in text:
            return self.bare_address(start, limit)
        return self._marked(start, text, limit)

    def _marked(self, start: int, text: str, limit: int) -> int | None:
        """Deal with mark-up; None when it is none after all."""
        if text == "[":
            return self._call(start, limit)
        if text == "|":
            return self._substitution(start, limit)
        if text in {"_", "__"}:
            return self._reference(start, text)
        if text[0] in "*`:_" and not self._may_open(start, start + len(text)):
            return None
        if text == "``":
            return self._literal(start, limit)
        if text == "*":
            end = self.find(_EMPHASIS_END, start + 2, limit)
            return None if end is None else self.emphasis(start + 1, end.start(), end.end())
        if text == "**":
            end = self.find(_STRONG_END, start + 3, limit)
            if end is None:
                return None
            self.span(end.start(), end.end())
            return start + 2
        return self._quoted(start, limit)

    def _may_open(self, start: int, content: int) -> bool:
        """Whether mark-up may begin here: by what stands before it, and something must stand behind it."""
        following = self.source[content : content + 1]
        if not following or following.isspace():
            return False
        before = self.source[start - 1 : start]
        # An escaped space stands before mark-up within a word.
        return not before or before.isspace() or before in _BEFORE or self.source[start - 2 : start] in {"\\ ", "\\\n"}

    def _new_line(self, start: int, end: int, limit: int) -> int:
        """A paragraph ends; within a note an item may begin, behind an empty line or behind another item."""
        if self.source.count("\n", start, end) == 1 and not (self.reading is not None and self._reads_items):
            self.out.copy(start, end)
            return end
        bullet = _BULLET.match(self.source, end, limit) if self.reading is not None else None
        self._reads_items = bullet is not None
        after = bullet.end() if bullet else end
        self.paragraph(start, after)
        return after

    def _program(self, start: int, end: int, limit: int) -> int:
        """Pass over the program text that ``::`` announces within a note: what is indented more than its line."""
        if not self.source[start - 1].isspace():
            self.out.put(":", start, end)
        index = bisect_right(self.lines, start, key=lambda line: line.start)
        indent = self.lines[index - 1].indent or _LEAST_INDENT
        while index < len(self.lines) and (self.lines[index].is_blank or self.lines[index].indent > indent):
            index += 1
        while self.lines[index - 1].is_blank:
            index -= 1
        return max(min(self.lines[index - 1].end, limit), end)

    def _call(self, start: int, limit: int) -> int | None:
        found = _CALL.match(self.source, start, limit)
        if found is None:
            return None
        label = found["label"]
        self.call(self.key_of(label), label, start, found.end())
        return found.end()

    def _substitution(self, start: int, limit: int) -> int | None:
        found = _SUBSTITUTION.match(self.source, start, limit)
        text = None if found is None else self.definitions.substitutions.get(normal(found["name"]))
        if found is None or text is None:
            return None
        begun = self.out.length
        self.out.put(text, start, found.end())
        if found["link"]:
            self._link_to(begun, self.definitions.target(found["name"]))
        return found.end()

    def _literal(self, start: int, limit: int) -> int | None:
        end = self.find(_LITERAL_END, start + 3, limit)
        if end is None:
            return None
        begun = self.out.length
        self.out.copy(start + 2, end.start())
        self.out.program(begun)
        return end.end()

    def _reference(self, start: int, text: str) -> int | None:
        """``word_`` and ``word__``: the word before it is a link."""
        first = max(0, start - _LONGEST_WORD)
        word = _WORD_BEFORE.search(self.source[first:start])
        if word is None:
            return None
        if text == "__":
            target = self.definitions.anonymous.popleft() if self.definitions.anonymous else None
        else:
            target = self.definitions.target(word[0])
        if target is None:
            return None
        self._link_to(max(self.out.length - len(word[0]), 0), target)
        return start + len(text)

    def _link_to(self, begun: int, target: Target | None) -> None:
        if target is not None:
            self.out.link(begun, target.href, Place(start=target.start, end=target.end))

    def _quoted(self, start: int, limit: int) -> int | None:
        """Text in back quotes: a link, a role's text, a title."""
        role = _ROLE.match(self.source, start, limit)
        content = role.end() + 1 if role else start + 1 + self.source.startswith("_`", start)
        end = self.find(_QUOTE_END, content + 1, limit)
        if end is None:
            return None
        tail = end["tail"] or ""
        if tail.startswith("_"):
            return self._phrase(content, end.start(), end.end(), tail)
        return self._interpreted(content, end.start(), end.end(), role["role"] if role else tail.strip(":"), start)

    def _phrase(self, content: int, end: int, after: int, tail: str) -> int:
        embedded = _EMBEDDED.search(self.source, max(content, end - 4000), end)
        if embedded is not None:
            written = embedded["target"]
            if written.endswith("_") and not written.endswith("\\_"):
                target = self.definitions.target(written[:-1].strip("`"))
            else:
                first = embedded.start("target")
                target = Target(unescaped_address(written), first, first + len(written))
                self.definitions.targets.setdefault(normal(self.source[content : embedded.start()]), target)
            if embedded.start() <= content:  # only an address: it is its own text
                begun = self.out.length
                self.out.copy(embedded.start("target"), embedded.end("target"))
                self._link_to(begun, target)
                return after
            end = embedded.start()
        elif tail == "__":
            target = self.definitions.anonymous.popleft() if self.definitions.anonymous else None
        else:
            target = self.definitions.target(self.source[content:end])
        begun = self.out.length
        self.span(end, after, lambda: self._link_to(begun, target))
        return content

    def _interpreted(self, content: int, end: int, after: int, role: str, start: int) -> int:
        role = role.lower()
        begun = self.out.length
        if role in _CITE_ROLES:
            for key in re.finditer(r"[^\s,{}`]+", self.source[content:end]):
                at = self.out.length
                self.out.put(f"@{key[0]}", content + key.start(), content + key.end())
                self.cites.append(FoundCite(key=key[0], start=at, end=self.out.length, marker=(at, self.out.length)))
                self.out.put(" ", content + key.end(), content + key.end())
            return after
        if role in _PROGRAM_ROLES:
            self.out.copy(content, end)
            self.out.program(begun)
            return after
        if role in {"sup", "superscript"}:
            self.span(end, after, lambda: self.out.raise_(begun))
            return content
        labelled = _EMBEDDED.search(self.source, max(content, end - 4000), end) if role else None
        if labelled is not None and labelled.start() > content:
            end = labelled.start()
        if role in _ITALIC_ROLES and not self.source.startswith("_", start):
            return self.emphasis(content, end, after)
        self.span(end, after)
        return content
