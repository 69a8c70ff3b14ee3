from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from sourcekeeper.sandbox.exchange import Request

if TYPE_CHECKING:
    from conftest import HandArchive

PAGE = "https://alive.kinds.example/article"
WEB = "https://web.archive.org/web/"


@pytest.fixture
def timestamps(archive: HandArchive) -> list[str]:
    """Three captures of PAGE, a day and an hour apart."""
    made = []
    for _ in range(3):
        made.append(archive.capture(PAGE)["timestamp"])
        archive.pass_time(90000)
    return made


class TestAvailability:
    def test_nothing_found_is_an_empty_object(self, archive: HandArchive) -> None:
        assert archive.available(PAGE) == {}

    def test_the_newest_or_the_nearest_is_told(self, archive: HandArchive, timestamps: list[str]) -> None:
        assert archive.available(PAGE)["closest"]["timestamp"] == timestamps[-1]
        address = f"https://archive.org/wayback/available?url={PAGE}&timestamp={timestamps[0][:8]}"
        closest = json.loads(archive.ask(address).body)["archived_snapshots"]["closest"]
        assert closest == {
            "available": True,
            "url": f"http://web.archive.org/web/{timestamps[0]}/{PAGE}",
            "timestamp": timestamps[0],
            "status": "200",
        }

    def test_many_are_asked_for_at_once(self, archive: HandArchive, timestamps: list[str]) -> None:
        lines = [
            f"url={PAGE}&statuscodes=200&statuscodes=203&tag=a",
            "url=https%3A%2F%2Fnever.example%2F&tag=b",
            f"url={PAGE}&statuscodes=404&tag=c",
        ]
        body = "\n".join(lines).encode()
        results = json.loads(archive.ask("https://archive.org/wayback/available", "POST", body=body).body)["results"]
        assert [(result["tag"], bool(result["archived_snapshots"])) for result in results] == [
            ("a", True),
            ("b", False),
            ("c", False),
        ]

    def test_other_addresses_of_archive_org_are_not_the_stand_in_s(self, archive: HandArchive) -> None:
        assert archive.stand_in.answer(Request.of("https://archive.org/details/a-book")) is None


class TestCdx:
    def test_an_empty_answer_is_an_empty_list_or_text(self, archive: HandArchive) -> None:
        assert json.loads(archive.ask(f"https://web.archive.org/cdx/search/cdx?url={PAGE}&output=json").body) == []
        assert archive.ask(f"https://web.archive.org/cdx/search/cdx?url={PAGE}").body == b""

    def test_rows_come_oldest_first_with_the_usual_fields(self, archive: HandArchive, timestamps: list[str]) -> None:
        rows = archive.cdx(url=PAGE)
        assert [row[1] for row in rows] == timestamps
        assert rows[0][:5] == ["example,kinds,alive)/article", timestamps[0], PAGE, "text/html", "200"]
        text = archive.ask(f"https://web.archive.org/cdx/search/cdx?url={PAGE}").body.decode()
        assert [line.split(" ")[1] for line in text.splitlines()] == timestamps

    @pytest.mark.parametrize(
        ("query", "kept"),
        [
            ({"limit": "1"}, [0]),
            ({"limit": "-1"}, [2]),
            ({"limit": "-2"}, [1, 2]),
            ({"offset": "1"}, [1, 2]),
            ({"from": "20261121"}, [1, 2]),
            ({"to": "20261120"}, [0]),
            ({"to": "2026"}, [0, 1, 2]),
            ({"collapse": "timestamp:6"}, [0]),
            ({"collapse": "timestamp:8"}, [0, 1, 2]),
            ({"filter": "statuscode:200"}, [0, 1, 2]),
            ({"filter": "!statuscode:2.."}, []),
            ({"filter": "statuscode:20"}, []),
            ({"sort": "reverse"}, [2, 1, 0]),
            ({"sort": "closest", "closest": "20261121"}, [0, 1, 2]),
            ({"page": "1"}, []),
        ],
        ids=str,
    )
    def test_filters(
        self, archive: HandArchive, timestamps: list[str], query: dict[str, str], kept: list[int]
    ) -> None:
        assert [row[1] for row in archive.cdx(url=PAGE, **query)] == [timestamps[place] for place in kept]

    @pytest.mark.parametrize(
        ("query", "count"),
        [
            ({"url": PAGE + "/below"}, 1),
            ({"url": PAGE, "matchType": "prefix"}, 4),
            ({"url": PAGE + "*"}, 4),
            ({"url": "alive.kinds.example", "matchType": "host"}, 4),
            ({"url": "kinds.example", "matchType": "host"}, 0),
            ({"url": "*.kinds.example"}, 4),
            ({"url": "http://www.alive.kinds.example:80/ARTICLE/"}, 3),
        ],
        ids=str,
    )
    def test_match_types(self, archive: HandArchive, timestamps: list[str], query: dict[str, str], count: int) -> None:
        archive.capture(PAGE + "/below")
        assert len(archive.cdx(**query)) == count

    def test_fields_are_chosen(self, archive: HandArchive, timestamps: list[str]) -> None:
        assert archive.cdx(url=PAGE, fl="timestamp,original", limit="1") == [[timestamps[0], PAGE]]

    def test_a_resume_key_leads_through_all_pages(self, archive: HandArchive, timestamps: list[str]) -> None:
        seen, key = [], ""
        while True:
            rows = archive.cdx(url=PAGE, limit="2", showResumeKey="true", **({"resumeKey": key} if key else {}))
            more = rows[-2:-1] == [[]]
            seen += [row[1] for row in (rows[:-2] if more else rows)]
            if not more:
                break
            key = rows[-1][0]
        assert seen == timestamps

    @pytest.mark.parametrize("query", ["filter=nope:1", "filter=statuscode:(", "from=abc", "limit=x", "collapse=no:1"])
    def test_a_bad_query_is_400(self, archive: HandArchive, timestamps: list[str], query: str) -> None:
        assert archive.ask(f"https://web.archive.org/cdx/search/cdx?url={PAGE}&{query}").status == 400

    def test_an_excluded_site_is_403_and_says_why(self, archive: HandArchive, timestamps: list[str]) -> None:
        archive.order("excluded=kinds.example")
        answer = archive.ask(f"https://web.archive.org/cdx/search/cdx?url={PAGE}")
        assert answer.status == 403
        assert "AccessControl" in answer.header("X-Archive-Wayback-Runtime-Error")

    def test_equal_captures_become_revisits_and_availability_skips_them(
        self, archive: HandArchive, timestamps: list[str]
    ) -> None:
        archive.order("revisits")
        assert [row[3:5] for row in archive.cdx(url=PAGE)] == [["text/html", "200"], *[["warc/revisit", "-"]] * 2]
        assert archive.available(PAGE)["closest"]["timestamp"] == timestamps[0]


class TestReplay:
    def test_the_exact_second_is_a_memento(self, archive: HandArchive, timestamps: list[str]) -> None:
        answer = archive.ask(f"{WEB}{timestamps[0]}id_/{PAGE}")
        assert answer.status == 200
        assert answer.header("Memento-Datetime") == "Fri, 20 Nov 2026 12:00:00 GMT"
        assert f'<{PAGE}>; rel="original"' in answer.header("Link")
        assert 'rel="first memento"' in answer.header("Link")
        assert 'rel="next memento"' in answer.header("Link")
        assert answer.header("X-Archive-Orig-Content-Type") == "text/html; charset=utf-8"
        assert answer.header("X-Archive-Src").startswith("spn2-")

    def test_another_time_leads_to_the_nearest(self, archive: HandArchive, timestamps: list[str]) -> None:
        answer = archive.ask(f"{WEB}2019id_/{PAGE}")
        assert (answer.status, answer.header("Memento-Datetime")) == (302, "")
        assert answer.header("Location") == f"{WEB}{timestamps[0]}id_/{PAGE}"
        assert answer.header("X-Archive-Redirect-Reason") == f"found capture at {timestamps[0]}"

    @pytest.mark.parametrize("form", [PAGE, PAGE.replace("://", ":/"), "alive.kinds.example/article"])
    def test_an_address_without_time_leads_to_the_newest(
        self, archive: HandArchive, timestamps: list[str], form: str
    ) -> None:
        assert archive.ask(WEB + form).header("Location") == f"{WEB}{timestamps[-1]}/{PAGE}"

    def test_what_was_never_archived_is_404_and_no_memento(self, archive: HandArchive) -> None:
        answer = archive.ask(f"{WEB}20200101000000id_/{PAGE}")
        assert (answer.status, answer.header("Memento-Datetime")) == (404, "")

    def test_an_excluded_site_is_200_and_no_memento(self, archive: HandArchive) -> None:
        answer = archive.ask(f"{WEB}20200101000000id_/https://excluded.kinds.example/")
        assert (answer.status, answer.header("Memento-Datetime")) == (200, "")

    def test_an_archived_redirect_and_an_archived_404_are_mementos(self, archive: HandArchive) -> None:
        time = archive.capture("http://moved.kinds.example/page")["timestamp"]
        answer = archive.ask(f"{WEB}{time}id_/http://moved.kinds.example/page")
        assert answer.status == 301
        assert answer.header("Memento-Datetime")
        assert answer.header("Location") == f"{WEB}{time}id_/https://moved.kinds.example/page"
        job_id = archive.saved("https://gone.kinds.example/page", capture_all="on")["job_id"]
        archive.pass_time(2)
        time = archive.status(job_id)["timestamp"]
        answer = archive.ask(f"{WEB}{time}id_/https://gone.kinds.example/page")
        assert answer.status == 404
        assert answer.header("Memento-Datetime")

    def test_lags_hide_a_capture_for_a_while(self, archive: HandArchive) -> None:
        archive.order("index-lag=60,replay-lag=120")
        time = archive.capture(PAGE)["timestamp"]
        assert archive.available(PAGE) == {}
        archive.pass_time(60)
        assert archive.available(PAGE)["closest"]["timestamp"] == time
        assert archive.ask(f"{WEB}{time}id_/{PAGE}").status == 404
        archive.pass_time(60)
        assert archive.ask(f"{WEB}{time}id_/{PAGE}").header("Memento-Datetime")

    def test_a_capture_vanishes(self, archive: HandArchive) -> None:
        archive.order("vanish,vanish-after=3600")
        time = archive.capture(PAGE)["timestamp"]
        assert archive.ask(f"{WEB}{time}id_/{PAGE}").status == 200
        archive.pass_time(3600)
        assert archive.ask(f"{WEB}{time}id_/{PAGE}").status == 404
        assert archive.cdx(url=PAGE) == []

    @pytest.mark.parametrize(
        "path", ["%E0", "99999999999999/x", "*/http://a.example/", "http://[/", "20200231/http://a.example/", "a\x00b"]
    )
    def test_odd_addresses_are_answered(self, archive: HandArchive, path: str) -> None:
        assert archive.ask(WEB + path).status in {200, 404}


def test_time_maps_list_the_captures(archive: HandArchive, timestamps: list[str]) -> None:
    text = archive.ask(f"{WEB}timemap/link/{PAGE}").body.decode()
    assert text.count('memento"; datetime=') == 3
    assert f"{WEB}{timestamps[0]}/{PAGE}" in text
    rows = json.loads(archive.ask(f"{WEB}timemap/json/{PAGE}").body)
    assert [row[1] for row in rows] == ["timestamp", *timestamps]
    assert archive.ask(f"{WEB}timemap/link/https://never.example/").status == 404
    assert archive.ask(f"https://web.archive.org/web/timemap/cdx?url={PAGE}").body.count(b"\n") == 3
