"""Bad input gets one clear line and the documented exit code; the other documents are still done."""

import json
import os
import sqlite3
import subprocess
import sys

import pytest

GOOD = """A claim that needs a source.1 Another one.2

1. Ann Lee, “A title”, The Paper, 3 May 2021. https://example.org/a.
2. https://example.org/b.
"""


@pytest.fixture
def good(command):
    (command.folder / "good.txt").write_text(GOOD, encoding="utf-8")
    return "good.txt"


def one_line(result):
    lines = result.err.strip().splitlines()
    assert len(lines) == 1, result.err
    assert lines[0].startswith("sourcekeeper: ")
    return lines[0]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("empty.txt", b""),
        ("blank.txt", b" \n\n \t\n"),
        ("binary.txt", bytes(range(256)) * 40),
        ("picture.png", b"\x89PNG\r\n\x1a\n" + bytes(2000)),
    ],
    ids=["empty", "blank", "binary", "picture"],
)
def test_what_is_no_text_is_named_and_the_others_are_done(command, good, name, content):
    (command.folder / name).write_bytes(content)
    result = command("extract", name, good, "--json")
    assert result.code == 1
    assert name in one_line(result)
    documents = json.loads(result.out)["documents"]
    assert "error" in documents[0]
    assert len(documents[1]["notes"]) == 2


def test_a_missing_file_is_named(command, good):
    result = command("extract", "missing.txt", good)
    assert result.code == 1
    assert "missing.txt: no such file" in one_line(result)
    assert "https://example.org/a" in result.out


def test_a_text_in_the_wrong_encoding_is_still_read(command):
    (command.folder / "old.txt").write_bytes(
        "Déjà vu à Besançon : « oui ».1\n\n1. Été. https://example.org/été".encode("cp1252")
    )
    result = command("extract", "old.txt", "--json")
    assert result.code == 0
    assert json.loads(result.out)["documents"][0]["notes"][0]["text"].startswith("Été")


def test_a_text_without_notes_is_done(command):
    (command.folder / "plain.txt").write_text("No notes here at all.\n", encoding="utf-8")
    result = command("keep", "plain.txt", "--sandbox", "--store", "s.db")
    assert result.code == 0
    assert json.loads((command.folder / "plain.csl.json").read_text(encoding="utf-8")) == []


def test_an_address_that_is_no_address_becomes_a_verdict(command):
    result = command("check", "http://", "https://exa mple.org/x", "--sandbox", "--no-store", "--jsonl")
    verdicts = {json.loads(line)["verdict"] for line in result.out.splitlines()}
    assert verdicts <= {"invalid", "not-checked"}
    assert verdicts


def test_a_private_address_is_not_visited(command):
    result = command("check", "http://127.0.0.1:9/", "http://169.254.169.254/latest", "--no-store", "--jsonl")
    assert {json.loads(line)["verdict"] for line in result.out.splitlines()} == {"not-checked"}


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="this system has no /dev/full")
def test_a_full_disk_is_told_in_one_line(command, good):
    result = command("extract", good, "--json")
    assert result.code == 0
    with open("/dev/full", "w") as full:
        process = subprocess.run(
            [sys.executable, "-m", "sourcekeeper", "extract", good, "--json"],
            cwd=command.folder,
            env=command.environment,
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert process.returncode == 1
    assert "Traceback" not in process.stderr
    assert "No space left" in process.stderr


def test_an_output_that_cannot_be_written_leaves_nothing_behind(command, good):
    result = command("export", good, "-o", "no/such/folder/o.bib")
    assert result.code == 1
    assert "cannot write" in one_line(result)


def test_a_locked_store_is_told_and_can_be_tried_again(command, good):
    command("keep", good, "--sandbox", "--store", "s.db")
    (command.folder / good).write_text(GOOD + "3. https://example.org/c.\n", encoding="utf-8")
    holder = sqlite3.connect(command.folder / "s.db", isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    try:
        result = command("keep", good, "--sandbox", "--store", "s.db", "--quiet")
    finally:
        holder.rollback()
        holder.close()
    assert result.code == 4
    assert "s.db" in one_line(result)


def test_a_store_of_a_newer_version_is_refused(command, good):
    command("keep", good, "--sandbox", "--store", "s.db")
    with sqlite3.connect(command.folder / "s.db") as database:
        database.execute("PRAGMA user_version = 9999")
    result = command("show", "--store", "s.db")
    assert result.code == 1
    assert "Upgrade" in one_line(result)


def test_a_file_that_is_no_store_is_not_touched(command, good):
    (command.folder / "s.db").write_text("my notes", encoding="utf-8")
    result = command("keep", good, "--sandbox", "--store", "s.db", "--quiet")
    assert result.code == 1
    assert "not a sourcekeeper store" in one_line(result)
    assert (command.folder / "s.db").read_text(encoding="utf-8") == "my notes"


def test_a_bare_check_makes_no_store(command):
    result = command("check", "--store", "s.db")
    assert result.code == 1
    assert "there is no store" in one_line(result)
    assert not (command.folder / "s.db").exists()


def test_without_a_network_nothing_is_judged(command):
    (command.folder / "t.txt").write_text(
        "One.1 Two.2 Three.3\n\n1. https://a.example/x\n2. https://b.example/x\n3. https://c.example/x\n",
        encoding="utf-8",
    )
    # A proxy that nobody answers on: what a dead network looks like from a desk behind one.
    result = command("keep", "t.txt", "--no-archive", "--store", "s.db", HTTPS_PROXY="http://127.0.0.1:9")
    assert "network" in result.err
    shown = json.loads(command("show", "--store", "s.db", "--json").out)
    assert all(source["verdict"] is None for note in shown["documents"][0]["notes"] for source in note["sources"])


def test_an_archive_that_answers_html_leaves_captures_queued(command, good, make_sandbox):
    sandbox = make_sandbox("html-offline=1")
    result = command("keep", good, f"--sandbox={sandbox.proxy_url}", "--store", "s.db", "--quiet")
    assert result.code == 4
    assert result.err.strip()
    captures = json.loads(command("keep", good, f"--sandbox={sandbox.proxy_url}", "--store", "s.db", "--json").out)[
        "captures"
    ]
    assert not any(capture["state"] in ("archived", "failed") for capture in captures)


def test_a_sandbox_that_is_not_there_is_told(command, good):
    result = command("keep", good, "--sandbox=http://127.0.0.1:9", "--store", "s.db")
    assert result.code != 0
    assert "127.0.0.1:9" in one_line(result)


@pytest.mark.parametrize(
    "arguments",
    [
        ["keep"],
        ["check", "--fail-on", "rotten"],
        ["export", "--format", "pdf"],
        ["extract", "x.txt", "--format", "pdf2"],
        ["frobnicate"],
        ["check", "--no-store"],
        ["decide", "https://example.org", "replaced-by"],
    ],
    ids=" ".join,
)
def test_wrong_usage_ends_with_2(command, good, arguments):
    (command.folder / "x.txt").write_text(GOOD, encoding="utf-8")
    assert command(*arguments).code == 2


def test_an_unknown_setting_is_named_with_its_file(command, good):
    (command.folder / "sourcekeeper.toml").write_text("[fetch]\ngapp = 1\n", encoding="utf-8")
    result = command("extract", good)
    assert result.code == 2
    assert "fetch.gapp" in one_line(result)


@pytest.mark.parametrize(
    ("word", "told"),
    [("kepe", "no command 'kepe', did you mean 'keep'?"), ("xyzzy", "no command 'xyzzy'.")],
    ids=["misspelt", "nothing like it"],
)
def test_a_command_that_is_none_is_told_with_what_may_be_meant(command, word, told):
    result = command(word, "letter.txt")
    assert result.code == 2
    assert told in result.err


def test_a_text_where_a_command_belongs_is_told_how_it_is_done(command, good):
    result = command(good)
    assert result.code == 2
    assert f"sourcekeeper keep {good}" in result.err


@pytest.mark.parametrize("verb", ["archive", "check"])
def test_an_address_cut_short_is_told_as_one_and_nothing_else_is(command, verb):
    result = command(verb, "example.org/report", "--sandbox", "--store", "s.db")
    assert (result.code, result.out) == (1, "")
    assert "An address begins with https://." in result.err


def test_each_of_several_texts_is_told_by_its_file(command, good):
    (command.folder / "deep").mkdir()
    for name in ("one.md", "two.md"):
        (command.folder / "deep" / name).write_text(
            "# The same title\n\nA claim.[^1]\n\n[^1]: https://example.org/a\n"
        )
    lines = command("extract", "deep").out.splitlines()
    assert [line.strip() for line in lines if line.strip().startswith("deep")] == ["deep/one.md", "deep/two.md"]
