"""Joining a sandbox that runs already: ask it who it is."""

from __future__ import annotations

import http.client
import ipaddress
import json
import tempfile
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from sourcekeeper.errors import NetworkUnavailable, UsageError
from sourcekeeper.sandbox.control import SERVICE

_TIMEOUT_SECONDS = 5.0
_MAX_ANSWER_BYTES = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class SandboxAddress:
    """All a client needs to use a running sandbox."""

    proxy_url: str
    ca_file: str
    """PEM file of the sandbox's authority."""
    access_key: str
    secret_key: str


def join(url: str) -> SandboxAddress:
    """Ask the sandbox at a proxy address, ``http://127.0.0.1:PORT``, for its authority and keys.

    Raises UsageError when the address is not on this machine, for the sandbox's promise would not hold there, and
    NetworkUnavailable when no sandbox answers.
    """
    host, port = _loopback(url)
    info = _ask_info(host, port, url)
    pem = _ask(host, port, "/ca.pem", url)
    shown = f"[{host}]" if ":" in host else host
    return SandboxAddress(
        proxy_url=f"http://{shown}:{port}",
        ca_file=_ca_file(str(info.get("ca_file", "")), pem),
        access_key=str(info.get("access_key", "")),
        secret_key=str(info.get("secret_key", "")),
    )


def _loopback(url: str) -> tuple[str, int]:
    try:
        parts = urlsplit(url if "://" in url else f"http://{url}")
        host, port = parts.hostname or "", parts.port
    except ValueError:
        host, port = "", None
    if not host or port is None or parts.scheme != "http":
        raise UsageError(f"{url!r} is not the address of a sandbox", "It looks like http://127.0.0.1:8642.")
    if host == "localhost":
        return "127.0.0.1", port
    try:
        is_here = ipaddress.ip_address(host).is_loopback
    except ValueError:
        is_here = False
    if not is_here:
        raise UsageError(f"the sandbox at {url} is not on this machine", "A sandbox is always on 127.0.0.1.")
    return host, port


def _ask_info(host: str, port: int, url: str) -> dict[str, object]:
    try:
        info = json.loads(_ask(host, port, "/info", url))
    except ValueError:
        info = None
    if not isinstance(info, dict) or info.get("service") != SERVICE:
        raise NetworkUnavailable(f"what answers at {url} is not a sandbox", "Give the line that `sandbox` printed.")
    return info


def _ask(host: str, port: int, path: str, url: str) -> bytes:
    connection = http.client.HTTPConnection(host, port, timeout=_TIMEOUT_SECONDS)
    try:
        connection.request("GET", path)
        return connection.getresponse().read(_MAX_ANSWER_BYTES)
    except (OSError, http.client.HTTPException) as error:
        advice = "Start one with `sourcekeeper sandbox`, or leave the address out."
        raise NetworkUnavailable(f"no sandbox answers at {url}", advice) from error
    finally:
        connection.close()


def _ca_file(told: str, pem: bytes) -> str:
    """Return the sandbox's own PEM file when it can be read here, else one written to the temporary folder."""
    path = Path(told)
    try:
        if told and path.read_bytes() == pem:
            return told
    except OSError:
        pass
    path = Path(tempfile.mkdtemp(prefix="sourcekeeper-sandbox-")) / "ca.pem"
    path.write_bytes(pem)
    return str(path)
