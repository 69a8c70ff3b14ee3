"""What generators put between braces is read as their pages show it, as far as that can be known."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from sourcekeeper.model import Document

Read = Callable[[str], Document]

CASES = {
    "shortcode round words": ("{{< mark >}}Arrêté{{< /mark >}} du 3 mai.", "Arrêté du 3 mai.", []),
    "shortcode that links": (
        'Voir {{< link href="https://a.example.org/x?y=1" >}}l’arrêté{{< /link >}}.',
        "Voir l’arrêté.",
        ["https://a.example.org/x?y=1"],
    ),
    "shortcode with address and words": (
        '{{% source "https://a.example.org/x" "le rapport" %}}, p. 4.',
        "le rapport, p. 4.",
        ["https://a.example.org/x"],
    ),
    "shortcode with an address alone": (
        '{{< lien url="https://a.example.org/x" >}}.',
        "https://a.example.org/x.",
        ["https://a.example.org/x"],
    ),
    "shortcode with a file": ('{{< figure src="/img/plan.png" >}} Un plan.', "Un plan.", []),
    "role": ("D’après {sub}`les archives`.", "D’après les archives.", []),
    "role with a target of the site": ("Voir {doc}`l’annexe </annexe>`.", "Voir l’annexe.", []),
    "role with an address": (
        "Les {download}`données <https://a.example.org/d.csv>`.",
        "Les données.",
        ["https://a.example.org/d.csv"],
    ),
    "attributes behind a link": (
        'Le [texte](https://a.example.org/t){:target="_blank" rel="noopener"}.',
        "Le texte.",
        ["https://a.example.org/t"],
    ),
    "attributes behind brackets": ("Le [texte]{.smallcaps #t lang=fr}.", "Le texte.", []),
    "attributes behind emphasis": ("Le *texte*{: .nota}.", "Le texte.", []),
    "a brace that is none of these": ("L’ensemble {a, b}.", "L’ensemble {a, b}.", []),
    "link between notes": ("Voir [[Eau|le dossier]] et [[Rivière#Crue]].", "Voir le dossier et Rivière.", []),
    "picture in place": ("![[plan.png]] Plan.", "Plan.", []),
    "highlight and remark": ("==Vu== le 3 mai.%% à vérifier %%", "Vu le 3 mai.", []),
    "equals signs of a comparison": ("Si a == b, alors c == d.", "Si a == b, alors c == d.", []),
    "address broken in its brackets": (
        "Le site <https://a.example.org/une-page-\n    coupee>.",
        "Le site https://a.example.org/une-page-coupee.",
        ["https://a.example.org/une-page-coupee"],
    ),
}


@pytest.mark.parametrize("case", CASES, ids=list(CASES))
def test_the_text_of_a_note_is_what_its_page_shows(case: str, read_markdown: Read) -> None:
    written, text, urls = CASES[case]
    note = read_markdown(f"L’eau monte[^1].\n\n[^1]: {written}\n").notes[0]
    assert note.text == text
    assert [address.url for address in note.addresses] == urls


@pytest.mark.parametrize(
    "written",
    [
        ":::{note} À savoir\n:class: tip\nL’eau monte[^1].\n:::",
        "::: {.encart}\nL’eau monte[^1].\n:::",
        ":::tip\nL’eau monte[^1].\n:::",
        "(eau)=\nL’eau monte[^1].",
        "> [!note] Alerte\n> L’eau monte[^1].",
        "L’eau monte[^1].\n{: .lead}",
        "# Titre {#t}\n\n{{< lead >}}L’eau monte[^1].{{< /lead >}}",
    ],
    ids=["MyST", "Pandoc", "Docusaurus", "target", "box", "kramdown", "shortcode"],
)
def test_what_stands_round_a_sentence_is_none_of_it(written: str, read_markdown: Read) -> None:
    note = read_markdown(f"{written}\n\n[^1]: Relevé du 3 mai.\n").notes[0]
    assert note.contexts == ("L’eau monte.",)


def test_a_name_that_begins_a_sentence_is_cited_in_it(read_markdown: Read) -> None:
    document = read_markdown("La mairie nie [@mairie, p. 3]. @lopez [p. 4] parle d’une bulle.\n")
    assert document.notes[0].contexts == ("La mairie nie.",)
