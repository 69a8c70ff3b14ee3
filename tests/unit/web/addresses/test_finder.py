"""Where an address begins and ends in running text: a table of cases, laws, and the founding letter."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sourcekeeper.web.urls import addresses_in, find_addresses

SHARED = Path(__file__).parents[5] / "shared"
NB, NNB, THIN, WIDE = "\u00a0", "\u202f", "\u2009", "\u3000"
SOFT, ZERO, JOINER, MARK = "\u00ad", "\u200b", "\u2060", "\u200e"

CITED = [
    # the start
    ("alone", "https://x.org/a", ["https://x.org/a"]),
    ("http", "http://x.org", ["http://x.org"]),
    ("ftp", "ftp://x.org/a.zip", ["ftp://x.org/a.zip"]),
    ("capitals", "HTTPS://X.ORG/A", ["HTTPS://X.ORG/A"]),
    ("mixed-case", "Http://x.org/a", ["Http://x.org/a"]),
    ("port", "http://x.org:8080/a", ["http://x.org:8080/a"]),
    ("one-label-host", "http://localhost:8000/a", ["http://localhost:8000/a"]),
    ("ipv4", "http://192.0.2.1/a", ["http://192.0.2.1/a"]),
    ("ipv6", "http://[2001:db8::1]:80/a", ["http://[2001:db8::1]:80/a"]),
    ("idn", "https://www.bürgerrechte-fürth.de/kameras", ["https://www.bürgerrechte-fürth.de/kameras"]),
    ("unicode-path", "https://x.org/métro/Überwachung", ["https://x.org/métro/Überwachung"]),
    ("user-info", "https://user:pass@x.org/a", ["https://user:pass@x.org/a"]),
    ("after-colon", "URL:https://x.org/a", ["https://x.org/a"]),
    ("glued-to-word", "voirhttps://x.org/a", ["https://x.org/a"]),
    ("query-and-fragment", "https://x.org/a?b=1&c=d;e#f=g", ["https://x.org/a?b=1&c=d;e#f=g"]),
    ("text-fragment", "https://x.org/a#:~:text=ici,la", ["https://x.org/a#:~:text=ici,la"]),
    ("dots-inside", "https://x.org/g?time=1990..latest&c=A~B", ["https://x.org/g?time=1990..latest&c=A~B"]),
    ("comma-inside", "https://x.org/a,b,c", ["https://x.org/a,b,c"]),
    ("percent", "https://x.org/Vid%C3%A9o%zz", ["https://x.org/Vid%C3%A9o%zz"]),
    ("nested-archive", "https://web.archive.org/web/2020/https://y.org/a?b", None),
    ("nested-query", "https://x.org/?u=https://y.org/a", ["https://x.org/?u=https://y.org/a"]),
    ("nested-encoded", "https://x.org/?u=a%3Dhttps://y.org/a", ["https://x.org/?u=a%3Dhttps://y.org/a"]),
    # not the start
    ("bare-domain", "Le Monde.fr, node.js, rapport.pdf, et.com/", []),
    ("host-and-path", "Technopolice, 10 juin 2021, x.org/a-b/.", ["x.org/a-b/"]),
    ("host-and-path-in-brackets", "(voir y.fr/c?d=e)", ["y.fr/c?d=e"]),
    ("host-and-path-after-mail", "a@x.org/b et c/x.org/d", []),
    ("mail", "ecrire a nom@www.x.org ou mailto:nom@x.org", []),
    ("scheme-alone", "le préfixe http:// et https://, puis www. seul", []),
    ("scheme-and-dots", "http://… http://... https://.", []),
    ("placeholder", "https://{domaine}/a et https://*** et https://<host>/", []),
    ("www-one-label", "www.exemple et www.", []),
    ("www-in-word", "awww.x.org", []),
    ("bare-doi-number", "10.1000/x", []),
    ("doi-word", "le DOI est un identifiant ; doi:11.1000/x ; todoi:10.1000/x", []),
    ("nothing", "", []),
    # stops
    ("space", "https://x.org/a b", ["https://x.org/a"]),
    ("tab", "https://x.org/a\tb", ["https://x.org/a"]),
    ("no-break-space", f"https://x.org/a{NB}; b", ["https://x.org/a"]),
    ("narrow-no-break-space", f"https://x.org/a{NNB}: b", ["https://x.org/a"]),
    ("thin-space", f"https://x.org/a{THIN}!", ["https://x.org/a"]),
    ("ideographic-space", f"https://x.org/a{WIDE}b", ["https://x.org/a"]),
    ("line-separator", "https://x.org/a\u2028b", ["https://x.org/a"]),
    ("nul", "https://x.org/a\0b", ["https://x.org/a"]),
    ("c1-control", "https://x.org/a\x85b", ["https://x.org/a"]),
    ("less-than", "https://x.org/a<br>", ["https://x.org/a"]),
    ("greater-than", "https://x.org/a>b", ["https://x.org/a"]),
    ("quote", 'href="https://x.org/a">b', ["https://x.org/a"]),
    ("backtick", "`https://x.org/a`", ["https://x.org/a"]),
    ("pipe", "{{Lien web|url=https://x.org/a|titre=B}}", ["https://x.org/a"]),
    ("backslash", "https://x.org/a\\\\ fin", ["https://x.org/a"]),
    ("caret", "https://x.org/a^", ["https://x.org/a"]),
    ("brace-end", "{https://x.org/a}", ["https://x.org/a"]),
    ("brace-open", "https://x.org/a{b", ["https://x.org/a"]),
    ("brace-pair", "https://x.org/{id}/a", ["https://x.org/{id}/a"]),
    ("guillemets", "«https://x.org/a»", ["https://x.org/a"]),
    ("german-quotes", "„https://x.org/a“", ["https://x.org/a"]),
    ("english-quotes", "“https://x.org/a”,", ["https://x.org/a"]),
    ("single-guillemets", "‹https://x.org/a›", ["https://x.org/a"]),
    ("em-dash", "https://x.org/a—and", ["https://x.org/a"]),
    ("cjk-full-stop", "見る https://x.org/a。次", ["https://x.org/a"]),
    ("cjk-comma", "https://x.org/a，https://y.org/b、", ["https://x.org/a", "https://y.org/b"]),
    ("cjk-bracket", "（https://x.org/a）", ["https://x.org/a"]),
    ("cjk-corner", "「https://x.org/a」", ["https://x.org/a"]),
    ("private-use-sign", "https://x.org/a\ue000 b", ["https://x.org/a"]),
    # arrows
    ("letter", "- Le Monde.fr, 2024. https://x.org/a.html.↩︎", ["https://x.org/a.html"]),
    ("arrow-alone", "https://x.org/a↩", ["https://x.org/a"]),
    ("arrow-slash", "https://x.org/a/.↩︎", ["https://x.org/a/"]),
    ("arrow-up", "https://x.org/a↑", ["https://x.org/a"]),
    ("arrow-hooked", "https://x.org/a⤴", ["https://x.org/a"]),
    ("arrow-return", "https://x.org/a⏎", ["https://x.org/a"]),
    ("emoji-variation-inside", "https://x.org/☎︎/a", ["https://x.org/☎︎/a"]),
    # invisible characters
    ("soft-hyphen", f"https://x.org/long{SOFT}word", ["https://x.org/longword"]),
    ("zero-width", f"https://x.org/{ZERO}a/{ZERO}b", ["https://x.org/a/b"]),
    ("word-joiner", f"https://x.org/a{JOINER}.", ["https://x.org/a"]),
    ("direction-mark", f"{MARK}https://x.org/a{MARK}", ["https://x.org/a"]),
    ("byte-order-mark", "\ufeffhttps://x.org/a\ufeffb", ["https://x.org/ab"]),
    ("invisible-in-scheme", f"ht{ZERO}tps:{SOFT}//x.org/a", ["https://x.org/a"]),
    ("joiner-is-spelling", "https://x.org/\u0646\u200c\u0647", ["https://x.org/\u0646\u200c\u0647"]),
    # trimming
    ("full-stop", "https://x.org/a.", ["https://x.org/a"]),
    ("comma", "https://x.org/a, b", ["https://x.org/a"]),
    ("semicolon", "https://x.org/a; b", ["https://x.org/a"]),
    ("colon", "https://x.org/a: b", ["https://x.org/a"]),
    ("exclamation", "https://x.org/a!", ["https://x.org/a"]),
    ("question", "https://x.org/a?", ["https://x.org/a"]),
    ("many", "https://x.org/a).,;!", ["https://x.org/a"]),
    ("ellipsis", "https://x.org/very-lo…", ["https://x.org/very-lo"]),
    ("three-dots", "https://x.org/very-lo...", ["https://x.org/very-lo"]),
    ("three-dots-inside", "https://x.org/a...b", ["https://x.org/a...b"]),
    ("apostrophe", "'https://x.org/a'", ["https://x.org/a"]),
    ("curly-single", "‘https://x.org/a’", ["https://x.org/a"]),
    ("german-single", "‚https://x.org/a‘", ["https://x.org/a"]),
    ("bold", "**https://x.org/a**", ["https://x.org/a"]),
    ("italic", "_https://x.org/a_b_", ["https://x.org/a_b"]),
    ("struck", "~~https://x.org/a~~", ["https://x.org/a"]),
    ("host-full-stop", "https://x.org.", ["https://x.org"]),
    ("possessive", "https://x.org/report's authors", ["https://x.org/report"]),
    ("curly-possessive", "https://x.org’s page", ["https://x.org"]),
    ("encyclopaedia-possessive", "https://en.wikipedia.org/wiki/McDonald's.", ["https://en.wikipedia.org/wiki/McDonald's"]),
    ("apostrophe-inside", "https://x.org/l'eau/d’ici/a", ["https://x.org/l'eau/d’ici/a"]),
    ("keeps-hyphen", "https://x.org/a-", ["https://x.org/a-"]),
    ("keeps-slash", "https://x.org/a/.", ["https://x.org/a/"]),
    ("keeps-equals", "https://x.org/?a=", ["https://x.org/?a="]),
    ("keeps-ampersand", "https://x.org/?a=1&", ["https://x.org/?a=1&"]),
    ("keeps-number-sign", "https://x.org/a#", ["https://x.org/a#"]),
    ("keeps-plus", "https://x.org/c++", ["https://x.org/c++"]),
    ("escaped-quote", "https://x.org/a&quot;, b", ["https://x.org/a"]),
    ("escaped-greater", "&lt;https://x.org/a&gt;", ["https://x.org/a"]),
    ("escaped-ampersand-inside", "https://x.org/?a=1&amp;b=2", ["https://x.org/?a=1&amp;b=2"]),
    # brackets
    ("balanced", "https://x.org/A_(b)", ["https://x.org/A_(b)"]),
    ("balanced-full-stop", "https://x.org/A_(b).", ["https://x.org/A_(b)"]),
    ("in-brackets", "(https://x.org/a)", ["https://x.org/a"]),
    ("in-brackets-full-stop", "(https://x.org/a.)", ["https://x.org/a"]),
    ("both", "(https://x.org/A_(b)).", ["https://x.org/A_(b)"]),
    ("nested", "https://x.org/a_(b_(c))_d", ["https://x.org/a_(b_(c))_d"]),
    ("square", "[https://x.org/a]", ["https://x.org/a"]),
    ("square-inside", "https://x.org/?a[]=1&b[0]=2", ["https://x.org/?a[]=1&b[0]=2"]),
    ("markdown", "[texte](https://x.org/a_(b)), suite", ["https://x.org/a_(b)"]),
    ("markdown-own-text", "[https://x.org/a](https://x.org/a)", ["https://x.org/a", "https://x.org/a"]),
    ("wikitext", "[https://x.org/a titre]", ["https://x.org/a"]),
    ("org", "[[https://x.org/a][titre]]", ["https://x.org/a"]),
    ("reference-tag", "<ref>https://x.org/a</ref>", ["https://x.org/a"]),
    ("trailing-open", "https://x.org/a(", ["https://x.org/a"]),
    ("crossed", "https://x.org/(a]b)", ["https://x.org/(a"]),
    # several
    ("two", "https://x.org/a et https://y.org/b.", ["https://x.org/a", "https://y.org/b"]),
    ("semicolon-glued", "https://x.org/a;https://y.org/b", ["https://x.org/a", "https://y.org/b"]),
    ("comma-glued", "https://x.org/a,https://y.org/b", ["https://x.org/a", "https://y.org/b"]),
    ("word-glued", "https://x.org/ahttps://y.org/b", ["https://x.org/a", "https://y.org/b"]),
    ("bracket-glued", "(https://x.org/a)(https://y.org/b)", ["https://x.org/a", "https://y.org/b"]),
    ("pipe-glued", "https://x.org/a|https://y.org/b", ["https://x.org/a", "https://y.org/b"]),
    ("after-no-address", "http://[voir https://x.org/a]", ["https://x.org/a"]),
    # delimiters
    ("angle", "<https://x.org/a>.", ["https://x.org/a"]),
    ("angle-full-stop-inside", "<https://x.org/a.>", ["https://x.org/a."]),
    ("angle-url", "<URL:https://x.org/a>", ["https://x.org/a"]),
    ("angle-brackets", "(<https://x.org/M_(e)>), vu", ["https://x.org/M_(e)"]),
    ("angle-prose", "<https://x.org/a voir aussi>", ["https://x.org/a"]),
    ("angle-unclosed", "<https://x.org/a", ["https://x.org/a"]),
    ("angle-label", "<https://x.org/a|texte>", ["https://x.org/a"]),
    ("angle-blank-line", "<https://x.org/a\n\nb>", ["https://x.org/a"]),
    ("latex", r"\url{https://x.org/a_(b)}.", ["https://x.org/a_(b)"]),
    ("latex-escapes", r"\url{https://x.org/Vid\%C3\%A9o\_a\#b\&c}", ["https://x.org/Vid%C3%A9o_a#b&c"]),
    ("latex-braces", r"\url{https://x.org/{a}b}", ["https://x.org/{a}b"]),
    ("latex-href", r"\href{https://x.org/a}{texte}", ["https://x.org/a"]),
    ("latex-href-twice", r"\href{https://x.org/a}{https://x.org/a}", ["https://x.org/a", "https://x.org/a"]),
    ("latex-anchor", r"\href{#section}{texte} \url{}", []),
    ("latex-unclosed", r"\url{https://x.org/a", ["https://x.org/a"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "cited"), [case[1:] for case in CITED], ids=[case[0] for case in CITED])
def test_an_address_is_found_as_it_was_written(text: str, cited: list[str] | None) -> None:
    assert [address.cited for address in find_addresses(text)] == ([text] if cited is None else cited)


MENDED = [
    ("www", "voir www.x.org/a.", "www.x.org/a", "https://www.x.org/a", ("no-scheme",)),
    ("www-after-colon", "URL:www.x.org", "www.x.org", "https://www.x.org", ("no-scheme",)),
    ("www-capitals", "WWW.X.ORG", "WWW.X.ORG", "https://WWW.X.ORG", ("no-scheme",)),
    ("latex-bare", r"\url{x.org/a}", "x.org/a", "https://x.org/a", ("no-scheme",)),
    ("angle-www", "<www.x.org/a>", "www.x.org/a", "https://www.x.org/a", ("no-scheme",)),
    ("hxxp", "hxxp://x.org/a", "hxxp://x.org/a", "http://x.org/a", ("defanged",)),
    ("hxxps", "hXXps://x.org/a", "hXXps://x.org/a", "hTTps://x.org/a", ("defanged",)),
    ("bracket-dot", "https://x[.]org/a[.]b", "https://x[.]org/a[.]b", "https://x.org/a[.]b", ("defanged",)),
    ("word-dot", "https://x(dot)org/a", "https://x(dot)org/a", "https://x.org/a", ("defanged",)),
    ("both-defangs", "hxxps://x[.]y[dot]org/a.", "hxxps://x[.]y[dot]org/a", "https://x.y.org/a", ("defanged",)),
    ("bracket-colon", "https[:]//x[.]org/a", "https[:]//x[.]org/a", "https://x.org/a", ("defanged",)),
    ("www-defanged", "www[.]x[.]org/a", "www[.]x[.]org/a", "https://www.x.org/a", ("no-scheme", "defanged")),
    ("space-before-colon", "https ://x.org/a", "https ://x.org/a", "https://x.org/a", ("scheme-repaired",)),
    ("french-colon", f"https{NNB}://x.org/a", f"https{NNB}://x.org/a", "https://x.org/a", ("scheme-repaired",)),
    ("space-after-slashes", "http:// x.org/a", "http:// x.org/a", "http://x.org/a", ("scheme-repaired",)),
    ("doubled", "http://http://x.org/a", "http://http://x.org/a", "http://x.org/a", ("scheme-repaired",)),
    ("doubled-mixed", "http://https://x.org", "http://https://x.org", "https://x.org", ("scheme-repaired",)),
    ("doubled-lost-colon", "http://https//x.org/a", "http://https//x.org/a", "https://x.org/a", ("scheme-repaired",)),
    ("three-slashes", "http:///x.org/a", "http:///x.org/a", "http://x.org/a", ("scheme-repaired",)),
    ("doi", "doi:10.1000/x.1.", "doi:10.1000/x.1", "https://doi.org/10.1000/x.1", ("doi",)),
    ("doi-capitals", "DOI: 10.1000/x,", "DOI: 10.1000/x", "https://doi.org/10.1000/x", ("doi",)),
    ("doi-french", f"DOI{NB}: 10.1000/x", f"DOI{NB}: 10.1000/x", "https://doi.org/10.1000/x", ("doi",)),
    ("doi-no-colon", "(DOI 10.1000/x)", "DOI 10.1000/x", "https://doi.org/10.1000/x", ("doi",)),
    ("doi-info", "info:doi/10.1000/x", "info:doi/10.1000/x", "https://doi.org/10.1000/x", ("doi",)),
    ("doi-brackets", "[doi:10.1016/S2542-5196(21)00204-6].", "doi:10.1016/S2542-5196(21)00204-6",
     "https://doi.org/10.1016/S2542-5196(21)00204-6", ("doi",)),
    ("doi-sici", "doi:10.1002/(SICI)1096(199606)100:2<153::AID-AJPA1>3.0.CO;2-H.",
     "doi:10.1002/(SICI)1096(199606)100:2<153::AID-AJPA1>3.0.CO;2-H",
     "https://doi.org/10.1002/(SICI)1096(199606)100:2<153::AID-AJPA1>3.0.CO;2-H", ("doi",)),
    ("doi-angle", "<doi:10.1000/x>", "doi:10.1000/x", "https://doi.org/10.1000/x", ("doi",)),
    ("doi-number-sign", "doi:10.1000/x#y", "doi:10.1000/x#y", "https://doi.org/10.1000/x%23y", ("doi",)),
    ("doi-parts", "doi:10.1000.10/123", "doi:10.1000.10/123", "https://doi.org/10.1000.10/123", ("doi",)),
    ("resolver", "doi.org/10.1000/x", "doi.org/10.1000/x", "https://doi.org/10.1000/x", ("no-scheme",)),
    ("sici-address", "https://doi.org/10.1175/1520(1991)004<0343:ASOCR>2.0.CO;2",
     "https://doi.org/10.1175/1520(1991)004<0343:ASOCR>2.0.CO;2",
     "https://doi.org/10.1175/1520(1991)004<0343:ASOCR>2.0.CO;2", ()),
    ("wrapped-by-search", "https://www.google.com/url?q=https://x.org/a%3Fb&sa=D.",
     "https://www.google.com/url?q=https://x.org/a%3Fb&sa=D", "https://x.org/a?b", ("unwrapped",)),
    ("angle-broken", "<https://x.org/a/\r\n    b-c>", "https://x.org/a/b-c", "https://x.org/a/b-c", ("joined-lines",)),
    ("angle-broken-flowed", "<https://x.org/a/ \n b>", "https://x.org/a/b", "https://x.org/a/b", ("joined-lines",)),
    ("latex-broken", "\\url{https://x.org/a/\n  b}", "https://x.org/a/b", "https://x.org/a/b", ("joined-lines",)),
    ("scheme-broken", "vu sur https:\n//x.org/a ici", "https://x.org/a", "https://x.org/a", ("joined-lines",)),
    ("slashes-broken", "vu sur https://\n  x.org/a ici", "https://x.org/a", "https://x.org/a", ("joined-lines",)),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "cited", "url", "marks"), [case[1:] for case in MENDED], ids=[case[0] for case in MENDED]
)
def test_a_broken_address_is_mended_beside_what_was_written(
    text: str, cited: str, url: str, marks: tuple[str, ...]
) -> None:
    (address,) = find_addresses(text)
    assert (address.cited, address.url, address.marks) == (cited, url, marks)


UNTRIMMED = [
    ("sentence", "https://x.org/a.", "https://x.org/a."),
    ("arrow", "https://x.org/a.html.↩︎", "https://x.org/a.html."),
    ("brackets", "(https://x.org/hauptstr.)", "https://x.org/hauptstr."),
    ("mended-too", "www.x.org/a.", "https://www.x.org/a."),
    ("two-signs", "https://x.org/a.,", "https://x.org/a."),
    ("no-full-stop", "https://x.org/a,", None),
    ("ellipsis", "https://x.org/a...", None),
    ("host-only", "https://x.org.", None),
    ("delimited", "<https://x.org/a>.", None),
]


@pytest.mark.parametrize(("text", "untrimmed"), [case[1:] for case in UNTRIMMED], ids=[case[0] for case in UNTRIMMED])
def test_a_trimmed_full_stop_is_kept_as_a_second_reading(text: str, untrimmed: str | None) -> None:
    (address,) = find_addresses(text)
    assert address.untrimmed == untrimmed


JOINED = [
    ("after-hyphen", "Voir la page https://x.org/fr/cameras-augmentees-\nque-dit-la-loi.", "https://x.org/fr/cameras-augmentees-que-dit-la-loi"),
    ("after-slash-number", "2021, https://hal.science/\ntel-03214567v2.", "https://hal.science/tel-03214567v2"),
    ("after-equals", "Voir la page https://x.org/?id=\n123.", "https://x.org/?id=123"),
    ("after-ampersand", "Voir la page https://x.org/?id=1&\nb=2, puis", "https://x.org/?id=1&b=2"),
    ("after-question", "Voir la page https://x.org/a?\nid=12&b=3.", "https://x.org/a?id=12&b=3"),
    ("after-underscore", "Voir la page https://x.org/a_\nb.html.", "https://x.org/a_b.html"),
    ("file-ending", "Voir la page de la ville https://x.org/a/rapport.\npdf.", "https://x.org/a/rapport.pdf"),
    ("inside-host", "Copie : https://web.archive.org/web/20210304112233/https://www.lille\nmetropole.fr/cameras.", "https://web.archive.org/web/20210304112233/https://www.lillemetropole.fr/cameras"),
    ("inside-host-dot", "Voir la longue page https://www.x.\norg/a/b", "https://www.x.org/a/b"),
    ("archive-time", "Copie : https://web.archive.org/web/20210304112233/\nhttps://www.x.fr/a.", "https://web.archive.org/web/20210304112233/https://www.x.fr/a"),
    ("three-lines", "Voir https://x.org/un-deux-\n   trois-quatre-\n   cinq.html (lu hier)", "https://x.org/un-deux-trois-quatre-cinq.html"),
    ("crlf", "Voir la page https://x.org/a-\r\nb-c.", "https://x.org/a-b-c"),
    ("narrow-column", "Voir https://x.org/government/publi\ncations/harbour-road-permit.html et", "https://x.org/government/publications/harbour-road-permit.html"),
    ("inside-host-before-domain", "Voir la page https://www.\nx.example.org/a/b.", "https://www.x.example.org/a/b"),
    ("language-host", "Voir la page https://pt.\nwikipedia.org/wiki/Renfe", "https://pt.wikipedia.org/wiki/Renfe"),
    ("slash-last-word", "Signer la pétition : https://petition.x.org/\neau-publique", "https://petition.x.org/eau-publique"),
    ("slash-last-plain-word", "Signer la pétition : https://petition.x.org/\nlogement.", "https://petition.x.org/logement"),
    ("slash-word-comma", "Voir la longue page https://x.org/bevingen/\noverzicht, lue", "https://x.org/bevingen/overzicht"),
    ("slash-closing-slash", "Voir la longue page https://x.org/wohnen/\nfoerderung/ (Stand)", "https://x.org/wohnen/foerderung/"),
    ("slash-path", "Voir la longue page https://x.org/berlin/\nmitte/alt/neu.", "https://x.org/berlin/mitte/alt/neu"),
    ("before-archive-time", "Copie : https://web.archive.org/web/\n20210304112233/https://x.fr/a.", "https://web.archive.org/web/20210304112233/https://x.fr/a"),
    ("point-in-doi", "Voir https://doi.org/10.\n5678/jt.2023.12.3.45", "https://doi.org/10.5678/jt.2023.12.3.45"),
    ("last-figures-of-doi", "Voir https://doi.org/10.5678/jt.2023.12.3.\n45", "https://doi.org/10.5678/jt.2023.12.3.45"),
    ("point-in-path", "Voir https://x.org/morgen-1.\n23456.", "https://x.org/morgen-1.23456"),
    ("bracket-of-title", "Voir https://pt.wikipedia.org/wiki/Renfe_\n(empresa)", "https://pt.wikipedia.org/wiki/Renfe_(empresa)"),
    ("capital-after-hyphen", "Voir https://boe.x.org/act.php?id=BOE-\nA-1978-31229", "https://boe.x.org/act.php?id=BOE-A-1978-31229"),
    ("query-first", "Voir ici https://x.org/\n?id=12&lang=fr et la suite", "https://x.org/?id=12&lang=fr"),
    ("slash-long-number", "Lei de 19 de junho, https://x.org/lei/\n34-2014-25676932.", "https://x.org/lei/34-2014-25676932"),
    ("bracket-closed", "mot " * 90 + "(https://x.org/\n861234/rue-de-la-lanterne/).", "https://x.org/861234/rue-de-la-lanterne/"),
    ("slash-record", "Voir la page https://x.org/dossiers/\n50789.", "https://x.org/dossiers/50789"),
    ("slash-year-first-path", "Voir la page https://x.org/dossiers/\n2019/03/12/rue.html.", "https://x.org/dossiers/2019/03/12/rue.html"),
    ("sign-first", "Voir la page https://x.org/dossiers\n/eau/2022.pdf.", "https://x.org/dossiers/eau/2022.pdf"),
    ("point-first", "Voir la page https://www.example\n.org/dossiers.", "https://www.example.org/dossiers"),
    ("file-of-data", "Voir la page https://x.org/mesures/2022/\nQ3.csv.", "https://x.org/mesures/2022/Q3.csv"),
    ("inside-file-ending", "Voir la page https://x.org/mesures/rapport.x\nlsx.", "https://x.org/mesures/rapport.xlsx"),
    ("inside-host-anywhere", "Voir la page https://www.mairie.exem\nple.org/eau/2022.pdf.", "https://www.mairie.exemple.org/eau/2022.pdf"),
    ("doi", "doi:10.1016/\nS2542-5196(21)00204-6.", "doi:10.1016/S2542-5196(21)00204-6"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "cited"), [case[1:] for case in JOINED], ids=[case[0] for case in JOINED])
def test_an_address_goes_on_in_the_next_line(text: str, cited: str) -> None:
    (address,) = find_addresses(text)
    assert address.cited == cited
    assert "joined-lines" in address.marks


APART = [
    ("word", "https://x.org/a\nVoir aussi", "https://x.org/a"),
    ("slash-word", "https://x.org/a/\nvoir aussi", "https://x.org/a/"),
    ("slash-capital", "https://x.org/\nMarseille.", "https://x.org/"),
    ("slash-year", "https://x.org/\n2019.", "https://x.org/"),
    ("slash-years", "Voir la page de https://x.org/\n2019-2020 fut", "https://x.org/"),
    ("slash-compound", "Voir la page de https://x.org/\nvis-à-vis de", "https://x.org/"),
    ("slash-and-or", "Voir la page de https://x.org/\nand/or that", "https://x.org/"),
    ("slash-covid", "Voir la page de https://x.org/\nCOVID-19 is", "https://x.org/"),
    ("slash-day", "Voir la page de https://x.org/a/\n12/03/2019.", "https://x.org/a/"),
    ("slash-consulted", "Voir la page de https://x.org/\nconsulté", "https://x.org/"),
    ("slash-on", "Archived at https://x.org/buses/\non 4 May 2023.", "https://x.org/buses/"),
    ("slash-last-year", "Voir la page de https://x.org/a/\n2019.", "https://x.org/a/"),
    ("full-stop-figure", "Voir https://x.org/a.\n12", "https://x.org/a"),
    ("host-full-stop", "Voir le site www.x.org.\nPuis", "www.x.org"),
    ("full-stop-word", "Voir la page de https://x.org/a.\nPuis", "https://x.org/a"),
    ("question-word", "Avez-vous vu https://x.org/a?\nOui", "https://x.org/a"),
    ("list", "https://x.org/a-\n- autre", "https://x.org/a-"),
    ("note-number", "https://x.org/a/\n2 Jeanne Roux", "https://x.org/a/"),
    ("blank-line", "https://x.org/a-\n\nb-c", "https://x.org/a-"),
    ("next-host", "https://x.org/\nlemonde.fr", "https://x.org/"),
    ("room-left", "https://x.org/a-\nb et une ligne bien plus longue que la ligne qui précède", "https://x.org/a-"),
    ("unwrapped-text", "mot " * 90 + "https://x.org/a-\nb-c.", "https://x.org/a-"),
    ("back-arrow", "https://x.org/a/\n↩︎", "https://x.org/a/"),
    ("comma", "Voir la page https://x.org/a,\n(b/c#d)", "https://x.org/a"),
    ("bracket", "Voir la page https://x.org/a-\n(b-c.html)", "https://x.org/a-"),
    ("form-feed", "https://x.org/a-\f\nb-c.", "https://x.org/a-"),
]


@pytest.mark.parametrize(("text", "cited"), [case[1:] for case in APART], ids=[case[0] for case in APART])
def test_prose_in_the_next_line_is_never_swallowed(text: str, cited: str) -> None:
    assert [address.cited for address in find_addresses(text)] == [cited]


def test_addresses_on_lines_of_their_own_stay_apart() -> None:
    text = "https://x.org/a/\nhttps://y.org/b-\nwww.z.org/c=\ndoi:10.1000/x"
    assert [address.cited for address in find_addresses(text)] == text.split("\n")


def test_the_place_is_that_of_the_written_address() -> None:
    text = f"é {SOFT}vu : <https://x.org/{ZERO}a>, {SOFT} puis www.y.org{ZERO}/b. \\url{{https://z.org/c}}"
    written = [text[a.place.start : a.place.end] for a in find_addresses(text) if a.place]
    assert written == [f"https://x.org/{ZERO}a", f"www.y.org{ZERO}/b", "https://z.org/c"]


def test_the_place_of_a_joined_address_spans_its_lines() -> None:
    text = "Voir la page https://x.org/a-\n  b-c."
    (address,) = find_addresses(text)
    assert address.place is not None
    assert text[address.place.start : address.place.end] == "https://x.org/a-\n  b-c"


TRAPS = [
    ("dots-and-letters", "a.a.a." * 70_000, 0),
    ("schemes-in-words", "http://xhttp://x" * 25_000, 1),
    ("schemes-doubled", "http://" * 60_000, 0),
    ("schemes-with-brackets", "http://[a/" * 40_000, 0),
    ("schemes-with-spaces", "https ://" * 40_000, 0),
    ("open-brackets", "((((" * 100_000, 0),
    ("open-brackets-behind", "http://x" + "(" * 400_000, 1),
    ("closed-brackets-behind", "http://x" + ")" * 400_000, 1),
    ("dots-behind", "http://x" + "." * 100_000, 1),
    ("angles", "<http://x.org/a" * 25_000, 25_000),
    ("macros", "\\url{http://x.org/a" * 20_000, 20_000),
    ("users", "http://" + "a@" * 200_000, 1),
    ("line-ends", "https://x.org/a-\n" * 20_000, 20_000),
    ("invisible", "https://x.org/\u00ad" * 20_000, 1),
]


@pytest.mark.parametrize(("text", "count"), [case[1:] for case in TRAPS], ids=[case[0] for case in TRAPS])
def test_a_trap_of_400_kb_ends(text: str, count: int) -> None:
    # Not timed: what is not linear here takes minutes, and is noticed.
    assert len(find_addresses(text)) == count


# --- laws -----------------------------------------------------------------------------------------------------------

_letters = st.sampled_from("abcdefghijklmnopqrstuvwxyz0123456789é")
_label = st.text(st.sampled_from("abcdefgh0123"), min_size=1, max_size=8)
_word = st.text(_letters, min_size=1, max_size=8)
_segment = st.one_of(_word, st.builds("{}_({})".format, _word, _word), st.builds("{}-{}.html".format, _word, _word))
_host = st.builds(lambda labels: ".".join([*labels, "org"]), st.lists(_label, min_size=1, max_size=3))
_query = st.one_of(st.just(""), st.builds("?{}={}&c[]=%C3%A9".format, _word, _word))
_fragment = st.one_of(st.just(""), st.builds("#{}".format, _word))
addresses = st.builds(
    lambda scheme, host, path, query, fragment: f"{scheme}{host}/{'/'.join(path)}{query}{fragment}",
    st.sampled_from(["http://", "https://", "ftp://", "HTTPS://", "https://www."]),
    _host,
    st.lists(_segment, max_size=4),
    _query,
    _fragment,
)
_frames = st.sampled_from([
    ("", ". "), ("(", "), "), ("(voir ", "). "), ("[", "]; "), ("« ", " » "), (f"«{NB}", f"{NB}», "), ("«", "» "),
    ("<", "> "), ("<URL:", ">. "), ("“", "”. "), ('"', '", '), ("‘", "’, "), ("'", "' "), ("**", "** "), ("_", "_ "),
    ("", ".↩︎\n"), ("", " ↩︎\n"), ("", f"{NNB}; "), ("", f"{NB}! "), ("", "?! "), ("", "… "), ("", "... "), ("", "|"),
    ("\\url{", "}. "), ("{", "} "),
    ("([", "])), "), ("", "’s "), ("", "\ue000 "), ("（", "）"), ("", "。"), (": ", ",\n"),
])  # fmt: skip
_prose = st.sampled_from(
    ["Voir ", "et ", "Le Monde.fr, ", "p. 12-15 ; ", "« Titre », ", "10.1000/x ", "(n° 2) ", "\n- ", ""]
)


@settings(deadline=None)  # the machine may be busy
@given(st.lists(st.tuples(_prose, _frames, addresses), max_size=6))
def test_addresses_put_into_text_are_found_again(parts: list[tuple[str, tuple[str, str], str]]) -> None:
    text = " ".join(f"{prose}{before}{address}{after}" for prose, (before, after), address in parts)
    found = find_addresses(text)
    assert [address.cited for address in found] == [address for *_, address in parts]
    for address in found:
        assert address.place is not None
        assert text[address.place.start : address.place.end] == address.cited


@settings(deadline=None)  # the machine may be busy
@given(st.text(st.sampled_from("htps:/w.x-()[]{}<>«» \n\r\\url|,;’'…10doi\u00ad\ufeffé%&=?#"), max_size=120))
def test_any_text_is_read_and_places_rise(text: str) -> None:
    end = 0
    for address in find_addresses(text):
        assert address.place is not None
        assert address.place.start is not None
        assert address.place.end is not None
        assert end <= address.place.start < address.place.end <= len(text)
        end = address.place.end
        assert not any(char.isspace() for char in address.url)


# --- the founding letter --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "odd",
    ["hxxp://x[.]example/b", "x.org/b", "<https://x.example/b c>", "https://x.example/https://y.example/b"],
    ids=["defanged", "bare host", "angled", "one in another"],
)
def test_an_address_that_needs_weighing_changes_none_before_it(odd: str) -> None:
    plain = "Voir https://x.example/a. Puis https://y.example/c, cité dans "
    assert addresses_in(plain + odd)[:2] == addresses_in(plain)
    assert addresses_in(f"{odd} {plain}")[-2:] == [
        each._replace(start=each.start + len(odd) + 1, end=each.end + len(odd) + 1) for each in addresses_in(plain)
    ]


def test_the_founding_letter_has_its_thirteen_addresses() -> None:
    letter = SHARED / "corpus" / "marseille-letter.txt"
    if not letter.is_file():
        pytest.skip("the corpus is not beside the checkout")
    truth = json.loads(letter.with_suffix(".truth.json").read_text("utf-8"))
    expected = [url for note in truth["notes"] for url in note["urls"]]
    assert len(expected) == 13
    assert [address.cited for address in find_addresses(letter.read_text("utf-8"))] == expected
