"""The .bib in a real LaTeX document: pdflatex and biber, with the fields for archives declared."""

from __future__ import annotations

import pytest
from tests.contract.real_clients import needs, needs_latex, run

from sourcekeeper.citing.exporters.biblatex import BiblatexExporter
from sourcekeeper.citing.exporters.bibtex import BibtexExporter
from sourcekeeper.citing.exporters.data_model import DATA_MODEL
from sourcekeeper.model import Name
from sourcekeeper.ports import ExportSettings, SnapshotPlace
from sourcekeeper.testing.citing import an_entry

DOCUMENT = r"""\documentclass{{article}}
\usepackage[T1]{{fontenc}}
\usepackage[backend=biber{datamodel}]{{biblatex}}
\usepackage{{hyperref}}
{printing}
\addbibresource{{refs.bib}}
\begin{{document}}\nocite{{*}}\printbibliography\end{{document}}
"""
CLASSIC = r"""\documentclass{article}
\usepackage[T1]{fontenc}
\usepackage{hyperref}
\begin{document}\nocite{*}\bibliographystyle{STYLE}\bibliography{refs}\end{document}
"""
LATEX = [
    "pdflatex", "-interaction=nonstopmode", "-halt-on-error", "-jobname=doc",
    r"\pdfcompresslevel=0\pdfobjcompresslevel=0\input{doc}",
]  # fmt: skip
PRINTING = r"""\DeclareFieldFormat{archiveurl}{Archive: \url{#1}}
\renewbibmacro*{url+urldate}{\printfield{url}\newunit\newblock\printfield{archiveurl}}"""
ENTRY = an_entry(
    "lovelace2018video", archived=True, type="webpage", title="50 % of R&D_2 at #1: {braces} and “quotes”",
    author=(Name(family="Lovelace", given="Ada"), Name(literal="Collectif A & B")), language="en",
    URL="https://vigie.example/a_b%20c?d=1&e=2#f",
)  # fmt: skip


@needs_latex("biblatex.sty", "etoolbox.sty", "hyperref.sty")
@needs("biber")
@pytest.mark.parametrize("place", [SnapshotPlace.NOTE, SnapshotPlace.ADDENDUM, SnapshotPlace.ARCHIVEURL])
def test_latex_prints_the_reference_with_links_to_original_and_snapshot(tmp_path, place):
    is_declared = place is SnapshotPlace.ARCHIVEURL
    exported = "".join(BiblatexExporter().export([ENTRY], ExportSettings(snapshot=place)))
    (tmp_path / "refs.bib").write_text(exported, encoding="utf-8")
    (tmp_path / "refs.dbx").write_text(DATA_MODEL, encoding="utf-8")
    text = DOCUMENT.format(
        datamodel=", datamodel=refs" if is_declared else "", printing=PRINTING if is_declared else ""
    )
    (tmp_path / "doc.tex").write_text(text, encoding="utf-8")
    run(LATEX, tmp_path)
    out, _ = run(["biber", "--validate-datamodel", "doc"], tmp_path)
    assert not [line for line in out.splitlines() if line.startswith(("WARN", "ERROR")) and "mandatory" not in line]
    run(LATEX, tmp_path)
    assert_linked(tmp_path)


@needs_latex("hyperref.sty", "plainurl.bst")
@needs("bibtex")
@pytest.mark.parametrize("style", ["plain", "plainurl"])
def test_bibtex_prints_the_reference_with_links_to_original_and_snapshot(tmp_path, style):
    (tmp_path / "refs.bib").write_text("".join(BibtexExporter().export([ENTRY])), encoding="utf-8")
    (tmp_path / "doc.tex").write_text(CLASSIC.replace("STYLE", style), encoding="utf-8")
    run(LATEX, tmp_path)
    run(["bibtex", "doc"], tmp_path)
    run(LATEX, tmp_path)
    assert_linked(tmp_path)


def assert_linked(folder):
    pdf = (folder / "doc.pdf").read_bytes()
    assert b"/URI(https://vigie.example/a_b%20c?d=1&e=2#f)" in pdf
    assert b"/URI(https://web.archive.org/web/20240720093000/https://vigie.example/a_b%20c?d=1&e=2#f)" in pdf
