"""Why a secure connection failed, told apart by both engines: a server on loopback, certificates made here."""

from __future__ import annotations

import socket
import ssl
import warnings
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import trustme
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from sourcekeeper.config import FetchSettings, NetworkSettings
from sourcekeeper.fetching.curl import CurlFetcher
from sourcekeeper.fetching.plain import PlainFetcher
from sourcekeeper.model import FetchFailure, FetchRequest, Visit
from sourcekeeper.testing.clock import FakeClock
from sourcekeeper.testing.loopback import Asked, LoopbackServer, Piece, reply

HOST = "a.localhost"
QUICK = FetchSettings(gap_seconds=0.0, retries=0, connect_timeout_seconds=60, timeout_seconds=120)
CA = trustme.CA()
LONG_AGO = datetime(2021, 1, 1, tzinfo=UTC)


def server_context() -> ssl.SSLContext:
    return ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)


def issued(name: str = HOST, authority: trustme.CA = CA, not_after: datetime | None = None) -> ssl.SSLContext:
    context = server_context()
    authority.issue_cert(name, not_after=not_after).configure_cert(context)
    return context


def self_signed(folder: Path) -> ssl.SSLContext:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, HOST)])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(HOST)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    pem = certificate.public_bytes(serialization.Encoding.PEM) + key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return from_pem(folder, pem)


def with_a_strangers_root(folder: Path) -> ssl.SSLContext:
    stranger = trustme.CA(organization_name="nobody trusts us")
    leaf = stranger.issue_cert(HOST)
    return from_pem(folder, leaf.private_key_and_cert_chain_pem.bytes() + stranger.cert_pem.bytes())


def without_the_one_between(folder: Path) -> ssl.SSLContext:
    leaf = CA.create_child_ca().issue_cert(HOST)
    return from_pem(folder, leaf.private_key_pem.bytes() + leaf.cert_chain_pems[0].bytes())


def with_the_one_between(_folder: Path) -> ssl.SSLContext:
    return issued(authority=CA.create_child_ca())


def of_old(_folder: Path) -> ssl.SSLContext:
    context = issued()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        context.minimum_version = ssl.TLSVersion.TLSv1
        context.maximum_version = ssl.TLSVersion.TLSv1_1
    context.set_ciphers("ALL:@SECLEVEL=0")
    return context


def from_pem(folder: Path, pem: bytes) -> ssl.SSLContext:
    path = folder / "server.pem"
    path.write_bytes(pem)
    context = server_context()
    context.load_cert_chain(path)
    return context


CAUSES: dict[str, tuple[Callable[[Path], ssl.SSLContext], FetchFailure | None]] = {
    "well": (lambda _: issued(), None),
    "well, by way of another": (with_the_one_between, None),
    "expired": (lambda _: issued(not_after=LONG_AGO), FetchFailure.TLS_EXPIRED),
    "for another host": (lambda _: issued("b.localhost"), FetchFailure.TLS_WRONG_HOST),
    "self-signed": (self_signed, FetchFailure.TLS_SELF_SIGNED),
    "of an authority nobody knows": (with_a_strangers_root, FetchFailure.TLS_UNTRUSTED),
    "without the one between": (without_the_one_between, FetchFailure.TLS_INCOMPLETE),
    "of TLS 1.1 only": (of_old, FetchFailure.TLS_TOO_OLD),
}


@pytest.mark.parametrize("engine", [CurlFetcher, PlainFetcher])
@pytest.mark.parametrize(("make", "failure"), CAUSES.values(), ids=CAUSES)
def test_the_cause_of_a_failed_handshake_is_told(
    engine: type[CurlFetcher | PlainFetcher],
    make: Callable[[Path], ssl.SSLContext],
    failure: FetchFailure | None,
    tmp_path: Path,
) -> None:
    ca_file = tmp_path / "ca.pem"
    CA.cert_pem.write_to_path(ca_file)
    network = replace(NetworkSettings(allow_private=True), ca_file=str(ca_file))
    with LoopbackServer({"*": reply(200)}, tls=make(tmp_path)) as server:
        came = visit(engine, server.at(HOST), network)
    assert came.failure is failure
    assert bool(came.failure_text) is (failure is not None)


@pytest.mark.parametrize("engine", [CurlFetcher, PlainFetcher])
def test_an_endless_head_is_cut_over_tls_too(engine: type[CurlFetcher | PlainFetcher], tmp_path: Path) -> None:
    lines = 0

    def drip(_asked: Asked) -> Iterator[Piece]:
        nonlocal lines
        yield b"HTTP/1.1 200 OK\r\n"
        while True:
            lines += 1
            yield b"X: y\r\n"
            yield 0.1

    ca_file = tmp_path / "ca.pem"
    CA.cert_pem.write_to_path(ca_file)
    network = replace(NetworkSettings(allow_private=True), ca_file=str(ca_file))
    with LoopbackServer({"*": drip}, tls=issued()) as server:
        came = visit(engine, server.at(HOST), network, timeout_seconds=1.0)
    assert came.failure is FetchFailure.TIMEOUT
    assert lines < 90  # at a hundred http.client gives up by itself


def to_loopback(_host: bytes, port: int, *_: int) -> object:
    return [(socket.AF_INET, socket.SOCK_STREAM, 0, "", ("127.0.0.1", port))]


def visit(engine: type[CurlFetcher | PlainFetcher], url: str, network: NetworkSettings, **request: float) -> Visit:
    with closing(engine(QUICK, network, FakeClock(), lookup=to_loopback)) as fetcher:
        fetcher.submit(FetchRequest(url=url, **request))
        (only,) = fetcher.results()
    return only
