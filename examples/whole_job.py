"""The whole job from Python, in the sandbox: read a text, visit and archive its sources, write the bibliography.

Run it beside a text: ``python whole_job.py letter.txt``. Nothing leaves the machine.
"""

import sys
from pathlib import Path

from sourcekeeper import Keeper
from sourcekeeper.config import load_settings
from sourcekeeper.sandbox.server import Sandbox


def keep(keeper: Keeper, text: str) -> None:
    """Do for one text what `sourcekeeper keep` does."""
    (read,) = keeper.read([text])
    if read.error is not None:
        raise read.error
    document = keeper.record(read).document
    for checked in keeper.check(document_ids=[document.id]):
        print(checked.judgement.verdict.value, checked.source.url)
    for capture in keeper.archive(document_ids=[document.id]).captures:
        print(capture.state.value, capture.source.url)
    bibliography = keeper.export("biblatex", document_ids=[document.id])
    Path("sources.bib").write_text("".join(bibliography), encoding="utf-8")


def main() -> None:
    """Open a sandbox and a store in memory, and keep the text named on the command line."""
    settings = load_settings(environ={}, folder=Path.cwd())
    with Sandbox() as sandbox:
        settings = settings.in_sandbox(
            proxy_url=sandbox.proxy_url,
            ca_file=str(sandbox.ca_file),
            access_key=sandbox.access_key,
            secret_key=sandbox.secret_key,
        )
        with Keeper(":memory:", settings=settings) as keeper:
            keep(keeper, sys.argv[1])


if __name__ == "__main__":
    main()
