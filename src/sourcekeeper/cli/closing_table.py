"""The table that ends a check on a terminal."""

from __future__ import annotations

from rich.box import SIMPLE_HEAD
from rich.console import Console, Group, RenderableType
from rich.style import Style
from rich.table import Table
from rich.text import Text

from sourcekeeper.cli.closing import Closing, advice, heading, reason_of, since, sums
from sourcekeeper.cli.words import shown, verdict_colour
from sourcekeeper.keeper.results import CheckedSource


def print_table(closing: Closing, console: Console | None = None) -> None:
    """Print the sources that are told, group by group, as wide as the terminal is."""
    console = console or Console(highlight=False)
    for place, (urgency, sources) in enumerate(closing.told()):
        table = Table(
            box=SIMPLE_HEAD,
            expand=True,
            show_header=place == 0,
            title=heading(closing, urgency, sources),
            title_justify="left",
            title_style="bold",
        )
        table.add_column("verdict", width=16)
        table.add_column("source, and what to do", ratio=1, overflow="fold")
        for each in sources:
            table.add_row(_verdict(each), _source(each))
        console.print(table)
    console.print(Text(sums(closing)))


def _verdict(each: CheckedSource) -> RenderableType:
    verdict = each.judgement.verdict
    told = Text(verdict.value, style=verdict_colour(verdict))
    standing = since(each).replace(" since ", "\nsince ")
    return Group(told, Text(standing, style="dim")) if standing else told


def _source(each: CheckedSource) -> RenderableType:
    lines = [_address(shown(each.source.url))]
    why = reason_of(each)
    lines += [Text(why)] if why else []
    for what, address in advice(each):
        lines += [Text(f"→ {what}", overflow="fold")] if what else []
        lines += [_address(address)] if address else []
    return Group(*lines)


def _address(address: str) -> Text:
    """Return an address that is folded where the window ends, and led to whole where a terminal knows links."""
    is_web = address.startswith(("https://", "http://"))
    return Text(address, style=Style(color="cyan", link=address if is_web else None), overflow="fold")
