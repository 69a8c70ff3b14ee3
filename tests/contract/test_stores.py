"""The contract of the Store seam, over every store there is."""

from pathlib import Path

from sourcekeeper.ports import Store
from sourcekeeper.store.open import open_store
from sourcekeeper.testing.clock import FakeClock
from sourcekeeper.testing.store import StoreContract


class TestSqliteInAFile(StoreContract):
    def open_store(self, tmp_path: Path) -> Store:
        return open_store(str(tmp_path / "s.db"), clock=FakeClock())


class TestSqliteInMemory(StoreContract):
    def open_store(self, tmp_path: Path) -> Store:
        return open_store(":memory:", clock=FakeClock())
