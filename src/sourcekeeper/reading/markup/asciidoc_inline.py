"""What stands within the paragraphs of AsciiDoc: notes, macros, links, quotation marks, attributes. Pure."""

from __future__ import annotations

import html
import re
from functools import lru_cache

from sourcekeeper.model import Place
from sourcekeeper.reading.languages import words
from sourcekeeper.reading.markup.source_lines import paired_brackets
from sourcekeeper.reading.markup.source_scan import ADDRESS, ENTITY, SourceScanner
from sourcekeeper.reading.notes import FoundCite

_BUILT_IN = {
    "nbsp": "\u00a0", "zwsp": "", "wj": "", "empty": "", "blank": "", "sp": " ", "apos": "'", "quot": '"',
    "lsquo": "‘", "rsquo": "’", "ldquo": "“", "rdquo": "”", "deg": "°", "plus": "+", "amp": "&", "lt": "<", "gt": ">",
    "startsb": "[", "endsb": "]", "vbar": "|", "brvbar": "¦", "caret": "^", "asterisk": "*", "tilde": "~",
    "backslash": "\\", "backtick": "`", "two-colons": "::", "two-semicolons": ";;", "cpp": "C++", "pp": "++",
    "shy": "", "laquo": "«", "raquo": "»",
}  # fmt: skip
_NOTE = re.compile(r"footnote(?P<ref>ref)?:(?P<id>[\w-]{0,100})\[")
_URL = r"(?:https?|ftp|irc)://"
_REST_OF_URL = re.compile(r"[^\s\[\]<>\"]{0,2000}")
_ENDS_SENTENCE = ".,;:!?)'"
_URL_START = re.compile(_URL, re.IGNORECASE)
_ESCAPABLE = re.compile(r"footnote(?:ref)?:|https?://|link:|.", re.DOTALL)
_URL_MACRO = re.compile(
    rf"(?:link:)?(?P<target>(?:\+\+)?{_URL}[^\s\[\]<>\"]{{0,2000}})\[|link:(?P<other>[^\s\[\]]{{0,500}})\[", re.I
)
_PASSED = re.compile(r"link:pass:\w{0,20}\[(?P<target>[^\[\]\s]{0,2000})\]\[")
_MACRO = re.compile(r"(?P<name>[a-z]\w{1,20}):(?P<target>[^\s\[\]]{0,500})\[")
_NAMED = re.compile(r"\{(?P<name>\w[\w-]*)\}")
_XREF = re.compile(r"<<(?P<id>[^<>,\n]{1,200})(?:,(?P<text>[^<>]{0,500}))?>>")
_ANCHOR = re.compile(r"\[\[[\w:][\w:.-]*(?:,[^\]\n]*)?\]\]")
_ROLE = re.compile(r"\[[.#%\w][\w.#%-]*\](?=[#*_`])")
_ENTRY = re.compile(r"\[\[\[(?P<id>[^\[\],\n]{1,200})(?:,[ ]?(?P<label>[^\]\n]{1,60}))?\]\]\][ \t]*")
_LONGEST_LINK_TEXT = 1000
"""Characters of a link's text in which attributes are looked for: brackets may be open over the whole document."""
_TEXT_ATTRIBUTES = re.compile(r",[ ]?(?:window|role|opts|options|title|id|rel|link)=")
_COMMA = re.compile(",")
_QUOTE = re.compile('"')
_CLOSING = re.compile(r"(?<!\\)\]")
_TAG_OR_ESCAPE = re.compile(r"</?[a-zA-Z][^<>\n]{0,500}>|\\(?=\])")
_TRIPLE = re.compile(r"\+\+\+|\$\$")
_ENDS = {
    sign: re.compile(rf"(?<=[^\s\\]){re.escape(sign)}(?![\w{re.escape(sign[0])}])")
    for sign in ("_", "*", "#", "`", "+")
} | {sign: re.compile(re.escape(sign)) for sign in ("__", "**", "##", "``", "++", "^", "~")}
_CODE_MACROS = words("kbd btn menu stem latexmath asciimath pass icon image indexterm indexterm2 anchor counter")
_KEPT_MACROS = words("xref mailto")
_CITE_MACROS = words("cite citenp citep citet")
_NAMES = sorted(_CODE_MACROS | _KEPT_MACROS | _CITE_MACROS)
_REST_OF_NAME = "|".join(f"(?<={name[0]}){name[1:]}" for name in _NAMES)
_TOLD_BY_LETTER = (*(f"{name}:" for name in _NAMES), "footnote", "http", "ftp:", "irc:", "link:")
"""What `AsciidocInline.special` finds by its first letter."""
_QUOTE_SIGNS = {'"`': "“", '`"': "”", "'`": "‘", "`'": "’"}


@lru_cache(maxsize=64)
def _special(letters: str) -> re.Pattern[str]:
    """Return what is special in documents in which the names of macros begin with some letters.

    Every letter costs a look at each place it stands at, and a document has few of all macros.
    """
    return re.compile(
        rf"[\\{letters}{letters.upper()}{{&<\[\"`'+$_*#^~\n|-](?i:(?<=\\)(?=footnote|https?:|link:|[\[\]{{_*#`^~<\"'&+-])"
        rf"|(?<=\w)(?:(?<=f)ootnote(?:ref)?:|(?<=l)ink:|{ADDRESS}|(?<=i)rc://|(?<!\w.)(?:{_REST_OF_NAME}):)"
        r"|(?<=\{)|(?<=&)(?=\w|#)|(?<=<)<|(?<=\[)(?=[.#%\w\[])|(?<=\")`|(?<=`)\"|(?<=')`|(?<=`)'"
        r"|(?<=\+)\+\+|(?<=\$)\$|(?<=_)_?|(?<=\*)\*?|(?<=#)#?|(?<=`)`?|(?<=\+)\+?|(?<=[\^~|])"
        r"|(?<=\w-)-(?=\w)|(?<=\s-)-(?=\s)|(?<=\n)[ \t]*\n\s*)"
    )


class AsciidocInline(SourceScanner):
    """The part of the scanner that reads paragraphs."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        folded = self.source.casefold()
        self.special = _special("".join(sorted({name[0] for name in _TOLD_BY_LETTER if name in folded})))
        self.attributes: dict[str, str] = {}
        self.written: dict[str, int] = {}
        """Where the value of an attribute stands."""
        self._brackets = paired_brackets(self.source)
        self._count = 0
        self._entries = {found["id"] for found in _ENTRY.finditer(self.source)}

    def take(self, found: re.Match[str], limit: int) -> int | None:
        """Deal with what is special in a paragraph."""
        start, text = found.start(), found[0]
        return self._marked(start, text.lower(), limit)

    def _marked(self, start: int, text: str, limit: int) -> int | None:
        """Deal with mark-up; None when it is none after all."""
        if text == "\\":
            return self._escaped(start, limit)
        if text.startswith("footnote"):
            return self._note(start, limit)
        if text.endswith(("://", ":")):
            return self._macro(start, limit)
        if text[0] == "\n":
            self.paragraph(start, start + 1)
            return start + 1
        if text == "|":
            self.out.put(" ", start, start + 1)
            return start + 1
        if text == "--":
            self.out.put("—", start, start + 2)
            return start + 2
        if text in {'"`', "'`"} and self.source[start - 1 : start].isalnum():  # l'`option`
            self.out.copy(start, start + 1)
            return start + 1
        if text in _QUOTE_SIGNS:
            self.out.put(_QUOTE_SIGNS[text], start, start + 2)
            return start + 2
        signs = {"{": self._named, "&": self._entity, "<<": self._reference, "[": self._bracket}
        if text in signs:
            return signs[text](start, limit)
        if text in {"+++", "$$"}:
            end = self.find(_TRIPLE, start + len(text), limit)
            if end is not None:
                self._passed(start + len(text), end.start())
            return None if end is None else end.end()
        return self._formatted(start, text, limit)

    def _escaped(self, start: int, limit: int) -> int:
        """A backslash takes the meaning from what follows: a sign, or the name of a macro."""
        name = _ESCAPABLE.match(self.source, start + 1, limit)
        end = name.end() if name else start + 1
        self.out.copy(start + 1, end)
        return end

    # notes

    def _note(self, start: int, limit: int) -> int | None:
        found = _NOTE.match(self.source, start, limit)
        if found is None or self.is_too_deep(start, found.end()):
            return None
        opening = found.end() - 1
        end = self._closing(opening, limit)
        if end is None:
            self.damage("note-not-closed", start, limit)
            end = limit
        content, name = found.end(), found["id"]
        if found["ref"]:  # the old manner: footnoteref:[id,text]
            comma = self.find(_COMMA, content, end)
            name = self.source[content : comma.start() if comma else end].strip()
            content = comma.end() if comma else end
        after = min(end + 1, len(self.source))
        if name and not self.is_filled(content, end):
            self.call(f"id {name}", name, start, after)
            return after
        key = f"id {name}" if name else f"note {start}"
        if key not in self.notes:
            self._count += 1
            self.note(key, str(self._count), content, end)
        self.call(key, self.notes[key].number, start, after)
        return after

    def _closing(self, opening: int, limit: int) -> int | None:
        """Return where the bracket closes: its partner, else the first closing bracket."""
        end = self._brackets.get(opening)
        if end is None:
            found = self.find(_CLOSING, opening + 1, limit)
            end = found.start() if found else None
        return end

    def _entry(self, start: int, end: int) -> bool:
        """Take an entry of a bibliography, ``[[[id,1]]] text``, as a note."""
        found = _ENTRY.match(self.source, start, end)
        if found is not None:
            self.note(f"entry {found['id']}", found["label"] or found["id"], found.end(), end)
        return found is not None

    # links and macros

    def _macro(self, start: int, limit: int) -> int | None:
        found = _PASSED.match(self.source, start, limit) or _URL_MACRO.match(self.source, start, limit)
        if found is not None:
            group = "target" if found["target"] is not None else "other"
            place = Place(start=found.start(group), end=found.end(group))
            return self._link(found[group], place, found.end() - 1)
        if _URL_START.match(self.source, start, limit):
            return self.bare_address(start, limit)
        macro = _MACRO.match(self.source, start, limit)
        return None if macro is None else self._named_macro(macro, limit)

    def _named_macro(self, macro: re.Match[str], limit: int) -> int | None:
        name, opening = macro["name"].lower(), macro.end() - 1
        end = self._closing(opening, limit)
        if end is None:
            return None
        if name in _KEPT_MACROS:
            self.span(end, end + 1)
            return opening + 1
        if name in _CITE_MACROS:
            for key in re.finditer(r"[^\s,()\[\]]+", self.source[opening + 1 : end]):
                at, first = self.out.length, opening + 1 + key.start()
                self.out.put(f"@{key[0]}", first, first + len(key[0]))
                self.cites.append(FoundCite(key=key[0], start=at, end=self.out.length, marker=(at, self.out.length)))
                self.out.put(" ", first, first)
            return end + 1
        if name == "pass":
            self._passed(opening + 1, end)
            return end + 1
        return end + 1 if name in _CODE_MACROS else None

    def _passed(self, start: int, end: int) -> None:
        """Copy what goes to the page as it is, less the tags in it."""
        position = start
        for found in _TAG_OR_ESCAPE.finditer(self.source, start, end):
            self.out.copy(position, found.start())
            position = found.end()
        self.out.copy(position, end)

    def _link(self, target: str, place: Place, opening: int) -> int | None:
        end = self._closing(opening, len(self.source))
        if end is None:
            return None
        href = _NAMED.sub(lambda name: self._value(name["name"]) or name[0], target.strip("+"))
        first, last = opening + 1, end
        if self.source.startswith('"', first) and (quote := self.find(_QUOTE, first + 1, end)):
            first, last = first + 1, quote.start()
        elif attributes := _TEXT_ATTRIBUTES.search(self.source, first, min(end, first + _LONGEST_LINK_TEXT)):
            last = attributes.start()
        if self.source.startswith("^", last - 1) and last > first:
            last -= 1
        begun = self.out.length
        if not self.is_filled(first, last) or "=" in self.source[first : min(last, first + 12)].split(" ")[0]:
            if place.start is not None and place.end is not None:
                self.out.copy(place.start, place.end)
            self.out.link(begun, href, place)
            return end + 1
        self.span(last, end + 1, lambda: self.out.link(begun, href, place))
        return first

    def _value(self, name: str) -> str | None:
        return self.attributes.get(name.lower(), _BUILT_IN.get(name.lower()))

    def _named(self, start: int, limit: int) -> int | None:
        """``{name}``: what an attribute holds; one that holds an address may be a link's target."""
        found = _NAMED.match(self.source, start, limit)
        value = self._value(found["name"]) if found else None
        if found is None or value is None:
            return None
        note = _NOTE.match(value) if value.endswith("]") else None
        if note is not None:
            return self._note_of_attribute(found, note, value)
        if "://" in value[:10]:
            return self._address_from(value, start, found.end(), limit)
        self.out.put(value, start, found.end())
        return found.end()

    def _address_from(self, value: str, start: int, end: int, limit: int) -> int:
        """``{site}/path``: an attribute is the beginning of an address, whose end is written out."""
        rest = _REST_OF_URL.match(self.source, end, limit)
        until = rest.end() if rest else end
        if self.source.startswith("[", until):
            after = self._link(value + self.source[end:until], Place(start=start, end=until), until)
            if after is not None:
                return after
        until = end + len(self.source[end:until].rstrip(_ENDS_SENTENCE))
        begun = self.out.length
        self.out.put(value, start, end)
        self.out.copy(end, until)
        self.out.link(begun, value + self.source[end:until], Place(start=start, end=until))
        return until

    def _note_of_attribute(self, found: re.Match[str], note: re.Match[str], value: str) -> int | None:
        """``:fn-x: footnote:[…]`` and ``{fn-x}``: the note stands in the header, its call here."""
        key, at = f"id {note['id'] or found['name']}", self.written.get(found["name"].lower(), -1)
        if at < 0 or not self.source.startswith(value, at):
            return None
        if key not in self.notes:
            self._count += 1
            self.note(key, str(self._count), at + note.end(), at + len(value) - 1)
        self.call(key, self.notes[key].number, found.start(), found.end())
        return found.end()

    def _entity(self, start: int, limit: int) -> int | None:
        found = ENTITY.match(self.source, start, limit)
        if found is None:
            return None
        self.out.put(html.unescape(found[0]), start, found.end())
        return found.end()

    def _reference(self, start: int, limit: int) -> int | None:
        """``<<id,text>>``: a call when the id is that of an entry of the bibliography."""
        found = _XREF.match(self.source, start, limit)
        if found is None:
            return None
        if found["id"].strip() in self._entries:
            self.call(f"entry {found['id'].strip()}", found["id"].strip(), start, found.end())
        elif found["text"]:
            self.out.copy(found.start("text"), found.end("text"))
        return found.end()

    def _bracket(self, start: int, limit: int) -> int | None:
        """Anchors and roles are not printed."""
        found = _ANCHOR.match(self.source, start, limit) or _ROLE.match(self.source, start, limit)
        return None if found is None else found.end()

    # italics and other faces

    def _formatted(self, start: int, sign: str, limit: int) -> int | None:
        content = start + len(sign)
        if self.source[content : content + 1].isspace() or content >= limit:
            return None
        if len(sign) == 1 and sign not in "^~" and self.source[start - 1 : start].isalnum():
            return None
        end = self.find(_ENDS[sign], content + 1, limit)
        if end is None or (sign in {"^", "~"} and any(each.isspace() for each in self.source[content : end.start()])):
            return None
        begun = self.out.length
        if sign[0] in "`+":
            self.out.copy(content, end.start())
            if sign[0] == "`":
                self.out.program(begun)
            return end.end()
        if sign[0] == "_":
            return self.emphasis(content, end.start(), end.end())
        self.span(end.start(), end.end(), (lambda: self.out.raise_(begun)) if sign == "^" else None)
        return content
