"""Kinds behind which nobody can see: checks, refusals, notices and repairs of further makers and languages."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

from sourcekeeper.model import Verdict
from sourcekeeper.sandbox.exchange import Answer, Request, redirect
from sourcekeeper.sandbox.labelled.answers import LabelledKind, bare, everywhere, honest, instead, is_cited, kind, page
from sourcekeeper.sandbox.labelled.scenes import Scene, framed

_B, _U, _LOGIN = Verdict.BLOCKED, Verdict.UNKNOWN, Verdict.LOGIN_REQUIRED
_LAW, _RATE, _FAULT = Verdict.LEGAL_BLOCK, Verdict.RATE_LIMITED, Verdict.SERVER_ERROR


def _bare(title: str, body: str, status: int = 200) -> Callable[[Scene, Request], Answer]:
    return everywhere(lambda _scene: bare(title, body), status=status)


_CHECKS = {
    "check-pl": ("Kontrola", "<p>Upewniamy się, że nie jesteś robotem.</p>", 200),
    "check-sv": ("Säkerhetskontroll", "<p>Bekräfta att du är en människa.</p>", 200),
    "check-da": ("Sikkerhedskontrol", "<p>Vi kontrollerer, at du er et menneske.</p>", 403),
    "check-fi": ("Turvatarkistus", "<p>Varmistamme, ettet ole robotti.</p>", 200),
    "check-cs": ("Ověření", "<p>Ověřujeme, že nejste robot.</p>", 200),
    "check-ru": ("Проверка безопасности", "<p>Подождите: проверяем, что вы человек, а не робот.</p>", 200),
    "check-el": ("Έλεγχος ασφαλείας", "<p>Επιβεβαιώστε ότι δεν είστε ρομπότ.</p>", 200),
    "check-ar": ("التحقق من الأمان", "<p>نتحقق من أنك لست روبوتا.</p>", 200),
    "check-ja": ("確認", "<p>あなたがロボットでないことを確認しています。</p>", 200),
    "check-zh": ("安全验证", "<p>请拖动滑块完成拼图。</p>", 200),
    "check-ko": ("보안 확인", "<p>사람인지 확인하고 있습니다.</p>", 200),
    "check-tools-de": ("Zugriff verweigert", "<p>Wir glauben, dass Sie Automatisierungstools verwenden.</p>", 200),
    "refused-pl": ("Dostęp zablokowany", "<p>Skontaktuj się z administratorem.</p>", 200),
    "refused-sv": ("Åtkomst nekad", "<p>Kontakta oss.</p>", 200),
    "refused-ru": ("Доступ запрещён", "<p>Обратитесь в поддержку.</p>", 200),
    "refused-ja": ("アクセスが拒否されました", "<p>管理者に連絡してください。</p>", 200),
    "refused-zh": ("访问被拒绝", "<p>请联系管理员。</p>", 200),
    "from-abroad-ja": ("お知らせ", "<p>海外からのアクセスは制限しております。</p>", 200),
    "firewall-zh": ("405", "<p>您的请求可能对网站造成安全威胁，已被阻断访问。</p>", 405),
    "odd-traffic-pl": ("Uwaga", "<p>Wykryliśmy nietypowy ruch z Państwa sieci.</p>", 200),
    "through-a-vpn": ("Blocked", "<p>A VPN or proxy was detected. Turn off your VPN to read on.</p>", 200),
    "signed-200": (
        "Access Denied",
        "<h1>Access Denied</h1><p>You may not see this. Reference #18.2d351ab8.15</p>",
        200,
    ),
    "scripts-wanted-pl": ("Serwis", "<p>Do działania wymagana jest obsługa JavaScript.</p>", 200),
    "scripts-wanted-ja": ("サービス", "<p>JavaScriptを有効にしてください。</p>", 200),
}
_TOO_FAST = {
    "too-fast-zh": ("提示", "<p>访问过于频繁，请一小时后再试。</p>"),
    "too-fast-ru": ("Внимание", "<p>Слишком много запросов, зайдите позже.</p>"),
}
_LAWS = {
    "law-ru": ("Доступ ограничен", "<p>Доступ к сайту ограничен на основании закона.</p>"),
    "law-it": ("Avviso", "<p>Il sito è stato disabilitato in esecuzione di un provvedimento.</p>"),
    "law-fr": ("Accès bloqué", "<p>Ce site a été bloqué en application d'une décision de justice.</p>"),
    "law-seized": ("Notice", "<p>This domain has been seized under a seizure warrant.</p>"),
    "law-es": ("Aviso", "<p>Por orden judicial este servicio ha sido bloqueado.</p>"),
}
_THIN = {
    "thin-wall-nobody-knows": ("…", "<p>Venter på svar</p>"),
    "thin-wall-tr": ("Lütfen bekleyin", "<p>Bağlantınız hazırlanıyor.</p>"),
    "thin-wall-fi": ("Hetkinen", "<p>Yhteys avataan.</p>"),
    "thin-wall-work": ("…", "<p>0 %</p><script>for(let n=0;n<9;n++){}</script>"),
    "thin-wall-code-ru": (
        "Введите код",
        "<p>Введите код с картинки</p><img src='/c.png'><form><input name='c'></form>",
    ),
}
_REPAIRS = {
    "repairs-pl": "Prace konserwacyjne",
    "repairs-sv": "Planerat underhåll",
    "repairs-ru": "Ведутся технические работы",
    "repairs-el": "Υπό κατασκευή",
    "repairs-ar": "الموقع قيد الصيانة",
    "repairs-ja": "システムメンテナンス中",
    "repairs-zh": "网站维护中",
    "repairs-cs": "Probíhá údržba",
}


def _to_sorry(scene: Scene, request: Request) -> Answer:
    if request.path.startswith("/sorry"):
        return page(scene, request, bare("Sorry", "<p>Your computer or network may be sending automated queries.</p>"))
    return redirect(302, "/sorry/index?continue=x")


def _private_or_lost(scene: Scene) -> str:
    text = "The document could not be found, or you don't have permission to view it."
    return framed(scene, "Document not found", f"<h1>Document not found</h1><p>{escape(text)}</p>", recommended=0)


def _nothing(scene: Scene, request: Request) -> Answer:
    if not is_cited(scene, request):
        return honest(scene, request)
    return page(scene, request, scene.pick(("\n \n<!-- -->\n", "<html><head></head><body></body></html>"), "nothing"))


CHECKPOINTS: tuple[LabelledKind, ...] = (
    *(kind(name, _bare(title, body, status), _B, before="article") for name, (title, body, status) in _CHECKS.items()),
    *(kind(name, _bare(*told), _RATE, {_B, _U}, before="article") for name, told in _TOO_FAST.items()),
    *(kind(name, _bare(*told), _LAW, {_B}, before="article") for name, told in _LAWS.items()),
    *(kind(name, _bare(*told), _U, {_B}, before="article") for name, told in _THIN.items()),
    *(
        kind(name, _bare(title, f"<h1>{title}</h1>"), _FAULT, {_U}, before="article")
        for name, title in _REPAIRS.items()
    ),
    kind("to-sorry", _to_sorry, _B, before="article"),
    kind("private-or-lost", instead(_private_or_lost), _U, {_LOGIN, Verdict.SOFT_404}, before="article"),
    kind("nothing-in-mark-up", _nothing, _U, before="article"),
)
"""Nobody can know, but for those under repair, which are out of order."""
