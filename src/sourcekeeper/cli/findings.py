"""``--fail-on``: which verdicts and standings make a run end with exit code 3."""

from __future__ import annotations

from collections.abc import Iterable

import click

from sourcekeeper.checking.decided import is_by_decision
from sourcekeeper.model import Judgement, SourceStanding, Standing, Verdict

_KNOWN = frozenset(each.value for each in (*Verdict, *Standing))


def parse_fail_on(_context: click.Context, _parameter: click.Parameter, value: str | None) -> frozenset[str]:
    """Read ``dead,gone,…``; an unknown word is wrong usage."""
    words = frozenset(part.strip() for part in (value or "").split(",") if part.strip())
    unknown = sorted(words - _KNOWN)
    if unknown:
        raise click.BadParameter(f"{', '.join(unknown)}. Known: {', '.join(sorted(_KNOWN))}.")
    return words


fail_on_option = click.option(
    "--fail-on",
    metavar="WORD,…",
    callback=parse_fail_on,
    help="End with exit code 3 when a source has one of these verdicts or standings.",
)


def words_of(judgement: Judgement | None, standing: SourceStanding | None) -> frozenset[str]:
    """Return what ``--fail-on`` can name of a source: verdict and standing.

    Of a source that a person decided about only the verdict counts: what visits found before is what they answered.
    """
    if judgement is None:
        return frozenset()
    if standing is None or is_by_decision(judgement):
        return frozenset([judgement.verdict.value])
    return frozenset([judgement.verdict.value, standing.standing.value])


def exit_code(*, failed: bool, unfinished: bool, found: Iterable[str], fail_on: frozenset[str]) -> int:
    """Return the first exit code that applies: 1 failed, 4 unfinished, 3 findings, 0 done."""
    if failed:
        return 1
    if unfinished:
        return 4
    return 3 if fail_on.intersection(found) else 0
