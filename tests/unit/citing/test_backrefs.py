"""What pointers are, and what they point to where that is not plain."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.traps import POINTERS

from sourcekeeper.citing.cite import cite_document
from sourcekeeper.citing.pointers import Pointer, read_pointer
from sourcekeeper.model import CitedNote, Document, Name, Note
from sourcekeeper.web.urls import find_addresses

BOOK = "Ada Lovelace, Les machines qui calculent (Paris : Seuil, 2010), p. 9."
LATER_BOOK = "Ada Lovelace, Nouveaux automates (Paris : Seuil, 2014), p. 3."
ARTICLE = "Grace Hopper, « Compiler sans peine », Le Monde, 3 mai 2019."
BOTH = f"{BOOK[:-1]} ; {ARTICLE}"


def cited(*texts: str, numbers: str = "") -> tuple[CitedNote, ...]:
    labels = list(numbers) or [str(index) for index in range(1, len(texts) + 1)]
    notes = tuple(
        Note(id=f"n{index}", number=label, text=text, addresses=find_addresses(text))
        for index, (label, text) in enumerate(zip(labels, texts, strict=True), 1)
    )
    return cite_document(Document(origin="-", format="text", digest="0", notes=notes, language="fr"))


def told(note: CitedNote) -> list[tuple[str | None, int | None, str]]:
    """Return note, citation and problem of each pointer."""
    return [
        (each.refers_to, each.refers_to_citation, "".join(problem.reason.code[:4] for problem in each.problems))
        for each in note.citations
        if each.item is None
    ]


@pytest.mark.parametrize(
    ("texts", "last"),
    [
        ((BOTH, "Ibid."), [("n1", None, "ambi")]),
        ((BOTH, "Lovelace, op. cit., p. 12."), [("n1", 0, "")]),
        ((BOTH, "Hopper, art. cit."), [("n1", 1, "")]),
        ((BOTH, "Voir note 1."), [("n1", None, "ambi")]),
        ((BOTH, "Hopper, supra note 1."), [("n1", 1, "")]),
        ((BOTH, "Hopper, art. cit. (note 1)."), [("n1", 1, "")]),
        ((BOOK, BOTH, "Ibid."), [("n2", None, "ambi")]),
        ((BOTH, f"{ARTICLE[:-1]} ; ibid., p. 4."), [("n2", 0, "")]),
        ((BOOK, "Ibid. ; voir note 1, p. 5.", "Ibid."), [("n1", 0, "")]),
        ((BOOK, LATER_BOOK, "Lovelace, op. cit., p. 7."), [("n2", None, "ambi")]),
        ((BOOK, LATER_BOOK, "Lovelace, Les machines qui calculent, op. cit., p. 7."), [("n1", 0, "")]),
        ((BOOK, LATER_BOOK, "Lovelace (2010), op. cit., p. 7."), [("n1", 0, "")]),
        ((BOOK, ARTICLE, BOOK, "Lovelace, op. cit."), [("n3", 0, "")]),
        ((BOOK, "Dupont, op. cit., p. 7."), [(None, None, "unre")]),
        ((BOOK, "Voir note 8."), [(None, None, "unre")]),
        ((BOOK, "Une remarque.", "Voir note 2."), [(None, None, "unre")]),
        ((BOOK, "Dupont, op. cit.", "Ibid., p. 3."), [(None, None, "unre")]),
        ((BOOK, ARTICLE, "Voir notes 1 et 2."), [("n1", None, "ambi")]),
        (("Ibid.",), [(None, None, "unre")]),
    ],
)
def test_a_pointer_means_what_it_can_mean_and_says_when_it_may_not(
    texts: tuple[str, ...], last: list[tuple[str | None, int | None, str]]
) -> None:
    assert told(cited(*texts)[-1]) == last


def test_a_number_used_again_means_the_latest_note() -> None:
    notes = cited(BOOK, ARTICLE, LATER_BOOK, "Voir note 1.", numbers="1212")
    assert told(notes[3]) == [("n3", 0, "")]


def test_infra_points_forward() -> None:
    notes = cited(BOOK, "Voir infra, note 4.", "Hopper, infra note 4.", BOTH, "Voir infra note 9.")
    assert told(notes[1]) == [("n4", None, "ambi")]
    assert told(notes[2]) == [("n4", 1, "")]
    assert told(notes[4]) == [(None, None, "unre")]


@pytest.mark.parametrize("word", ["Id.", "Idem", "Ders.", "Eadem", "Voir id."])
def test_the_same_author_with_another_title_is_another_work(word: str) -> None:
    _, note = cited(BOOK, f"{word}, Nouveaux automates, Paris, Seuil, 2014, p. 3.")
    (citation,) = note.citations
    assert citation.refers_to is None
    assert citation.item is not None
    assert citation.item.names() == (Name(family="Lovelace", given="Ada"),)
    assert citation.item.text("title") == "Nouveaux automates"


@pytest.mark.parametrize(
    "text",
    [
        "Idée reçue.", "Ivi compresi i minori.", "Ebdaer", "Voir p. 12.", "La note 3 du préfet est claire.", "Id est.",
        "n° 12", "Voir n° 12 de la revue.", "Il cite cit", "Ada Lovelace, « Un », Le Monde, n. 3, 2019.", "Notes", "",
        "The above note says nothing.", "Dieselbe", "An adhoc note 12345.", "Ce rapport, cité partout, est faux.",
    ],
)  # fmt: skip
def test_what_only_looks_like_a_pointer_is_none(text: str) -> None:
    assert read_pointer(text) is None


def test_the_remark_behind_a_pointer_does_not_hide_it() -> None:
    assert read_pointer("Ibid., p. 5. " + "Une longue remarque suit. " * 60) == Pointer(is_previous=True, locator="5")


_BITS = st.sampled_from(
    [
        BOOK,
        ARTICLE,
        BOTH,
        "Ibid.",
        "Id., p. 3.",
        "Voir note 2.",
        "Lovelace, op. cit.",
        "infra note 3",
        "Rien.",
        "art. cit.",
    ]
)


@settings(deadline=None)
@given(st.lists(_BITS, max_size=12))
def test_every_pointer_is_resolved_to_a_source_or_says_that_it_is_not(texts: list[str]) -> None:
    notes = {note.note.id: note for note in cited(*texts)}
    for note in notes.values():
        for each in note.citations:
            if each.item is not None:
                assert each.refers_to is None
            elif each.refers_to is None:
                assert [problem.reason.code for problem in each.problems] == ["unresolved-back-reference"]
            elif each.refers_to_citation is None:
                assert [problem.reason.code for problem in each.problems] == ["ambiguous-back-reference"]
            else:
                assert each.problems == ()
                assert notes[each.refers_to].citations[each.refers_to_citation].item is not None


@pytest.mark.parametrize("text", ["Lovelace, op. cit., p. 3.", "Ibid.", "Voir note 1.", "infra note 3999"])
def test_thousands_of_pointers_are_resolved(text: str) -> None:
    # Not timed: what looks at every earlier note for each takes minutes, and is noticed.
    cited(*[BOOK, LATER_BOOK, ARTICLE, text] * 500)


@pytest.mark.parametrize("unit", POINTERS)
def test_a_long_text_is_looked_at_to_its_end(unit: str) -> None:
    read_pointer((unit * 20_000)[:20_000])
    read_pointer((unit * 400)[:400])
