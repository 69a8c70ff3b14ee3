"""The headers of a request: the engine's, the caller's, and those a setting gives to one host alone."""

from datetime import UTC, datetime

import pytest

from sourcekeeper.config import FetchSettings, HostSettings, HostTable, NetworkSettings
from sourcekeeper.fetching.chain import Chain, Outcome
from sourcekeeper.fetching.headers import Head
from sourcekeeper.fetching.sent import headers_of, recorded, usual_headers
from sourcekeeper.model import FetchRequest

NOW = datetime(2026, 1, 5, tzinfo=UTC)
USUAL = usual_headers(NetworkSettings())
SECRET = ("X-Key", "hush")
SETTINGS = FetchSettings(
    hosts=HostTable(rows=(("example.org", HostSettings(headers=(SECRET, ("Accept", "text/plain")))),))
)


def chain(url, *redirects, headers=()):
    """A chain that is about to ask the last of some addresses."""
    begun = Chain(FetchRequest(url=url, headers=headers), SETTINGS, allow_private=True)
    assert begun.begin(NOW) is None
    for location in redirects:
        begun.after(Outcome(head=Head(status=302, headers=(("Location", location),), is_complete=True)), NOW)
    return begun


@pytest.mark.parametrize(
    ("way", "is_sent"),
    [
        pytest.param(["https://example.org/a"], True, id="its host"),
        pytest.param(["http://example.org/a", "https://example.org/a"], True, id="from http to https"),
        pytest.param(["https://example.net/a", "https://example.org/a"], True, id="led to its host"),
        pytest.param(["http://example.org:8080/a"], True, id="a port that was cited"),
        pytest.param(["https://example.org/a", "https://example.net/a"], False, id="led to another host"),
        pytest.param(["https://example.org/a", "https://www.example.org/a"], False, id="a subdomain"),
        pytest.param(["https://example.org/a", "http://example.org/a"], False, id="led from https to http"),
        pytest.param(["https://example.org/a", "https://example.org:8443/a"], False, id="led to another port"),
    ],
)
def test_the_headers_of_a_host_go_to_it_alone(way, is_sent):
    assert (SECRET in headers_of(chain(*way), USUAL)) is is_sent


def test_a_hosts_headers_win_and_are_never_recorded():
    asked = chain("https://example.org/a", headers=(("X-Key", "other"), ("If-None-Match", '"1"')))
    sent = headers_of(asked, USUAL)
    assert dict(sent)["X-Key"] == "hush"
    assert [value for name, value in sent if name == "Accept"] == ["text/plain"]
    kept = dict(recorded(asked, sent))
    assert "X-Key" not in kept
    assert kept["If-None-Match"] == '"1"'


def test_without_settings_the_usual_headers_are_the_very_same():
    assert headers_of(chain("https://example.net/a"), USUAL) is USUAL


@pytest.mark.parametrize(
    ("name", "value", "is_sent"),
    [
        pytest.param("X-Key", "a\tb ~ÿ", True, id="tab, tilde, Latin-1"),
        pytest.param("X-Key", "", True, id="an empty value"),
        pytest.param("X-Key", "a\r\nEvil: 1", False, id="a line end"),
        pytest.param("X-Key", "a\n", False, id="a line end at the end"),
        pytest.param("X-Key", "a\x00", False, id="a control character"),
        pytest.param("X-Key", "€", False, id="beyond Latin-1"),
        pytest.param("", "a", False, id="no name"),
        pytest.param("X-Kéy", "a", False, id="a name beyond ASCII"),
        pytest.param("Host", "other.example", False, id="the engine's own"),
    ],
)
def test_what_cannot_stand_on_the_wire_is_not_sent(name, value, is_sent):
    sent = headers_of(chain("https://example.net/a", headers=((name, value),)), USUAL)
    assert ((name, value) in sent) is is_sent
