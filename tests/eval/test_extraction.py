"""Labelled documents: what is found in them, with floors that may only rise."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from typing import Any

import pytest
from tests.eval.extraction import as_labelled, read_path

HERE = Path(__file__).parent
OURS = sorted((HERE / "documents").rglob("*.truth.json"))
SHARED = Path(__file__).parents[3] / "shared"
EXAMPLE = Path(__file__).parents[2] / "examples" / "lettre-ouverte.txt"

FLOORS = {
    "marseille-letter.txt": 1.0,
    "h01-wp-core.html": 1.0,
    "h06-spip4.html": 1.0,
    "h12-gdocs.html": 1.0,
    "h19-tufte.html": 1.0,
    "h21-handmade.html": 1.0,
    "h26-restart-chapters.html": 1.0,
    "h30-aria-shy.html": 1.0,
    "l45-latex-fr.tex": 1.0,
    "m42-markdown-inline-en.md": 1.0,
    "r44-rest-en.rst": 1.0,
    "t31-glued-fr.txt": 1.0,
    "t33-email-crlf-en.txt": 1.0,
    "t38-pdftotext-fr.txt": 1.0,
    "x51-docx-fr.docx": 1.0,
    "x53-epub-fr.epub": 1.0,
}
"""Least share of numbers, texts, contexts and addresses found right in each shared document; a floor never sinks."""


def accepted(url: str | dict[str, Any]) -> set[str]:
    return {url} if isinstance(url, str) else {url["url"], *url.get("accept", [])}


@pytest.mark.parametrize("truth", OURS, ids=lambda path: path.name.removesuffix(".truth.json"))
def test_every_note_of_our_own_documents_is_right(truth: Path) -> None:
    labelled = json.loads(truth.read_text(encoding="utf-8"))
    found = as_labelled(read_path(truth.with_name(labelled["doc"])))["notes"]
    expected = labelled["notes"]
    for key in ("number", "text", "context"):
        assert [note[key] for note in found] == [note[key] for note in expected]
    assert [len(note["urls"]) for note in found] == [len(note["urls"]) for note in expected]
    for ours, theirs in zip(found, expected, strict=True):
        for url, allowed in zip(ours["urls"], theirs["urls"], strict=True):
            assert url in accepted(allowed)


def test_the_example_is_read_perfectly() -> None:
    notes = as_labelled(read_path(EXAMPLE))["notes"]
    assert [note["number"] for note in notes] == [str(number) for number in range(1, 13)]
    assert [len(note["urls"]) for note in notes] == [1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 1, 1]
    assert all(note["context"] and not note["context"][-2].isdigit() for note in notes)
    assert notes[3]["context"].startswith("Le règlement sur l’intelligence artificielle, adopté en 2024, interdit")
    assert notes[3]["context"].endswith("mais il laisse aux États 3 grandes exceptions, rédigées en termes si larges "
                                        "qu’elles peuvent tout accueillir.")  # fmt: skip
    assert notes[9]["text"] == "Ibid., p. 149."


@pytest.mark.skipif(not SHARED.exists(), reason="the shared corpus is not beside this checkout")
@pytest.mark.parametrize("name", FLOORS)
def test_the_shared_documents_keep_their_floors(name: str) -> None:
    folder = SHARED / "corpus" if name.startswith("marseille") else SHARED / "corpus" / "documents"
    path = folder / name
    truth = json.loads(path.with_suffix(".truth.json").read_text(encoding="utf-8"))
    counts, _ = _scorer().score_doc(truth, as_labelled(read_path(path)))
    found, floor = counts["tn"], FLOORS[name]
    assert counts["exact"] == 1
    assert counts["leak"] == 0
    assert counts["num"] / found >= floor
    assert counts["text"] / found >= floor
    assert counts["ctx"] / max(counts["ctxn"], 1) >= floor
    assert counts["stp"] / max(counts["stp"] + counts["sfp"] + counts["sfn"], 1) >= floor


@pytest.mark.skipif(not SHARED.exists(), reason="the shared corpus is not beside this checkout")
def test_the_contexts_of_the_founding_letter_are_letter_for_letter() -> None:
    path = SHARED / "corpus" / "marseille-letter.txt"
    truth = json.loads(path.with_suffix(".truth.json").read_text(encoding="utf-8"))
    document = read_path(path)
    found = as_labelled(document)["notes"]
    for key in ("number", "text", "urls", "context"):
        assert [note[key] for note in found] == [note[key] for note in truth["notes"]]
    offsets = [call.place.start for note in document.notes for call in note.calls if call.place]
    assert offsets == [note["marker_offset"] for note in truth["notes"]]


def _scorer() -> Any:
    spec = importlib.util.spec_from_file_location("score_extract", SHARED / "tools" / "score_extract.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
