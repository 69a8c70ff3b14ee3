"""The documentation is complete, and what it shows is true."""

import importlib.util
import re
from pathlib import Path

import pytest

import sourcekeeper
from sourcekeeper import __all__ as face
from sourcekeeper import errors
from sourcekeeper.cli.main import COMMANDS
from sourcekeeper.config import ENVIRONMENT_NAMES, SETTING_NAMES
from sourcekeeper.model import CaptureState, PageKind, Standing, Verdict

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]


def load_build():
    spec = importlib.util.spec_from_file_location("docs_build", ROOT / "docs" / "build.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_generated_pages_are_what_the_code_says():
    assert load_build().stale_pages() == []


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_every_command_is_in_the_readme_and_has_an_example(command):
    assert f"| `{command}` |" in (ROOT / "README.md").read_text(encoding="utf-8")
    reference = (ROOT / "docs" / "reference" / "commands.md").read_text(encoding="utf-8")
    section = reference.split(f"\n## {command}\n")[1].split("\n## ")[0]
    assert "Example: sourcekeeper" in section


@pytest.mark.parametrize("name", [*SETTING_NAMES, *ENVIRONMENT_NAMES])
def test_every_setting_is_documented(name):
    assert f"`{name}`" in (ROOT / "docs" / "reference" / "settings.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", [each for each in SETTING_NAMES if each.count(".") < 2])
def test_every_setting_has_its_default_and_its_meaning_in_a_table(name):
    page = (ROOT / "docs" / "reference" / "settings.md").read_text(encoding="utf-8")
    (row,) = [line for line in page.splitlines() if line.startswith(f"| `{name}` |")]
    assert len([cell for cell in row.strip("|").split(" | ") if cell.strip()]) == 3


@pytest.mark.parametrize("word", [each.value for each in (*Verdict, *Standing, *CaptureState, *PageKind)])
def test_every_word_of_the_json_is_documented(word):
    assert re.search(rf"\b{word}\b", (ROOT / "docs" / "reference" / "json.md").read_text(encoding="utf-8"))


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_links_between_pages_lead_somewhere(page):
    for target in re.findall(r"\]\(([^)#]+)\)", page.read_text(encoding="utf-8")):
        if not target.startswith(("http://", "https://")):
            assert (page.parent / target).exists(), target


def test_every_error_is_in_the_tree_at_the_head_of_its_module():
    named = [name for name in vars(errors) if isinstance(vars(errors)[name], type) and name != "timedelta"]
    assert all(name in errors.__doc__ for name in named)


def test_the_face_of_the_package_is_sorted():
    assert list(face) == sorted(face)


def test_help_and_completion_see_what_is_loaded_when_first_used():
    assert set(face) <= set(dir(sourcekeeper))
