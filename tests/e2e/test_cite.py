"""`cite` at the hands of a person: what is named is understood, or what to do instead is told."""

import pytest


@pytest.mark.parametrize("named", ["10.1057/jit.2015.5", "doi:10.1057/jit.2015.5", "DOI: 10.1057/jit.2015.5"])
def test_a_doi_alone_is_asked_of_its_registry(command, named):
    by_address = command("cite", "https://doi.org/10.1057/jit.2015.5", "--sandbox")
    assert by_address.code == 0
    assert command("cite", named, "--sandbox").out == by_address.out


def test_a_note_with_a_doi_in_it_is_a_note(command):
    result = command("cite", "Ann Lee, “A title”, The Journal 18, no. 1 (2019), doi:10.1057/jit.2015.5.")
    assert result.code == 0
    assert "A title" in result.out


def test_the_name_of_a_file_is_told_how_to_be_read(command):
    (command.folder / "letter.txt").write_text("A claim.1\n\n1. Ann Lee, “A title”, The Paper, 3 May 2021.\n")
    result = command("cite", "letter.txt")
    assert result.code == 1
    assert "--document letter.txt" in result.err
    assert "A title" in command("cite", "--document", "letter.txt").out
