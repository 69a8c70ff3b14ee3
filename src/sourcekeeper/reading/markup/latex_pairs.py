r"""Look over LaTeX once before reading: which braces are pairs, what is program text or commented out. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from sourcekeeper.reading.markup.latex_words import VERBATIM

_VERBATIM_NAMES = "|".join(re.escape(name) for name in VERBATIM)
_TOKEN = re.compile(
    r"[\\%{}](?:(?<=\{)(?P<open>)|(?<=\})(?P<close>)|(?<=%)(?P<comment>[^\n]*)|(?<=\\)(?:"
    r"(?P<raw>(?:url|href|nolinkurl|burl|path)\*?[ \t\n]*(?:\[[^\]\n]{0,200}\])?[ \t\n]*(?=\{))"
    r"|(?P<verb>(?:verb\*?|lstinline(?:\[[^\]\n]{0,200}\])?|mintinline\{\w+\}))(?P<mark>[^\w\s{*])"
    rf"|begin\{{(?P<environment>{_VERBATIM_NAMES})\}}"
    r"|(?P<off>iffalse\b)|.))",
    re.DOTALL,
)
"""It begins with one set of characters, and looks back at which of them it was: so it is searched for several times as
fast."""
_RAW_GROUP = re.compile(r"\{(?:[^{}\\]|\\.|\{[^{}]*\})*+\}", re.DOTALL)
_LONGEST_RAW = 4096
"""Characters of an address."""
_END_IF = re.compile(r"\\fi(?![a-zA-Z])")


@dataclass(slots=True)
class Pairs:
    """What stands where in a LaTeX source."""

    closing: dict[int, int] = field(default_factory=dict)
    """Offset of each opening brace to that of its partner; braces without one are left out."""
    verbatim: dict[int, tuple[int, int, int]] = field(default_factory=dict)
    """Offset of what opens program text (or text switched off): its content's start and end, and what follows."""
    commented: list[tuple[int, int]] = field(default_factory=list)
    """Comments, program text included."""


def pair_up(source: str) -> Pairs:
    """Look over a source in one pass."""
    pairs = Pairs()
    open_braces: list[int] = []
    ends: dict[str, int] = {}
    position = 0
    while (found := _TOKEN.search(source, position)) is not None:
        position = found.end()
        kind = found.lastgroup
        if kind == "open":
            open_braces.append(found.start())
        elif kind == "close":
            if open_braces:
                pairs.closing[open_braces.pop()] = found.start()
        elif kind == "comment":
            pairs.commented.append(found.span())
        elif kind == "raw":
            position = _raw(source, position, pairs)
        elif kind is not None:
            position = _verbatim(source, found, pairs, ends)
    return pairs


def _raw(source: str, position: int, pairs: Pairs) -> int:
    r"""Take the argument of ``\url``: a per cent sign in it begins no comment."""
    found = _RAW_GROUP.match(source, position, position + _LONGEST_RAW)
    if found is None:
        return position
    pairs.closing[position] = found.end() - 1
    return found.end()


def _verbatim(source: str, found: re.Match[str], pairs: Pairs, ends: dict[str, int]) -> int:
    """Take program text; `ends` remembers what has no end any more, so that it is not looked for again."""
    start = content = found.end()
    if found["mark"]:
        end = source.find(found["mark"], start, (source.find("\n", start) + 1 or len(source) + 1) - 1)
        after = end + 1
    elif found["environment"]:
        name = found["environment"]
        closing = f"\\end{{{name}}}"
        end = -1 if name in ends else source.find(closing, start)
        after = end + len(closing)
        if end < 0:
            ends[name] = start
    else:
        over = None if "if" in ends else _END_IF.search(source, start)
        end, after = over.span() if over else (-1, -1)
        if over is None:
            ends["if"] = start
    if end < 0:
        return start
    pairs.verbatim[found.start()] = content, end, after
    pairs.commented.append((found.start(), after))
    return after
