"""Local copies by the command line, with the real engine, over a site on loopback."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from sourcekeeper.testing.loopback import LoopbackServer, reply

HTML = "Content-Type: text/html; charset=utf-8"
PAGE = (
    b"<!doctype html><html><head><title>A page</title><link rel=stylesheet href=/style.css></head>"
    b"<body><img src=/picture.png><article><p>" + b"What is cited stands here, in some words. " * 40 + b"</article>"
)


@pytest.fixture
def site() -> Iterator[LoopbackServer]:
    pages = {
        "/page": reply(200, PAGE, HTML, "Set-Cookie: session=hush", "X-Robots-Tag: noarchive"),
        "/style.css": reply(200, b"@import 'more.css'; p { color: red }", "Content-Type: text/css"),
        "/more.css": reply(200, b"h1 { color: blue }", "Content-Type: text/css"),
        "/picture.png": reply(200, b"\x89PNG", "Content-Type: image/png"),
    }
    with LoopbackServer(pages) as server:
        yield server


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "sources.db"


def kept(path: Path) -> dict[str, bytes]:
    """Return address and body of each answer in the copies beside a store, all files whole."""
    found = {}
    folder = Path(f"{path}.warc")
    for file in sorted(folder.iterdir()):
        assert file.name.endswith(".warc.gz")
        with file.open("rb") as data:
            for record in ArchiveIterator(data, check_digests="raise"):
                if record.rec_type == "response":
                    found[record.rec_headers.get_header("WARC-Target-URI")] = record.content_stream().read()
    return found


def test_a_page_is_kept_with_what_it_needs(command, site, path):
    options = ("--allow-private", "--gap", "0", "--no-probe", "--store", str(path))
    assert command("check", f"{site.root}/page", "--requisites", *options).code == 0
    answers = kept(path)
    assert set(answers) == {f"{site.root}{name}" for name in ("/page", "/style.css", "/more.css", "/picture.png")}
    assert answers[f"{site.root}/page"] == PAGE
    assert site.targets()[0] == "/page"
    assert sorted(site.targets()) == ["/more.css", "/page", "/picture.png", "/style.css"]


def test_what_is_shown_of_a_copy_tells_its_wish_and_nothing_secret(command, site, path):
    options = ("--allow-private", "--gap", "0", "--no-probe", "--store", str(path))
    command("check", f"{site.root}/page", *options)
    (source,) = json.loads(command("show", f"{site.root}/page", "--json", "--store", str(path)).out)["sources"]
    (copy,) = source["copies"]
    assert (copy["no_archive"], copy["status"], copy["bytes"]) == ("header", 200, len(PAGE))
    assert "asks not to be archived" in command("show", f"{site.root}/page", "--store", str(path)).out
    (file,) = Path(f"{path}.warc").iterdir()

    assert b"hush" not in gzip.decompress(file.read_bytes())


def test_without_copies_no_folder_is_made(command, site, path):
    options = ("--allow-private", "--gap", "0", "--no-probe", "--store", str(path))
    assert command("check", f"{site.root}/page", "--no-copies", *options).code == 0
    assert not Path(f"{path}.warc").exists()


def test_settings_say_what_is_kept(command, site, path):
    (command.folder / "sourcekeeper.toml").write_text("[copies]\nenabled = false\n", encoding="utf-8")
    options = ("--allow-private", "--gap", "0", "--no-probe", "--store", str(path))
    assert command("check", f"{site.root}/page", *options).code == 0
    assert not Path(f"{path}.warc").exists()


def test_a_forgotten_source_is_gone_from_the_copies(command, site, path):
    options = ("--allow-private", "--gap", "0", "--no-probe", "--store", str(path))
    assert command("check", f"{site.root}/page", "--requisites", *options).code == 0
    assert command("store", "forget", f"{site.root}/page", "--yes", "--store", str(path)).code == 0
    assert kept(path) == {}
