"""`keep` never overwrites a bibliography that is not its own, nor one text's with another's."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sourcekeeper.cli.bibliographies import stems, write_bibliographies
from sourcekeeper.config import default_sandbox_store
from sourcekeeper.keeper import Keeper
from sourcekeeper.ports import RawDocument
from sourcekeeper.testing.clock import FakeClock
from sourcekeeper.testing.fetching import FakeFetcher

TEXT = "A claim.1\n\n1. Ann Lee, “A long title”, The Paper, 3 May 2021. https://a.example/x\n".encode()


@pytest.fixture
def keeper(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    clock = FakeClock()
    with Keeper(fetcher=FakeFetcher({}, clock), clock=clock) as opened:
        yield opened


def written(keeper, *origins):
    recorded = [keeper.record(next(keeper.read([RawDocument(origin=str(origin), data=TEXT)]))) for origin in origins]
    paths, failed = write_bibliographies(keeper, recorded)
    return [str(path) for path in paths], failed


def test_both_formats_are_written_and_written_anew(keeper, tmp_path):
    for _ in range(2):
        assert written(keeper, "/a/letter.txt") == (["letter.bib", "letter.csl.json"], False)
    assert "lee2021long" in (tmp_path / "letter.bib").read_text(encoding="utf-8")
    assert json.loads((tmp_path / "letter.csl.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    "mine",
    [
        "@article{smith1999, title = {My own}}\n",
        "@article{lee2021long, title = {x}}\n@article{smith1999, title = {My own}}\n",
        "@string{pub = {Press}}\n@article{lee2021long, title = {x}}\n",
        "my notes on sources\n",
        "@article{lee2021long, title = {x}, abstract = {typed by hand}}\n",
        "",
    ],
    ids=["another", "ours-and-another", "strings", "no-bibtex", "keys of the store", "empty"],
)
def test_a_bibliography_of_a_persons_own_is_left_alone(keeper, tmp_path, capsys, mine):
    (tmp_path / "letter.bib").write_text(mine, encoding="utf-8")
    for _ in range(2):
        assert written(keeper, "/a/letter.txt")[0] == ["letter.sources.bib", "letter.csl.json"]
    assert (tmp_path / "letter.bib").read_text(encoding="utf-8") == mine
    assert "letter.sources.bib" in capsys.readouterr().err


@pytest.mark.parametrize(
    "mine",
    ['[{"id": "smith1999"}]', '[{"id": "lee2021long"}]', "[]", '{"a": 1}', "[1]", "[" * 100_000, "\udcff"],
    ids=range(7),
)
def test_a_csl_list_of_a_persons_own_is_left_alone(keeper, tmp_path, mine):
    (tmp_path / "letter.csl.json").write_text(mine, encoding="utf-8", errors="surrogateescape")
    assert written(keeper, "/a/letter.txt")[0] == ["letter.bib", "letter.sources.csl.json"]


def test_what_a_person_changed_in_a_bibliography_of_ours_is_theirs(keeper, tmp_path):
    written(keeper, "/a/letter.txt")
    mine = (tmp_path / "letter.bib").read_text(encoding="utf-8").replace("}\n", "  abstract = {by hand},\n}\n", 1)
    (tmp_path / "letter.bib").write_text(mine, encoding="utf-8")
    for _ in range(2):
        assert written(keeper, "/a/letter.txt")[0] == ["letter.sources.bib", "letter.csl.json"]
    assert (tmp_path / "letter.bib").read_text(encoding="utf-8") == mine


def test_the_text_itself_is_never_overwritten(keeper, tmp_path):
    (tmp_path / "letter.bib").write_text("", encoding="utf-8")
    assert "letter.bib" not in written(keeper, tmp_path / "letter.bib")[0]


def test_texts_of_one_name_get_a_file_each(keeper):
    paths, _failed = written(keeper, "/a/letter.txt", "/b/letter.txt", "/c/b/LETTER.md")
    assert len(set(paths)) == 6


def test_a_file_that_cannot_be_written_is_told_and_the_others_are_written(keeper, tmp_path, capsys):
    (tmp_path / "letter.bib").mkdir()
    (tmp_path / "letter.sources.bib").symlink_to(tmp_path / "no" / "such" / "folder.bib")
    paths, failed = written(keeper, "/a/letter.txt")
    assert "letter.csl.json" in paths
    assert not failed or capsys.readouterr().err


ORIGINS = st.lists(
    st.one_of(
        st.text(min_size=1).map(lambda name: "/x/" + name),
        st.text().map(lambda path: "https://example.org/" + path),
        st.just("-"),
    ),
    max_size=6,
    unique=True,
)


@given(ORIGINS)
def test_every_text_gets_a_name_of_its_own_that_is_a_name(origins):
    found = stems(origins)
    assert len(found) == len(origins) == len({name.casefold() for name in found})
    assert all(name and "/" not in name and "\x00" not in name and len(name.encode()) < 255 - 9 for name in found)


def test_what_the_sandbox_wrote_is_made_up_and_gives_way_to_the_real_one(keeper, tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    there = default_sandbox_store()
    with Keeper(there, settings=replace(keeper.settings, store=there, sandbox=True)) as sandbox:
        assert written(sandbox, "/a/letter.txt")[0] == ["letter.bib", "letter.csl.json"]
    (tmp_path / "letter.csl.json").write_text("[]", encoding="utf-8")
    assert written(keeper, "/a/letter.txt")[0] == ["letter.bib", "letter.sources.csl.json"]
