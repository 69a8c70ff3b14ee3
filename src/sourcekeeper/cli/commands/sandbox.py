"""`sourcekeeper sandbox`: a miniature web and archive that other commands join with ``--sandbox=URL``."""

from __future__ import annotations

import click

from sourcekeeper.cli.options import CommonOptions, HouseCommand, common_options
from sourcekeeper.cli.say import say


@click.command("sandbox", cls=HouseCommand)
@click.option("--faults", default="", metavar="NAME=VALUE,…", help="What goes wrong: see docs/reference/sandbox.md.")
@click.option("--from", "documents", multiple=True, metavar="DOCUMENT", help="Make pages that fit this text's notes.")
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="0 chooses a free one.")
@click.option("--seed", type=int, default=0, help="Another number, another web.")
@click.option("--state", metavar="DIR", type=click.Path(file_okay=False), help="Remember captures here.")
@common_options()
def command(
    common: CommonOptions,
    faults: str,
    documents: tuple[str, ...],
    port: int,
    seed: int,
    state: str | None,
) -> int:
    """Run a miniature web and a stand-in for the Wayback Machine on this machine, until Ctrl-C.

    Nothing leaves the machine. Prints the address that other commands join with --sandbox=URL.

    Example: sourcekeeper sandbox --from letter.txt --state ./sandbox
    """
    import threading  # noqa: PLC0415
    from contextlib import suppress  # noqa: PLC0415
    from pathlib import Path  # noqa: PLC0415

    from sourcekeeper.cli.documents import named, tell_unreadable  # noqa: PLC0415  loads the readers
    from sourcekeeper.cli.fitting_pages import fitting_pages  # noqa: PLC0415
    from sourcekeeper.cli.output import print_line  # noqa: PLC0415
    from sourcekeeper.cli.session import scratch_keeper  # noqa: PLC0415
    from sourcekeeper.sandbox.faults import Faults  # noqa: PLC0415
    from sourcekeeper.sandbox.server import Sandbox  # noqa: PLC0415

    with scratch_keeper(common) as keeper:
        reads = list(keeper.read(named(documents)))
    if tell_unreadable(reads):
        return 1
    pages = fitting_pages([note for read in reads for note in read.notes])
    folder = Path(state) if state else None
    with Sandbox(state_folder=folder, pages=pages, faults=Faults.parse(faults), seed=seed, port=port) as sandbox:
        if common.as_json:
            about = {"url": sandbox.proxy_url, "ca_file": str(sandbox.ca_file), "log": str(sandbox.log_path)}
            print_line({"schema": "sourcekeeper.sandbox/1", **about})
        else:
            click.echo(sandbox.proxy_url)
        if not common.quiet:
            say(f"join with --sandbox={sandbox.proxy_url}; log: {sandbox.log_path}; Ctrl-C ends it", err=True)
        with suppress(KeyboardInterrupt):
            threading.Event().wait()
    return 0
