from __future__ import annotations

import pytest

from sourcekeeper.citing.parsing.words import guess_language


@pytest.mark.parametrize(
    ("title", "language"),
    [
        ("Relatório de gestão de redes de iluminação", "pt"),
        ("Informe de la red del alumbrado de Cádiz", "es"),
        ("Historia de las lámparas y los faroles", "es"),
        ("La storia dei lampioni della città", "it"),
        ("L’histoire de la lampe", "fr"),
        ("Bericht über die Beleuchtung der Straßen", "de"),
        ("De geschiedenis van de lantaarn", "nl"),
        ("A history of the street lamp", "en"),
    ],
)
def test_small_words_and_letters_tell_the_language_of_a_title(title, language):
    assert guess_language(title) == language


@pytest.mark.parametrize("title", ["Lampes de rue", "De Luz de Oro", "Café Central"])
def test_words_that_several_languages_have_tell_none(title):
    assert guess_language(title, "xx") == "xx"
