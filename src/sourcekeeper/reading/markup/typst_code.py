"""The code of Typst documents, as far as it is understood: functions with content, notes, links, citations. Pure.

Nothing is run. What a function is given in square brackets is text, what ``#let name = [text]`` names may be a note,
and settings of notes and of the document are remembered. Rules: Typst's reference, "Syntax" and "Footnote".
"""

from __future__ import annotations

import re
from functools import partial
from itertools import pairwise

from sourcekeeper.model import Place
from sourcekeeper.reading.cites import parted_locator
from sourcekeeper.reading.languages import words
from sourcekeeper.reading.markup.latex_words import shown_number
from sourcekeeper.reading.markup.source_scan import SourceScanner
from sourcekeeper.reading.markup.typst_pairs import typst_pairs
from sourcekeeper.reading.notes import FoundCite

_NAME = re.compile(r"#(?P<name>[a-zA-Z_][\w-]*(?:\.[a-zA-Z_][\w-]*)*)")
_LET = re.compile(r"let\s+(?P<name>[a-zA-Z_][\w-]*)\s*=\s*(?=\[)")
_MAKER = re.compile(r"let\s+(?P<name>[a-zA-Z_][\w-]*)\([^()\n]{0,200}\)\s*=\s*(?:[{\[]\s*#?)?footnote\b")
_ANY_STRING = re.compile(r"\"((?:[^\"\\\n]|\\.)*)\"")
_STATEMENTS = words("set show let import include")
_BLOCKS = words("quote figure align block columns pad grid table stack rect place list enum terms")
"""Functions whose text is no part of the paragraph they stand in."""
_CONTROL = words("if for while else context return")
_STRING = re.compile(r"\s*\"(?P<text>(?:[^\"\\\n]|\\.)*)\"\s*(?:,|$)")
_LABEL_ONLY = re.compile(r"\s*(?:<(?P<label>[\w:.-]+)>|label\(\"(?P<named>[^\"\n]+)\"\))\s*,?")
_VARIABLE = re.compile(r"\s*(?P<name>[a-zA-Z_][\w-]*)\s*,?\s*$")
_SUPPLEMENT = re.compile(r"supplement\s*:\s*(?=\[)")
_LABEL = re.compile(r"<[a-zA-Z_][\w:.-]*>")
_LABEL_OF_NOTE = re.compile(r"[ \t]?<(?P<label>[a-zA-Z_][\w:.-]*)>")
_REFERENCE = re.compile(r"@(?P<key>[a-zA-Z_][\w:.-]*[\w]|[a-zA-Z_])")
_NUMBERING = re.compile(r"footnote\s*\(\s*numbering\s*:\s*\"(?P<shape>[^\"\n]{1,5})\"")
_SETTING = re.compile(
    r"\b(?P<name>title|lang)\s*:\s*(?:\"(?P<string>[^\"\n]{1,300})\"|\[(?P<content>[^\[\]\n]{1,300})\])"
)
_RESTART = re.compile(r"\((?:footnote)\)\.update\((?P<number>\d{1,6})\)")
_STYLES = {"a": "alph", "A": "Alph", "i": "roman", "I": "Roman", "*": "fnsymbol", "1": "arabic"}
_LONGEST_CONDITION = 300
"""Characters of ``#if …`` before the text that depends on it."""


class TypstCode(SourceScanner):
    """The part of the scanner that knows code."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.settings: dict[str, str] = {}
        self._pairs = typst_pairs(self.source)
        self._count = 0
        self._style = "arabic"
        self._named: dict[str, tuple[int, int]] = {}
        """What ``#let`` names: where its text stands."""
        self._makers: set[str] = set()
        """Functions of the document's own that make notes of what they are given."""
        self._labels: dict[str, str] = {}
        """The notes that bear a label."""
        self._declared = {found[0][1:-1] for found in _LABEL.finditer(self.source)}

    def code(self, start: int, limit: int) -> int | None:
        """Read what ``#`` begins; None when it begins nothing."""
        found = _NAME.match(self.source, start, limit)
        if found is None:
            return self._unnamed(start)
        name = found["name"]
        if name in _STATEMENTS:
            return self._statement(start, found)
        if name in _CONTROL:
            opening = self.source.find("[", found.end(), min(start + _LONGEST_CONDITION, limit))
            return self._contents([opening] if opening >= 0 else [], found.end())
        if name == "counter" and (restart := _RESTART.match(self.source, found.end())) is not None:
            self._count = int(restart["number"])
        blocks, arguments, end = self._call(found.end())
        if name == "footnote":
            return self._note(start, blocks, arguments, end)
        if name in self._makers:
            return self._made_note(start, blocks, arguments, end)
        if name == "link":
            return self._link(start, blocks, arguments, end)
        if name == "cite" and arguments is not None:
            return self._cite(start, arguments, end)
        if not blocks and arguments is None:
            return self._variable(name, start, end)
        if len(blocks) == 1 and name == "emph":
            return self.emphasis(blocks[0] + 1, self._pairs[blocks[0]], end)
        if len(blocks) == 1 and name == "super":
            begun = self.out.length
            self.span(self._pairs[blocks[0]], end, lambda: self.out.raise_(begun))
            return blocks[0] + 1
        if name in _BLOCKS and blocks and self.reading is None:
            self.paragraph(start, start)
            return self._contents(blocks, end, parted=True)
        return self._contents(blocks, end)

    def _unnamed(self, start: int) -> int | None:
        """``#{…}``, ``#(…)`` and ``#[…]``: only what stands in square brackets is text."""
        opening = start + 1
        end = self._pairs.get(opening)
        if end is None:
            return None
        if self.source[opening] == "[":
            return self._contents([opening], end + 1)
        return self._contents(self._blocks_in(opening, end), end + 1)

    def _statement(self, start: int, found: re.Match[str]) -> int:
        """``#set``, ``#show``, ``#let`` and the like print nothing; some are remembered."""
        end = self._end_of_line(start)
        written = self.source[start + 1 : min(end, start + 4000)]
        let = _LET.match(written)
        if let is not None and (closing := self._pairs.get(start + 1 + let.end())) is not None:
            self._named[let["name"]] = start + 2 + let.end(), closing
        maker = _MAKER.match(written)
        if maker is not None:
            self._makers.add(maker["name"])
        shape = _NUMBERING.search(written) if found["name"] == "set" else None
        if shape is not None:
            self._style = next((_STYLES[each] for each in shape["shape"] if each in _STYLES), self._style)
        for setting in _SETTING.finditer(written) if found["name"] in {"set", "show"} else ():
            self.settings.setdefault(setting["name"], setting["string"] or setting["content"])
        return end

    def _end_of_line(self, start: int) -> int:
        """Return where a line ends, whatever stands in brackets that are open at its end included."""
        position = start
        while True:
            stop = self.source.find("\n", position)
            stop = len(self.source) if stop < 0 else stop
            opened = [self._pairs[at] for at in self._openings(position, stop) if self._pairs[at] >= stop]
            if not opened:
                return stop
            position = max(opened) + 1

    def _openings(self, start: int, end: int) -> list[int]:
        return [at for at in range(start, end) if self.source[at] in "[({" and at in self._pairs]

    def _call(self, position: int) -> tuple[list[int], tuple[int, int] | None, int]:
        """Return the blocks of text a function is given, where its arguments stand, and where all that ends."""
        blocks: list[int] = []
        arguments: tuple[int, int] | None = None
        while (sign := self.source[position : position + 1]) in {"(", "["} and sign:
            end = self._pairs.get(position)
            if end is None:
                break
            if sign == "[":
                blocks.append(position)
            else:
                arguments = arguments or (position + 1, end)
                blocks += self._blocks_in(position, end)
            position = end + 1
        return blocks, arguments, position

    def _blocks_in(self, opening: int, end: int) -> list[int]:
        """Return the outermost square brackets within round ones or braces."""
        blocks, position = [], opening + 1
        while (found := self.source.find("[", position, end)) >= 0:
            closing = self._pairs.get(found)
            if closing is not None:
                blocks.append(found)
            position = found + 1 if closing is None else closing + 1
        return blocks

    def _contents(self, blocks: list[int], end: int, *, parted: bool = False) -> int:
        """Read some blocks of text one after the other, each a paragraph or not; what stands between is code."""
        blocks = [opening for opening in blocks if opening in self._pairs]
        if not blocks:
            return end
        followers = [*(opening + 1 for opening in blocks[1:]), max(end, self._pairs[blocks[-1]] + 1)]
        for opening, follower in zip(reversed(blocks), reversed(followers), strict=True):
            closing = self._pairs[opening]
            part = (
                partial(self.paragraph, closing, follower) if parted else partial(self.out.put, " ", closing, follower)
            )
            self.span(closing, follower, part if parted or opening != blocks[-1] else None)
        return blocks[0] + 1

    def _variable(self, name: str, start: int, end: int) -> int:
        """``#name``: what it stands for, where that is plain text."""
        first, last = self._named.get(name, (0, 0))
        written = self.source[first:last]
        if "#" not in written and "@" not in written:
            self.out.put(written, start, end)
        return end

    # notes and citations

    def _note(self, start: int, blocks: list[int], arguments: tuple[int, int] | None, end: int) -> int:
        """``#footnote[text]``, ``#footnote(<label>)`` once more, ``#footnote(name)`` with what ``#let`` names."""
        if self.is_too_deep(start, end):
            return end
        again = _LABEL_ONLY.match(self.source, *arguments) if arguments is not None else None
        if again is not None and not blocks:
            label = again["label"] or again["named"]
            self.call(self._labels.get(label, f"label {label}"), label, start, end)
            return end
        if not blocks and arguments is None and self.source.startswith("[", end):
            span: tuple[int, int] | None = (end + 1, self.empty_line(end))
            end = self.empty_line(end)
            self.damage("note-not-closed", start, end)
        else:
            span = self._text_of_note(blocks, arguments)
        if span is None:
            return end
        self._count += 1
        key, number = f"at {start}", shown_number(self._count, self._style)
        named = _LABEL_OF_NOTE.match(self.source, end)
        if named is not None:
            self._labels[named["label"]] = key
            end = named.end()
        self.note(key, number, *span)
        self.call(key, number, start, end)
        return end

    def _made_note(self, start: int, blocks: list[int], arguments: tuple[int, int] | None, end: int) -> int:
        """A note that a function of the document's own makes: all it is given, one thing after the other."""
        parts = [(opening + 1, self._pairs[opening]) for opening in blocks]
        if arguments is not None:
            strings = [found.span(1) for found in _ANY_STRING.finditer(self.source, *arguments)]
            parts += [one for one in strings if not any(first <= one[0] < last for first, last in parts)]
        if not parts or self.is_too_deep(start, end):
            return end
        parts.sort()
        self._count += 1
        key, number = f"at {start}", shown_number(self._count, self._style)
        note = self.note(key, number, parts[0][0], parts[-1][1])
        note.joints = tuple((one[1], ", ", other[0]) for one, other in pairwise(parts))
        self.call(key, number, start, end)
        return end

    def _text_of_note(self, blocks: list[int], arguments: tuple[int, int] | None) -> tuple[int, int] | None:
        if blocks:
            return blocks[-1] + 1, self._pairs[blocks[-1]]
        if arguments is None:
            return None
        string = _STRING.match(self.source, *arguments)
        if string is not None:
            return string.span("text")
        variable = _VARIABLE.match(self.source, *arguments)
        return self._named.get(variable["name"]) if variable else None

    def _link(self, start: int, blocks: list[int], arguments: tuple[int, int] | None, end: int) -> int:
        """``#link("address")[text]``; one to a label stays within the document."""
        string = _STRING.match(self.source, *arguments) if arguments is not None else None
        if string is None:
            return self._contents(blocks, end)
        href, first = string["text"], string.start("text")
        place = Place(start=first, end=first + len(href))
        if blocks:
            return self.linked(blocks[-1] + 1, self._pairs[blocks[-1]], end, href, place)
        begun = self.out.length
        self.out.copy(first, first + len(href))
        self.out.link(begun, href, place)
        return end

    def reference(self, start: int, limit: int) -> int | None:
        """``@key``: a note once more, another part of the document, or a source, maybe with its place in brackets."""
        found = _REFERENCE.match(self.source, start, limit)
        if found is None:
            return None
        key, end = found["key"], found.end()
        if key not in self._labels and self.source[start - 1 : start].isalnum():
            return None  # an account, or a mail's address
        closing = self._pairs.get(end) if self.source.startswith("[", end) else None
        supplement = self.source[end + 1 : closing] if closing is not None else ""
        end = end if closing is None else closing + 1
        if key in self._labels:
            self.call(self._labels[key], key, start, end)
        elif key not in self._declared:
            self._write_cite(key, supplement, start, end)
        return end

    def _cite(self, start: int, arguments: tuple[int, int], end: int) -> int:
        found = _LABEL_ONLY.match(self.source, *arguments)
        if found is None:
            return end
        behind = _SUPPLEMENT.search(self.source, found.end(), arguments[1])
        closing = self._pairs.get(behind.end()) if behind else None
        supplement = self.source[behind.end() + 1 : closing] if behind and closing is not None else ""
        self._write_cite(found["label"] or found["named"], supplement, start, end)
        return end

    def _write_cite(self, key: str, supplement: str, start: int, end: int) -> None:
        begun = self.out.length
        supplement = " ".join(supplement.replace("~", " ").split())
        self.out.put(f"[@{key}, {supplement}]" if supplement else f"[@{key}]", start, end)
        locator, suffix = parted_locator(supplement)
        span = (begun, self.out.length)
        self.cites.append(
            FoundCite(key=key, start=begun + 1, end=span[1] - 1, marker=span, locator=locator, suffix=suffix)
        )
