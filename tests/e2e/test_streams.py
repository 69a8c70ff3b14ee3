"""Streams, encodings and names as machines hand them over: no traceback, and UTF-8 whatever the system speaks."""

import json
import os
import subprocess
import sys

import pytest
from tests.e2e.conftest import PATIENCE_SECONDS

GOOD = "A claim that needs a source.1\n\n1. Ann Lee, “A title”, The Paper, 3 May 2021. https://example.org/é.\n"
NO_UTF_8 = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": "ascii"}

posix = pytest.mark.skipif(sys.platform == "win32", reason="a shell of POSIX closes streams")


@pytest.fixture
def good(command):
    (command.folder / "good.txt").write_text(GOOD, encoding="utf-8")
    return "good.txt"


def shell(command, line, **environment):
    """Run a line of the shell, in which ``$sk`` is the command."""
    process = subprocess.run(
        ["sh", "-c", line],
        cwd=command.folder,
        env={**command.environment, "sk": f"{sys.executable} -m sourcekeeper", **environment},
        capture_output=True,
        timeout=PATIENCE_SECONDS,
        check=False,
    )
    assert b"Traceback" not in process.stderr, process.stderr
    assert b"a fault in sourcekeeper" not in process.stderr, process.stderr
    return process.returncode, process.stdout, process.stderr


@posix
@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("$sk extract - <&-", 1),
        ("$sk cite --jsonl <&-", 0),
        ("$sk check --from - --no-store <&-", 0),
        ("$sk keys <&-", 2),
        ("$sk extract good.txt >&-", 0),
        ("$sk extract nowhere.txt 2>&-", 1),
        ("$sk extract good.txt <&- >&- 2>&-", 0),
    ],
)
def test_a_closed_stream_is_an_empty_one(command, good, line, code):
    assert shell(command, line)[0] == code


@posix
@pytest.mark.parametrize("line", ["$sk extract good.txt --json", "$sk --help", "$sk --version", "$sk export good.txt"])
def test_a_reader_that_goes_away_is_no_failure_worth_a_word(command, good, line):
    _code, _out, err = shell(command, f"{line} | true")
    assert err == b""


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="this system has no /dev/full")
@pytest.mark.parametrize("line", ["$sk --version", "$sk --help", "$sk store path", "$sk extract good.txt"])
def test_a_full_disk_is_told_once(command, good, line):
    code, _out, err = shell(command, f"{line} > /dev/full")
    assert (code, err.count(b"\n")) == (1, 1)
    assert b"No space left" in err


def test_the_result_is_utf_8_where_the_system_speaks_ascii(command, good):
    documents = json.loads(command("extract", good, "--json", **NO_UTF_8).out)["documents"]
    assert documents[0]["notes"][0]["urls"] == ["https://example.org/é"]


def test_lines_to_cite_are_utf_8_where_the_system_speaks_ascii(command):
    line = json.dumps({"id": 1, "text": "Zoé Lee, “Été”, The Paper, 3 May 2021."}, ensure_ascii=False)
    answer = json.loads(command("cite", "--jsonl", stdin=line, **NO_UTF_8).out)
    assert answer["items"][0]["title"] == "Été"


@posix
def test_a_bad_line_gets_its_error_and_the_next_one_its_answer(command):
    lines = [
        b'{"id": 1, "text": "caf\xe9"}',
        b"[" * 100_000,
        b'{"id": 2, "text": 5}',
        b"[1]",
        b'{"id": 3, "page": "/dev/zero"}',
        b'{"id": 4, "page": "."}',
        b'{"id": 5, "text": "Ann Lee, \\"A title\\", The Paper, 3 May 2021."}',
    ]
    (command.folder / "lines").write_bytes(b"\n".join(lines))
    (command.folder / "sourcekeeper.toml").write_text("max_document_bytes = 100000\n", encoding="utf-8")
    code, out, _err = shell(command, "$sk cite --jsonl < lines")
    answers = [json.loads(line) for line in out.splitlines()]
    assert code == 1
    assert [answer["id"] for answer in answers] == [None, None, 2, None, 3, 4, 5]
    assert ["error" in answer for answer in answers] == [True] * 6 + [False]
    assert answers[-1]["items"]


@posix
def test_a_name_that_is_no_utf_8_is_read_and_told_in_utf_8(command):
    name = b"n\xe9 \n x.txt"
    with open(os.path.join(os.fsencode(command.folder), name), "wb") as file:
        file.write(GOOD.encode())
    code, out, _err = shell(command, "$sk extract n*x.txt --json")
    assert code == 0
    assert os.fsencode(json.loads(out.decode("utf-8"))["documents"][0]["origin"]).endswith(name)
    code, _out, err = shell(command, "$sk extract n*x.txt$(printf '\\n')nowhere")
    assert (code, err.count(b"\n")) == (1, 1)


@pytest.mark.parametrize(
    ("arguments", "titles"),
    [
        (("good.txt", "./good.txt"), 1),
        (("good.txt", "folder"), 2),
        (("folder", "folder/more.txt"), 1),
    ],
    ids=["two spellings", "a file and a folder", "a folder and what is in it"],
)
def test_a_document_named_twice_is_read_once(command, good, arguments, titles):
    (command.folder / "folder").mkdir()
    (command.folder / "folder" / "more.txt").write_text(GOOD, encoding="utf-8")
    assert len(json.loads(command("extract", *arguments, "--json").out)["documents"]) == titles


@pytest.mark.parametrize("name", ["", "empty"], ids=["no name", "a folder without documents"])
def test_nothing_to_read_is_told_and_makes_no_store(command, name):
    (command.folder / "empty").mkdir()
    result = command("keep", name, "--sandbox", "--store", "s.db")
    assert result.code == 1
    assert len(result.err.splitlines()) == 1
    assert os.listdir(command.folder) == ["empty"]


def test_nothing_in_a_text_moves_the_cursor(command):
    text = f"A claim.1\n\n{'Some calm words. ' * 40}\n\n1. Ann \x1b[2JLee \u202ehttps://example.org/a\n"
    (command.folder / "t.txt").write_text(text, encoding="utf-8")
    result = command("extract", "t.txt")
    assert result.code == 0
    assert "\x1b" not in result.out
    assert "\u202e" not in result.out


@posix
def test_a_list_of_addresses_is_one_whatever_its_encoding_and_its_lines(command):
    lines = "\ufeffhttps://alive.kinds.example/a\r\n# a comment\r\nno address\r\nftp://x.example/f\r\n"
    (command.folder / "urls").write_bytes(lines.encode("utf-16-le"))
    result = command("check", "--from", "urls", "--no-store", "--sandbox", "--jsonl")
    found = {line["url"]: line["verdict"] for line in map(json.loads, result.out.splitlines())}
    assert found == {
        "https://alive.kinds.example/a": "alive",
        "no address": "invalid",
        "ftp://x.example/f": "not-checked",
    }


@pytest.mark.skipif(not hasattr(os, "openpty"), reason="no pseudo-terminals on this system")
@pytest.mark.parametrize(
    ("environment", "coloured"),
    [({}, True), ({"NO_COLOR": "1"}, False), ({"NO_COLOR": ""}, True), ({"TERM": "dumb"}, False)],
    ids=["usual", "NO_COLOR", "NO_COLOR empty", "dumb"],
)
def test_a_terminal_gets_colours_unless_its_owner_wants_none(command, environment, coloured):
    (command.folder / "t.txt").write_text("A claim.1\n\n1. https://example.org/a\n")
    ours, theirs = os.openpty()
    done = subprocess.run(
        [sys.executable, "-m", "sourcekeeper", "extract", "t.txt"],
        cwd=command.folder,
        env={**command.environment, "TERM": "xterm", **environment},
        stdout=theirs,
        stderr=subprocess.DEVNULL,
        timeout=PATIENCE_SECONDS,
        check=False,
    )
    os.close(theirs)
    printed = os.read(ours, 10_000)
    os.close(ours)
    assert done.returncode == 0
    assert b"https://example.org/a" in printed
    assert (b"\x1b[" in printed) is coloured


@posix
def test_a_working_folder_that_was_deleted_is_told(command):
    (command.folder / "short-lived").mkdir()
    code, _, err = shell(command, "cd short-lived && rmdir ../short-lived && $sk extract letter.txt")
    assert code == 1
    assert b"the working folder: No such file" in err


@posix
def test_a_locale_without_the_letters_of_a_name_ends_no_run(command):
    (command.folder / "\u00e9t\u00e9.txt").write_text("A claim.1\n\n1. https://example.org/a\n")
    result = command(
        "keep", "\u00e9t\u00e9.txt", "--sandbox", "--store", "s.db", "--quiet", LC_ALL="C", PYTHONUTF8="0"
    )
    assert (result.code, result.err) == (0, "")
    assert "\u00e9t\u00e9.bib" in os.listdir(command.folder)
