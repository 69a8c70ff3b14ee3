"""`export --merge`, `decide --set` and `cite --set` as a person runs them."""

from __future__ import annotations

import json
import os
import shutil
import subprocess

import pytest
from tests.e2e.conftest import CommandLine

LETTER = (
    "Une affirmation1. Une autre2.\n\n"
    "1. Katherine Johnson, « Trajectoires », La Vigie, 4 juin 2021, https://vigie.example/trajectoires.\n"
    "2. Ada Lovelace, Les machines qui calculent, Paris, Seuil, 2010, p. 9.\n"
)
MINE = (
    b"\xef\xbb\xbf% my references\r\n"
    b'@string{vigie = "La Vigie"}\r\n'
    b"@article{KJ21,\r\n\ttitle = {Trajectoires},\r\n\tjournal = vigie,\r\n"
    b"\turl = {http://www.vigie.example/trajectoires/},\r\n\tkeywords = {vol}\r\n}\r\n"
    b"@misc{broken, title={a} year={b}}\r\nwords of mine @ the end"
)


@pytest.fixture
def desk(command: CommandLine) -> CommandLine:
    (command.folder / "letter.txt").write_text(LETTER, encoding="utf-8")
    (command.folder / "refs.bib").write_bytes(MINE)
    return command


def bib(desk: CommandLine) -> bytes:
    return (desk.folder / "refs.bib").read_bytes()


def test_keys_and_bytes_of_ones_own_file_survive_the_store(desk: CommandLine) -> None:
    assert desk("keep", "letter.txt", "--store", "s.db", "--sandbox", "--yes", "-q").code == 0
    refused = desk("export", "--merge", "refs.bib", "--store", "s.db")
    assert (refused.code, bib(desk)) == (2, MINE)
    assert "snapshots are not real" in refused.err
    done = desk("export", "--merge", "refs.bib", "--store", "s.db", "--sandbox", "--json")
    assert done.code == 0
    report = json.loads(done.out)
    assert [(each["key"], each["outcome"]) for each in report["entries"]] == [
        ("KJ21", "updated"),
        ("lovelace2010machines", "added"),
    ]
    assert report["unread"] == [9]
    merged = bib(desk)
    head, tail = MINE.split(b"keywords = {vol}")
    assert merged.startswith(head + b"keywords = {vol},\r\n\tauthor = ")
    assert tail.removeprefix(b"\r\n") in merged
    assert b"web.archive.org" in merged
    assert (desk.folder / "refs.bib.bak").read_bytes() == MINE
    assert "Trajectoires" in desk("show", "kj21", "--store", "s.db").out, "its key there names it here too"
    before = os.stat(desk.folder / "refs.bib")
    again = desk("export", "--merge", "refs.bib", "--store", "s.db", "--sandbox")
    assert (again.code, again.out) == (0, "refs.bib: nothing to change\n")
    for path in desk.folder.glob("s.db*"):
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    assert desk("export", "letter.txt", "--merge", "refs.bib", "--store", "s.db").code == 0
    assert bib(desk) == merged
    assert os.stat(desk.folder / "refs.bib").st_mtime_ns == before.st_mtime_ns


def test_a_dry_run_prints_a_diff_that_patch_takes(desk: CommandLine) -> None:
    process = desk.start("export", "letter.txt", "--merge", "refs.bib", "--dry-run")
    process.communicate()
    assert process.returncode == 0
    assert bib(desk) == MINE
    if shutil.which("patch") is None:
        pytest.skip("patch is not installed")
    with (desk.folder / "d.diff").open("wb") as out:
        command = [*process.args]  # type: ignore[misc]
        subprocess.run(command, cwd=desk.folder, env=desk.environment, stdout=out, check=True)
    subprocess.run(["patch", "--binary", "-s", "refs.bib", "d.diff"], cwd=desk.folder, check=True)
    patched = bib(desk)
    (desk.folder / "refs.bib").write_bytes(MINE)
    assert desk("export", "letter.txt", "--merge", "refs.bib", "-q").code == 0
    assert bib(desk) == patched


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (["--merge", "refs.bib", "-o", "x.bib"], 2, "takes no -o"),
        (["--dry-run"], 2, "--merge FILE"),
        (["--merge", "refs.bib", "--format", "ris"], 2, "biblatex and bibtex can"),
        (["--merge", "letter.txt"], 1, "not a bibliography"),
        (["--merge", "broken.bib"], 1, "line 3: the block @misc 'open' is not closed"),
        (["--merge", "nowhere/refs.bib"], 1, "cannot write"),
    ],
)
def test_what_cannot_be_merged_is_told_and_nothing_is_written(
    desk: CommandLine, arguments: list[str], code: int, told: str
) -> None:
    broken = b"% mine\n\n@misc{open, title={x\n"
    (desk.folder / "broken.bib").write_bytes(broken)
    before = sorted(path.name for path in desk.folder.iterdir())
    result = desk("export", "letter.txt", *arguments)
    assert result.code == code
    assert told in result.err
    assert (bib(desk), (desk.folder / "broken.bib").read_bytes()) == (MINE, broken)
    assert [name for name in sorted(path.name for path in desk.folder.iterdir()) if name != "home"] == [
        name for name in before if name != "home"
    ]


def test_a_correction_is_shown_exported_and_survives_reading_the_text_again(desk: CommandLine) -> None:
    store = ("--store", "s.db")
    assert desk("keep", "letter.txt", "--no-archive", "--sandbox", "-q", *store).code == 0
    said = ["--set", "title=Les machines", "--set", "author=Lovelace, Ada; ONG", "--because", "on the cover"]
    decided = desk("decide", "lovelace2010machines", *said, "--json", *store)
    assert decided.code == 0
    assert json.loads(decided.out)["work"]["item"]["title"] == "Les machines"
    assert desk("keep", "letter.txt", "--no-archive", "--sandbox", "-q", *store).code == 0
    shown = desk("show", "lovelace2010machines", *store)
    assert "title = Les machines: on the cover" in shown.out
    exported = desk("export", *store).out
    assert "title = {Les machines},\n" in exported
    assert "Lovelace, Ada and {ONG}" in exported
    printed = desk("cite", "lovelace2010machines", "--set", "issued=2011", *store)
    assert "date = {2011}" in printed.out
    assert desk("decide", "lovelace2010machines", "--unset", "title", "-q", *store).code == 0
    assert "Les machines qui calculent" in desk("export", *store).out


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["lovelace2010machines"], "Say what you decide"),
        (["lovelace2010machines", "--set", "tittle=x"], "Did you mean title"),
        (["lovelace2010machines", "--set", "issued=May 2024"], "no date"),
        (["lovelace2010machines", "--set", "title=x", "--unset", "title"], "both set and unset"),
        (["lovelace2010machines", "--same-as", "a", "--not-same-as", "b"], "two decisions"),
        (["nobody1999", "--set", "title=x"], "knows no work"),
    ],
)
def test_a_word_that_makes_no_sense_is_wrong_usage(desk: CommandLine, arguments: list[str], told: str) -> None:
    desk("keep", "letter.txt", "--no-archive", "--sandbox", "-q", "--store", "s.db")
    result = desk("decide", *arguments, "--store", "s.db")
    assert result.code == 2
    assert told in result.err
