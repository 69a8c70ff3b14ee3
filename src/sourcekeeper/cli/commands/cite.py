"""`sourcekeeper cite`: a footnote or a page to bibliographic entries."""

from __future__ import annotations

import click

from sourcekeeper.cli.corrections import set_option, unset_option
from sourcekeeper.cli.options import CommonOptions, HouseCommand, common_options


@click.command("cite", cls=HouseCommand)
@click.argument("texts", nargs=-1, metavar="[TEXT|URL]…")
@click.option("--document", "documents", multiple=True, metavar="DOCUMENT", help="Cite what this text cites.")
@click.option(
    "--format",
    "format_",
    default="biblatex",
    show_default=True,
    metavar="NAME",
    help="csl-json, biblatex, bibtex, ris, wikitext, markdown, html, text.",
)
@click.option("--jsonl", is_flag=True, help='Read lines {"id","text"} or {"id","page","url"} and answer with lines.')
@click.option("--language", metavar="TAG", help="Language of the texts, as fr or en; guessed when not given.")
@set_option
@unset_option
@click.option("--because", default="", metavar="TEXT", help="Why it is corrected; shown wherever the correction is.")
@common_options()
def command(  # noqa: PLR0913  one an option
    common: CommonOptions,
    *,
    texts: tuple[str, ...],
    documents: tuple[str, ...],
    format_: str,
    jsonl: bool,
    language: str | None,
    set_: tuple[str, ...],
    unset: tuple[str, ...],
    because: str,
) -> int:
    """Turn footnotes or pages into bibliographic entries.

    A TEXT is read as a footnote, offline; a URL or a DOI is fetched and asked what it is. With --set, what the store
    cites under an address or a cite key is corrected there, and stays so; of anything else only what is printed.

    Example: sourcekeeper cite "Ann Lee, « A title », The Paper, 3 May 2021."
    """
    from sourcekeeper.cli import citing  # noqa: PLC0415  what follows loads the rooms

    if jsonl:
        if texts or documents:
            raise click.UsageError("--jsonl reads standard input; it takes no text and no document.")
        return citing.cite_lines(common, language)
    if (set_ or unset) and (len(texts) != 1 or documents or jsonl):
        raise click.UsageError("--set and --unset correct one work: name one text, address or cite key.")
    if not (texts or documents):
        raise click.UsageError("Name a text or an address, a --document, or use --jsonl.")
    if set_ or unset:
        from sourcekeeper.cli import correcting  # noqa: PLC0415  as above

        return correcting.cite_corrected(
            common, texts[0], set_, unset, because=because, format=format_, language=language
        )
    return citing.cite(common, texts, documents, format_, language)
