"""What the pages on Python and on servers show runs as it stands there, and so do the examples."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def blocks(page, language):
    text = (ROOT / "docs" / "how-to" / page).read_text(encoding="utf-8")
    return [found[2] for found in BLOCK.finditer(text) if found[1] == language]


@pytest.fixture
def run(tmp_path):
    """Run a program in a folder that has a letter, with a home of its own; give back what it printed."""
    shutil.copy(ROOT / "examples" / "lettre-ouverte.txt", tmp_path / "letter.txt")
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "SYSTEMROOT", "LANG")}

    def run(*command, stdin=""):
        done = subprocess.run(
            command, cwd=tmp_path, env={**kept, "HOME": str(tmp_path / "home"), "PYTHONUTF8": "1"}, input=stdin,
            capture_output=True, encoding="utf-8", check=False, timeout=600,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
        return done.stdout

    return run


def test_the_python_of_the_page_runs_from_top_to_bottom(run):
    printed = run(sys.executable, "-", stdin="\n".join(blocks("python.md", "python")))
    assert "A title (2021, 5, 3)" in printed
    assert "cannot read" in printed.splitlines()[-1]


def test_the_example_does_the_whole_job(run, tmp_path):
    printed = run(sys.executable, str(ROOT / "examples" / "whole_job.py"), "letter.txt")
    assert "archived https://" in printed
    assert (tmp_path / "sources.bib").read_text(encoding="utf-8").count("\n@") >= 10


def test_a_backup_is_made_and_put_back_as_the_page_says(run, tmp_path):
    sourcekeeper = [sys.executable, "-m", "sourcekeeper"]
    run(*sourcekeeper, "keep", "letter.txt", "--sandbox", "--store", "sources.db", "--quiet")
    lines = [shlex.split(line) for block in blocks("server.md", "sh") for line in block.splitlines()]
    for program, *rest in lines:
        if program == "mv":
            for each in tmp_path.glob("sources.db*"):
                if each.is_file():
                    each.unlink()
            os.rename(*(tmp_path / name for name in rest))
        else:
            run(*sourcekeeper, *rest)
    assert "Lettre ouverte" in run(*sourcekeeper, "show", "--store", "sources.db")
