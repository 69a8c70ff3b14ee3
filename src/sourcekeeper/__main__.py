"""The console script. ``--version`` is answered before anything is imported: it is what installers ask."""

import sys

from sourcekeeper import __version__


def main() -> None:
    """Run the command line; ends with the documented exit code."""
    if sys.argv[1:] == ["--version"]:
        sys.stdout.write(f"sourcekeeper {__version__}\n")
        return
    from sourcekeeper.cli.main import run  # noqa: PLC0415  click alone takes longer than the answer above

    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
