"""The sandbox's own certificate authority, and a certificate for any host."""

from __future__ import annotations

import contextlib
import os
import ssl
import threading
from collections import OrderedDict
from datetime import datetime
from pathlib import Path

import trustme

from sourcekeeper.sandbox.kinds import Kind, special_kind

MAX_HOSTS_KEPT = 4096
_CA_NAME = "sourcekeeper-sandbox-ca.pem"
_KEY_NAME = "sourcekeeper-sandbox-ca.key"
_EXPIRED_FROM, _EXPIRED_UNTIL = datetime(2019, 1, 1), datetime(2020, 1, 1)  # noqa: DTZ001 - trustme takes naive UTC


class Certificates:
    """TLS contexts by host, made when first needed. The authority's files lie in one folder and are used again.

    The special hosts of `kinds` get the certificate they stand for: expired, of another host, of another authority.
    """

    def __init__(self, folder: Path) -> None:
        self.ca_file = folder / _CA_NAME
        self._authority = _authority(self.ca_file, folder / _KEY_NAME)
        self._stranger: trustme.CA | None = None
        self._contexts: OrderedDict[str, ssl.SSLContext] = OrderedDict()
        self._lock = threading.Lock()

    def ca_pem(self) -> bytes:
        """Return the authority's certificate: trust it to trust the sandbox, in the sandbox only."""
        return self._authority.cert_pem.bytes()

    def context_for(self, host: str) -> ssl.SSLContext:
        """Return the server side TLS context of a host (ValueError when no certificate can name it)."""
        with self._lock:
            if host in self._contexts:
                self._contexts.move_to_end(host)
                return self._contexts[host]
        context = self._make(host)
        with self._lock:
            self._contexts[host] = context
            if len(self._contexts) > MAX_HOSTS_KEPT:
                self._contexts.popitem(last=False)
        return context

    def _make(self, host: str) -> ssl.SSLContext:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        # One protocol: HTTP/2 is none of the sandbox's business.
        context.set_alpn_protocols(["http/1.1"])
        self._leaf(host).configure_cert(context)
        return context

    def _leaf(self, host: str) -> trustme.LeafCert:
        kind = special_kind(host)
        if kind is Kind.EXPIRED:
            return self._authority.issue_cert(host, not_before=_EXPIRED_FROM, not_after=_EXPIRED_UNTIL)
        if kind is Kind.WRONG_HOST:
            return self._authority.issue_cert("somebody-else.example")
        if kind is Kind.UNTRUSTED:
            with self._lock:
                self._stranger = self._stranger or trustme.CA(organization_name="nobody trusts us")
            return self._stranger.issue_cert(host)
        try:
            return self._authority.issue_cert(host)
        except UnicodeError:
            # A name that IDNA does not know, such as one with an underscore, is still covered by its parent's star.
            return self._authority.issue_cert("*." + host.partition(".")[2])


def _authority(ca_file: Path, key_file: Path) -> trustme.CA:
    if ca_file.exists() and key_file.exists():
        # A pair that was killed while it was written is no pair: a new one is made.
        with contextlib.suppress(ValueError):
            return trustme.CA.from_pem(ca_file.read_bytes(), key_file.read_bytes())
    authority = trustme.CA(organization_name="sourcekeeper sandbox", organization_unit_name="not for the real web")
    descriptor = os.open(key_file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as key:
        key.write(authority.private_key_pem.bytes())
    authority.cert_pem.write_to_path(str(ca_file))
    return authority
