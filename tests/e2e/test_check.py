"""`check` as cron and persons run it: lists, windows, interruptions, results as they come."""

import json
import signal
import time

import pytest
from tests.e2e.conftest import PATIENCE_SECONDS

URLS = [f"https://alive.kinds.example/{number}" for number in range(8)]


def lines(path):
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    return [json.loads(line) for line in text.splitlines(keepends=True) if line.endswith("\n")]


@pytest.fixture
def listed(command):
    (command.folder / "urls.txt").write_text("# tonight\n\n" + "\n".join(URLS) + "\n", encoding="utf-8")
    return command.folder / "night.jsonl"


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL], ids=lambda number: number.name)
def test_a_run_that_is_interrupted_goes_on_where_it_was(command, make_sandbox, listed, number):
    sandbox = make_sandbox()
    arguments = ("check", "--from", "urls.txt", f"--sandbox={sandbox.proxy_url}", "--store", "s.db")
    # Ten seconds are left after the third line: a busy machine may need some of them before the signal is sent.
    process = command.start(*arguments, "--gap", "2", "--jsonl=night.jsonl")
    while len(lines(listed)) < 3 and process.poll() is None:
        time.sleep(0.02)
    process.send_signal(number)
    _out, err = process.communicate(timeout=PATIENCE_SECONDS)
    before = lines(listed)
    assert 3 <= len(before) < len(URLS), err
    assert process.returncode == (4 if number is not signal.SIGKILL else -signal.SIGKILL)

    again = command(*arguments, "--gap", "0", "--jsonl=night.jsonl", "--fail-on", "alive")
    assert again.code == 3, again.err
    assert "going on with the run of" in again.err
    told = [line["url"] for line in lines(listed)]
    assert set(told) == set(URLS)
    if number is not signal.SIGKILL:
        assert len(told) == len(URLS), "nothing is visited twice"
    assert len(told) < len(before) + len(URLS), "what was written before it was killed is not visited again"
    assert "8 sources, 8 well" in again.out, "the end tells of the whole night"

    third = command(*arguments, "--jsonl", "--gap", "0")
    assert len(third.out.splitlines()) == len(URLS), "a run that is done is none to be gone on with"


def test_a_window_that_is_over_ends_the_run_cleanly_and_the_next_one_goes_on(command, make_sandbox, listed):
    sandbox = make_sandbox()
    arguments = ("check", "--from", "urls.txt", f"--sandbox={sandbox.proxy_url}", "--store", "s.db")
    first = command(*arguments, "--gap", "2", "--window", "3s", "--jsonl=night.jsonl")
    assert first.code == 4
    assert "left: run the same command again to go on" in first.err
    begun = len(lines(listed))
    assert 0 < begun < len(URLS)
    anew = command(*arguments, "--gap", "0", "--anew", "--jsonl")
    assert (anew.code, len(anew.out.splitlines())) == (0, len(URLS))


def test_a_list_from_standard_input_joins_what_is_named(command, make_sandbox):
    sandbox = make_sandbox()
    (command.folder / "letter.txt").write_text(f"A claim.1\n\n1. {URLS[1]}\n", encoding="utf-8")
    given = (URLS[0], "letter.txt", "--from", "-", f"--sandbox={sandbox.proxy_url}", "--no-store", "--gap", "0")
    result = command("check", *given, "--jsonl", stdin=f"{URLS[2]}\nno address\n{URLS[0]}\n")
    found = {line["url"]: line["verdict"] for line in map(json.loads, result.out.splitlines())}
    assert found == {**dict.fromkeys(URLS[:3], "alive"), "no address": "invalid"}
    assert result.code == 0


@pytest.mark.parametrize(
    ("arguments", "stdin", "code", "told"),
    [
        pytest.param(["--from", "-", "--no-store"], "\n# nothing\n", 0, "no source there", id="an empty list"),
        pytest.param(["--from", "-", "--no-store"], "\x7fELF\0\0\1\2\n", 2, "no list of addresses", id="binary"),
        pytest.param(["--from", "no.txt"], "", 2, "no.txt", id="no such list"),
        pytest.param(["--all", "https://a.example/"], "", 2, "--all is every source", id="all and one"),
        pytest.param(["--fail-on", "ded"], "", 2, "did you mean 'dead'", id="misspelt"),
        pytest.param(["--jsonl", "x.jsonl"], "", 2, "write --jsonl=x.jsonl, in one word", id="two words"),
        pytest.param(["--window", "later"], "", 2, "06:00", id="no time"),
    ],
)
def test_what_makes_no_sense_gets_a_clear_line(command, arguments, stdin, code, told):
    result = command("check", *arguments, "--sandbox", stdin=stdin)
    assert result.code == code
    assert told in result.out + result.err


def test_who_names_an_address_is_told_of_the_whole_way_as_it_is_now(command, make_sandbox):
    sandbox = make_sandbox()
    url = "https://moved.kinds.example/an-article"
    (command.folder / "urls.txt").write_text(url, encoding="utf-8")

    def asked(*named):
        before = len(sandbox.log())
        done = command(
            "check", *named, f"--sandbox={sandbox.proxy_url}", "--store", "s.db", "--gap", "0", "--jsonl", "--anew"
        )
        assert json.loads(done.out)["verdict"] == "redirected", done.err
        return [entry["status"] for entry in sandbox.log()[before:] if entry.get("host") == "moved.kinds.example"]

    assert asked("--from", "urls.txt")[:2] == [301, 200]
    assert 301 not in asked("--from", "urls.txt"), "a redirect for good is believed for a while"
    assert 301 in asked(url)
