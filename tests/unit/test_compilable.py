"""What mypyc would silently compile to something else stands nowhere in the source; all else it refuses by itself."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[2] / "src" / "sourcekeeper"


@pytest.mark.parametrize("room", ["citing", "reading", "web"])
def test_no_operand_is_a_name_that_a_later_operand_assigns(room: str) -> None:
    """Of ``x != (x := f(x))``, compiled, both sides are the new `x` (mypyc 2.4)."""
    found = {
        f"{path.relative_to(SOURCE)}:{line}"
        for path in sorted((SOURCE / room).rglob("*.py"))
        for line in reassigned(path.read_text(encoding="utf-8"))
    }
    assert not found


@pytest.mark.parametrize(
    "source",
    ["x != (x := f(x))", "x + (x := f(x))", "f(x, (x := 2))", "f(x, key=(x := 2))", "x[(x := 2)]", "a < x < (x := 2)"],
)
def test_an_operand_that_is_reassigned_is_found(source: str) -> None:
    """In each order of operands Python knows."""
    assert [*reassigned(source)] == [1]


@pytest.mark.parametrize(
    "source", ["(x := f(x)) != x", "f(x) != (x := 2)", "[x for x in y if (x := 2)]", "y != (x := 2)"]
)
def test_what_is_computed_or_assigned_before_is_no_matter(source: str) -> None:
    """Its value is taken before the name changes."""
    assert not [*reassigned(source)]


def reassigned(source: str) -> Iterator[int]:
    """Yield the lines on which an operand is a bare name that a later operand of the same expression assigns."""
    for node in ast.walk(ast.parse(source)):
        operands = _operands(node)
        for at, operand in enumerate(operands):
            if isinstance(operand, ast.Name) and operand.id in _assigned(operands[at + 1 :]):
                yield operand.lineno


def _operands(node: ast.AST) -> list[ast.expr]:
    match node:
        case ast.Compare():
            return [node.left, *node.comparators]
        case ast.BinOp():
            return [node.left, node.right]
        case ast.Call():
            return [*node.args, *(keyword.value for keyword in node.keywords)]
        case ast.Subscript():
            return [node.value, node.slice]
        case ast.Tuple() | ast.List() | ast.Set():
            return node.elts
    return []


def _assigned(operands: list[ast.expr]) -> set[str]:
    return {inner.target.id for operand in operands for inner in ast.walk(operand) if isinstance(inner, ast.NamedExpr)}
