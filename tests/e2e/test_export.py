"""Which works `export` writes: of the store, of texts it does not know, of both; of some days, of some standing."""

import json

import pytest
from tests.e2e.conftest import EXAMPLE

from sourcekeeper.keeper import Keeper
from sourcekeeper.testing.loopback import LoopbackServer, reply

OTHER = "Another claim.1\n\n1. Jo Moor, “Another title”, The Paper, 4 May 2021. https://alive.kinds.example/other\n"


def exported(result):
    assert result.code == 0, result.err
    return {item["id"]: item for item in json.loads(result.out)}


@pytest.fixture
def letter(command):
    (command.folder / "letter.txt").write_bytes(EXAMPLE.read_bytes())
    return "letter.txt"


@pytest.fixture
def kept(main_job, command):
    main_job.copied_to(command.folder)
    return main_job.said


@pytest.fixture
def other(command):
    (command.folder / "other.txt").write_text(OTHER, encoding="utf-8")
    return "other.txt"


def test_a_text_of_the_store_and_one_that_is_new_make_one_bibliography(kept, command, letter, other):
    store = ("--store", "s.db", "--json")
    alone, both = exported(command("export", letter, *store)), exported(command("export", letter, other, *store))
    assert {key: both[key] for key in alone} == alone
    assert [both[key]["title"] for key in both.keys() - alone.keys()] == ["Another title"]
    assert exported(command("export", *store)).keys() == alone.keys(), "what was only exported is not remembered"


@pytest.fixture
def address():
    """Serve a text with one note on this machine."""
    page = (
        "<!doctype html><html lang=en><title>A text</title><p>A claim.<a id=r1 href='#n1'><sup>1</sup></a></p>"
        "<ol><li id=n1>Jo Moor, “Another title”, The Paper, 4 May 2021. https://paper.example/other "
        "<a href='#r1'>↩</a></li></ol></html>"
    ).encode()

    answer = reply(200, page, "Content-Type: text/html; charset=utf-8")
    with LoopbackServer({"/text": answer}) as server:
        yield f"{server.root}/text"


def test_a_text_of_the_store_and_one_at_an_address_make_one_bibliography(command, letter, address):
    with Keeper(store=str(command.folder / "live.db"), online=False) as keeper:
        keeper.record(next(keeper.read([str(command.folder / letter)])))
    store = ("--store", "live.db", "--json")
    alone = exported(command("export", letter, *store))
    both = exported(command("export", letter, address, "--allow-private", *store))
    assert {key: both[key] for key in alone} == alone
    assert [both[key]["title"] for key in both.keys() - alone.keys()] == ["Another title"]
    assert exported(command("export", *store)).keys() == alone.keys(), "what was only exported is not remembered"


def test_a_new_text_that_cites_a_known_source_gives_it_the_key_it_has(kept, command, letter):
    known = exported(command("export", letter, "--store", "s.db", "--json"))
    key, item = next((key, item) for key, item in known.items() if "URL" in item)
    (command.folder / "new.txt").write_text(f"A claim.1\n\n1. {item['URL']}\n", encoding="utf-8")
    assert list(exported(command("export", "new.txt", "--store", "s.db", "--json"))) == [key]


def test_only_some_verdicts_or_standings_are_written_when_they_are_asked_for(kept, command):
    dead = [
        source["url"]
        for document in kept["documents"]
        for note in document["notes"]
        for source in note["sources"]
        if source["verdict"] == "gone"
    ]
    only = exported(command("export", "--store", "s.db", "--json", "--only", "gone,dns-gone"))
    assert [item["URL"] for item in only.values()] == dead
    assert exported(command("export", "--store", "s.db", "--json", "--only-dead")) == {}, "one night is no death"
    assert command("export", "--store", "s.db", "--only", "deceased").code == 2


def test_only_texts_of_some_days_are_written_when_they_are_asked_for(kept, command, other):
    dated = f"---\ntitle: Dated\ndate: 2019-05-06\n---\n\nA claim.[^1]\n\n[^1]: {OTHER.partition('1. ')[2]}"
    (command.folder / "dated.md").write_text(dated, encoding="utf-8")
    assert command("keep", "dated.md", "--sandbox", "--store", "s.db").code == 0
    store = ("--store", "s.db", "--json")
    assert [item["title"] for item in exported(command("export", *store, "--until", "2019-12-31")).values()] == [
        "Another title"
    ]
    later = exported(command("export", *store, "--since", "2020-01-01"))
    assert "Another title" not in [item["title"] for item in later.values()]
    assert exported(command("export", *store, "--since", "2019-05-07", "--until", "2019-06-01")) == {}


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--since", "2026-05-01", "--until", "2026-01-01"], "--since is later than --until"),
        (["--since", "May"], "'May' is not a day such as 2026-01-31"),
        (["--format", "text", "--language", "xx"], "unknown language 'xx'. Known: fr, en"),
        (["--format", "notes", "--language", "fr"], "notes keep the language of their text"),
    ],
    ids=["no days", "no day", "no language", "notes"],
)
def test_options_that_make_no_sense_are_refused(command, letter, options, told):
    result = command("export", letter, *options)
    assert result.code == 2
    assert told in result.err
    assert result.out == ""


def test_what_is_read_is_never_written_over(kept, command, letter):
    """A slip of the keyboard must not cost the letter, nor the store."""
    text = (command.folder / letter).read_bytes()
    for output in (letter, "s.db"):
        result = command("export", letter, "--store", "s.db", "-o", output)
        assert result.code == 2
        assert "would be lost" in result.err
    page = command("archive", letter, "--sandbox", "--store", "s.db", "--save-page", letter)
    assert page.code == 2
    assert (command.folder / letter).read_bytes() == text
    assert command("store", "verify", "--store", "s.db").code == 0
    assert command("export", letter, "--store", "s.db", "-o", "refs.bib").code == 0


def test_a_filter_that_nothing_passes_is_told(command, letter):
    kept = command("keep", letter, "--sandbox", "--store", "s.db", "--quiet")
    assert kept.code == 0, kept.err
    result = command("export", "--store", "s.db", "--only", "parked")
    assert (result.code, result.out) == (0, "")
    assert "there is nothing to export" in result.err
    assert command("export", "--store", "s.db", "--only", "parked", "--quiet").err == ""
