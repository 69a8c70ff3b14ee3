"""Every kind of the labelled web, by name."""

from __future__ import annotations

from collections.abc import Mapping

from sourcekeeper.sandbox.labelled.gated import GATED
from sourcekeeper.sandbox.labelled.kinds import LabelledKind
from sourcekeeper.sandbox.labelled.living import CHANGED, LIVING
from sourcekeeper.sandbox.labelled.lost import LOST
from sourcekeeper.sandbox.labelled.taken import TAKEN
from sourcekeeper.sandbox.labelled.wired import WIRED

KINDS: Mapping[str, LabelledKind] = {kind.name: kind for kind in (*LIVING, *CHANGED, *LOST, *TAKEN, *GATED, *WIRED)}
