"""Keys go to the archive's save service and nowhere else: whole commands, marked keys, and all they leave behind."""

from __future__ import annotations

import gzip
import json
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.e2e.conftest import CommandLine, Result

from sourcekeeper.sandbox.server import Sandbox

ACCESS, SECRET = "sandboxMARKEDaccess", "sandboxsecret"
"""The stand-in takes any access key that begins so, and one secret."""

LETTER = """A text[^1] with three[^2] notes[^3].

[^1]: A page, https://one.example.org/a
[^2]: A file, https://two.example.org/b.pdf
[^3]: A page that moved, https://three.example.org/c
"""


@pytest.fixture
def live(command: CommandLine) -> Callable[..., Result]:
    """Run commands as outside the sandbox, with keys in the environment, and every host answered by a stand-in."""
    (command.folder / "letter.md").write_text(LETTER, encoding="utf-8")

    def run(sandbox: Sandbox, *arguments: str, stdin: str = "", **environment: str) -> Result:
        reach = {"HTTP_PROXY": sandbox.proxy_url, "HTTPS_PROXY": sandbox.proxy_url}
        keys = {"IA_ACCESS_KEY_ID": ACCESS, "IA_SECRET_ACCESS_KEY": SECRET}
        reach["SSL_CERT_FILE"] = str(sandbox.ca_file)
        return command(*arguments, "--store", "s.db", stdin=stdin, **{**reach, **keys, **environment})

    return run


def traces(folder: Path, *results: Result) -> Iterator[str]:
    """Yield where a key was left: what was printed, every file, every value of the store."""
    for mark in (ACCESS, SECRET):
        for number, result in enumerate(results):
            if mark in result.out + result.err:
                yield f"output {number}"
        for path in folder.rglob("*"):
            if path.is_file() and path.name != "keys.ini" and mark.encode() in content(path):
                yield str(path)
    database = sqlite3.connect(folder / "s.db")
    dumped = "\n".join(database.iterdump())
    database.close()
    yield from (mark for mark in (ACCESS, SECRET) if mark in dumped)


def content(path: Path) -> bytes:
    return gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()


def with_keys(sandbox: Sandbox) -> set[tuple[str, str]]:
    """Return which host and path of the first step got keys."""
    entries = [json.loads(line) for line in Path(sandbox.log_path).read_text(encoding="utf-8").splitlines()]
    return {(entry["host"], entry["path"].split("?")[0].split("/")[1]) for entry in entries if entry.get("keys")}


def test_keys_go_to_the_save_service_alone_and_are_left_nowhere(
    live: Callable[..., Result], command: CommandLine, make_sandbox: Callable[..., Sandbox]
) -> None:
    sandbox = make_sandbox()
    results = [
        live(sandbox, "keep", "letter.md", "--yes", "-vv"),
        live(sandbox, "archive", "https://four.example.org/d", "-vv", "--screenshot"),
        live(sandbox, "check", "--all", "-vv"),
        live(sandbox, "keys", "--status", "-vv"),
        live(sandbox, "show", "letter.md", "--json"),
        live(sandbox, "archive", "--json"),
    ]
    assert [result.code for result in results] == [0] * len(results), results[0].err
    assert with_keys(sandbox) == {("web.archive.org", "save")}
    assert list(traces(command.folder, *results)) == []
    assert any(path.suffix == ".gz" for path in command.folder.rglob("*"))


FAULTS = {
    "keys that are refused": "invalid-keys",
    "answers that are lost": "lost-answer",
    "an archive that is offline": "html-offline",
    "an archive that asks to wait": "429,retry-after=1",
    "an archive that shuts us out": "ban",
    "answers that make no sense": "html-offline-200",
    "a gateway that fails": "502",
}


@pytest.mark.slow
@pytest.mark.parametrize("faults", FAULTS.values(), ids=FAULTS.keys())
def test_no_error_tells_a_key(
    live: Callable[..., Result], command: CommandLine, make_sandbox: Callable[..., Sandbox], faults: str
) -> None:
    sandbox = make_sandbox(faults)
    results = [
        live(sandbox, "archive", "https://one.example.org/a", "-vv", SOURCEKEEPER_POLL_SECONDS="0.1"),
        live(sandbox, "keys", "--status", "-vv"),
    ]
    assert with_keys(sandbox) <= {("web.archive.org", "save")}
    assert list(traces(command.folder, *results)) == []


def test_keys_that_are_typed_are_stored_and_not_shown(
    live: Callable[..., Result], command: CommandLine, make_sandbox: Callable[..., Sandbox]
) -> None:
    sandbox = make_sandbox()
    none = {"IA_ACCESS_KEY_ID": "", "IA_SECRET_ACCESS_KEY": ""}
    stored = live(sandbox, "keys", "-vv", stdin=f"{ACCESS}\n{SECRET}\n", **none)
    used = live(sandbox, "archive", "https://one.example.org/a", "-vv", **none)
    assert (stored.code, used.code) == (0, 0), stored.err + used.err
    (file,) = command.folder.rglob("keys.ini")
    assert file.stat().st_mode & 0o777 == 0o600
    assert ACCESS in file.read_text(encoding="utf-8")
    assert list(traces(command.folder, stored, used)) == []


def test_keys_of_the_person_are_not_read_in_the_sandbox(
    live: Callable[..., Result], command: CommandLine, make_sandbox: Callable[..., Sandbox]
) -> None:
    sandbox = make_sandbox()
    used = live(sandbox, "archive", "https://one.example.org/a", f"--sandbox={sandbox.proxy_url}", "-vv")
    assert used.code == 0, used.err
    accounts = {line.get("account") for line in sandbox.log() if line.get("event") == "capture-made"}
    assert accounts
    assert ACCESS not in accounts
