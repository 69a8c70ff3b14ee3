from __future__ import annotations

import threading
import time

from sourcekeeper.fetching.asides import Asides


def test_a_job_that_hangs_holds_up_neither_the_others_nor_the_end() -> None:
    hang = threading.Event()

    def work(job: str) -> str:
        if job == "slow":
            hang.wait(60)
        return job.upper()

    asides: Asides[str, str] = Asides(work)
    for job in ("slow", "b", "c"):
        asides.ask(job)
    came: list[tuple[str, str]] = []
    until = time.monotonic() + 60
    while len(came) < 2 and time.monotonic() < until:
        came += asides.answers(0.05)
    assert sorted(came) == [("b", "B"), ("c", "C")]
    assert len(asides) == 1
    asides.close()
    hang.set()


def test_without_jobs_there_is_nothing_to_wait_for() -> None:
    asides: Asides[str, str] = Asides(str.upper)
    assert list(asides.answers(60)) == []
    asides.close()
