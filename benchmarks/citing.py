"""How long a note takes to become items. Bound: 0.5 ms a note."""

from __future__ import annotations

from benchmarks.measuring import fastest
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


def run() -> None:
    """Print milliseconds a note."""
    notes = [
        Note(id=str(number), number=str(number), text=text, addresses=find_addresses(text))
        for number, text in enumerate(TEXTS * 250)
    ]
    seconds = fastest(lambda: [cite_note(note, "fr") for note in notes])
    print(f"{len(notes)} notes  {seconds:.3f} s  {seconds / len(notes) * 1000:.3f} ms a note")
