"""Nothing of a text is sent to a public archive before a person agreed: asked once per document."""

from __future__ import annotations

import sys
from datetime import date

import click

from sourcekeeper.keeper import Keeper
from sourcekeeper.keeper.recording import RecordedDocument
from sourcekeeper.model import CaptureState


def is_agreed(keeper: Keeper, recorded: RecordedDocument, *, yes: bool, archive_after: date | None) -> bool:
    """Whether this document's sources may be sent now; an agreement is written down."""
    document = recorded.document
    if keeper.is_exempt_from_consent() or keeper.store.consent(document.id):
        return True
    if archive_after is not None and keeper.clock.now().date() < archive_after:
        return False
    if yes or archive_after is not None:
        keeper.consent_to(document.id, "option")
        return True
    if keeper.settings.consent != "ask":
        if keeper.settings.consent == "always":
            keeper.consent_to(document.id, "setting")
        return keeper.settings.consent == "always"
    return _ask(keeper, recorded)


def _ask(keeper: Keeper, recorded: RecordedDocument) -> bool:
    queued = sum(1 for _ in keeper.store.captures(states=[CaptureState.QUEUED], document_ids=[recorded.document.id]))
    if not queued or not (sys.stdin.isatty() and sys.stderr.isatty()):
        return False
    question = f"{recorded.document.origin}: {queued} addresses will be saved publicly at web.archive.org. Go on?"
    if not click.confirm(question, err=True):
        return False
    keeper.consent_to(recorded.document.id, "asked")
    return True
