from __future__ import annotations

from collections.abc import Callable

import pytest

from sourcekeeper.model import Document

Read = Callable[[str], Document]

BODY = "Le tram a coûté cher{0}. Les riverains, eux, n’ont rien vu venir{1}, et la mairie se tait{2}."
SENTENCES = [
    "Le tram a coûté cher.",
    "Les riverains, eux, n’ont rien vu venir, et la mairie se tait.",
    "Les riverains, eux, n’ont rien vu venir, et la mairie se tait.",
]
NOTES = ["Budget 2021, p. 4.", "Voir https://www.example.org/tram.", "Courrier du 3 mai."]

SHAPES = {
    "glued and dashes with arrows": (["1", "2", "3"], ["- {}↩︎"] * 3),
    "glued and figures with stops": (["1", "2", "3"], ["1. {}", "2. {}", "3. {}"]),
    "glued and bare figures": (["1", "2", "3"], ["1 {}", "2 {}", "3 {}"]),
    "brackets": (["[1]", "[2]", "[3]"], ["[1] {}", "[2] {}", "[3] {}"]),
    "brackets after a space": ([" [1]", " [2]", " [3]"], ["[1]: {}", "[2]: {}", "[3]: {}"]),
    "round brackets": ([" (1)", " (2)", " (3)"], ["(1) {}", "(2) {}", "(3) {}"]),
    "superscripts": (["¹", "²", "³"], ["¹ {}", "² {}", "³ {}"]),
    "superscripts and figures": (["¹", "²", "³"], ["1) {}", "2) {}", "3) {}"]),
    "stars": (["*", "**", "***"], ["* {}", "** {}", "*** {}"]),
    "daggers": (["*", "†", "‡"], ["* {}", "† {}", "‡ {}"]),
    "carets": (["^1", "^2", "^3"], ["^1 {}", "^2 {}", "^3 {}"]),
    "braces": (["{{1}}", "{{2}}", "{{3}}"], ["{{1}} {}", "{{2}} {}", "{{3}} {}"]),
    "brackets with a word": (["[note 1]", "[note 2]", "[note 3]"], ["[note 1] {}", "[note 2] {}", "[note 3] {}"]),
    "words": ([" (note 1)", " (note 2)", " (note 3)"], ["Note 1 : {}", "Note 2 : {}", "Note 3 : {}"]),
    "short words": (["1", "2", "3"], ["n. 1 {}", "n. 2 {}", "n. 3 {}"]),
    "figures and slashes": (["1", "2", "3"], ["1/ {}", "2/ {}", "3/ {}"]),
    "figures, stops and brackets": (["1", "2", "3"], ["1.) {}", "2.) {}", "3.) {}"]),
    "figures with a nought": (["1", "2", "3"], ["01. {}", "02. {}", "03. {}"]),
    "arrows before figures": (["[1]", "[2]", "[3]"], ["↑ 1 {}", "↑ 2 {}", "↑ 3 {}"]),
    "figures after a space": ([" 1", " 2", " 3"], ["1 {}", "2 {}", "3 {}"]),
    "figures after a no-break space": (["\u202f1", "\u202f2", "\u202f3"], ["1. {}", "2. {}", "3. {}"]),
    "numbers alone": (["1", "2", "3"], ["1\n{}", "2\n{}", "3\n{}"]),
    "arrows alone": (["1", "2", "3"], ["{} ↩︎", "{} ↩︎", "{} ↩︎"]),
    "round brackets behind only": ([" 1)", " 2)", " 3)"], ["1) {}", "2) {}", "3) {}"]),
    "angle brackets": (["<1>", "<2>", "<3>"], ["<1> {}", "<2> {}", "<3> {}"]),
    "keys of a telephone": ([" 1️⃣", " 2️⃣", " 3️⃣"], ["1️⃣ {}", "2️⃣ {}", "3️⃣ {}"]),
    "figures in circles": (["①", "②", "③"], ["① {}", "② {}", "③ {}"]),
    "wide brackets": (["（注1）", "（注2）", "（注3）"], ["（注1）{}", "（注2）{}", "（注3）{}"]),
    "roman figures": (["i", "ii", "iii"], ["i {}", "ii {}", "iii {}"]),
    "number signs": ([" (#1)", " (#2)", " (#3)"], ["#1 {}", "#2 {}", "#3 {}"]),
    "figures between stars": ([" *1*", " *2*", " *3*"], ["*1* {}", "*2* {}", "*3* {}"]),
    "words that point": ([" (voir note 1)", " (voir note 2)", " (voir note 3)"], ["1. {}", "2. {}", "3. {}"]),
    "superscripts as far as they go": (["¹", "²", " (3)"], ["¹ {}", "² {}", "(3) {}"]),
    "brackets and figures with stops": (["[1]", "[2]", "[3]"], ["1. {}", "2. {}", "3. {}"]),
}


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["lf", "crlf", "cr"])
@pytest.mark.parametrize("heading", ["", "Notes :", "RÉFÉRENCES", "Notes et références", "---"])
@pytest.mark.parametrize("shape", SHAPES, ids=list(SHAPES))
def test_each_shape_of_notes_is_read(shape: str, heading: str, end: str, read_text: Read) -> None:
    calls, lines = SHAPES[shape]
    calls = [call.format() for call in calls]
    listed = [line.format(note).replace("\n", end) for line, note in zip(lines, NOTES, strict=True)]
    text = end.join(["La lettre du tram", "", BODY.format(*calls), "", *([heading, ""] if heading else []), *listed])
    notes = read_text(text).notes
    assert [note.text for note in notes] == NOTES
    assert [note.contexts for note in notes] == [(sentence,) for sentence in SENTENCES]
    assert [address.cited for address in notes[1].addresses] == ["https://www.example.org/tram"]
    for note in notes:
        for call in note.calls:
            assert call.place is not None
            assert text[call.place.start : call.place.end] in {call.strip() for call in calls}


def test_figures_that_are_no_calls_stay_in_the_sentence(read_text: Read) -> None:
    text = (
        "En 20191, on a posé 500 caméras sur 12 km, soit 20 %2 de plus. L’article 103 le permet jusqu’en 2026. "
        "À 8h30, le CO2 et l’autoroute A4 n’y changent rien4.\n"
        "- Un, https://a.example/1.↩︎\n- Deux.↩︎\n- Trois.↩︎\n- Quatre.↩︎"
    )
    assert [note.contexts[0] for note in read_text(text).notes] == [
        "En 2019, on a posé 500 caméras sur 12 km, soit 20 % de plus.",
        "En 2019, on a posé 500 caméras sur 12 km, soit 20 % de plus.",
        "L’article 10 le permet jusqu’en 2026.",
        "À 8h30, le CO2 et l’autoroute A4 n’y changent rien.",
    ]


def test_a_note_called_twice_has_two_contexts(read_text: Read) -> None:
    text = "Un fait [1]. Un autre [2].\nLe premier revient [1].\n\nNotes\n[1] A.\n[2] B."
    assert read_text(text).notes[0].contexts == ("Un fait.", "Le premier revient.")


def test_several_calls_in_one_bracket_call_each_note(read_text: Read) -> None:
    text = "Tout le monde le dit [1, 2]. Et plus encore [2-4].\n\nNotes\n[1] A.\n[2] B.\n[3] C.\n[4] D."
    notes = read_text(text).notes
    assert [note.contexts for note in notes] == [
        ("Tout le monde le dit.",),
        ("Tout le monde le dit.", "Et plus encore."),
        ("Et plus encore.",),
        ("Et plus encore.",),
    ]


def test_a_note_without_call_and_a_call_without_note_are_both_reported(read_text: Read) -> None:
    document = read_text("Un fait [1]. Un autre [3].\n\nNotes\n[1] A.\n[2] B.")
    assert [[problem.reason.code for problem in note.problems] for note in document.notes] == [
        [],
        ["note-without-call"],
    ]
    (problem,) = document.problems
    assert (problem.reason.code, problem.reason.get("label"), problem.reason.get("context")) == (
        "call-without-note",
        "3",
        "Un autre.",
    )


def test_notes_at_the_foot_of_each_page_are_read_though_numbers_restart(read_text: Read) -> None:
    page = "La page {0} dit une chose1 et une autre2.\n\n1 Source {0}a.\n2 Source {0}b.\n"
    document = read_text("\f".join(page.format(number) for number in "ABC"))
    assert [(note.number, note.text) for note in document.notes] == [
        (number, f"Source {letter}{suffix}.") for letter in "ABC" for number, suffix in (("1", "a"), ("2", "b"))
    ]
    assert all(len(note.calls) == 1 for note in document.notes)


PAGED = """\
                    La lettre du tram
Le budget a doublé1, et chacun le sait depuis le conseil de printemps.
La ville a signé le contrat sans dire à personne ce que la{end}

1 Budget 2021, https://www.example.org/comptes/
dossiers/2021/budget.
                              {number}
{feed}                        La lettre du tram
{start}ligne lui coûte2. Les comptes des deux années qui suivent ne
disent rien de plus à ce sujet, et le conseil n’a rien demandé.

2 Courrier du 3 mai.
                              {next}
"""


@pytest.mark.parametrize("feed", ["\f", "\n"], ids=["form feed", "page numbers alone"])
@pytest.mark.parametrize(
    ("end", "start", "sentence"),
    [
        (" grande", "", "La ville a signé le contrat sans dire à personne ce que la grande ligne lui coûte."),
        (" nou-", "velle ", "La ville a signé le contrat sans dire à personne ce que la nouvelle ligne lui coûte."),
        (" loi dit.", "Notre ", "Notre ligne lui coûte."),
    ],
    ids=["between words", "within a word", "between sentences"],
)
def test_a_sentence_goes_on_over_the_foot_of_a_page(
    end: str, start: str, sentence: str, feed: str, read_text: Read
) -> None:
    text = PAGED.format(end=end, start=start, feed=feed, number=3, next=4)
    first, second = read_text(text).notes
    assert [address.cited for address in first.addresses] == ["https://www.example.org/comptes/dossiers/2021/budget"]
    assert second.contexts == (sentence,)


def test_a_number_is_parted_from_its_call_by_what_stands_round_it(read_text: Read) -> None:
    text = (
        "The council cut 14 of 31 routes in 2021.1 Fares rose between 2019 and 2023,2 while 3.2 million stayed. "
        "Is that what a G20 city looks like in 2024?3\n\nNotes\n1 A, p. 4.\n2 B.\n3 C."
    )
    assert [note.contexts[0] for note in read_text(text).notes] == [
        "The council cut 14 of 31 routes in 2021.",
        "Fares rose between 2019 and 2023, while 3.2 million stayed.",
        "Is that what a G20 city looks like in 2024?",
    ]


def test_marks_of_quoted_mail_are_taken_off_and_places_stay(read_text: Read) -> None:
    text = (
        "Oui.\n\n> Le tram a coûté cher [1] à tout le quartier, et\n>> la mairie se tait [2].\n>\n"
        "> [1] Budget voté au printemps par le conseil,\n>   p. 4.\n> [2] Rien.\n"
    )
    first, second = read_text(text).notes
    assert (first.text, second.text) == ("Budget voté au printemps par le conseil, p. 4.", "Rien.")
    assert first.contexts == second.contexts == ("Le tram a coûté cher à tout le quartier, et la mairie se tait.",)
    places = [call.place for note in (first, second) for call in note.calls]
    assert [text[place.start : place.end] for place in places if place] == ["[1]", "[2]"]


def test_several_calls_glued_to_one_word_call_each_note(read_text: Read) -> None:
    text = "Deux arrêtés1,2. Trois recours3-5. La presse67. Oui.⁸⁹\n\n" + "\n".join(f"{n}. S{n}." for n in range(1, 8))
    assert [note.contexts[0] for note in read_text(text).notes] == [
        *["Deux arrêtés."] * 2,
        *["Trois recours."] * 3,
        *["La presse."] * 2,
    ]


NO_NOTES = {
    "steps that figures seem to call": (
        "The council cut 14 of 31 night routes in 2021. A survey of 1,200 riders found that 3 in 10 walked 12 km.\n\n"
        "1. Write to the council.\n2. Keep a copy.\n3. Come on 4 May.\n"
    ),
    "steps under a drawn line": (
        "The council cut 14 of 31 night routes in 2021. A survey found that 3 in 10 walked 12 km.\n\n---\n\n"
        "1. Write to the council, https://council.example.\n2. Come on 4 May.\n"
    ),
    "page numbers": "Un texte de A4 à B2.\n\n1\n\fUne autre page, et une troisième.\n\n2\n\fLa dernière.\n\n3\n",
    "works under a heading": "Le livre a 12 ans, et 23 pages.\n\nSources\n\nDupont, La Rue.\n\nMartin, La Ville.\n",
    "dashes and figures that count": "En 12 ans, 21 maires.\n\nLire\n- A, https://a.example.\n- B, https://b.example.\n",
}


@pytest.mark.parametrize("text", NO_NOTES.values(), ids=list(NO_NOTES))
def test_what_nothing_calls_is_no_note(text: str, read_text: Read) -> None:
    assert read_text(text).notes == ()


def test_a_list_of_steps_is_no_list_of_notes(read_text: Read) -> None:
    text = "Voici comment agir.\n\n1. Écrire au maire.\n2. Appeler la presse.\n3. Venir samedi.\n\nMerci à vous."
    assert read_text(text).notes == ()


def test_a_list_of_steps_before_the_notes_does_not_take_their_calls(read_text: Read) -> None:
    text = (
        "Un fait établi1. Un deuxième2.\n\n1. Écrire au maire.\n2. Appeler la presse.\n\nUn troisième fait3.\n\n"
        "Notes\n1. A, https://a.example.\n2. B.\n3. C."
    )
    assert [note.text for note in read_text(text).notes] == ["A, https://a.example.", "B.", "C."]


def test_of_two_lists_the_one_is_believed_whose_calls_are_plain(read_text: Read) -> None:
    text = (
        "Um facto1. Outro2, em 2021. Mais um3.\n\n1. Escrever.\n2. Telefonar.\n3. Vir no dia 14.\n\n"
        "Em 31 dias fecharam 12 linhas4, e 5 000 pessoas5 protestaram.\n\n"
        "Notas\n1. A.\n2. B.\n3. C.\n4. D, https://d.example.\n5. E."
    )
    assert [note.text for note in read_text(text).notes] == ["A.", "B.", "C.", "D, https://d.example.", "E."]


GLUED_LABELS = """\
La ville a signé le contrat sans dire à personne ce que la grande1 ligne
lui coûte, et le budget a doublé2 sans que le conseil n’ait rien demandé.
Les comptes des deux années qui suivent ne disent rien de plus à ce sujet3.

1Rapport annuel, 2022.
2INSEE, https://www.example.org/insee.
3« La ligne », Le Phare.
"""


def test_labels_glued_to_their_notes_are_parted_from_them(read_text: Read) -> None:
    assert [(note.number, note.text) for note in read_text(GLUED_LABELS).notes] == [
        ("1", "Rapport annuel, 2022."),
        ("2", "INSEE, https://www.example.org/insee."),
        ("3", "« La ligne », Le Phare."),
    ]


def test_numbers_alone_head_their_notes_on_every_page(read_text: Read) -> None:
    page = (
        "La page {0} dit une chose{1} et se tait, comme toutes celles qui viennent avant\n"
        "elle et comme toutes celles qui la suivent.\n\n{1}\n Source {0}.\n\n"
    )
    document = read_text("\f".join(page.format(letter, number) for number, letter in enumerate("ABC", 1)))
    assert [(note.number, note.text) for note in document.notes] == [
        ("1", "Source A."),
        ("2", "Source B."),
        ("3", "Source C."),
    ]
    assert all(note.contexts[0].startswith("La page") for note in document.notes)


def test_a_numbered_heading_is_no_note_where_numbers_alone_explain_all_calls(read_text: Read) -> None:
    text = (
        "La ville a signé le contrat sans dire à personne ce que la grande ligne coûte1.\n\n"
        "1 Un contrat opaque\nLe conseil, lui, n’a rien demandé de plus, et le budget a doublé2 dans l’année\n"
        "qui a suivi.\n\n   1\n    Rapport annuel, 2022.\n   2\n    Budget, https://www.example.org/budget.\n"
    )
    assert [note.text for note in read_text(text).notes] == [
        "Rapport annuel, 2022.",
        "Budget, https://www.example.org/budget.",
    ]


def test_what_a_browser_prints_at_the_edges_parts_no_list(read_text: Read) -> None:
    text = (
        "Un fait [1] puis un autre, que la page du journal raconte au long [2].\n\nNotes\n1. Source une.\n"
        "https://www.example.org/page                                      1/2\n"
        "\f3/5/24, 10:01 AM                          La page du journal\n2. Source deux.\n"
    )
    assert [note.text for note in read_text(text).notes] == ["Source une.", "Source deux."]


def test_wrapped_notes_and_words_broken_at_the_line_end_are_joined(read_text: Read) -> None:
    text = (
        "Cette lettre est passée par un programme de courrier qui coupe les\n"
        "lignes à soixante-dix signes, comme on le faisait jadis, et qui cou-\n"
        "pe aussi les mots [1]. Une autre phrase la suit, pour que le bloc ait\n"
        "la longueur qu’il faut [2].\n\n"
        "Notes\n\n"
        "[1] Une note assez longue pour tenir sur deux lignes du courrier, voi-\n"
        "    re trois, https://www.example.org/page.\n"
        "[2] Courte.\n\n-- \nLe comité\nhttps://www.example.org/don\n"
    )
    first, second = read_text(text).notes
    assert first.text == (
        "Une note assez longue pour tenir sur deux lignes du courrier, voire trois, https://www.example.org/page."
    )
    assert first.contexts[0].endswith("comme on le faisait jadis, et qui coupe aussi les mots.")
    assert second.text == "Courte."
    assert second.addresses == ()


def test_places_are_offsets_into_the_decoded_text(read_text: Read) -> None:
    text = "\ufeffÉté1. Hiver2.\r\n- A https://a.example/é.↩︎\r\n- B.↩︎\r\n"
    first = read_text(text).notes[0]
    decoded = text.removeprefix("\ufeff")
    address = first.addresses[0].place
    assert first.place is not None
    assert address is not None
    assert decoded[address.start : address.end] == "https://a.example/é"
    assert decoded[first.place.start : first.place.end].startswith("A https://")


def test_a_short_first_line_is_the_title(read_text: Read) -> None:
    assert read_text("Pour un tram gratuit\n\nNous demandons peu.").title == "Pour un tram gratuit"
    assert read_text("Nous demandons peu.\n\nRien de plus.").title is None


def test_the_language_is_guessed_by_its_small_words(read_text: Read) -> None:
    assert read_text("Wir fordern den Stadtrat auf, die Kameras nicht zu nutzen und sie abzubauen.").language == "de"
    assert read_text("xyz 123").language is None


def test_sources_that_close_a_text_are_notes_though_nothing_numbers_or_calls_them(read_text: Read) -> None:
    text = (
        "Un texte sans appel.\n\nIl a deux paragraphes.\n\nSources :\n"
        "- Le Tram, « Une ligne », https://tram.example.org/ligne\n- Budget 2021, p. 4\n• La carte : https://carte.example.org/\n"
    )
    assert [(note.number, note.text.split()[0], note.calls) for note in read_text(text).notes] == [
        ("1", "Le", ()),
        ("2", "Budget", ()),
        ("3", "La", ()),
    ]
    assert not read_text(text + "\nUn autre paragraphe.\n").notes


def test_what_follows_the_last_arrow_is_no_note(read_text: Read) -> None:
    text = (
        "Un fait.1 Un deuxième.2\n\nNotes\n1. A, https://a.example. ↩\n2. B. ↩\n\n"
        "Laisser un commentaire\nNom (obligatoire)\nhttps://spam.example dit : bravo\n"
    )
    assert [note.text for note in read_text(text).notes] == ["A, https://a.example.", "B."]


def test_an_exponent_of_any_unit_is_no_call(read_text: Read) -> None:
    text = "Le barrage retient 2 hm³ d’eau1, sur 40 dam² au moins2. Le reste est à sec3.\n\n1. A.\n2. B.\n3. C.\n"
    assert [note.contexts[0] for note in read_text(text).notes] == [
        "Le barrage retient 2 hm³ d’eau, sur 40 dam² au moins.",
        "Le barrage retient 2 hm³ d’eau, sur 40 dam² au moins.",
        "Le reste est à sec.",
    ]


def test_a_note_may_be_called_again_by_a_figure_glued_behind_a_stop(read_text: Read) -> None:
    text = (
        "Le tram a coûté cher.1 Les riverains en parlent,2 la « ville » se tait.3 Le budget,1 lui, a doublé (p.3)."
        "\n\nNotes\n1. A, https://a.example.\n2. B.\n3. C.\n"
    )
    notes = read_text(text).notes
    assert [len(note.calls) for note in notes] == [2, 1, 1]
    assert notes[0].contexts[-1] == "Le budget, lui, a doublé (p.3)."


@pytest.mark.parametrize("added", ["1 bis", "1a", "1bis", "1 ter"])
@pytest.mark.parametrize("shape", ["({})", "[{}]"])
def test_a_note_put_in_later_has_a_number_of_its_own(shape: str, added: str, read_text: Read) -> None:
    first, between, last = shape.format(1), shape.format(added), shape.format(2)
    text = f"Le canal est à sec {first}. La ville le nie {between}. Les carpes sont mortes {last}.\n\nNotes\n\n"
    text += f"{first} Relevé du 3 mai.\n{between} Communiqué, https://ville.example.fr/canal\n{last} Constat.\n"
    notes = read_text(text).notes
    assert [note.number for note in notes] == ["1", added.replace("bis", " bis").replace("  ", " "), "2"]
    assert [note.contexts for note in notes] == [
        ("Le canal est à sec.",),
        ("La ville le nie.",),
        ("Les carpes sont mortes.",),
    ]


@pytest.mark.parametrize(
    "before", ["(voir le tableau 1)", "(art. 2)", "en 1) et 2) puis"], ids=["table", "article", "enumeration"]
)
def test_brackets_that_close_something_call_nothing(before: str, read_text: Read) -> None:
    text = f"La loi le dit {before}.\n\nLa ville paie (1). Le quartier attend (2).\n\n(1) Budget.\n(2) Enquête.\n"
    assert [note.contexts for note in read_text(text).notes] == [("La ville paie.",), ("Le quartier attend.",)]


@pytest.mark.parametrize(
    ("calls", "labels", "numbers"),
    [
        (["[ref 1]", "[ref 2]", "[ref 3]"], ["Ref 1: ", "Ref 2: ", "Ref 3: "], ["1", "2", "3"]),
        (["(fuente 1)", "(fuente 2)", "(fuente 3)"], ["Fuente 1: ", "Fuente 2: ", "Fuente 3: "], ["1", "2", "3"]),
        (["/1/", "/2/", "/3/"], ["/1/ ", "/2/ ", "/3/ "], ["1", "2", "3"]),
        (["(A)", "(B)", "(C)"], ["(A) ", "(B) ", "(C) "], ["A", "B", "C"]),
        (["[I]", "[II]", "[III]"], ["[I] ", "[II] ", "[III] "], ["I", "II", "III"]),
        (["|1|", "|2|", "|3|"], ["|1| ", "|2| ", "|3| "], ["1", "2", "3"]),
    ],
    ids=["ref", "fuente", "slashes", "capitals", "Roman capitals", "bars"],
)
def test_labels_of_a_shape_of_the_documents_own_are_learned(
    calls: list[str], labels: list[str], numbers: list[str], read_text: Read
) -> None:
    listed = "\n".join(label + note for label, note in zip(labels, NOTES, strict=True))
    notes = read_text(f"La lettre du tram\n\n{BODY.format(*[f' {call}' for call in calls])}\n\n{listed}\n").notes
    assert [(note.number, note.text) for note in notes] == list(zip(numbers, NOTES, strict=True))
    assert [note.contexts for note in notes] == [(sentence,) for sentence in SENTENCES]


@pytest.mark.parametrize(
    "text",
    [
        "Voir le point (A) du plan.\n\n(A) La salle.\n(B) Le bureau.\n",
        "Ordre du jour\n\nPoint 1: la salle.\nPoint 2: le bureau.\nLe point 2 est reporté.\n",
        "#1 priority: the roof. (1)\n#2 priority: the hall.\n",
    ],
    ids=["one of two called", "agenda", "priorities"],
)
def test_lines_that_count_and_are_not_all_called_are_no_notes(text: str, read_text: Read) -> None:
    assert not read_text(text).notes
