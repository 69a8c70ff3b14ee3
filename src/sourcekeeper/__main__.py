"""The console script. ``--version`` is answered before anything is imported: it is what installers ask."""

import sys

from sourcekeeper import __version__


def main() -> None:
    """Run the command line; ends with the documented exit code."""
    try:
        if sys.argv[1:] == ["--version"] and sys.stdout is not None:
            sys.stdout.write(f"sourcekeeper {__version__}\n")
            sys.stdout.flush()
            return
        from sourcekeeper.cli.main import run  # noqa: PLC0415  click alone takes longer than the answer above

        code = run(sys.argv[1:])
    except (KeyboardInterrupt, OSError) as error:
        # Before `run` minds them: Ctrl-C while modules load, a version that cannot be written.
        code = _end_early(error)
    sys.exit(code)


def _end_early(error: BaseException) -> int:
    import os  # noqa: PLC0415

    if isinstance(error, KeyboardInterrupt):
        sys.stderr.write("sourcekeeper: stopped before anything was done.\n")
        return 4
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    if not isinstance(error, BrokenPipeError):
        sys.stderr.write(f"sourcekeeper: output: {error}\n")
    return 1


if __name__ == "__main__":
    main()
