"""What changed between two texts, in a few short passages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sourcekeeper.web.passages import MOST_CHARACTERS, MOST_PASSAGES, changes_of

FEW, SHOES = "Cameras are few.", "Buy shoes here."
ONE, TWO = "One sentence here.", "Another sentence there."
MET, VOTED, NOBODY = "The council met on Monday.", "It voted the budget.", "Nobody had expected that."
SAME = f"{MET} {VOTED} {NOBODY}"
MET_ZH, NOBODY_ZH = "议会周一开会并通过了预算。", "没有人预料到这一点的发生。"

CASES = [
    ("nothing", SAME, SAME, (), (), 0.0),
    (
        "a date, a counter",
        f"Read 12 times on 3 May 2021. {SAME}",
        f"READ 4,012 TIMES on 17 May 2026. {SAME}",
        (),
        (),
        0.0,
    ),
    ("a sentence", SAME, SAME.replace("voted", "refused"), (VOTED,), ("It refused the budget.",), 0.27),
    ("sentences in a row are one passage", SAME, NOBODY, (f"{MET} {VOTED}",), (), 0.66),
    ("all", FEW, SHOES, (FEW,), (SHOES,), 1.0),
    ("nothing was there", "", SHOES, (), (SHOES,), 0.0),
    ("nothing is left", SHOES, "", (SHOES,), (), 1.0),
    ("another order", f"{ONE} {TWO}", f"{TWO} {ONE}", (), (), 0.0),
    ("no words worth telling", SAME, f"{SAME} OK. Go!", (), (), 0.0),
    ("spaceless script", MET_ZH + NOBODY_ZH, NOBODY_ZH, (MET_ZH,), (), 0.5),
]


@pytest.mark.parametrize(
    ("before", "after", "went", "came", "share"), [case[1:] for case in CASES], ids=[c[0] for c in CASES]
)
def test_passages_that_went_and_came_are_told(before, after, went, came, share):
    changes = changes_of(before, after)
    assert (changes.went, changes.came) == (went, came)
    assert changes.went_share == pytest.approx(share, abs=0.02)


def test_only_the_longest_are_told_in_their_order_and_cut_between_words():
    kept = [f"Sentence {name} stays where it was." for name in ("one", "two", "three", "four", "five")]
    gone = [
        "Short it is.",
        "Middle sized sentences went too.",
        "A rather long sentence about cameras went.",
        "word " * 100 + ".",
    ]
    before = " ".join(text for pair in zip(kept, gone, strict=False) for text in pair)
    changes = changes_of(before, " ".join(kept))
    assert [each[:6] for each in changes.went] == ["Middle", "A rath", "word w"]
    assert changes.went[2].endswith("word…")


@given(st.text(max_size=400), st.text(max_size=400))
def test_whatever_the_texts_passages_are_few_short_and_of_the_text_they_are_told_of(before, after):
    changes = changes_of(before, after)
    for passages, text in ((changes.went, before), (changes.came, after)):
        assert len(passages) <= MOST_PASSAGES
        folded = "".join(text.split())
        for each in passages:
            assert 0 < len(each) <= MOST_CHARACTERS
            assert all(part in folded for part in "".join(each.removesuffix("…").split()).splitlines())
    assert 0 <= changes.went_share <= 1


@given(st.text(max_size=300))
def test_a_text_did_not_change_into_itself(text):
    changes = changes_of(text, text)
    assert (changes.went, changes.came, changes.went_share) == ((), (), 0.0)


@given(st.text(max_size=300), st.text(max_size=300))
def test_what_came_one_way_went_the_other(before, after):
    assert changes_of(before, after).came == changes_of(after, before).went
