"""What people read: results in plain lines, what needs a person first.

Titles, notes and addresses come from documents and pages of anybody's, so each is printed through `plain`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from sourcekeeper.citing.contradictions import contradictions
from sourcekeeper.cli.plain import plain
from sourcekeeper.cli.say import INDENT, say
from sourcekeeper.csl import item_text, value_text
from sourcekeeper.keeper.results import DocumentReport, NoteReport, ReadDocument, SourceReport
from sourcekeeper.model import UNTRIMMED, CitedNote, Drift, Judgement, Snapshot, Verdict, Work
from sourcekeeper.reporting.wording import word, word_problem
from sourcekeeper.web.addresses.masking import without_secret

if TYPE_CHECKING:
    from sourcekeeper.keeper.visiting.copying import KeptCopy

    pass


_GOOD = frozenset({Verdict.ALIVE, Verdict.REDIRECTED})
_BAD = frozenset(
    {
        Verdict.GONE,
        Verdict.SOFT_404,
        Verdict.MOVED_TO_HOME,
        Verdict.PARKED,
        Verdict.USURPED,
        Verdict.DNS_GONE,
        Verdict.REDIRECT_LOOP,
        Verdict.CONTENT_DRIFTED,
    }
)


def counted(number: int, one: str, many: str = "") -> str:
    """Return a number with its word: ``1 note``, ``2 notes``."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def shown(url: str) -> str:
    """Return an address fit to be printed: no secret in it, and nothing that moves a cursor."""
    return plain(without_secret(url))


def paint_verdict(verdict: Verdict) -> str:
    """Return the verdict in its colour; colours vanish when nobody watches."""
    return click.style(verdict.value, fg=verdict_colour(verdict))


def verdict_colour(verdict: Verdict) -> str:
    """Return the colour of a verdict: green, yellow or red."""
    return "green" if verdict in _GOOD else "red" if verdict in _BAD else "yellow"


def tell_extracted(read: ReadDocument, *, where: str = "") -> None:
    """Print the notes of a document that was read; below its title `where` it was found."""
    document = read.document
    if document is None:
        return
    addresses = sum(len(note.addresses) for note in document.notes)
    sums = f"{counted(len(document.notes), 'note')}, {counted(addresses, 'address', 'addresses')}"
    say(f"{click.style(plain(document.title or document.origin), bold=True)}  ({document.format}, {sums})")
    if where and document.title:
        say(INDENT + plain(where))
    for each in document.problems:
        say(f"{INDENT}! {word_problem(each)}")
    for cited in read.notes or tuple(CitedNote(note=note) for note in document.notes):
        note = cited.note
        say(f"{plain(note.number):>4}  {plain(note.text)}")
        for address in note.addresses:
            say(INDENT + click.style(plain(address.cited), fg="cyan"))
        for each in note.problems:
            say(f"{INDENT}! {word_problem(each)}")
    if not document.notes:
        say(f"{INDENT}no notes in this text")


def tell_document(report: DocumentReport, *, where: str = "") -> None:
    """Print a stored document note by note: source, verdict, snapshot; below its title `where` it was found."""
    say(click.style(plain(report.document.title or report.document.origin), bold=True))
    if where and report.document.title:
        say(INDENT + plain(where))
    for note in report.notes:
        _tell_note(note)
    works = {work.id: work for note in report.notes for work in note.works}
    tell_contradictions(tuple(works.values()))


def tell_contradictions(works: Sequence[Work]) -> None:
    """Print where a note and its page cannot both be right: each a thing for a person to settle."""
    for work in works:
        for each in contradictions(work.item):
            noted, paged = (plain(value_text(value)) for value in (each.noted, each.paged))
            where = f"{click.style('differs', fg='yellow')}  {plain(work.key)} {each.field}"
            say(f"{where}: the note says {noted}, the page {paged}")


def _tell_note(report: NoteReport) -> None:
    label = f"{plain(report.note.note.number):>4}  "
    for source in report.sources:
        say(label + _source_line(source))
        for line in (*_archive_lines(source), *_instead_lines(source)):
            say(INDENT + line)
        for corrected in (each for each in source.works if each.corrections):
            fields = ", ".join(each.field for each in corrected.corrections)
            say(f"{INDENT}corrected by a person: {fields}  ({plain(corrected.key)})")
        label = INDENT
    for address in (address for each in report.note.citations for address in each.citation.addresses):
        if UNTRIMMED in address.marks:
            say(f"{INDENT}read with its final full stop: {plain(address.cited)} does not answer well")
    without = [work for work in report.works if not work.sources]
    for work in without:
        say(f"{label}{plain(work.item.text('title') or work.key)}  (no address)")
        label = INDENT
    if not report.sources and not without:
        pointed = ", ".join(work.key for work in report.works)
        say(f"{label}see {pointed}" if pointed else f"{label}no source: {plain(report.note.note.text[:80])}")


def _source_line(report: SourceReport) -> str:
    verdict = paint_verdict(report.judgement.verdict) if report.judgement else "not visited"
    why = ""
    if report.judgement:
        why = _why(report.judgement)
    return f"{verdict}  {shown(report.source.url)}{why}"


def _why(judgement: Judgement) -> str:
    """Return the reason in brackets, where it says more than the verdict."""
    is_plain = judgement.verdict in _GOOD and not judgement.reason.code.startswith("decided-")
    return "" if is_plain else f"  ({word(judgement.reason)})"


def _archive_lines(report: SourceReport) -> list[str]:
    capture, snapshot = report.capture, report.snapshot
    if snapshot is not None:
        return [f"archived {_day(snapshot)}  {click.style(plain(snapshot.uri), fg='cyan')}"]
    if capture is None:
        return []
    why = f": {word(capture.reason)}" if capture.reason else ""
    at = f"  {plain(capture.snapshot.uri)}" if capture.snapshot else ""
    return [click.style(capture.state.value, fg="yellow") + why + at]


def _instead_lines(report: SourceReport) -> list[str]:
    """Return what to cite instead, as far as it is not told already as what is archived."""
    moved = [f"now at {shown(report.moved_to)}"] if report.moved_to else []
    suggestion = report.suggestion
    if suggestion is None or suggestion == report.snapshot:
        return moved
    doubt = "" if suggestion.is_good else "  (not proved yet)"
    return [*moved, f"cite instead: {plain(suggestion.uri)}{doubt}"]


def _copy_line(copy: KeptCopy) -> str:
    visit = copy.visit
    shows = copy.check.page.kind.value if copy.check.page is not None else "unknown"
    told = [f"{visit.status}", shows, f"{len(visit.body):,} bytes"]
    told += ["cut"] if visit.truncated else []
    told += ["asks not to be archived"] if copy.no_archive else []
    return f"local copy {visit.started_at:%Y-%m-%d}  {plain(copy.ref.path)} at {copy.ref.offset}  ({', '.join(told)})"


def _day(snapshot: Snapshot) -> str:
    return snapshot.taken_at.strftime("%Y-%m-%d") if snapshot.taken_at else "(no date)"


def tell_source(report: SourceReport) -> None:
    """Print all that is known of one source."""
    say(_source_line(report))
    if report.standing:
        say(f"{INDENT}{report.standing.standing.value} since {report.standing.since:%Y-%m-%d}")
    for line in (*drift_lines(report.drift), *_archive_lines(report), *_instead_lines(report)):
        say(INDENT + line)
    for snapshot in report.snapshots:
        if report.snapshot is None or snapshot.uri != report.snapshot.uri:
            say(f"{INDENT}snapshot {_day(snapshot)}  {plain(snapshot.uri)}  ({snapshot.shows.value})")
    for copy in report.copies:
        say(INDENT + _copy_line(copy))
    for each in report.decisions:
        until = f", until {each.until:%Y-%m-%d}" if each.until else ""
        because = f": {plain(each.because)}" if each.because else ""
        what = f"{each.kind.value} {plain(each.replacement or '')}".strip()
        say(f"{INDENT}decided {each.made_at:%Y-%m-%d}{until}  {what}{because}")
    for work in report.works:
        tell_work(work)


def tell_work(work: Work) -> None:
    """Print a work: its cite key, what it is, and what a person corrected."""
    also = f"  (also {', '.join(work.other_keys)})" if work.other_keys else ""
    say(f"{click.style(plain(work.key), bold=True)}{plain(also)}  {plain(item_text(work.item))}")
    for each in work.corrections:
        because = f": {plain(each.because)}" if each.because else ""
        value = plain(value_text(each.value)) or "none"
        say(f"{INDENT}corrected {each.made_at:%Y-%m-%d}  {each.field} = {value}{because}")


def drift_lines(drift: Drift | None) -> list[str]:
    """Return what went and what came, and where the first text is kept."""
    if drift is None:
        return []
    first = f"the text first seen on {drift.first_seen:%Y-%m-%d}"
    if not drift.kept_in:
        return [f"likeness {drift.likeness:.2f} to {first}, of which only a fingerprint is kept"]
    gone = "" if drift.went_share is None else f", of which {drift.went_share:.0%} went"
    lines = [f"likeness {drift.likeness:.2f} to {first}{gone}"]
    lines += [f"went: {plain(each)}" for each in drift.went] + [f"came: {plain(each)}" for each in drift.came]
    kept = f"{drift.kept_characters:,} characters in {plain(drift.kept_in)} at {drift.kept_at_offset}"
    return [*lines, f"the first text is kept: {kept}"]


def tally(verdicts: Sequence[Verdict]) -> str:
    """Return how often each verdict occurred: ``9 alive, 2 gone``."""
    counts: dict[str, int] = {}
    for verdict in verdicts:
        counts[verdict.value] = counts.get(verdict.value, 0) + 1
    return ", ".join(f"{number} {name}" for name, number in sorted(counts.items(), key=lambda pair: -pair[1]))
