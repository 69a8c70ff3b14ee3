"""How often Python looks for garbage in circles: seldom while records are made that stay.

The collector looks through all that was made lately each time 700 more things are there than before. Who reads a text
makes a hundred thousand records that live as long as the text, and hardly a circle: a tenth of the time that 3,000
notes take went into looking (measured). What is in no circle is freed at once, as ever.
"""

from __future__ import annotations

import gc
from threading import Lock
from types import TracebackType

RARELY = (100_000, 50, 100)
"""Thresholds as `gc.set_threshold` takes them: circles that are garbage still cannot heap up."""


class _Rarely:
    """Sets the thresholds when the first block begins, and sets them back when the last ends."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._blocks = 0
        self._usual = RARELY

    def __enter__(self) -> None:
        with self._lock:
            self._blocks += 1
            usual = gc.get_threshold()
            if self._blocks == 1 and 0 < usual[0] < RARELY[0]:
                self._usual = usual
                gc.set_threshold(*RARELY)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._lock:
            self._blocks -= 1
            if not self._blocks and gc.get_threshold() == RARELY:
                gc.set_threshold(*self._usual)
            self._usual = self._usual if self._blocks else RARELY


looking_rarely = _Rarely()
"""For a ``with`` block: the collector looks seldom until it ends. Blocks may be nested, and stand in several threads.

The thresholds belong to the process, so other threads have them too meanwhile. Who looks yet more seldom, or never
(0), or sets others while a block lasts, is left alone.
"""
