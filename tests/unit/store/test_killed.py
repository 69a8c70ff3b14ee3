"""A process killed in the middle of its work leaves a whole store: every write is there, or none of it."""

import subprocess
import sys
import time
from pathlib import Path

import pytest

from sourcekeeper.store.open import open_store
from sourcekeeper.testing.clock import FakeClock

WORKER = """
import itertools, sys
from dataclasses import replace
from sourcekeeper.model import CaptureState, Verdict
from sourcekeeper.store.open import open_store
from sourcekeeper.testing.clock import FakeClock
from sourcekeeper.testing.records import *

store = open_store(sys.argv[1], clock=FakeClock())
sources = [make_source(str(number)) for number in range(BATCH)]
for night in itertools.count():
    at = NOON + night * DAY
    document_id = cite(store, "d", *sources[night % 2 :], digest=str(night))
    with store.transaction():
        store.record_captures([make_capture(f"{night}-{source.id}", source) for source in sources], at)
    verdict = (Verdict.ALIVE, Verdict.GONE)[night % 2]
    store.record_checks([make_record(source, at, verdict) for source in sources])
    print(night, flush=True)
""".replace("BATCH", "200")


@pytest.mark.parametrize("seconds", [0.0, 0.011, 0.037, 0.083, 0.171])
def test_a_killed_process_leaves_whole_batches_only(tmp_path: Path, seconds: float) -> None:
    path = str(tmp_path / "s.db")
    worker = subprocess.Popen([sys.executable, "-c", WORKER, path], stdout=subprocess.PIPE, text=True)
    assert worker.stdout is not None
    worker.stdout.readline()  # the first night is over
    time.sleep(seconds)
    worker.kill()
    told = len(worker.stdout.readlines()) + 1
    worker.wait(60)
    worker.stdout.close()
    with open_store(path, clock=FakeClock(), must_exist=True) as store:
        assert store.verify() == ()
        nights = {len(store.history(source.id)) for source in store.sources()}
        assert nights in ({told}, {told + 1}), "what was told is there, and each batch whole"
        captures = store._database.value("SELECT count(*) FROM captures")
        assert captures % 200 == 0
        document = store.find_document("d")
        assert document is not None
        cited = len(list(store.notes(document.id)))
        assert cited == 200 - int(document.digest) % 2 == len(list(store.sources()))
