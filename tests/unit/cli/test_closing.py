"""The end of a check: a table that fits the terminal, and lines elsewhere."""

import io
from datetime import UTC, datetime

import pytest
from rich.cells import cell_len
from rich.console import Console

from sourcekeeper.cli.closing import FEW, MOST_OF_A_GROUP, Closing, sums
from sourcekeeper.cli.closing_lines import tell_closing
from sourcekeeper.cli.closing_table import print_table
from sourcekeeper.keeper.results import CheckedSource
from sourcekeeper.model import (
    Check,
    Judgement,
    PageKind,
    Reason,
    Snapshot,
    SnapshotOrigin,
    Source,
    SourceStanding,
    Standing,
    Verdict,
)

NOW = datetime(2026, 1, 5, tzinfo=UTC)
LONG = "https://example.org/" + "a-very-long-way/" * 9


def checked(
    verdict, url="https://example.org/a", *, code="http-404", standing=Standing.OK, suggestion=None, **arguments
):
    snapshot = None
    if suggestion:
        snapshot = Snapshot(
            uri=suggestion,
            original=url,
            archive="wayback",
            origin=SnapshotOrigin.FOUND,
            taken_at=NOW,
            shows=PageKind.TEXT,
            confirmed_at=NOW,
        )
    return CheckedSource(
        source=Source(id=url, url=url, comparison_key=url, fetch_key=url),
        check=Check(url=url, at=NOW, status=404, final_url=str(arguments.get("new_url", url))),
        judgement=Judgement(verdict=verdict, confidence=0.9, reason=Reason.of(code, **arguments)),
        standing=SourceStanding(standing=standing, since=NOW),
        suggestion=snapshot,
    )


def closing_of(*sources, **options):
    closing = Closing(**options)
    for each in sources:
        closing.add(each)
    return closing


def drawn(closing, width):
    screen = io.StringIO()
    print_table(closing, Console(file=screen, width=width, highlight=False))
    return screen.getvalue()


SOME = (
    checked(Verdict.ALIVE, "https://example.org/well", code="http-200"),
    checked(Verdict.GONE, "https://example.org/suspect", standing=Standing.SUSPECT),
    checked(Verdict.CONTENT_DRIFTED, "https://example.org/drift", code="text-drifted", likeness=0.04),
    checked(Verdict.GONE, LONG, standing=Standing.DEAD, suggestion=f"https://web.archive.org/web/20250105/{LONG}"),
    checked(Verdict.REDIRECTED, code="redirected-permanently", new_url="https://example.org/new"),
)


@pytest.mark.parametrize("width", [40, 80, 120, 200])
def test_the_table_fits_the_terminal_and_loses_nothing(width):
    lines = drawn(closing_of(*SOME), width).splitlines()
    assert max(map(cell_len, lines)) <= width
    column = next(line.index("source, and") for line in lines if "source, and" in line)
    flat = "".join(line[column:].strip().replace(" ", "") for line in lines)
    for address in (LONG, f"https://web.archive.org/web/20250105/{LONG}", "https://example.org/new"):
        assert address in flat


def test_what_needs_a_person_comes_first_and_what_is_well_last():
    table = drawn(closing_of(*SOME), 100)
    places = [table.index(text) for text in (LONG[:50], "/drift", "/suspect", "example.org/new", "/well")]
    assert places == sorted(places)


def test_of_many_sources_those_that_are_well_are_only_counted(capsys):
    well = [checked(Verdict.ALIVE, f"https://example.org/{number}", code="http-200") for number in range(FEW + 1)]
    tell_closing(closing_of(*well))
    assert capsys.readouterr().out == "11 sources, 11 well: 11 alive\n"
    tell_closing(closing_of(*well, is_verbose=True))
    assert capsys.readouterr().out.count("https://") == FEW + 1


def test_off_a_terminal_each_address_stands_whole_on_a_line(capsys):
    tell_closing(closing_of(*SOME))
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "needs a person (2)"
    assert lines[1] == f"gone  {LONG}  (page not found (404))  [dead since 2026-01-05]"
    assert lines[2] == f"      cite the snapshot instead: https://web.archive.org/web/20250105/{LONG}"
    assert "      moved for good: cite the new address: https://example.org/new" in lines
    assert lines[-1] == "5 sources, 1 well: 2 gone, 1 alive, 1 content-drifted, 1 redirected"


def test_a_night_of_disaster_is_counted_and_not_kept():
    closing = closing_of(
        *(checked(Verdict.GONE, f"https://example.org/{n}", standing=Standing.DEAD) for n in range(1_200))
    )
    ((_, shown),) = closing.told()
    assert len(shown) == MOST_OF_A_GROUP
    assert sums(closing) == "1200 sources, 0 well: 1200 gone"
    assert "needs a person (1200, 1000 shown)" in drawn(closing, 80)


def test_nothing_of_a_hostile_address_moves_the_cursor(capsys):
    closing = closing_of(checked(Verdict.INVALID, "x\x1b[2Jy", code="fetch-invalid"))
    tell_closing(closing)
    assert "\x1b" not in capsys.readouterr().out
    assert "\x1b" not in drawn(closing, 80)


@pytest.mark.parametrize(
    ("standing", "lines"),
    [
        (Standing.DEAD, ["cite the snapshot instead: https://archive.example/a"]),
        (Standing.SUSPECT, ["nothing yet: it is looked at again", "snapshot: https://archive.example/a"]),
    ],
    ids=["dead", "suspect"],
)
def test_only_what_needs_a_person_is_told_to_cite_the_snapshot(capsys, standing, lines):
    tell_closing(closing_of(checked(Verdict.GONE, standing=standing, suggestion="https://archive.example/a")))
    told = [line.strip() for line in capsys.readouterr().out.splitlines()]
    assert told[2 : 2 + len(lines)] == lines
