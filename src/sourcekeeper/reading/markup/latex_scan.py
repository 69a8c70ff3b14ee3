r"""Read the running text of LaTeX: commands become what they print, notes are put aside, addresses keep their letters.

Nothing is executed and no file is included. Commands nobody knows are dropped and their arguments read as text, which
is right for most of them. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from sourcekeeper.reading.markup.latex_notes import AUTOCITES, CITES, FOOTCITES, MARKS, NOTES, TEXTS, LatexNotes
from sourcekeeper.reading.markup.latex_source import after_spaces
from sourcekeeper.reading.markup.latex_words import (
    ACCENTS,
    DROPPED,
    GERMAN_SHORTHANDS,
    HEADINGS,
    INNER_QUOTES,
    ITALIC,
    ITALIC_SWITCHES,
    QUOTES,
    RAISED,
    SYMBOLS,
    accented,
)
from sourcekeeper.reading.markup.source_scan import ADDRESS

_NAME = r"[a-zA-Z@]+\*?|[^a-zA-Z@]"
_NAME = r"[a-zA-Z@]+\*?|[^a-zA-Z@]"
_ACCENTED = re.compile(r"[ \t]*(?:\{\s*\\([ij])\s*\}|\\([ij])(?![a-zA-Z])|\{\s*(\w?)\s*\}|(\w))")
_DEFINED_NAME = re.compile(r"\\(?:[a-zA-Z@]+|.)(?:#\d)*", re.DOTALL)
_FRONT = re.compile(r"\\(?:title|subtitle|author|date)(?![a-zA-Z])")
_LET = re.compile(r"\s*\\[a-zA-Z@]+\s*=?\s*(?:\\(?:[a-zA-Z@]+|.)|.)", re.DOTALL)
_SIGNS = {"~": "\u00a0", "&": " ", "``": "“", "''": "”", "--": "–", "---": "—", "<<": "«", ">>": "»"}
_TAKES_ARGUMENT = {
    "tabular": 1, "longtable": 1, "minipage": 1, "multicols": 1, "otherlanguage": 1, "foreignquote": 1,
    "tabularx": 2, "wrapfigure": 2,
}  # fmt: skip


class LatexScanner(LatexNotes):
    """Reads one LaTeX document, or a piece of one."""

    special: re.Pattern[str] = re.compile(
        rf"[\\%{{}}~$&\n`'<>\"hHfF-](?i:(?<=\\)(?:{_NAME})|(?<=[%{{}}~$&\"])|(?<=\n)[ \t]*\n\s*"
        rf"|(?<=`)`|(?<=')'|(?<=-)--?|(?<=<)<|(?<=>)>|{ADDRESS})"
    )

    def __init__(self, text: str, *, language: str | None) -> None:
        super().__init__(text, language=language)
        self._quotes = 0
        self._first_heading: str | None = None

    def read(self) -> None:
        r"""Read the document: of what stands before ``\begin{document}`` only the title and its like."""
        begun = self.body_start()
        for found in _FRONT.finditer(self.source, 0, begun):
            group = self.group(self.option(found.end())[1])
            if group is not None and not self.is_commented(found.start()):
                self.inline(found.start(), group[2])
        self.inline(begun, len(self.source))
        self.read_notes()
        self.title = self.title or self._first_heading

    # what is special

    def take(self, found: re.Match[str], limit: int) -> int:
        """Deal with a command or a sign."""
        start, text = found.start(), found[0]
        if start in self.pairs.verbatim:
            return self._program(start)
        if text[0] == "\\":
            return self._command(start, found.end(), text[1:], limit)
        if text == "%":
            return self._comment(start)
        if text == "{":
            end = self.pairs.closing.get(start)
            if end is not None:
                self.span(end, end + 1)
            return start + 1
        if text in {"}", "$"}:
            return start + 1
        if text[0] == "\n":
            self.paragraph(start, found.end())
            return found.end()
        if "://" in text:
            return self.bare(start, limit)
        return self._sign(start, text)

    def _sign(self, start: int, text: str) -> int:
        if text == '"':
            text = self.source[start : start + 2]
            shorthand = GERMAN_SHORTHANDS.get(text) if self.language == "de" else None
            if shorthand is None:
                self.out.copy(start, start + 1)
                return start + 1
            self.out.put(shorthand, start, start + 2)
            return start + 2
        printed = _SIGNS.get(text)
        if printed is None:
            self.out.copy(start, start + len(text))
        else:
            self.out.put(printed, start, start + len(text))
        return start + len(text)

    def _comment(self, start: int) -> int:
        """A comment takes its line's end with it, and the indent of the next line, unless that one is empty."""
        end = self.source.find("\n", start)
        if end < 0:
            return len(self.source)
        next_line = end + 1
        while self.source[next_line : next_line + 1] in {" ", "\t"}:
            next_line += 1
        return end if self.source.startswith("\n", next_line) else next_line

    def _program(self, start: int) -> int:
        content, end, after = self.pairs.verbatim[start]
        if self.source.startswith(("\\verb", "\\lstinline", "\\mintinline"), start):
            begun = self.out.length
            self.out.copy(content, end)
            self.out.program(begun)
        return after

    # commands

    def _command(self, start: int, end: int, name: str, limit: int) -> int:
        name = self.aliases.get(name, name)
        if name in self.composed and (after := self.composed_note(start, end, name)):
            return after
        bare = name.rstrip("*") if len(name) > 1 else name
        method = _COMMANDS.get(bare)
        if method is not None:
            return method(self, start, end, bare)
        if bare in ACCENTS and (accent := self._accent(start, end, bare)):
            return accent
        if bare == "\\":
            _, end = self.option(end + self.source.startswith("*", end))
            self.out.put("\n" if self.reading is None else " ", start, end)
            return end
        if bare == "par":
            self.paragraph(start, end)
            return end
        if bare in SYMBOLS or bare in self.words:
            return self._symbol(start, end, bare)
        if bare in ITALIC_SWITCHES:
            begun = self.out.length
            self.at_end_of_span(lambda: self.out.emphasise(begun))
            return after_spaces(self.source, end)
        if bare in DROPPED:
            return self.skip(end, DROPPED[bare])
        return self._unknown(end, bare)

    def _unknown(self, end: int, name: str) -> int:
        r"""A switch such as ``\bfseries`` takes the space behind it; a command with arguments prints them."""
        option, after = self.option(end)
        if option is not None and self.group(after) is not None:
            return after
        if name.isalpha() and not self.source.startswith("{", end):
            return after_spaces(self.source, end)
        return end

    def _symbol(self, start: int, end: int, name: str) -> int:
        printed = self.words.get(name, SYMBOLS.get(name, ""))
        after = end
        if name.isalpha():
            after = after_spaces(self.source, end)
            # \fg puts back the space it ate when a word follows, as xspace does.
            if name == "fg" and after > end and self.source[after : after + 1].isalnum():
                after = end
            if self.source.startswith("{}", after):
                after += 2
        self.out.put(printed, start, after)
        return after

    def _accent(self, start: int, end: int, mark: str) -> int:
        found = _ACCENTED.match(self.source, end)
        if found is None or (mark.isalpha() and self.source[end : end + 1].isalpha()):
            return 0
        letter = found[1] or found[2] or found[3] or found[4] or ""
        if not letter:
            self.out.put("^" if mark == "^" else "~" if mark == "~" else "", start, found.end())
        else:
            self.out.put(accented(mark, letter), start, found.end())
        return found.end()

    def _heading(self, start: int, end: int, name: str) -> int:
        _, end = self.option(end)
        group = self.group(end)
        self.restart_numbers(name)
        if group is None:
            return end
        self.paragraph(start, group[0], heading=True)
        begun = self.out.length

        def close() -> None:
            if self._first_heading is None:
                self._first_heading = self.read_since(begun) or None
            self.paragraph(group[1], group[2])

        self.span(group[1], group[2], close)
        return group[0]

    def titled(self, start: int, end: int, name: str) -> int:
        r"""``\title{…}``, ``\author{…}``: a block of its own, the first title is the document's."""
        _, end = self.option(end)
        group = self.group(end)
        if group is None:
            return end
        self.paragraph(start, group[0], heading=name == "title")
        begun = self.out.length

        def close() -> None:
            if name == "title" and self.title is None:
                self.title = self.read_since(begun) or None
            self.paragraph(group[1], group[2])

        self.span(group[1], group[2], close)
        return group[0]

    def _italic(self, start: int, end: int, name: str) -> int:
        group = self.group(end)
        return end if group is None else self.emphasis(group[0], group[1], group[2])

    def _raised(self, start: int, end: int, name: str) -> int:
        group = self.group(end)
        if group is None:
            return end
        begun = self.out.length
        self.span(group[1], group[2], lambda: self.out.raise_(begun))
        return group[0]

    def _enquote(self, start: int, end: int, name: str) -> int:
        group = self.group(end)
        if group is None:
            return end
        table = INNER_QUOTES if self._quotes else QUOTES
        left, right = table.get(self.language, ("‘", "’") if self._quotes else ("“", "”"))
        self._quotes += 1
        self.out.put(left, start, group[0])

        def close() -> None:
            self._quotes -= 1
            self.out.put(right, group[1], group[2])

        self.span(group[1], group[2], close)
        return group[0]

    def _begin(self, start: int, end: int, name: str) -> int:
        group = self.group(end)
        if group is None:
            return end
        environment = self.source[group[0] : group[1]].strip().rstrip("*")
        if environment == "thebibliography":
            return self.bibliography(start, self.skip(group[2], 1))
        self.paragraph(start, group[2])
        return self.skip(group[2], _TAKES_ARGUMENT.get(environment, 0))

    def _end(self, start: int, end: int, name: str) -> int:
        group = self.group(end)
        if group is None:
            return end
        if self.source[group[0] : group[1]].strip() == "document":
            return len(self.source)
        self.paragraph(start, group[2])
        return group[2]

    def _item(self, start: int, end: int, name: str) -> int:
        option, after = self.option(end)
        self.paragraph(start, end, gap=False)
        return end + 1 if option is not None and after > end else after_spaces(self.source, end)

    def _definition(self, start: int, end: int, name: str) -> int:
        """A definition prints nothing; that of how notes are numbered is obeyed."""
        position = self.gap(end)
        group = self.group(position)
        if group is not None:
            position = group[2]
        else:
            named = _DEFINED_NAME.match(self.source, position)
            position = named.end() if named else position
        position = self.skip(position, 0)
        if name in {"NewDocumentCommand", "RenewDocumentCommand", "ProvideDocumentCommand"} or "environment" in name:
            position = self.skip(position, 1)
        body = self.group(position)
        if body is None:
            return position
        self.learn_style(self.source[start : body[2]])
        return self.skip(body[2], 1) if "environment" in name else body[2]

    def _let(self, start: int, end: int, name: str) -> int:
        found = _LET.match(self.source, end)
        return found.end() if found else end

    def _kept(self, start: int, end: int, name: str) -> int:
        r"""``\hyperref[label]{text}``: only the text."""
        return self.skip(end, 0)

    def _part_of_letter(self, start: int, end: int, name: str) -> int:
        r"""``\opening{…}`` and the like stand on lines of their own."""
        group = self.group(end)
        if group is None:
            return end
        self.paragraph(start, group[0])
        self.span(group[1], group[2], lambda: self.paragraph(group[1], group[2]))
        return group[0]

    def _date(self, start: int, end: int, name: str) -> int:
        group = self.group(end)
        if group is None:
            return end
        self.date = " ".join(self.source[group[0] : group[1]].split())
        return group[2]


_Method = Callable[[LatexScanner, int, int, str], int]
_COMMANDS: dict[str, _Method] = {
    **dict.fromkeys(HEADINGS, LatexScanner._heading),
    **dict.fromkeys(ITALIC, LatexScanner._italic),
    **dict.fromkeys(RAISED, LatexScanner._raised),
    **dict.fromkeys(("enquote", "frquote", "foreignquote", "textquote", "blockquote"), LatexScanner._enquote),
    **dict.fromkeys(("title", "author"), LatexScanner.titled),
    **dict.fromkeys(("newcommand", "renewcommand", "providecommand", "DeclareRobustCommand", "def", "edef", "gdef",
                     "NewDocumentCommand", "RenewDocumentCommand", "ProvideDocumentCommand", "newenvironment",
                     "renewenvironment", "DeclareMathOperator"), LatexScanner._definition),
    **dict.fromkeys(("url", "nolinkurl", "burl", "path"), LatexScanner.url),
    **dict.fromkeys(NOTES, LatexScanner.footnote),
    **dict.fromkeys(MARKS, LatexScanner.footnotemark),
    **dict.fromkeys(TEXTS, LatexScanner.footnotetext),
    **dict.fromkeys(FOOTCITES, LatexScanner.footcite),
    **dict.fromkeys(AUTOCITES, LatexScanner.autocite),
    **dict.fromkeys(CITES, LatexScanner.cite),
    **dict.fromkeys(("setcounter", "addtocounter", "stepcounter", "refstepcounter"), LatexScanner.counter),
    **dict.fromkeys(("opening", "closing", "signature", "address", "cc", "encl"), LatexScanner._part_of_letter),
    "let": LatexScanner._let,
    "date": LatexScanner._date,
    "begin": LatexScanner._begin,
    "end": LatexScanner._end,
    "item": LatexScanner._item,
    "href": LatexScanner.href,
    "hyperref": LatexScanner._kept,
    "label": LatexScanner.label,
    "footref": LatexScanner.footref,
}  # fmt: skip
