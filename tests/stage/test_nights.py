"""Thirty nights of the labelled web: pages flap, die, come back and drift, and some nights are not theirs but ours."""

from collections.abc import Callable
from dataclasses import dataclass, field

import pytest

from sourcekeeper.keeper import Keeper
from sourcekeeper.model import FetchFailure, Standing, Verdict
from sourcekeeper.ports import RawDocument
from sourcekeeper.sandbox.exchange import Manner, Request
from sourcekeeper.sandbox.labelled.web import LabelledWeb, plotted
from sourcekeeper.testing.clock import FakeClock
from sourcekeeper.testing.fetching import FakeAnswer, FakeFetcher

NIGHTS = 30
DAY = 86_400.0
WELL = "article"


def now_and_then(kind: str, every: int, nights: int = 1) -> list[tuple[int, str]]:
    """A plot in which a kind comes for some nights, again and again; the page is well in between."""
    return [(0, WELL)] + [step for at in range(2, NIGHTS, every) for step in ((at, kind), (at + nights, WELL))]


# Each counted failure is 48 hours after the one before it; a death needs so many, over so many days (section 5).
DEATHS = {
    "gone": ([(0, WELL), (3, "gone")], 9),
    "gone for good": ([(0, WELL), (3, "gone-410")], 6),
    "without a name": ([(0, WELL), (3, "nameless")], 6),
    "refused": ([(0, WELL), (3, "refused")], 17),
    "out of order": ([(0, WELL), (3, "fault-500")], 17),
    "silent": ([(0, WELL), (3, "silent")], 17),
    "soft 404": ([(0, WELL), (8, "soft-listing")], 14),
    "soft 404 by its words": ([(0, WELL), (8, "soft-phrase-here-only")], 14),
    "home": ([(0, WELL), (8, "home-301")], 14),
    "parked": ([(0, WELL), (8, "for-sale-by-name")], 14),
    "usurped": ([(0, WELL), (8, "betting")], 14),
    "looping": ([(0, WELL), (8, "loop")], 14),
    "gone, a wall on two of the nights": ([(0, WELL), (3, "gone"), (5, "wall-cloudflare"), (7, "gone")], 9),
    "out of order first, then gone": ([(0, WELL), (3, "fault-500"), (5, "gone")], 11),
    "dead from the first night": ([(0, "gone")], 6),
    "lost, it says in another language": ([(0, WELL), (8, "foreign-everywhere")], 14),
    "lost, with other stories each time": ([(0, WELL), (8, "soft-changing")], 14),
    "led to the search": ([(0, WELL), (8, "to-search-something")], 14),
    "led to one page after a merger": ([(0, WELL), (8, "merger-welcome")], 14),
    "lost, its guard marks all it says": ([(0, WELL), (8, "honest-404-datadome")], 14),
    "taken away, its title kept": ([(0, WELL), (8, "taken-title-kept")], 14),
    "a domain nobody renewed": ([(0, WELL), (8, "domain-pl")], 14),
    "sold to a trade, in another language": ([(0, WELL), (8, "trade-el")], 14),
}
NEVER_DEAD = {
    "well": [(0, WELL)],
    "out of order every other night": now_and_then("fault-500", 2),
    "without a name on single nights": now_and_then("nameless", 5),
    "refused two nights in three": now_and_then("refused", 3, 2),
    "gone for five days, again and again": now_and_then("gone", 7, 5),
    "without a name for two days": now_and_then("nameless", 4, 2),
    "silent for twelve days": now_and_then("silent", 14, 12),
    "soft 404 on single nights": now_and_then("soft-phrase", 3),
    "behind a wall": [(0, WELL), (4, "wall-datadome")],
    "behind a wall that nobody knows": [(0, WELL), (4, "thin-wall-nobody-knows")],
    "behind a check in another language": [(0, WELL), (4, "check-ru")],
    "behind a notice of an authority": [(0, WELL), (4, "law-it")],
    "lost or private": [(0, WELL), (4, "private-or-lost")],
    "broken into": [(0, WELL), (4, "broken-into")],
    "moved below the search": [(0, WELL), (4, "record-below-search")],
    "behind a wall that says 404": [(0, WELL), (4, "wall-cloudflare-404")],
    "behind a wall now and then": now_and_then("wall-perimeterx-200", 3),
    "limited": [(0, WELL), (2, "limited")],
    "for those who pay": [(0, WELL), (5, "paid")],
    "for members": [(0, WELL), (5, "to-login")],
    "forbidden by law": [(0, WELL), (5, "legal")],
    "drifted": [(0, WELL), (5, "another-text")],
    "moved": [(0, WELL), (5, "moved-neu-301")],
    "moved to another domain": [(0, WELL), (5, "moved-content-301")],
    "redesigned": [(0, WELL), (5, "redesigned")],
    "a shell now": [(0, WELL), (5, "shell-root")],
    "behind a wall on even nights": now_and_then("waf-aws-202", 2),
    "down for a week": [(0, WELL), (5, "refused"), (11, WELL)],
    "dies for three nights": [(0, WELL), (6, "foreign-everywhere"), (9, WELL)],
    "a paragraph a night": [
        (0, WELL),
        *((4 + count, f"drifted-by-{count}") for count in (1, 2, 3, 4)),
        (9, "drifted-wholly"),
    ],
    "another text under its title": [(0, WELL), (5, "same-title-other-text")],
    "another dress": [(0, WELL), (5, "another-dress")],
    "too fast, it says with a 200": [(0, WELL), (5, "undeclared-tool-200")],
}
REVIVALS = {
    "came back": ([(0, WELL), (3, "gone"), (15, WELL)], 15),
    "came back elsewhere": ([(0, WELL), (3, "gone-410"), (18, "moved-neu-301")], 18),
    "its name came back": ([(0, WELL), (3, "nameless"), (16, WELL)], 16),
    "bought back": ([(0, WELL), (3, "for-sale"), (17, WELL)], 17),
}
PLOTS = {
    **{name: plot for name, (plot, _) in (*DEATHS.items(), *REVIVALS.items())},
    **NEVER_DEAD,
    **{f"well, number {number}": [(0, WELL)] for number in range(40)},
}
ALL_DOWN = {12, 19}
"""Nights on which our network is down."""
HALF_DOWN = {4, 10, 21}
"""Nights on which half of all hosts do not answer."""


@dataclass
class World:
    """The labelled web behind a fetcher that is a table."""

    web: LabelledWeb
    outage: Callable[[str], FetchFailure | None] = field(default=lambda _host: None)

    def __call__(self, url: str) -> FakeAnswer | FetchFailure:
        request = Request.of(url)
        if failure := self.outage(request.host):
            return failure
        if not self.web.has(request.host):
            return FetchFailure.NAME_NOT_FOUND
        if name := self.web.connect_failure(request.host):
            return FetchFailure(name)
        answer = self.web.answer(request)
        if answer.manner in {Manner.SILENT, Manner.RESET}:
            return FetchFailure.TIMEOUT if answer.manner is Manner.SILENT else FetchFailure.RESET
        return FakeAnswer(status=answer.status, headers=answer.headers, body=answer.body)


def half_of_them(host: str) -> FetchFailure | None:
    return FetchFailure.TIMEOUT_CONNECTING if sum(host.encode()) % 2 else None


Lives = dict[str, list[tuple[Verdict, Standing]]]


def lived(*, is_every_night: bool) -> Lives:
    """Check for thirty nights; return verdict and standing of each plot, a night at a time."""
    addresses = {name: plotted(name, plot, 0, 7) for name, plot in PLOTS.items()}
    world, clock = World(LabelledWeb(addresses.values())), FakeClock()
    lives: Lives = {name: [] for name in PLOTS}
    with Keeper(fetcher=FakeFetcher(world, clock), clock=clock) as keeper:
        notes = "\n".join(f"{number}. {each.url}" for number, each in enumerate(addresses.values(), start=1))
        calls = " ".join(f"A claim.[{number}]" for number in range(1, len(addresses) + 1))
        keeper.record(next(keeper.read([RawDocument(origin="/letter.txt", data=f"{calls}\n\n{notes}\n".encode())])))
        sources = {source.url: source for source in keeper.store.sources()}
        start = clock.now()
        for night in range(NIGHTS):
            clock.advance(DAY * night - (clock.now() - start).total_seconds())
            world.web.night = night
            down = night in ALL_DOWN
            world.outage = (lambda _host: FetchFailure.NAME_NOT_FOUND) if down else lambda _host: None
            if night in HALF_DOWN:
                world.outage = half_of_them
            list(keeper.check(sources.values() if is_every_night else None))
            for name, each in addresses.items():
                last = keeper.store.last_check(sources[each.url].id)
                if last is not None:
                    lives[name].append((last.observation.judgement.verdict, last.standing.standing))
    return lives


@pytest.fixture(scope="module")
def every_night() -> Lives:
    return lived(is_every_night=True)


@pytest.fixture(scope="module")
def when_due() -> Lives:
    return lived(is_every_night=False)


def first_night(life: list[tuple[Verdict, Standing]], standing: Standing) -> int | None:
    return next((night for night, (_, found) in enumerate(life) if found is standing), None)


@pytest.mark.parametrize("name", DEATHS)
def test_a_death_is_declared_on_the_night_that_the_rules_say(every_night, name):
    assert first_night(every_night[name], Standing.DEAD) == DEATHS[name][1]


@pytest.mark.parametrize("name", [name for name in PLOTS if name not in DEATHS and name not in REVIVALS])
def test_what_flaps_or_cannot_be_known_is_never_dead(every_night, when_due, name):
    assert first_night(every_night[name], Standing.DEAD) is None
    assert first_night(when_due[name], Standing.DEAD) is None


@pytest.mark.parametrize("name", REVIVALS)
def test_a_revival_is_noticed_on_its_night(every_night, name):
    life = every_night[name]
    dead, revived = first_night(life, Standing.DEAD), first_night(life, Standing.REVIVED)
    assert dead is not None
    assert (dead < revived, revived) == (True, REVIVALS[name][1])


@pytest.mark.parametrize("name", DEATHS)
def test_visits_by_the_schedule_find_the_dead_too(when_due, name):
    assert Standing.DEAD in {standing for _, standing in when_due[name]}


@pytest.mark.parametrize("night", sorted(ALL_DOWN | HALF_DOWN))
def test_a_night_of_our_own_outage_changes_no_standing(every_night, night):
    before = {name: life[night - 1][1] for name, life in every_night.items()}
    after = {name: life[night][1] for name, life in every_night.items()}
    turned = {name for name in PLOTS if before[name] is not after[name]}
    # A page that answered on such a night, or whose week of being news was over, may change; a failure may not.
    worse = {name for name in turned if after[name] in {Standing.SUSPECT, Standing.DEAD}}
    assert not worse - set(_own_failures(night))


def _own_failures(night: int) -> list[str]:
    """Those that fail of themselves on a night, by an answer that says so."""
    return [name for name, plot in PLOTS.items() if any(start <= night for start, kind in plot if kind != WELL)]


def test_what_is_drifted_or_moved_is_told_every_night(every_night):
    nights = [night for night in range(5, NIGHTS) if night not in ALL_DOWN | HALF_DOWN]
    assert {every_night["drifted"][night][0] for night in nights} == {Verdict.CONTENT_DRIFTED}
    assert {every_night["moved to another domain"][night][0] for night in nights} == {Verdict.REDIRECTED}
    assert {every_night["redesigned"][night][0] for night in nights} == {Verdict.ALIVE}
