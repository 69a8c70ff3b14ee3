from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sourcekeeper.fetching import crowds as crowds_module
from sourcekeeper.fetching.crowds import Crowds
from sourcekeeper.fetching.politeness import Politeness
from sourcekeeper.web.addresses.wire import registry_domain


@pytest.mark.parametrize(
    ("host", "domain"),
    [
        ("someone.blogspot.com", "blogspot.com"),
        ("someone.github.io", "github.io"),
        ("www.bbc.co.uk", "bbc.co.uk"),
        ("WWW.Example.ORG.", "example.org"),
        ("203.0.113.7", "203.0.113.7"),
        ("[2001:db8::1]", "2001:db8::1"),
        ("a.kinds.example", "a.kinds.example"),
    ],
)
def test_a_private_suffix_makes_no_domain_of_its_own(host: str, domain: str) -> None:
    assert registry_domain(host) == domain


def test_a_blog_farm_is_asked_at_a_few_hosts_at_once() -> None:
    politeness: Politeness[str] = Politeness(0.0, at_domain=3)
    for number in range(10):
        politeness.add(f"b{number}.blogspot.com", "page")
    politeness.add("www.example.org", "page")
    begun = []
    while taken := politeness.take(0.0):
        begun.append(taken[0])
    assert sum(host.endswith("blogspot.com") for host in begun) == 3
    assert "www.example.org" in begun
    assert politeness.next_moment() is None
    politeness.release(begun[0], 1.0)
    following = politeness.take(1.0)
    assert following is not None
    assert following[0] not in begun


def test_hosts_whose_names_only_end_alike_are_no_crowd() -> None:
    crowds: Crowds[int] = Crowds(1)
    assert all(crowds.enter(host, 0) for host in ("www.bbc.co.uk", "www.guardian.co.uk", "10.1.2.3", "10.9.2.3"))
    assert not crowds.enter("news.bbc.co.uk", 7)
    assert crowds.leave("www.guardian.co.uk") is None
    assert crowds.leave("www.bbc.co.uk") == 7


def test_the_list_of_suffixes_is_not_loaded_for_hosts_that_have_nothing_in_common() -> None:
    def never(host: str) -> str:
        raise AssertionError(host)

    crowds = crowds_module.Crowds[int](2, never)
    for number in range(100):
        assert crowds.enter(f"www.site{number}.example", number)
    for number in range(100):
        assert crowds.leave(f"www.site{number}.example") is None


HOSTS = [f"{label}.{domain}" for domain in ("blogspot.com", "bbc.co.uk", "b.co.uk", "example.org") for label in "abcd"]


@given(st.lists(st.tuples(st.sampled_from(HOSTS), st.integers(0, 3)), max_size=60), st.integers(1, 3))
def test_every_page_is_asked_for_once_and_never_more_hosts_of_a_domain_than_may_be(
    steps: list[tuple[str, int]], most: int
) -> None:
    politeness: Politeness[int] = Politeness(1.0, at_domain=most)
    now, asked, given_out = 0.0, [], []
    for number, (host, ended) in enumerate(steps):
        politeness.add(host, number)
        for _ in range(min(ended, len(asked))):
            politeness.release(asked.pop(0), now)
        if taken := politeness.take(now):
            asked.append(taken[0])
            given_out.append(taken[1])
        assert max(Counter(map(registry_domain, asked)).values(), default=0) <= most
        now += 0.4
    while len(politeness) or asked:
        while taken := politeness.take(now):
            asked.append(taken[0])
            given_out.append(taken[1])
        assert asked or politeness.next_moment() is not None
        if asked:
            politeness.release(asked.pop(0), now)
        now += 1.0
    assert sorted(given_out) == list(range(len(steps)))
