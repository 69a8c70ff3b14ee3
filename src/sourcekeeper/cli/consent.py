"""Nothing of a text is sent to a public archive before a person agreed: asked once per document."""

from __future__ import annotations

import sys
from datetime import date
from urllib.parse import urlsplit

import click

from sourcekeeper.cli.plain import plain
from sourcekeeper.cli.words import counted
from sourcekeeper.keeper import Keeper
from sourcekeeper.keeper.recording import RecordedDocument
from sourcekeeper.model import CaptureState


def is_agreed(keeper: Keeper, recorded: RecordedDocument, *, yes: bool, archive_after: date | None) -> bool:
    """Whether this document's sources may be sent now; an agreement is written down.

    What is said now beats what was said before: a day given today holds back what was agreed to last week, and so does
    the setting ``never`` until somebody says yes.
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
    if is_said_now or setting == "always":
        keeper.consent_to(recorded.document.id, "option" if is_said_now else "setting")
        return True
    return _ask(keeper, recorded)


def _ask(keeper: Keeper, recorded: RecordedDocument) -> bool:
    queued = sum(1 for _ in keeper.store.captures(states=[CaptureState.QUEUED], document_ids=[recorded.document.id]))
    if not queued or not (sys.stdin.isatty() and sys.stderr.isatty()):
        return False
    archive = urlsplit(keeper.settings.archive.wayback_url).hostname
    addresses = counted(queued, "address", "addresses")
    question = f"{plain(recorded.document.origin)}: {addresses} will be saved publicly at {archive}. Go on?"
    if not click.confirm(question, err=True):
        return False
    keeper.consent_to(recorded.document.id, "asked")
    return True
