"""`archive` as a person runs it."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import lxml.html
import pytest
from tests.e2e.conftest import CommandLine, Result

from sourcekeeper.sandbox.faults import Faults
from sourcekeeper.sandbox.server import Sandbox

SECRET = "1aB2cD3eF4gH5iJ6kL7mN8"
SHARED = f"https://docs.google.com/document/d/{SECRET}/edit"
SHOWN = "https://docs.google.com/document/d/***/edit"

LETTER = f"""---
title: Lettre <b>ouverte</b>
lang: fr
---
Un texte[^1] et ses notes[^2], trois[^3].

[^1]: Une page, https://un.example.org/a
[^2]: Un fichier, https://deux.example.org/b.pdf
[^3]: Un brouillon, {SHARED}
"""


@pytest.fixture
def letter(command: CommandLine) -> str:
    (command.folder / "lettre.md").write_text(LETTER, encoding="utf-8")
    return "lettre.md"


@pytest.fixture
def sandbox(make_sandbox: Callable[..., Sandbox]) -> Sandbox:
    return make_sandbox()


@pytest.fixture
def archive(command: CommandLine, sandbox: Sandbox) -> Callable[..., Result]:
    def run(*arguments: str, **more: str) -> Result:
        return command("archive", *arguments, "--store", "s.db", f"--sandbox={sandbox.proxy_url}", **more)

    return run


def states(result: Result) -> dict[str, str]:
    return {each["url"]: each["state"] for each in json.loads(result.out)["captures"]}


def asked_of(sandbox: Sandbox) -> list[str]:
    return [
        f"{entry['host']}{entry['path']}"
        for entry in sandbox.log()
        if "host" in entry and entry["method"] != "CONNECT"
    ]


def test_what_needs_a_person_comes_first_with_what_to_do(archive: Callable[..., Result], letter: str) -> None:
    result = archive(letter)
    assert result.code == 0, result.err
    lines = result.out.splitlines()
    assert lines[0].startswith("withheld")
    assert f"sourcekeeper decide '{SHOWN}' archive" in lines[1]
    assert lines[-1] == "3 sources: 1 withheld, 2 archived"


def test_what_is_withheld_is_shown_without_its_secret_and_sent_once_it_is_allowed_by_name(
    archive: Callable[..., Result], command: CommandLine, sandbox: Sandbox, letter: str
) -> None:
    first = archive(letter, "-vv")
    assert SECRET not in first.out + first.err
    assert not [line for line in asked_of(sandbox) if SECRET in line]
    allowed = command("decide", SHOWN, "archive", "--store", "s.db")
    assert allowed.code == 0, allowed.err
    assert SECRET not in allowed.out + allowed.err
    assert states(archive("--json"))[SHARED] == "archived"


def test_a_dry_run_sends_nothing_and_makes_no_store(command: CommandLine, letter: str) -> None:
    result = command("archive", letter, "--dry-run", "--store", "s.db")
    assert result.code == 0, result.err
    assert "would be sent (2)" in result.out
    assert "https://deux.example.org/b.pdf  [force-get]" in result.out
    assert SHOWN in result.out
    assert sorted(path.name for path in command.folder.iterdir()) == ["lettre.md"]


def test_a_dry_run_leaves_a_store_as_it_was(
    archive: Callable[..., Result], command: CommandLine, sandbox: Sandbox, letter: str
) -> None:
    archive("https://trois.example.org/c")
    before, asked = (command.folder / "s.db").read_bytes(), asked_of(sandbox)
    rehearsed = archive(letter, "--dry-run", "--json", "--outlinks")
    assert (command.folder / "s.db").read_bytes() == before
    assert asked_of(sandbox) == asked
    told = json.loads(rehearsed.out)
    assert told["dry_run"] is True
    assert {each["url"]: each["would"] for each in told["captures"]} == {
        "https://un.example.org/a": "send",
        "https://deux.example.org/b.pdf": "send",
        SHARED: "nothing",
    }
    assert states(archive("--json")) == {"https://trois.example.org/c": "archived"}


def test_a_list_of_addresses_is_read_from_standard_input(archive: Callable[..., Result]) -> None:
    listed = "# sources\n\nhttps://un.example.org/a\nhttps://un.example.org/a\nnot an address\n"
    result = archive("--from", "-", "--json", stdin=listed)
    assert states(result) == {"https://un.example.org/a": "archived"}
    assert "not an address: 'not an address'" in result.err
    assert result.code == 1


@pytest.mark.parametrize("pattern", ["un.example.org", "*.example.org", "https://un.example.org/*"])
def test_what_a_setting_says_never_to_is_never_sent(
    archive: Callable[..., Result], command: CommandLine, sandbox: Sandbox, pattern: str
) -> None:
    (command.folder / "sourcekeeper.toml").write_text(f'[archive]\nnever = ["{pattern}"]\n', encoding="utf-8")
    result = archive("https://un.example.org/a", "--json")
    (capture,) = json.loads(result.out)["captures"]
    assert (capture["state"], capture["code"]) == ("withheld", "never-setting")
    assert pattern in capture["advice"]
    assert not [line for line in asked_of(sandbox) if line.startswith("web.archive.org/save")]
    assert not [line for line in asked_of(sandbox) if "un.example.org" in line]


def test_a_setting_made_later_holds_back_what_is_queued(command: CommandLine, sandbox: Sandbox, letter: str) -> None:
    queued = command("keep", letter, "--no-archive", "--store", "s.db", f"--sandbox={sandbox.proxy_url}")
    assert queued.code == 0, queued.err
    (command.folder / "sourcekeeper.toml").write_text('[archive]\nnever = ["un.example.org"]\n', encoding="utf-8")
    told = command("archive", letter, "--store", "s.db", "--dry-run", "--json")
    assert {each["url"]: each["would"] for each in json.loads(told.out)["captures"]} == {
        "https://un.example.org/a": "nothing",
        "https://deux.example.org/b.pdf": "send",
        SHARED: "nothing",
    }


def test_without_waiting_a_later_run_proves(archive: Callable[..., Result], sandbox: Sandbox) -> None:
    sandbox.faults = Faults.parse("start-delay=60")  # no slot is free again while the first run lasts
    urls = [f"https://site{number}.example.org/" for number in range(4)]
    first = archive(*urls, "--no-wait", "--json")
    assert first.code == 4
    assert sorted(states(first).values()) == ["queued", "submitted", "submitted", "submitted"]
    sandbox.faults = Faults()
    sandbox.advance(timedelta(seconds=90))
    later = archive("--json")
    assert set(states(later).values()) == {"archived"}, later.out
    assert later.code == 0


def test_options_reach_the_archive_and_are_remembered(archive: Callable[..., Result]) -> None:
    result = archive("https://un.example.org/a", "--screenshot", "--outlinks", "--json")
    (capture,) = json.loads(result.out)["captures"]
    assert capture["options"] == {"outlinks": True, "screenshot": True}
    assert capture["snapshot"]["screenshot"].endswith("/screenshot/https://un.example.org/a")


def test_without_keys_a_page_is_written_and_what_is_saved_by_it_is_found(
    archive: Callable[..., Result], command: CommandLine, sandbox: Sandbox, letter: str
) -> None:
    result = archive(letter, "--save-page", "page.html")
    assert result.code == 4
    assert "page.html is written, with 2 captures to go" in result.err
    assert not [line for line in asked_of(sandbox) if line.startswith("web.archive.org/save")]
    page = lxml.html.parse(str(command.folder / "page.html")).getroot()
    assert page.get("lang") == "fr"
    assert page.findtext(".//h1") == "Lettre <b>ouverte</b>"
    assert SECRET not in (command.folder / "page.html").read_text(encoding="utf-8")
    forms: list[Any] = list(page.forms)
    assert [dict(form.form_values()) for form in forms] == [
        {"url": "https://un.example.org/a"},
        {"url": "https://deux.example.org/b.pdf", "force_get": "on"},
    ]


def test_a_page_that_cannot_be_written_leaves_everything_queued(
    archive: Callable[..., Result], command: CommandLine, letter: str
) -> None:
    refused = archive(letter, "--save-page", "nowhere/page.html")
    assert refused.code == 1
    assert "cannot write" in refused.err
    told = json.loads(command("archive", "--store", "s.db", "--dry-run", "--json").out)
    assert [each["state"] for each in told["captures"]].count("queued") == 2


def test_a_dry_run_and_a_page_exclude_each_other(archive: Callable[..., Result], letter: str) -> None:
    assert archive(letter, "--dry-run", "--save-page", "page.html").code == 2


def test_a_bare_run_tells_of_what_it_did(archive: Callable[..., Result], letter: str) -> None:
    archive(letter)
    again = archive()
    assert again.code == 0
    assert "https://un.example.org/a" not in again.out
    assert again.out.splitlines()[-1] == "3 sources: 1 withheld, 2 archived"


def test_no_store_is_made_for_nothing(command: CommandLine) -> None:
    result = command("archive", "--store", "none.db")
    assert result.code != 0
    assert not Path(command.folder / "none.db").exists()


def test_a_sandbox_of_ones_own_fits_the_text_that_is_named(command: CommandLine) -> None:
    """Its web is the one that `keep` shows: there is what the text cites from the archive, and nothing is misnamed."""
    text = "A claim.[^1] And one.[^2]\n\n[^1]: https://web.archive.org/web/20231115000000/https://un.example.org/a\n"
    text += "[^2]: Conseil constitutionnel, décision n° 2023-850 DC du 17 mai 2023. https://deux.example.org/b\n"
    (command.folder / "letter.md").write_text(text, encoding="utf-8")
    result = command("archive", "letter.md", "--sandbox", "--store", "s.db", "--json")
    assert states(result)["https://un.example.org/a"] == "archived"
    assert command("check", "letter.md", "--sandbox", "--store", "s.db", "--quiet").code == 0
    titles = [item.get("title") for item in json.loads(command("export", "--json", "--store", "s.db").out)]
    assert "Conseil constitutionnel, décision n° 2023-850 DC du 17 mai 2023" in titles
