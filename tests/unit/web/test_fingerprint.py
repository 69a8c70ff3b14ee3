import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sourcekeeper.web.fingerprint import IncomparableFingerprints, coverage, fingerprint, likeness

WORDS = [
    a + b + c
    for a in ("ka", "mo", "ti", "su", "le", "vra")
    for b in ("ra", "ne", "lo", "pi")
    for c in ("", "n", "s", "t")
]


def text_of(seed: int, length: int) -> list[str]:
    return random.Random(seed).choices(WORDS, k=length)


def exact(a: list[str], b: list[str]) -> float:
    one, other = ({tuple(words[n : n + 4]) for n in range(max(1, len(words) - 3))} for words in (a, b))
    return len(one & other) / len(one | other)


texts = st.text(max_size=400)


@given(texts)
def test_a_text_is_wholly_like_itself(text):
    assert likeness(fingerprint(text), fingerprint(text)) == 1


@given(texts, texts)
def test_likeness_is_symmetric_and_between_nothing_and_one(a, b):
    one, other = fingerprint(a), fingerprint(b)
    assert likeness(one, other) == likeness(other, one)
    assert 0 <= likeness(one, other) <= 1


@pytest.mark.parametrize("seed", range(20))
def test_small_edits_stay_high(seed):
    words = text_of(seed, 600)
    edited = list(words)
    for number in random.Random(seed + 100).sample(range(600), 6):
        edited[number] = "nouveau"
    assert likeness(fingerprint(" ".join(words)), fingerprint(" ".join(edited))) > 0.8


@pytest.mark.parametrize("seed", range(20))
def test_other_texts_are_low(seed):
    assert likeness(fingerprint(" ".join(text_of(seed, 500))), fingerprint(" ".join(text_of(seed + 99, 700)))) < 0.1


@given(st.integers(0, 10_000), st.integers(20, 400), st.integers(0, 400))
def test_likeness_estimates_the_share_of_common_four_word_sequences(seed, length, changed):
    words = text_of(seed, length)
    other = words[: max(0, length - changed)] + text_of(seed + 1, min(changed, length))
    estimate = likeness(fingerprint(" ".join(words)), fingerprint(" ".join(other)))
    assert estimate == pytest.approx(exact(words, other), abs=0.25)  # five standard errors


def test_a_short_text_is_compared_exactly():
    a, b = ["un", "deux", "trois", "quatre", "cinq", "six"], ["un", "deux", "trois", "quatre", "cinq", "sept"]
    assert likeness(fingerprint(" ".join(a)), fingerprint(" ".join(b))) == exact(a, b) == 0.5


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("L’ÉTÉ à Marseille, une histoire", "l'été  À marseille: UNE histoire"),
        ("Publié le 3 mars, 12 commentaires ici", "Publié le 4 mars, 15 commentaires ici"),
        ("STRASSE und Haus und Hof", "Straße und Haus und Hof"),
    ],
    ids=["case-and-marks", "numbers", "sharp-s"],
)
def test_case_marks_and_numbers_do_not_matter(a, b):
    assert fingerprint(a) == fingerprint(b)


def test_scripts_without_spaces_are_compared_by_their_letters():
    assert (
        0.3
        < likeness(fingerprint("東京都の防犯カメラの数は増えた"), fingerprint("東京都の防犯カメラの数は減った"))
        < 1
    )


def test_a_text_without_words_has_no_fingerprint_and_is_like_no_text():
    assert fingerprint(" 12 · 34 ") == ""
    assert likeness("", fingerprint("un mot")) == 0


def test_a_fingerprint_is_compact():
    assert len(fingerprint(" ".join(text_of(1, 30_000)))) <= 386


@pytest.mark.parametrize("wrong", ["4:AAAA", "AAAA", "3:AAAAA", "3:é", "3:AA", "2:AAAA", "1:AAAA"])
def test_what_is_no_fingerprint_of_this_recipe_is_refused(wrong):
    with pytest.raises(IncomparableFingerprints):
        likeness(fingerprint("un mot"), wrong)


def test_the_recipes_never_change():
    """Fingerprints are stored for ever: when this fails, the recipe needs a new number instead."""
    text = "Le conseil a voté l’achat de caméras."
    assert fingerprint(text) == "3:DxR0Flr5SA4gUoC7cFia"
    assert fingerprint(text, like="2:AAAA") == "2:CU77TlnFZpYnfzsj-Gwi"
    assert fingerprint(text, like="1:AAAA") == "1:cweSo9hCrH1Wu2bvwjVl"
    assert fingerprint("Deux mots") == "3:GyWT"


@pytest.mark.parametrize("recipe", ["1:", "2:"])
@given(texts, texts)
def test_a_text_marked_like_an_older_mark_compares_with_it(recipe, a, b):
    older = fingerprint(a, like=recipe)
    assert 0 <= likeness(fingerprint(b, like=recipe), older) <= 1
    assert likeness(fingerprint(a, like=recipe), older) == 1


def rewritten(words: list[str], share: float, seed: int) -> list[str]:
    """Return a text with that share of its paragraphs of 40 words put in other words."""
    chance, out = random.Random(seed), list(words)
    for start in range(0, len(words), 40):
        if chance.random() < share:
            out[start : start + 40] = [word[::-1] + "q" for word in words[start : start + 40]]
    return out


@pytest.mark.parametrize("recipe", ["1:", "2:", "3:"])
@pytest.mark.parametrize("share", [0, 0.05, 0.2, 0.5, 0.8, 1])
@pytest.mark.parametrize("length", [60, 400, 3_000])
def test_likeness_and_coverage_are_right_whatever_share_of_a_text_is_another(recipe, share, length):
    """Each within four standard errors, as the module states them, and on the average of thirty within 0.025."""
    likes, covers = [], []
    for seed in range(30):
        words = text_of(seed, length)
        other = rewritten(words, share, seed)
        mark = fingerprint(" ".join(words), like=recipe)
        found = likeness(mark, fingerprint(" ".join(other), like=recipe))
        one, two = ({tuple(each[n : n + 4]) for n in range(length - 3)} for each in (words, other))
        likes.append(found - len(one & two) / len(one | two))
        covers.append(coverage(mark, " ".join(other)) - len(one & two) / len(one))
    for errors in (likes, covers):
        assert abs(sum(errors) / len(errors)) < 0.025
        assert max(map(abs, errors)) < 0.2


@given(texts)
def test_plain_ascii_and_other_letters_are_taken_apart_alike(text):
    plain = text.encode("ascii", "ignore").decode()
    assert fingerprint(plain) == fingerprint(f"{plain} ·")
