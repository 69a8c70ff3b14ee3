from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from sourcekeeper.fetching.politeness import Politeness, turn_of


def test_a_host_is_asked_once_at_a_time() -> None:
    politeness: Politeness[str] = Politeness(1.0)
    politeness.add("a", "first")
    politeness.add("a", "second")
    assert politeness.take(0.0) == ("a", "first")
    assert politeness.take(100.0) is None


def test_the_gap_runs_from_the_end_of_one_request_to_the_start_of_the_next() -> None:
    politeness: Politeness[str] = Politeness(1.0)
    politeness.add("a", "first")
    politeness.add("a", "second")
    politeness.take(0.0)
    politeness.release("a", 10.0)
    assert politeness.take(10.9) is None
    assert politeness.next_moment() == 11.0
    assert politeness.take(11.0) == ("a", "second")


def test_a_host_that_rests_does_not_hold_up_another() -> None:
    politeness: Politeness[str] = Politeness(1.0)
    politeness.add("a", "1")
    politeness.add("a", "2")
    politeness.add("b", "3")
    assert [politeness.take(0.0), politeness.take(0.0)] == [("a", "1"), ("b", "3")]
    politeness.release("a", 0.0, rest_seconds=60.0)
    politeness.add("c", "4")
    assert politeness.take(1.0) == ("c", "4")


def test_long_queues_go_first_since_they_take_longest() -> None:
    politeness: Politeness[str] = Politeness(1.0)
    politeness.add("a", "1")
    for job in "2345":
        politeness.add("b", job)
    assert [politeness.take(0.0), politeness.take(0.0)] == [("b", "2"), ("a", "1")]


def test_of_queues_about_as_long_the_host_asked_last_goes_first_for_its_connection_is_open() -> None:
    politeness: Politeness[str] = Politeness(0.0)
    for host in "abc":
        for job in "123":
            politeness.add(host, job)
    taken = []
    for moment in range(9):
        found = politeness.take(float(moment))
        assert found is not None
        taken.append(found[0])
        politeness.release(found[0], float(moment))
    assert taken[:2] == ["a", "a"]
    assert sorted(taken) == list("aaabbbccc")


def test_a_host_under_way_is_ended_before_another_is_begun_unless_that_ones_queue_is_much_longer() -> None:
    politeness: Politeness[str] = Politeness(0.0)
    for job in "1234":
        politeness.add("begun", job)
    assert politeness.take(0.0) == ("begun", "1")
    politeness.release("begun", 0.0)
    for job in "abcdefgh":
        politeness.add("new", job)
    assert politeness.take(1.0) == ("begun", "2")
    politeness.release("begun", 1.0)
    for number in range(100):
        politeness.add("long", str(number))
    assert politeness.take(2.0) == ("long", "0")


def test_hosts_not_yet_begun_can_be_left_waiting() -> None:
    politeness: Politeness[str] = Politeness(1.0)
    politeness.add("begun", "1")
    politeness.add("begun", "2")
    politeness.take(0.0)
    assert politeness.is_fresh("begun")
    politeness.release("begun", 0.0)
    politeness.add("new", "3")
    assert politeness.take(0.5, fresh=False) is None
    assert (politeness.next_moment(fresh=False), politeness.next_moment()) == (1.0, 0.5)
    assert politeness.take(1.0, fresh=False) == ("begun", "2")
    assert not politeness.is_fresh("begun")
    assert politeness.take(1.0) == ("new", "3")


def test_a_host_that_hung_twice_goes_last() -> None:
    politeness: Politeness[str] = Politeness(0.0)
    for job in "12345678":
        politeness.add("slow", job)
    for moment in (0.0, 1.0):
        assert politeness.take(moment) is not None
        politeness.shown("slow").hung += 1
        politeness.release("slow", moment)
    politeness.add("a", "9")
    assert [politeness.take(2.0), politeness.take(2.0)] == [("a", "9"), ("slow", "3")]


def test_a_rest_shorter_than_the_gap_does_not_shorten_the_gap() -> None:
    politeness: Politeness[str] = Politeness(1.0)
    politeness.add("a", "1")
    politeness.take(0.0)
    politeness.release("a", 0.0, rest_seconds=0.5)
    politeness.add("a", "2")
    assert politeness.take(0.9) is None


def test_the_next_hop_of_a_chain_goes_before_what_has_not_begun() -> None:
    politeness: Politeness[str] = Politeness(0.0)
    politeness.add("a", "waiting")
    politeness.add_first("a", "hop")
    assert politeness.take(0.0) == ("a", "hop")


def test_a_job_for_later_waits_alone() -> None:
    politeness: Politeness[str] = Politeness(0.0)
    politeness.add_later("a", "later", 5.0)
    politeness.add("a", "now")
    assert politeness.take(0.0) == ("a", "now")
    politeness.release("a", 1.0)
    assert politeness.take(4.9) is None
    assert len(politeness) == 1
    assert politeness.take(5.0) == ("a", "later")


def test_putting_a_host_off_gives_back_its_queue_and_lasts_until_the_moment_named() -> None:
    politeness: Politeness[str] = Politeness(0.0)
    for job in "123":
        politeness.add("a", job)
    politeness.add_later("a", "4", 50.0)
    politeness.add("b", "5")
    politeness.take(0.0)
    politeness.release("a", 0.0, rest_seconds=100.0)
    assert politeness.put_off("a", 100.0) == ["2", "3", "4"]
    assert len(politeness) == 1
    assert politeness.put_off_until("a", 99.0) == 100.0
    assert politeness.put_off_until("a", 100.0) is None
    assert politeness.put_off_until("b", 0.0) is None
    assert politeness.take(0.0) == ("b", "5")


def test_hosts_with_nothing_to_do_are_forgotten() -> None:
    politeness: Politeness[str] = Politeness(1.0)
    for number in range(1000):
        politeness.add(f"h{number}", "x")
        assert politeness.take(float(number)) == (f"h{number}", "x")
        politeness.release(f"h{number}", float(number))
    assert len(politeness._hosts) < 5
    assert politeness.next_moment() is None


def test_clear_gives_back_all_that_waits() -> None:
    politeness: Politeness[str] = Politeness(1.0)
    politeness.add("a", "1")
    politeness.add("b", "2")
    politeness.add_later("c", "3", 9.0)
    assert sorted(politeness.clear()) == ["1", "2", "3"]
    assert (len(politeness), politeness.take(100.0)) == (0, None)
    politeness.add("a", "again")
    assert politeness.take(100.0) == ("a", "again")


def test_ports_and_final_dots_do_not_make_another_turn() -> None:
    assert turn_of("example.org.") == turn_of("example.org")


class PolitenessRun(RuleBasedStateMachine):
    """Whatever happens in whatever order: nothing lost, nothing given twice, no host asked too soon."""

    @initialize(gap=st.sampled_from([0.0, 0.5, 1.0]))
    def begin(self, gap: float) -> None:
        self.gap = gap
        self.politeness: Politeness[int] = Politeness(gap)
        self.now = 0.0
        self.made = 0
        self.waiting: set[int] = set()
        self.asking: set[str] = set()
        self.free_at: dict[str, float] = {}

    @rule(host=st.sampled_from("abc"), way=st.sampled_from(["add", "add_first", "add_later"]), wait=st.floats(0, 3))
    def submit(self, host: str, way: str, wait: float) -> None:
        self.made += 1
        self.waiting.add(self.made)
        if way == "add_later":
            self.politeness.add_later(host, self.made, self.now + wait)
        else:
            getattr(self.politeness, way)(host, self.made)

    @rule(seconds=st.floats(0, 2))
    def time_passes(self, seconds: float) -> None:
        self.now += seconds

    @rule()
    def take(self) -> None:
        moment = self.politeness.next_moment()
        taken = self.politeness.take(self.now)
        if taken is None:
            return
        host, job = taken
        assert moment is not None
        assert moment <= self.now
        assert host not in self.asking
        assert self.now >= self.free_at.get(host, 0.0)
        self.waiting.remove(job)
        self.asking.add(host)

    @precondition(lambda self: self.asking)
    @rule(rest=st.sampled_from([0.0, 0.2, 5.0]))
    def release(self, rest: float) -> None:
        host = self.asking.pop()
        self.free_at[host] = self.now + max(self.gap, rest)
        self.politeness.release(host, self.now, rest)

    @rule(host=st.sampled_from("abc"))
    def put_off(self, host: str) -> None:
        for job in self.politeness.put_off(host, self.now + 1.0):
            self.waiting.remove(job)

    @invariant()
    def the_count_is_right(self) -> None:
        assert len(self.politeness) == len(self.waiting)

    def teardown(self) -> None:
        for host in sorted(self.asking):
            self.politeness.release(host, self.now)
        while (moment := self.politeness.next_moment()) is not None:
            self.now = max(self.now, moment)
            taken = self.politeness.take(self.now)
            if taken is not None:
                self.waiting.remove(taken[1])
                self.politeness.release(taken[0], self.now)
        assert not self.waiting


TestPolitenessRun = PolitenessRun.TestCase


@given(st.lists(st.sampled_from("abcdef"), max_size=60))
def test_every_job_is_given_out_once_in_its_hosts_order(hosts: list[str]) -> None:
    politeness: Politeness[int] = Politeness(1.0)
    for number, host in enumerate(hosts):
        politeness.add(host, number)
    now, given_out = 0.0, []
    while (moment := politeness.next_moment()) is not None:
        now = max(now, moment)
        while taken := politeness.take(now):
            given_out.append(taken)
            politeness.release(taken[0], now)
    for host in set(hosts):
        assert [job for name, job in given_out if name == host] == [n for n, name in enumerate(hosts) if name == host]
