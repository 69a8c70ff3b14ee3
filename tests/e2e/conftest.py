"""The command line as a person runs it: a process of its own, against a sandbox on this machine."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from sourcekeeper.cli.fitting_pages import fitting_pages
from sourcekeeper.keeper import Keeper
from sourcekeeper.sandbox.faults import Faults
from sourcekeeper.sandbox.server import Sandbox

EXAMPLE = Path(__file__).parents[2] / "examples" / "lettre-ouverte.txt"


PATIENCE_SECONDS = 600.0
"""For a command to end: one that hangs never does, and on a machine where ten others work it takes minutes."""


@dataclass(frozen=True)
class Result:
    code: int
    out: str
    err: str


class CommandLine:
    """Runs the command in a folder of its own, with a home of its own and no keys."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        kept = {name: value for name, value in os.environ.items() if name in ("PATH", "SYSTEMROOT", "LANG")}
        self.environment = {
            **kept,
            "HOME": str(folder / "home"),
            "XDG_DATA_HOME": str(folder / "home" / "data"),
            "XDG_CONFIG_HOME": str(folder / "home" / "config"),
            "XDG_STATE_HOME": str(folder / "home" / "state"),
            "PYTHONWARNINGS": "default",
        }

    def start(self, *arguments: str, **environment: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-m", "sourcekeeper", *arguments],
            cwd=self.folder,
            env={**self.environment, **environment},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )

    def __call__(self, *arguments: str, stdin: str = "", **environment: str) -> Result:
        process = self.start(*arguments, **environment)
        out, err = process.communicate(stdin, timeout=PATIENCE_SECONDS)
        assert "Traceback" not in err, err
        return Result(process.returncode, out, err)


@pytest.fixture
def command(tmp_path: Path) -> CommandLine:
    return CommandLine(tmp_path)


@dataclass(frozen=True)
class MainJob:
    """What `keep letter.txt --sandbox --store s.db --json` left in its folder, and what it said."""

    folder: Path
    said: dict[str, Any]
    err: str

    def copied_to(self, folder: Path) -> Path:
        return Path(shutil.copytree(self.folder, folder, dirs_exist_ok=True))


@pytest.fixture(scope="session")
def main_job(tmp_path_factory: pytest.TempPathFactory) -> MainJob:
    """Run the main job once, beside a .bib of the person's own; tests work on copies of what it left."""
    command = CommandLine(tmp_path_factory.mktemp("main_job"))
    shutil.copy(EXAMPLE, command.folder / "letter.txt")
    (command.folder / "letter.bib").write_text("@book{mine, title = {My own}}\n", encoding="utf-8")
    result = command("keep", "letter.txt", "--sandbox", "--store", "s.db", "--json")
    assert result.code == 0, result.err
    return MainJob(command.folder, json.loads(result.out), result.err)


@pytest.fixture
def make_sandbox(tmp_path: Path) -> Iterator[Callable[..., Sandbox]]:
    """Start sandboxes whose pages fit the example letter."""
    with Keeper() as keeper:
        notes = [note for read in keeper.read([str(EXAMPLE)]) for note in read.notes]
    running: list[Sandbox] = []

    def make(faults: str = "", **options: object) -> Sandbox:
        sandbox = Sandbox(pages=fitting_pages(notes), faults=Faults.parse(faults), **options)
        sandbox.start()
        running.append(sandbox)
        return sandbox

    yield make
    for sandbox in running:
        sandbox.stop()
