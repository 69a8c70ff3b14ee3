from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.traps import QUOTES

from sourcekeeper.citing.parsing.quotes import find_quoted


@pytest.mark.parametrize(
    ("text", "inner"),
    [
        ("« A « b » c », d", ["A « b » c"]),
        ("Les polices », Rapport", ["Les polices"]),
        ("« « Trop court ! » : quand la police », La Vigie", ["« Trop court ! » : quand la police"]),
        ("« Le bilan des opérations « Place nette », Le Soir", ["Le bilan des opérations « Place nette"]),
        ("»Der gläserne Mensch«, in: Blatt", ["Der gläserne Mensch"]),
        ("„Wer bewacht?“, Die Zeit", ["Wer bewacht?"]),
        ("‘Police Bought Citizens’ Data’, Vice", ["Police Bought Citizens’ Data"]),
        ("'The right to privacy', UN", ["The right to privacy"]),
        ("“A 'b' c”, d", ["A 'b' c"]),
        ('«Madrid y sus "listas" cámaras», El Día', ['Madrid y sus "listas" cámaras']),
        ("« Un », dans « Deux »", ["Un", "Deux"]),
        ("l'année d'avant l’or", []),
        ("« jamais refermé, 2019", []),
    ],
)
def test_the_outermost_passages_are_found(text: str, inner: list[str]) -> None:
    assert [text[quoted.inner_start : quoted.inner_end] for quoted in find_quoted(text)] == inner


@given(st.text("«»“”„\"'‘’ ab,.", max_size=60))
def test_passages_stay_inside_the_text_and_never_overlap(text: str) -> None:
    end = 0
    for quoted in find_quoted(text):
        assert end <= quoted.start <= quoted.inner_start <= quoted.inner_end <= quoted.end <= len(text)
        end = quoted.end


@pytest.mark.parametrize("sign", QUOTES)
def test_marks_without_end_are_read_to_the_last(sign: str) -> None:
    assert all(quoted.end <= 10_000 * len(sign) for quoted in find_quoted(sign * 10_000))
