"""RTF: notes, their marks, the three ways of writing characters, fields, what is skipped."""

from __future__ import annotations

import json

import pytest
from tests.unit.reading.office import rtf, rtf_text

from sourcekeeper.model import Document
from sourcekeeper.ports import RawDocument
from sourcekeeper.reading.office.rtf import RtfReader


def read(data: bytes) -> Document:
    return RtfReader().read(RawDocument(origin="lettre.rtf", data=data))


def note(text: str, *, alt: str = "") -> str:
    return r"{\super\chftn}{\footnote" + alt + r" \pard\plain {\super\chftn} " + text + "}"


def one(body: str, head: str = "") -> str:
    """The text of the only note of a document."""
    return read(rtf(body, head=head)).notes[0].text


def test_footnotes_and_endnotes_have_counts_of_their_own() -> None:
    end = note("De fin.", alt=r"\ftnalt")
    body = f"Le pont ferme{note('Le Port.')}. La mairie se tait{end}. Le port{note('Deux.')}.\\par"
    document = read(rtf(body))
    assert [(found.number, found.text, found.contexts) for found in document.notes] == [
        ("1", "Le Port.", ("Le pont ferme.",)),
        ("i", "De fin.", ("La mairie se tait.",)),
        ("2", "Deux.", ("Le port.",)),
    ]


@pytest.mark.parametrize(
    "written",
    [
        pytest.param(r"mot{\super\chftn}{\*\footnote\chftn\~ Le Port.}.", id="starred"),
        pytest.param(r"mot{{\super \loch \chftn{\*\footnote \chftn\pard\plain {\loch Le Port.}}}}.", id="inside"),
        pytest.param(
            r"mot{\cs20\super \chftn {\footnote \pard\plain \s19 {\cs20\super \chftn } Le Port.}}.", id="Word"
        ),
    ],
)
def test_every_programs_way_of_writing_a_note(written: str) -> None:
    document = read(rtf(written + r"\par"))
    assert [(found.number, found.text, found.contexts) for found in document.notes] == [("1", "Le Port.", ("mot.",))]


def test_a_mark_of_the_authors_own_is_the_number() -> None:
    body = r"Un fait{\super *}{\footnote {\super *} Pr\'e9cision.}. Deux" + note("Suite.") + r".\par"
    document = read(rtf(body))
    assert [(found.number, found.text, found.contexts) for found in document.notes] == [
        ("*", "Précision.", ("Un fait.",)),
        ("1", "Suite.", ("Deux.",)),
    ]


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (r"\ftnnalc", ["a", "b"]),
        (r"\ftnnchi", ["*", "†"]),
        (r"\ftnstart5", ["5", "6"]),
        (r"\ftnnar\sectd\sftnnruc", ["I", "II"]),
    ],
)
def test_control_words_say_how_notes_are_numbered(head: str, expected: list[str]) -> None:
    document = read(rtf(f"Un{note('A.')}. Deux{note('B.')}.\\par", head=head))
    assert [found.number for found in document.notes] == expected


def test_numbers_may_start_anew_in_each_section() -> None:
    document = read(rtf(f"Un{note('A.')}.\\sect Deux{note('B.')}.\\par", head=r"\ftnrestart "))
    assert [found.number for found in document.notes] == ["1", "1"]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        pytest.param(r"caf\'e9 \'ab\~x\~\'bb", "café « x »", id="windows-1252"),
        pytest.param("caf\xe9", "café", id="raw bytes"),
        pytest.param(r"caf\u233?, \u8364\'80", "café, €", id="unicode with one substitute"),
        pytest.param(r"\uc0\u26085\u26412  !", "日本 !", id="unicode without substitute"),
        pytest.param(r"\uc2 \u233\'c3\'a9t\u233 ??.", "été.", id="two substitutes"),
        pytest.param(r"\u-10179?\u-8704?", "😀", id="a pair of surrogates"),
        pytest.param(r"\uc0 \u55357\uc1 \u56832\'3f", "😀", id="a pair that changes its mind"),
        pytest.param(
            r"a\emdash b\endash c \lquote d\rquote  \ldblquote e\rdblquote\_f", "a—b–c ‘d’ “e”-f", id="words"
        ),
        pytest.param(r"{\f1\'e6\'e8\'f0} {\f2 \'b9\'9c}", "жир ąś", id="fonts of other code pages"),
        pytest.param(r"{\f3\'93\'fa\'96\'7b\'83\'5c\'96A}", "日本ソ泡", id="two-byte characters"),
        pytest.param(r"a\line b\tab c", "a b c", id="breaks"),
        pytest.param("a\r\nb\nc", "abc", id="line ends mean nothing"),
        pytest.param(r"{\upr{?}{\*\ud{\u233?t\u233?}}}", "été", id="text in two writings"),
        pytest.param(r"\u233{?}x", "é?x", id="a group ends the substitute"),
        pytest.param(r"accolades \{ \} \\", "accolades { } \\", id="escaped"),
    ],
)
def test_characters_are_read_in_every_way_of_writing(written: str, expected: str) -> None:
    fonts = (
        r"{\fonttbl{\f0\fcharset0 Arial;}{\f1\fcharset204 Arial Cyr;}{\f2\fcharset238 Arial CE;}"
        r"{\f3\fcharset128 Mincho;}}"
    )
    assert one(f"Un{note(written)}.", fonts) == expected


@pytest.mark.parametrize(("head", "text"), [(r"\ansicpg1251", "ж"), (r"\mac", "Ê"), (r"\pca", "µ")])
def test_the_documents_code_page_counts(head: str, text: str) -> None:
    assert one(r"Un" + note(r"\'e6") + ".", head) == text


def test_destinations_that_are_no_text_are_skipped() -> None:
    body = (
        r"{\header En-t\'eate}{\footer Pied}{\*\unknown rien {et rien}}{\pict\bin5 {{{}}\'ff}{\object{\*\objdata 00}}"
        r"{\*\annotation Commentaire}Le pont ferme" + note(r"{\*\bkmkstart x}Le Port{\*\bkmkend x}.") + r".\par"
    )
    found = read(rtf(body)).notes[0]
    assert (found.text, found.contexts) == ("Le Port.", ("Le pont ferme.",))


def test_hidden_and_deleted_text_is_left_out_with_its_notes() -> None:
    body = (
        r"Le {\v secret" + note("X.") + r"}pont {\deleted vieux" + note("Y.") + r"}ferme" + note("Le Port.") + r".\par"
    )
    document = read(rtf(body))
    assert [(found.number, found.text, found.contexts) for found in document.notes] == [
        ("1", "Le Port.", ("Le pont ferme.",))
    ]


def test_italics_reach_as_far_as_their_group() -> None:
    found = read(rtf("Un" + note(r"Dumont, {\i La \b ville}, 2021, \i Revue\i0 , \i x\plain y.") + ".")).notes[0]
    assert [found.text[start:end] for start, end in found.emphasised] == ["La ville", "Revue", "x"]


@pytest.mark.parametrize(
    "instruction",
    [
        r'HYPERLINK "https://exemple.org/a?b=1&c=(\u233?)"',
        r'{HYPERLINK }{"https://exemple.org/a?b=1&c=(\'e9)"}',
        r'HYPERLINK \\o "bulle" "https://exemple.org/a?b=1&c=(\u233?)" \\t "_blank"',
    ],
)
def test_a_link_is_found_in_its_field(instruction: str) -> None:
    body = "Un" + note(r"Voir {\field{\*\fldinst " + instruction + r" }{\fldrslt {\ul le rapport}}}.") + "."
    found = read(rtf(body)).notes[0]
    assert found.text == "Voir le rapport."
    assert [address.cited for address in found.addresses] == ["https://exemple.org/a?b=1&c=(é)"]


def test_fields_may_stand_in_fields() -> None:
    inner = r"{\field{\*\fldinst PAGE}{\fldrslt 3}}"
    body = r"Un{\field{\*\fldinst IF " + inner + r" }{\fldrslt deux " + inner + r"}}" + note("N.") + r".\par"
    assert read(rtf(body)).notes[0].contexts == ("Undeux 3.",)


def test_zoteros_field_gives_its_items() -> None:
    cited = {"citationItems": [{"itemData": {"type": "book", "title": "La ville – été"}, "locator": "3"}]}
    instruction = rtf_text(f"ADDIN ZOTERO_ITEM CSL_CITATION {json.dumps(cited, ensure_ascii=False)}")
    body = "Un" + note(r"{\field{\*\fldinst {" + instruction + r"}}{\fldrslt Dumont, p. 3}}.") + "."
    found = read(rtf(body)).notes[0]
    assert found.text == "Dumont, p. 3."
    assert [item.text("title") for item in found.items] == ["La ville – été"]


def test_a_cross_reference_set_as_a_call_is_a_second_call() -> None:
    body = (
        r"Un{\*\bkmkstart _Ref1}" + note("N.") + r"{\*\bkmkend _Ref1}. "
        r"Deux{\field{\*\fldinst NOTEREF _Ref1 \\f}{\fldrslt {\super 1}}}.\par"
    )
    assert read(rtf(body)).notes[0].contexts == ("Un.", "Deux.")


def test_notes_by_hand_with_list_numbers_of_the_program_are_found() -> None:
    listed = r"{\listtext 1.\tab}Le Port.\par {\listtext 2.\tab}La Ville.\par"
    body = r"Le pont ferme (1). Le port aussi (2).\par Notes\par " + listed
    assert [(found.number, found.text) for found in read(rtf(body)).notes] == [("1", "Le Port."), ("2", "La Ville.")]


def test_title_and_day_come_from_the_information_group() -> None:
    info = r"{\info{\title La rivi\'e8re}{\creatim\yr2020\mo1\dy2}{\revtim\yr2024\mo3\dy5\hr7}{\author X}}"
    document = read(rtf(r"Texte.\par", head=info))
    assert (document.title, str(document.published)) == ("La rivière", "2024-03-05")


def test_without_information_the_title_is_the_first_heading() -> None:
    sheet = r"{\stylesheet{\s0 Normal;}{\s1\sbasedon0 heading 1;}{\*\cs2 Car;}}"
    assert read(rtf(r"\pard\s1 La rivi\'e8re\par\pard\s0 Texte.\par", head=sheet)).title == "La rivière"


def test_places_are_offsets_into_the_file() -> None:
    body = "Un" + note("Voir https://exemple.org/a?x=1.") + r".\par"
    data = rtf(body)
    found = read(data).notes[0]
    text = data.decode("latin-1")
    assert found.place is not None
    assert text[found.place.start : found.place.end].startswith(r"{\footnote")
    assert text[found.place.start : found.place.end].endswith(".}")
    call, address = found.calls[0].place, found.addresses[0].place
    assert call is not None
    assert address is not None
    assert text[call.start : call.end] == r"\chftn"
    assert text[address.start : address.end] == "https://exemple.org/a?x=1"


def test_a_document_cut_short_says_so() -> None:
    document = read(rtf("Un" + note("Le Port") + ".")[:-6])
    assert [problem.reason.code for problem in document.problems] == ["cut-short"]
    assert document.notes[0].text == "Le P"


@pytest.mark.parametrize("closing", ["", "}" * 200_000])
def test_groups_nest_as_deep_as_they_like(closing: str) -> None:
    body = "{" * 200_000 + "Un" + note("Le Port.") + ". " + closing
    assert [found.text for found in read(rtf(body)).notes] == ["Le Port."]
