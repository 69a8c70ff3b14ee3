"""A second archive by the command line: the real pywb records what the main archive, which is down, does not take."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from tests.contract.pywb_server import Pywb, needs_pywb

from sourcekeeper.testing.loopback import LoopbackServer, reply

PAGE = b"<!doctype html><title>A page</title><article><p>" + b"What is cited stands here, in some words. " * 40


@pytest.fixture
def pywb(tmp_path) -> Iterator[Pywb]:
    with Pywb(tmp_path / "pywb", records=True) as pywb:
        yield pywb


@needs_pywb
def test_a_source_is_recorded_proved_and_shown_once(command, pywb, tmp_path):
    with LoopbackServer({"/page": reply(200, PAGE, "Content-Type: text/html")}) as site:
        url = f"{site.root}/page"
        environ = {
            "SOURCEKEEPER_WAYBACK_URL": "http://127.0.0.1:9",
            "SOURCEKEEPER_ARCHIVE_URL": "http://127.0.0.1:9",
            "SOURCEKEEPER_POLL_SECONDS": "0.1",
            "SOURCEKEEPER_ALSO_ARCHIVES": f"pywb+{pywb.base}",
        }
        store = ("--store", str(tmp_path / "sources.db"))
        # A page of one's own network is withheld until a person says otherwise.
        command("archive", url, *store, **environ)
        assert site.targets() == []
        assert command("decide", url, "archive", *store).code == 0
        first = command("archive", url, "--json", *store, **environ)
        assert first.code == 4
        content = json.loads(first.out)
        assert [capture["state"] for capture in content["captures"]] == ["queued"]
        ((found),) = content["elsewhere"]
        assert found["url"] == url
        assert found["snapshot"]["shows"] == "text"
        assert found["snapshot"]["uri"].startswith(pywb.base)
        assert json.loads(command("archive", url, "--json", *store, **environ).out)["elsewhere"] == []
        assert site.targets().count("/page") == 1
        (source,) = json.loads(command("show", url, "--json", *store).out)["sources"]
        assert [snapshot["uri"] for snapshot in source["snapshots"]] == [found["snapshot"]["uri"]]
        # An address of one's own machine is for the house: no bibliography names it.
        assert source["snapshot"] is None


def test_a_second_archive_that_is_down_is_told_and_stops_nothing(command, tmp_path):
    result = command(
        "archive",
        "https://example.org/page",
        "--store",
        str(tmp_path / "sources.db"),
        SOURCEKEEPER_WAYBACK_URL="http://127.0.0.1:9",
        SOURCEKEEPER_ARCHIVE_URL="http://127.0.0.1:9",
        SOURCEKEEPER_POLL_SECONDS="0.1",
        SOURCEKEEPER_ALSO_ARCHIVES="pywb+http://127.0.0.1:7/sources,memento+http://127.0.0.1:5/web",
        IA_ACCESS_KEY_ID="nobody",
        IA_SECRET_ACCESS_KEY="nobody",
    )
    assert result.code == 4
    assert result.err.count("127.0.0.1 refuses connections") >= 2


def test_a_kind_of_archive_nobody_knows_is_told_by_name(command, tmp_path):
    result = command(
        "archive",
        "https://example.org/",
        "--store",
        str(tmp_path / "sources.db"),
        SOURCEKEEPER_WAYBACK_URL="http://127.0.0.1:9",
        SOURCEKEEPER_ARCHIVE_URL="http://127.0.0.1:9",
        SOURCEKEEPER_POLL_SECONDS="0.1",
        SOURCEKEEPER_ALSO_ARCHIVES="nonsense+https://example.org/",
    )
    assert result.code == 2
    assert "nonsense" in result.err
