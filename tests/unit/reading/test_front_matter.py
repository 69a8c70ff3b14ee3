"""What the head of a Markdown file says of the text."""

from datetime import date

import pytest

from sourcekeeper.reading.front_matter import front_matter


@pytest.mark.parametrize(
    ("head", "is_draft"),
    [
        ("---\ndraft: true\n---\n", True),
        ("---\ndraft: True # until the vote\n---\n", True),
        ("+++\ndraft = true\n+++\n", True),
        ("---\npublished: false\n---\n", True),
        ("---\nStatus: draft\n---\n", True),
        ("---\nstatus: brouillon\n---\n", True),
        ("---\ndraft: false\n---\n", False),
        ("---\npublished: 2024-05-01\n---\n", False),
        ("---\nstatus: published\n---\n", False),
        ("---\ntitle: Draft of a law\n---\n", False),
        ("draft: true\n", False),
    ],
)
def test_a_text_that_says_it_is_a_draft_is_one(head: str, is_draft: bool) -> None:
    assert front_matter(head).is_draft is is_draft


def test_a_text_that_is_not_published_keeps_its_date() -> None:
    assert front_matter("---\npublished: false\ndate: 2024-05-01\n---\n").published == date(2024, 5, 1)
