from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sourcekeeper.checking.evidence import Evidence
from sourcekeeper.checking.verdicts import RULES, judge
from sourcekeeper.model import (
    Check,
    CitedText,
    FetchFailure,
    Judgement,
    Observation,
    Reason,
    SiteAnswer,
    Verdict,
)
from sourcekeeper.web.fingerprint import fingerprint

DEEP = "https://ville.example/rapports/2024/cameras"
ROOT = "https://ville.example/"


def page(title: str, text: str = "", *, head: str = "", body: str = "") -> bytes:
    shown = f"<body><h1>{title}</h1><p>{text}</p>{body}</body>"
    return f"<html><head><title>{title}</title>{head}</head>{shown}</html>".encode()


LONG = "Un long article raconte ce que la commune a fait des caméras et de l'argent. " * 40


@pytest.mark.parametrize(
    ("status", "verdict"),
    [
        (200, Verdict.ALIVE),
        (203, Verdict.ALIVE),
        (206, Verdict.ALIVE),
        (300, Verdict.UNKNOWN),
        (302, Verdict.UNKNOWN),
        (304, Verdict.ALIVE),
        (400, Verdict.UNKNOWN),
        (401, Verdict.LOGIN_REQUIRED),
        (402, Verdict.PAYWALLED),
        (403, Verdict.BLOCKED),
        (404, Verdict.GONE),
        (405, Verdict.BLOCKED),
        (408, Verdict.TIMEOUT),
        (409, Verdict.UNKNOWN),
        (410, Verdict.GONE),
        (429, Verdict.RATE_LIMITED),
        (451, Verdict.LEGAL_BLOCK),
        (500, Verdict.SERVER_ERROR),
        (503, Verdict.SERVER_ERROR),
        (511, Verdict.UNKNOWN),
        (522, Verdict.SERVER_ERROR),
        (530, Verdict.SERVER_ERROR),
        (700, Verdict.UNKNOWN),
        (999, Verdict.BLOCKED),
    ],
    ids=str,
)
def test_a_status_on_an_ordinary_page_says(checked, status, verdict):
    assert judge(Evidence(check=checked((DEEP, status)))).verdict is verdict


@pytest.mark.parametrize(
    ("failure", "verdict"),
    [
        (FetchFailure.INVALID, Verdict.INVALID),
        (FetchFailure.NOT_ALLOWED, Verdict.NOT_CHECKED),
        (FetchFailure.NAME_NOT_FOUND, Verdict.DNS_GONE),
        (FetchFailure.NAME_TROUBLE, Verdict.UNKNOWN),
        (FetchFailure.REFUSED, Verdict.UNREACHABLE),
        (FetchFailure.RESET, Verdict.UNREACHABLE),
        (FetchFailure.TIMEOUT_CONNECTING, Verdict.TIMEOUT),
        (FetchFailure.TIMEOUT, Verdict.TIMEOUT),
        (FetchFailure.TLS_EXPIRED, Verdict.TLS_ERROR),
        (FetchFailure.TLS_WRONG_HOST, Verdict.TLS_ERROR),
        (FetchFailure.TLS_SELF_SIGNED, Verdict.TLS_ERROR),
        (FetchFailure.TLS_INCOMPLETE, Verdict.TLS_ERROR),
        (FetchFailure.TLS_UNTRUSTED, Verdict.TLS_ERROR),
        (FetchFailure.TLS_TOO_OLD, Verdict.TLS_ERROR),
        (FetchFailure.TLS_OTHER, Verdict.TLS_ERROR),
        (FetchFailure.TOO_MANY_REDIRECTS, Verdict.REDIRECT_LOOP),
        (FetchFailure.REDIRECT_LOOP, Verdict.REDIRECT_LOOP),
        (FetchFailure.MALFORMED, Verdict.UNREACHABLE),
        (FetchFailure.PROXY, Verdict.UNKNOWN),
        (FetchFailure.PUT_OFF, Verdict.UNKNOWN),
        (FetchFailure.STOPPED, Verdict.UNKNOWN),
    ],
    ids=str,
)
def test_a_failure_is_told_apart(checked, failure, verdict):
    judgement = judge(Evidence(check=checked((DEEP, 0), failure=failure)))
    assert judgement.verdict is verdict
    assert judgement.reason.code == f"fetch-{failure.value}"


def test_every_failure_has_a_verdict(checked):
    for failure in FetchFailure:
        assert judge(Evidence(check=checked(failure=failure))).reason.code != "no-rule"


def test_a_host_that_asks_to_wait_too_long_after_429_is_rate_limited(checked):
    assert judge(Evidence(check=checked((DEEP, 429), failure=FetchFailure.PUT_OFF))).verdict is Verdict.RATE_LIMITED


def test_a_410_is_surer_than_a_404(checked):
    gone = [judge(Evidence(check=checked((DEEP, status)))).confidence for status in (404, 410)]
    assert gone[0] < gone[1]


@pytest.mark.parametrize("status", [200, 403, 404, 503])
def test_a_challenge_is_a_wall_whatever_its_status(checked, status):
    check = checked((DEEP, status), body=page("Just a moment..."), headers=(("CF-Mitigated", "challenge"),))
    assert judge(Evidence(check=check)).verdict is Verdict.BLOCKED


def test_a_title_of_an_error_page_on_a_short_page_is_a_soft_404(checked):
    judgement = judge(Evidence(check=checked((DEEP, 200), body=page("Page introuvable | Ville"))))
    assert judgement.verdict is Verdict.SOFT_404
    assert judgement.confidence < 0.8


def test_a_front_page_is_never_a_soft_404(checked):
    assert judge(Evidence(check=checked((ROOT, 200), body=page("Page introuvable")))).verdict is Verdict.ALIVE


def test_an_article_about_error_pages_is_alive(checked):
    assert judge(Evidence(check=checked((DEEP, 200), body=page("Page not found", LONG)))).verdict is Verdict.ALIVE


@pytest.mark.parametrize(
    ("cited", "final", "verdict"),
    [
        (DEEP, "http://www.ville.example/rapports/2024/cameras/", Verdict.ALIVE),
        (DEEP, "https://ville.example/Rapports/2024/Cameras", Verdict.ALIVE),
        (DEEP, "https://ville.example/rapports/2024/cameras/index.html", Verdict.ALIVE),
        (DEEP, ROOT, Verdict.MOVED_TO_HOME),
        (DEEP, "https://ville.example/fr/", Verdict.MOVED_TO_HOME),
        (DEEP, "https://ville.example/fr-FR/accueil", Verdict.MOVED_TO_HOME),
        (DEEP, "https://ville.example/index.html?lang=fr", Verdict.MOVED_TO_HOME),
        (DEEP, "https://nouvelle-ville.example/", Verdict.MOVED_TO_HOME),
        (DEEP, "https://ville.example/#!/cameras", Verdict.REDIRECTED),
        (DEEP, "https://ville.example/?p=42", Verdict.REDIRECTED),
        (DEEP, "https://ville.example/cameras-2024", Verdict.REDIRECTED),
        (DEEP, "https://ville.example/404.html", Verdict.SOFT_404),
        (DEEP, "https://ville.example/erreur/page-introuvable", Verdict.SOFT_404),
        (DEEP, "https://ville.example/error-in-the-budget", Verdict.REDIRECTED),
        (DEEP, "https://sso.ville.example/authorize?client=1", Verdict.LOGIN_REQUIRED),
        (DEEP, "https://ville.example/connexion", Verdict.LOGIN_REQUIRED),
        (DEEP, "https://www.hugedomains.com/domain_profile.cfm?d=ville", Verdict.PARKED),
        (ROOT, "https://ville.example/fr/", Verdict.ALIVE),
        (ROOT, "https://autre.example/", Verdict.REDIRECTED),
        ("https://ville.example/?p=12", ROOT, Verdict.MOVED_TO_HOME),
        ("https://ville.example/spip.php?article3", ROOT, Verdict.MOVED_TO_HOME),
        ("https://bit.ly/3xYz", "https://autre.example/", Verdict.REDIRECTED),
        ("https://ville.example/fr", "https://ville.example/en/", Verdict.ALIVE),
    ],
)
def test_a_redirect_is_judged_by_where_it_ends(checked, cited, final, verdict):
    assert judge(Evidence(check=checked((cited, 302), (final, 200)))).verdict is verdict


@pytest.mark.parametrize(
    ("statuses", "code"),
    [((301,), "redirected-permanently"), ((308, 301), "redirected-permanently"), ((301, 302), "redirected")],
    ids=str,
)
def test_only_a_wholly_permanent_chain_offers_the_new_address(checked, statuses, code):
    hops = [(f"{DEEP}{number}", status) for number, status in enumerate(statuses)]
    reason = judge(Evidence(check=checked(*hops, ("https://ville.example/nouveau/cameras", 200)))).reason
    assert reason == Reason.of(code, new_url="https://ville.example/nouveau/cameras")


def test_a_fragment_is_no_redirect(checked):
    check = checked((ROOT, 301), ("https://ville.example/fr/", 200))
    assert judge(Evidence(check=check, cited_url=ROOT + "#/rapports/3")).verdict is Verdict.ALIVE


def test_a_login_form_after_a_redirect_asks_for_a_login(checked):
    form = page("Connexion", body="<form><input name=u><input type=password></form>")
    check = checked((DEEP, 302), ("https://ville.example/espace", 200), body=form)
    assert judge(Evidence(check=check)).verdict is Verdict.LOGIN_REQUIRED


def test_a_login_page_cited_as_such_is_alive(checked):
    form = page("Connexion", body="<form><input name=u><input type=password></form>")
    assert judge(Evidence(check=checked(("https://ville.example/login", 200), body=form))).verdict is Verdict.ALIVE


def test_an_article_that_says_it_costs_money_is_paywalled(checked):
    data = '{"@type":"NewsArticle","headline":"A","isAccessibleForFree":"False"}'
    head = f'<script type="application/ld+json">{data}</script>'
    check = checked((DEEP, 200), body=page("A", "Le début.", head=head))
    assert judge(Evidence(check=check)).verdict is Verdict.PAYWALLED


@pytest.mark.parametrize(
    "body",
    [
        page("ville.example", "This domain is for sale. Buy this domain."),
        page("ville.example", "", head="<script src=https://c.sedoparking.com/x.js></script>"),
        b"<html><head><script>window.onload=function(){window.location.href='/lander'}</script></head></html>",
        page("Welcome to nginx!", "If you see this page, the server works."),
    ],
    ids=["for-sale", "parking-script", "lander", "placeholder"],
)
def test_a_parked_domain_is_parked(checked, body):
    assert judge(Evidence(check=checked((DEEP, 200), body=body))).verdict is Verdict.PARKED


def test_an_empty_good_answer_is_unknown(checked):
    assert judge(Evidence(check=checked((DEEP, 200), body=b""))).verdict is Verdict.UNKNOWN


def test_a_pdf_is_alive(checked):
    check = checked((DEEP, 200), body=b"%PDF-1.7\n...", content_type="application/pdf")
    assert judge(Evidence(check=check)).verdict is Verdict.ALIVE


def test_the_cited_text_beats_a_title_and_a_redirect_to_home(checked):
    check = checked((DEEP, 301), (ROOT, 200), body=page("Page not found"))
    assert judge(Evidence(check=check, likeness=0.9)).verdict is Verdict.REDIRECTED
    assert judge(Evidence(check=check, likeness=0.5)).verdict is Verdict.MOVED_TO_HOME


def test_an_unchanged_page_keeps_what_was_judged_of_it(checked):
    soft = Judgement(verdict=Verdict.SOFT_404, confidence=0.65, reason=Reason.of("not-found-words", words="404"))
    check = checked((DEEP, 304), body=b"")
    seen = Observation(judgement=soft, status=200, final_url=DEEP, first=check.at, last=check.at)
    assert judge(Evidence(check=check, history=(seen,))) == soft


def test_a_rule_of_ones_own_may_come_first(checked):
    verdict = Judgement(verdict=Verdict.NOT_CHECKED, confidence=1.0, reason=Reason.of("http-200"))
    assert judge(Evidence(check=checked((DEEP, 404))), [lambda evidence: verdict, *RULES]) == verdict


urls = st.one_of(
    st.text(max_size=60),
    st.builds(
        "https://{}/{}".format, st.sampled_from(["a.example", "[::1", "b.fr:99999", "é.fr"]), st.text(max_size=30)
    ),
)


@given(urls, urls, st.integers(0, 1100), st.sampled_from([None, *FetchFailure]), st.floats(0, 1) | st.none())
def test_any_evidence_gets_a_judgement(url, final, status, failure, likeness):
    from datetime import UTC, datetime

    check = Check(
        url=url,
        at=datetime(2026, 1, 1, tzinfo=UTC),
        status=None if failure else status,
        final_url=final,
        hops=((url, 302), (final, status)),
        failure=failure,
    )
    judgement = judge(Evidence(check=check, likeness=likeness))
    assert 0 <= judgement.confidence <= 1


# --- with more than one answer ---------------------------------------------------------------------------------------

AT = datetime(2026, 3, 1, 2, 0, tzinfo=UTC)
CITED = CitedText(at=AT, title="Des caméras partout")


def site(check: Check, *, final: str = DEEP + "x", status: int | None = 200) -> SiteAnswer:
    """The answer to an impossible address that shows what the check saw."""
    return SiteAnswer(
        at=AT, status=status, final_url=final, fingerprint=check.fingerprint, body_digest=check.body_digest
    )


def other(check: Check) -> SiteAnswer:
    return SiteAnswer(at=AT, status=200, final_url=DEEP + "x", fingerprint=fingerprint(LONG), body_digest="sha256:0")


def test_a_site_that_shows_the_same_for_an_impossible_address_hides_a_lost_page(checked):
    check = checked((DEEP, 200))
    judgement = judge(Evidence(check=check, site=site(check)))
    assert (judgement.verdict, judgement.reason.code) == (Verdict.SOFT_404, "site-answers-anything")


def test_two_addresses_that_end_where_an_impossible_one_does_are_lost(checked):
    check = checked((DEEP, 302), ("https://ville.example/rapports", 200))
    answer = SiteAnswer(at=AT, status=200, final_url="https://www.ville.example/rapports/")
    assert judge(Evidence(check=check, site=answer)).verdict is Verdict.SOFT_404


@pytest.mark.parametrize("status", [404, 410, 403, 500, None])
def test_an_honest_site_vouches_for_what_it_shows(checked, status):
    check = checked((DEEP, 200))
    assert judge(Evidence(check=check, site=site(check, status=status))).verdict is Verdict.ALIVE


def test_a_site_that_answers_anything_with_something_else_says_nothing(checked):
    check = checked((DEEP, 200))
    assert judge(Evidence(check=check, site=other(check))).verdict is Verdict.ALIVE


def test_a_page_that_names_the_work_is_alive_though_its_neighbours_are_alike(checked):
    check = checked((DEEP, 200))
    assert judge(Evidence(check=check, site=site(check), is_named=True)).verdict is Verdict.ALIVE


def test_the_front_page_of_a_site_that_answers_anything_is_alive(checked):
    check = checked((ROOT, 200))
    assert judge(Evidence(check=check, site=site(check, final=ROOT))).verdict is Verdict.ALIVE


def test_the_cited_text_beats_title_probe_and_shared_ends(checked):
    check = checked((DEEP, 200), body=page("Page introuvable"))
    evidence = Evidence(check=check, likeness=0.9, site=site(check), ends_shared=3)
    assert judge(evidence).verdict is Verdict.ALIVE


def test_different_addresses_that_end_at_one_page_are_lost(checked):
    check = checked((DEEP, 302), ("https://ville.example/rapports", 200))
    assert judge(Evidence(check=check)).verdict is Verdict.REDIRECTED
    judgement = judge(Evidence(check=check, ends_shared=1))
    assert (judgement.verdict, judgement.reason.get("count")) == (Verdict.SOFT_404, 2)


@pytest.mark.parametrize(
    ("likeness", "verdict", "code"),
    [
        (0.05, Verdict.CONTENT_DRIFTED, "text-drifted"),
        (0.3, Verdict.CONTENT_DRIFTED, "text-drifted"),
        (0.5, Verdict.ALIVE, "text-changed"),
        (0.85, Verdict.ALIVE, "same-text"),
    ],
)
def test_drift_is_a_matter_of_how_much_is_left(checked, likeness, verdict, code):
    judgement = judge(Evidence(check=checked((DEEP, 200)), likeness=likeness, cited=CITED))
    assert (judgement.verdict, judgement.reason.code) == (verdict, code)


def test_a_front_page_may_change_as_it_likes(checked):
    assert judge(Evidence(check=checked((ROOT, 200)), likeness=0.0, cited=CITED)).verdict is Verdict.ALIVE


def test_nothing_of_the_text_at_another_owners_domain_is_usurped(checked):
    check = checked((DEEP, 301), ("https://autre.example/boutique/sale", 200))
    assert judge(Evidence(check=check, likeness=0.0, cited=CITED)).verdict is Verdict.USURPED
    assert judge(Evidence(check=check, likeness=0.9, cited=CITED)).verdict is Verdict.REDIRECTED
    assert judge(Evidence(check=check)).verdict is Verdict.REDIRECTED


def test_a_host_of_the_same_owner_usurps_nothing(checked):
    check = checked(("https://www.example.org/rapports/3", 301), ("https://archives.example.org/boutique", 200))
    assert judge(Evidence(check=check, likeness=0.0, cited=CITED)).verdict is Verdict.CONTENT_DRIFTED


def test_another_site_at_the_same_address_is_usurped_where_it_answers_anything(checked):
    check = checked((DEEP, 200), body=page("Chaussures en solde", LONG))
    evidence = Evidence(check=check, likeness=0.0, cited=CITED)
    assert judge(evidence).verdict is Verdict.CONTENT_DRIFTED
    answer = SiteAnswer(at=AT, status=200, final_url=DEEP + "x", fingerprint="", body_digest="sha256:0")
    assert judge(replace(evidence, site=answer)).verdict is Verdict.USURPED


def test_what_lapsed_domains_are_bought_for_is_known_without_a_copy(checked):
    trade = page("Slot Gacor 88", "Casino online, poker and slots: the best jackpot. " * 20)
    assert judge(Evidence(check=checked((DEEP, 200), body=trade), is_named=False)).verdict is Verdict.USURPED
    cited = "https://ville.example/casino-lobby-and-the-law"
    assert judge(Evidence(check=checked((cited, 200), body=trade))).verdict is Verdict.ALIVE
    assert judge(Evidence(check=checked((DEEP, 200), body=trade), is_named=True)).verdict is Verdict.ALIVE


def test_a_body_seen_before_is_judged_as_it_was(checked):
    before = Judgement(verdict=Verdict.SOFT_404, confidence=0.9, reason=Reason.of("site-answers-anything"))
    by_person = Judgement(verdict=Verdict.ALIVE, confidence=1.0, reason=Reason.of("decided-alive"))
    history = [
        Observation(judgement=judgement, status=200, final_url=DEEP, first=AT, last=AT)
        for judgement in (before, by_person)
    ]
    check = replace(checked((DEEP, 200)), page=None, is_known=True)
    assert judge(Evidence(check=check, history=history)) == before


def _asked_of_anything(checked, body: bytes) -> Evidence:
    check = checked((DEEP, 200), body=body)
    site = SiteAnswer(
        at=check.at,
        status=200,
        final_url="https://ville.example/rapports/2024/qwertyuiop",
        fingerprint=check.fingerprint,
        body_digest=check.body_digest,
        title=check.page.title if check.page else "",
    )
    return Evidence(check=check, site=site)


def test_one_bare_notice_at_any_address_may_be_a_wall(checked):
    judgement = judge(_asked_of_anything(checked, page("ville.example", "Venter på svar.")))
    assert (judgement.verdict, judgement.reason.code) == (Verdict.UNKNOWN, "says-one-thing")
    assert judgement.confidence < 0.5


MENU = "".join(f"<a href=/{number}>Rubrique</a> " for number in range(9))


@pytest.mark.parametrize(
    "body",
    [
        page("ville.example", "Venter på svar.", body=MENU),
        page("ville.example", "Notre journal a cessé de paraître."),
        page("ville.example", "Ledig domæne: domain ville.example."),
    ],
    ids=["with a menu", "a farewell", "of a domain"],
)
def test_a_page_of_a_site_at_any_address_is_a_soft_404(checked, body):
    assert judge(_asked_of_anything(checked, body)).verdict in {Verdict.SOFT_404, Verdict.PARKED}


TRADES = {
    "pl": "Kasyno: automaty i ruletka, darmowe spiny",
    "el": "Καζίνο: φρουτάκια, ρουλέτα, στοίχημα",
    "ru": "Казино: автоматы, рулетка, ставки",
    "pt": "Apostas: cassino, roleta, rodadas",
    "zh": "百家乐、体育投注、注册送彩金",
    "ja": "スーパーコピー激安、ブランドコピー専門店",
}


@pytest.mark.parametrize("title", TRADES.values(), ids=TRADES)
def test_trade_of_lapsed_domains_is_known_in_further_languages(checked, title):
    check = checked(("https://ville.example/?p=71", 200), body=page(title, f"{title}. " * 9))
    assert judge(Evidence(check=check)).verdict is Verdict.USURPED


def test_links_that_a_break_in_hid_below_a_text_usurp_nothing(checked):
    hidden = "<div style='left:-9999px'>slot gacor casino bonus viagra</div>"
    check = checked(("https://ville.example/?p=71", 200), body=page("Un banc pour le canal", LONG, body=hidden))
    assert judge(Evidence(check=check)).verdict is Verdict.ALIVE


def test_a_notice_of_an_authority_is_a_legal_block(checked):
    check = checked((DEEP, 200), body=page("Sito", "Disabilitato in esecuzione di un provvedimento."))
    assert judge(Evidence(check=check)).verdict is Verdict.LEGAL_BLOCK


NOTICES = ["Det ser ikke ud til, at vi har den.", "此内容走丢了。", "O texto não mora aqui.", "Už to tu bohužel není."]


@pytest.mark.parametrize("text", NOTICES)
def test_a_short_notice_that_says_no_is_not_called_alive_at_first_sight(checked, text):
    judgement = judge(Evidence(check=checked((DEEP, 200), body=page("ville.example", text, body=MENU))))
    assert (judgement.verdict, judgement.reason.code) == (Verdict.UNKNOWN, "short-notice")


def test_data_that_hold_a_no_are_alive(checked):
    data = checked((DEEP, 200), body=b'{"id": 7, "note": "not measured"}', content_type="application/json")
    assert judge(Evidence(check=data)).verdict is Verdict.ALIVE


@pytest.mark.parametrize(
    "body",
    [page("Population", "Population: 67 012."), page("Canal", f"{LONG} Nous n'avons pas de banc.")],
    ids=["short", "long"],
)
def test_a_page_that_denies_nothing_or_tells_much_is_alive(checked, body):
    assert judge(Evidence(check=checked((DEEP, 200), body=body))).verdict is Verdict.ALIVE
