# ruff: noqa: E501  (a citation stands on one line)
"""References in the norm of Brazil, and laws and rulings of Portugal."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from sourcekeeper.csl import item_to_csl
from sourcekeeper.model import Citation

Cite = Callable[..., tuple[Citation, ...]]


def day(*parts: int) -> dict[str, list[list[int]]]:
    return {"date-parts": [list(parts)]}


CASES = {
    "family-with-particle": (
        "SANTOS, Maria Clara dos. O rio e a ponte. 2. ed. Recife: Editora do Vale, 2015.",
        {
            "type": "book",
            "author": [{"family": "dos Santos", "given": "Maria Clara"}],
            "title": "O rio e a ponte",
            "publisher": "Editora do Vale",
            "edition": "2",
        },
    ),
    "several-authors": (
        "MELO NETO, João; LIMA, Ana de. A praça vigiada: câmeras no centro. Recife: EdUFPE, 2018. 230 p.",
        {
            "author": [{"family": "Melo Neto", "given": "João"}, {"family": "de Lima", "given": "Ana"}],
            "title": "A praça vigiada: câmeras no centro",
            "number-of-pages": "230",
        },
    ),
    "organisers": (
        "PRADO, Rita (org.). Mapas do bairro. Olinda: Casa Azul, 2012.",
        {"editor": [{"family": "Prado", "given": "Rita"}], "title": "Mapas do bairro"},
    ),
    "subtitle-that-names-a-kind": (
        "MOURA, Caio. Luz acesa: um relatório de campo. São Paulo: Beco, 2019.",
        {"title": "Luz acesa: um relatório de campo", "publisher": "Beco"},
    ),
    "translator": (
        "HART, Polly. A casa de vidro. Tradução de Ivo Braga. São Paulo: Beco, 2021.",
        {"title": "A casa de vidro", "translator": [{"family": "Braga", "given": "Ivo"}], "publisher": "Beco"},
    ),
    "doctoral-thesis": (
        "SOUZA, Pedro de. Luzes da cidade. 2020. 98 f. Tese (Doutorado em Sociologia) – Universidade de São Paulo, São Paulo, 2020.",
        {
            "type": "thesis",
            "author": [{"family": "de Souza", "given": "Pedro"}],
            "title": "Luzes da cidade",
            "genre": "Tese",
            "publisher": "Universidade de São Paulo",
            "publisher-place": "São Paulo",
            "number-of-pages": "98",
            "issued": day(2020),
        },
    ),
    "thesis-from-a-town-with-a-month-in-its-name": (
        "REIS, Lia. A ponte. 2016. 140 f. Dissertação (Mestrado em História) – Universidade X, Rio de Janeiro, 2016. Disponível em: https://teses.example/9. Acesso em: 2 mar. 2020.",
        {"type": "thesis", "title": "A ponte", "publisher": "Universidade X", "issued": day(2016), "accessed": day(2020, 3, 2)},
    ),
    "federal-court": (
        "BRASIL. Superior Tribunal de Justiça (3. Turma). Recurso Especial nº 1.660.168/RJ. Relator: Min. João Braga. Brasília, DF, 8 maio 2018.",
        {
            "type": "legal_case",
            "authority": "Superior Tribunal de Justiça",
            "title": "Recurso Especial nº 1.660.168/RJ",
            "number": "1.660.168/RJ",
            "issued": day(2018, 5, 8),
        },
    ),
    "ministry-behind-the-land": (
        "BRASIL. Ministério da Pesca. Portaria nº 793, de 24 de outubro de 2011. Diário Oficial da União, Brasília, DF, 25 out. 2011.",
        {
            "type": "legislation",
            "author": [{"literal": "BRASIL. Ministério da Pesca"}],
            "title": "Portaria nº 793, de 24 de outubro de 2011",
            "container-title": "Diário Oficial da União",
            "issued": day(2011, 10, 24),
        },
    ),
    "law-of-a-town": (
        "OLINDA (Município). Lei nº 5.001, de 3 de março de 2014. Institui o plano de luz. Diário Oficial do Município, Olinda, 4 mar. 2014.",
        {
            "type": "legislation",
            "author": [{"literal": "OLINDA (Município)"}],
            "title": "Lei nº 5.001, de 3 de março de 2014. Institui o plano de luz",
            "number": "5.001",
            "issued": day(2014, 3, 3),
        },
    ),
    "office-behind-its-land": (
        "OLINDA. Secretaria das Luzes. Plano de iluminação. Recife, 2014.",
        {"author": [{"literal": "OLINDA. Secretaria das Luzes"}], "title": "Plano de iluminação", "issued": day(2014)},
    ),
    "numbered-tender": (
        "BAHIA. Secretaria das Luzes. Edital de Pregão nº 12/2018. Salvador, 2018.",
        {"title": "Edital de Pregão nº 12/2018", "number": "12/2018"},
    ),
    "decree-law-of-portugal": (
        "PORTUGAL. Decreto-Lei n.º 9/2011, de 3 de março. Diário da República, n.º 44/2011, Série I.",
        {"type": "legislation", "title": "Decreto-Lei n.º 9/2011, de 3 de março", "container-title": "Diário da República"},
    ),
    "unknown-place-and-publisher": (
        "VALE, Nino. Cartas. [S. l.: s. n.], 1999.",
        {"type": "book", "title": "Cartas", "author": [{"family": "Vale", "given": "Nino"}], "page": None, "publisher-place": None},
    ),
    "article-of-a-portuguese-law": (
        "Artigo 4.º da Lei n.º 31/2014, de 30 de maio, que estabelece as bases da política de solos (Diário da República n.º 104/2014).",
        {"type": "legislation", "number": "31/2014", "container-title": "Diário da República", "issued": day(2014, 5, 30)},
    ),
    "portuguese-ruling": (
        "Acórdão do Tribunal Constitucional n.º 403/2015, de 27 de agosto de 2015, ponto 9.",
        {"type": "legal_case", "authority": "Tribunal Constitucional", "number": "403/2015", "issued": day(2015, 8, 27)},
    ),
    "portuguese-opinion": (
        "Comissão Nacional de Proteção de Dados, Deliberação/2019/494, de 3 de setembro de 2019.",
        {
            "type": "report",
            "author": [{"literal": "Comissão Nacional de Proteção de Dados"}],
            "title": "Deliberação/2019/494",
            "number": "2019/494",
            "issued": day(2019, 9, 3),
        },
    ),
}  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES)
def test_a_reference_of_the_norm_is_read(cite: Cite, text, expected):
    (citation,) = cite(text, "pt")
    made = item_to_csl(citation.item, "x")
    assert {name: made.get(name) for name in expected} == expected


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Ana Braga, “A luz”, Jornal do Vale, 2 mai. 2021; e também Rui Melo, “A sombra”, Jornal do Vale, 3 mai. 2021.", "pt"),
        ("Ada Roy, « La lampe », Le Soir, 2 mai 2021 ; ainsi que Léa Roux, « L’ombre », Le Soir, 3 mai 2021.", "fr"),
        ("Ada Roy, “The Lamp”, The Times, 2 May 2021; as well as Lea Rue, “The Shade”, The Times, 3 May 2021.", "en"),
        ("Ada Roth, „Die Lampe“, Die Zeit, 2. Mai 2021; sowie Lea Rot, „Der Schatten“, Die Zeit, 3. Mai 2021.", "de"),
    ],
)  # fmt: skip
def test_the_words_that_add_a_source_are_none_of_its_own(cite: Cite, text, language):
    first, second = cite(text, language)
    assert first.item.text("title") != second.item.text("title")
    assert second.item.names()[0].given in {"Rui", "Léa", "Lea"}
