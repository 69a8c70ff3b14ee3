from __future__ import annotations

import errno

import pycurl
import pytest

from sourcekeeper.fetching.failures import Trouble, cut_of, failure_of
from sourcekeeper.fetching.headers import Head
from sourcekeeper.fetching.proxies import failure_in_answer
from sourcekeeper.model import FetchFailure


def told(status: int, proxy_status: str) -> Head:
    return Head(status=status, headers=(("Proxy-Status", proxy_status),), is_complete=True)


TUNNEL = "CONNECT tunnel failed, response 502"


@pytest.mark.parametrize(
    ("trouble", "failure"),
    [
        pytest.param(Trouble(code=5), "proxy", id="the proxy's name"),
        pytest.param(Trouble(code=6), "name-trouble", id="a name, until it is asked again"),
        pytest.param(Trouble(code=7, os_errno=errno.ECONNREFUSED), "refused", id="refused"),
        pytest.param(Trouble(code=7, os_errno=errno.ETIMEDOUT), "timeout-connecting", id="the system gave up"),
        pytest.param(Trouble(code=7, os_errno=errno.EMFILE), "put-off", id="no socket left on this machine"),
        pytest.param(Trouble(code=7, is_proxied=True), "proxy", id="the proxy does not answer"),
        pytest.param(Trouble(code=7, is_refused_by_guard=True), "not-allowed", id="the guard"),
        pytest.param(Trouble(code=28), "timeout-connecting", id="no connection in time"),
        pytest.param(Trouble(code=28, is_connected=True), "timeout", id="no answer in time"),
        pytest.param(Trouble(code=28, text="Resolving timed out after 20 ms"), "name-trouble", id="no name in time"),
        pytest.param(Trouble(code=28, is_proxied=True), "proxy", id="no proxy in time"),
        pytest.param(Trouble(code=52), "reset", id="nothing came"),
        pytest.param(Trouble(code=56, text="Recv failure"), "reset", id="reset"),
        pytest.param(Trouble(code=56, text="Too large response headers: 3 > 2"), "malformed", id="large head"),
        pytest.param(Trouble(code=100), "malformed", id="large header"),
        pytest.param(Trouble(code=8), "malformed", id="weird"),
        pytest.param(Trouble(code=1, text="Received HTTP/0.9 when not allowed"), "malformed", id="no HTTP"),
        pytest.param(Trouble(code=60, verify_result=10), "tls-expired", id="expired"),
        pytest.param(Trouble(code=60, verify_result=9), "tls-expired", id="not yet valid"),
        pytest.param(Trouble(code=60, verify_result=62), "tls-wrong-host", id="wrong host by number"),
        pytest.param(
            Trouble(code=60, text="SSL: certificate subject name 'a' does not match target hostname 'b'"),
            "tls-wrong-host",
            id="wrong host by text",
        ),
        pytest.param(Trouble(code=60, verify_result=20), "tls-incomplete", id="unknown issuer"),
        pytest.param(Trouble(code=60, verify_result=18), "tls-self-signed", id="self-signed"),
        pytest.param(Trouble(code=60, verify_result=19), "tls-untrusted", id="a root nobody knows"),
        pytest.param(
            Trouble(code=60, text="self-signed certificate in certificate chain"), "tls-untrusted", id="in words"
        ),
        pytest.param(Trouble(code=60, text="self signed certificate"), "tls-self-signed", id="self-signed, in words"),
        pytest.param(Trouble(code=35, text="unsupported protocol"), "tls-too-old", id="an old version"),
        pytest.param(Trouble(code=35, text="wrong version number"), "tls-other", id="no TLS there"),
        pytest.param(Trouble(code=35, os_errno=errno.ECONNRESET), "reset", id="reset in the handshake"),
        pytest.param(Trouble(code=97, proxy_error=21), "proxy", id="SOCKS in trouble"),
        pytest.param(Trouble(code=97, proxy_error=19), "refused", id="SOCKS says refused"),
        pytest.param(Trouble(code=3), "invalid", id="libcurl's own idea of an address"),
        pytest.param(Trouble(code=7, text=TUNNEL, is_proxied=True), "proxy", id="a tunnel refused without a reason"),
        pytest.param(
            Trouble(code=7, text=TUNNEL, is_proxied=True, head=told(502, 'p; error=dns_error; rcode="NXDOMAIN"')),
            "name-not-found",
            id="the proxy says the name does not exist",
        ),
        pytest.param(
            Trouble(code=7, text=TUNNEL, is_proxied=True, head=told(502, "p; error=dns_error")),
            "name-trouble",
            id="the proxy says its resolver fails",
        ),
        pytest.param(
            Trouble(code=7, text=TUNNEL, is_proxied=True, head=told(502, "cdn; error=x, p; error=connection_refused")),
            "refused",
            id="the last member speaks for the nearest proxy",
        ),
    ],
)
def test_what_an_error_means(trouble: Trouble, failure: str) -> None:
    assert failure_of(trouble) is FetchFailure(failure)


def test_every_error_libcurl_knows_means_something() -> None:
    codes = {value for name, value in vars(pycurl).items() if name.startswith("E_") and 0 < value < 200}
    assert all(isinstance(failure_of(Trouble(code=code)), FetchFailure) for code in codes)


@pytest.mark.parametrize(
    ("code", "word"),
    [(pycurl.E_PARTIAL_FILE, "disconnect"), (pycurl.E_OPERATION_TIMEDOUT, "time"), (pycurl.E_COULDNT_CONNECT, "")],
)
def test_a_cut_after_the_head_is_named_in_the_words_of_warc(code: int, word: str) -> None:
    assert cut_of(code) == word


def test_only_a_gateways_answer_tells_of_a_failure() -> None:
    assert failure_in_answer(told(502, "p; error=connection_refused")) is FetchFailure.REFUSED
    assert failure_in_answer(told(200, "p; error=connection_refused")) is None
    assert failure_in_answer(told(502, "p")) is None
    assert failure_in_answer(Head(status=502)) is None
