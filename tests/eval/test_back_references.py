"""How well pointers back (``Ibid.``, ``op. cit.``) are resolved, in seven languages, with a pinned floor.

`back_references.json` holds notes of our own: two with a source, then one that points back, or only seems to.
`means` is the number of the note it means. The floor is raised when the rules get better and never lowered.
"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

from sourcekeeper.citing.cite import cite_document
from sourcekeeper.model import Document, Note
from sourcekeeper.web.urls import find_addresses

CASES = Path(__file__).with_name("back_references.json")


def test_our_own_pointers_are_resolved() -> None:
    right: Counter[bool] = Counter()
    for case in json.loads(CASES.read_text(encoding="utf-8")):
        notes = tuple(
            Note(id=f"n{number}", number=str(number), text=text, addresses=find_addresses(text))
            for number, text in enumerate(case["notes"], 1)
        )
        document = Document(origin="-", format="text", digest="0", notes=notes, language=case["lang"])
        *sources, last = cite_document(document)
        assert all(len(note.citations) == 1 for note in sources), case["notes"]
        found = [(citation.refers_to, citation.locator) for citation in last.citations]
        right[found == ([(f"n{case['means']}", case["locator"])] if case["means"] else [])] += 1
    assert right[True] / right.total() >= 0.99
