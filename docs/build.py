"""Write the generated pages of docs/reference/, and all of docs/ as HTML into build/docs/.

``python docs/build.py --check`` writes nothing and fails when a generated page is not what the code says.
"""

from __future__ import annotations

import json
import sys
import tomllib
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import click
from markdown_it import MarkdownIt

from sourcekeeper.cli.main import COMMANDS
from sourcekeeper.config import ENVIRONMENT_NAMES, SETTING_NAMES, Settings
from sourcekeeper.config.telling import told_settings
from sourcekeeper.keeper.documents import readers

DOCS = Path(__file__).parent
NOTE = "<!-- Written by `make docs` from the code: change it there. -->\n\n"


def commands_page() -> str:
    """Return docs/reference/commands.md: every command's help, as a person sees it."""
    parts = [NOTE, "# Commands\n"]
    for name in sorted(COMMANDS):
        for path, command in _walk(name, import_module(f"sourcekeeper.cli.commands.{name}").command):
            context = click.Context(
                command, info_name=f"sourcekeeper {path}", max_content_width=100, terminal_width=100
            )
            parts.append(f"\n## {path}\n\n```\n{command.get_help(context)}\n```\n")
    return "".join(parts)


def _walk(path: str, command: click.Command) -> Iterator[tuple[str, click.Command]]:
    yield path, command
    if isinstance(command, click.Group):
        for name in sorted(command.commands):
            yield from _walk(f"{path} {name}", command.commands[name])


_PATIENCE = ("check.series.", "check.schedule.", "check.outages.")
"""Settings that have a table written by hand, with the source of each default."""


def settings_page() -> str:
    """Return docs/reference/settings.md: what a file and the environment may say."""
    text = (DOCS / "reference" / "settings.template").read_text(encoding="utf-8")
    meanings = tomllib.loads((DOCS / "reference" / "settings.toml").read_text(encoding="utf-8"))
    defaults = {each.name: each.value for each in told_settings(Settings(store="in your data folder"))}
    rows = "| setting | default | meaning |\n|---|---|---|" + "".join(
        f"\n| `{name}` | {json.dumps(defaults[name])} | {meanings[name]} |"
        for name in SETTING_NAMES
        if not name.startswith(_PATIENCE)
    )
    variables = "\n".join(f"- `{name}`" for name in sorted(ENVIRONMENT_NAMES))
    return NOTE + text.replace("{settings}", rows).replace("{environment}", variables)


def formats_page() -> str:
    """Return docs/reference/formats.md: a row a registered reader, then what is written by hand."""
    rows = ["| format | file names | what is read | where places point |", "|---|---|---|---|"]
    for reader in sorted(readers(), key=lambda each: each.name):
        module = sys.modules[type(reader).__module__]
        what = _sentence(module.__doc__).removeprefix("Read ")
        places = _sentence(type(reader).__doc__).partition("; places are ")[2] or "the file’s own names"
        rows.append(f"| `{reader.name}` | {' '.join(f'`{each}`' for each in reader.suffixes)} | {what} | {places} |")
    text = (DOCS / "reference" / "formats.template").read_text(encoding="utf-8")
    return NOTE + text.replace("{formats}", "\n".join(rows)).replace("{families}", _families())


def _families() -> str:
    """Return a row a family of HTML notes; tests/docs/test_families.py holds each to labelled documents."""
    rows = ["| family | what is understood | what is not |", "|---|---|---|"]
    for family in tomllib.loads((DOCS / "reference" / "families.toml").read_text(encoding="utf-8"))["family"]:
        rows.append(f"| {family['name']} | {family['understood']} | {family.get('not', '')} |")
    return "\n".join(rows)


def _sentence(doc: str | None) -> str:
    """Return the first line of a docstring, fit for a cell of a table."""
    line = (doc or "").strip().splitlines()[0].rstrip(".")
    return line.replace("|", "\\|").replace("``", "`")


PAGES = {
    "reference/commands.md": commands_page,
    "reference/formats.md": formats_page,
    "reference/settings.md": settings_page,
}


def stale_pages() -> list[str]:
    """Return the generated pages that are not what the code says."""
    return [name for name, make in PAGES.items() if not _is(DOCS / name, make())]


def _is(path: Path, content: str) -> bool:
    return path.exists() and path.read_text(encoding="utf-8") == content


def build() -> None:
    """Write the generated pages and the HTML."""
    for name, make in PAGES.items():
        (DOCS / name).write_text(make(), encoding="utf-8")
    target = DOCS.parent / "build" / "docs"
    markdown = MarkdownIt("commonmark").enable("table")
    for path in [*DOCS.rglob("*.md"), DOCS.parent / "README.md"]:
        page = target / path.relative_to(DOCS.parent).with_suffix(".html")
        page.parent.mkdir(parents=True, exist_ok=True)
        body = markdown.render(path.read_text(encoding="utf-8")).replace('.md"', '.html"')
        page.write_text(f'<!doctype html><meta charset="utf-8"><title>{path.stem}</title>\n{body}', encoding="utf-8")
    print(target)


if __name__ == "__main__":
    if "--check" in sys.argv:
        stale = stale_pages()
        print("\n".join(f"docs/{name} is not what the code says: run `make docs`" for name in stale))
        sys.exit(bool(stale))
    build()
