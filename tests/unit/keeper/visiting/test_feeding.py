"""What is handed to the fetcher, and when: no host idles that has something left, and few pages are in memory."""

from collections.abc import Iterator

from hypothesis import given
from hypothesis import strategies as st

from sourcekeeper.keeper.visiting.feeding import AHEAD, Feed, ListedSupply, Page
from sourcekeeper.model import Source
from sourcekeeper.web.urls import host_of


def source(host: str, number: int, fragment: str = "") -> Source:
    key = f"https://{host}/{number}"
    url = f"{key}#{fragment}" if fragment else key
    return Source(id=url, url=url, comparison_key=f"1:{url}", fetch_key=key)


def walked(feed: Feed, take: int = 0) -> Iterator[tuple[Page, list[Page]]]:
    """Yield each page as it is over, with those that wait then; `take` tells which of them is over next."""
    waiting = feed.first()
    while waiting:
        page = waiting.pop(take % len(waiting))
        yield page, waiting
        if (following := feed.over(page[0].fetch_key)) is not None:
            waiting.append(following)


hosts = st.dictionaries(st.sampled_from([f"{name}.example" for name in "abcdefgh"]), st.integers(1, 30))


@given(hosts, st.integers(1, 5), st.integers(0, 50))
def test_every_source_is_handed_on_once_and_few_wait_at_a_time(sizes, most_hosts, take):
    sources = [source(host, number) for host, size in sizes.items() for number in range(size)]
    feed = Feed(ListedSupply(sources), most_hosts)
    seen = []
    for page, waiting in walked(feed, take):
        seen += [each.id for each in page]
        at = [host_of(other[0].fetch_key) for other in (page, *waiting)]
        assert len(set(at)) <= most_hosts
        assert max(at.count(host) for host in at) <= AHEAD
    assert sorted(seen) == sorted(each.id for each in sources)


def test_a_host_of_a_million_addresses_keeps_no_other_from_its_turn():
    many = [source("big.example", number) for number in range(1000)]
    few = [source("small.example", number) for number in range(3)]
    handed_on = [page[0].fetch_key for page in Feed(ListedSupply([*many, *few]), 2).first()]
    assert sum("small" in key for key in handed_on) == 3
    assert sum("big" in key for key in handed_on) == AHEAD


def test_long_queues_are_opened_first():
    short, long = source("short.example", 1), [source("long.example", number) for number in range(9)]
    assert Feed(ListedSupply([short, *long]), 1).first()[0] == [long[0]]


def test_sources_of_one_page_go_together_and_each_once():
    one, two = source("a.example", 1, "one"), source("a.example", 1, "two")
    assert Feed(ListedSupply([one, two, one]), 8).first() == [[one, two]]
    assert ListedSupply([one, two, one]).count() == 2


def test_a_feed_that_was_stopped_hands_nothing_on():
    feed = Feed(ListedSupply([source("a.example", number) for number in range(10)]), 1)
    waiting = feed.first()
    feed.stop()
    assert [feed.over(page[0].fetch_key) for page in waiting] == [None] * AHEAD
