"""Captures at an archive that is as narrow as the public one, on a clock of its own: figure, bound, ok.

The sandbox's archive grants 3 slots and 7 captures a minute, tells the slots only, and takes 25 to 41 s a capture. The
real client stands before it; a request takes 0.3 s. The service's own bound is what a scheduler would need that knows
the length of every capture beforehand, sees a slot free at once, looks nothing up and proves nothing.
"""

from __future__ import annotations

import heapq
import os
import resource
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from tests.archive_by_hand import PUBLIC, SETTINGS, START, ArchiveByHand
from tests.killed_captures import BAD_WEATHER, killed_and_resumed

from benchmarks.tables import OVER, Table
from sourcekeeper.model import CaptureState
from sourcekeeper.sandbox.jobs import Job

MANY = int(os.environ.get("BENCHMARK_CAPTURES", "10000"))
KILLS = int(os.environ.get("BENCHMARK_KILLS", "50"))


def run() -> None:
    """Print each figure beside its bound."""
    table = Table(("captures", 58), ("figure", 9), ("bound", 9), ("", 4))
    for measure in (_thirteen, _fifty, _lingering, _bad_answers, _down, _banned, _nightly, _killed, _many):
        for what, figure, bound, is_ok in measure():
            table.row(what, figure, bound, "ok" if is_ok else OVER)


Row = tuple[str, str, str, bool]


def _at_most(what: str, figure: float, bound: float, unit: str = "", digits: int = 0) -> Row:
    return what, f"{figure:.{digits}f}{unit}", f"<= {bound:g}{unit}", figure <= bound


def _at_least(what: str, figure: float, bound: float, digits: int = 2) -> Row:
    return what, f"{figure:.{digits}f}", f">= {bound:g}", figure >= bound


def _bound_seconds(jobs: Sequence[Job], slots: int, per_minute: int) -> float:
    """Return how long captures of these lengths take at least, sent in this order, slots and rate kept."""
    free, starts, ended = [0.0] * slots, list[float](), 0.0
    for job in jobs:
        start = heapq.heappop(free)
        if len(starts) >= per_minute:
            start = max(start, starts[-per_minute] + 60.0)
        starts.append(start)
        heapq.heappush(free, start + (job.ends_at - job.starts_at).total_seconds())
        ended = max(ended, start + (job.ends_at - job.starts_at).total_seconds())
    return ended


def _slot_use(jobs: Sequence[Job], slots: int) -> float:
    """Return the share of slots at work while something waited for one: until the last capture was sent."""
    end = max(job.starts_at for job in jobs)
    begin = min(job.starts_at for job in jobs)
    busy = sum((min(job.ends_at, end) - job.starts_at).total_seconds() for job in jobs)
    return busy / (slots * (end - begin).total_seconds())


def _paced(
    name: str, archive: ArchiveByHand, count: int, *, slots_bind: bool = True, is_strict: bool = True
) -> list[Row]:
    archive.add_many(count)
    report = archive.run()
    jobs, terms = archive.jobs(), archive.state.terms
    bound = _bound_seconds(jobs, terms.slots, terms.captures_per_minute)
    wall = archive.clock.monotonic()
    rows = [
        _at_least(f"{name}: archived", archive.states()[CaptureState.ARCHIVED], count, 0),
        _at_most(f"{name}: refusals in a row", archive.watch.most_refusals_in_a_row, 1),
        _at_most(f"{name}: requests before Retry-After", archive.watch.before_retry_after, 0),
    ]
    if is_strict:
        rows.append(_at_most(f"{name}: {wall:.0f} s, service's own bound {bound:.0f} s", wall / bound, 1.25, "x", 2))
        if slots_bind:
            rows.append(_at_least(f"{name}: slot use", _slot_use(jobs, terms.slots), 0.8))
    else:
        rows.append((f"{name}: {wall:.0f} s, bound without faults {bound:.0f} s", f"{wall / bound:.2f}x", "-", True))
    assert report.stopped is None
    return rows


def _thirteen() -> list[Row]:
    return _paced("13 sources", ArchiveByHand(), 13)


def _fifty() -> list[Row]:
    short = replace(PUBLIC, capture_seconds=20.0)  # 3 slots would take 9 a minute: the rate binds
    return [
        *_paced("60 sources", ArchiveByHand(), 60),
        *_paced("60 short ones", ArchiveByHand(terms=short), 60, slots_bind=False),
    ]


def _lingering() -> list[Row]:
    return [
        *_paced("60, slots linger 5 s", ArchiveByHand("slot-lag=5"), 60, is_strict=False),
        *_paced("60, one in ten refused", ArchiveByHand("429=0.1,at=save,retry-after=30"), 60, is_strict=False),
    ]


def _bad_answers() -> list[Row]:
    rows = []
    for faults in ("502=0.3", "html-offline-200=0.3", "429=0.3,retry-after=20"):
        archive = ArchiveByHand(faults)
        archive.add_many(60)
        archive.run_until_settled(days=4, gap=timedelta(hours=1))
        name = f"60, 30 % bad answers ({faults.partition(',')[0]})"
        rows += [
            _at_least(f"{name}: archived", archive.states()[CaptureState.ARCHIVED], 60, 0),
            _at_most(f"{name}: false archived", len(archive.false_archived()), 0),
            _at_most(f"{name}: captured twice", archive.made_twice(), 0),
        ]
    return rows


def _down() -> list[Row]:
    ways = {"503": "html-offline", "page with 200": "html-offline-200", "502": "502", "silent": "answer-delay=300"}
    rows = []
    for name, faults in {"refusing": "", **ways}.items():
        archive = ArchiveByHand(faults)
        archive.is_down = name == "refusing"
        archive.add_many(20)
        report = archive.run()
        code = 0 if report.stopped is None else report.stopped.exit_code
        rows += [
            _at_most(f"archive down ({name}): the run ends after", archive.clock.monotonic(), 60, " s"),
            (f"archive down ({name}): exit code", str(code), "4", code == 4),
            _at_least(f"archive down ({name}): queued", archive.states()[CaptureState.QUEUED], 20, 0),
        ]
    for name, faults in ways.items():
        seconds, left = _goes_down(faults, at=60.0)
        rows.append(_at_most(f"goes down under way ({name}), {left} left: ends after", seconds, 60, " s"))
    return rows


def _goes_down(faults: str, at: float) -> tuple[float, int]:
    """Let the archive go down in the middle of a run; return how long that went on, and what it left."""
    archive, gone = ArchiveByHand(), list[float]()
    archive.add_many(20)

    def watch() -> bool:
        if not gone and archive.clock.monotonic() >= at:
            gone.append(archive.clock.monotonic())
            archive.order(faults)
        return False

    report = archive.run(should_stop=watch)
    return archive.clock.monotonic() - gone[0], report.left


def _banned() -> list[Row]:
    archive = ArchiveByHand("ban")
    archive.add_many(20)
    report = archive.run()
    code = report.waiting.code if report.waiting else "-"
    said = ("banned: told as", code, "archive-banned", code == "archive-banned")
    archive.order("")
    archive.clock.advance(1800)
    asked = len(archive.watch.asked)
    archive.run()
    knocks = len(archive.watch.asked) - asked
    archive.clock.advance(1801)
    archive.run()
    archived = archive.states()[CaptureState.ARCHIVED]
    return [
        said,
        _at_most("banned: requests by the next run, before the hour is over", knocks, 0),
        _at_least("banned: archived by the run after it", archived, 20, 0),
    ]


def _nightly() -> list[Row]:
    archive = ArchiveByHand()
    archive.add_many(13)
    archive.run()
    archive.clock.advance(86400)
    asked = len(archive.watch.asked)
    archive.run()
    return [_at_most("nightly, 13 archived and unchanged: requests", len(archive.watch.asked) - asked, 3)]


def _killed() -> list[Row]:
    totals, most_calls = Counter[str](), 0
    with tempfile.TemporaryDirectory() as folder:
        for seed in range(KILLS):
            counts, calls = killed_and_resumed(Path(folder) / f"{seed}.db", seed, BAD_WEATHER)
            totals, most_calls = totals + counts, max(most_calls, calls)
    share = 100 * totals["made twice"] / max(1, totals["made"])
    return [
        _at_most(f"killed at {KILLS} random points: lost of {totals['sources']} sources", totals["lost"], 0),
        _at_most(f"killed: captured twice, of {totals['made']}", share, 1, " %", 2),
        _at_most("killed: false archived", totals["false archived"], 0),
        _at_most("killed: status calls for one open ticket after resuming", most_calls, 1),
    ]


def _many() -> list[Row]:
    few, _ = _many_days(MANY // 10)
    most, days = _many_days(MANY)
    limit = MANY * 3 // 10
    full = days[:-1] or days
    off = max(abs(count - limit) for count in full) / limit * 100
    spread = "+".join(map(str, days))
    return [
        _at_least(f"{MANY} sources, {limit} a day: archived ({spread})", sum(days), MANY, 0),
        _at_most(f"{MANY} sources: full days off the limit", off, 2, " %", 1),
        _at_most(f"{MANY} sources: peak of memory, {MANY // 10} take {few:.0f} MB", most, few * 1.1, " MB"),
    ]


def _many_days(count: int) -> tuple[float, list[int]]:
    """Archive so many in a process of its own; return the peak of memory in MB and the captures of each day."""
    command = [sys.executable, "-m", "benchmarks.captures", str(count)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    megabytes, *days = done.stdout.split()
    return float(megabytes), [int(day) for day in days]


def _archive_many(count: int) -> None:
    """Archive sources a day's limit at a time, before an archive that forgets what it needs no more."""
    from tests.archive_by_hand import TurnedClock  # noqa: PLC0415

    from benchmarks.forgetful_archive import ForgetfulArchive  # noqa: PLC0415

    clock = TurnedClock(START.replace(hour=0, minute=2))
    with tempfile.TemporaryDirectory() as folder:
        settings = replace(SETTINGS, daily_captures=MANY * 3 // 10)
        archive = ArchiveByHand(settings=settings, path=f"{folder}/s.db", clock=clock)
        archive.queue(f"https://site{number}.example.org/page" for number in range(count))
        stand_in = ForgetfulArchive(clock)
        for _ in range(20):
            report = archive.run(archive=stand_in)
            if not report.left:
                break
            midnight = clock.now().replace(hour=0, minute=2, second=0, microsecond=0) + timedelta(days=1)
            clock.advance((midnight - clock.now()).total_seconds())
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"{peak:.1f}", *(stand_in.days[day] for day in sorted(stand_in.days)))


if __name__ == "__main__":
    _archive_many(int(sys.argv[1]))
