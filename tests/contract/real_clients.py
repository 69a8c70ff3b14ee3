"""The programs that read what we write, called as a person would; each says what it complained of."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

SCHEMA = Path(__file__).parents[1] / "data" / "csl-data.json"


def needs(program: str) -> pytest.MarkDecorator:
    """Skip a test, and say why, where a program is not installed."""
    return pytest.mark.skipif(shutil.which(program) is None, reason=f"{program} is not installed")


def needs_latex(*packages: str) -> pytest.MarkDecorator:
    """Skip a test where LaTeX, or a package of it, is not installed."""
    is_here = shutil.which("pdflatex") is not None and (
        subprocess.run(["kpsewhich", *packages], capture_output=True, check=False).returncode == 0
    )
    return pytest.mark.skipif(not is_here, reason=f"pdflatex with {', '.join(packages)} is not installed")


def run(command: Sequence[str], folder: Path, stdin: str = "") -> tuple[str, str]:
    """Run a program to its end; return what it printed and what it complained of. Fails with it."""
    done = subprocess.run(
        command, cwd=folder, input=stdin, capture_output=True, encoding="utf-8", errors="replace", check=False
    )
    assert done.returncode == 0, (done.stdout + done.stderr)[-3000:]
    return done.stdout, done.stderr


def pandoc_items(dialect: str, file: Path) -> list[dict[str, Any]]:
    """Read a bibliography with pandoc, which has to stay silent."""
    out, complaints = run(["pandoc", "-f", dialect, "-t", "csljson", file.name], file.parent)
    assert complaints == ""
    return list(json.loads(out))


def pandoc_bibliography(file: Path, *options: str) -> str:
    """Set a bibliography with pandoc --citeproc, which has to stay silent."""
    text = '---\nnocite: "@*"\nlang: fr\n---\n'
    command = ["pandoc", "-f", "markdown", "-t", "plain", "--wrap=none", "--citeproc", "--bibliography", file.name]
    out, complaints = run([*command, *options], file.parent, text)
    assert complaints == ""
    return out


def biber_complaints(file: Path) -> list[str]:
    """Validate a BibLaTeX file against biber's data model; return its warnings and errors."""
    command = ["biber", "--tool", "--validate-datamodel", "--nolog", "-O", "biber-out.bib", file.name]
    out, complaints = run(command, file.parent)
    return [line for line in (out + complaints).splitlines() if line.startswith(("WARN", "ERROR", "FATAL"))]


def bibtex_complaints(file: Path, style: str) -> list[str]:
    """Run BibTeX over all entries of a file in a style; return its warnings and errors."""
    aux = f"\\relax\n\\citation{{*}}\n\\bibstyle{{{style}}}\n\\bibdata{{{file.stem}}}\n"
    (file.parent / "all.aux").write_text(aux, encoding="utf-8")
    out, _ = run(["bibtex", "all"], file.parent)
    usual = ("This is BibTeX", "The top-level", "The style file", "Database file", "(There w", "Reallocat")
    return [line for line in out.splitlines() if line and not line.startswith(usual)]


def schema_complaints(file: Path) -> str:
    """Check a CSL-JSON file against the schema; return what is wrong."""
    pytest.importorskip("check_jsonschema", reason="check-jsonschema is not installed")
    command = [sys.executable, "-m", "check_jsonschema", "--schemafile", str(SCHEMA), file.name]
    done = subprocess.run(command, cwd=file.parent, capture_output=True, encoding="utf-8", check=False)
    return "" if done.returncode == 0 else done.stdout[:3000]
