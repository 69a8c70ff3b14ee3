"""How the end of a check is told: on a terminal as a table that fits it, elsewhere as lines.

In the table addresses are folded and still whole to click on; among the lines each stands on one, so that a mail
program or a script finds it.
"""

from __future__ import annotations

import sys

import click

from sourcekeeper.cli.closing import Closing, advice, heading, reason_of, since, sums
from sourcekeeper.cli.say import INDENT, say
from sourcekeeper.cli.words import shown, verdict_colour
from sourcekeeper.keeper.results import CheckedSource


def tell_closing(closing: Closing) -> None:
    """Print the table or the lines, and the sums."""
    if sys.stdout.isatty():
        from sourcekeeper.cli.closing_table import print_table  # noqa: PLC0415  rich is slow to import

        print_table(closing)
    else:
        for urgency, sources in closing.told():
            say(heading(closing, urgency, sources))
            tell_lines(sources)
        say(sums(closing))


def tell_lines(sources: list[CheckedSource]) -> None:
    """Print sources line by line, as for a pipe."""
    for each in sources:
        verdict = click.style(each.judgement.verdict.value, fg=verdict_colour(each.judgement.verdict))
        why = reason_of(each)
        told = since(each)
        say(f"{verdict}  {shown(each.source.url)}{why and f'  ({why})'}{told and f'  [{told}]'}")
        for what, address in advice(each):
            say(INDENT + (f"{what}: {address}" if what and address else what or address))
