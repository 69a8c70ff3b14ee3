"""One night over a store, as a process of its own: ``python -m benchmarks.night make|pick|record|visit STORE …``.

Prints how many sources it had, its CPU seconds, and its peak memory in megabytes (of a million bytes).
"""

from __future__ import annotations

import json
import resource
import sys
import time
from collections import deque
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from itertools import islice
from pathlib import Path

from sourcekeeper.keeper import Keeper
from sourcekeeper.keeper.visiting.feeding import DueSupply, Feed
from sourcekeeper.keeper.visiting.writing import BATCH
from sourcekeeper.model import (
    Address,
    Check,
    Citation,
    CitedText,
    Document,
    FetchFailure,
    FetchRequest,
    Hop,
    Judgement,
    Note,
    Reason,
    Source,
    SourceStanding,
    Standing,
    Verdict,
    Visit,
)
from sourcekeeper.ports import CheckRecord, StoredCitation, StoredNote
from sourcekeeper.store.open import open_store
from sourcekeeper.testing.clock import FakeClock

START = datetime(2026, 3, 1, 2, tzinfo=UTC)
AT_A_HOST = 10
IN_A_TEXT = 1_000
OPEN_HOSTS = 2_048
"""As the pass has with 256 in flight."""
_PAGE = b"<title>A page</title><p>" + b"Some words of an article that was cited in a text. " * 20


def address(number: int, size: int, *, is_one: bool) -> str:
    """Return an address of the night's web."""
    host = "www.big.example" if is_one else f"www.site-{number % max(1, size // AT_A_HOST)}.example"
    return f"https://{host}/archive/{number // 1000}/article-{number}.html"


def make(store: str, size: str, is_one: str) -> int:
    """Make a store whose texts cite so many sources; ids are random as in any store."""
    with open_store(store, clock=FakeClock(START)) as made:
        for first in range(0, int(size), IN_A_TEXT):
            urls = [
                address(number, int(size), is_one=is_one == "True")
                for number in range(first, min(int(size), first + IN_A_TEXT))
            ]
            with made.transaction():
                notes = [_note(number, source) for number, source in enumerate(map(_source, urls))]
                for url in urls:
                    made.add_source(_source(url), START)
                text = Document(
                    origin=f"/texts/{first}.txt",
                    format="text",
                    digest=str(first),
                    notes=tuple(each.note for each in notes),
                )
                made.record_revision(f"text-{first}", text, notes, START)
    return int(size)


def _source(url: str) -> Source:
    return Source(id=sha256(url.encode()).hexdigest()[:16], url=url, comparison_key=f"1:{url}", fetch_key=url)


def _note(number: int, source: Source) -> StoredNote:
    addresses = (Address(cited=source.url, url=source.url),)
    note = Note(id=str(number), number=str(number), text=source.url, addresses=addresses)
    citation = Citation(text=source.url, addresses=addresses)
    return StoredNote(
        note=note,
        citations=(StoredCitation(id=f"c{number}", citation=citation, work_id=None, source_ids=(source.id,)),),
    )


def _night(day: str) -> datetime:
    return START + timedelta(days=int(day))


def _walk(store: str, now: datetime) -> Iterator[Source]:
    """Yield what the pass would hand to the fetcher, each answered at once."""
    with open_store(store, clock=FakeClock(now)) as opened:
        feed = Feed(DueSupply(opened, now), OPEN_HOSTS)
        waiting = feed.first()
        while waiting:
            (source,) = waiting.pop()
            yield source
            if (following := feed.over(source.fetch_key)) is not None:
                waiting.append(following)


def pick(store: str, day: str) -> int:
    """Walk over all that is due."""
    return sum(1 for _ in _walk(store, _night(day)))


def record(store: str, day: str) -> int:
    """Pick all that is due and record a living page of each, in batches as the pass does."""
    now, done = _night(day), 0
    sources = _walk(store, now)
    with open_store(store, clock=FakeClock(now)) as opened:
        while batch := [_living(source, now) for source in islice(sources, BATCH)]:
            opened.record_checks(batch)
            done += len(batch)
    return done


def _living(source: Source, now: datetime) -> CheckRecord:
    mark, digest = "1:" + "A" * 384, f"sha256:{sha256(source.url.encode()).hexdigest()}"
    return CheckRecord(
        source_id=source.id,
        check=Check(
            url=source.url,
            at=now,
            status=200,
            final_url=source.url,
            hops=((source.url, 200),),
            body_digest=digest,
            fingerprint=mark,
            headers=(("ETag", '"5f2a-61c"'), ("Last-Modified", "Sun, 01 Feb 2026 02:00:00 GMT")),
        ),
        judgement=Judgement(verdict=Verdict.ALIVE, confidence=0.9, reason=Reason.of("http-200")),
        standing=SourceStanding(standing=Standing.OK, since=START),
        next_visit=now + timedelta(days=7),
        cited_text=CitedText(at=now, fingerprint=mark, body_digest=digest, title="The title of an article"),
    )


class AtOnce:
    """A fetcher that asks nobody: all get one page, in the order they asked."""

    def __init__(self) -> None:
        self._waiting: deque[FetchRequest] = deque()
        self._is_stopped = False

    def submit(self, request: FetchRequest) -> None:
        """Take a request."""
        self._waiting.append(request)

    def results(self) -> Iterator[Visit]:
        """Answer each."""
        while self._waiting:
            request = self._waiting.popleft()
            if self._is_stopped:
                yield Visit(request=request, started_at=self._now, failure=FetchFailure.STOPPED)
            else:
                hop = Hop(url=request.url, status=200, headers=(("Content-Type", "text/html"),))
                yield Visit(request=request, started_at=self._now, hops=(hop,), body=_PAGE)

    _now = START

    def ready(self) -> int:
        return 1

    def under_way(self) -> int:
        return 0

    def stop(self) -> None:
        """Answer nothing more."""
        self._is_stopped = True

    def close(self) -> None:
        """Do nothing."""


def visit(store: str, day: str, most: str = "") -> int:
    """Run the pass itself over what is due, or over the first of it."""
    fetcher, now = AtOnce(), _night(day)
    fetcher._now = now
    with Keeper(store, fetcher=fetcher, clock=FakeClock(now)) as keeper, closing(keeper.check()) as checks:
        return sum(1 for _ in islice(checks, int(most) if most else None))


def peak_megabytes() -> float:
    """Return the peak of resident memory; where the kernel tells, without what the parent had when it forked."""
    try:
        lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
        return next(int(line.split()[1]) * 1024 / 1e6 for line in lines if line.startswith("VmHWM:"))
    except (OSError, StopIteration):
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6


WORK = {"make": make, "pick": pick, "record": record, "visit": visit}

if __name__ == "__main__":
    begun = time.process_time()
    sources = WORK[sys.argv[1]](*sys.argv[2:])
    used = time.process_time() - begun
    print(json.dumps({"sources": sources, "seconds": used, "megabytes": peak_megabytes()}))
