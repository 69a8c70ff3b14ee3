"""Which proxy a request goes through, to a site or to an archive. Pure: `loading` reads the environment."""

from __future__ import annotations

from sourcekeeper.config.records import NetworkSettings


def proxy_for(url: str, host: str, network: NetworkSettings) -> str:
    """Return the proxy's address for a request, or an empty string to go there directly."""
    proxy = network.https_proxy if url.startswith("https:") else network.http_proxy
    return "" if not proxy or is_direct(host, network.no_proxy) else proxy


def is_direct(host: str, no_proxy: tuple[str, ...]) -> bool:
    """Whether a host is among those reached without a proxy: named, below a name, or all by ``*``.

    >>> is_direct("www.example.org", (".example.org",)), is_direct("badexample.org", ("example.org",))
    (True, False)
    """
    name = host.rstrip(".").lower()
    for entry in no_proxy:
        suffix = entry.strip().lower().lstrip(".").rstrip(".")
        if suffix == "*" or (suffix and (name == suffix or name.endswith(f".{suffix}"))):
            return True
    return False
