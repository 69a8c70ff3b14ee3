from hypothesis import given
from hypothesis import strategies as st

from sourcekeeper.reading.flow import Flow, Patch, fold

TEXTS = st.text(alphabet="ab .,[\n\u00a0\u00ad\u200b\u200c", max_size=40)


@given(TEXTS)
def test_a_span_is_folded_to_its_words_with_one_space_between_them(text: str) -> None:
    visible = text.replace("\u00ad", "").replace("\u200b", "")
    assert fold(Flow(text=text), 0, len(text)).text == " ".join(visible.split())


@given(TEXTS)
def test_a_folded_text_is_left_as_it_is(text: str) -> None:
    once = fold(Flow(text=text), 0, len(text)).text
    assert fold(Flow(text=once), 0, len(once)).text == once


@given(TEXTS, st.data())
def test_positions_go_with_the_letters_before_them(text: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(text)))
    folded = fold(Flow(text=text), 0, len(text), positions=[place])
    before = fold(Flow(text=text), 0, place).text
    assert folded.text[: folded.positions[place]].rstrip() == before


@given(TEXTS, TEXTS)
def test_what_vanishes_leaves_no_two_spaces_and_none_before_a_stop(before: str, after: str) -> None:
    text = f"{before}#{after}"
    folded = fold(Flow(text=text), 0, len(text), [Patch(len(before), len(before) + 1)]).text
    assert "  " not in folded
    letters = [letter for letter in before + after if letter not in " \n\u00a0\u00ad\u200b"]
    assert folded.replace(" ", "") == "".join(letters)


def test_a_space_before_what_vanished_goes_where_the_sentence_stops() -> None:
    text = "Un mot [1]. Un autre [2] suit."
    patches = [Patch(7, 10), Patch(21, 24)]
    assert fold(Flow(text=text), 0, len(text), patches, [7]) == ("Un mot. Un autre suit.", {7: 7})
