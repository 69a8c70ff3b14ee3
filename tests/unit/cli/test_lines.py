"""JSON lines at the end of a file: at once, after what is there, and never after something else."""

import json

import pytest

from sourcekeeper.cli.lines import lines_to, urls_told
from sourcekeeper.errors import OutputError

SCHEMA = "sourcekeeper.check/1"
LINE = {"schema": SCHEMA, "url": "https://example.org/é"}


def written(path):
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_a_line_is_there_as_soon_as_it_is_written(tmp_path):
    path = tmp_path / "night.jsonl"
    with lines_to(str(path), SCHEMA) as write:
        write(LINE)
        assert written(path) == [LINE]


def test_a_second_run_goes_on_after_the_first(tmp_path):
    path = tmp_path / "night.jsonl"
    for _run in range(2):
        with lines_to(str(path), SCHEMA) as write:
            write(LINE)
    assert written(path) == [LINE, LINE]


@pytest.mark.parametrize("rest", [b'{"schema": "sourcekeeper.check/1", "url": "htt', b"{", b'{"schema'])
@pytest.mark.parametrize("before", [0, 2])
def test_what_a_killed_run_left_of_a_line_is_taken_away(tmp_path, rest, before):
    path = tmp_path / "night.jsonl"
    with lines_to(str(path), SCHEMA) as write:
        for _line in range(before):
            write(LINE)
    with path.open("ab") as file:
        file.write(rest)
    with lines_to(str(path), SCHEMA) as write:
        write(LINE)
    assert written(path) == [LINE] * (before + 1)


@pytest.mark.parametrize("content", [b"dear diary", b'{"schema": "sourcekeeper.cite/1"}\n', b"\x00\x01"])
def test_a_file_that_holds_something_else_is_left_as_it_is(tmp_path, content):
    path = tmp_path / "mine"
    path.write_bytes(content)
    with pytest.raises(OutputError, match="something else"), lines_to(str(path), SCHEMA):
        pass
    assert path.read_bytes() == content


def test_a_folder_that_is_not_there_is_told(tmp_path):
    with pytest.raises(OutputError, match="cannot write"), lines_to(str(tmp_path / "no" / "x.jsonl"), SCHEMA):
        pass


def test_what_was_told_since_a_moment_is_read_back_whatever_else_stands_there(tmp_path):
    path = tmp_path / "night.jsonl"
    with lines_to(str(path), SCHEMA) as write:
        for number, day in enumerate(("04", "05", "06")):
            write({**LINE, "url": f"https://example.org/{number}", "checked_at": f"2026-01-{day}T02:00:00Z"})
    with path.open("a", encoding="utf-8") as file:
        file.write("a remark\n[]\n3\n")
    assert urls_told(str(path), "2026-01-05T01:00:00Z") == {"https://example.org/1", "https://example.org/2"}
    assert urls_told(str(path), None) == urls_told("-", "2026-01-05") == urls_told(None, "2026") == frozenset()
