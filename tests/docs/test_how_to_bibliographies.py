"""Every command of the page on bibliographies runs, in order, in one folder; files it shows are written first."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "how-to" / "bibliographies.md").read_text(encoding="utf-8")
STEP = re.compile(r"(?:^`(?P<file>[\w.]+)`:\n\n)?^```(?P<language>\w+)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)


def steps():
    """Yield what the page does: a file to write, or a command to run."""
    for found in STEP.finditer(PAGE):
        if found["file"]:
            yield found["file"], found["text"]
        elif found["language"] == "sh":
            for line in found["text"].splitlines():
                yield None, line


def has_latex():
    """Whether LaTeX and what BibLaTeX needs are installed."""
    if not (shutil.which("kpsewhich") and shutil.which("pdflatex") and shutil.which("biber")):
        return False
    packages = ["biblatex.sty", "etoolbox.sty", "hyperref.sty"]
    return subprocess.run(["kpsewhich", *packages], capture_output=True, check=False).returncode == 0


@pytest.fixture(scope="module")
def walked(tmp_path_factory):
    """Walk the page once; give back the folder and what was skipped for want of a program."""
    folder = tmp_path_factory.mktemp("walk")
    shutil.copy(ROOT / "examples" / "lettre-ouverte.txt", folder / "letter.txt")
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "SYSTEMROOT", "LANG")}
    missing = set()
    for file, text in steps():
        if file:
            (folder / file).write_text(text, encoding="utf-8")
            continue
        program, *rest = re.findall(r"'[^']*'|\S+", text)
        if program == "sourcekeeper":
            command = [sys.executable, "-m", "sourcekeeper", *rest]
        elif shutil.which(program) and (program not in ("biber", "pdflatex") or has_latex()):
            command = [program, *rest, *(["-interaction=nonstopmode"] if program == "pdflatex" else [])]
        else:
            missing.add(program)
            continue
        done = subprocess.run(
            command, cwd=folder, env={**kept, "HOME": str(folder / "home")}, stdin=subprocess.DEVNULL,
            capture_output=True, encoding="utf-8", errors="replace", check=False, timeout=120,
        )  # fmt: skip
        assert done.returncode == 0, f"{text}\n{done.stdout[-2000:]}{done.stderr[-2000:]}"
    return folder, missing


def test_every_command_of_the_page_runs(walked):
    folder, _missing = walked
    for name in (
        "refs.bib",
        "refs.dbx",
        "refs.json",
        "zotero.json",
        "notes.rtf",
        "notes.spip",
        "notes.html",
        "references.txt",
    ):
        assert (folder / name).stat().st_size > 100, name


def test_the_cite_keys_the_page_shows_are_those_of_the_example(walked):
    folder, _missing = walked
    keys = {item["id"] for item in json.loads((folder / "refs.json").read_text(encoding="utf-8"))}
    assert set(re.findall(r"\\footcite\{(\w+)\}|\[@(\w+)\]", PAGE)) <= {(key, "") for key in keys} | {
        ("", key) for key in keys
    }


def test_latex_and_pandoc_made_documents_of_it(walked):
    folder, missing = walked
    if missing:
        pytest.skip(f"not installed: {', '.join(sorted(missing))}")
    assert (folder / "letter.pdf").exists()
    word = ["pandoc", "letter.docx", "-t", "html", "--wrap=none"]
    html = subprocess.run(word, cwd=folder, capture_output=True, encoding="utf-8", check=True, timeout=60).stdout
    links = re.findall(r'href="([^"]+)"', html)
    assert any(link.startswith("https://web.archive.org/") for link in links)
    assert any(link.startswith("https://www.cnil.fr/") for link in links)
