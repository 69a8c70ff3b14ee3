"""The availability API of the stand-in, for one address and for many."""

from __future__ import annotations

from urllib.parse import parse_qsl

from sourcekeeper.sandbox.archive_state import ArchiveState
from sourcekeeper.sandbox.exchange import Answer, Request, json_answer
from sourcekeeper.sandbox.mementos import Memento, nearest, parse_timestamp
from sourcekeeper.sandbox.save import too_many_requests

MAX_BATCH = 500


def available(state: ArchiveState, request: Request) -> Answer:
    """Answer ``/wayback/available``: GET for one address, POST with ``Wayback-Api-Version: 2`` for a line each."""
    if request.method == "POST" and request.header("Wayback-Api-Version") == "2":
        return _batch(state, request)
    wanted = dict(request.fields())
    if not wanted.get("url"):
        return json_answer(400, {"error": "url is missing"})
    statuses = [wanted["status_code"]] if wanted.get("status_code") else []
    snapshots = _closest(state, wanted["url"], wanted.get("timestamp", ""), statuses)
    timestamp = {"timestamp": wanted["timestamp"]} if wanted.get("timestamp") else {}
    return json_answer(200, {"url": wanted["url"], "archived_snapshots": snapshots, **timestamp})


def _batch(state: ArchiveState, request: Request) -> Answer:
    lines = [line for line in request.body.decode("utf-8", "replace").splitlines() if line.strip()]
    if len(lines) > MAX_BATCH:
        return too_many_requests(None)
    results = []
    for line in lines:
        pairs = parse_qsl(line, keep_blank_values=True)
        wanted = dict(pairs)
        statuses = [value for name, value in pairs if name == "statuscodes"]
        snapshots = _closest(state, wanted.get("url", ""), wanted.get("timestamp", ""), statuses)
        results.append({"url": wanted.get("url", ""), "tag": wanted.get("tag", ""), "archived_snapshots": snapshots})
    return json_answer(200, {"results": results})


def _closest(state: ArchiveState, url: str, timestamp: str, statuses: list[str]) -> dict[str, object]:
    found = [memento for memento in _listed(state, url) if not statuses or str(memento.status) in statuses]
    if not found or state.strikes(state.faults.blind_availability, "blind-availability", url):
        return {}
    try:
        memento = nearest(found, parse_timestamp(timestamp)) if timestamp else found[-1]
    except ValueError:
        memento = found[-1]
    original = memento.original
    return {
        "closest": {
            "available": True,
            "url": f"http://web.archive.org/web/{memento.timestamp}/{original}",
            "timestamp": memento.timestamp,
            "status": str(memento.status),
        }
    }


def _listed(state: ArchiveState, url: str) -> list[Memento]:
    """Return what the API knows of: nothing of excluded hosts, no revisits."""
    mementos, seen = [], set()
    for memento in state.shelf.indexed(url, state.now()):
        is_revisit = state.faults.revisits and memento.digest in seen
        seen.add(memento.digest)
        if not is_revisit and not state.is_excluded(Request.of(memento.original).host):
            mementos.append(memento)
    return mementos
