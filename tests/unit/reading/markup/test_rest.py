from __future__ import annotations

from collections.abc import Callable

import pytest

from sourcekeeper.model import Document

Read = Callable[[str], Document]


def shown(document: Document) -> list[tuple[str, str]]:
    return [(note.number, note.text) for note in document.notes]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("*Le Titre*, **gras**, ``code``, `rôle`", "Le Titre, gras, code, rôle"),
        (r"un\ *mot*\ e, \*étoile\*, a\\b", "unmote, *étoile*, a\\b"),
        ("2 * 3 * 4, mot*, n*est*pas", "2 * 3 * 4, mot*, n*est*pas"),
        (":sup:`er` :title:`Le Titre` :ref:`texte <cible>`", "er Le Titre texte"),
        ("snake_case_mot et __init__", "snake_case_mot et __init__"),
        ("|nom| et |inconnu|", "la CNIL et |inconnu|"),
        ("sur\n   deux lignes\n\n   et deux alinéas", "sur deux lignes et deux alinéas"),
    ],
)
def test_a_note_reads_as_it_is_printed(rst: Read, written: str, read: str) -> None:
    document = rst(f"Un fait [1]_.\n\n.. [1] {written}\n\n.. |nom| replace:: la CNIL\n")
    assert shown(document) == [("1", read)]


@pytest.mark.parametrize(
    ("written", "cited"),
    [
        ("`texte <https://x.example.org/a>`_", "https://x.example.org/a"),
        ("`texte <https://x.example.org/a\n   b>`__", "https://x.example.org/ab"),
        ("`<https://x.example.org/a_b>`_", "https://x.example.org/a_b"),
        ("cible_", "https://cible.example.org/"),
        ("`deux mots`_", "https://mots.example.org/a_b"),
        ("anonyme__", "https://anonyme.example.org/"),
        ("alias_", "https://cible.example.org/"),
        ("https://x.example.org/Foo_/bar_(baz)", "https://x.example.org/Foo_/bar_(baz)"),
        ("<https://x.example.org/a>", "https://x.example.org/a"),
        ("*https://x.example.org/a*", "https://x.example.org/a"),
    ],
)
def test_addresses_of_targets_and_in_the_text_are_found(rst: Read, written: str, cited: str) -> None:
    document = rst(
        f"Un fait [1]_.\n\n.. [1] Voir {written} ici.\n\n.. _cible: https://cible.example.org/\n"
        ".. _deux mots:\n   https://mots.example.org/\n   a_b\n.. _alias: cible_\n__ https://anonyme.example.org/\n"
    )
    assert [address.cited for address in document.notes[0].addresses] == [cited]


def test_numbers_are_those_docutils_gives(rst: Read) -> None:
    document = rst(
        "A [#]_ b [2]_ c [#x]_ d [*]_ e [#]_ f [*]_.\n\n"
        ".. [#] un\n.. [2] deux\n.. [#x] trois\n.. [*] étoile\n.. [#] quatre\n.. [*] croix\n"
    )
    assert shown(document) == [
        ("1", "un"),
        ("2", "deux"),
        ("3", "trois"),
        ("*", "étoile"),
        ("4", "quatre"),
        ("†", "croix"),
    ]
    assert all(note.calls for note in document.notes)


def test_docutils_reads_the_same_notes(rst: Read) -> None:
    core = pytest.importorskip("docutils.core")
    nodes = pytest.importorskip("docutils.nodes")
    text = (
        "Titre\n=====\n\nA [#]_ b [CIT]_ *c* [#x]_. D [*]_ `e <https://e.example.org/>`_ [#x]_.\n\n"
        ".. [#] Un *titre*, ``code``, `lien <https://a.example.org/>`__.\n\n   Alinéa \\*.\n"
        ".. [#x] Deux https://b.example.org/a_b_c.\n.. [*] Trois\n   lignes.\n.. [CIT] Quatre.\n"
    )
    settings = {"file_insertion_enabled": False, "raw_enabled": False, "report_level": 5, "halt_level": 5}
    tree = core.publish_doctree(text, settings_overrides=settings)
    theirs = []
    for node in tree.findall(lambda node: isinstance(node, (nodes.footnote, nodes.citation))):
        label, *paragraphs = [" ".join(child.astext().split()) for child in node.children]
        theirs.append((label, " ".join(paragraphs)))
    assert shown(rst(text)) == theirs


def test_labels_that_come_again_belong_to_their_chapter(rst: Read) -> None:
    document = rst("A\n====\n\nUn [1]_.\n\n.. [1] Premier.\n\nB\n====\n\nDeux [1]_.\n\n.. [1] Second.\n")
    assert [(note.text, note.contexts) for note in document.notes] == [("Premier.", ("Un.",)), ("Second.", ("Deux.",))]


def test_what_is_no_text_calls_nothing(rst: Read) -> None:
    document = rst(
        "Bloc::\n\n  a [1]_\n\n.. code:: text\n\n   b [1]_\n\n.. commentaire [1]_\n   c [1]_\n\n>>> d [1]_\n\n"
        "``e [1]_`` f\\ [1]_.\n\n.. [1] A.\n"
    )
    assert [note.contexts for note in document.notes] == [("e [1]_ f.",)]


def test_text_in_directives_calls_notes(rst: Read) -> None:
    document = rst(".. warning:: Attention [1]_.\n   :class: x\n\n   Encore [1]_.\n\n.. [1] A.\n")
    assert document.notes[0].contexts == ("Attention.", "Encore.")


def test_a_call_glued_to_its_word_is_taken(rst: Read) -> None:
    assert rst("Un fait[1]_.\n\n.. [1] A.\n").notes[0].contexts == ("Un fait.",)


def test_keys_of_a_bibliography_are_kept(rst: Read) -> None:
    document = rst("Un fait [1]_.\n\n.. [1] Voir :cite:p:`lee2021,roux`.\n")
    assert [key.key for key in document.notes[0].cited_keys] == ["lee2021", "roux"]


def test_nothing_is_included(rst: Read) -> None:
    assert rst(
        "Un fait [1]_.\n\n.. include:: /etc/passwd\n\n.. raw:: html\n   :file: /etc/passwd\n\n.. [1] A.\n"
    ).notes
