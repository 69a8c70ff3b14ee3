"""Every kind of the labelled web, by name."""

from __future__ import annotations

from collections.abc import Mapping

from sourcekeeper.sandbox.labelled.barred import BARRED
from sourcekeeper.sandbox.labelled.checkpoints import CHECKPOINTS
from sourcekeeper.sandbox.labelled.gated import GATED
from sourcekeeper.sandbox.labelled.kinds import LabelledKind
from sourcekeeper.sandbox.labelled.led_away import LED_AWAY
from sourcekeeper.sandbox.labelled.living import CHANGED, LIVING
from sourcekeeper.sandbox.labelled.lookalikes import LOOKALIKES
from sourcekeeper.sandbox.labelled.lost import LOST
from sourcekeeper.sandbox.labelled.notices import NOTICES
from sourcekeeper.sandbox.labelled.odd import ODD
from sourcekeeper.sandbox.labelled.odd_pages import CHANGING, ODD_PAGES
from sourcekeeper.sandbox.labelled.taken import TAKEN
from sourcekeeper.sandbox.labelled.vanished import VANISHED
from sourcekeeper.sandbox.labelled.walled import WALLED
from sourcekeeper.sandbox.labelled.wired import WIRED
from sourcekeeper.sandbox.labelled.wordless import WORDLESS

KINDS: Mapping[str, LabelledKind] = {
    kind.name: kind
    for kind in (
        *LIVING,
        *CHANGED,
        *ODD,
        *ODD_PAGES,
        *CHANGING,
        *LOST,
        *VANISHED,
        *LED_AWAY,
        *TAKEN,
        *GATED,
        *WALLED,
        *BARRED,
        *LOOKALIKES,
        *NOTICES,
        *CHECKPOINTS,
        *WIRED,
        *WORDLESS,
    )
}
