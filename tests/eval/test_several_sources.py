"""How well several sources in one note are told apart, in seven languages, with a pinned floor.

`several_sources.json` holds notes of our own, with how many sources each cites. The floor is never lowered.
"""

from __future__ import annotations

import json
from pathlib import Path

from sourcekeeper.citing.cite import cite_note
from sourcekeeper.model import Note
from sourcekeeper.web.urls import find_addresses

CASES = Path(__file__).with_name("several_sources.json")


def test_the_sources_of_our_own_notes_are_told_apart() -> None:
    cases = json.loads(CASES.read_text(encoding="utf-8"))
    wrong = []
    for case in cases:
        note = Note(id="n", number="1", text=case["text"], addresses=find_addresses(case["text"]))
        if len(cite_note(note, case["lang"]).citations) != case["citations"]:
            wrong.append(case["text"])
    assert len(wrong) / len(cases) <= 0.01, wrong
