"""Made-up prose in French and English, the same for the same name. Pure; every sentence is our own."""

from __future__ import annotations

from collections.abc import Sequence

from sourcekeeper.sandbox.chance import draw

_FRENCH: tuple[tuple[str, ...], ...] = (
    (
        "La commission municipale",
        "Une habitante du quartier",
        "Le rapport remis au printemps",
        "L’association des riverains",
        "La direction des services",
        "Un ancien conseiller",
        "Le collectif",
        "Cette enquête de terrain",
    ),
    (
        "rappelle que",
        "montre comment",
        "conteste l’idée que",
        "explique pourquoi",
        "constate que",
        "documente le moment où",
        "demande si",
        "regrette que",
    ),
    (
        "le budget des équipements",
        "la carte des bancs publics",
        "le réseau des bibliothèques",
        "l’entretien des berges",
        "la fréquence des autobus",
        "le prix de la cantine",
        "le calendrier des travaux",
        "la place laissée aux piétons",
    ),
    (
        "a changé sans débat",
        "dépend d’un seul prestataire",
        "n’a jamais été publié en entier",
        "reste ignoré des premiers concernés",
        "coûte plus cher que prévu",
        "mérite une consultation ouverte",
        "pèse sur les plus modestes",
        "sera examiné à l’automne",
    ),
    (
        "selon les documents consultés",
        "d’après trois témoins",
        "comme l’indique l’annexe",
        "malgré les promesses",
        "au fil des réunions",
        "depuis plusieurs années",
        "dans la plupart des communes voisines",
        "à la surprise des élus",
    ),
)
_ENGLISH: tuple[tuple[str, ...], ...] = (
    (
        "The town committee",
        "A neighbour of the market hall",
        "The spring report",
        "The tenants’ association",
        "The records office",
        "A former councillor",
        "The working group",
        "This field study",
    ),
    (
        "recalls that",
        "shows how",
        "disputes the claim that",
        "explains why",
        "finds that",
        "traces the moment when",
        "asks whether",
        "regrets that",
    ),
    (
        "the equipment budget",
        "the map of public benches",
        "the library network",
        "the care of the river banks",
        "the bus timetable",
        "the price of school lunches",
        "the calendar of repairs",
        "the room left to walkers",
    ),
    (
        "changed without a debate",
        "hangs on a single supplier",
        "was never published in full",
        "is unknown to those it concerns",
        "costs more than planned",
        "deserves an open hearing",
        "weighs on the poorest",
        "will be reviewed in the autumn",
    ),
    (
        "according to the files we read",
        "three witnesses say",
        "as the annex tells",
        "in spite of the promises",
        "meeting after meeting",
        "for several years now",
        "in most nearby towns",
        "to the surprise of those elected",
    ),
)


def sentences(name: str, count: int, language: str, seed: int = 0) -> list[str]:
    """Return so many sentences about nothing in particular, in French unless the language is English."""
    parts = _ENGLISH if language.lower().startswith("en") else _FRENCH
    return [_sentence(parts, f"{name}/{number}", seed) for number in range(count)]


def paragraphs(name: str, count: int, language: str, seed: int = 0) -> list[str]:
    """Return so many paragraphs of four to seven sentences."""
    made = []
    for number in range(count):
        length = 4 + int(draw(seed, "length", name, number) * 4)
        made.append(" ".join(sentences(f"{name}/{number}", length, language, seed)))
    return made


def headline(name: str, language: str, seed: int = 0) -> str:
    """Return a title: a subject and what became of it."""
    parts = _ENGLISH if language.lower().startswith("en") else _FRENCH
    subject = _pick(parts[2], "subject", name, seed)
    return f"{subject[0].upper()}{subject[1:]} {_pick(parts[3], 'fate', name, seed)}"


def _sentence(parts: tuple[tuple[str, ...], ...], name: str, seed: int) -> str:
    who, says, what, fate, how = (_pick(words, str(place), name, seed) for place, words in enumerate(parts))
    return f"{who} {says} {what} {fate}, {how}."


def _pick(words: Sequence[str], place: str, name: str, seed: int) -> str:
    return words[int(draw(seed, place, name) * len(words))]
