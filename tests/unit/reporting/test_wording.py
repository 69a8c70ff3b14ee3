import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sourcekeeper.model import FetchFailure, PageKind, Place, Problem, Reason
from sourcekeeper.reporting.wording import word, word_problem
from sourcekeeper.reporting.words import FAMILIES, WORDS

SOURCE = Path(__file__).parents[3] / "src" / "sourcekeeper"
MAKERS = frozenset({"_judged", "_problem", "AnswerLost", "_bot_wall"})
CODE = re.compile(r"[a-z][a-z0-9]*(?:[-:][a-z0-9]+)+|excluded|interrupted|captcha|redirected|unchanged")


def calls(tree: ast.AST) -> Iterator[ast.Call]:
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        match node.func:
            case ast.Attribute(value=ast.Name(id="Reason"), attr="of"):
                yield node
            case ast.Name(id=name) if name in MAKERS:
                yield node


def emitted() -> Iterator[tuple[str, str]]:
    """Yield every code written as a constant where reasons are made, with its file.

    Names of constants are looked up over the whole house; of two alternatives both are taken.
    """
    files = [path for path in SOURCE.rglob("*.py") if not {"testing", "sandbox"} & set(path.parts)]
    trees = {path: ast.parse(path.read_text("utf-8")) for path in files}
    constants = {
        target.id: node.value.value
        for tree in trees.values()
        for node in ast.iter_child_nodes(tree)
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    for path, tree in trees.items():
        for call in calls(tree):
            for argument in call.args:
                for node in ast.walk(argument):
                    value = node.value if isinstance(node, ast.Constant) else None
                    if isinstance(node, ast.Name):
                        value = constants.get(node.id)
                    if isinstance(value, str) and CODE.fullmatch(value):
                        yield value, str(path.relative_to(SOURCE))


def test_every_code_of_the_house_has_words():
    made = dict(emitted())
    rooms = {place.partition("/")[0].partition("\\")[0] for place in made.values()}
    assert {"archiving", "checking", "reading", "web"} <= rooms, "the search finds codes in every room"
    silent = {code: place for code, place in made.items() if not (code in WORDS or code.startswith(tuple(FAMILIES)))}
    assert silent == {}, "give them words in reporting/words/"


@pytest.mark.parametrize("failure", list(FetchFailure))
def test_every_failure_has_words(failure):
    assert f"fetch-{failure.value}" in WORDS


@pytest.mark.parametrize("kind", [kind for kind in PageKind if kind is not PageKind.TEXT])
def test_every_kind_of_unfit_snapshot_has_words(kind):
    assert f"shows-{kind.value}" in WORDS


@pytest.mark.parametrize("code", [*WORDS, *FAMILIES])
def test_both_languages_say_the_same_arguments(code):
    english, french = (WORDS.get(code) or FAMILIES[code])[:2]
    assert english
    assert french
    assert re.findall(r"\{\w+\}", english) == re.findall(r"\{\w+\}", french)
    assert not english.endswith(".")
    assert not french.endswith(".")


def test_arguments_stand_in_the_words():
    reason = Reason.of("redirected-permanently", new_url="https://a.fr/b")
    assert word(reason) == "moved for good to https://a.fr/b"
    assert word(reason, "fr-FR") == "déplacée définitivement vers https://a.fr/b"


def test_another_language_gets_english():
    assert word(Reason.of("moved-to-home"), "de") == "redirected to the front page of the site"


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("http-404", "page not found (404)"),
        ("http-502", "the server has a fault (502)"),
        ("http-226", "the page answers (226)"),
        ("http-418", "the server answered 418"),
        ("error:browsing-timeout", "the archive’s reason: browsing timeout"),
    ],
)
def test_families_of_codes_have_words(code, words):
    assert word(Reason.of(code)) == words


def test_an_unknown_code_stands_for_itself():
    assert word(Reason.of("from-the-future", year=2040)) == "from-the-future year=2040"


def test_a_missing_argument_leaves_a_gap():
    assert word(Reason.of("redirected")) == "redirected to …"


def test_a_hostile_argument_moves_no_cursor_and_is_cut():
    said = word(Reason.of("not-found-words", words="\x1b[2J\u202e{vendor}" + "x" * 500))
    assert "\x1b" not in said
    assert "\u202e" not in said
    assert len(said) < 260


def test_a_problem_has_the_words_of_its_reason():
    problem = Problem(reason=Reason.of("nul-characters", count=2), where=Place(start=3, end=5))
    assert word_problem(problem) == "2 NUL characters were dropped"
    assert word_problem(problem, "fr") == "2 caractères NUL ont été retirés"


@given(
    st.text(max_size=30),
    st.dictionaries(st.from_regex(r"[a-z]{1,6}", fullmatch=True), st.text() | st.integers()),
    st.text(),
)
def test_any_reason_has_words(code, arguments, language):
    assert isinstance(word(Reason(code=code, arguments=tuple(arguments.items())), language), str)
