"""Every family of note mark-up as its generator writes it; the general method reads them all."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from sourcekeeper.model import Document

Read = Callable[[str], Document]

LINK = '<a href="https://www.example.org/{0}">https://www.example.org/{0}</a>'

FAMILIES: dict[str, tuple[str, str, str, str]] = {
    # name: call, opening of the list, note, closing. {0} is the number, {1} the text.
    "wordpress core": (
        '<sup data-fn="u{0}" class="fn"><a href="#u{0}" id="u{0}-link">{0}</a></sup>',
        '<ol class="wp-block-footnotes">',
        '<li id="u{0}">{1} <a href="#u{0}-link" aria-label="Aller à la référence {0}">↩︎</a></li>',
        "</ol>",
    ),
    "easy footnotes": (
        '<span class="easy-footnote-margin-adjust" id="easy-footnote-{0}-7"></span><span class="easy-footnote">'
        '<a href="#easy-footnote-bottom-{0}-7" title="Cut"><sup>{0}</sup></a></span>',
        '<div class="easy-footnote-title"><h4>Notes</h4></div><ol class="easy-footnotes-wrapper">',
        '<li class="easy-footnote-single"><span id="easy-footnote-bottom-{0}-7" class="x"></span>{1}'
        '<a class="easy-footnote-to-top" href="#easy-footnote-{0}-7"></a></li>',
        "</ol>",
    ),
    "simple footnotes": (
        '<a class="simple-footnote" title="Cut" id="return-note-5-{0}" href="#note-5-{0}"><sup>{0}</sup></a>',
        '<div class="simple-footnotes"><p class="notes">Notes:</p><ol>',
        '<li id="note-5-{0}">{1} <a href="#return-note-5-{0}">↩</a></li>',
        "</ol></div>",
    ),
    "spip 4": (
        '<span class="spip_note_ref">&nbsp;[<a href="#nb{0}" class="spip_note" rel="appendix" title="Cut (…)" '
        'id="nh{0}">{0}</a>]</span>',
        '<div class="notes"><h2>Notes</h2>',
        '<div id="nb{0}"><p><span class="spip_note_ref">[<a href="#nh{0}" class="spip_note" rev="appendix">{0}</a>]'
        "&nbsp;</span>{1}</p></div>",
        "</div>",
    ),
    "spip 2": (
        "[<a href='#nb2-{0}' class='spip_note' rel='footnote' title='Cut' id='nh2-{0}'>{0}</a>]",
        '<div class="notes">',
        "<p class='spip_note'>[<a href='#nh2-{0}' id='nb2-{0}' class='spip_note' rev='footnote'>{0}</a>] {1}</p>",
        "</div>",
    ),
    "pandoc": (
        '<a href="#fn{0}" class="footnote-ref" id="fnref{0}" role="doc-noteref"><sup>{0}</sup></a>',
        '<section id="footnotes" role="doc-endnotes"><hr /><ol>',
        '<li id="fn{0}"><p>{1}<a href="#fnref{0}" class="footnote-back" role="doc-backlink">↩︎</a></p></li>',
        "</ol></section>",
    ),
    "kramdown": (
        '<sup id="fnref:x{0}"><a href="#fn:x{0}" class="footnote">{0}</a></sup>',
        '<div class="footnotes" role="doc-endnotes"><ol>',
        '<li id="fn:x{0}"><p>{1} <a href="#fnref:x{0}" class="reversefootnote">&#8617;</a> '
        '<a href="#fnref:x{0}:1" class="reversefootnote">&#8617;<sup>2</sup></a></p></li>',
        "</ol></div>",
    ),
    "gfm": (
        '<sup><a href="#user-content-fn-x{0}" id="user-content-fnref-x{0}" data-footnote-ref>{0}</a></sup>',
        '<section data-footnotes><h2 class="sr-only">Footnotes</h2><ol>',
        '<li id="user-content-fn-x{0}"><p>{1} <a href="#user-content-fnref-x{0}" data-footnote-backref '
        'aria-label="Back to content">↩</a></p></li>',
        "</ol></section>",
    ),
    "markdown-it": (
        '<sup class="footnote-ref"><a href="#fn{0}" id="fnref{0}">[{0}]</a></sup>',
        '<hr class="footnotes-sep"><section class="footnotes"><ol class="footnotes-list">',
        '<li id="fn{0}" class="footnote-item"><p>{1} <a href="#fnref{0}" class="footnote-backref">↩︎</a></p></li>',
        "</ol></section>",
    ),
    "python-markdown": (
        '<sup id="fnref:{0}"><a class="footnote-ref" href="#fn:{0}">{0}</a></sup>',
        '<div class="footnote"><hr><ol>',
        '<li id="fn:{0}"><p>{1}&#160;<a class="footnote-backref" href="#fnref:{0}" title="Back">&#8617;</a></p></li>',
        "</ol></div>",
    ),
    "pulldown-cmark": (
        '<sup class="footnote-reference"><a href="#x{0}">{0}</a></sup>',
        "",
        '<div class="footnote-definition" id="x{0}"><sup class="footnote-definition-label">{0}</sup><p>{1}</p></div>',
        "",
    ),
    "substack": (
        '<a data-component-name="FootnoteAnchorToDOM" class="footnote-anchor" id="footnote-anchor-{0}-77" '
        'href="#footnote-{0}-77" target="_self">{0}</a>',
        "",
        '<div class="footnote"><a id="footnote-{0}-77" href="#footnote-anchor-{0}-77" class="footnote-number">{0}</a>'
        '<div class="footnote-content"><p>{1}</p></div></div>',
        "",
    ),
    "google docs": (
        '<sup><a href="#ftnt{0}" id="ftnt_ref{0}">[{0}]</a></sup>',
        "<hr>",
        '<div><p><a href="#ftnt_ref{0}" id="ftnt{0}">[{0}]</a><span>&nbsp;{1}</span></p></div>',
        "",
    ),
    "word": (
        '<a style=\'mso-footnote-id:ftn{0}\' href="#_ftn{0}" name="_ftnref{0}"><span class=MsoFootnoteReference>'
        "<![if !supportFootnotes]>[{0}]<![endif]></span></a>",
        "<div style='mso-element:footnote-list'><hr>",
        "<div style='mso-element:footnote' id=ftn{0}><p class=MsoFootnoteText><a style='mso-footnote-id:ftn{0}' "
        'href="#_ftnref{0}" name="_ftn{0}"><span class=MsoFootnoteReference>[{0}]</span></a> {1}</p></div>',
        "</div>",
    ),
    "libreoffice": (
        '<a class="sdfootnoteanc" name="sdfootnote{0}anc" href="#sdfootnote{0}sym"><sup>{0}</sup></a>',
        "",
        '<div id="sdfootnote{0}"><p class="sdfootnote"><a class="sdfootnotesym" name="sdfootnote{0}sym" '
        'href="#sdfootnote{0}anc">{0}</a> {1}</p></div>',
        "",
    ),
    "wikipedia": (
        '<sup id="cite_ref-x_{0}-0" class="reference"><a href="#cite_note-x-{0}">[{0}]</a></sup>',
        '<ol class="references">',
        '<li id="cite_note-x-{0}"><span class="mw-cite-backlink"><a href="#cite_ref-x_{0}-0">↑</a></span> '
        '<span class="reference-text">{1}<small class="cachelinks"> [<a href="https://archive.wikiwix.com/x">copie</a>'
        "]</small></span></li>",
        "</ol>",
    ),
    "drupal 3": (
        '<a class="see-footnote" id="footnoteref{0}_ab" title="Cut" href="#footnote{0}_ab">{0}</a>',
        '<ul class="footnotes">',
        '<li class="footnote" id="footnote{0}_ab"><a class="footnote-label" href="#footnoteref{0}_ab">{0}.</a> '
        "{1}</li>",
        "</ul>",
    ),
    "openedition": (
        '<a class="footnotecall" id="bodyftn{0}" href="#ftn{0}">{0}</a>',
        '<div id="notes"><h2>Notes</h2>',
        '<p class="notesbaspage"><a class="FootnoteSymbol" href="#bodyftn{0}" id="ftn{0}">{0}</a> {1}</p>',
        "</div>",
    ),
    "dpub-aria": (
        '<a role="doc-noteref" href="#en{0}" id="r{0}">{0}</a>',
        '<section role="doc-endnotes"><h2>Notes</h2><ol>',
        '<li id="en{0}">{1} <a role="doc-backlink" href="#r{0}">Retour</a></li>',
        "</ol></section>",
    ),
    "docutils": (
        '<a class="footnote-reference brackets" href="#f-{0}" id="fr-{0}" role="doc-noteref">'
        '<span class="fn-bracket">[</span>{0}<span class="fn-bracket">]</span></a>',
        "",
        '<aside class="footnote brackets" id="f-{0}" role="doc-footnote"><span class="label">'
        '<span class="fn-bracket">[</span><a role="doc-backlink" href="#fr-{0}">{0}</a><span class="fn-bracket">]'
        "</span></span><p>{1}</p></aside>",
        "",
    ),
    "asciidoctor": (
        '<sup class="footnote">[<a id="_footnoteref_{0}" class="footnote" href="#_footnotedef_{0}">{0}</a>]</sup>',
        '<div id="footnotes"><hr>',
        '<div class="footnote" id="_footnotedef_{0}"><a href="#_footnoteref_{0}">{0}</a>. {1}</div>',
        "</div>",
    ),
    "org": (
        '<sup><a id="fnr.{0}" class="footref" href="#fn.{0}" role="doc-backlink">{0}</a></sup>',
        '<div id="footnotes"><h2 class="footnotes">Footnotes: </h2>',
        '<div class="footdef"><sup><a id="fn.{0}" class="footnum" href="#fnr.{0}" role="doc-backlink">{0}</a></sup> '
        '<div class="footpara" role="doc-footnote"><p class="footpara">{1}</p></div></div>',
        "</div>",
    ),
    "by hand, linked": (
        '<a name="retour{0}"></a><a href="#note{0}">({0})</a>',
        "<p><strong>Notes</strong></p>",
        '<p><a name="note{0}"></a><a href="#retour{0}">({0})</a> {1}</p>',
        "",
    ),
    "by hand, lines of one paragraph": (
        '<sup><a href="#n{0}">{0}</a></sup>',
        "<h3>Sources</h3><p>",
        '<a name="n{0}"></a>{0}. {1}<br>',
        "</p>",
    ),
    "by hand, superscripts and a list": ("<sup>{0}</sup>", "<h2>Quellen</h2><ol>", "<li>{1}</li>", "</ol>"),
    "by hand, brackets": (" [{0}]", "<p><b>References</b></p>", "<p>[{0}] {1}</p>", ""),
}

PAGE = """<!DOCTYPE html><html lang="fr"><head><title>Lettre</title>
<script>var a="https://ads.example/t.js"</script></head>
<body><header><nav><ul><li><a href="/don">Don</a></li></ul></nav></header><main><article><h1>Lettre</h1>
<ul><li><a href="#part1">1</a></li></ul><h2 id="part1">Première partie</h2>
<p>Le tram a coûté cher{c1}. Une surface de 12 m<sup>2</sup>, le 1<sup>er</sup> mai{c2}, <em>sans</em> débat.</p>
<p>On lira <a href="https://corps.example/a">ceci</a>{c3} !</p>
{notes}
</article></main><aside class="sidebar"><ol><li><a href="https://tag.example/">tag</a></li></ol></aside>
<footer><p><a href="https://www.facebook.com/sharer/sharer.php?u=x">Partager</a></p></footer></body></html>"""

TEXTS = [
    "Budget 2021, <em>Comptes</em>, p. 4. " + LINK.format("a") + ".",
    "Voir " + '<a href="https://www.example.org/long/chemin">https://www.example.org/lo...</a>' + ".",
    "Entretien, <i>Le Tram</i>, 3 mai.",
]
PLAIN = [
    "Budget 2021, Comptes, p. 4. https://www.example.org/a.",
    "Voir https://www.example.org/long/chemin.",
    "Entretien, Le Tram, 3 mai.",
]
CONTEXTS = [
    "Le tram a coûté cher.",
    "Une surface de 12 m2, le 1er mai, sans débat.",
    "On lira ceci !",
]


@pytest.mark.parametrize("family", FAMILIES, ids=list(FAMILIES))
def test_a_family_is_read(family: str, read_html: Read) -> None:
    call, opening, note, closing = FAMILIES[family]
    notes = opening + "".join(note.format(number, text) for number, text in enumerate(TEXTS, 1)) + closing
    page = PAGE.format(notes=notes, **{f"c{number}": call.format(number) for number in (1, 2, 3)})
    document = read_html(page)
    assert [found.number for found in document.notes] == ["1", "2", "3"]
    assert [found.text for found in document.notes] == PLAIN
    assert [[address.cited for address in found.addresses] for found in document.notes] == [
        ["https://www.example.org/a"],
        ["https://www.example.org/long/chemin"],
        [],
    ]
    assert [found.contexts for found in document.notes] == [(context,) for context in CONTEXTS]
    assert [found.text[slice(*found.emphasised[0])] for found in document.notes[::2]] == ["Comptes", "Le Tram"]
    assert document.problems == ()
