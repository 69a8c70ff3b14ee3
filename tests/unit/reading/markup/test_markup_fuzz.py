"""Real documents, mutated: nothing but NotReadable, to the end."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.traps import READ_AS, trap

from sourcekeeper.errors import NotReadable
from sourcekeeper.plugins import load
from sourcekeeper.ports import RawDocument

DOCUMENTS = Path(__file__).parents[3] / "eval" / "documents"
SEEDS = {
    "latex": DOCUMENTS / "latex-de.tex",
    "rst": DOCUMENTS / "rest-fr.rst",
    "asciidoc": DOCUMENTS / "asciidoc-de.adoc",
    "org": DOCUMENTS / "org-fr.org",
    "wikitext": DOCUMENTS / "wikitext-fr.wiki",
    "spip": DOCUMENTS / "spip-fr.spip",
    "dokuwiki": DOCUMENTS / "dokuwiki-de.dokuwiki",
    "textile": DOCUMENTS / "textile-en.textile",
    "typst": DOCUMENTS / "typst-nl.typ",
}
SIGNS = [
    *"{}[]()<>|\\*_`'\"=~+-#:;%$&^@!/\n\r\t \x00\ufeff\u2028",
    "\\footnote{", "\\footnotemark", "\\footnotetext[1]{", "\\url{", "\\begin{verbatim}", "\\end{document}", "\\verb|",
    "\\cite[a]{b}", "\\bibitem{x}", "\\begin{thebibliography}", "\\href{", "\\def\\x{", "\\iffalse",
    "[1]_", "[#]_", "[#a]_", ".. [1] ", ".. _a: ", ".. note:: ", "::\n", "`a <", "`__", "|a|", "__ https://a.org/",
    "footnote:[", "footnote:a[]", "footnoteref:[", "link:", "https://a.org/[", "----\n", "|===\n", "<<a>>", "[[[a]]]",
    "[fn:1]", "[fn::", "[fn:a:", "[[https://a.org/][", "#+begin_src\n", "#+end_src\n", ":END:\n", "* COMMENT x\n",
    "<ref>", "</ref>", "<ref name=a/>", "<references>", "</references>", "{{", "}}", "{{lien web|url=", "[[", "]]",
    "<!--", "-->", "<nowiki>", "\n{|\n", "\n|}\n", "''", "{{reflist|refs=", "{{sfn|a|b}}", "[[Fichier:a|",
    "((", "))", "====== a ======\n", "\n  * ", "{{:a.pdf|", "%%", "//", "<file>", "#footnote[", "#footnote(",
    "#let a = [", "#link(\"https://a.org/\")[", "#set text(", "#a(", "@a", "<a>", "```", "/*",
    "[[<", "[a->", "[->", "{{{", "}}}", "<code>", "<img1|left>", "\n- ", "\n\n", "https://a.org/b ",
]  # fmt: skip


@st.composite
def mutated(draw: st.DrawFn) -> tuple[str, bytes]:
    name = draw(st.sampled_from(sorted(SEEDS)))
    text = SEEDS[name].read_text(encoding="utf-8")
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, len(text)))
        if draw(st.booleans()):
            text = text[:at] + draw(st.sampled_from(SIGNS)) * draw(st.sampled_from([1, 1, 2, 30])) + text[at:]
        else:
            text = text[:at] + text[at + draw(st.integers(1, 80)) :]
    return draw(st.sampled_from([name, name, *sorted(SEEDS)])), text.encode()


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(mutated())
def test_a_mutated_document_is_read_or_refused(case: tuple[str, bytes]) -> None:
    name, data = case
    text = data.decode()
    try:
        document = load("readers", name)().read(RawDocument(origin="-", data=data))
    except NotReadable:
        return
    for note in document.notes:
        assert note.text == " ".join(note.text.split())
        assert all(0 <= start < end <= len(note.text) for start, end in note.emphasised)
        for place in (note.place, *(each.place for each in (*note.calls, *note.addresses))):
            if place is not None and place.start is not None and place.end is not None:
                assert 0 <= place.start <= place.end <= len(text)


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(sorted(SEEDS)), st.lists(st.sampled_from([*SIGNS, "mot", "a"]), max_size=60).map("".join))
def test_any_heap_of_mark_up_is_read_or_refused(name: str, text: str) -> None:
    raw = RawDocument(origin="-", data=text.encode())
    reader = load("readers", name)()
    assert 0 <= reader.recognise(raw) <= 1
    try:
        reader.read(raw)
    except NotReadable:
        return


@pytest.mark.parametrize(("name", "piece"), [(name, piece) for name in SEEDS for piece in READ_AS[name]])
def test_a_trap_is_read_to_its_end(name: str, piece: str) -> None:
    raw = RawDocument(origin="-", data=trap(piece, 2000))
    reader = load("readers", name)()
    assert 0 <= reader.recognise(raw) <= 1
    assert reader.read(raw).format == name
