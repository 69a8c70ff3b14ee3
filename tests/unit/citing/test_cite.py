from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.traps import NOTES

from sourcekeeper.citing.cite import cite_document, cite_note
from sourcekeeper.model import Address, Citation, Document, Item, Name, Note, Origin, PartialDate
from sourcekeeper.web.urls import find_addresses

Cite = Callable[..., tuple[Citation, ...]]
MakeNote = Callable[..., Note]


def only(citations: tuple[Citation, ...]) -> Item:
    (citation,) = citations
    assert citation.item is not None
    return citation.item


# --- splitting ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Ada Lovelace, « Un », Le Monde, 3 mai 2019 ; Grace Hopper, « Deux », Libération, 4 mai 2019.", 2),
        ("https://a.example/x, https://b.example/y et https://c.example/z", 3),
        ("Voir https://a.example/x. Voir aussi https://b.example/y.", 2),
        ("Ada Lovelace, « Un ; deux ; trois 2018 », Le Monde, 3 mai 2019.", 1),
        ("Ada Lovelace, « Un » (2018 ; 2019), Le Monde, 3 mai 2019, https://a.example/a;b;c", 1),
        ("Lovelace, A.; Hopper, G. (2019). Title of it. Some Journal, 8(3), 211–229.", 1),
        ("« Un », https://a.example/x (archivé : https://web.archive.org/web/2021/https://a.example/x)", 1),
        ("« Un », https://a.example/x, archived at https://perma.cc/AB12-CD34", 1),
        ("« Un », https://a.example/x, https://doi.org/10.1234/abc", 1),
        ("Compare Ann Smith, ‘One’ (2019) 3 Urban Law Review 45, with Rob Jones, ‘Two’ (2020) 4 Media Law 11.", 2),
        (
            "Comparer Ada Lovelace, « Un », Le Monde, 3 mai 2019, avec Grace Hopper, « Deux », Politis, 4 mai 2019.",
            2,
        ),
        ("Ada Lovelace, Living, with Cameras (Hart 2019) 12.", 1),
        (
            "Sur Nice : Ada Lovelace, « Un », Le Monde, 3 mai 2019, 12 p. Sur Lyon : Ida Roy, « Deux », Vert, 2020.",
            2,
        ),
        ("On Leeds: Ann Smith, One Street (Polity 2018) 44. On York: https://york.example/lenses", 2),
        ("All translations are ours unless otherwise stated.", 0),
        ("En 2019, le préfet parlait de « tolérance zéro » et de drones.", 0),
        ("Je remercie Ada Lovelace ; elle a tout relu.", 0),
        ("", 0),
    ],
)
def test_a_note_is_split_into_its_citations(cite: Cite, text: str, count: int) -> None:
    assert len(cite(text)) == count


@pytest.mark.parametrize(
    ("text", "language", "family"),
    [
        ("Sur Nice : Ada Lovelace, « Un », Le Monde, 3 mai 2019.", "fr", "Lovelace"),
        ("On Leeds: Ann Smith, One Street (Polity 2018) 44.", "en", "Smith"),
        ("Zu Köln: Lea Weber, „Kameras am Dom“, FAZ, 4.5.2021.", "de", "Weber"),
    ],
)
def test_what_a_source_is_cited_for_is_no_part_of_its_author(
    cite: Cite, text: str, language: str, family: str
) -> None:
    assert [name.family for name in only(cite(text, language)).names()] == [family]


def test_a_title_may_begin_as_such_words_do(cite: Cite) -> None:
    item = only(cite("Pour une ville sans caméras : manifeste, Paris, La Découverte, 2019."))
    assert item.text("title") == "Pour une ville sans caméras : manifeste"


def test_a_paper_named_like_a_duration_is_a_paper(cite: Cite) -> None:
    assert only(cite("« Un budget en hausse », 20 Minutes, 8 octobre 2019.")).text("container-title") == "20 Minutes"


def test_live_and_archive_address_are_one_source_the_live_one_first(cite: Cite) -> None:
    (citation,) = cite("« Un », https://web.archive.org/web/2021/https://a.example/x, original : https://a.example/x")
    assert [address.url for address in citation.addresses] == [
        "https://a.example/x",
        "https://web.archive.org/web/2021/https://a.example/x",
    ]
    assert citation.item is not None
    assert citation.item.text("URL") == "https://a.example/x"
    assert citation.item.text("archive") == "Internet Archive"


def test_a_snapshot_alone_tells_its_original(cite: Cite) -> None:
    item = only(cite("« Un », 2 mai 2021, https://web.archive.org/web/20210503000000/https://a.example/x"))
    assert item.text("URL") == "https://a.example/x"
    assert item.fields["URL"].origin is Origin.DERIVED


def test_a_short_archive_address_is_kept_as_cited(cite: Cite) -> None:
    item = only(cite("Technopolice. « Lettre ouverte », 6 mars 2020. https://archive.ph/wip/FlgTC."))
    assert item.text("URL") == item.text("archive_location") == "https://archive.ph/wip/FlgTC"
    assert item.text("archive") == "archive.today"


def test_a_link_whose_address_is_hidden_goes_to_the_citation() -> None:
    link = Address(cited="https://a.example/x", url="https://a.example/x")
    note = Note(id="n", number="1", text="Ada Lovelace, « Un », Le Monde, 3 mai 2019.", addresses=(link,))
    (citation,) = cite_note(note, "fr").citations
    assert citation.addresses == (link,)
    assert only((citation,)).text("URL") == "https://a.example/x"


def test_hidden_links_go_to_the_citations_in_order() -> None:
    links = tuple(Address(cited=url, url=url) for url in ("https://a.example/x", "https://b.example/y"))
    text = "Ada Lovelace, « Un », Le Monde, 3 mai 2019 ; Grace Hopper, « Deux », Libération, 4 mai 2019."
    cited = cite_note(Note(id="n", number="1", text=text, addresses=links), "fr").citations
    assert [citation.addresses for citation in cited] == [links[:1], links[1:]]


# --- fields ---------------------------------------------------------------------------------------------------------


def test_every_field_of_the_note_tells_its_place(cite: Cite) -> None:
    text = (
        "Voir : Ada Lovelace. « Les machines », La Vigie, 1er juin 2024, disponible à l’adresse : https://v.example/a."
    )
    item = only(cite(text))
    places = {
        name: text[slice(*field.span)]
        for name, field in item.fields.items()
        if field.origin is Origin.NOTE and field.span is not None
    }
    assert places == {
        "URL": "https://v.example/a",
        "title": "Les machines",
        "author": "Ada Lovelace",
        "issued": "1er juin 2024",
        "container-title": "La Vigie",
    }
    assert all(0 < field.confidence <= 1 for field in item.fields.values())


def test_a_posts_day_is_worked_out_from_its_number(cite: Cite) -> None:
    item = only(
        cite("Voir la prise de parole d’Olivier Faure : https://x.com/faureolivier/status/1810237749976318277.")
    )
    assert item.date() == PartialDate(start=(2024, 7, 8))
    assert item.fields["issued"].origin is Origin.DERIVED
    assert item.names() == (Name(family="Faure", given="Olivier"),)
    assert item.type == "post"


def test_what_the_note_says_beats_the_posts_number(cite: Cite) -> None:
    item = only(cite("https://x.com/faureolivier/status/1810237749976318277 (3 mai 2021)"))
    assert item.date() == PartialDate(start=(2021, 5, 3))
    assert item.fields["issued"].origin is Origin.NOTE


def test_a_pinpoint_of_a_book_is_a_locator_and_pages_of_an_article_are_the_works(cite: Cite) -> None:
    (book,) = cite("Ada Lovelace, Les machines (Paris : Seuil, 2010), pp. 93-105.")
    assert book.locator == "93-105"
    (article,) = cite("Ada Lovelace, « Les machines », Politix 126, n° 2 (2019) : p. 135-61.")
    assert article.locator == ""
    assert article.item is not None
    assert article.item.text("page") == "135-161"


def test_italics_tell_the_title(cite: Cite) -> None:
    text = "Ada Lovelace, Machines, engins, automates, Éditions du Vent, 2010."
    assert only(cite(text, emphasised="Machines, engins, automates")).text("title") == "Machines, engins, automates"


def test_italics_beside_a_quoted_title_tell_the_container(cite: Cite) -> None:
    text = "Ada Lovelace, « Les machines », Ici, là, ailleurs, 3 mai 2019, https://a.example/x"
    assert only(cite(text, emphasised="Ici, là, ailleurs")).text("container-title") == "Ici, là, ailleurs"


@pytest.mark.parametrize(
    ("text", "language", "day"),
    [
        ("« Un », https://a.example/x (consulté le 3 janvier 2022).", "fr", (2022, 1, 3)),
        ("‘One’ (2020) <https://a.example/x> accessed 14 May 2022.", "en", (2022, 5, 14)),
        ("„Eins“, https://a.example/x (zuletzt abgerufen am 5.6.2021).", "de", (2021, 6, 5)),
        ("«Uno», https://a.example/x [consultado el 2 de febrero de 2022].", "es", (2022, 2, 2)),
        ("«Uno», https://a.example/x (ultimo accesso 9 giugno 2020).", "it", (2020, 6, 9)),
        ("“Um”, https://a.example/x. Acesso em: 10 jan. 2021.", "pt", (2021, 1, 10)),
        ("‘Een’, https://a.example/x (geraadpleegd op 4 april 2021).", "nl", (2021, 4, 4)),
        ("One. <URL:https://a.example/x> [cit. 2021-06-30]", "en", (2021, 6, 30)),
    ],
)
def test_the_day_of_access_is_not_the_date(cite: Cite, text: str, language: str, day: tuple[int, ...]) -> None:
    item = only(cite(text, language))
    assert item.date("accessed") == PartialDate(start=day)
    assert item.date() is None or item.date() == PartialDate(start=(2020,))


# --- pointers -------------------------------------------------------------------------------------------------------


def document(*texts: str) -> Document:
    notes = tuple(
        Note(id=f"n{index}", number=str(index), text=text, addresses=find_addresses(text))
        for index, text in enumerate(texts, 1)
    )
    return Document(origin="-", format="text", digest="0", notes=notes, language="fr")


BOOK = "Ada Lovelace, Les machines (Paris : Seuil, 2010), p. 9."
ARTICLE = "Grace Hopper, « Compiler », Le Monde, 3 mai 2019."


def test_pointers_are_resolved_to_the_note_of_their_source() -> None:
    texts = (
        BOOK, "Ibid., p. 46.", "Ibid.", ARTICLE, "Ce n’est qu’une remarque.", "Id.", "Voir supra note 1.",
        "Lovelace, op. cit., p. 12.",
    )  # fmt: skip
    cited = cite_document(document(*texts))
    assert [[citation.refers_to for citation in note.citations] for note in cited] == [
        [None], ["n1"], ["n1"], [None], [], ["n4"], ["n1"], ["n1"],
    ]  # fmt: skip
    assert cited[1].citations[0].locator == "46"
    assert cited[7].citations[0].locator == "12"
    assert all(citation.item is None for note in cited for citation in note.citations if citation.refers_to)


def test_ibid_after_several_sources_says_that_it_is_ambiguous() -> None:
    cited = cite_document(document(f"{BOOK[:-1]} ; {ARTICLE}", "Ibid."))
    assert [problem.reason.code for problem in cited[1].citations[0].problems] == ["ambiguous-back-reference"]


def test_ibid_without_anything_before_says_so() -> None:
    cited = cite_document(document("Ibid."))
    assert cited[0].citations[0].refers_to is None
    assert [problem.reason.code for problem in cited[0].citations[0].problems] == ["unresolved-back-reference"]


def test_a_pointer_beside_a_source_is_a_citation_of_its_own() -> None:
    cited = cite_document(document(BOOK, f"Voir note 1 ; {ARTICLE}"))
    assert [citation.refers_to for citation in cited[1].citations] == ["n1", None]


# --- what may come --------------------------------------------------------------------------------------------------


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet=st.sampled_from("abA «»“”\"'’()[]<>.,;:-–/ 0123456789\u00a0é§n°p"), max_size=200))
def test_any_text_can_be_read(text: str) -> None:
    cited = cite_note(Note(id="n", number="1", text=text), "fr")
    for citation in cited.citations:
        assert citation.text in text


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from([BOOK, ARTICLE, "Ibid.", "https://a.example/x", "Voir", "« ", " »", ";", "(", "et "])))
def test_every_address_of_a_note_belongs_to_a_citation(bits: list[str]) -> None:
    text = " ".join(bits)
    addresses = find_addresses(text)
    cited = cite_note(Note(id="n", number="1", text=text, addresses=addresses), "fr").citations
    assert sorted(address.cited for citation in cited for address in citation.addresses) == sorted(
        address.cited for address in addresses
    )


@pytest.mark.parametrize("unit", NOTES)
def test_a_huge_note_is_read_to_its_end(unit: str) -> None:
    text = (unit * 20_000)[:20_000]
    addresses = find_addresses(text)
    cited = cite_note(Note(id="n", number="1", text=text, addresses=addresses), "fr").citations
    found = {address.cited for citation in cited for address in citation.addresses}
    assert {address.cited for address in addresses} <= found


# --- identifiers ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "cited", "url", "field"),
    [
        ("Ada Lovelace, « Les machines », Politix, 3(2), 2012, p. 3-9, 10.3406/polix.2012.1.", "10.3406/polix.2012.1",
         "https://doi.org/10.3406/polix.2012.1", ("DOI", "10.3406/polix.2012.1")),
        ("M. Merler et al., Diversity in Faces, arXiv:1901.10436v2 [cs.CV], 2019.", "1901.10436v2",
         "https://arxiv.org/abs/1901.10436v2", ("number", "arXiv:1901.10436")),
        ("Ada Lovelace, Les machines, thèse, 2012, tel-00912345v2.", "tel-00912345v2",
         "https://theses.hal.science/tel-00912345v2", ("number", "tel-00912345v2")),
        ("Smith J. Cameras and crime. J Urban Stud. 2019;8(3):211-9. PMID: 31234567.", "31234567",
         "https://pubmed.ncbi.nlm.nih.gov/31234567/", ("PMID", "31234567")),
        ("CJUE, 13 mai 2014, Google Spain, C-131/12, ECLI:EU:C:2014:317, § 94.", "ECLI:EU:C:2014:317",
         "https://eur-lex.europa.eu/legal-content/FR/TXT/?uri=ecli:ECLI:EU:C:2014:317", ("number", "C-131/12")),
        ("Loi n° 2023-380 du 19 mai 2023 relative aux jeux Olympiques, art. 10.", "Loi n° 2023-380 du 19 mai 2023",
         "https://www.legifrance.gouv.fr/eli/loi/2023/5/19/2023-380/jo/texte", ("type", "legislation")),
        ("CE, 22 décembre 2020, n° 446155, La Quadrature du Net.", "446155",
         "https://www.conseil-etat.fr/fr/arianeweb/CE/decision/2020-12-22/446155", ("type", "legal_case")),
        ("Décision n° 2021-817 DC du 20 mai 2021, cons. 55.", "2021-817 DC",
         "https://www.conseil-constitutionnel.fr/decision/2021/2021817DC.htm",
         ("authority", "Conseil constitutionnel")),
        ("hal-01234567", "hal-01234567", "https://hal.science/hal-01234567", ("number", "hal-01234567")),
    ],
    ids=["doi", "arxiv", "thesis", "pmid", "ecli", "law", "council", "constitutional", "bare"],
)  # fmt: skip
def test_an_identifier_gives_the_address_where_there_is_none(
    cite: Cite, text: str, cited: str, url: str, field: tuple[str, str]
) -> None:
    (citation,) = cite(text)
    assert citation.addresses == (Address(cited=cited, url=url, marks=("identifier",)),)
    assert citation.item is not None
    assert citation.item.text(field[0]) == field[1]
    assert "URL" not in citation.item.fields


@pytest.mark.parametrize(
    "text",
    [
        "Ada Lovelace, « Un », Le Monde, 3 mai 2019, https://a.example/x, 10.1234/abc.",
        "« La loi n° 2023-380 du 19 mai 2023 expliquée », Le Monde, 3 juin 2023, https://a.example/x.",
    ],
)
def test_where_there_is_an_address_none_is_made(cite: Cite, text: str) -> None:
    (citation,) = cite(text)
    assert [address.cited for address in citation.addresses] == ["https://a.example/x"]


def test_a_law_in_a_title_is_not_what_is_cited(cite: Cite) -> None:
    (citation,) = cite("« La loi n° 2023-380 du 19 mai 2023 expliquée », Le Monde, 3 juin 2023.")
    assert citation.addresses == ()


def test_a_book_has_no_address_and_a_wrong_isbn_is_told(cite: Cite) -> None:
    (right,) = cite("Ada Lovelace, Les machines, Paris, Seuil, 2012, ISBN 978-2-35872-196-7.")
    (wrong,) = cite("Ada Lovelace, Les machines, Paris, Seuil, 2012, ISBN 978-2-35872-196-8.")
    assert right.addresses == wrong.addresses == ()
    assert right.problems == ()
    assert [problem.reason.code for problem in wrong.problems] == ["identifier-contradicts-itself"]


@pytest.mark.parametrize(
    ("title", "language"),
    [
        ("San Francisco Bans Facial Recognition Technology", ""),
        ("The Age of Surveillance Capitalism", "en"),
        ("Les polices municipales", "fr"),
        ("Rapport annuel", "fr"),
        ("Amnesty International", "fr"),
        ("Loi Informatique et Libertés", "fr"),
    ],
)
def test_a_title_in_capitals_is_not_taken_for_the_language_of_the_note(cite: Cite, title: str, language: str) -> None:
    item = only(cite(f"Ann Lee, « {title} », Le Journal, 14 mai 2019.", "fr"))
    assert item.text("language") == language
