"""Settings: option over environment over file over default, and nothing dangerous from a file."""

from datetime import timedelta
from pathlib import Path

import pytest

from sourcekeeper.config import FILE_NAME, is_on_this_machine, load_settings
from sourcekeeper.errors import ConfigError


def settings(tmp_path, *, text="", environ=None, options=None):
    if text:
        (tmp_path / "sourcekeeper.toml").write_text(text, encoding="utf-8")
    return load_settings(environ=environ or {}, folder=tmp_path, options=options)


def test_an_option_wins_over_the_environment_and_that_over_the_file(tmp_path):
    file = 'store = "file.db"\n'
    environ = {"SOURCEKEEPER_STORE": "environment.db"}
    assert settings(tmp_path, text=file).store == str(tmp_path / "file.db")
    assert settings(tmp_path, text=file, environ=environ).store == "environment.db"
    assert settings(tmp_path, text=file, environ=environ, options={"store": "option.db"}).store == "option.db"


def test_an_option_that_was_not_given_does_not_win(tmp_path):
    assert settings(tmp_path, environ={"SOURCEKEEPER_STORE": "e.db"}, options={"store": None}).store == "e.db"


def test_the_nearest_file_upwards_is_read(tmp_path):
    folder = tmp_path / "a" / "b"
    folder.mkdir(parents=True)
    (tmp_path / "sourcekeeper.toml").write_text("[fetch]\ngap_seconds = 3\n", encoding="utf-8")
    assert load_settings(environ={}, folder=folder).fetch.gap_seconds == 3


def test_every_value_tells_where_it_came_from(tmp_path):
    found = settings(tmp_path, text="[archive]\nnewer_than_days = 7\n", environ={"HTTPS_PROXY": "http://p:1"})
    assert found.archive.newer_than == timedelta(days=7)
    assert found.origins["archive.newer_than"].endswith("sourcekeeper.toml")
    assert found.origins["network.https_proxy"] == "environment HTTPS_PROXY"


@pytest.mark.parametrize(
    "text",
    [
        "[archive]\nwayback_url = 'http://evil.example'\n",
        "[archive]\naccess_key = 'x'\n",
        "[network]\nallow_private = true\n",
        "[fetch]\ngapp_seconds = 1\n",
        "colour = 'red'\n",
    ],
    ids=["archive address", "keys", "private networks", "misspelt", "unknown"],
)
def test_a_file_may_not_say_it(tmp_path, text):
    with pytest.raises(ConfigError, match="unknown setting"):
        settings(tmp_path, text=text)


@pytest.mark.parametrize(
    ("text", "environ"),
    [
        ("[fetch]\ngap_seconds = -1\n", {}),
        ("[fetch]\ngap_seconds = nan\n", {}),
        ("[fetch]\nin_flight = 0\n", {}),
        ("[fetch]\nin_flight = inf\n", {}),
        ("[fetch]\nin_flight = 1.5\n", {}),
        ("[archive]\nnewer_than_days = 1e99\n", {}),
        ("[archive]\nconsent = 'perhaps'\n", {}),
        ("store = 3\n", {}),
        ("store = ''\n", {}),
        ("[fetch]\ntimeout_seconds = 0\n", {}),
        ("[fetch]\nconnect_timeout_seconds = 0.01\n", {}),
        ("[fetch]\nin_flight = 1000000000000\n", {}),
        ("[fetch]\nin_flight = 'many'\n", {}),
        ("[fetch]\ngap_seconds = []\n", {}),
        ("[copies]\nenabled = 'nope'\n", {}),
        ("[check]\nprobe = 3\n", {}),
        ("[check]\nrobots = 2026-01-01\n", {}),
        ("x = " + "[" * 5000, {}),
        ("", {"SOURCEKEEPER_SAVES_PER_MINUTE": "0"}),
        ("", {"SOURCEKEEPER_ALLOW_PRIVATE": "perhaps"}),
        ("", {"SOURCEKEEPER_STORE": " "}),
        ("store = \n", {}),
        ("", {"SOURCEKEEPER_WAYBACK_URL": "ftp://x"}),
        ("", {"SOURCEKEEPER_SAVES_PER_MINUTE": "many"}),
    ],
)
def test_a_wrong_value_is_told_with_its_place(tmp_path, text, environ):
    with pytest.raises(ConfigError, match=r"sourcekeeper\.toml|SOURCEKEEPER_"):
        settings(tmp_path, text=text, environ=environ)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[fetch]\nin_flight = 'many'\n", "'many' is not a number."),
        ("[fetch]\ngap_seconds = -1\n", "-1 is not a number from 0 to 1,000,000,000,000."),
        ("[copies]\nenabled = 'nope'\n", "'nope' is neither true nor false."),
        ("[check]\nprob = true\n", "Did you mean 'check.probe'"),
        ("[hosts.'a.example']\nskipp = true\n", "unknown setting 'skipp'. Did you mean 'skip'?"),
    ],
)
def test_a_wrong_value_is_told_in_words_for_people(tmp_path, text, told):
    with pytest.raises(ConfigError) as caught:
        settings(tmp_path, text=text)
    assert told in str(caught.value)
    assert "could not convert" not in str(caught.value)


@pytest.mark.parametrize(
    ("content", "told"),
    [(b"store = '\xe9'", "it is no text in UTF-8"), (None, "No such file"), ("folder", "Is a directory")],
    ids=["latin", "missing", "folder"],
)
def test_a_file_that_cannot_be_read_is_told_without_the_words_of_the_system(tmp_path, content, told):
    file = tmp_path / "c.toml"
    if content == "folder":
        file.mkdir()
    elif content is not None:
        file.write_bytes(content)
    with pytest.raises(ConfigError, match=told) as caught:
        load_settings(environ={}, folder=tmp_path, file=file)
    assert not any(each in str(caught.value) for each in ("Errno", "codec"))


def test_a_file_with_the_mark_that_editors_of_windows_write_is_read(tmp_path):
    (tmp_path / FILE_NAME).write_bytes(b"\xef\xbb\xbf[fetch]\r\ngap_seconds = 3\r\n")
    assert load_settings(environ={}, folder=tmp_path).fetch.gap_seconds == 3


@pytest.mark.parametrize(
    "line", ["https_proxy = 'http://evil.example:1'", "ca_file = 'evil.pem'", "no_proxy = '*'", "http_proxy = 'x:1'"]
)
def test_a_file_beside_a_document_does_not_lead_traffic_and_keys_elsewhere(tmp_path, monkeypatch, line):
    """With a proxy and an authority of their own, whoever sent a folder would read the archive keys."""
    own = tmp_path / "own"
    monkeypatch.setattr("platformdirs.user_config_path", lambda *_, **__: own)
    for folder in (own, tmp_path / "work"):
        folder.mkdir()
        (folder / FILE_NAME).write_text(f"[network]\n{line}\n", encoding="utf-8")
    with pytest.raises(ConfigError, match="may stand only in"):
        load_settings(environ={}, folder=tmp_path / "work")
    name = line.partition(" ")[0]
    by_hand = load_settings(environ={}, folder=tmp_path, file=tmp_path / "work" / FILE_NAME)
    assert getattr(by_hand.network, name), "a person named that file"
    assert getattr(load_settings(environ={}, folder=own).network, name)


def test_the_sandbox_changes_only_proxy_authority_and_keys(tmp_path):
    before = settings(tmp_path, environ={"SOURCEKEEPER_WAYBACK_URL": "https://elsewhere.example"})
    inside = before.in_sandbox(proxy_url="http://127.0.0.1:1", ca_file="ca.pem", access_key="a", secret_key="b")
    assert inside.network.https_proxy == inside.network.http_proxy == "http://127.0.0.1:1"
    assert inside.archive.wayback_url == "https://web.archive.org"
    assert inside.archive.saves_per_minute == before.archive.saves_per_minute
    assert inside.fetch == before.fetch


def test_keys_are_not_in_a_repr(tmp_path):
    inside = settings(tmp_path).in_sandbox(proxy_url="p", ca_file="c", access_key="ACCESS", secret_key="SECRET")
    assert "ACCESS" not in repr(inside)
    assert "SECRET" not in repr(inside)


def test_an_archive_on_this_machine_is_known_as_one(tmp_path):
    here = settings(tmp_path, environ={"SOURCEKEEPER_WAYBACK_URL": "http://127.0.0.1:8000"})
    assert here.archive.is_loopback
    assert not settings(tmp_path).archive.is_loopback


# --- other archives --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("https://arquivo.pt/wayback/", ("memento+https://arquivo.pt/wayback",)),
        ("pywb+http://localhost:8080/sources", ("pywb+http://localhost:8080/sources",)),
        (
            "memento+https://arquivo.pt/wayback, pywb+http://localhost:8080/a+b",
            ("memento+https://arquivo.pt/wayback", "pywb+http://localhost:8080/a+b"),
        ),
        ("", ()),
    ],
)
def test_other_archives_are_named_by_kind_and_address(tmp_path: Path, text: str, expected: tuple[str, ...]) -> None:
    settings = load_settings(environ={"SOURCEKEEPER_ALSO_ARCHIVES": text}, folder=tmp_path)
    assert settings.archive.also == expected


@pytest.mark.parametrize("text", ["arquivo.pt", "pywb+localhost", "ftp://example.org/x"])
def test_what_is_no_address_of_an_archive_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(ConfigError, match="SOURCEKEEPER_ALSO_ARCHIVES"):
        load_settings(environ={"SOURCEKEEPER_ALSO_ARCHIVES": text}, folder=tmp_path)


def test_a_file_beside_a_document_names_no_archive_that_of_the_user_may(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = tmp_path / "own"
    monkeypatch.setattr("platformdirs.user_config_path", lambda *_, **__: own)
    (tmp_path / "work").mkdir()
    own.mkdir()
    content = '[archive]\nalso = ["https://arquivo.pt/wayback"]\n'
    (own / FILE_NAME).write_text(content, encoding="utf-8")
    settings = load_settings(environ={}, folder=tmp_path / "work")
    assert settings.archive.also == ("memento+https://arquivo.pt/wayback",)
    (tmp_path / "work" / FILE_NAME).write_text(content, encoding="utf-8")
    with pytest.raises(ConfigError, match="may stand only in"):
        load_settings(environ={}, folder=tmp_path / "work")


def test_the_sandbox_asks_no_other_archive(tmp_path: Path) -> None:
    environ = {"SOURCEKEEPER_ALSO_ARCHIVES": "https://arquivo.pt/wayback"}
    settings = load_settings(environ=environ, folder=tmp_path)
    inside = settings.in_sandbox(proxy_url="http://127.0.0.1:1", ca_file="x", access_key="a", secret_key="b")
    assert inside.archive.also == ()


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("http://127.0.0.1:8080", True),
        ("http://localhost/x", True),
        ("pywb+http://[::1]:8080/sources", True),
        ("memento+https://arquivo.pt/wayback", False),
        ("https://localhost.example.org", False),
        ("https://web.archive.org", False),
    ],
)
def test_an_archive_on_this_machine_is_told_by_its_host(address: str, expected: bool) -> None:
    assert is_on_this_machine(address) is expected
