"""The visit pass, with a web that is a table and a clock turned by hand."""

from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from sourcekeeper.checking.check import ANALYSED_BYTES
from sourcekeeper.config import load_settings
from sourcekeeper.keeper import Keeper
from sourcekeeper.keeper.visiting.doubting import HELD_AT_MOST
from sourcekeeper.keeper.visiting.feeding import AHEAD
from sourcekeeper.model import (
    Capture,
    CaptureState,
    Decision,
    DecisionKind,
    FetchFailure,
    PageKind,
    Snapshot,
    SnapshotOrigin,
    Standing,
    Verdict,
)
from sourcekeeper.ports import RawDocument
from sourcekeeper.testing.clock import FakeClock
from sourcekeeper.testing.fetching import FakeAnswer, FakeFetcher

PAGE = FakeAnswer(body=b"<html><title>A page</title><p>" + b"Some words of the article. " * 40 + b"</p></html>")


@pytest.fixture
def clock():
    return FakeClock()


def keeper_over(web, clock):
    return Keeper(fetcher=FakeFetcher(web, clock), clock=clock)


def test_each_source_gets_a_verdict_a_standing_and_a_next_visit(clock):
    web = {"https://a.example/x": PAGE, "https://b.example/y": FakeAnswer(status=404)}
    with keeper_over(web, clock) as keeper:
        sources = keeper.add_sources(web)
        found = {each.source.url: each for each in keeper.check(sources)}
        assert found["https://a.example/x"].judgement.verdict is Verdict.ALIVE
        assert found["https://b.example/y"].judgement.verdict is Verdict.GONE
        assert found["https://b.example/y"].standing.standing is Standing.SUSPECT
        assert all(keeper.store.last_check(source.id).next_visit > clock.now() for source in sources)


def test_what_was_visited_is_not_due_again_at_once(clock):
    web = {"https://a.example/x": PAGE}
    with keeper_over(web, clock) as keeper:
        keeper.add_sources(web)
        document = RawDocument(origin="/letter.txt", data=b"A claim.1\n\n1. https://a.example/x\n")
        keeper.record(next(keeper.read([document])))
        assert [each.source.url for each in keeper.check()] == ["https://a.example/x"]
        assert list(keeper.check()) == []


def test_when_no_host_answers_at_all_nothing_is_judged(clock):
    web = dict.fromkeys(
        ("https://a.example/x", "https://b.example/x", "https://c.example/x"), FetchFailure.NAME_NOT_FOUND
    )
    with keeper_over(web, clock) as keeper:
        sources = keeper.add_sources(web)
        found = list(keeper.check(sources))
        assert {each.judgement.reason.code for each in found} == {"network-down"}
        assert {each.standing.standing for each in found} == {Standing.UNKNOWN}, "nor told to be suspect"
        assert all(keeper.store.last_check(source.id) is None for source in sources)


def test_a_network_that_is_down_leaves_what_was_well_as_it_stood(clock):
    web = dict.fromkeys(("https://a.example/x", "https://b.example/x", "https://c.example/x"), PAGE)
    with keeper_over(web, clock) as keeper:
        sources = keeper.add_sources(web)
        list(keeper.check(sources))
        began = clock.now()
        web.update(dict.fromkeys(web, FetchFailure.NAME_NOT_FOUND))
        clock.advance(8 * 86_400)
        found = list(keeper.check(sources))
        assert {each.judgement.reason.code for each in found} == {"network-down"}
        assert {(each.standing.standing, each.standing.since) for each in found} == {(Standing.OK, began)}


def test_a_proxy_that_fails_is_ours_whatever_was_asked_of_it(clock):
    with keeper_over({"https://a.example/x": FetchFailure.PROXY}, clock) as keeper:
        (found,) = keeper.check(keeper.add_sources(["https://a.example/x"]))
        assert found.judgement.reason.code == "network-down"


def test_one_answer_is_enough_to_believe_the_failures(clock):
    web = {
        "https://a.example/x": FetchFailure.NAME_NOT_FOUND,
        "https://b.example/x": FetchFailure.NAME_NOT_FOUND,
        "https://c.example/x": FetchFailure.NAME_NOT_FOUND,
        "https://d.example/x": PAGE,
    }
    with keeper_over(web, clock) as keeper:
        sources = keeper.add_sources(web)
        verdicts = [each.judgement.verdict for each in keeper.check(sources)]
        assert verdicts == [Verdict.ALIVE] + [Verdict.DNS_GONE] * 3, "failures wait until the night shows itself well"


def test_what_was_cut_short_is_unknown_asked_the_next_night_and_waited_for_to_the_end(clock):
    patient = []

    class Noting(FakeFetcher):
        def submit(self, request):
            patient.append(request.is_patient)
            super().submit(request)

    web = {"https://a.example/x": FetchFailure.HURRIED}
    settings = load_settings(environ={}, folder=Path("/"), options={"store": ":memory:", "check.probe": False})
    with Keeper(fetcher=Noting(web, clock), clock=clock, settings=settings) as keeper:
        sources = keeper.add_sources(["https://a.example/x"])
        (found,) = keeper.check(sources)
        assert (found.judgement.verdict, found.judgement.reason.code) == (Verdict.UNKNOWN, "fetch-hurried")
        assert keeper.store.last_check(sources[0].id).next_visit <= clock.now() + timedelta(days=1)
        clock.advance(86_400)
        web["https://a.example/x"] = PAGE
        (found,) = keeper.check(sources)
        assert found.judgement.verdict is Verdict.ALIVE
        clock.advance(7 * 86_400)
        list(keeper.check(sources))
    assert patient == [False, True, False]


def test_one_dead_host_alone_is_judged(clock):
    with keeper_over({}, clock) as keeper:
        sources = keeper.add_sources(["https://a.example/x"])
        assert [each.judgement.verdict for each in keeper.check(sources)] == [Verdict.DNS_GONE]


def test_a_pass_that_is_left_early_keeps_what_was_judged(clock):
    web = {f"https://{name}.example/x": PAGE for name in "abc"}
    with keeper_over(web, clock) as keeper:
        sources = keeper.add_sources(web)
        visits = keeper.check(sources)
        next(visits)
        visits.close()
        assert sum(keeper.store.last_check(source.id) is not None for source in sources) == 1


def test_a_keeper_whose_run_was_left_early_checks_again(clock):
    web = {f"https://{name}.example/x": PAGE for name in "abc"}
    with keeper_over(web, clock) as keeper:
        sources = keeper.add_sources(web)
        with closing(keeper.check(sources, window=timedelta(0))) as visits:
            next(visits)
        assert {each.source.url for each in keeper.check(sources)} == set(web)


def test_a_text_read_twice_keeps_its_works_and_keys(clock):
    first = (
        b"A claim.1\n\n1. Ann Lee, \xe2\x80\x9cA long title\xe2\x80\x9d, The Paper, 3 May 2021. https://a.example/x\n"
    )
    second = b"An opening.\n\n" + first
    with keeper_over({}, clock) as keeper:
        for data in (first, second):
            keeper.record(next(keeper.read([RawDocument(origin="/letter.txt", data=data)])))
        works = list(keeper.store.works())
        assert [work.key for work in works] == ["lee2021long"]
        assert len(list(keeper.store.documents())) == 1


def test_a_cited_archive_address_is_joined_to_its_original_and_never_queued(clock):
    cited = "https://web.archive.org/web/20210304112233/https://a.example/x"
    with keeper_over({}, clock) as keeper:
        keeper.record(next(keeper.read([RawDocument(origin="/l.txt", data=f"A claim.1\n\n1. {cited}\n".encode())])))
        (source,) = keeper.store.sources()
        (capture,) = keeper.store.captures()
        assert source.url == "https://a.example/x"
        assert capture.snapshot.uri == cited
        assert capture.state.value == "unconfirmed"


def test_an_address_with_a_secret_is_withheld(clock):
    secret = "https://files.example/d?token=4f1c9e0b7a6d5e8f4f1c9e0b7a6d5e8f"
    with keeper_over({}, clock) as keeper:
        keeper.add_sources([secret])
        (capture,) = keeper.store.captures()
        assert capture.state.value == "withheld"
        assert capture.reason is not None


# --- what a person decided ------------------------------------------------------------------------------------------

GONE = {"https://a.example/x": FakeAnswer(status=404)}


def decided(keeper, kind, **more):
    """Write a person's word on the one source there is, and return the source."""
    (source,) = keeper.add_sources(["https://a.example/x"])
    keeper.decide(Decision(source_id=source.id, kind=kind, made_at=keeper.clock.now(), **more))
    return source


def test_a_source_to_be_ignored_is_not_visited(clock):
    with keeper_over(GONE, clock) as keeper:
        source = decided(keeper, DecisionKind.IGNORE, because="quoted as an example")
        (checked,) = keeper.check([source])
        assert checked.judgement.verdict is Verdict.NOT_CHECKED
        assert checked.judgement.reason.get("because") == "quoted as an example"
        assert checked.standing.standing is Standing.UNKNOWN
        assert keeper.adapters.fetcher().asked == []
        assert keeper.store.last_check(source.id).next_visit > clock.now()


def test_a_replaced_source_is_not_visited_and_says_by_what(clock):
    with keeper_over(GONE, clock) as keeper:
        source = decided(keeper, DecisionKind.REPLACED_BY, replacement="https://b.example/y")
        (checked,) = keeper.check([source])
        assert checked.judgement.verdict is Verdict.NOT_CHECKED
        assert checked.judgement.reason.get("new_url") == "https://b.example/y"


def test_a_persons_alive_outweighs_the_verdict_and_keeps_what_was_seen(clock):
    with keeper_over(GONE, clock) as keeper:
        source = decided(keeper, DecisionKind.ALIVE)
        (checked,) = keeper.check([source])
        assert (checked.judgement.verdict, checked.check.status) == (Verdict.ALIVE, 404)
        assert checked.judgement.reason.get("seen") == "gone"
        assert checked.standing.standing is Standing.OK


@pytest.mark.parametrize("kind", [DecisionKind.ALIVE, DecisionKind.IGNORE])
def test_a_decision_counts_until_it_ends(clock, kind):
    with keeper_over(GONE, clock) as keeper:
        source = decided(keeper, kind, until=clock.now() + timedelta(days=1))
        list(keeper.check([source]))
        if kind is DecisionKind.IGNORE:
            assert keeper.store.last_check(source.id).next_visit <= clock.now() + timedelta(days=1)
        clock.advance(86_400)
        (checked,) = keeper.check([source])
        assert checked.judgement.verdict is Verdict.GONE


@pytest.mark.parametrize("kind", [DecisionKind.ALIVE, DecisionKind.IGNORE, DecisionKind.REPLACED_BY])
def test_the_end_of_a_decision_is_noticed_on_its_day_and_told_once(clock, kind):
    more = {"replacement": "https://b.example/y"} if kind is DecisionKind.REPLACED_BY else {}
    with keeper_over(GONE, clock) as keeper:
        text = RawDocument(origin="/l.txt", data=b"A claim.1\n\n1. https://a.example/x\n")
        keeper.record(next(keeper.read([text])))
        until = clock.now() + timedelta(days=3)
        source = decided(keeper, kind, until=until, because="known here", **more)
        (during,) = keeper.check()
        assert (during.judgement.reason.code.split("-")[0], during.word_ended) == ("decided", None)
        assert keeper.about(source).judgement == during.judgement
        assert keeper.store.last_check(source.id).next_visit <= until
        clock.advance(3 * 86_400)
        about = keeper.about(source)
        assert (about.judgement.verdict, about.judgement.reason.code) == (Verdict.UNKNOWN, "word-ended")
        assert (about.judgement.reason.get("because"), about.decisions) == ("known here", ())
        (after,) = keeper.check()
        assert (after.judgement.verdict, after.standing.standing) == (Verdict.GONE, Standing.SUSPECT)
        assert (after.word_ended.kind, after.word_ended.until) == (kind, until)
        clock.advance(2 * 86_400)
        (later,) = keeper.check()
        assert later.word_ended is None


def test_the_newest_of_several_decisions_counts(clock):
    with keeper_over(GONE, clock) as keeper:
        source = decided(keeper, DecisionKind.IGNORE)
        clock.advance(60)
        decided(keeper, DecisionKind.ALIVE)
        assert [each.judgement.verdict for each in keeper.check([source])] == [Verdict.ALIVE]


def test_what_was_never_to_be_archived_may_be_after_all(clock):
    with keeper_over({}, clock) as keeper:
        source = decided(keeper, DecisionKind.NEVER_ARCHIVE)
        (capture,) = keeper.store.captures()
        assert capture.state is CaptureState.WITHHELD
        clock.advance(60)
        decided(keeper, DecisionKind.ARCHIVE)
        report = keeper.archive(source_ids=[source.id])
        assert [each.state for each in report.captures] == [CaptureState.QUEUED]
        assert report.waiting.code == "keys-missing"


# --- what else a check says -----------------------------------------------------------------------------------------


def test_a_source_that_is_gone_comes_with_the_snapshot_to_cite_instead(clock):
    with keeper_over(GONE, clock) as keeper:
        (source,) = keeper.add_sources(GONE)
        (capture,) = keeper.store.captures()
        snapshot = Snapshot(
            uri="https://web.archive.org/web/20240101000000/https://a.example/x",
            original="https://a.example/x",
            taken_at=clock.now() - timedelta(days=700),
            archive="web.archive.org",
            origin=SnapshotOrigin.FOUND,
            shows=PageKind.TEXT,
            confirmed_at=clock.now(),
        )
        archived = Capture(id=capture.id, source=source, state=CaptureState.ARCHIVED, snapshot=snapshot)
        keeper.store.record_captures([archived], clock.now())
        assert [each.suggestion for each in keeper.check([source])] == [snapshot]


def test_sources_of_one_page_are_visited_once_and_judged_each(clock):
    web = {"https://a.example/x": PAGE}
    with keeper_over(web, clock) as keeper:
        sources = keeper.add_sources(["https://a.example/x#one", "https://a.example/x#two"])
        assert [each.source.url for each in keeper.check(sources)] == [source.url for source in sources]
        assert keeper.adapters.fetcher().asked.count("https://a.example/x") == 1


def test_what_is_only_checked_is_not_queued_for_the_archive(clock):
    with keeper_over({}, clock) as keeper:
        keeper.add_sources(["https://a.example/x"], archive=False)
        assert list(keeper.store.captures()) == []


def test_a_word_said_after_a_visit_counts_at_once(clock):
    with keeper_over(GONE, clock) as keeper:
        (source,) = keeper.add_sources(GONE)
        list(keeper.check([source]))
        assert keeper.about(source).judgement.verdict is Verdict.GONE
        decided(keeper, DecisionKind.IGNORE, because="an example", until=clock.now() + timedelta(days=1))
        assert keeper.about(source).judgement.verdict is Verdict.NOT_CHECKED
        assert [each.because for each in keeper.about(source).decisions] == ["an example"]
        clock.advance(86_400)
        assert keeper.about(source).judgement.verdict is Verdict.GONE
        assert keeper.about(source).decisions == ()


# --- what only the site, or the past, can tell ----------------------------------------------------------------------

DAY = 86400.0
HIDING = FakeAnswer(body=b"<html><title>Our news</title><p>" + b"All our latest news and offers stand here. " * 40)


def article(start):
    """A page of words that occur nowhere else."""
    numbers = (f"{number:05}" for number in range(start, start + 300))
    text = " ".join("".join(chr(97 + int(digit)) for digit in number) for number in numbers)
    return FakeAnswer(body=f"<html><title>Article {start}</title><p>{text}</p></html>".encode())


def site_that_answers_anything(url):
    return HIDING if url.startswith("https://soft.example/") else FakeAnswer(status=404)


def test_a_site_that_answers_anything_is_found_out_by_one_question_a_folder(clock):
    fetcher = FakeFetcher(site_that_answers_anything, clock)
    with Keeper(fetcher=fetcher, clock=clock) as keeper:
        sources = keeper.add_sources([f"https://soft.example/2024/{number}" for number in range(5)])
        verdicts = [each.judgement.verdict for each in keeper.check(sources)]
        assert verdicts == [Verdict.SOFT_404] * 5
        assert len(fetcher.asked) == 6
        clock.advance(8 * DAY)
        assert [each.judgement.verdict for each in keeper.check(sources)] == verdicts
        assert len(fetcher.asked) == 11, "the answer serves for a month"


def test_without_probes_no_site_is_asked_for_what_it_does_not_have(clock):
    fetcher = FakeFetcher(site_that_answers_anything, clock)
    settings = load_settings(environ={}, folder=Path("/"), options={"store": ":memory:", "check.probe": False})
    with Keeper(fetcher=fetcher, clock=clock, settings=settings) as keeper:
        list(keeper.check(keeper.add_sources(["https://soft.example/2024/1"])))
        assert fetcher.asked == ["https://soft.example/2024/1"]


def test_a_probe_that_does_not_come_back_leaves_the_page_alive(clock):
    def web(url):
        return PAGE if url.endswith("/1") else FetchFailure.TIMEOUT

    with Keeper(fetcher=FakeFetcher(web, clock), clock=clock) as keeper:
        (found,) = keeper.check(keeper.add_sources(["https://a.example/1"]))
        assert found.judgement.verdict is Verdict.ALIVE


def test_a_page_that_became_another_has_drifted_and_is_well_again_when_it_comes_back(clock):
    page, other = article(0), article(5000)
    web = {"https://a.example/x": page}
    with keeper_over(web, clock) as keeper:
        sources = keeper.add_sources(list(web))
        verdicts = []
        for answer in (page, page, other, other, page):
            web["https://a.example/x"] = answer
            (found,) = keeper.check(sources)
            verdicts.append(found.judgement.verdict)
            clock.advance(DAY)
        drifted = Verdict.CONTENT_DRIFTED
        assert verdicts == [Verdict.ALIVE, Verdict.ALIVE, drifted, drifted, Verdict.ALIVE]
        assert keeper.store.last_check(sources[0].id).standing.standing is Standing.OK


def test_later_visits_ask_only_for_what_has_changed(clock):
    tagged = replace(PAGE, headers=(*PAGE.headers, ("ETag", '"7"')))
    asked = []

    class Recording(FakeFetcher):
        def submit(self, request):
            asked.append((request.headers, request.max_body_bytes))
            super().submit(request)

    with Keeper(fetcher=Recording({"https://a.example/x": tagged}, clock), clock=clock) as keeper:
        sources = keeper.add_sources(["https://a.example/x"])
        for _ in range(2):
            list(keeper.check(sources))
            clock.advance(8 * DAY)
    visits = [each for each in asked if each[1] > ANALYSED_BYTES or each[0]]
    assert visits == [((), 32 * 1024 * 1024), ((("If-None-Match", '"7"'),), ANALYSED_BYTES)]


def test_what_was_judged_of_a_page_holds_while_its_bytes_are_the_same(clock):
    calls = []

    def web(url):
        calls.append(url)
        return PAGE

    with Keeper(fetcher=FakeFetcher(web, clock), clock=clock) as keeper:
        sources = keeper.add_sources(["https://a.example/the-words-of-the-article"])
        first, second = (list(keeper.check(sources)).pop() for _ in range(2))
        assert first.check.page is not None
        assert second.check.page is None
        assert second.judgement == first.judgement


# --- a night of many sources ----------------------------------------------------------------------------------------


def cited(keeper, urls):
    """Record a text that cites these addresses."""
    calls = " ".join(f"Claim.[{number}]" for number in range(1, len(urls) + 1))
    text = f"{calls}\n\n" + "".join(f"[{number}] {url}\n" for number, url in enumerate(urls, 1))
    keeper.record(next(keeper.read([RawDocument(origin="/many.txt", data=text.encode())])))


MANY = [f"https://{host}.example/{number}" for host in "abc" for number in range(40)]


def test_what_is_due_is_visited_whole_host_by_host(clock):
    with keeper_over(dict.fromkeys(MANY, PAGE), clock) as keeper:
        cited(keeper, MANY)
        checks = keeper.check()
        assert sorted(each.source.url for each in checks) == sorted(MANY)
        assert (checks.total, checks.done, checks.left) == (120, 120, 0)
        assert list(keeper.check()) == []


def test_a_run_whose_time_is_up_tells_how_much_is_left_and_the_next_one_does_it(clock):
    web = dict.fromkeys(MANY, PAGE)
    with Keeper(":memory:", fetcher=FakeFetcher(web, clock), clock=clock) as keeper:
        cited(keeper, MANY)
        checks = keeper.check()
        visited = []
        for each in checks:
            visited.append(each.source.url)
            if len(visited) == 50:
                keeper.stop()
        assert 50 <= len(visited) < 70
        assert checks.left == 120 - len(visited)
        assert keeper.store.count_due(clock.now()) == checks.left
        due = [source.url for source in keeper.store.due_for_visit(clock.now())]
        assert sorted([*visited, *due]) == sorted(MANY)


def test_a_night_without_a_network_ends_before_everything_was_asked_in_vain(clock):
    urls = [f"https://host-{number}.example/" for number in range(HELD_AT_MOST + 2500)]
    with keeper_over({}, clock) as keeper:
        sources = keeper.add_sources(urls, archive=False)
        checks = keeper.check(sources)
        found = list(checks)
        assert {each.judgement.reason.code for each in found} == {"network-down"}
        assert HELD_AT_MOST <= len(found) < len(urls)
        assert checks.left == len(urls) - len(found)


def test_a_window_that_is_over_begins_nothing_new_whatever_comes_of_what_is_under_way(clock):
    def slow(url):
        clock.advance(10)
        return FakeAnswer(status=503)  # held back until the night shows itself well, so nothing is told meanwhile

    with keeper_over(slow, clock) as keeper:
        cited(keeper, MANY)
        checks = keeper.check(window=timedelta(seconds=300))
        done = len(list(checks))
        assert 1 <= done <= 40
        assert checks.left > 80
        assert len(list(keeper.check())) == len(MANY) - done, "the next run of the same keeper does the rest"


# --- addresses that can be read in two ways -------------------------------------------------------------------------

STREET = "https://a.example/hauptstr"


def page_of(subject):
    """A page with a text of its own, long enough to be told from another."""
    words = [f"{subject}{a}{b}" for a in "abcdefghij" for b in "klmnopqrst"]
    return FakeAnswer(body=f"<title>On {subject}</title><p>{' '.join(words)}</p>".encode())


def read_about_a_street(keeper, more=""):
    text = f"A claim.[1] Another.[2]\n\n[1] Die Strasse, {STREET}.\n[2] B, https://b.example/y, 2020.{more}\n"
    return keeper.record(next(keeper.read([RawDocument(origin="/street.txt", data=text.encode())]))).document.id


def addresses(keeper, document_id):
    return [address for note in keeper.store.notes(document_id) for address in note.note.addresses] + [
        address
        for note in keeper.store.notes(document_id)
        for citation in note.citations
        for address in citation.citation.addresses
    ]


def cited_urls(keeper):
    return [source.url for source in keeper.store.sources()]


BOTH = [f"{STREET}.", "https://b.example/y"]


def test_an_address_that_is_there_with_its_full_stop_only_is_read_so_and_the_cited_string_stays(clock):
    web = dict.fromkeys(BOTH, PAGE) | {STREET: FakeAnswer(status=404)}
    with keeper_over(web, clock) as keeper:
        document = read_about_a_street(keeper)
        (work,) = (work for work in keeper.store.works() if work.sources[0].url == STREET)
        found = {each.source.url: each for each in keeper.check()}
        assert set(found) == set(BOTH)
        assert found[f"{STREET}."].instead_of == STREET
        assert found[f"{STREET}."].judgement.verdict is Verdict.ALIVE
        assert found["https://b.example/y"].instead_of == ""
        assert cited_urls(keeper) == BOTH
        written = [(each.cited, each.url, each.marks) for each in addresses(keeper, document) if "haupt" in each.url]
        assert written == [(STREET, f"{STREET}.", ("untrimmed",))] * 2
        (again,) = (each for each in keeper.store.works() if each.id == work.id)
        assert [source.url for source in again.sources] == [f"{STREET}."]
        trimmed = keeper.find_source(STREET)
        assert [each.judgement.verdict for each in keeper.store.history(trimmed.id)] == [Verdict.GONE]
        captures = {each.source.url: each for each in keeper.store.captures()}
        assert captures[STREET].reason.code == "read-otherwise"
        assert captures[f"{STREET}."].state is CaptureState.QUEUED


def test_reading_the_text_again_keeps_the_reading_that_answered_and_a_second_text_gets_it_at_once(clock):
    web = dict.fromkeys(BOTH, PAGE) | {STREET: FakeAnswer(status=404)}
    with keeper_over(web, clock) as keeper:
        read_about_a_street(keeper)
        works = [work.id for work in keeper.store.works()]
        list(keeper.check())
        read_about_a_street(keeper, more=" Retouched.")
        assert cited_urls(keeper) == BOTH
        other = RawDocument(origin="/other.txt", data=f"A claim.[1]\n\n[1] Anders, {STREET}.\n".encode())
        keeper.record(next(keeper.read([other])))
        assert cited_urls(keeper) == BOTH
        assert [work.id for work in keeper.store.works()] == works
        keeper.adapters.fetcher().asked.clear()
        clock.advance(9 * 86_400)
        list(keeper.check())
        assert sorted(keeper.adapters.fetcher().asked) == BOTH


@pytest.mark.parametrize(
    "web",
    [
        pytest.param({STREET: PAGE, f"{STREET}.": FakeAnswer(status=404)}, id="without it the page is there"),
        pytest.param({STREET: FakeAnswer(status=404), f"{STREET}.": FakeAnswer(status=404)}, id="neither is there"),
        pytest.param({STREET: FetchFailure.REFUSED, f"{STREET}.": PAGE}, id="the host does not answer"),
        pytest.param({STREET: FakeAnswer(status=403), f"{STREET}.": PAGE}, id="nobody can know"),
        pytest.param(
            {STREET: FakeAnswer(status=404), f"{STREET}.": FakeAnswer.redirect("https://a.example/")}, id="home"
        ),
    ],
)
def test_an_address_is_read_without_its_full_stop_unless_only_the_other_is_there(clock, web):
    with keeper_over({"https://a.example/": PAGE, "https://b.example/y": PAGE} | web, clock) as keeper:
        read_about_a_street(keeper)
        found = [each.source.url for each in keeper.check()]
        assert sorted(found) == [STREET, "https://b.example/y"]
        assert cited_urls(keeper) == [STREET, "https://b.example/y"]
        assert (f"{STREET}." in keeper.adapters.fetcher().asked) == (web[STREET] == FakeAnswer(status=404))


def test_the_reading_goes_back_where_the_longer_one_goes_and_the_shorter_comes(clock):
    web = dict.fromkeys(BOTH, PAGE) | {STREET: FakeAnswer(status=404)}
    with keeper_over(web, clock) as keeper:
        document = read_about_a_street(keeper)
        list(keeper.check())
        web |= {STREET: PAGE, f"{STREET}.": FakeAnswer(status=404)}
        clock.advance(9 * 86_400)
        (found,) = (each for each in keeper.check() if each.instead_of)
        assert (found.source.url, found.instead_of) == (STREET, f"{STREET}.")
        assert {each.marks for each in addresses(keeper, document) if "haupt" in each.url} == {()}
        captures = {each.source.url: each for each in keeper.store.captures()}
        assert captures[STREET].state is CaptureState.QUEUED


def test_a_citation_that_can_mean_one_address_only_keeps_it(clock):
    web = dict.fromkeys(BOTH, PAGE) | {STREET: FakeAnswer(status=404)}
    with keeper_over(web, clock) as keeper:
        read_about_a_street(keeper)
        sure = RawDocument(origin="/sure.txt", data=f"A claim.[1]\n\n[1] Die Strasse, <{STREET}>, 2020.\n".encode())
        keeper.record(next(keeper.read([sure])))
        list(keeper.check())
        assert sorted(cited_urls(keeper)) == sorted([*BOTH, STREET])
        captures = {each.source.url: each for each in keeper.store.captures()}
        assert captures[STREET].state is CaptureState.QUEUED


def test_another_text_than_was_cited_is_not_what_the_other_reading_means(clock):
    web = {STREET: page_of("street"), f"{STREET}.": page_of("shop"), "https://b.example/y": PAGE}
    with keeper_over(web, clock) as keeper:
        read_about_a_street(keeper)
        list(keeper.check())
        web[STREET] = FakeAnswer(status=404)
        clock.advance(9 * 86_400)
        assert [each.instead_of for each in keeper.check()] == ["", ""]
        assert cited_urls(keeper) == [STREET, "https://b.example/y"]


def test_what_a_clock_far_ahead_left_for_later_is_due_now(clock):
    web = {"https://a.example/x": FakeAnswer(status=404)}
    document = RawDocument(origin="/letter.txt", data=b"A claim.1\n\n1. https://a.example/x\n")
    today = clock.now()
    clock.set(today + timedelta(days=3000))
    with keeper_over(web, clock) as keeper:
        keeper.record(next(keeper.read([document])))
        list(keeper.check())
        clock.set(today)
        run = keeper.check()
        assert run.recalled == 1
        assert [each.standing.since for each in run] == [today]
        again = keeper.check()
        assert (again.recalled, list(again)) == (0, [])


def test_the_whole_of_a_long_host_is_visited_by_a_fetcher_that_never_seems_idle(clock):
    class Busy(FakeFetcher):
        def ready(self):
            return 1

    web = {f"https://a.example/{number}": PAGE for number in range(3 * AHEAD)}
    with Keeper(fetcher=Busy(web, clock), clock=clock) as keeper:
        assert {each.source.url for each in keeper.check(keeper.add_sources(web))} == set(web)
