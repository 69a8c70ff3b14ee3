"""How long a note takes to become items. Bound: 0.5 ms a note."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from benchmarks.measuring import STEADY_SECONDS, fastest
from sourcekeeper.citing.cite import cite_note
from sourcekeeper.model import Note
from sourcekeeper.web.urls import find_addresses

TEXTS = (
    "Jean Martin. « Un titre assez long : avec un sous-titre », Le Journal, 12 avril 2021. https://www.example.org/a/b.",
    "Ministère de la Ville. « Rapport annuel », mars 2023. https://www.example.org/r.pdf.",
    "Voir Anne Petit et Paul Grand, Un livre (Paris : Éditions du Port, 2019), p. 12-18 ; voir aussi Lea Weiss, "
    "« Der Titel », Die Zeitung, 3. Mai 2022, https://www.example.org/z.",
    "Smith, J., & Jones, K. (2021). A title. The Journal, 5(9), 60-71. https://doi.org/10.1000/xyz.",
)


LABELLED = Path(__file__).parents[1] / "tests" / "eval" / "footnotes.json"


def run() -> None:
    """Print milliseconds a note: four notes over and over, and labelled ones of which none is like another."""
    for name, texts in (("four notes over and over", TEXTS * 250), ("labelled notes", _labelled())):
        notes = [
            Note(id=str(number), number=str(number), text=text, addresses=find_addresses(text))
            for number, text in enumerate(texts)
        ]
        seconds = fastest(partial(_cite, notes), at_least_seconds=STEADY_SECONDS)
        print(f"{len(notes):5} {name:24}  {seconds:.3f} s  {seconds / len(notes) * 1000:.3f} ms a note")


def _cite(notes: Sequence[Note]) -> None:
    for note in notes:
        cite_note(note, "fr")


def _labelled() -> tuple[str, ...]:
    return tuple(case["text"] for case in json.loads(LABELLED.read_text(encoding="utf-8")))
