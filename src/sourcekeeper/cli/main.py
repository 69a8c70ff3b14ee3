"""The group of commands, each in a module of its own that is imported when it is called.

Here errors become one line on stderr and the documented exit code (design: 2 wrong usage, 1 failed, 4 stopped early,
3 findings with ``--fail-on``, 0 done); a traceback is a bug.
"""

from __future__ import annotations

import logging
import os
import signal
import sys
from collections.abc import Sequence
from importlib import import_module
from types import FrameType

import click

from sourcekeeper import __version__
from sourcekeeper.errors import SourcekeeperError

STOPPED = 4

COMMANDS = {
    "archive": "Have sources archived, and prove that the snapshots are there.",
    "check": "Visit sources and say which still show what was cited.",
    "cite": "Turn a footnote or a page into a bibliographic entry.",
    "decide": "Give a person's word on a source.",
    "export": "Write a bibliography.",
    "extract": "Find the notes of a text and the sources in them.",
    "keep": "Extract, archive, check and export: the main job.",
    "keys": "Store and test the keys that saving at the archive needs.",
    "sandbox": "Run a miniature web and archive on this machine.",
    "show": "Show what the store knows.",
    "store": "Look after the store.",
}


class Commands(click.Group):
    """A group that imports a command only when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names, in order of the alphabet."""
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import a command's module and return the command."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"sourcekeeper.cli.{cmd_name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands with their first sentences, importing none."""
        with formatter.section("Commands"):
            formatter.write_dl(sorted(COMMANDS.items()))


@click.command(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="sourcekeeper", message="%(prog)s %(version)s")
def group() -> None:
    """Keep the sources of campaign texts alive.

    Start without any account: sourcekeeper keep LETTER.txt --sandbox
    """


def run(arguments: Sequence[str]) -> int:
    """Run the command line and return the exit code."""
    _speak_utf8()
    signal.signal(signal.SIGTERM, _interrupt)
    logging.getLogger("sourcekeeper").addHandler(logging.NullHandler())
    try:
        outcome = group.main(args=list(arguments), prog_name="sourcekeeper", standalone_mode=False)
        # A full disk must be told as one, not met when the interpreter ends.
        sys.stdout.flush()
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        _say("stopped: what was done is kept; run the same command again to go on.")
        return STOPPED
    except SourcekeeperError as error:
        _say(str(error))
        return error.exit_code
    except BrokenPipeError:
        # The reader of our output went away (`| head`): nothing to say.
        _drop_output()
        return 0
    except OSError as error:
        _drop_output()
        _say(f"{error.filename or 'output'}: {error.strerror or error}")
        return 1
    return outcome if isinstance(outcome, int) else 0


def _drop_output() -> None:
    """Let what is still buffered for standard output vanish: flushing it would fail once more."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _say(line: str) -> None:
    click.echo(f"sourcekeeper: {line}", err=True)


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _speak_utf8() -> None:
    """Data is UTF-8 also where the console's own encoding is another one (Windows)."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace" if stream is sys.stderr else "surrogateescape")
