"""The records every room of the house speaks in, and their vocabularies.

Pure: no clock, no network, no disk. All records are frozen and take keywords only; times are aware and in UTC and
anything else is refused. House words: a *document* has *notes*; a note holds *citations*; a citation mentions one
*work*; a work has *sources* (web resources); a source gets *visits*, each judged to a *verdict*, and *captures*,
each ending in a *snapshot*.
"""

from sourcekeeper.model.captures import (
    Capture,
    CaptureOptions,
    CaptureState,
    CopyRef,
    JobState,
    JobStatus,
    Limits,
    Receipt,
    Replay,
    Snapshot,
    SnapshotOrigin,
    Submission,
    Ticket,
)
from sourcekeeper.model.documents import UNTRIMMED, Address, Call, CitedKey, Document, Note
from sourcekeeper.model.drift import Drift
from sourcekeeper.model.items import Correction, Field, FieldValue, Item, Name, Origin, PartialDate
from sourcekeeper.model.people import Consent, Decision, DecisionKind, Run, RunEnd
from sourcekeeper.model.reasons import Argument, Place, Problem, Reason, as_utc, require_utc
from sourcekeeper.model.standings import Judgement, Observation, SourceStanding, Standing, Verdict
from sourcekeeper.model.visits import (
    Check,
    CitedText,
    FetchFailure,
    FetchRequest,
    Hop,
    Page,
    PageKind,
    PageSigns,
    SiteAnswer,
    Visit,
)
from sourcekeeper.model.works import Citation, CitedNote, Source, Work

__all__ = [
    "UNTRIMMED",
    "Address",
    "Argument",
    "Call",
    "Capture",
    "CaptureOptions",
    "CaptureState",
    "Check",
    "Citation",
    "CitedKey",
    "CitedNote",
    "CitedText",
    "Consent",
    "CopyRef",
    "Correction",
    "Decision",
    "DecisionKind",
    "Document",
    "Drift",
    "FetchFailure",
    "FetchRequest",
    "Field",
    "FieldValue",
    "Hop",
    "Item",
    "JobState",
    "JobStatus",
    "Judgement",
    "Limits",
    "Name",
    "Note",
    "Observation",
    "Origin",
    "Page",
    "PageKind",
    "PageSigns",
    "PartialDate",
    "Place",
    "Problem",
    "Reason",
    "Receipt",
    "Replay",
    "Run",
    "RunEnd",
    "SiteAnswer",
    "Snapshot",
    "SnapshotOrigin",
    "Source",
    "SourceStanding",
    "Standing",
    "Submission",
    "Ticket",
    "Verdict",
    "Visit",
    "Work",
    "as_utc",
    "require_utc",
]
