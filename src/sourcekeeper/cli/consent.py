"""Nothing of a text is sent to a public archive before a person agreed: asked once per document."""

from __future__ import annotations

import sys
from datetime import date
from urllib.parse import urlsplit

from sourcekeeper.cli.output import warn
from sourcekeeper.cli.plain import plain
from sourcekeeper.cli.say import ask
from sourcekeeper.cli.words import counted
from sourcekeeper.keeper import Keeper
from sourcekeeper.keeper.recording import RecordedDocument
from sourcekeeper.model import CaptureState


def is_agreed(keeper: Keeper, recorded: RecordedDocument, *, yes: bool, archive_after: date | None) -> bool:
    """Whether this document's sources may be sent now; an agreement is written down.

    What is said now beats what was said before: a day given today holds back what was agreed to last week, and so does
    the setting ``never`` until somebody says yes. For a text that is not published yet, the setting ``always`` does
    not count: whoever made it did not think of drafts.
    """
    if keeper.is_exempt_from_consent():
        return True
    if archive_after is not None and keeper.clock.now().date() < archive_after:
        return False
    setting = keeper.settings.consent
    is_said_now = yes or archive_after is not None
    if setting == "never" and not is_said_now:
        return False
    if keeper.store.consent(recorded.document.id):
        return True
    is_unpublished = recorded.is_unpublished_on(keeper.clock.now().date())
    if is_said_now or (setting == "always" and not is_unpublished):
        keeper.consent_to(recorded.document.id, "option" if is_said_now else "setting")
        return True
    return _ask(keeper, recorded, is_unpublished=is_unpublished)


def _ask(keeper: Keeper, recorded: RecordedDocument, *, is_unpublished: bool) -> bool:
    queued = sum(1 for _ in keeper.store.captures(states=[CaptureState.QUEUED], document_ids=[recorded.document.id]))
    if not queued:
        return False
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        if is_unpublished:
            warn(f"{recorded.document.origin} is not published yet: nothing of it is sent before somebody agrees.")
        return False
    archive = urlsplit(keeper.settings.archive.wayback_url).hostname
    addresses = counted(queued, "address", "addresses")
    draft = " This text is not published yet." if is_unpublished else ""
    question = f"{plain(recorded.document.origin)}: {addresses} will be saved publicly at {archive}.{draft} Go on?"
    if not ask(question):
        return False
    keeper.consent_to(recorded.document.id, "asked")
    return True
