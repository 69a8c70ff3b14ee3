"""How many hosts of one registrable domain are asked at once. Pure.

The blogs of a farm have names of their own and one owner's machines. A private suffix (``github.io``) parts owners of
pages, not of machines, so the registry's suffixes alone count here.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable
from typing import Generic, TypeVar

from sourcekeeper.web.addresses.wire import registry_domain

Entry = TypeVar("Entry")


class Crowds(Generic[Entry]):
    """The hosts being asked, and those that wait because too many of their domain are.

    Parameters
    ----------
    most
        Hosts of one domain at once.
    domain_of
        Tells the domain of a host. Asked only where names look alike: it loads a list of all suffixes.
    """

    def __init__(self, most: int, domain_of: Callable[[str], str] = registry_domain) -> None:
        self._most = most
        self._domain_of = domain_of
        self._asked: defaultdict[str, set[str]] = defaultdict(set)  # by the last two labels of their names
        self._waiting: dict[str, deque[Entry]] = {}

    def enter(self, host: str, entry: Entry) -> bool:
        """Let a host be asked, or keep its entry for `leave` to give back when there is room; say which."""
        alike = self._asked[_ending(host)]
        if len(alike) >= self._most:
            domain = self._domain_of(host)
            if sum(self._domain_of(other) == domain for other in alike) >= self._most:
                self._waiting.setdefault(domain, deque()).append(entry)
                return False
        alike.add(host)
        return True

    def leave(self, host: str) -> Entry | None:
        """Say that a host is no longer asked, or is after all not to be; return the entry of one that may be now."""
        ending = _ending(host)
        alike = self._asked[ending]
        alike.discard(host)
        if not alike:
            del self._asked[ending]
        if not self._waiting:
            return None
        domain = self._domain_of(host)
        entries = self._waiting.get(domain)
        if not entries:
            return None
        entry = entries.popleft()
        if not entries:
            del self._waiting[domain]
        return entry


def _ending(host: str) -> str:
    """Return the last two labels: hosts of one domain have them in common, whatever its suffix is."""
    head, _, last = host.rpartition(".")
    return f"{head.rpartition('.')[2]}.{last}"
