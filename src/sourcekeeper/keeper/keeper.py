"""`Keeper`: the verbs over one store.

A verb imports the wings it needs when it is called: what reads a text does not wait for what archives.
"""

from __future__ import annotations

from contextlib import AbstractContextManager

from sourcekeeper.keeper.runs import recorded_run
from sourcekeeper.keeper.verbs.archiving import ArchivingVerbs
from sourcekeeper.keeper.verbs.checking import CheckingVerbs
from sourcekeeper.keeper.verbs.exporting import ExportingVerbs
from sourcekeeper.keeper.verbs.opened import random_id
from sourcekeeper.keeper.verbs.reading import ReadingVerbs
from sourcekeeper.keeper.verbs.telling import DecidingVerbs, TellingVerbs
from sourcekeeper.model import Run


class Keeper(ReadingVerbs, CheckingVerbs, ArchivingVerbs, ExportingVerbs, TellingVerbs, DecidingVerbs):
    """Reads documents, archives and checks their sources, and writes bibliographies, over one store.

    Whatever a command does, one call here does; `verbs` has the calls, a subject a module. A Keeper may be used from
    several threads and as a context manager.

    Parameters
    ----------
    store
        A path, ``:memory:``, or a store that is open already (then the caller closes it).
    settings
        How to reach the outside; the defaults when not given. The environment is not read.
    fetcher, archive, others, copies, clock, progress
        Adapters to use instead of the live ones; `others` are archives beside the main one.
    must_exist
        Raise StoreMissing instead of making a new store.

    """

    def run(self, command: str) -> AbstractContextManager[Run]:
        """Record a run around what is done inside; how it ended is written even when it is interrupted."""
        return recorded_run(self.store, command, random_id, self.clock)
