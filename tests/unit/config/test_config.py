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
        ("store = \n", {}),
        ("", {"SOURCEKEEPER_WAYBACK_URL": "ftp://x"}),
        ("", {"SOURCEKEEPER_SAVES_PER_MINUTE": "many"}),
    ],
)
def test_a_wrong_value_is_told_with_its_place(tmp_path, text, environ):
    with pytest.raises(ConfigError, match=r"sourcekeeper\.toml|SOURCEKEEPER_"):
        settings(tmp_path, text=text, environ=environ)


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
