"""The history of a source, read from the store only where somebody looks further back than the last check.

On an unchanged night nobody does: what was judged last holds, and a source that was well stands as it stood.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from typing import overload

from sourcekeeper.model import Observation


class Remembered(Sequence[Observation]):
    """Observations of a source, oldest first, of which the last is known.

    Parameters
    ----------
    last
        The last of them.
    read
        Reads them all; called once at the most.
    """

    def __init__(self, last: Observation, read: Callable[[], Sequence[Observation]]) -> None:
        self._last = last
        self._read = read

    @cached_property
    def _all(self) -> Sequence[Observation]:
        return self._read()

    def __bool__(self) -> bool:
        return True

    def __len__(self) -> int:
        return len(self._all)

    @overload
    def __getitem__(self, index: int) -> Observation: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[Observation]: ...

    def __getitem__(self, index: int | slice) -> Observation | Sequence[Observation]:
        return self._last if index == -1 else self._all[index]

    def __reversed__(self) -> Iterator[Observation]:
        yield self._last
        yield from reversed(self._all[:-1])
