"""Pieces that, repeated, make careless readers slow. Tests read a few; `make bench` reads 400 kB and tells the time.

No test asserts on time: a busy machine would fail it. In a test the pieces are few enough for a quadratic reader to
come to an end, and what is asserted is that the whole is read.
"""

from __future__ import annotations

from collections.abc import Callable

TEXT = (
    "http://a.a.", "((((", "http://xhttp://x", ".", "http://",
    "[1]", "1", "↩ ", "1) ", " 1)", "①", "1\u20e3", "ii ", " ii", "(voir ", "a\x08", "https://a\u2010\n",
    "1\na\n", "  1\n",
    "1 " + "a" * 60 + "\n\n", "<1> ", "*1* ", "#1 ", "（1）", "<http://x.org/a", "\\url{http://x ",
)  # fmt: skip

READ_AS: dict[str, tuple[str, ...]] = {
    "text": TEXT,
    "markdown": (
        "http://a.a.", "((((", "http://xhttp://x", ".",
        "^[", "[^", "[^1]", "[", "![", "](", "[a](<b", "*a ", "**a ", "_a ", "`a ", "``", "<a ", "<!--", "&",
        "\\[", "> ", "- ",
        "{{< a ", "{{< a >}}", "{a}`b ", "{.a ", "{: a", "[[a|", "==a ", "%%a ", "<https://a\n", ":::\n",
        "{{< a \"https://a\" >}}",
        "[a]: x\n", "[^a]: x\n", "# ", "|a", "[@a; ", "<sup>1</sup> x", "|-|\n", "[^a]", "[@a]",
    ),
    "html": (
        "http://a.a.", "((((", "http://xhttp://x", ".",
        "<div>", "<a href='#x' id='y'>1</a>", "<sup>1</sup> x", "<p><", "<!--", "<li>1. ", "<table><tr><td>",
        "&amp", "<div a=1 ",
    ),
    "latex": ("\\footnote{", "{", "\\emph{", "\\cite[", "\\url{", "\\begin{verbatim}", "\\verb|", "\\title{", "%"),
    "rst": ("*a ", "`a ", "``a ", "`a <", ".. a\n ", "|a ", "_", ":a:`"),
    "asciidoc": ("footnote:[", "[", "_a ", "link:", "https://a[", 'https://a["', "footnoteref:[", "[[[", "{a}", "<<"),
    "org": (
        "{{{a}}}", "{{{a(b", "#+MACRO: a b\n","[fn::", "[[a][", "[[a][a ", "/a ", "#+begin_src\n", ":A:\n", "@@a:", "<https://"),
    "wikitext": (
        "<ref>", "{{", "{{a|", "[[", "<!--", "[http://a ", "<nowiki>", "''", "\n=a", "<code>", "<ref name='", "\n",
    ),
    "dokuwiki": (
        "((", "((a ", "[[", "[[a|", "{{", "{{a|", "//a ", "**a ", "''a ", "%%", "~~A", "<sup>", "<code>", "<nowiki>",
        "\n====== a ", "\n  * ", "\n  a", "|", "\\\\ ",
    ),
    "textile": (
        "fn1. a\n", "fn1. a\n\n", "[1]", '"a', '"a":b', "_a ", "*a ", "@a ", "==a ",
        "%{a", "!a", "<a ", "note#a. b\n\n", "[#a]",
        "h1. ", "\n* ", "|", "??a ",
    ),
    "typst": (
        "#footnote[", "#footnote(", "#a[", "#a(", "#a([", "#if [", "#set a(", "#let a = [", "#link(\"a", "@a[",
        "_a ", "*a ", "`", "```a", "$a ", "/*", "\n= a", "\n- ", "<a>", "#{", "\"(",
    ),
    "spip": ("[[", "[a->", "{a ", "{{a ", "<code>", "[[<a>", "<i>", "|"),
    "rtf": ("{\\rtf1 ", "{\\footnote ", "{", "\\'", "\\u1?", "{\\field{\\*\\fldinst HYPERLINK "),
}  # fmt: skip
"""By the name of the reader. The first four of `text` are the ones every finder of links should know."""

CLOSING = "}" * 50 + "]" * 50
"""Ends a trap: some of what was opened is closed, most is not."""


def trap(piece: str, count: int) -> bytes:
    """Return a piece repeated."""
    return (piece * count + CLOSING).encode()


def _calls(count: int) -> str:
    return "".join(f'<p>Un fait<a href="#n{n}" id="c{n}">{n}</a>.</p>' for n in range(1, count + 1))


PAGES: dict[str, Callable[[int], str]] = {
    "nested headings": lambda n: (
        _calls(n) + "".join(f'<h5 id="n{i}"><div>' for i in range(1, n + 1)) + "1" + "</div></h5>" * n
    ),
    "nested targets": lambda n: _calls(n) + "".join(f'<div id="n{i}">' for i in range(1, n + 1)) + "t" + "</div>" * n,
    "deep lines": lambda n: (
        _calls(n) + "<font>" * n + "".join(f'<a name="n{i}">{i}</a> t<br>' for i in range(1, n + 1))
    ),
    "lists of steps": lambda n: "<p>m<sup>1</sup> n<sup>2</sup></p><ol><li>a</li><li>b</li></ol>" * n,
    "titled lists": lambda n: "<p>m<sup>1</sup></p><h3>Notes</h3><ol><li>a</li><li>b</li></ol>" * n,
    "buttons": lambda n: "".join(
        f'<p>m<button aria-describedby="n{i}">{i}</button><span role="tooltip" id="n{i}">Un texte</span></p>'
        for i in range(1, n + 1)
    ),
    "one mark for all": lambda n: '<p>m<span data-note="1">1</span></p>' * n + '<div data-note="1">Un texte</div>' * n,
    "titles": lambda n: '<p>m<sup title="Un texte &lt;b&gt;plus long">1</sup></p>' * n,
    "rows": lambda n: "<table>" + "".join(f"<tr><td>{i}</td><td>t</td></tr>" for i in range(n)) + "</table>",
}
"""Bodies of HTML pages, by how often their shape is repeated."""

IDENTIFIERS = (
    "10.1234/)))", "CE ", "Conseil d'Etat n° 1", "du 1 mai 2020 ", "NOR : AAAA1234567A ", "loi n° ", "directive ",
    "978-", "1-", "A/A/", "règlement (UE) ", "n° 2010-1 et ", "ark:/12345/", "hal-0", "3", "(<[{", "10.1234/(((((",
)  # fmt: skip
QUOTES = ("«", "»", "“", "”", '"', "'", "’", "‘a", "« a »", "s’ a", "»a")
POINTERS = ("voir ", "note 1 ", "(", "supra, ", "in la ", "op. cit. ", "n. ", "v. ", ". , ")
NOTES = (
    "« a ", "( ", "; ", ". A", "a, ", "12 ", "v. A", "A. ", "consulté le ", "https://a.example/x ", "Voir : ",
    "é" * 9, "p. 1, ", "1 mai ", "« a », B, 3 mai 2019 ; ", "10.1234/)))", "(dir.) ", "in: ", "A B, ",
    "A, 2019; ", "10.1234/abc ; ",
)  # fmt: skip
