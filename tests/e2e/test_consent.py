"""Nothing of a text goes to a public archive before somebody agreed, whichever command runs."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from tests.e2e.conftest import CommandLine, Result

from sourcekeeper.sandbox.server import Sandbox

DRAFTS = {
    "draft: true": "draft: true",
    "published: false": "published: false",
    "status": "status: draft",
    "a day to come": "date: 2099-01-01",
    "a day of publication to come": "publishDate: 2099-01-01T08:00:00+01:00",
}


@pytest.fixture
def live(command: CommandLine, make_sandbox: Callable[..., Sandbox]) -> Callable[..., tuple[Result, list[str]]]:
    """Run a command as outside the sandbox; return with the result what was really captured by then."""
    sandbox = make_sandbox()
    environment = {
        "HTTP_PROXY": sandbox.proxy_url,
        "HTTPS_PROXY": sandbox.proxy_url,
        "SSL_CERT_FILE": str(sandbox.ca_file),
        "IA_ACCESS_KEY_ID": sandbox.access_key,
        "IA_SECRET_ACCESS_KEY": sandbox.secret_key,
    }

    def run(*arguments: str) -> tuple[Result, list[str]]:
        result = command(*arguments, "--store", "s.db", **environment)
        return result, [line["url"] for line in sandbox.log() if line.get("event") == "capture-made"]

    return run


@pytest.fixture
def write(command: CommandLine) -> Callable[..., str]:
    def written(head: str = "title: Texte", name: str = "texte.md", url: str = "https://un.example.org/a") -> str:
        text = f"---\n{head}\n---\nUn texte[^1].\n\n[^1]: Une page, {url}\n"
        (command.folder / name).write_text(text, encoding="utf-8")
        return name

    return written


def test_without_an_answer_captures_stay_queued(
    live: Callable[..., tuple[Result, list[str]]], write: Callable[..., str]
) -> None:
    result, made = live("keep", write(), "--json")
    assert (result.code, made) == (4, [])
    assert [each["state"] for each in json.loads(result.out)["captures"]] == ["queued"]


def test_a_bare_archive_leaves_alone_what_nobody_agreed_to(
    live: Callable[..., tuple[Result, list[str]]], write: Callable[..., str]
) -> None:
    live("keep", write())
    live("archive", "https://deux.example.org/b", "--no-wait")
    rehearsed, _ = live("archive", "--dry-run", "--json")
    would = {each["url"]: (each["would"], each["code"]) for each in json.loads(rehearsed.out)["captures"]}
    assert would["https://un.example.org/a"] == ("nothing", "consent-missing")
    result, made = live("archive")
    assert (result.code, made) == (4, ["https://deux.example.org/b"])
    assert "1 capture held back" in result.err
    named, made = live("archive", "texte.md")
    assert (named.code, made) == (0, ["https://deux.example.org/b", "https://un.example.org/a"])
    assert live("archive")[0].code == 0


def test_what_another_text_cites_with_consent_is_sent(
    live: Callable[..., tuple[Result, list[str]]], write: Callable[..., str]
) -> None:
    live("keep", write())
    result, made = live("keep", write(name="autre.md"), "--yes")
    assert (result.code, made) == (0, ["https://un.example.org/a"])


@pytest.mark.parametrize("head", DRAFTS.values(), ids=DRAFTS.keys())
def test_a_setting_for_all_texts_is_not_meant_for_drafts(
    live: Callable[..., tuple[Result, list[str]]], write: Callable[..., str], command: CommandLine, head: str
) -> None:
    (command.folder / "sourcekeeper.toml").write_text('[archive]\nconsent = "always"\n', encoding="utf-8")
    held, made = live("keep", write(head))
    assert (held.code, made) == (4, [])
    assert "not published yet" in held.err
    agreed, made = live("keep", write(head), "--yes")
    assert (agreed.code, made) == (0, ["https://un.example.org/a"])


def test_a_setting_for_all_texts_sends_what_is_published(
    live: Callable[..., tuple[Result, list[str]]], write: Callable[..., str], command: CommandLine
) -> None:
    (command.folder / "sourcekeeper.toml").write_text('[archive]\nconsent = "always"\n', encoding="utf-8")
    result, made = live("keep", write("draft: false\ndate: 2020-01-01"))
    assert (result.code, made) == (0, ["https://un.example.org/a"])


def test_before_the_day_agreed_on_nothing_is_sent_by_any_command(
    live: Callable[..., tuple[Result, list[str]]], write: Callable[..., str]
) -> None:
    result, made = live("keep", write(), "--archive-after", "2099-01-01")
    assert (result.code, made) == (4, [])
    assert live("archive")[1] == []
    assert live("keep", "texte.md", "--archive-after", "2020-01-01")[1] == ["https://un.example.org/a"]
