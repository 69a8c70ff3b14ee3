"""Rules that tell somebody else's content at the cited address from the site's own. Pure."""

from __future__ import annotations

from sourcekeeper.checking.comparing import ANOTHER_TEXT, share_of, words_of
from sourcekeeper.checking.evidence import Evidence, judged
from sourcekeeper.checking.probes import SHORT_TEXT
from sourcekeeper.model import Judgement, PageKind, Verdict
from sourcekeeper.patterns import regex
from sourcekeeper.web.folding import squash
from sourcekeeper.web.landing import is_same_place, is_shortened
from sourcekeeper.web.urls import host_of, registrable_domain

_BETTING = words_of(
    "casino slots slot gacor togel bahis betting bookmaker poker roulette rulet jackpot judi viagra cialis levitra "
    "pharmacy porn xxx "
    "casinos cassino apostas aposta roleta rodadas apuestas ruleta tragamonedas scommesse freispiele wettbonus "
    "kasyno kasyn automaty spiny bukmacherskie spelautomater kasino onlinekasino казино автоматы рулетка слоты "
    "букмекер ставки зеркало καζινο φρουτακια στοιχημα ρουλετα "
    "قمار كازينو مراهنات"
)
_PRIZES = words_of("congratulations selected visitor winner prize reward claim survey spin giveaway")
"""On a page that leads nowhere only: who writes of prizes uses the same words."""
_SHOPPING = words_of(
    "outlet sneakers replica cheap cart checkout shipping discount panier livraison warenkorb versandkostenfrei "
    "rabatt carrito envio descuento carrello spedizione sconto carrinho desconto winkelwagen verzending korting"
)
_TRADE_WORDS = 3
"""Different ones that a page has to show: what lapsed domains are bought for most."""
_HEAD_OF_PAGE = 200
_PART_OF_NAME = 5
"""Letters of a part of a site's name; shorter ones stand on any page."""


def taken_over(evidence: Evidence) -> Judgement | None:
    """Somebody else's content where the work was: the address may harm readers.

    Told by what lapsed domains are bought for; shops only where the cited text was seen, for shops are cited too. Or
    by the text: nothing of the cited one is left, and the page is at another owner's domain.
    """
    page, check = evidence.check.page, evidence.check
    if page is None or evidence.is_named or not 200 <= evidence.status < 300 or page.kind is not PageKind.TEXT:
        return None
    is_other_text = evidence.likeness is not None and evidence.likeness < ANOTHER_TEXT
    shown, asked = words_of(f"{page.title} {page.text[:3000]}"), words_of(evidence.asked)
    trades = (_BETTING, *((_SHOPPING,) if is_other_text else ()), *((_PRIZES,) if page.is_alone else ()))
    # Links hidden in a page that was broken into stand below its text.
    first = words_of(f"{page.title} {page.text[:_HEAD_OF_PAGE]}")
    if is_spaceless_trade(f"{page.title} {page.text[:3000]}"):
        return judged(Verdict.USURPED, 0.7, "usurped-for-trade")
    if any(len(shown & trade) >= _TRADE_WORDS and first & trade and not asked & trade for trade in trades):
        return judged(Verdict.USURPED, 0.7, "usurped-for-trade")
    if not is_other_text or is_shortened(evidence.asked):
        return None
    if registrable_domain(host_of(evidence.asked)) != registrable_domain(host_of(check.final_url)):
        return judged(Verdict.USURPED, 0.75, "usurped-elsewhere", new_url=check.final_url)
    return None


def is_spaceless_trade(text: str) -> bool:
    """Whether a text in Chinese or Japanese offers what lapsed domains are bought for: there, words are not parted."""
    return len(set(_SPACELESS_TRADE.findall(text))) >= _TRADE_WORDS


_SPACELESS_TRADE = regex(
    r"百家乐|百家樂|老虎机|老虎機|电子游艺|娱乐城|娛樂城|体育投注|真人荷官|博彩|彩金|彩票|葡京|"
    r"ブランドコピー|スーパーコピー|コピー品|N級品|激安|オンラインカジノ|スロット|バカラ|出会い系"
)


def usurped(evidence: Evidence) -> Judgement | None:
    """The cited text is gone, the site answers anything, and no word of its name or of the cited title is left.

    A short page is rather the site's own notice that it has nothing there.
    """
    check, page, site, cited = evidence.check, evidence.check.page, evidence.site, evidence.cited
    if page is None or site is None or cited is None or evidence.is_named or is_shortened(evidence.asked):
        return None
    is_other_text = evidence.likeness is not None and evidence.likeness < ANOTHER_TEXT
    if not is_other_text or page.kind is not PageKind.TEXT or len(page.text) < SHORT_TEXT:
        return None
    answers_anything = site.status is not None and 200 <= site.status < 300
    shares_title = share_of(words_of(cited.title), words_of(page.title)) > 0
    shows_name = _shows_its_name(host_of(evidence.asked), f"{page.title} {page.text[:_HEAD_OF_PAGE]}")
    # A redirect to a page of the same site for all it has not is a habit of the site's own.
    leads_there = evidence.is_moved and is_same_place(site.final_url, check.final_url)
    if not answers_anything or shares_title or shows_name or leads_there:
        return None
    return judged(Verdict.USURPED, 0.6, "usurped-here")


def _shows_its_name(host: str, text: str) -> bool:
    """Whether a text holds a part of the name of a site: sites call themselves what their address says."""
    name = registrable_domain(host).removeprefix("www.").partition(".")[0]
    shown = squash(text)
    return any(len(part) >= _PART_OF_NAME and part in shown for part in (squash(name), *map(squash, name.split("-"))))
