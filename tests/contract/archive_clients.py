"""What people do with the clients of the Wayback Machine, each as its own documentation shows it.

Run as a program, ``archive_clients.py ACTION URL``, in a process of its own: the proxy and the authority come from the
environment, as for anybody behind a proxy, and the clients are unmodified. Prints what came of it as JSON.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator
from typing import Any


def _snapshots(found: Iterator[Any]) -> list[dict[str, Any]]:
    return [
        {"timestamp": each.timestamp, "original": each.original, "status": each.statuscode, "url": each.archive_url}
        for each in found
    ]


def waybackpy_search(url: str) -> Any:
    from waybackpy import WaybackMachineCDXServerAPI

    return _snapshots(WaybackMachineCDXServerAPI(url).snapshots())


def waybackpy_pages(url: str) -> Any:
    """Follow the resume keys of an index given a row at a time, of everything under an address."""
    from waybackpy import WaybackMachineCDXServerAPI

    return _snapshots(
        WaybackMachineCDXServerAPI(url, match_type="prefix", limit=1, filters=["statuscode:200"]).snapshots()
    )


def waybackpy_near(url: str) -> Any:
    from waybackpy import WaybackMachineCDXServerAPI

    index = WaybackMachineCDXServerAPI(url)
    chosen = {"oldest": index.oldest(), "newest": index.newest(), "near": index.near(year=2021, month=3)}
    return {name: each.timestamp for name, each in chosen.items()}


def waybackpy_available(url: str) -> Any:
    from waybackpy import WaybackMachineAvailabilityAPI

    api = WaybackMachineAvailabilityAPI(url, max_tries=1)
    api.api_call_time_gap = 0  # its own setting: it would sleep five seconds before each call
    chosen = {
        "oldest": str(api.oldest()),
        "newest": str(api.newest()),
        "near": str(api.near(year=2021, month=3, day=1, hour=0, minute=0)),
    }
    return {**chosen, "at": api.timestamp().isoformat()}


def waybackpy_save(url: str) -> Any:
    from waybackpy import WaybackMachineSaveAPI

    api = WaybackMachineSaveAPI(url, max_tries=1)
    return {"url": api.save(), "at": api.timestamp().isoformat()}


def savepagenow_capture(url: str) -> Any:
    import savepagenow

    return savepagenow.capture(url)


def savepagenow_with_keys(url: str) -> Any:
    import savepagenow

    return savepagenow.capture(url, authenticate=True)


def savepagenow_twice(url: str) -> Any:
    import savepagenow

    return [savepagenow.capture_or_cache(url), savepagenow.capture_or_cache(url)]


def _edgi() -> Any:
    import wayback

    session = wayback.WaybackSession(retries=0, search_calls_per_second=0, memento_calls_per_second=0)
    # A `requests` session; it sends redirects on without asking the environment for the authority.
    session.verify = os.environ["REQUESTS_CA_BUNDLE"]
    return wayback.WaybackClient(session)


def wayback_search(url: str) -> Any:
    with _edgi() as client:
        found = list(client.search(url, limit=1))
    return [
        {
            "timestamp": each.timestamp.strftime("%Y%m%d%H%M%S"),
            "original": each.original,
            "status": each.statuscode,
            "mimetype": each.mimetype,
            "digest": each.digest,
        }
        for each in found
    ]


def _told(memento: Any) -> dict[str, Any]:
    return {
        "url": memento.url,
        "at": memento.timestamp.strftime("%Y%m%d%H%M%S"),
        "ok": memento.ok,
        "type": memento.headers.get("Content-Type", ""),
        "text": memento.text,
        "history": [each.url for each in memento.history],
        "relations": sorted(memento.links),
    }


def wayback_memento(url: str) -> Any:
    """Play the newest capture, found by the index, as it came."""
    with _edgi() as client:
        newest = list(client.search(url))[-1]
        with client.get_memento(newest) as memento:
            return _told(memento)


def wayback_view(url: str) -> Any:
    """Play the oldest capture as a reader sees it."""
    import wayback

    with _edgi() as client:
        oldest = next(iter(client.search(url)))
        with client.get_memento(oldest, mode=wayback.Mode.view) as memento:
            return _told(memento)


def wayback_near(url: str) -> Any:
    """Play what is near a time at which nothing was captured."""
    with _edgi() as client, client.get_memento(url, "20210301000000", exact=False, target_window=10**9) as memento:
        return _told(memento)


ACTIONS: dict[str, Callable[[str], Any]] = {
    name: value
    for name, value in globals().items()
    if name.startswith(("waybackpy_", "savepagenow_", "wayback_")) and callable(value)
}


def main(action: str, url: str) -> int:
    try:
        outcome = {"value": ACTIONS[action](url)}
    except Exception as error:  # noqa: BLE001 - which one it is, is what the test asks
        outcome = {"error": type(error).__name__, "text": str(error)[:300]}
    sys.stdout.write(json.dumps(outcome))
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
