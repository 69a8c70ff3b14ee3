"""Look for traps: every sign of each format and every pair of them, repeated. Linear, and 400 kB under 0.5 s?

``python -m benchmarks.trap_search [READER ...]`` takes some ten minutes a reader: it looks for what grows faster than
its length, or is slow, and measures that at full size. What it finds goes into ``tests/traps.py``.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from itertools import product

from sourcekeeper.errors import NotReadable
from sourcekeeper.plugins import load
from sourcekeeper.ports import RawDocument

FULL_BYTES = 400_000
BOUND_SECONDS = 0.5
SHORT_BYTES, LONG_BYTES = 10_000, 40_000
MOST_GROWTH = 7.0
"""Of the time, from the short trap to the long one, which is four times as long: 4 is linear, 16 is quadratic."""
SLOW_SECONDS_A_BYTE = 5e-6
"""Of the long trap: beyond it is looked at again at full size even where it grows linearly."""

SIGNS: dict[str, tuple[str, ...]] = {
    "markdown": (
        *"[](){}<>*_`~!^:|#-+=&\\\"'", "\n", "\n\n", "  \n", "\t", "    ", "a", " a ", "1. ", "> ", "- ", "[^",
        "[^a]", "[^a]: ",
        "^[", "](", "][", "![", "[a](b", "[a]: b", "<a ", "</a>", "<!--", "<?", "<![CDATA[", "**a ", "a**",
        "__", "~~",
        "```", "```\n", "| a ", "|-|\n", "http://a", "<http://a", "&amp;", "@a", "[@a]", "<sup>", "<div>\n",
        "---\n", "\u00a0",
    ),
    "latex": (
        *"{}[]%\\$&#^_~`'\"-", "\n", "\n\n", " ", "a", "\\footnote{", "\\footnote[1]{", "\\footnotemark",
        "\\footnotetext{",
        "\\emph{", "\\cite[", "\\cite{a}", "\\url{", "\\href{", "\\begin{verbatim}", "\\end{verbatim}", "\\verb|",
        "\\begin{document}", "\\end{document}", "\\title{", "\\def\\a{", "\\newcommand{\\a}{", "\\iffalse",
        "\\fi", "\\item",
        "\\bibitem{a}", "\\begin{thebibliography}", "\\section{", "http://a", "\\'", "\\og ", "\\fg", "\\(",
        "\\[", "$$",
    ),
    "rst": (
        *"*`|_[]:<>.\\-=#(){}", "\n", "\n\n", "\n   ", " a", "a", "*a ", "``", "``a ", "`a <", "`a ", ">`_",
        "`__", "|a|",
        "[1]_ ", "[#]_ ", "[#a]_ ", ".. [1] ", ".. [#a] a\n", ".. _a: b\n", ".. a::\n", "::\n", ":a:`",
        ":a: b\n", "__ http://a\n",
        "http://a", "- ", "====\n", "+--+\n",
    ),
    "asciidoc": (
        *"[](){}<>*_`+#^~|:-=.'\"\\", "\n", "\n\n", " a", "a", "footnote:[", "footnote:a[", "footnote:a[]",
        "footnoteref:[",
        "link:", "link:a[", "https://a[", "[[[", "[[", "<<", ">>", "{a}", ":a: {a}\n", "----\n", "....\n",
        "|===\n", "++", "+++",
        "pass:[", "xref:a[", "image:a[", "== a\n", "* ", ". ", "a::", "//// \n", "[a]\n", "''",
    ),
    "org": (
        *"[]{}<>*/_=~+|:#@\\-", "\n", "\n\n", " a", "a", "[fn:", "[fn:a]", "[fn::", "[fn:a:", "[[", "[[a][",
        "]]", "[cite:@a",
        "/a ", "#+begin_src\n", "#+end_src\n", "#+begin_quote\n", ":A:\n", ":END:\n", "@@a:", "<https://",
        "https://a", "* a\n",
        "* COMMENT\n", "- ", "| a ", "|-\n", "\\a", "\\\\\n", "#+a: b\n", "{{{a(",
    ),
    "wikitext": (
        *"[]{}<>|'=*#:;-&~!\"", "\n", "\n\n", " a", "a", "<ref>", "</ref>", "<ref name=a>", "<ref name=a/>",
        "<ref name='",
        "<references>", "</references>", "{{", "}}", "{{a|", "{{a|b=", "{{refn|", "{{sfn|a", "{{lien web|url=",
        "{{r|a", "[[", "]]",
        "[[a|", "[[File:a|", "<!--", "-->", "[http://a ", "http://a", "<nowiki>", "</nowiki>", "<code>",
        "</code>", "<pre>", "''",
        "'''", "\n=a", "=\n", "\n* ", "\n{|", "\n|-", "\n|", "\n|}", "{{{", "}}}", "<br>", "<div>", "&amp;",
        "__TOC__", "~~~~",
    ),
    "spip": (
        *"[]{}<>|-*_~'\"=", "\n", "\n\n", " a", "a", "[[", "]]", "[[<a>", "[[<>", "[[<a>]]", "[a->", "->",
        "->]", "[->http://a]",
        "{a ", "{{", "}}", "{{{", "}}}", "<code>", "</code>", "<html>", "<i>", "</i>", "<img1|", "\n- ", "\n|",
        "http://a", "<quote>",
        "<!--", "-->", "[?a", "[a<-",
    ),
    "text": (
        *"[](){}<>*_`~^.,;:!?-/\\'\"«»…¹↩", "\n", "\n\n", " ", "a", "1", "[1]", "(1)", "1. ", "1) ", "¹ ", "* ",
        "- ", "http://", "www.",
        "http://a.", "a.a", "%41", "doi:10.", "10.1234/", "Notes\n", "a1 ", "\u00a0", "\u00ad", "\u200b", "@a",
        "p. ", "hxxp://", "[.]",
    ),
    "bibtex": (
        *"@{}\"=,#%\\()", "\n", " a", "a", "@article{", "@article{a,", "@string{a=", "@comment{", "@preamble{",
        "a={", "a=\"", "a = b # ",
        "\\url{", "url={http://a", "{\\'", "}\n", ",\n",
    ),
    "csv": (*",;\t\"'|\\", "\n", "\r", "a", "\"\"", "url,", "http://a,", "\"a,"),
    "urls": (*"#<>[]()-*", "\n", "a", " ", "http://", "http://a", "http://a\n", "www.", "- http://a", "\u00a0"),
    "ris": (*"- ", "\n", "a", "TY  - ", "TY  - JOUR\n", "ER  - \n", "UR  - http://a\n", "AU  - a\n", "T1", "  - "),
    "csl-json": (*"[]{}\",:\\", "\n", "1", "a", "[{", "{\"a\":", "\"URL\":", "\\u00", "null,", "{\"id\":1},"),
}  # fmt: skip


def seconds(reader: str, data: bytes) -> float:
    """Return the CPU seconds it takes to recognise and read, the faster of two runs; refusing counts as reading."""
    best = float("inf")
    for _ in range(2):
        adapter, raw = load("readers", reader)(), RawDocument(origin="-", data=data)
        begun = time.process_time()
        adapter.recognise(raw)
        with suppress(NotReadable):
            adapter.read(raw)
        best = min(best, time.process_time() - begun)
        if best > 4 * BOUND_SECONDS:
            break
    return best


def repeated(piece: str, size: int) -> bytes:
    """Return the piece again and again, up to a size in bytes."""
    return (piece * (size // len(piece.encode()) + 1)).encode()[:size]


def shapes(signs: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Yield every sign, and every pair: in turn, and first all of the one, then all of the other."""
    for sign in signs:
        yield "repeated", sign
        yield "words", f"{sign}a "
    for first, second in product(signs, signs):
        if first != second:
            yield "in turn", first + second
            yield "in turn", f"{first}a{second}"
            yield "opened and closed", f"{first}\0{second}"


def trap(shape: str, piece: str, size: int) -> bytes:
    """Build a trap of a size in bytes."""
    if shape != "opened and closed":
        return repeated(piece, size)
    first, _, second = piece.partition("\0")
    return repeated(first, size // 2) + b"x" + repeated(second, size // 2)


def suspects(reader: str) -> Iterator[tuple[str, str, float]]:
    """Yield the shapes whose time grows faster than their length, or that are slow, with the growth."""
    for shape, piece in shapes(SIGNS[reader]):
        long = seconds(reader, trap(shape, piece, LONG_BYTES))
        if long < 0.02:
            continue
        short = seconds(reader, trap(shape, piece, SHORT_BYTES))
        growth = long / max(short, 1e-4)
        if growth > MOST_GROWTH or long > SLOW_SECONDS_A_BYTE * LONG_BYTES:
            yield shape, piece, growth


def search(readers: list[str]) -> None:
    """Look for traps in pairs of signs, and measure what was found at full size."""
    for reader in readers or list(SIGNS):
        for shape, piece, growth in suspects(reader):
            whole = seconds(reader, trap(shape, piece, FULL_BYTES))
            if whole > BOUND_SECONDS or growth > 2 * MOST_GROWTH:
                print(f"{reader:9} {shape:18} {piece!r:40} growth {growth:5.1f}   400 kB {whole:7.3f} s", flush=True)
        print(f"{reader:9} searched", flush=True)


if __name__ == "__main__":
    search(sys.argv[1:])
