"""The certificates that vouch for servers: one file for all that asks, looked at before anything is asked."""

from __future__ import annotations

import ssl

import certifi

from sourcekeeper.config import NetworkSettings
from sourcekeeper.errors import ConfigError


def authorities(network: NetworkSettings) -> str:
    """Return the path of the CA file. Raises ConfigError when it holds no certificates: every visit would fail."""
    if not network.ca_file:
        return certifi.where()
    context_of(network.ca_file)
    return network.ca_file


def context_of(ca_file: str) -> ssl.SSLContext:
    """Return a TLS context that trusts what a file vouches for. Raises ConfigError when it cannot be read."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    try:
        context.load_verify_locations(ca_file)
    except OSError as error:
        raise ConfigError(
            f"cannot read the CA file {ca_file}: {error.strerror or error}", "Give a file of PEM certificates."
        ) from error
    return context
