"""The commands after one run of the main job: what they share, what a person decides, what they do not touch."""

import json

import pytest


@pytest.fixture
def store(main_job, command):
    main_job.copied_to(command.folder)
    return ("--store", "s.db")


def verdicts(documents):
    return {source["url"]: source["verdict"] for document in documents for source in sources(document)}


def sources(document):
    return [source for note in document["notes"] for source in note["sources"]]


def checked(result):
    return {line["url"]: line for line in map(json.loads, result.out.splitlines())}


def test_a_bibliography_of_a_persons_own_is_left_alone_and_told_of(main_job):
    assert (main_job.folder / "letter.bib").read_text(encoding="utf-8").startswith("@book{mine")
    assert main_job.said["files"] == ["letter.sources.bib", "letter.csl.json"]
    assert "letter.sources.bib" in main_job.err


def test_the_web_of_the_sandbox_is_the_same_the_next_time_and_decisions_rule_it(main_job, store, command):
    before = verdicts(main_job.said["documents"])
    gone = next(url for url, verdict in before.items() if verdict == "gone")
    alive = next(url for url, verdict in before.items() if verdict == "alive")
    decided = command("decide", gone, "alive", "--because", "seen by hand", "--json", *store)
    assert json.loads(decided.out)["because"] == "seen by hand"
    assert command("decide", alive, "ignore", *store).code == 0
    result = command("check", "--all", "--sandbox", "--jsonl", "--fail-on", "gone,not-checked", *store)
    assert result.code == 3
    found = checked(result)
    assert found[gone]["verdict"] == "alive"
    assert found[gone]["status"] == 404
    assert found[alive]["verdict"] == "not-checked"
    assert {url: line["verdict"] for url, line in found.items() if url not in (gone, alive)} == {
        url: verdict for url, verdict in before.items() if url not in (gone, alive)
    }
    shown = command("show", gone, *store)
    assert "seen by hand" in shown.out


def test_a_source_that_is_gone_comes_with_its_snapshot(main_job, store, command):
    gone = next(url for url, verdict in verdicts(main_job.said["documents"]).items() if verdict == "gone")
    line = checked(command("check", gone, "--sandbox", "--jsonl", *store))[gone]
    assert line["suggestion"]["uri"].endswith(gone)
    quiet = command("check", gone, "--sandbox", "--quiet", "--fail-on", "gone", *store)
    assert quiet.code == 3
    assert gone in quiet.out
    assert command("check", gone, "--sandbox", "--quiet", *store).out == ""


def test_a_source_is_shown_with_its_local_copies_beside_its_snapshots(main_job, store, command):
    line = next(
        source
        for document in main_job.said["documents"]
        for note in document["notes"]
        for source in note["sources"]
        if source["verdict"] == "alive" and source["snapshot"]
    )
    for name in (line["url"], line["snapshot"]["uri"]):
        (source,) = json.loads(command("show", name, "--json", *store).out)["sources"]
        assert source["url"] == line["url"]
        assert line["snapshot"]["uri"] in {snapshot["uri"] for snapshot in source["snapshots"]}
        assert [copy["shows"] for copy in source["copies"]] == ["text"]
        assert source["copies"][0]["file"].endswith(".warc.gz")
        assert "local copy" in command("show", name, *store).out


def test_without_copies_none_are_made(store, command):
    url = "https://alive.kinds.example/without-copies"
    assert command("check", url, "--no-copies", "--sandbox", *store).code == 0
    assert "copies" not in json.loads(command("show", url, "--json", *store).out)["sources"][0]


def test_what_is_only_checked_is_archived_by_nobody(store, command):
    fresh = "https://alive.kinds.example/only-checked"
    assert command("check", fresh, "--sandbox", *store).code == 0
    captures = json.loads(command("archive", "--sandbox", "--json", *store).out)["captures"]
    assert fresh not in {capture["url"] for capture in captures}


@pytest.mark.parametrize(
    "arguments",
    [
        ("store", "path"),
        ("store", "verify"),
        ("store", "backup", "copy.db"),
        ("show",),
        ("show", "config"),
        ("export",),
        ("extract", "letter.txt"),
        ("cite", "Ann Lee, “A title”, The Paper, 3 May 2021."),
        ("cite", "--document", "letter.txt"),
        ("keys", "--forget"),
    ],
    ids=" ".join,
)
def test_json_is_one_document_on_standard_output(store, command, arguments):
    result = command(*arguments, "--json", *store)
    assert result.code == 0, result.err
    json.loads(result.out)


def test_a_forgotten_source_leaves_store_copies_and_exports(store, main_job, command):
    snapshots = {
        source["snapshot"]["uri"]: source["url"]
        for document in main_job.said["documents"]
        for source in sources(document)
        if source["snapshot"]
    }
    uri, url = next(iter(snapshots.items()))
    assert command("store", "forget", url, *store).code == 2  # nobody is there to ask
    assert url in command("export", *store).out
    result = command("store", "forget", url, "--yes", "--json", *store)
    assert result.code == 0, result.err
    told = json.loads(result.out)
    assert told["forgotten"]["was_known"]
    assert told["forgotten"]["snapshots"] >= 1
    assert told["forgotten"]["records"] >= 1
    assert uri in [each.get("uri") for each in told["remains"]]
    assert url not in command("export", *store).out
    assert command("store", "verify", *store).code == 0
    again = command("keep", "letter.txt", "--sandbox", "--json", *store)
    assert url not in verdicts(json.loads(again.out)["documents"])
    refused = command("archive", url, "--sandbox", *store)
    assert (refused.code, "was forgotten on" in refused.err) == (2, True)
    assert command("store", "forget", url, "--undo", *store).code == 0
    assert command("store", "forget", url, "--undo", *store).code == 1


def test_keys_of_the_sandbox_are_never_stored(command):
    assert command("keys", "--sandbox", stdin="access\nsecret\n").code == 2
    assert "the keys work" in command("keys", "--sandbox", "--status", IA_ACCESS_KEY_ID="real").out
    assert not list(command.folder.rglob("keys.ini"))


def test_v_logs_to_standard_error_and_leaves_the_result_alone(store, command):
    url = "https://alive.kinds.example/x"
    result = command("check", url, "--no-store", "--sandbox", "--jsonl", "-vv")
    assert list(checked(result)) == [url]
    assert "DEBUG sourcekeeper." in result.err
    assert "INFO sourcekeeper." in result.err


def test_a_check_whose_window_is_over_ends_with_four_and_the_next_one_goes_on(command):
    text = "".join(f"A claim.[{n}]\n\n[{n}] https://alive.kinds.example/window-{n}\n\n" for n in range(1, 5))
    (command.folder / "many.txt").write_text(text, encoding="utf-8")
    store = ("--store", "s.db", "--sandbox")
    first = command("check", "many.txt", "--window", "0.1s", "--gap", "2", "--jsonl", *store)
    assert first.code == 4
    assert 1 <= len(checked(first)) <= 2, "the second may be under way when the time is up"
    rest = command("check", "--gap", "0", "--jsonl", *store)
    assert (rest.code, len(checked(rest))) == (0, 4 - len(checked(first)))
    assert not checked(first).keys() & checked(rest).keys()
    assert command("check", *store).out == "no source is due; --all visits every one\n"


DEAD = "https://gone.kinds.example/report"


@pytest.mark.parametrize(
    ("word", "verdict", "said"),
    [
        (("ignore",), "not-checked", "a person decided: ignore (known here)"),
        (("replaced-by", "https://b.example/new"), "not-checked", "replaced by https://b.example/new (known here)"),
        (("alive", "--until", "2999-12-31"), "alive", "alive (known here); the visit found: gone"),
        (("alive", "--until", "2001-01-01"), "gone", ""),
    ],
    ids=["ignore", "replaced-by", "alive until", "ended before it began"],
)
def test_a_persons_word_rules_the_check_and_its_reason_is_shown_wherever_it_counts(command, word, verdict, said):
    here = ("--store", "s.db", "--sandbox")
    command("check", DEAD, *here)
    assert command("decide", DEAD, *word, "--because", "known here", "--store", "s.db").code == 0
    line = checked(command("check", DEAD, "--jsonl", *here))[DEAD]
    assert (line["verdict"], line["word_ended"]) == (verdict, None)
    assert said in line["reason"]["message"]
    assert line["moved_to"] == ("https://b.example/new" if "replaced-by" in word else None)
    plain = command("check", DEAD, *here).out
    shown = command("show", DEAD, "--store", "s.db").out
    assert said in plain
    assert said in shown
    assert ("known here" in shown) == bool(said)
