"""`--sandbox` may stand alone, or bring an address in the same word."""

import click
import pytest
from click.testing import CliRunner

from sourcekeeper.cli.options import OWN_SANDBOX, HouseCommand, common_options


@click.command(cls=HouseCommand)
@click.argument("words", nargs=-1)
@common_options()
def command(common, words):
    click.echo(f"{common.sandbox} {' '.join(words)}")


@pytest.mark.parametrize(
    ("arguments", "printed"),
    [
        (["--sandbox", "letter.txt"], f"{OWN_SANDBOX} letter.txt"),
        (["letter.txt", "--sandbox"], f"{OWN_SANDBOX} letter.txt"),
        (["--sandbox=http://127.0.0.1:8642", "letter.txt"], "http://127.0.0.1:8642 letter.txt"),
        (["--sandbox", "https://example.org/letter"], f"{OWN_SANDBOX} https://example.org/letter"),
        (["--", "--sandbox"], "None --sandbox"),
    ],
    ids=str,
)
def test_a_lone_sandbox_does_not_swallow_what_follows(arguments, printed):
    assert CliRunner().invoke(command, arguments).output.strip() == printed


def test_an_empty_value_is_refused_and_never_taken_for_the_real_world():
    """A script's `--sandbox=$URL` whose variable is not set must not send to the public archive."""
    result = CliRunner().invoke(command, ["--sandbox=", "letter.txt"])
    assert result.exit_code == 2
    assert "--sandbox= is empty" in result.output


def test_an_address_of_a_sandbox_in_a_word_of_its_own_is_told():
    result = CliRunner().invoke(command, ["--sandbox", "http://127.0.0.1:8642"])
    assert result.exit_code == 2
    assert "--sandbox=http://127.0.0.1:8642" in result.output
