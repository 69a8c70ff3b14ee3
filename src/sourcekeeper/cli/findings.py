"""Verdicts and standings as options name them: ``--fail-on`` for exit code 3, ``--only`` of `export`."""

from __future__ import annotations

from collections.abc import Iterable

import click

from sourcekeeper.checking.findings import FINDINGS
from sourcekeeper.config.values import near


def parse_findings(_context: click.Context, _parameter: click.Parameter, value: str | None) -> frozenset[str]:
    """Read ``dead,gone,…``; an unknown word is wrong usage."""
    words = frozenset(part.strip().lower() for part in (value or "").split(",") if part.strip())
    unknown = sorted(words - FINDINGS)
    if unknown:
        known = ", ".join(sorted(FINDINGS))
        raise click.BadParameter(
            "; ".join(f"{word!r} is neither a verdict nor a standing{near(word, FINDINGS)}" for word in unknown)
            + f"\nKnown: {known}."
        )
    return words


fail_on_option = click.option(
    "--fail-on",
    metavar="WORD,…",
    callback=parse_findings,
    help="End with exit code 3 when a source has one of these verdicts or standings.",
)


def exit_code(*, failed: bool, unfinished: bool, found: Iterable[str], fail_on: frozenset[str]) -> int:
    """Return the first exit code that applies: 1 failed, 4 unfinished, 3 findings, 0 done."""
    if failed:
        return 1
    if unfinished:
        return 4
    return 3 if fail_on.intersection(found) else 0
