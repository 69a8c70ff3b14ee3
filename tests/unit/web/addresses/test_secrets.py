"""Which addresses carry a secret, which only look so, and how the former are shown."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sourcekeeper.web.addresses.masking import without_secret, without_secrets
from sourcekeeper.web.addresses.secrets import is_opaque, secret_in

HEX = "9f86d081884c7d659a2feaa0c55ad015"
UUID = "3f2b8c1e-5d4a-4e6f-9b7c-1a2d3e4f5a6b"
JWT = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln"

SECRET = {
    # name, and password or not
    "user and password": ("https://me:hush@example.org/a", "secret-credentials", "hush"),
    "user alone": ("https://hush@example.org/a", "secret-credentials", "hush"),
    "user, password and port": ("https://me:hush@example.org:8443/a?x=1", "secret-credentials", "hush"),
    # parameters
    "access token": ("https://example.org/a?access_token=abcd1234", "secret-parameter", "abcd1234"),
    "upper case": ("https://example.org/a?Access_Token=abcd1234", "secret-parameter", "abcd1234"),
    "opaque token": (f"https://example.org/a?token={HEX}", "secret-parameter", HEX),
    "token that is a UUID": (f"https://fb.example.org/o/a.pdf?alt=media&token={UUID}", "secret-parameter", UUID),
    "base64 token": ("https://example.org/a?x=1&token=Zm9vYmFyYmF6cXV4MTIzNDU2Nzg5MA==", "secret-parameter", "Zm9v"),
    "short token": ("https://example.org/a?token=a8F3kQ2z", "secret-parameter", "a8F3kQ2z"),
    "short token of hexadecimals": ("https://example.org/a?token=9f86d081", "secret-parameter", "9f86d081"),
    "short session": ("https://example.org/a?sid=4k2m9x1p", "secret-session", "4k2m9x1p"),
    "password": ("https://example.org/a?password=abcd", "secret-parameter", "abcd"),
    "French password": ("https://example.org/a?mdp=chaton", "secret-parameter", "chaton"),
    "API key": ("https://api.example.org/v1/data?api_key=0a1b2c3d", "secret-parameter", "0a1b2c3d"),
    "GitLab's private token": ("https://git.example.org/raw/a?private_token=abcdEF", "secret-parameter", "abcdEF"),
    "feed of one person": ("https://example.org/atom?feed_token=abcdEF12", "secret-parameter", "abcdEF12"),
    "single sign-on ticket": (
        "https://example.org/?ticket=ST-12345-aB3dE6gH9jK2mN5pQ8rT",
        "secret-parameter",
        "aB3dE6",
    ),
    "SAML": ("https://example.org/sso?SAMLResponse=PHNhbWw%2BPC9zYW1sPg", "secret-parameter", "PHNhbWw"),
    "gift article": ("https://www.nytimes.com/2026/a.html?unlocked_article_code=1.abC.dEf", "secret-parameter", "abC"),
    "Google's resource key": ("https://example.org/open?resourcekey=0-aBcDeF", "secret-parameter", "aBcDeF"),
    "in the middle of a log-in": ("https://example.org/cb?code=4%2F0Ab&state=xyz", "secret-parameter", "0Ab"),
    # sessions
    "PHP session": ("https://example.org/a?PHPSESSID=6q2mcs8k1ah3v0rbt7n5ep4d9u", "secret-session", "6q2mcs8k"),
    "session in the path": (f"https://example.org/a;jsessionid={HEX}?x=1", "secret-session", HEX),
    "PHP session in the path": (f"https://example.org/a;PHPSESSID={HEX}", "secret-session", HEX),
    "Java session with a node": (f"https://example.org/a.do;jsessionid={HEX}.node1", "secret-session", HEX),
    "session of ASP.NET": ("https://example.org/(S(lit3py55t21z5v55vlm25s55))/a.aspx", "secret-session", "lit3py55"),
    "session of a forum": (f"https://forum.example.org/viewtopic.php?t=12&sid={HEX}", "secret-session", HEX),
    "session of ColdFusion": (f"https://example.org/a.cfm?CFID=12&CFTOKEN={HEX}", "secret-session", HEX),
    # signatures
    "Amazon": ("https://b.s3.amazonaws.com/k?X-Amz-Signature=0a1b2c&X-Amz-Expires=60", "secret-parameter", "0a1b2c"),
    "Amazon, older": (
        "https://b.s3.amazonaws.com/k?AWSAccessKeyId=AKIAIOSFODNN7EXAMPLE&Signature=vjbyPxybdZaNmGa&Expires=1700000000",
        "secret-signature",
        "vjbyPxybdZaNmGa",
    ),
    "Azure": ("https://b.blob.core.windows.net/k?sv=2022&se=2026-01-01&sig=abc%3D", "secret-signature", "abc%3D"),
    "Google": ("https://storage.googleapis.com/b/o?X-Goog-Signature=0a1b2c3d&x=1", "secret-parameter", "0a1b2c3d"),
    "Google, older": (
        "https://storage.googleapis.com/b/o?GoogleAccessId=me@x.iam&Expires=1700000000&Signature=aB%2FcD",
        "secret-signature",
        "aB%2FcD",
    ),
    "CloudFront": (
        "https://d.cloudfront.net/k?Expires=1&Signature=a~bcde&Key-Pair-Id=K",
        "secret-signature",
        "a~bcde",
    ),
    "Akamai": ("https://media.example.org/v.m3u8?hdnea=exp=1~acl=/*~hmac=0a1b", "secret-parameter", "hmac=0a1b"),
    # tokens that give themselves away
    "JSON web token": (f"https://example.org/a?t={JWT}", "secret-token", "eyJzdWIi"),
    "JSON web token in the path": (f"https://example.org/m/{JWT}/read", "secret-token", "eyJzdWIi"),
    "GitHub's token": (f"https://example.org/x?y=ghp_{'aB3' * 12}", "secret-token", "aB3aB3"),
    "Google's key": (f"https://maps.example.org/api?k=AIza{'aB3dE' * 7}", "secret-token", "aB3dE"),
    # errands of one person
    "password reset": (f"https://example.org/reset/{HEX}", "secret-token", HEX),
    "Drupal's password reset": (f"https://example.org/user/reset/12/1700000000/{HEX}aB3", "secret-token", HEX),
    "Django's password reset": (
        "https://example.org/reset/MTI/c5x2ab-9f86d081884c7d659a2f/",
        "secret-token",
        "9f86d08",
    ),
    "password reset by a parameter": (
        "https://example.org/pw?reset_password_token=aB3dE6gH",
        "secret-parameter",
        "aB3d",
    ),
    "mot de passe": (f"https://exemple.org/mot-de-passe/{HEX}", "secret-token", HEX),
    "unsubscribe": ("https://example.org/unsubscribe/Ab3dE6gH9jK2mN5pQ8rT", "secret-token", "Ab3dE6gH"),
    "unsubscribe by a parameter": (f"https://example.org/unsubscribe?u=12&h={HEX}", "secret-token", HEX),
    "désabonnement": (f"https://exemple.org/lettre/desabonnement/{HEX}", "secret-token", HEX),
    "unsubscribe by mailbox": ("https://example.org/u?email=jo%40example.net&l=3", "secret-mailbox", "jo%40example"),
    "magic link": (f"https://example.org/magic-link/{UUID}", "secret-token", UUID),
    "magic link by a parameter": ("https://example.org/in?magic_token=aB3dE6", "secret-parameter", "aB3dE6"),
    "invitation": ("https://example.org/invite/aB3dE6gH9jK2mN5pQ8", "secret-token", "aB3dE6gH"),
    "confirmation": (f"https://example.org/users/confirmation?confirmation_token={HEX}", "secret-parameter", HEX),
    # what is not published yet
    "WordPress preview": ("https://example.org/?p=123&preview=true", "secret-preview", ""),
    "WordPress preview for one": (
        "https://example.org/?p=123&preview_id=123&preview_nonce=0a1b2c3d4e&preview=true",
        "secret-parameter",
        "0a1b2c3d4e",
    ),
    "WordPress nonce": ("https://example.org/wp-admin/post.php?a=1&_wpnonce=0a1b2c3d4e", "secret-parameter", "0a1b2c"),
    "SPIP preview": ("https://example.org/spip.php?page=article&id_article=9&var_mode=preview", "secret-preview", ""),
    "SPIP preview for one": (
        "https://example.org/spip.php?id_article=9&var_previewtoken=12*9f86d081",
        "secret-parameter",
        "9f86d081",
    ),
    "SPIP's signed action": (
        f"https://example.org/spip.php?action=editer_x&arg=12&hash={HEX}",
        "secret-parameter",
        HEX,
    ),
    # share links
    "Google document": (
        "https://docs.google.com/document/d/1aB2cD3eF4/edit?usp=sharing",
        "secret-share-link",
        "1aB2c",
    ),
    "Google document of an account": (
        "https://docs.google.com/document/u/0/d/1aB2cD/edit",
        "secret-share-link",
        "1aB2",
    ),
    "Google sheet": ("https://docs.google.com/spreadsheets/d/1aB2cD3eF4/edit#gid=0", "secret-share-link", "1aB2c"),
    "Google file": ("https://drive.google.com/file/d/1aB2cD3eF4/view", "secret-share-link", "1aB2cD3eF4"),
    "Google folder": ("https://drive.google.com/drive/folders/1aB2cD3eF4", "secret-share-link", "1aB2cD3eF4"),
    "Google photos": ("https://photos.app.goo.gl/aB3dE6gH9jK2", "secret-share-link", "aB3dE6gH"),
    "Dropbox": ("https://www.dropbox.com/scl/fi/abc7/x.pdf?rlkey=zyx9&dl=0", "secret-parameter", "zyx9"),
    "Dropbox without a key": ("https://www.dropbox.com/s/abc7def8/x.pdf?dl=0", "secret-share-link", "abc7def8"),
    "OneDrive": ("https://1drv.ms/b/s!AbCdEfGh", "secret-share-link", "AbCdEfGh"),
    "OneDrive, long": ("https://onedrive.live.com/?cid=1&authkey=!AbCdEf", "secret-parameter", "AbCdEf"),
    "SharePoint": ("https://firm-my.sharepoint.com/:b:/g/personal/me/EabcDEF?e=xyz", "secret-share-link", "EabcDEF"),
    "Nextcloud": ("https://cloud.example.org/s/aB3dE6gH9jK2mN5", "secret-share-link", "aB3dE6gH"),
    "Nextcloud below a folder": (
        "https://example.org/nuage/index.php/s/aB3dE6gH9jK2mN5/download",
        "secret-share-link",
        "aB3dE6gH",
    ),
    "WeTransfer": (f"https://wetransfer.com/downloads/{HEX}/aB3d", "secret-share-link", HEX),
    "WeTransfer, short": ("https://we.tl/t-aB3dE6gH9j", "secret-share-link", "aB3dE6gH"),
    "SwissTransfer": (f"https://www.swisstransfer.com/d/{UUID}", "secret-share-link", UUID),
    "Mega": ("https://mega.nz/file/aB3dE6gH#Zm9vYmFyYmF6", "secret-share-link", "aB3dE6gH"),
    "Proton": ("https://drive.proton.me/urls/AB3DE6GH9J", "secret-share-link", "AB3DE6GH9J"),
    "Overleaf": ("https://www.overleaf.com/read/bcdfghjkmnpq", "secret-share-link", "bcdfghjkmnpq"),
    "recording": ("https://us02web.zoom.us/rec/share/abc4", "secret-share-link", "abc4"),
    "meeting": ("https://us02web.zoom.us/j/81234567890?pwd=x", "secret-share-link", "81234567890"),
    "group chat": ("https://chat.whatsapp.com/aB3dE6gH9jK2mN5pQ8rTuV", "secret-share-link", "aB3dE6gH"),
    "letter to one person": (
        "https://x.us1.list-manage.com/track/click?u=0a1b&id=2c3d&e=4e5f6a7b",
        "secret-share-link",
        "",
    ),
}

HARMLESS = {
    "short token that is a word": "https://example.org/s?token=francais",
    "short token that is a year": "https://example.org/s?token=lettre2024",
    "short key of a document": "https://example.org/s?key=a8F3kQ2z",
    "session of a parliament in figures": "https://example.org/s?session=20232024&sid=2024-17",
    "front page": "https://www.example.org/",
    "token that is a language": "https://example.org/search?token=fr&q=climat",
    "word that begins like token": "https://blog.example.org/?token_economy=1",
    "search of a blog": "https://blog.example.org/?s=search",
    "search in words": "https://blog.example.org/?s=mot+de+passe+oublie",
    "session of a parliament": "https://www.assemblee.example/seance?session=2024-2025&sid=12",
    "words": "https://example.org/a?key=chapitre-3&signature=petition-pour-le-climat",
    "law": "https://www.legifrance.gouv.fr/codes/article_lc/LEGIARTI000006419320?code=LEGITEXT000006070721",
    "official journal": "https://www.legifrance.gouv.fr/jorf/id/JORFTEXT000043956924",
    "long title": "https://example.org/2026/01/05/un-titre-assez-long-pour-une-adresse-de-journal-123456",
    "article with an id of 32 figures": f"https://news.example.org/article/{HEX}",
    "article with an id of 32 figures in the query": f"https://news.example.org/article.php?id={HEX}",
    "article with an id of 32 figures at its end": f"https://news.example.org/un-titre-{HEX}.html",
    "article with a UUID": f"https://news.example.org/a/{UUID}",
    "picture by its digest": f"https://static.example.org/{HEX}/image.jpg?v={HEX}",
    "published Google document": "https://docs.google.com/document/d/e/2PACX-1vRabc/pub",
    "published Google sheet": "https://docs.google.com/spreadsheets/d/1aB2cD3eF4/pubhtml",
    "Google form": "https://docs.google.com/forms/d/e/1FAIpQLSabc/viewform",
    "video": "https://www.youtube.com/watch?v=dQw4w9WgXcQ&si=aB3dE6gH9jK2mN5p",
    "DOI": "https://doi.org/10.1000/182",
    "DOI with a suffix": "https://doi.org/10.1016/S0140-6736(20)30183-5",
    "DOI with an old suffix": "https://doi.org/10.1002/(SICI)1096-8644(199601)99:1%3C1::AID-AJPA1%3E3.0.CO;2-1",
    "DOI with a long suffix": "https://doi.org/10.1038/s41586-020-2649-2",
    "DOI with letters": "https://doi.org/10.31235/osf.io/aB3dE",
    "measured": "https://example.org/a?utm_source=lettre&utm_campaign=aB3dE6gH9jK2mN5pQ8&fbclid=IwAR0abcdefghijklmnop",
    "measured, unsubscribing in the title": f"https://example.org/unsubscribe/?utm_id={HEX}",
    "Mastodon": "https://example.org/@person/109876543210987654",
    "Mastodon, from elsewhere": "https://example.org/@person@other.example/109876543210987654",
    "profile": "https://medium.example.org/@name/titre-de-l-article-9f86d081884c",
    "commit": "https://git.example.org/p/commit/9f86d081884c7d659a2feaa0c55ad015deadbeef",
    "Wikipedia": "https://fr.wikipedia.org/w/index.php?title=Climat&oldid=123456789",
    "article about passwords": "https://example.org/password/advice-for-good-passwords",
    "article about confirmation": "https://example.org/2026/confirmation/le-conseil-confirme-la-decision-2024-2025",
    "article of a review called Join": "https://example.org/join/the-movement-for-the-climate",
    "short path": "https://example.org/s/rapport-annuel1",
    "token in the fragment": "https://example.org/a#access_token=abcdef0123456789",
    "law of the Union": "https://eur-lex.europa.eu/legal-content/FR/TXT/?uri=CELEX:32016R0679",
    "digest of a file": f"https://data.example.org/file?hash={HEX}",
    "public channel": "https://t.me/s/public_channel",
    "postal code and state": "https://example.org/offices?state=CA&code=94110",
    "country code and state": "https://example.org/offices?code=FR&state=open",
    "Overleaf's documentation": "https://www.overleaf.com/learn/latex/Bibliography_management",
    "Overleaf's gallery": "https://www.overleaf.com/documentation",
    "Dropbox's help": "https://help.dropbox.com/share/create-and-share-link",
    "preview of a book": "https://books.example.org/books?id=aB3dE6gH9jK2&preview=partial",
    "search for a mailbox": "https://example.org/search?q=jo%40example.net",
    "broken": "http://[broken",
    "none": "not an address",
    "nothing": "",
}


@pytest.mark.parametrize(("url", "code", "secret"), SECRET.values(), ids=SECRET.keys())
def test_an_address_that_carries_a_secret_is_known(url: str, code: str, secret: str) -> None:
    reason = secret_in(url)
    assert reason is not None
    assert reason.code == code


@pytest.mark.parametrize("url", HARMLESS.values(), ids=HARMLESS.keys())
def test_an_ordinary_address_passes(url: str) -> None:
    assert secret_in(url) is None


@pytest.mark.parametrize(("url", "code", "secret"), SECRET.values(), ids=SECRET.keys())
def test_neither_the_reason_nor_what_is_shown_repeats_the_secret(url: str, code: str, secret: str) -> None:
    assert not secret or secret in url, "the case is wrong"
    for told in (repr(secret_in(url)), without_secret(url), without_secrets(f"GET {url} (cited)")):
        assert not secret or secret not in told


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://me:hush@example.org/a?x=1", "https://***@example.org/a?x=1"),
        ("https://example.org/a?x=1&access_token=abcd&y=2#p3", "https://example.org/a?x=1&access_token=***&y=2#p3"),
        (f"https://example.org/a?access_token=abcd&{HEX}&page", "https://example.org/a?access_token=***&***&page"),
        ("https://docs.google.com/document/d/1aB2/edit?usp=sharing", "https://docs.google.com/document/d/***/edit?usp=sharing"),
        (f"https://example.org/a/{HEX};jsessionid={HEX}/b", "https://example.org/a/***;***/b"),
        ("https://mega.nz/file/aB3d#Zm9v", "https://mega.nz/file/***#***"),
        (f"https://example.org/a#access_token={HEX}", "https://example.org/a#***"),
    ],
)  # fmt: skip
def test_what_is_not_secret_is_shown(url: str, shown: str) -> None:
    assert without_secret(url) == shown


@pytest.mark.parametrize(
    "url", [url for name, url in HARMLESS.items() if name != "token in the fragment"]
)  # fmt: skip
def test_an_ordinary_address_is_shown_to_the_letter(url: str) -> None:
    assert without_secret(url) == url


@pytest.mark.parametrize("url", [url for url, _, _ in SECRET.values()])
def test_stars_are_put_once(url: str) -> None:
    shown = without_secret(url)
    assert without_secret(shown) == shown


@given(st.text(max_size=300))
def test_any_text_is_judged_without_an_error(text: str) -> None:
    for url in (text, "https://example.org/" + text):
        secret_in(url)
        without_secret(url)
        without_secrets(url)


@pytest.mark.parametrize(
    ("value", "opaque"),
    [
        pytest.param("12345678-1234-1234-1234-123456789012", True, id="a UUID of figures alone"),
        pytest.param("9f86d081-884c7d65-8a2c0d11", True, id="pieces of eight, figures among letters"),
        pytest.param("aBcDeFgHiJkLmNoP", True, id="letters alone, of both cases in turn"),
        pytest.param("Zm9vYmFyYmF6cXV4==", True, id="base64 with its padding"),
        pytest.param("aB3dE6gH9jK2mN5", False, id="fifteen characters"),
        pytest.param("aB3dE6gH9jK2mN5p Q8rT", False, id="a space within"),
        pytest.param("rapport2024-finale2", False, id="words with years"),
        pytest.param("20240101-20241231", False, id="a span of days"),
        pytest.param("a1b2c3-d4e5f6-a7b8c9", False, id="short pieces alone"),
        pytest.param("comptesrendusdesseances", False, id="one long word"),
    ],
)
def test_what_nobody_would_type_is_opaque(value: str, opaque: bool) -> None:
    assert is_opaque(value) is opaque


@given(st.lists(st.sampled_from(["compte", "rendu", "seance", "climat", "2024", "12"]), min_size=1, max_size=8))
def test_words_with_hyphens_are_never_opaque(words: list[str]) -> None:
    assert not is_opaque("-".join(words))


@pytest.mark.parametrize(
    "text",
    [
        "a" * 200_000,
        "?" + "&" * 200_000,
        "/s/" * 60_000,
        "/reset/" * 30_000,
        ";jsessionid=" * 20_000,
        "?action=a&" + "hash=0" * 30_000,
        "eyJ" * 60_000,
        "%41" * 2000,
        "#" + "token=a&" * 30_000,
    ],
    ids=lambda text: text[:12],
)
def test_a_huge_address_is_judged(text: str) -> None:
    for url in ("https://example.org/" + text, ("https://example.org/" + text)[:8192]):
        secret_in(url)
        without_secret(url)
