"""An address at the end of a sentence: with its full stop it is there, without it is not."""

import json
import shlex

from sourcekeeper.sandbox.kinds import Kind

SHORT, LONG = "https://strasse.example/hauptstr", "https://strasse.example/hauptstr."
TEXT = f"A claim.[1] Another one.[2]\n\n[1] Die Strasse, 2020, {SHORT}.\n[2] B, https://b.example/y, 2020.\n"


def test_the_reading_that_answers_is_archived_cited_linked_and_shown(command, make_sandbox):
    sandbox = make_sandbox()
    sandbox.order(SHORT, Kind.GONE)
    for url in (LONG, "https://b.example/y"):
        sandbox.order(url, Kind.ALIVE)
    (command.folder / "letter.txt").write_text(TEXT, encoding="utf-8")
    here = ("--sandbox=" + sandbox.proxy_url, "--store", "s.db")
    said = command("keep", "letter.txt", "--json", *here)
    assert said.code == 0, said.err
    kept = json.loads(said.out)
    note = kept["documents"][0]["notes"][0]
    assert note["read_otherwise"] == [{"cited": SHORT, "url": LONG}]
    assert [(source["url"], source["verdict"]) for source in note["sources"]] == [(LONG, "alive")]
    assert {each["url"]: each["state"] for each in kept["captures"]} == {
        LONG: "archived",
        "https://b.example/y": "archived",
    }
    assert LONG in (command.folder / "letter.bib").read_text(encoding="utf-8")
    assert (command.folder / "letter.txt").read_text(encoding="utf-8") == TEXT
    shown = command("show", "letter.txt", *here)
    assert f"read with its final full stop: {SHORT} does not answer well" in shown.out
    linked = command("export", "--format", "notes", "--for", "html", *here)
    assert linked.code == 0
    assert f"/{LONG}" in linked.out, shlex.join(linked.out.split())
    assert f"/{SHORT}<" not in linked.out


def test_check_tells_of_it_once_and_asks_the_other_reading_no_more(command, make_sandbox):
    sandbox = make_sandbox()
    sandbox.order(SHORT, Kind.GONE)
    sandbox.order(LONG, Kind.ALIVE)
    (command.folder / "letter.txt").write_text(TEXT, encoding="utf-8")
    here = ("--sandbox=" + sandbox.proxy_url, "--store", "s.db", "--gap", "0")
    first = {
        line["url"]: line
        for line in map(json.loads, command("check", "letter.txt", "--jsonl", *here).out.splitlines())
    }
    assert first[LONG]["instead_of"] == SHORT
    again = command("check", "--all", "--jsonl", *here)
    assert {line["url"]: line["instead_of"] for line in map(json.loads, again.out.splitlines())} == {
        LONG: None,
        "https://b.example/y": None,
    }
