from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sourcekeeper.archiving.secrets import is_opaque, secret_in

SECRET = {
    "user and password": ("https://me:hush@example.org/a", "secret-credentials"),
    "user alone": ("https://me@example.org/a", "secret-credentials"),
    "access token": ("https://example.org/a?access_token=abcd1234", "secret-parameter"),
    "upper case": ("https://example.org/a?Access_Token=abcd1234", "secret-parameter"),
    "opaque token": ("https://example.org/a?token=9f86d081884c7d659a2feaa0c55ad015", "secret-parameter"),
    "base64 token": ("https://example.org/a?x=1&token=Zm9vYmFyYmF6cXV4MTIzNDU2Nzg5MA==", "secret-parameter"),
    "password": ("https://example.org/a?password=abcd", "secret-parameter"),
    "session id": ("https://example.org/a?PHPSESSID=6q2mcs8k1ah3v0rbt7n5ep4d9u", "secret-session"),
    "session in the path": ("https://example.org/a;jsessionid=1A2B3C4D5E6F7081920A1B2C3D4E5F60?x=1", "secret-session"),
    "session of ASP.NET": ("https://example.org/(S(lit3py55t21z5v55vlm25s55))/a.aspx", "secret-session"),
    "Amazon's signature": ("https://b.s3.amazonaws.com/k?X-Amz-Signature=0a1b2c&X-Amz-Expires=60", "secret-parameter"),
    "Azure's signature": ("https://b.blob.core.windows.net/k?sv=2022&se=2026-01-01&sig=abc%3D", "secret-signature"),
    "CloudFront's signature": ("https://d.cloudfront.net/k?Expires=1&Signature=a~b&Key-Pair-Id=K", "secret-signature"),
    "JSON web token": ("https://example.org/a?t=eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln", "secret-token"),
    "in the middle of a log-in": ("https://example.org/cb?code=4%2F0Ab&state=xyz", "secret-parameter"),
    "password reset": ("https://example.org/reset/9f86d081884c7d659a2feaa0c55ad015", "secret-token"),
    "unsubscribe": ("https://example.org/unsubscribe/Ab3dE6gH9jK2mN5pQ8rT", "secret-token"),
    "Google document": ("https://docs.google.com/document/d/1aB2cD3eF4/edit?usp=sharing", "secret-share-link"),
    "Google file": ("https://drive.google.com/file/d/1aB2cD3eF4/view", "secret-share-link"),
    "Dropbox": ("https://www.dropbox.com/scl/fi/abc/x.pdf?dl=0", "secret-share-link"),
    "SharePoint": ("https://firm-my.sharepoint.com/:b:/g/personal/me/EabcDEF?e=xyz", "secret-share-link"),
    "Nextcloud": ("https://cloud.example.org/s/aB3dE6gH9jK2mN5", "secret-share-link"),
    "gift article": ("https://www.nytimes.com/2026/a.html?unlocked_article_code=1.abC.dEf", "secret-parameter"),
    "recording": ("https://us02web.zoom.us/rec/share/abc", "secret-share-link"),
}

HARMLESS = [
    "https://www.example.org/",
    "https://example.org/search?token=fr&q=climat",
    "https://www.assemblee.example/seance?session=2024-2025&sid=12",
    "https://example.org/a?key=chapitre-3&signature=petition-pour-le-climat",
    "https://www.legifrance.gouv.fr/codes/article_lc/LEGIARTI000006419320?code=LEGITEXT000006070721",
    "https://www.legifrance.gouv.fr/jorf/id/JORFTEXT000043956924",
    "https://example.org/2026/01/05/un-titre-assez-long-pour-une-adresse-de-journal-123456",
    "https://docs.google.com/document/d/e/2PACX-1vRabc/pub",
    "https://docs.google.com/spreadsheets/d/1aB2cD3eF4/pubhtml",
    "https://www.youtube.com/watch?v=dQw4w9WgXcQ",
    "https://doi.org/10.1000/182",
    "https://example.org/a?utm_source=lettre&fbclid=IwAR0abcdefghijklmnopqrstuv",
    "https://example.org/@person/109876543210987654",
    "https://git.example.org/p/commit/9f86d081884c7d659a2feaa0c55ad015deadbeef",
    "https://fr.wikipedia.org/w/index.php?title=Climat&oldid=123456789",
    "https://example.org/password/advice-for-good-passwords",
    "https://example.org/s/rapport-annuel1",
    "https://example.org/a#access_token=abcdef0123456789",
    "https://eur-lex.europa.eu/legal-content/FR/TXT/?uri=CELEX:32016R0679",
    "https://data.example.org/file?hash=9f86d081884c7d659a2feaa0c55ad015",
    "https://t.me/s/public_channel",
    "http://[broken",
    "not an address",
    "",
]


@pytest.mark.parametrize(("url", "code"), SECRET.values(), ids=SECRET.keys())
def test_an_address_that_carries_a_secret_is_known(url: str, code: str) -> None:
    reason = secret_in(url)
    assert reason is not None
    assert reason.code == code


@pytest.mark.parametrize("url", HARMLESS)
def test_an_ordinary_address_passes(url: str) -> None:
    assert secret_in(url) is None


@pytest.mark.parametrize(("url", "code"), SECRET.values(), ids=SECRET.keys())
def test_the_reason_never_repeats_the_secret(url: str, code: str) -> None:
    told = repr(secret_in(url))
    assert not any(word in told for word in ("hush", "abcd1234", "9f86d081884c", "Zm9vYmFy", "eyJ", "6q2mcs8k"))


@given(st.text(max_size=300))
def test_any_text_is_judged_without_an_error(text: str) -> None:
    secret_in(text)
    secret_in("https://example.org/" + text)


@given(st.lists(st.sampled_from(["compte", "rendu", "seance", "climat", "2024", "12"]), min_size=1, max_size=8))
def test_words_with_hyphens_are_never_opaque(words: list[str]) -> None:
    assert not is_opaque("-".join(words))


def test_a_huge_address_is_judged() -> None:
    for text in (
        "a" * 200_000,
        "?" + "&" * 200_000,
        "/s/" * 60_000,
        ";jsessionid=" * 20_000,
        "eyJ" * 60_000,
        "%41" * 2000,
    ):
        secret_in("https://example.org/" + text)
        secret_in(("https://example.org/" + text)[:8192])
