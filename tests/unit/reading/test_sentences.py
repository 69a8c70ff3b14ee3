from __future__ import annotations

from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sourcekeeper.reading.sentences import Sentences, sentence_at, sentence_spans, sentence_within

PIECES = st.sampled_from(
    [
        "M. ",
        "Mme. ",
        "p. 12",
        "etc. ",
        "Les ",
        "les ",
        "fin. ",
        "Qui ? ",
        "« Non ! » ",
        "3. Mai ",
        "J. L. B. ",
        "z. B. ",
        "\n\n",
        "…",
        ". ",
        "1. ",
        "a",
        "É",
        "」",
        "。",
        "» ",
        "(",
        ") ",
        "No. 5 ",
        "\u00a0",
        "\u202f!",
        "U.S. ",
        "2019. ",
    ]
)
TEXTS = st.one_of(st.text(max_size=80), st.lists(PIECES, max_size=25).map("".join))


def _sentences(text: str, language: str | None) -> list[str]:
    return [text[start:end] for start, end in sentence_spans(text, language)]


@pytest.mark.parametrize(
    ("language", "sentences"),
    [
        ("fr", ["M. Roux est venu. ", "Il a lu la p. 70."]),
        ("fr", ["Voir art. 10 et cf. Dupont. ", "Rien d’autre."]),
        ("fr", ["Des arbres, des bancs, etc. ", "Les élus ont dit oui."]),
        ("fr", ["La page a disparu ! ", "Qui le sait ? ", "Personne."]),
        ("fr", ["« Tout va bien ! » dit-elle. ", "Puis elle partit."]),
        ("fr", ["« On voit tout ! » : le titre continue. ", "Fin."]),
        ("fr", ["Il a dit « non ». ", "Elle aussi."]),
        ("fr", ["Le journal Le Monde.fr l’écrit. ", "Bien."]),
        ("fr", ["Selon J.-P. Martin et J. L. Borges, rien. ", "L’article 3 le dit."]),
        ("fr", ["En 2019. ", "500 caméras suivent."]),
        ("fr", ["Le 12 avr. 2020 a compté. ", "Nous aussi."]),
        ("en", ["Dr. Smith lives in the U.S. state. ", "It rains."]),
        ("it", ["«Nessun rischio», dice l’ing. Bandini. ", "Firma l’avv. Conti."]),
        ("es", ["Habla la Lic. Ortiz. ", "No quiso ir. ", "Entonces llovió."]),
        ("nl", ["Volgens ir. Bakker kan het. ", "Jhr. De Wit zwijgt."]),
        ("de", ["Das Kraftwerk hat 820 MW. ", "Der Bedarf ist unklar, sagt Dr. med. Sommer."]),
        ("de", ["Es wird eng. ", "Die Zeit drängt."]),
        ("de", ["Die Kosten stiegen auf 3,5 Mio. Euro. ", "Niemand hat das geprüft."]),
        ("de", ["Es waren 3 Mrd. ", "Die Stadt zahlt."]),
        ("en", ["It was long ago. ", "Everything changed."]),
        ("en", ["See No. 5 of the list. ", "No. ", "The end."]),
        ("en", ["“Nobody told us.” ", "That was it."]),
        ("en", ["Wait… ", "What?! ", "Yes."]),
        ("de", ["Am 3. Mai kam z. B. Frau Beck. ", "Die Stadt schwieg."]),
        ("de", ["Es gilt Art. 10. ", "Die Frist läuft."]),
        ("de", ["Im 19. Jahrhundert war das anders. ", "Heute nicht."]),
        ("es", ["Los EE. UU. firmaron. ", "El Sr. Ruiz no."]),
        ("en", ["They paid their owners £4.2m. ", "Riders paid more."]),
        ("pt", [f"{normalize('NFD', 'Garante o serviço.')} ", "Gomes disse não."]),
        ("es", ["También la ley. ", f"{normalize('NFD', 'Según')} ella, no."]),
        ("en", ["First paragraph\n\n", "Second one."]),
        ("ja", ["市は答えない。", "なぜか。"]),
        (None, ["1. Un point de liste. ", "Un autre."]),
    ],
)
def test_sentences_end_where_a_reader_stops(language: str | None, sentences: list[str]) -> None:
    assert _sentences("".join(sentences), language) == sentences


@given(TEXTS, st.sampled_from([None, "fr", "de"]))
def test_the_sentences_joined_give_the_text_back(text: str, language: str | None) -> None:
    assert "".join(_sentences(text, language)) == text


@given(TEXTS, st.data())
def test_the_sentence_at_an_offset_is_one_of_the_sentences(text: str, data: st.DataObject) -> None:
    offset = data.draw(st.integers(0, len(text)))
    before = len(text[:offset].rstrip())
    found = sentence_at(text, offset)
    spans = sentence_spans(text)
    expected = next((text[start:end].strip() for start, end in spans if end >= max(before, 1)), "")
    assert found == expected


@given(TEXTS, st.sampled_from([None, "de"]))
def test_a_paragraph_cut_once_gives_the_same_sentences(text: str, language: str | None) -> None:
    cut = Sentences(text, language)
    for offset in range(len(text) + 1):
        assert cut.at(offset) == sentence_within(text, offset, language) == sentence_at(text, offset, language)


def test_a_sentence_that_is_too_long_is_cut_alike_either_way() -> None:
    text = "mot " * 3000
    for offset in (0, 1, 5000, 11_999):
        sentence = sentence_at(text, offset, longest=2000)
        assert Sentences(text).at(offset, longest=2000) == sentence_within(text, offset, longest=2000) == sentence


def test_a_marker_after_the_full_stop_belongs_to_the_sentence_it_ends() -> None:
    text = "Une phrase finie. Une autre."
    assert sentence_at(text, len("Une phrase finie.")) == "Une phrase finie."


def test_a_sentence_is_found_far_into_a_text_without_paragraphs() -> None:
    text = "Un mot de plus. " * 5000
    assert sentence_at(text, 40_003) == "Un mot de plus."
