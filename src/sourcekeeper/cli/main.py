"""The group of commands, each in a module of its own that is imported when it is called.

Here errors become one line on stderr and the documented exit code (design: 2 wrong usage, 1 failed, 4 stopped early,
3 findings with ``--fail-on``, 0 done). A fault of our own is one line too, and a traceback only in the log (``-vv``).
"""

from __future__ import annotations

import gc
import io
import logging
import os
import shlex
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from importlib import import_module

import click

from sourcekeeper import __version__
from sourcekeeper.cli import streams
from sourcekeeper.cli.plain import plain, told
from sourcekeeper.cli.say import say
from sourcekeeper.cli.signals import STOPPED, stopping_politely
from sourcekeeper.errors import SourcekeeperError
from sourcekeeper.garbage import RARELY

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
        command: click.Command = import_module(f"sourcekeeper.cli.commands.{cmd_name}").command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command; of a misspelt one tell which may be meant, of a text that the command is missing."""
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            raise click.UsageError(_no_command(args[0]), ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands with their first sentences, importing none."""
        with formatter.section("Commands"):
            formatter.write_dl(sorted(COMMANDS.items()))


def _no_command(word: str) -> str:
    from sourcekeeper.config.values import near  # noqa: PLC0415  for those who misspell only

    if os.path.exists(word) or "://" in word:
        return (
            f"{plain(word)} is no command. To do the whole job with it: sourcekeeper keep {plain(shlex.quote(word))}"
        )
    return f"no command {plain(word)!r}{near(word, COMMANDS) or '.'}"


@click.command(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="sourcekeeper", message="%(prog)s %(version)s")
def group() -> None:
    """Keep the sources of campaign texts alive.

    Start without any account: sourcekeeper keep LETTER.txt --sandbox
    """


def run(arguments: Sequence[str]) -> int:
    """Run the command line and return the exit code."""
    streams.prepare()
    gc.set_threshold(*RARELY)
    logging.getLogger("sourcekeeper").addHandler(logging.NullHandler())
    with stopping_politely():
        return _outcome(lambda: _main(arguments))


def _main(arguments: Sequence[str]) -> object:
    # None leaves it to click: colours on a terminal only. What click does not know is https://no-color.org.
    is_plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    color = False if is_plain else None
    return group.main(args=list(arguments), prog_name="sourcekeeper", standalone_mode=False, color=color)


def _outcome(work: Callable[[], object]) -> int:
    try:
        outcome = work()
        # A full disk must be told as one, not met when the interpreter ends.
        sys.stdout.flush()
        return outcome if isinstance(outcome, int) else 0
    except click.ClickException as error:
        _show(error)
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        _flush_or_drop()
        _say("stopped: what was done is kept; run the same command again to go on.")
        return STOPPED
    except SourcekeeperError as error:
        _say(told(error))
        return error.exit_code
    except (BrokenPipeError, SystemExit):
        # The reader of our output went away (`| head`), which click turns into SystemExit: nothing to say.
        streams.drop_output()
        return 0
    except OSError as error:
        streams.drop_output()
        _say(plain(f"{_at_what(error)}: {error.strerror or error}"))
        return 1
    except Exception as error:
        from sourcekeeper.config import CONTACT  # noqa: PLC0415  never needed, we hope

        logging.getLogger("sourcekeeper.cli").debug("a fault of our own", exc_info=True)
        _say(plain(f"a fault in sourcekeeper itself: {type(error).__name__}: {error}. Please tell us at {CONTACT}."))
        return 1


def _show(error: click.ClickException) -> None:
    """Print what click has to say, folded like all else."""
    words = io.StringIO()
    error.show(words)
    with suppress(OSError):
        say(words.getvalue().rstrip("\n"), err=True)


def _at_what(error: OSError) -> str:
    """Return what an error of the system is about; most that name nothing are about our output."""
    if error.filename:
        return os.fsdecode(error.filename) if isinstance(error.filename, str | bytes) else str(error.filename)
    try:
        os.getcwd()
    except OSError:
        return "the working folder"
    return "output"


def _flush_or_drop() -> None:
    try:
        sys.stdout.flush()
    except OSError:
        streams.drop_output()


def _say(text: str) -> None:
    with suppress(OSError):
        say(f"sourcekeeper: {text}", err=True)
