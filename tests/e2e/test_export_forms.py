"""The options of `export` that say in which form: for which program, in which style, with snapshots where."""

import json
import shutil
from pathlib import Path

import pytest

EXAMPLE = Path(__file__).parents[2] / "examples" / "lettre-ouverte.txt"


@pytest.fixture
def letter(command):
    shutil.copy(EXAMPLE, command.folder / "letter.txt")
    return "letter.txt"


@pytest.mark.parametrize(
    ("program", "begins"),
    [
        ("wordpress", "<!-- wp:list"),
        ("spip", "[["),
        ("html", '<section class="notes"'),
        ("word", "{\\rtf1"),
        ("zotero", "["),
        ("pandoc", "["),
    ],
)
def test_each_program_gets_what_it_reads(command, letter, program, begins):
    result = command("export", letter, "--for", program)
    assert result.code == 0, result.err
    assert result.out.startswith(begins)


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (["--for", "latex"], "does not go with the format notes"),
        (["--format", "biblatex", "--for", "spip"], "does not go with the format biblatex"),
        (["--format", "bibtex", "--snapshot", "archiveurl"], "bibtex has no place archiveurl"),
        (["--snapshot", "nowhere"], "unknown place of snapshots 'nowhere'"),
        (["--format", "notes", "--snapshot", "note"], "no --snapshot, no --style"),
        (["--format", "notes", "--only-dead"], "--only goes with the other formats"),
        (["--style", "apa", "--format", "ris"], "ris takes no CSL style"),
        (["--style", "aqa"], "no CSL style 'aqa'"),
        (["--format", "docx"], "unknown exporter 'docx'"),
    ],
)
def test_what_does_not_fit_together_is_wrong_usage_and_writes_nothing(command, letter, options, says):
    result = command("export", letter, *options, "-o", "out")
    assert result.code == 2
    assert says in result.err
    assert not (command.folder / "out").exists()


def test_archiveurl_writes_what_declares_it_beside(command, letter):
    assert command("export", letter, "--snapshot", "archiveurl", "-o", "refs.bib").code == 0
    assert "archiveurl" in (command.folder / "refs.dbx").read_text(encoding="utf-8")
    told = command("export", letter, "--snapshot", "archiveurl")
    assert "refs.dbx" not in told.err
    assert "FILE.dbx" in told.err


def test_what_is_lost_of_a_hostile_list_is_told_with_its_address(command):
    item = {
        "id": "k", "type": "webpage", "title": "<b>long</b> " * 2000, "URL": "https://a.example/p",
        "issued": {"date-parts": [[2023, 2, 30]]},
    }  # fmt: skip
    (command.folder / "list.json").write_text(json.dumps([item]), encoding="utf-8")
    result = command("export", "list.json", "--format", "csl-json")
    (written,) = json.loads(result.out)
    assert written["title"].endswith("long…")
    assert written["issued"] == {"date-parts": [[2023, 2]]}
    assert result.err.count("(https://a.example/p)") == 2


def test_references_in_a_style_are_those_of_the_style(command, letter):
    result = command("export", letter, "--style", "iso690-author-date-fr")
    assert result.code == 0, result.err
    assert "COUR DES COMPTES, 2020." in result.out
