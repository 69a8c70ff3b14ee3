"""Local copies through the visits: what is kept, when again, with what it needs, and what it is good for then."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from warcio.archiveiterator import ArchiveIterator

from sourcekeeper.archiving.warc.copies import CopyLimits, WarcCopies
from sourcekeeper.config import CopySettings, load_settings
from sourcekeeper.keeper import Keeper
from sourcekeeper.model import FetchFailure, Verdict
from sourcekeeper.testing.clock import FakeClock
from sourcekeeper.testing.fake_archive import FakeArchive
from sourcekeeper.testing.fetching import FakeAnswer, FakeFetcher

DAY = 86_400.0
URL = "https://a.example/page"


def page(
    text: str = "Some words of the article, and each of them counts. ", head: str = "", title: str = "What is cited"
) -> FakeAnswer:
    text = text if len(text) > 200 else text * 40
    body = f"<html><head><title>{title}</title>{head}</head><body><article><p>{text}</p></article>"
    return FakeAnswer(body=body.encode(), headers=(("Content-Type", "text/html; charset=utf-8"),))


def style(text: str) -> FakeAnswer:
    return FakeAnswer(body=text.encode(), headers=(("Content-Type", "text/css"),))


class World:
    """A web that is a table, a folder of copies, and a keeper over both."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.clock, self.web = folder, FakeClock(), {}
        self.fetcher = FakeFetcher(self.web, self.clock)
        self.limits = CopyLimits()

    def keeper(self, **copies: Any) -> Keeper:
        settings = load_settings(environ={}, folder=Path("/"), options={"store": ":memory:"})
        return Keeper(
            settings=replace(settings, copies=CopySettings(**copies)),
            fetcher=self.fetcher,
            archive=FakeArchive(self.clock),
            copies=WarcCopies(self.folder, self.clock, self.limits),
            clock=self.clock,
        )

    def records(self, keeper: Keeper) -> list[tuple[str, str]]:
        """End the file and return kind and address of each record in it."""
        keeper.adapters.copies(keeper.store.path).close()
        found = []
        for path in sorted(self.folder.glob("*.warc.gz")):
            with path.open("rb") as file:
                found += [
                    (each.rec_type, each.rec_headers.get_header("WARC-Target-URI")) for each in ArchiveIterator(file)
                ]
        return [each for each in found if each[0] in ("response", "revisit")]


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path / "warc")


def visited(keeper: Keeper, *urls: str) -> list[Any]:
    return list(keeper.check(keeper.add_sources(urls or [URL])))


# --- what is kept ----------------------------------------------------------------------------------------------------


def test_the_first_answer_is_kept_and_the_next_night_is_not(world: World) -> None:
    world.web[URL] = page()
    with world.keeper() as keeper:
        visited(keeper)
        world.clock.advance(DAY)
        visited(keeper)
        assert world.records(keeper) == [("response", URL)]


def test_after_half_a_year_a_page_is_kept_again_an_unchanged_one_as_a_revisit(world: World) -> None:
    world.web[URL] = page()
    with world.keeper() as keeper:
        visited(keeper)
        world.clock.advance(200 * DAY)
        visited(keeper)
        world.clock.advance(200 * DAY)
        world.web[URL] = page("Other words, that nobody cited, stand here now. ")
        visited(keeper)
        assert [kind for kind, _ in world.records(keeper)] == ["response", "revisit", "response"]
        texts = [copy.text for copy in keeper.copies_of(keeper.find_source(URL))]
        assert texts[0] == texts[1] != texts[2]


def test_switched_off_nothing_is_kept(world: World) -> None:
    world.web[URL] = page()
    with world.keeper(enabled=False) as keeper:
        visited(keeper)
        assert keeper.copies_of(keeper.find_source(URL)) == ()
    assert not world.folder.exists()


def test_a_full_folder_keeps_no_visit_from_being_judged(world: World) -> None:
    world.limits = CopyLimits(max_folder_bytes=1000)
    noise = random.Random(5).randbytes(5000).hex()
    world.web |= {f"https://{name}.example/": page(noise) for name in "abcd"}
    with world.keeper() as keeper:
        found = visited(keeper, *world.web)
        assert [each.judgement.verdict for each in found] == [Verdict.ALIVE] * 4
        assert len(world.records(keeper)) == 1


def test_a_copy_whose_file_was_removed_is_made_again(world: World) -> None:
    world.web[URL] = page()
    with world.keeper() as keeper:
        visited(keeper)
        keeper.adapters.copies(keeper.store.path).close()
        for path in world.folder.iterdir():
            path.unlink()
        world.clock.advance(DAY)
        visited(keeper)
        (copy,) = keeper.copies_of(keeper.find_source(URL))
        assert copy.is_good


# --- what pages need -------------------------------------------------------------------------------------------------


def test_images_styles_and_scripts_are_kept_with_what_the_styles_ask_for(world: World) -> None:
    head = '<link rel=stylesheet href="/s.css"><script src="/s.js"></script>'
    world.web |= {
        URL: page(head=head + '<img src="https://pictures.example/i.png">'),
        "https://a.example/s.css": style("@import 'more.css'; p { background: url(back.png) }"),
        "https://a.example/more.css": style("h1 { background: url(deep.png) } @import 's.css';"),
        "https://a.example/s.js": FakeAnswer(body=b"var a = 1"),
        "https://a.example/back.png": FakeAnswer(body=b"\x89PNG back"),
        "https://a.example/deep.png": FakeAnswer(body=b"\x89PNG deep"),
        "https://pictures.example/i.png": FakeAnswer(body=b"\x89PNG i"),
    }
    with world.keeper(requisites=True) as keeper:
        found = visited(keeper)
        assert [each.source.url for each in found] == [URL]
        assert {url for _, url in world.records(keeper)} == set(world.web)
        assert len(world.records(keeper)) == len(world.web)


def test_without_being_asked_for_nothing_more_is_fetched(world: World) -> None:
    world.web |= {URL: page(head="<img src=/i.png>"), "https://a.example/i.png": FakeAnswer(body=b"\x89PNG")}
    with world.keeper() as keeper:
        visited(keeper)
    assert "https://a.example/i.png" not in world.fetcher.asked


def test_what_two_pages_need_is_fetched_once(world: World) -> None:
    other = "https://a.example/other"
    world.web |= {each: page(head="<link rel=stylesheet href=/s.css>") for each in (URL, other)}
    world.web["https://a.example/s.css"] = style("p { color: red }")
    with world.keeper(requisites=True) as keeper:
        visited(keeper, URL, other)
    assert world.fetcher.asked.count("https://a.example/s.css") == 1


def test_a_page_that_is_only_looked_at_again_asks_for_nothing(world: World) -> None:
    world.web |= {URL: page(head="<img src=/i.png>"), "https://a.example/i.png": FakeAnswer(body=b"\x89PNG")}
    with world.keeper(requisites=True) as keeper:
        visited(keeper)
        world.clock.advance(DAY)
        visited(keeper)
    assert world.fetcher.asked.count("https://a.example/i.png") == 1


def test_there_is_an_end_to_what_a_page_may_ask_for(world: World) -> None:
    head = "".join(f'<img src="/{number}.png">' for number in range(50))
    world.web[URL] = page(head=head)
    world.web |= {f"https://a.example/{number}.png": FakeAnswer(body=b"\x89PNG") for number in range(50)}
    with world.keeper(requisites=True, max_requisites=7) as keeper:
        visited(keeper)
        assert len(world.records(keeper)) == 8


def test_there_is_an_end_to_the_bytes_too(world: World) -> None:
    world.web[URL] = page(head="".join(f'<img src="/{number}.png">' for number in range(5)))
    world.web |= {f"https://a.example/{number}.png": FakeAnswer(body=bytes(4000)) for number in range(5)}
    with world.keeper(requisites=True, max_requisites_bytes=10_000) as keeper:
        visited(keeper)
        assert len(world.records(keeper)) == 3


def test_what_a_page_needs_and_is_gone_hurts_nobody(world: World) -> None:
    world.web |= {URL: page(head="<img src=/gone.png><img src=http://10.0.0.1/private.png>")}
    with world.keeper(requisites=True) as keeper:
        (found,) = visited(keeper)
        assert found.judgement.verdict is Verdict.ALIVE


def test_what_was_forgotten_does_not_come_back_as_the_picture_of_a_page(world: World) -> None:
    picture = "https://a.example/i.png"
    world.web |= {URL: page(head="<img src=/i.png>"), picture: FakeAnswer(body=b"\x89PNG")}
    with world.keeper(requisites=True) as keeper:
        keeper.add_sources([picture])
        keeper.forget(picture)
        visited(keeper)
        assert world.records(keeper) == [("response", URL)]
    assert picture not in world.fetcher.asked


def test_purging_a_page_purges_what_was_fetched_for_it(world: World) -> None:
    world.web |= {URL: page(head="<img src=/i.png>"), "https://a.example/i.png": FakeAnswer(body=b"\x89PNG")}
    with world.keeper(requisites=True) as keeper:
        visited(keeper)
        assert keeper.adapters.copies(keeper.store.path).purge([URL]) >= 4
        assert world.records(keeper) == []


# --- what a copy is good for -----------------------------------------------------------------------------------------


@pytest.fixture
def dead(world: World) -> Iterator[Keeper]:
    """A page that was kept, shown an error at its last visit, and is at no archive."""
    world.web[URL] = page()
    with world.keeper(again_after=timedelta(days=1)) as keeper:
        visited(keeper)
        world.clock.advance(30 * DAY)
        world.web[URL] = FakeAnswer(status=404, body=b"<title>Not found</title>")
        visited(keeper)
        yield keeper


def test_the_last_good_copy_is_the_one_that_shows_the_text(dead: Keeper) -> None:
    kept = dead.last_good_copy(dead.find_source(URL))
    assert "each of them counts" in kept.text
    assert kept.check.page.title == "What is cited"


def test_a_dead_page_is_cited_from_its_copy(dead: Keeper) -> None:
    found = dead.cite_page(URL)
    assert found.item.text("title") == "What is cited"
    assert found.trouble == "the server answered 404"


def test_a_source_without_copies_has_none(world: World) -> None:
    world.web[URL] = FetchFailure.REFUSED
    with world.keeper() as keeper:
        visited(keeper)
        assert keeper.last_good_copy(keeper.find_source(URL)) is None


def test_a_page_is_compared_with_its_copy_where_the_store_forgot_what_was_cited(world: World) -> None:
    first, other = (
        " ".join("".join(chr(97 + int(digit)) for digit in f"{number:05}") for number in range(start, start + 300))
        for start in (0, 5000)
    )
    world.web[URL] = page(first)
    with world.keeper() as keeper:
        visited(keeper)
        keeper.store._database.execute("UPDATE fetch_keys SET cited_text = ''", ())
        world.clock.advance(DAY)
        world.web[URL] = page(other, title="Another thing")
        for _night in range(2):
            (found,) = visited(keeper)
            assert found.judgement.verdict is Verdict.CONTENT_DRIFTED
            world.clock.advance(DAY)
