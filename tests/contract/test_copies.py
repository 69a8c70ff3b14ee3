"""The contract of local copies, over every keeper of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from sourcekeeper.archiving.warc.copies import WarcCopies
from sourcekeeper.ports import Copies
from sourcekeeper.testing.clock import FakeClock
from sourcekeeper.testing.copies import CopiesContract


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


class TestWarc(CopiesContract):
    @pytest.fixture
    def copies(self, tmp_path: Path, clock: FakeClock) -> Iterator[Copies]:
        copies = WarcCopies(tmp_path / "warc", clock)
        yield copies
        copies.close()
