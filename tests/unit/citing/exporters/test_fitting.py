from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sourcekeeper import plugins
from sourcekeeper.citing.exporters.fitting import MAX_NAMES, MAX_TEXT, fit, fit_date, fit_text
from sourcekeeper.model import Name, PartialDate
from sourcekeeper.ports import USUAL
from sourcekeeper.testing.citing import an_entry, some_entries


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("The <i>Journal</i> of R&amp;D", "The Journal of R&D"),
        ('<p class="x">Titre</p>', "Titre"),
        ("<jats:italic>In vitro</jats:italic>", "In vitro"),
        ("<script>alert(1)</script>", "alert(1)"),
        ("The <video> tag and a < b > c", "The <video> tag and a < b > c"),
        ("AT&T & co; &unknown thing", "AT&T & co; &unknown thing"),
        ("re\u00adport\u200b", "report"),
        ("a\x00b\x1b[31mc\ud800d", "a b [31mc d"),
        ("evil \u202egpj.exe", "evil gpj.exe"),
        ("\u200f\u00ad ", ""),
        ("two\r\n  lines\u2028of it", "two lines of it"),
        ("{balanced {twice}}", "{balanced {twice}}"),
        ("} wrong {", ") wrong ("),
        ("עברית 漢字 🕵️‍♀️", "עברית 漢字 🕵️‍♀️"),
    ],
)
def test_a_text_is_cleaned_of_what_is_no_text(raw, clean):
    assert fit_text(raw) == clean


@pytest.mark.parametrize(
    ("start", "end", "fitted"),
    [
        ((2020, 5, 17), None, ((2020, 5, 17), None)),
        ((2023, 2, 29), None, ((2023, 2), None)),
        ((2021, 13), None, ((2021,), None)),
        ((2021, 0, 4), None, ((2021,), None)),
        ((2020, 5, 17), (2020, 6, 31), ((2020, 5, 17), (2020, 6))),
        ((2020,), (1999,), ((2020,), None)),
        ((2020, 5), (2020,), ((2020, 5), (2020,))),
    ],
)
def test_a_date_keeps_what_a_calendar_has(start, end, fitted):
    assert fit_date(PartialDate(start=start, end=end)) == PartialDate(start=fitted[0], end=fitted[1])


@pytest.mark.parametrize("start", [(0,), (-44, 3, 15), (12345,), ()])
def test_a_year_that_no_format_can_hold_leaves_no_date(start):
    assert fit_date(PartialDate(start=start)) is None


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        " vbscript:x",
        "https://a.example/" + "x" * 9000,
    ],
)
def test_an_address_that_is_none_is_left_out_and_told(url):
    told = []
    fitted = fit(an_entry("k", type="webpage", title="T", URL=url), told.append)
    assert "URL" not in fitted.work.item.fields
    assert [(reason.code, reason.get("key")) for reason in told] == [("export-address-left-out", "k")]
    assert str(told[0].get("where")).startswith(url.strip()[:20])


@pytest.mark.parametrize("name", plugins.names("exporters"))
@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x"])
def test_no_format_links_to_what_a_browser_would_run(name, url):
    entry = an_entry("k", type="webpage", title="T", URL=url)
    unlinked = replace(entry, work=replace(entry.work, sources=()))
    for each in (entry, unlinked):
        assert url not in "".join(plugins.load("exporters", name)().export([each]))


@pytest.mark.parametrize("name", plugins.names("exporters"))
def test_a_title_of_ten_megabytes_and_thousands_of_names_are_cut_and_told(name):
    from sourcekeeper.ports import ExportSettings

    told = []
    people = tuple(Name(family=f"Name{number}", given="A.") for number in range(3000))
    entry = an_entry("k", type="webpage", title="<b>word</b> " * 900_000, author=people, URL="https://a.example/")
    written = "".join(plugins.load("exporters", name)().export([entry], ExportSettings(tell=told.append)))
    assert len(written) < 40 * (MAX_TEXT + MAX_NAMES)
    assert "word…" in written
    assert {reason.code for reason in told} == {"export-text-cut", "export-names-cut"}
    assert all(reason.get("where") == "https://a.example/" for reason in told)


@pytest.mark.parametrize("name", plugins.names("exporters"))
def test_an_item_without_title_author_or_date_is_written_as_what_it_is(name):
    written = "".join(
        plugins.load("exporters", name)().export([an_entry("k", type="webpage", URL="https://a.example/x/")])
    )
    assert "https://a.example/x/" in written
    assert "k" in written
    assert "None" not in written
    if name == "csl-json":
        assert json.loads(written) == [{"id": "k", "type": "webpage", "URL": "https://a.example/x/"}]


@pytest.mark.parametrize("name", plugins.names("exporters"))
def test_an_item_of_nothing_at_all_is_written_with_its_key(name):
    assert "nothing9" in "".join(plugins.load("exporters", name)().export([an_entry("nothing9")]))


def test_what_is_clean_stays_the_very_same():
    for entry in some_entries():
        assert fit(entry) is entry


@given(st.text(max_size=80))
def test_cleaning_twice_changes_nothing_more(text):
    assert fit_text(fit_text(text)) == fit_text(text)


@given(st.lists(st.integers(-10, 3000), max_size=4), st.lists(st.integers(-10, 3000), max_size=4))
def test_any_date_becomes_one_that_calendars_have_or_none(start, end):
    fitted = fit_date(PartialDate(start=tuple(start), end=tuple(end) or None))
    if fitted is not None:
        assert fit_date(fitted) == fitted
        assert 1 <= fitted.start[0] <= 9999


IN_WORDS = [
    ("biblatex", "Archivé le 20 juillet 2024", "Archived on 20 July 2024"),
    ("bibtex", "Archivé le 20 juillet 2024", "Archived on 20 July 2024"),
    ("wikitext", "{{Lien web", "{{cite web"),
    ("markdown", "14 novembre 2023", "14 November 2023"),
    ("html", "14 novembre 2023", "14 November 2023"),
    ("text", "14 novembre 2023", "14 November 2023"),
]


@pytest.mark.parametrize(("name", "french", "english"), IN_WORDS, ids=[row[0] for row in IN_WORDS])
@pytest.mark.parametrize("of_the_item", ["en", "fr"])
def test_the_words_around_a_reference_are_in_the_language_asked_for(name, french, english, of_the_item):
    entry = an_entry(
        "k",
        archived=True,
        type="webpage",
        title="T",
        issued=PartialDate(start=(2023, 11, 14)),
        URL="https://a.example/x",
        language=of_the_item,
    )
    exporter = plugins.load("exporters", name)()
    written = {
        language: "".join(exporter.export([entry], replace(USUAL, language=language))) for language in ("fr", "en", "")
    }
    assert {language: french in text for language, text in written.items() if language} == {"fr": True, "en": False}
    assert {language: english in text for language, text in written.items() if language} == {"fr": False, "en": True}
    assert written[""] == written[of_the_item]
