"""The day of access is told by the words around it, in whatever language they are, and by no others."""

from __future__ import annotations

import pytest

from sourcekeeper.citing.parsing.figures.access import access_around, opens_access
from sourcekeeper.citing.parsing.figures.dates import find_dates
from sourcekeeper.citing.parsing.worksheet import TAKEN


def told(text: str) -> list[str]:
    flat = text.replace("URL", TAKEN * 3)
    around = (access_around(flat, found) for found in find_dates(flat))
    return [flat[span[0] : span[1]] for span in around if span is not None]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("URL (consulté pour la dernière fois le 3 mai 2021).", "consulté pour la dernière fois le 3 mai 2021"),
        ("URL, page consultée le 3 mai 2021", "page consultée le 3 mai 2021"),
        ("URL. Date d’accès : 3 mai 2021.", "Date d’accès : 3 mai 2021"),
        ("URL (last accessed on 3 May 2021)", "last accessed on 3 May 2021"),
        ("Times, 2 May 2020. Web. 3 May 2021.", "Web. 3 May 2021"),
        ("URL (zuletzt abgerufen am 3.5.2021)", "zuletzt abgerufen am 3.5.2021"),
        ("URL, am 3.5.2021 abgerufen.", "am 3.5.2021 abgerufen"),
        ("URL, letzter Aufruf am 3.5.2021.", "letzter Aufruf am 3.5.2021"),
        ("Bericht, 2020, URL [3.5.2021].", "[3.5.2021]"),
        ("URL [última visita 3 mayo 2021]", "[última visita 3 mayo 2021]"),
        ("URL (fecha de acceso: 3 de mayo de 2021)", "fecha de acceso: 3 de mayo de 2021"),
        ("URL (ultimo accesso: 3 maggio 2021)", "ultimo accesso: 3 maggio 2021"),
        ("URL. Acesso em: 3 maio 2021.", "Acesso em: 3 maio 2021"),
        ("Página consultada em 3 de maio de 2021, URL", "Página consultada em 3 de maio de 2021"),
        ("URL (laatst geraadpleegd op 3 mei 2021)", "laatst geraadpleegd op 3 mei 2021"),
        ("URL, tilgået den 3. maj 2021", "tilgået den 3. maj 2021"),
        ("URL, hämtad 3 maj 2021", "hämtad 3 maj 2021"),
        ("URL [cit. 2021-05-03].", "[cit. 2021-05-03]"),
        ("URL, viitattu 3.5.2021", "viitattu 3.5.2021"),
        ("URL (dostęp: 3.05.2021)", "dostęp: 3.05.2021"),
    ],
)
def test_words_that_say_looked_make_a_day_one_of_access(text: str, expected: str) -> None:
    assert told(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "« Titre », Le Journal, 3 mai 2021.",
        "Publié le 3 mai 2021 et mis à jour le 4 mai 2021.",
        "Data set 2019",
        "The last stand, 3 May 2021",
        "Aufruf am 3.5.2021",
        "Harbour Rules [2019], URL",
        "am 3.5.2021 abgeschlossen",
    ],
)
def test_other_days_are_none_of_access(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[Consulté le 3 mai 2020]", True),
        ("Dernière consultation : 3 mai 2020.", True),
        ("retrieved 11 Aug 2020 from https://quay.example", True),
        ("Retrieved May 3, 2020", True),
        ("Access Now, “Lamps” (7 June 2021)", False),
        ("Consultation publique sur le port, 2019.", False),
        ("Visitors’ Guide, 2019", False),
    ],
)
def test_a_sentence_that_tells_of_access_cites_nothing(text: str, expected: bool) -> None:
    assert opens_access(text) is expected
