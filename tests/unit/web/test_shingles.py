import pytest
from hypothesis import given
from hypothesis import strategies as st

from sourcekeeper.web.shingles import NEWEST, SECOND, all_hashes, smallest_hashes, words_of

WESTERN = st.text(st.characters(codec="cp1252"), max_size=80)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The Council’s 2nd report", ["the", "council", "s", "nd", "report"]),
        ("« L’ÉTÉ » — 12 œuvres…", ["l", "été", "œuvres"]),
        ("Straße, 5 µg, x² und ½", ["strasse", "μg", "x²", "und", "½"]),
        ("Zażółć GĘŚLĄ jaźń", ["zażółć", "gęślą", "jaźń"]),
        ("e\u0301te\u0301", ["été"]),
        ("東京 is big", ["東", "京", "is", "big"]),
        ("a\ud800b", ["a", "b"]),
        (" 12 · 34 ", []),
    ],
    ids=["ascii", "french", "not-in-the-table", "polish", "combining", "no-spaces", "surrogate", "none"],
)
def test_words_are_letters_in_small(text, words):
    assert words_of(text) == [word.encode() for word in words]


@given(WESTERN)
def test_a_text_is_taken_apart_alike_whether_or_not_a_letter_of_another_part_of_the_world_is_in_it(text):
    assert words_of(text) == words_of(f"{text} ж")[:-1]


@pytest.mark.parametrize("recipe", [SECOND, NEWEST])
@given(st.lists(st.sampled_from(["un", "deux", "trois", "vier", "ж"]), max_size=40), st.integers(1, 30))
def test_the_smallest_are_the_smallest_of_all(recipe, words, count):
    text = " ".join(words)
    assert smallest_hashes(text, recipe, count) == sorted(all_hashes(text, recipe))[:count]


@pytest.mark.parametrize("recipe", [SECOND, NEWEST])
def test_the_order_and_each_word_of_a_sequence_count(recipe):
    texts = ["a b c d", "b a c d", "a b d c", "d c b a", "a b c e", "e b c d", "a a b b", "b b a a", "a b c", "a b"]
    assert len({frozenset(all_hashes(text, recipe)) for text in texts}) == len(texts)


@given(st.lists(st.text("abcdef", min_size=1, max_size=4), min_size=4, max_size=200))
def test_the_hash_of_a_sequence_is_the_same_wherever_it_stands(words):
    whole = all_hashes(" ".join(words), NEWEST)
    parts = (" ".join(words[start : start + 4]) for start in range(len(words) - 3))
    assert whole == set().union(*(all_hashes(part, NEWEST) for part in parts))
