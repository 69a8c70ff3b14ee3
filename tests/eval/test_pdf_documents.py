"""PDF files that real programs made (LibreOffice, LaTeX, Chromium), every note letter for letter.

Their embedded fonts were taken out to keep them small; what tells of the text is untouched.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.eval.extraction import as_labelled

from sourcekeeper.ports import RawDocument
from sourcekeeper.reading.pdf.reader import PdfReader

TRUTHS = sorted((Path(__file__).parent / "documents" / "pdf").glob("*.truth.json"))
SHARED = Path(__file__).parents[3] / "shared" / "corpus" / "documents" / "p71-pdf-libreoffice-de.truth.json"


@pytest.mark.parametrize("truth", TRUTHS, ids=lambda path: path.name.removesuffix(".truth.json"))
def test_every_note_of_our_own_pdf_files_is_right(truth: Path) -> None:
    compare(truth)


@pytest.mark.skipif(not SHARED.exists(), reason="the shared corpus is not beside this checkout")
def test_every_note_of_the_shared_pdf_is_right() -> None:
    compare(SHARED)


def compare(truth: Path) -> None:
    labelled = json.loads(truth.read_text(encoding="utf-8"))
    data = truth.with_name(labelled["doc"]).read_bytes()
    document = PdfReader().read(RawDocument(origin=labelled["doc"], data=data))
    assert not document.problems
    assert (document.language or "").partition("-")[0] == labelled["lang"]
    found = as_labelled(document)["notes"]
    expected = labelled["notes"]
    for key in ("number", "text", "context"):
        assert [note[key] for note in found] == [note[key] for note in expected]
    urls = [[url if isinstance(url, str) else url["url"] for url in note["urls"]] for note in expected]
    assert [note["urls"] for note in found] == urls
