"""The page for saving by hand: one form a source, nothing that runs, nothing secret."""

from __future__ import annotations

from datetime import UTC, datetime

import lxml.html
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sourcekeeper.model import Capture, CaptureOptions, CaptureState, Reason, Source
from sourcekeeper.reporting.save_page import save_page

NOW = datetime(2026, 1, 5, tzinfo=UTC)
PLAIN = CaptureOptions()


def capture(url: str, state: CaptureState = CaptureState.QUEUED, code: str = "") -> Capture:
    source = Source(id=url, url=url, comparison_key=url, fetch_key=url)
    return Capture(id=url, source=source, state=state, reason=Reason.of(code) if code else None)


def page(*captures: Capture, options: CaptureOptions = PLAIN, **said: str | bool) -> lxml.html.HtmlElement:
    text = "".join(
        save_page(captures, [options] * len(captures), wayback_url="https://web.archive.org", written_at=NOW, **said)
    )
    text.encode("utf-8")
    return lxml.html.document_fromstring(text.encode("utf-8"))


def fields(form: lxml.html.FormElement) -> dict[str, str]:
    return dict(form.form_values())


def test_each_source_to_save_has_a_form_that_asks_the_archive_for_it_and_nothing_else() -> None:
    (one, two) = page(capture("https://a.example/x?y=1&z=é"), capture("https://b.example/")).forms
    assert fields(one) == {"url": "https://a.example/x?y=1&z=é"}
    assert fields(two) == {"url": "https://b.example/"}
    assert {(form.action, form.method) for form in (one, two)} == {("https://web.archive.org/save", "POST")}


def test_what_is_wanted_besides_the_page_is_asked_for_as_the_service_takes_it() -> None:
    (form,) = page(capture("https://a.example/"), options=CaptureOptions(screenshot=True, outlinks=True)).forms
    assert fields(form) == {"url": "https://a.example/", "capture_outlinks": "on", "capture_screenshot": "on"}


@pytest.mark.parametrize(
    ("state", "code", "has_form"),
    [
        (CaptureState.QUEUED, "keys-missing", True),
        (CaptureState.UNCERTAIN, "by-hand", True),
        (CaptureState.UNCERTAIN, "answer-timeout", False),
        (CaptureState.SUBMITTED, "", False),
        (CaptureState.WITHHELD, "secret-token", False),
        (CaptureState.REFUSED, "error:blocked-url", False),
        (CaptureState.ARCHIVED, "", False),
    ],
)
def test_only_what_is_still_to_be_saved_has_a_form(state: CaptureState, code: str, has_form: bool) -> None:
    assert len(page(capture("https://a.example/", state, code)).forms) == has_form


def test_what_is_withheld_is_listed_with_the_reason_and_without_its_secret() -> None:
    text = page(
        capture("https://me:hush@a.example/", CaptureState.WITHHELD, "secret-credentials"), language="fr"
    ).text_content()
    assert "https://***@a.example/" in text
    assert "l’adresse contient un nom et un mot de passe" in text
    assert "hush" not in text


@pytest.mark.parametrize(("language", "word"), [("fr", "Enregistrer"), ("fr-CA", "Enregistrer"), ("de", "Save")])
def test_the_page_speaks_the_language_of_the_document(language: str, word: str) -> None:
    made = page(capture("https://a.example/"), language=language)
    assert [button.text for button in made.iter("button")] == [word]
    assert made.get("lang") == language[:2].replace("de", "en")


HOSTILE = [
    'https://a.example/"><script>alert(1)</script>',
    "https://a.example/'onfocus='alert(1)",
    "javascript:alert(1)",
    "https://a.example/\u202egnp.exe",
    "https://a.example/</form><form action=https://evil.example>",
    "https://a.example/&#34;&quot;",
    "https://a.example/\ud800",
]


@pytest.mark.parametrize("url", [url for url in HOSTILE if "\ud800" not in url])
def test_a_hostile_address_stays_an_address(url: str) -> None:
    made = page(capture(url), title=url, command=url)
    (form,) = made.forms
    assert fields(form) == {"url": url}
    assert [each.tag for each in made.iter("script", "img", "iframe", "object", "link", "a")] == []
    assert not [name for each in made.iter() for name in each.attrib if name.startswith("on") or name == "formaction"]
    assert "\u202e" not in made.text_content()


def test_no_script_is_allowed_and_forms_go_to_the_archive_alone() -> None:
    (policy,) = page(capture("https://a.example/")).xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert "default-src 'none'" in policy
    assert "form-action https://web.archive.org" in policy


@given(st.text(st.characters(codec="utf-8"), min_size=1, max_size=60))
def test_any_text_in_an_address_comes_back_out_of_the_form(text: str) -> None:
    url = "https://a.example/" + "".join(each for each in text if each.isprintable())
    (form,) = page(capture(url)).forms
    assert fields(form) == {"url": url}


def test_a_rehearsal_says_so_and_its_buttons_ask_nobody() -> None:
    """The page opens in a browser outside the sandbox: its buttons would make the addresses public."""
    rehearsed = page(capture("https://a.example/"), is_rehearsal=True)
    (form,) = rehearsed.forms
    assert form.action is None
    assert form.xpath(".//button/@disabled")
    assert "form-action 'none'" in "".join(rehearsed.xpath("//meta/@content"))
    assert "rehearsal" in rehearsed.text_content()
