"""Times of archives, addresses of snapshots, Link headers."""

# ruff: noqa: E501  (tables: one case a line)

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sourcekeeper.web.memento import format_timestamp, parse_archive_address, parse_link_header, parse_timestamp


def at(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[arg-type,misc]


@pytest.mark.parametrize(
    ("digits", "moment"),
    [
        ("20240131101502", at(2024, 1, 31, 10, 15, 2)),
        ("202401311015", at(2024, 1, 31, 10, 15)),
        ("2024013110", at(2024, 1, 31, 10)),
        ("20240131", at(2024, 1, 31)),
        ("202401", at(2024, 1, 1)),
        ("2024", at(2024, 1, 1)),
        ("2024013", at(2024, 1, 1)),
    ],
)
def test_fewer_digits_mean_the_earliest_moment(digits: str, moment: datetime) -> None:
    assert parse_timestamp(digits) == moment


@pytest.mark.parametrize(
    "text", ["", "202", "202413", "20240230", "202401311015020", "2024-01", "٢٠٢٤", "0000", " 2024", "20240131250000"]
)
def test_what_is_no_archive_time_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        parse_timestamp(text)


@settings(deadline=None)  # the machine may be busy
@given(st.datetimes(min_value=datetime(1, 1, 1), max_value=datetime(9999, 12, 31)))  # noqa: DTZ001
def test_a_time_written_and_read_is_the_same(moment: datetime) -> None:
    moment = moment.replace(microsecond=0, tzinfo=UTC)
    assert len(format_timestamp(moment)) == 14
    assert parse_timestamp(format_timestamp(moment)) == moment


def test_a_time_is_written_in_utc_and_a_naive_one_refused() -> None:
    assert format_timestamp(datetime(2024, 1, 1, 1, tzinfo=timezone(timedelta(hours=2)))) == "20231231230000"
    with pytest.raises(ValueError, match="time zone"):
        format_timestamp(datetime(2024, 1, 1))  # noqa: DTZ001


WB = "https://web.archive.org/web"
ARCHIVED = [
    ("wayback", f"{WB}/20210304112233/https://x.org/a?b=c#d", "web.archive.org", f"{WB}/20210304112233/https://x.org/a?b=c#d", "https://x.org/a?b=c#d", at(2021, 3, 4, 11, 22, 33)),
    ("wayback-flags", f"{WB}/20210304112233id_/https://x.org/a", "web.archive.org", f"{WB}/20210304112233/https://x.org/a", "https://x.org/a", at(2021, 3, 4, 11, 22, 33)),
    ("wayback-two-flags", f"{WB}/20210304112233js_if_/http://x.org", "web.archive.org", f"{WB}/20210304112233/http://x.org", "http://x.org", at(2021, 3, 4, 11, 22, 33)),
    ("wayback-year", f"{WB}/2021/http://x.org/", "web.archive.org", f"{WB}/2021/http://x.org/", "http://x.org/", at(2021, 1, 1)),
    ("wayback-no-scheme", f"{WB}/20210304112233/x.org/a", "web.archive.org", f"{WB}/20210304112233/http://x.org/a", "http://x.org/a", at(2021, 3, 4, 11, 22, 33)),
    ("wayback-one-slash", f"{WB}/20210304112233/http:/x.org/a", "web.archive.org", f"{WB}/20210304112233/http://x.org/a", "http://x.org/a", at(2021, 3, 4, 11, 22, 33)),
    ("wayback-encoded", f"{WB}/20210304112233/https%3A//x.org/a", "web.archive.org", f"{WB}/20210304112233/https://x.org/a", "https://x.org/a", at(2021, 3, 4, 11, 22, 33)),
    ("wayback-calendar", f"{WB}/*/https://x.org/a", "web.archive.org", f"{WB}/*/https://x.org/a", "https://x.org/a", None),
    ("wayback-year-calendar", f"{WB}/2021*/https://x.org/a", "web.archive.org", f"{WB}/2021*/https://x.org/a", "https://x.org/a", None),
    ("wayback-latest", f"{WB}/https://x.org/a", "web.archive.org", f"{WB}/https://x.org/a", "https://x.org/a", None),
    ("wayback-save", "https://web.archive.org/save/https://x.org/a", "web.archive.org", f"{WB}/https://x.org/a", "https://x.org/a", None),
    ("wayback-old-host", "http://wayback.archive.org/web/2010/http://x.org/", "web.archive.org", f"{WB}/2010/http://x.org/", "http://x.org/", at(2010, 1, 1)),
    ("wayback-oldest-host", "http://www.archive.org/web/20100101000000/http://x.org/", "web.archive.org", f"{WB}/20100101000000/http://x.org/", "http://x.org/", at(2010, 1, 1)),
    ("wayback-bad-time", f"{WB}/20219999/https://x.org/", "web.archive.org", f"{WB}/20219999/https://x.org/", "https://x.org/", None),
    ("wayback-newest", f"{WB}/2/https://x.org/a", "web.archive.org", f"{WB}/2/https://x.org/a", "https://x.org/a", None),
    ("wayback-newest-flags", f"{WB}/2id_/https://x.org/a", "web.archive.org", f"{WB}/2/https://x.org/a", "https://x.org/a", None),
    ("wayback-all-below", f"{WB}/*/https://x.org/a*", "web.archive.org", f"{WB}/*/https://x.org/a", "https://x.org/a", None),
    ("wayback-no-web", "https://web.archive.org/20210304112233/https://x.org/a", "web.archive.org", f"{WB}/20210304112233/https://x.org/a", "https://x.org/a", at(2021, 3, 4, 11, 22, 33)),
    ("wayback-beta", "https://web-beta.archive.org/web/2021/https://x.org/", "web.archive.org", f"{WB}/2021/https://x.org/", "https://x.org/", at(2021, 1, 1)),
    ("today-short", "https://archive.ph/AbC12", "archive.ph", "https://archive.ph/AbC12", None, None),
    ("today-unfinished", "https://archive.ph/wip/FlgTC", "archive.ph", "https://archive.ph/FlgTC", None, None),
    ("today-host", "http://archive.is/AbC1", "archive.ph", "https://archive.ph/AbC1", None, None),
    ("today-www", "https://www.archive.today/AbC12/", "archive.ph", "https://archive.ph/AbC12", None, None),
    ("today-selection", "https://archive.vn/AbC12#selection-1.0-2.3", "archive.ph", "https://archive.ph/AbC12", None, None),
    ("today-image", "https://archive.md/AbC12/image", "archive.ph", "https://archive.ph/AbC12", None, None),
    ("today-long", "https://archive.fo/20240131101500/https://x.org/a", "archive.ph", "https://archive.ph/20240131101500/https://x.org/a", "https://x.org/a", at(2024, 1, 31, 10, 15)),
    ("today-dotted", "https://archive.li/2024.01.31-101500/https://x.org/a", "archive.ph", "https://archive.ph/2024.01.31-101500/https://x.org/a", "https://x.org/a", at(2024, 1, 31, 10, 15)),
    ("today-newest", "https://archive.ph/newest/http://x.org/a", "archive.ph", "https://archive.ph/newest/http://x.org/a", "http://x.org/a", None),
    ("today-o", "https://archive.ph/o/AbC12/https://x.org/a", "archive.ph", "https://archive.ph/AbC12", "https://x.org/a", None),
    ("today-day", "https://archive.ph/2024.01.31/https://x.org/a", "archive.ph", "https://archive.ph/2024.01.31/https://x.org/a", "https://x.org/a", at(2024, 1, 31)),
    ("today-oldest", "https://archive.md/oldest/https://x.org/a", "archive.ph", "https://archive.ph/oldest/https://x.org/a", "https://x.org/a", None),
    ("today-onion", "http://archiveiya74codqgiixo33q62qlrqtkgmcitqx5u2oeqnmn5bpcbiyd.onion/AbC12", "archive.ph", "https://archive.ph/AbC12", None, None),
    ("perma-replay", "https://perma-archives.org/warc/AB3D-9XYZ/https://x.org/a", "perma.cc", "https://perma.cc/AB3D-9XYZ", "https://x.org/a", None),
    ("perma", "https://perma.cc/AB3D-9XYZ", "perma.cc", "https://perma.cc/AB3D-9XYZ", None, None),
    ("perma-type", "http://perma.cc/ab3d-9xyz?type=image", "perma.cc", "https://perma.cc/AB3D-9XYZ", None, None),
    ("webcite", "http://www.webcitation.org/6abcDEF12?url=http://x.org/a", "webcitation.org", "https://www.webcitation.org/6abcDEF12", "http://x.org/a", None),
    ("webcite-encoded", "https://webcitation.org/6abc?url=http%3A%2F%2Fx.org%2Fa%3Fb", "webcitation.org", "https://www.webcitation.org/6abc", "http://x.org/a?b", None),
    ("webcite-bare", "https://www.webcitation.org/6abcDEF12", "webcitation.org", "https://www.webcitation.org/6abcDEF12", None, None),
    ("webcite-query", "https://www.webcitation.org/query?url=http://x.org/a&date=2010-02-03", "webcitation.org", "https://www.webcitation.org/query?url=http://x.org/a&date=2010-02-03", "http://x.org/a", at(2010, 2, 3)),
    ("webcite-number", "http://www.webcitation.org/query?id=1234567890123456", "webcitation.org", "https://www.webcitation.org/query?id=1234567890123456", None, None),
    ("arquivo-no-frame", "https://arquivo.pt/noFrame/replay/20160101000000/http://x.pt/", "arquivo.pt", "https://arquivo.pt/noFrame/replay/20160101000000/http://x.pt/", "http://x.pt/", at(2016, 1, 1)),
    ("arquivo", "https://arquivo.pt/wayback/20160101000000/http://x.pt/", "arquivo.pt", "https://arquivo.pt/wayback/20160101000000/http://x.pt/", "http://x.pt/", at(2016, 1, 1)),
    ("arquivo-flags", "https://arquivo.pt/wayback/20160101000000mp_/http://x.pt/", "arquivo.pt", "https://arquivo.pt/wayback/20160101000000/http://x.pt/", "http://x.pt/", at(2016, 1, 1)),
    ("wikiwix", "https://archive.wikiwix.com/cache/?url=http://x.org/?a=1&b=2", "archive.wikiwix.com", "https://archive.wikiwix.com/cache/?url=http://x.org/?a=1&b=2", "http://x.org/?a=1&b=2", None),
    ("wikiwix-index", "http://archive.wikiwix.com/cache/index2.php?url=http%3A%2F%2Fx.org%2F&x=1", "archive.wikiwix.com", "https://archive.wikiwix.com/cache/?url=http://x.org/", "http://x.org/", None),
    ("wikiwix-dated", "https://archive.wikiwix.com/cache/20190203000000/http://x.org/a", "archive.wikiwix.com", "https://archive.wikiwix.com/cache/20190203000000/http://x.org/a", "http://x.org/a", at(2019, 2, 3)),
    ("wikiwix-display", "http://archive.wikiwix.com/cache/display2.php?url=http%3A%2F%2Fx.org%2F", "archive.wikiwix.com", "https://archive.wikiwix.com/cache/?url=http://x.org/", "http://x.org/", None),
    ("ghost", "https://ghostarchive.org/archive/AbC12", "ghostarchive.org", "https://ghostarchive.org/archive/AbC12", None, None),
    ("ghost-video", "https://ghostarchive.org/varchive/dQw4w9WgXcQ", "ghostarchive.org", "https://ghostarchive.org/varchive/dQw4w9WgXcQ", None, None),
    ("megalodon", "https://megalodon.jp/2021-0415-1234-56/https://x.org:443/a", "megalodon.jp", "https://megalodon.jp/2021-0415-1234-56/https://x.org:443/a", "https://x.org:443/a", at(2021, 4, 15, 3, 34, 56)),
    ("megalodon-no-scheme", "http://megalodon.jp/2021-0415-1234-56/x.org/a", "megalodon.jp", "https://megalodon.jp/2021-0415-1234-56/x.org/a", "http://x.org/a", at(2021, 4, 15, 3, 34, 56)),
    ("australia", "https://webarchive.nla.gov.au/awa/20160101000000/http://x.au/", "webarchive.nla.gov.au", "https://webarchive.nla.gov.au/awa/20160101000000/http://x.au/", "http://x.au/", at(2016, 1, 1)),
    ("archive-it", "https://wayback.archive-it.org/123/20160101000000/http://x.org/", "wayback.archive-it.org", "https://wayback.archive-it.org/123/20160101000000/http://x.org/", "http://x.org/", at(2016, 1, 1)),
    ("national-archives", "http://webarchive.nationalarchives.gov.uk/ukgwa/20160101000000/http://x.gov.uk/", "webarchive.nationalarchives.gov.uk", "https://webarchive.nationalarchives.gov.uk/ukgwa/20160101000000/http://x.gov.uk/", "http://x.gov.uk/", at(2016, 1, 1)),
]  # fmt: skip


@pytest.mark.parametrize(
    ("url", "archive", "uri", "original", "taken_at"), [c[1:] for c in ARCHIVED], ids=[c[0] for c in ARCHIVED]
)
def test_an_archive_address_tells_what_it_keeps(
    url: str, archive: str, uri: str, original: str | None, taken_at: datetime | None
) -> None:
    found = parse_archive_address(url)
    assert found is not None
    assert (found.archive, found.uri, found.original, found.taken_at) == (archive, uri, original, taken_at)


@pytest.mark.parametrize(("url"), [c[1] for c in ARCHIVED], ids=[c[0] for c in ARCHIVED])
def test_the_lasting_address_names_the_same_snapshot(url: str) -> None:
    found = parse_archive_address(url)
    assert found is not None
    again = parse_archive_address(found.uri)
    assert again is not None
    assert again.uri == found.uri
    assert again.taken_at == found.taken_at


@pytest.mark.parametrize(
    "url",
    ["https://x.org/web/2021/http://y.org", "https://archive.org/details/abc", "https://web.archive.org/", "https://web.archive.org/web/",
     "https://web.archive.org/about", "https://archive.ph/", "https://archive.ph/faq", "https://archive.ph/submit/", "https://perma.cc/",
     "https://perma.cc/about", "https://www.webcitation.org/", "https://www.webcitation.org/faq", "https://arquivo.pt/wayback/", "https://arquivo.pt/", "https://ghostarchive.org/",
     "https://archive.wikiwix.com/cache/", "https://megalodon.jp/", "https://evil.org/web.archive.org/web/2021/http://x.org",
     "https://web.archive.org.evil.org/web/2021/http://x.org", "https://blog.archive.today/AbC12", "", "oups", "ftp://web.archive.org/web/2021/x.org"],
)  # fmt: skip
def test_other_addresses_are_of_no_archive(url: str) -> None:
    assert parse_archive_address(url) is None


@settings(deadline=None)  # the machine may be busy
@given(st.sampled_from([c[1] for c in ARCHIVED]), st.text(max_size=20), st.integers(0, 60))
def test_damaged_archive_addresses_never_raise(url: str, noise: str, place: int) -> None:
    parse_archive_address(url[:place] + noise + url[place:])


def test_a_link_header_is_read() -> None:
    value = (
        '<https://x.org/a>; rel="original", <https://web.archive.org/web/timemap/link/https://x.org/a>; rel="timemap"; '
        'type="application/link-format", <https://web.archive.org/web/2021/https://x.org/a,b;c>; rel="first memento"; '
        'datetime="Thu, 04 Mar 2021 11:22:33 GMT"'
    )
    original, timemap, memento = parse_link_header(value)
    assert (original.target, original.rel) == ("https://x.org/a", ("original",))
    assert timemap.attribute("type") == "application/link-format"
    assert memento.target == "https://web.archive.org/web/2021/https://x.org/a,b;c"
    assert memento.rel == ("first", "memento")
    assert memento.attribute("datetime") == "Thu, 04 Mar 2021 11:22:33 GMT"
    assert memento.attribute("title") == ""


@pytest.mark.parametrize(
    ("value", "links"),
    [
        ("", []),
        ("oups", []),
        ("<a", []),
        ("<a>", [("a", ())]),
        ("<a>;rel=next", [("a", ("next",))]),
        ("< a > ; REL = Next , <b>", [("a", ("next",)), ("b", ())]),
        ('<a>; title="x, <y>; rel=z"; rel="up"', [("a", ("up",))]),
        (r'<a>; title="x \" <y>"; rel="up"', [("a", ("up",))]),
        ("<a>; rel=one; rel=two", [("a", ("one",))]),
        ("<a>; crossorigin; rel=preload, <b>; rel=next", [("a", ("preload",)), ("b", ("next",))]),
        ("<<a>; rel=next", [("a", ("next",))]),
        ('<a>; rel="next', [("a", ('"next',))]),
        ("<a>;;;rel=next,,,<b>", [("a", ("next",)), ("b", ())]),
        ("<a>\n ; rel=next,\n <b>; rel=prev", [("a", ("next",)), ("b", ("prev",))]),
    ],
)
def test_what_is_malformed_costs_no_other_link(value: str, links: list[tuple[str, tuple[str, ...]]]) -> None:
    assert [(link.target, link.rel) for link in parse_link_header(value)] == links


@settings(deadline=None)  # the machine may be busy
@given(st.text(st.sampled_from('<>;,="\\ arel\n'), max_size=80))
def test_any_header_is_read(value: str) -> None:
    parse_link_header(value)
