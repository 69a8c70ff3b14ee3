"""The main job, end to end, in the sandbox."""

import gzip
import json
import shutil
import sqlite3
from pathlib import Path

import pytest

EXAMPLE = Path(__file__).parents[2] / "examples" / "lettre-ouverte.txt"


@pytest.fixture
def letter(command):
    shutil.copy(EXAMPLE, command.folder / "letter.txt")
    return "letter.txt"


def captured_urls(sandbox):
    lines = [json.loads(line) for line in Path(sandbox.log_path).read_text(encoding="utf-8").splitlines()]
    return [line["url"] for line in lines if line.get("event") == "capture-made"]


def test_keep_in_the_sandbox_prints_every_source_and_writes_its_files(command, letter):
    result = command("keep", letter, "--sandbox", "--store", "s.db")
    assert result.code == 0, result.err
    assert "nothing leaves this machine" in result.err
    notes = json.loads(command("extract", letter, "--json").out)["documents"][0]["notes"]
    assert all(note["number"] in result.out for note in notes)
    assert "archived" in result.out
    for name in ("letter.bib", "letter.csl.json", "s.db", "s.db.warc"):
        assert (command.folder / name).exists()
        assert name in result.out


def test_a_second_keep_saves_and_visits_nothing_again(command, letter, make_sandbox):
    sandbox = make_sandbox()
    first = command("keep", letter, f"--sandbox={sandbox.proxy_url}", "--store", "s.db", "--json")
    made = captured_urls(sandbox)
    second = command("keep", letter, f"--sandbox={sandbox.proxy_url}", "--store", "s.db", "--json")
    assert first.code == second.code == 0
    assert captured_urls(sandbox) == made
    assert json.loads(first.out)["documents"][0]["notes"] == json.loads(second.out)["documents"][0]["notes"]


def test_no_source_is_captured_twice(command, letter, make_sandbox):
    sandbox = make_sandbox()
    assert command("keep", letter, f"--sandbox={sandbox.proxy_url}", "--store", "s.db").code == 0
    made = captured_urls(sandbox)
    assert len(made) > 3
    assert len(made) == len(set(made))


def test_archived_is_only_said_of_what_the_archive_replays(command, letter, make_sandbox):
    sandbox = make_sandbox()
    result = command("keep", letter, f"--sandbox={sandbox.proxy_url}", "--store", "s.db", "--json")
    captures = json.loads(result.out)["captures"]
    archived = [capture for capture in captures if capture["state"] == "archived"]
    assert archived
    assert all(capture["snapshot"]["confirmed_at"] for capture in archived)
    assert all(capture["snapshot"]["shows"] == "text" for capture in archived)


def test_a_sandbox_store_is_refused_live_and_a_live_one_in_the_sandbox(command, letter):
    command("keep", letter, "--sandbox", "--store", "s.db")
    live = command("check", "--store", "s.db")
    assert live.code == 1
    assert "made in the sandbox" in live.err
    command("decide", "https://example.org", "ignore", "--store", "s.db")
    offline = command("show", letter, "--store", "s.db")
    assert offline.code == 0
    assert "made in the sandbox" in offline.err


def test_the_export_of_the_store_has_every_work(command, letter):
    command("keep", letter, "--sandbox", "--store", "s.db")
    result = command("export", "--store", "s.db", "--format", "csl-json", "-o", "o.json")
    assert result.code == 0
    items = json.loads((command.folder / "o.json").read_text(encoding="utf-8"))
    kept = json.loads(command("show", letter, "--store", "s.db", "--json").out)
    works = {key for note in kept["documents"][0]["notes"] for key in note["works"]}
    assert {item["id"] for item in items} == works


def test_cite_keys_survive_an_edit_of_the_text(command, letter):
    command("keep", letter, "--sandbox", "--store", "s.db")
    before = command("export", "--store", "s.db", "--format", "csl-json").out
    path = command.folder / letter
    path.write_text("Un nouveau début.\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    command("keep", letter, "--sandbox", "--store", "s.db")
    after = command("export", "--store", "s.db", "--format", "csl-json").out
    assert [item["id"] for item in json.loads(before)] == [item["id"] for item in json.loads(after)]


def test_without_consent_nothing_is_sent_and_the_exit_code_is_4(command, letter, make_sandbox):
    # A stand-in that the client takes for the public archive: reached through the proxy, with keys, without --sandbox.
    sandbox = make_sandbox()
    outside = {
        "HTTPS_PROXY": sandbox.proxy_url,
        "HTTP_PROXY": sandbox.proxy_url,
        "SSL_CERT_FILE": str(sandbox.ca_file),
        "IA_ACCESS_KEY_ID": sandbox.access_key,
        "IA_SECRET_ACCESS_KEY": sandbox.secret_key,
    }
    result = command("keep", letter, "--store", "s.db", **outside)
    assert result.code == 4
    assert "--yes" in result.err
    assert captured_urls(sandbox) == []
    hosts = {json.loads(line).get("host") for line in Path(sandbox.log_path).read_text(encoding="utf-8").splitlines()}
    assert not {"web.archive.org", "archive.org"} & {str(host).partition(":")[0] for host in hosts}
    agreed = command("keep", letter, "--store", "s.db", "--yes", **outside)
    assert agreed.code == 0, agreed.err
    assert captured_urls(sandbox)
    # The agreement is remembered.
    assert command("keep", letter, "--store", "s.db", **outside).code == 0


def test_without_keys_the_rest_is_done_and_two_lines_tell_how_to_get_them(command, letter, make_sandbox):
    sandbox = make_sandbox()
    outside = {
        "HTTPS_PROXY": sandbox.proxy_url,
        "HTTP_PROXY": sandbox.proxy_url,
        "SSL_CERT_FILE": str(sandbox.ca_file),
    }
    result = command("keep", letter, "--store", "s.db", "--yes", "--quiet", **outside)
    assert result.code == 4
    assert len(result.err.strip().splitlines()) == 2
    assert "https://archive.org/account/s3.php" in result.err
    assert "sourcekeeper keys" in result.err
    captures = json.loads(command("archive", "--store", "s.db", "--json", **outside).out)["captures"]
    assert any(capture["state"] == "queued" for capture in captures)
    assert any(capture["state"] == "archived" for capture in captures)


def test_keys_never_reach_the_store_the_copies_or_the_output(command, letter, make_sandbox):
    sandbox = make_sandbox()
    result = command("keep", letter, f"--sandbox={sandbox.proxy_url}", "--store", "s.db", "--json", "-v")
    secret = sandbox.secret_key
    assert secret not in result.out + result.err
    with sqlite3.connect(command.folder / "s.db") as database:
        assert secret not in "\n".join(database.iterdump())
    for path in command.folder.rglob("*.warc.gz"):
        with gzip.open(path) as records:
            assert secret.encode() not in records.read()


def test_a_folder_kept_again_holds_no_more_documents_than_before(command):
    """What `keep` wrote under another name than the text's is no text: two texts of one name, a list of one's own."""
    for name in ("a.txt", "a.md", "sub/a.txt", "mine.txt"):
        file = command.folder / "texts" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("A claim.1\n\n1. Ann Lee, “A title”, The Paper, 3 May 2021. https://example.org/a\n")
    (command.folder / "texts" / "empty.md").write_text("No note in it.")
    own = "@book{mine, title = {Mine}, year = 1999}\n"
    for name in ("mine.bib", "apart.bib"):
        (command.folder / "texts" / name).write_text(own)
    command.folder = command.folder / "texts"
    kept = [command("keep", ".", "--sandbox", "--store", "../s.db", "--quiet") for _ in range(3)]
    assert [each.code for each in kept] == [0, 0, 0], kept[-1].err
    shown = json.loads(command("show", "--store", "../s.db", "--json").out)
    origins = {Path(each["origin"]).name for each in shown["documents"]}
    assert origins == {"a.txt", "a.md", "mine.txt", "empty.md", "apart.bib"}
    assert command("check", ".", "--sandbox", "--store", "../s.db").code == 0
    assert len(json.loads(command("show", "--store", "../s.db", "--json").out)["documents"]) == len(shown["documents"])
    assert (command.folder / "mine.bib").read_text() == own


def test_a_researchers_own_bibliography_is_never_overwritten(command):
    """Its cite keys become those of the store, and its name is the text's: it is theirs all the same."""
    own = "@article{lee2021title, author = {Lee, Ann}, title = {A title}, year = 2021, abstract = {typed by hand}}\n"
    (command.folder / "letter.bib").write_text(own)
    (command.folder / "letter.md").write_text("A claim [@lee2021title, p. 3].\n")
    for _ in range(2):
        result = command("keep", "letter.md", "--bib", "letter.bib", "--sandbox", "--store", "s.db", "--json")
        assert json.loads(result.out)["files"] == ["letter.sources.bib", "letter.csl.json"]
    assert (command.folder / "letter.bib").read_text() == own
