"""Where the documentation says that something is, there it is: files it names, and what docstrings refer to."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "sourcekeeper"
PAGES = [ROOT / "CONTRIBUTING.md", ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
MODULES = sorted(SOURCE.rglob("*.py"))
PLACES = {f"/{path.relative_to(SOURCE).as_posix()}" for path in MODULES} | {
    f"/{path.relative_to(SOURCE).as_posix()}/" for path in SOURCE.rglob("*") if path.is_dir()
}
FOREIGN = {
    "em",
    "en",
    "ia",
    "nohup",
    "robotparser",
    "software",
    "sourcekeeper",
    "testing",
    "textwheel",
    "tld",
    "typing",
    "urllib",
}
"""Names of other houses."""


def is_there(place: str) -> bool:
    """Whether a file or folder is one of the package, by the end of its path, or one of the repository."""
    return any(known.endswith(f"/{place}") for known in PLACES) or (ROOT / place).exists()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_the_modules_that_a_page_names_are_there(page: Path) -> None:
    named = re.findall(r"`([\w/.-]+\.py)`", page.read_text(encoding="utf-8"))
    assert [place for place in named if not is_there(place)] == []


def test_the_rooms_that_the_plan_of_the_house_names_are_there() -> None:
    plan = (ROOT / "docs" / "explanation" / "architecture.md").read_text(encoding="utf-8")
    assert [place for place in re.findall(r"`([\w/]+/)`", plan) if not is_there(place)] == []


def names_of(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        match node:
            case ast.FunctionDef(name=name) | ast.ClassDef(name=name) | ast.Name(id=name):
                yield name
            case ast.Attribute(attr=name) | ast.arg(arg=name) | ast.keyword(arg=str(name)):
                yield name
            case ast.alias(name=name):
                yield from name.split(".")


def test_what_a_docstring_or_comment_refers_to_exists() -> None:
    known = set(FOREIGN) | {part for place in PLACES for part in place.removesuffix(".py").split("/")}
    texts = {path: path.read_text(encoding="utf-8") for path in MODULES}
    for text in texts.values():
        known.update(names_of(ast.parse(text)))
    astray = [
        f"{path.relative_to(SOURCE)}: {name}"
        for path, text in texts.items()
        for name in re.findall(r"(?<!`)`([A-Za-z_][\w.]*)`(?!`)", text)
        if not known.issuperset(name.rstrip(".").split("."))
    ]
    assert astray == []


BESIDE = sorted(path for folder in ("benchmarks", "examples") for path in (ROOT / folder).rglob("*.py"))


@pytest.mark.parametrize("path", BESIDE, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_what_benchmarks_and_examples_take_from_the_house_is_there(path: Path) -> None:
    """No test runs most of them, and no type checker reads them."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").partition(".")[0] == "sourcekeeper":
            room = import_module(str(node.module))
            for name in (alias.name for alias in node.names):
                assert hasattr(room, name) or find_spec(f"{node.module}.{name}"), f"{node.module} has no {name}"
