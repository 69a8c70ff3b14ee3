"""Which notes and citations of two revisions are the same."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sourcekeeper.citing.cite import cite_note
from sourcekeeper.keeper.revisions import likeness, match_citations, match_notes, means_same_work
from sourcekeeper.model import CitedNote, Note
from sourcekeeper.web.urls import find_addresses


def notes(*texts: str) -> list[Note]:
    return [
        Note(id=f"n{index}", number=str(index + 1), text=text, addresses=find_addresses(text))
        for index, text in enumerate(texts)
    ]


def cited(*texts: str) -> list[CitedNote]:
    return [cite_note(note, "fr") for note in notes(*texts)]


BOOK = "Ada Lovelace, Les machines qui calculent, Paris, Seuil, 2010, p. 9."
PAGE = "Katherine Johnson, « Trajectoires », La Vigie, 4 juin 2021, https://vigie.example/trajectoires."
REMARK = "Ce n’est qu’une remarque sur les chiffres de la préfecture."


@pytest.mark.parametrize(
    ("before", "after", "pairs"),
    [
        ((BOOK, PAGE), (BOOK, PAGE), {0: 0, 1: 1}),
        ((BOOK, PAGE), (PAGE, BOOK), {0: 1, 1: 0}),
        ((BOOK,), (REMARK, BOOK), {1: 0}),
        ((BOOK, REMARK), (REMARK,), {0: 1}),
        ((REMARK,), (REMARK.replace("chiffres", "nombres"),), {0: 0}),
        ((PAGE,), ("Voir https://vigie.example/trajectoires",), {0: 0}),
        ((BOOK,), (REMARK,), {}),
        ((BOOK, "Ibid.", PAGE, "Ibid."), (PAGE, "Ibid."), {0: 2, 1: 3}),
        (("Ibid.", "Ibid."), ("Ibid.", "Ibid.", "Ibid."), {0: 0, 1: 1}),
        ((BOOK, "Ibid., p. 4.", PAGE), (BOOK, "Ibid., p. 5.", PAGE), {0: 0, 1: 1, 2: 2}),
        ((), (BOOK,), {}),
        ((BOOK,), (), {}),
    ],
)
def test_notes_are_known_by_what_they_say(
    before: tuple[str, ...], after: tuple[str, ...], pairs: dict[int, int]
) -> None:
    assert match_notes(notes(*before), notes(*after)) == pairs


def test_white_space_makes_no_new_note() -> None:
    assert match_notes(notes(BOOK), notes(BOOK.replace(" ", "\u00a0 "))) == {0: 0}


def test_a_citation_in_another_note_is_the_same_and_a_pointer_is_not() -> None:
    assert match_citations(cited(f"{BOOK} {PAGE}"), cited(PAGE, BOOK)) == {(0, 0): (0, 1), (1, 0): (0, 0)}
    assert match_citations(cited(f"Ibid. ; {PAGE}"), cited(BOOK, "Ibid.")) == {}


@pytest.mark.parametrize(
    ("before", "after", "same"),
    [
        (BOOK, BOOK.replace("machines", "machine"), True),
        (BOOK, BOOK.replace("p. 9", "p. 10"), False),
        (BOOK, BOOK.replace("2010", "2011"), False),
        (PAGE, PAGE.replace("vigie.example", "archives.example"), True),
        ("A. B., « Un », 3 mai 2019, https://a.example/x", "A. B., « Un », 3 mai 2019, https://a.example/y", False),
        ("Ibid.", "Ibid., p. 3", False),
    ],
    ids=["letter", "figures", "year", "address", "short-title", "pointer"],
)
def test_only_what_surely_means_the_same_work_does(before: str, after: str, same: bool) -> None:
    one, other = cited(before)[0].citations[0], cited(after)[0].citations[0]
    assert means_same_work(one, other) is same


_TEXTS = st.lists(
    st.sampled_from([BOOK, PAGE, REMARK, "Ibid.", "Ibid., p. 3.", BOOK.replace("Ada", "Adda"), f"{BOOK} {PAGE}"]),
    max_size=8,
)


@settings(deadline=None)
@given(_TEXTS, _TEXTS)
def test_nothing_is_paired_twice_and_equal_texts_always(before: list[str], after: list[str]) -> None:
    pairs = match_notes(notes(*before), notes(*after))
    assert len(set(pairs.values())) == len(pairs)
    for text in set(before) & set(after):
        found = sum(after[index] == text == before[other] for index, other in pairs.items())
        assert found == min(before.count(text), after.count(text))


@settings(deadline=None)
@given(_TEXTS)
def test_an_unchanged_text_carries_everything_on(texts: list[str]) -> None:
    places = [(index, position) for index, each in enumerate(cited(*texts)) for position in range(len(each.citations))]
    assert match_citations(cited(*texts), cited(*texts)) == {place: place for place in places}


@settings(deadline=None)
@given(st.text(max_size=60), st.text(max_size=60))
def test_likeness_is_a_share_and_the_same_both_ways(one: str, other: str) -> None:
    assert 0 <= likeness(one, other) == likeness(other, one) <= 1
    assert likeness(one, one) == 1


@pytest.mark.parametrize("kind", ["ibid", "words", "rewritten"])
def test_many_notes_are_matched(kind: str) -> None:
    words = [f"mot{number % 97} autre{number % 89}" for number in range(4_000)]
    texts = {
        "ibid": ([f"Ibid., p. {n}." for n in range(4_000)], [f"Ibid., p. {n + 5_000}." for n in range(4_000)]),
        "words": (words, [word + " encore" for word in words]),
        "rewritten": (
            [f"Note {n} de {n * 7}" for n in range(4_000)],
            [f"Autre {n * 3} sans {n}" for n in range(4_000)],
        ),
    }[kind]
    # Not timed: what compares every note with every other takes minutes, and is noticed.
    match_notes(notes(*texts[0]), notes(*texts[1]))
