"""BibTeX and BibLaTeX as lists of sources."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from sourcekeeper.citing.exporters.biblatex import BiblatexExporter
from sourcekeeper.citing.exporters.bibtex import BibtexExporter
from sourcekeeper.csl import item_to_csl
from sourcekeeper.model import Document, Field, Item, Name, PartialDate, Work
from sourcekeeper.ports import Entry
from sourcekeeper.reading.lists.bib_items import bib_names
from sourcekeeper.reading.lists.bib_latex import plain_address, plain_text

Read = Callable[..., Document]


def entry(read: Read, text: str) -> dict[str, object]:
    (note,) = read("bibtex", text).notes
    return item_to_csl(note.items[0], note.number)


def test_an_entry_is_a_note_with_its_key_and_its_item(read: Read) -> None:
    book, page = read("bibtex").notes
    assert item_to_csl(book.items[0], book.number) == {
        "id": "Roux_1999",
        "type": "book",
        "author": [
            {"family": "Roux", "given": "Jean"},
            {"literal": "Ligue des droits de l'homme"},
            {"family": "von der Leyen", "given": "Ursula"},
        ],
        "title": "Les machines & l'État: une œuvre",
        "publisher": "Les Éditions du Seuil (poche)",
        "publisher-place": "Paris",
        "issued": {"date-parts": [[1999]]},
        "ISBN": "978-2-07-036822-8",
    }
    assert book.addresses == ()
    assert page.number == page.items[0].text("citation-key") == "lee2021"
    assert page.items[0].text("language") == "en"
    assert page.items[0].date("accessed") == PartialDate(start=(2022, 1, 2))
    assert [address.cited for address in page.addresses] == ["https://example.org/a_b?x=1&y=2"]
    assert page.text == "Ann Lee, “A first page”, 2021-05-03, https://example.org/a_b?x=1&y=2"


@pytest.mark.parametrize(
    ("latex", "text"),
    [
        (r"{\'E}cole", "École"),
        (r"\'{e}\`a\^{\i}\"u\~n\c{c}\v{s}\H o\k{a}\r a", "éàîüñçšőąå"),
        (r"{\oe}uvre \ss{} {\AA}ngstr{\"o}m \L{}\'od\'z", "œuvre ß Ångström Łódź"),
        (r"\enquote{a} ``b'' -- c---d", "“a” “b” – c—d"),
        (r"100\,\% \& \$5 \#1 a\_b \{x\}", "100 % & $5 #1 a_b {x}"),
        (r"\textbf{a} \emph{b \textit{c}} {\sc d}", "a b c d"),
        (r"$\alpha$-decay of H$_2$O", "α-decay of H_2O"),
        (r"\url{https://x.org/~a_b} and \href{https://x.org/~c}{the page}", "https://x.org/~a_b and the page"),
        ("{{Whole}}  title\n with  lines", "Whole title with lines"),
        ("Ā日本 plain", "Ā日本 plain"),
    ],
)
def test_latex_becomes_the_text_it_prints(latex: str, text: str) -> None:
    assert plain_text(latex).replace("\u202f", " ") == text


@pytest.mark.parametrize(
    ("latex", "address"),
    [
        (r"https://x.org/a\_b\%20c\#d", "https://x.org/a_b%20c#d"),
        (r"\url{https://x.org/~me}", "https://x.org/~me"),
        (r"https://x.org/{\textasciitilde}me", "https://x.org/~me"),
        (r"<https://x.org/a>", "https://x.org/a"),
        ("https://x.org/very/\n  long", "https://x.org/very/long"),
    ],
)
def test_an_address_is_what_it_was_before_latex(latex: str, address: str) -> None:
    assert plain_address(latex) == address


@pytest.mark.parametrize(
    ("latex", "names"),
    [
        ("Ann Lee", (Name(family="Lee", given="Ann"),)),
        ("Lee, Jr, Ann", (Name(family="Lee", given="Ann Jr"),)),
        ("Jean de La Fontaine", (Name(family="de La Fontaine", given="Jean"),)),
        ("{Barnes and Noble} and Lee, Ann", (Name(literal="Barnes and Noble"), Name(family="Lee", given="Ann"))),
        ("family=Leyen, given=Ursula, prefix=von der", (Name(family="von der Leyen", given="Ursula"),)),
        (r"{\'E}mile Zola and others", (Name(family="Zola", given="Émile"),)),
        ("", ()),
    ],
)
def test_names_are_parted_as_bibtex_does(latex: str, names: tuple[Name, ...]) -> None:
    assert bib_names(latex) == names


@pytest.mark.parametrize(
    ("fields", "issued"),
    [
        ("date = {2018-04}", [[2018, 4]]),
        ("date = {2022-01/2022-06}", [[2022, 1], [2022, 6]]),
        ("date = {2011~}", [[2011]]),
        ("year = 2020, month = jan", [[2020, 1]]),
        ('year = {2020}, month = "3~" # may', [[2020, 5, 3]]),
        ("year = {2020}, month = {5}, day = 7", [[2020, 5, 7]]),
        ("year = {2020}, month = {Mai}", [[2020, 5]]),
        ("year = {2020}, month = {②}", [[2020]]),
        ("year = {1998--2000}", [[1998], [2000]]),
        ("date = {3 mai 2021}", [[2021, 5, 3]]),
    ],
)
def test_dates_in_every_dialect(read: Read, fields: str, issued: list[list[int]]) -> None:
    made = entry(read, "@misc{k, title={T}, " + fields + "}")
    assert made["issued"]["date-parts"] == issued  # type: ignore[index]


def test_an_address_is_found_where_people_put_it_for_want_of_a_field(read: Read) -> None:
    made = entry(read, r"@misc{k, title={T}, howpublished={\url{https://example.org/p}}}")
    assert (made["type"], made["URL"]) == ("webpage", "https://example.org/p")


def test_identifiers_are_addresses_too(read: Read) -> None:
    text = "@article{k, title={T}, doi={https://doi.org/10.1000/182}, eprint={2101.00001}, archiveprefix={arXiv}}"
    (note,) = read("bibtex", text).notes
    assert note.items[0].text("DOI") == "10.1000/182"
    assert [address.url for address in note.addresses] == [
        "https://doi.org/10.1000/182",
        "https://arxiv.org/abs/2101.00001",
    ]


def test_a_cross_reference_gives_what_the_entry_lacks(read: Read) -> None:
    text = """@inproceedings{a, author={Ann Lee}, title={Paper}, crossref={b}}
@proceedings{b, title={The Book}, publisher={P}, year=2001, url={https://example.org/b}}
@xdata{c, crossref={c}}"""
    paper, book = read("bibtex", text).notes
    assert paper.items[0].text("container-title") == "The Book"
    assert paper.items[0].text("publisher") == "P"
    assert paper.addresses == ()
    assert book.items[0].text("title") == "The Book"


def test_what_is_broken_is_told_and_the_rest_is_read(read: Read) -> None:
    text = """@book{a, title={x}, title={y}}
@book{a, title={again}}
@misc{broken, title={no end, url={https://example.org/kept}
@misc{after, title={ok}, url={in the attic}}
"""
    document = read("bibtex", text)
    assert [note.number for note in document.notes] == ["a", "a", "broken", "after"]
    assert [problem.reason.code for note in document.notes for problem in note.problems] == [
        "field-doubled",
        "cite-key-doubled",
        "entry-broken",
        "not-an-address",
    ]
    assert [address.cited for address in document.notes[2].addresses] == ["https://example.org/kept"]


def test_an_entry_stands_where_it_is_written(read: Read) -> None:
    text = "@comment{x}\n\n@book{a, title={x}}\n text between\n@book{b, url={https://example.org/é}}\n"
    second = read("bibtex", text).notes[1]
    assert second.place is not None
    assert text[second.place.start : second.place.end] == "@book{b, url={https://example.org/é}}"
    place = second.addresses[0].place
    assert place is not None
    assert text[place.start : place.end] == "https://example.org/é"


@pytest.mark.parametrize("exporter", [BiblatexExporter(), BibtexExporter()], ids=lambda exporter: exporter.name)
def test_what_we_write_comes_back(read: Read, exporter: BiblatexExporter | BibtexExporter) -> None:
    values = {
        "type": "article-journal",
        "title": "L’État & 100 % des “droits”",
        "author": (Name(family="Lee", given="Ann"), Name(literal="Ligue des droits de l’homme")),
        "container-title": "La Revue_2",
        "volume": "12",
        "issue": "3",
        "page": "12-15",
        "issued": PartialDate(start=(2021, 5)),
        "URL": "https://example.org/~a_b?x=1&y=%20#z",
        "DOI": "10.1000/182_3",
    }
    item = Item(fields={name: Field(value=value) for name, value in values.items()})
    text = "".join(exporter.export([Entry(work=Work(id="w", key="lee2021", item=item))]))
    back = entry(read, text)
    wanted = item_to_csl(item, "lee2021")
    assert {name: back.get(name) for name in wanted} == wanted
