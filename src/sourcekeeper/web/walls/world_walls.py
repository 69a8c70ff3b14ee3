# ruff: noqa: E501  (phrases of one language stand on one line)
"""How languages beyond the seven of `wall_words` ask for proof, refuse, repair and close. Data, and its patterns.

As in `world_words`, phrases are written as the languages write them and folded when first asked. A wall's check has a
small grammar everywhere: something is verified, and the reader is a human or no robot. All are asked of short pages
that tell no story only.
"""

from __future__ import annotations

import re
from functools import cache

from sourcekeeper.web.folding import fold

_ROBOTS = (
    r"(?<!\w)(?:ro)?bot(?:s|a|ot?|en|em|u|ja|ti|tia|ul)?(?!\w)|roboter|робот\w*|ρομποτ|روبوت\w*|רובוט|ロボット|ボット|机器人|機器人|로봇|โรบอท|"
    r"(?<!\w)(?:human|humain|humano|umano|mensch|människa|menneske|ihminen|człowiek\w*|člověk\w*|ember|insan|человек\w*|людин\w*|άνθρωπος|إنسان)(?!\w)|人間|真人|사람"
)
_CHECKS = (
    r"verif\w+|vérif\w+|check(?:ing|s)?(?!\w)|confirm\w*|prüf\w+|überprüf\w+|bestätig\w+|comprob\w+|asegur\w+|controll\w+|controle\w*|kontroll\w+|säkerställ\w*|bekräft\w*|"
    r"bekræft\w*|bekreft\w*|varmist\w*|tarkist\w*|potwierd\w*|upewni\w*|sprawdz\w*|weryfik\w*|ověř\w*|potvrď\w*|megerősít\w*|ellenőriz\w*|doğrula\w*|verific\w+|провер\w*|подтверд\w*|перевір\w*|"
    r"επιβεβαι\w+|ελέγχ\w*|تأكد|تأكيد|التأكد|التأكيد|تحقق|نتحقق|التحقق|אמת|確認|检查|确认|验证|驗證|확인|xác minh|ตรวจสอบ"
)
_NEAR = r".{0,70}?"

_CHECK_TITLES = (
    r"(?:.{0,12}[ -])?(?:säkerhetskontroll|sikkerhetskontroll|sikkerhedskontrol|turvatarkistus|kontrola bezpieczeństwa|weryfikacja(?: bezpieczeństwa)?|bezpečnostní kontrola|biztonsági ellenőrzés|güvenlik kontrolü)",
    r"проверка (?:браузера|безопасности)|вы не робот|вы робот|перевірка (?:браузера|безпеки)|έλεγχος ασφαλείας|(?:التحقق|فحص) (?:من )?(?:الأمان|الأمن|المتصفح)",
    r".{0,6}(?:安全验证|安全驗證|人机验证|人機驗證|安全检查|安全檢查|访问验证)|(?:セキュリティ|ボット)(?:チェック|確認|検証).{0,6}|보안 (?:확인|인증)",
    r"even (?:controleren|geduld)(?: .{0,40})?|sprawdzanie przeglądarki|kontrollerar (?:din )?webbläsare",
)
_DENIED_TITLES = (
    r"(?:40[13][^\w]{0,3})?(?:dostęp (?:został )?(?:zablokowany|zabroniony|ograniczony)|odmowa dostępu|brak (?:dostępu|uprawnień)|åtkomst (?:nekad|blockerad|förbjuden)|ingen åtkomst|adgang (?:nægtet|forbudt|nektet)|ingen (?:adgang|tilgang)|pääsy (?:estetty|evätty|kielletty))",
    r"(?:40[13][^\w]{0,3})?(?:přístup (?:odepřen|zakázán|zamítnut)|prístup (?:odmietnutý|zakázaný)|hozzáférés megtagadva|erişim (?:engellendi|reddedildi)|acces (?:interzis|respins|blocat)|pristup (?:odbijen|zabranjen|onemogućen))",
    r"(?:40[13][^\w]{0,3})?(?:доступ (?:к (?:сайту|ресурсу|странице) )?(?:запрещ[её]н|ограничен|заблокирован|закрыт)|доступ (?:заборонено|обмежено)|достъпът (?:е )?(?:отказан|забранен)|δεν επιτρέπεται η πρόσβαση|απαγορεύεται η πρόσβαση)",
    r"(?:تم )?(?:رفض|منع|حظر) الوصول|الوصول (?:مرفوض|محظور|ممنوع)|הגישה (?:נדחתה|חסומה)|دسترسی (?:غیرمجاز|مسدود)",
    r".{0,8}(?:アクセスできません|アクセス(?:が)?拒否.{0,6}|アクセス(?:が)?(?:制限|禁止).{0,8})|.{0,4}(?:访问被?(?:拒绝|阻断|拦截|限制|禁止)|拒绝访问|禁止访问|访问受限|存取被拒).{0,4}|접근(?:이)? (?:거부|차단|제한).{0,6}",
)
_WALL_PHRASES = (
    # Too much was asked, or too fast.
    r"访问过于频繁|请求过于频繁|操作过于频繁|存取過於頻繁|アクセスが集中|слишком много запросов|zbyt (?:wiele|dużo) (?:żądań|zapytań)|för många (?:förfrågningar|anrop)|πάρα πολλά αιτήματα|طلبات كثيرة",
    r"(?:requests?|запрос\w*|zapyta\w*|förfrågning\w*|traffic|трафик\w*|ruch\w*|trafik\w*|移动|请求|アクセス|リクエスト).{0,60}(?:автоматическ\w+|automatyczn\w+|automatisk\w+|自动|自動)",
    r"(?:nietypow\w+|podejrzan\w+) ruch|ovanlig trafik|подозрительн\w+ (?:трафик|активност\w+)|ύποπτη δραστηριότητα|نشاط (?:غير عادي|مشبوه)|異常なアクセス|不審なアクセス|异常(?:流量|访问|请求)",
    r"(?:computer or )?network may be sending automated queries|automatisierungstools|automation tools|outils d'automatisation|herramientas de automatizaci[óo]n|strumenti di automazione|ferramentas de automa[çc][ãa]o|automatiseringstools",
    # Firewalls and the nets of whole countries.
    r"您的访问被阻断|可能对网站造成安全威胁|被阻断访问|海外からのアクセス|国外からのアクセス|海外訪問|доступ (?:к (?:сайту|ресурсу) )?(?:из|для) ваш\w+ (?:страны|региона)",
    r"(?:turn off|switch off|disable|désactiv\w+|deaktivier\w+|ausschalt\w+|desactiv\w+|disattiv\w+|desativ\w+|wyłącz\w*|stäng av|отключ\w+).{0,30}(?<!\w)(?:vpn|proxy)(?!\w)|(?<!\w)(?:vpn|anonymi[sz]ing proxy|vpn or proxy|proxy or vpn)(?!\w).{0,60}(?:detected|blocked|disable|turn off|détect\w+|erkannt|detectad\w+|rilevat\w+|wykryt\w+|обнаружен\w*)",
)
_SCRIPTS_WANTED = (
    r"javascript.{0,60}(?:wymagan\w+|włącz\w*|aktivera\w*|slå på|aktiver\w*|ota käyttöön|povol\w+|zapn\w+|engedélyez\w*|etkinleştir\w*|включ\w+|увімкн\w+|ενεργοποι\w+|تفعيل|تمكين|有効|启用|开启|啟用|開啟|사용)",
    r"(?:wymagan\w+|włącz\w*|aktivera|slå på|aktivér|povol\w+|zapn\w+|включ\w+|увімкн\w+|ενεργοποι\w+|تفعيل|تمكين|启用|开启|啟用|開啟).{0,40}javascript",
)
_LAW = (
    r"(?:this )?(?:domain|site|website)(?: name)? (?:has been|was) seized|seizure warrant|blocked (?:by|following|due to|under) (?:a |an )?(?:court order|order of)",
    r"bloqu[ée]+e? (?:en application|en vertu|à la suite|sur) .{0,20}(?:décision|ordonnance|demande)|décision de justice.{0,60}(?:bloqu|accès)|gesperrt.{0,60}(?:gerichtlich\w*|beschluss\w*|anordnung)|aufgrund (?:gerichtlicher|behördlicher) .{0,40}gesperrt",
    r"(?:orden|resolución) judicial.{0,60}bloque|bloque.{0,60}(?:orden|resolución) judicial|(?:disabilitato|inibito|oscurato|bloccato) (?:in esecuzione|su (?:ordine|disposizione)|a seguito).{0,60}|ordem judicial.{0,60}bloque|bloque.{0,60}ordem judicial",
    r"доступ .{0,60}ограничен.{0,60}(?:закон\w*|суд\w*|роскомнадзор\w*)|zablokowan\w+.{0,60}(?:sąd\w*|decyzj\w+|prokuratur\w+)|根据.{0,20}法律.{0,20}(?:屏蔽|无法)|依法.{0,10}(?:屏蔽|关闭)|erişim(?:e)? .{0,60}(?:mahkeme|kanun)\w*",
)
_REPAIRS = (
    r"(?:trwa )?(?:przerwa techniczna|przerwa serwisowa|prace (?:serwisowe|konserwacyjne|techniczne))|strona w (?:budowie|przebudowie)|(?:strona|serwis) (?:jest )?(?:tymczasowo|chwilowo) niedostępn\w+",
    r"(?:planerat )?underhåll(?: pågår)?|(?:webbplatsen|sidan) (?:är )?(?:tillfälligt stängd|under (?:underhåll|uppbyggnad|ombyggnad)).{0,30}|vi är snart tillbaka|(?:planlagt )?(?:vedligeholdelse|vedlikehold)(?: pågår)?|huoltokatko|huoltotauko|sivusto (?:on )?huollossa",
    r"(?:(?:на сайте )?(?:ведутся|проводятся) )?(?:технические|профилактические|регламентные) работы|сайт (?:временно )?(?:недоступен|закрыт|на (?:реконструкции|обслуживании|ремонте)|в разработке)|техническое обслуживание|технічні роботи|технічне обслуговування",
    r"(?:εργασίες )?συντήρηση\w*|(?:ο ιστότοπος )?(?:είναι )?υπό (?:συντήρηση|κατασκευή)|(?:الموقع )?(?:تحت|قيد) (?:الصيانة|الإنشاء)|(?:أعمال )?صيانة|האתר (?:בתחזוקה|בבנייה)",
    r"(?:ただいま|現在)?、?(?:システム)?メンテナンス(?:中)?(?:です|のお知らせ|を行っております)?|工事中|準備中|(?:系统|網站|网站|系統|本站)?(?:正在)?(?:维护|維護|升级|升級|建设|建設)(?:中|升级中)?|점검 중(?:입니다)?|서비스 점검",
    r"(?:probíhá |prebieha )?údržba(?: (?:webu|stránek|systému))?|karbantartás(?: alatt)?|(?:site|sait)\w* (?:în|in) (?:mentenanță|construcție)|bakım(?:da| çalışması| modu)?(?:yız)?",
)
_CLOSED = (
    # Who speaks of a domain speaks of a site's owner, and no wall does.
    r"(?<!\w)(?:domains?|domain ?names?|domaine|domini?o|domein\w*|domen(?:a|y)|domän\w*|доме[нш]\w*|doména)(?!\w)|ドメイン|域名",
    r"\b(?:we|site|website|service|blog|magazine|newspaper|project|organi[sz]ation|body|forum|platform|office|agency)\b.{0,80}\b(?:(?:have|has|is|was|been) (?:now |permanently |been )?(?:closed|shut down|discontinued|switched off|retired|wound up|merged)|merged into|come to an end|no longer (?:updated|maintained|exists?|operat\w+)|ceased (?:operations|publication|to exist)|pages have been withdrawn)",
    r"\b(?:site|journal|service|blog|établissement|portail|revue|forum)\b.{0,80}\b(?:a (?:définitivement )?fermé|est (?:désormais |maintenant |définitivement )?fermé|ferme (?:ses portes|définitivement)|s'arrête|s'est arrêtée?|a pris fin|a cessé|n'est plus (?:mis à jour|actif)|a (?:rejoint|fusionné))",
    r"\b(?:seiten?|website|angebot|dienst|amt|behörde|zeitung|blog|portal|forum)\b.{0,80}\b(?:eingestellt|geschlossen|abgeschaltet|aufgegangen|nicht (?:mehr|länger) (?:gepflegt|aktualisiert|betrieben))|\bist schluss\b",
    r"\bcerramos\b|\b(?:sitio|servicio|blog|portal|revista|foro)\b.{0,80}\b(?:ha (?:cerrado|terminado)|cerró|fue cerrado|dejó de funcionar)|\bchiudiamo\b|\b(?:sito|servizio|blog|rivista|portale)\b.{0,80}\b(?:ha (?:cessato|chiuso)|è terminat[oa]|è stato (?:chiuso|dismesso))",
    r"\b(?:site|serviço|blogue?|portal|revista)\b.{0,80}\b(?:encerrou|terminou|foi encerrado|foi descontinuado)|\b(?:site|website|dienst|blog|krant)\b.{0,80}\b(?:is (?:gesloten|gestopt|opgeheven)|stopt)\b",
    r"(?:webbplatsen|sidan|sajten|tjänsten|myndigheten|tidningen)\b.{0,60}(?:stängd|stängdes|nedlag[dt]|lades ned|upphört|upphörde|uppgick)|(?:strona|serwis|portal|urząd)\b.{0,80}(?:zamknięt\w+|zlikwidowan\w+|połączon\w+|zakończył\w*)",
    r"(?:сайт|сервис|проект|журнал|портал).{0,60}(?:закрыт|прекратил|прекращ|больше не)|(?:ιστότοπος|ιστοσελίδα|υπηρεσία).{0,60}(?:έκλεισε|διέκοψε|καταργήθηκε)|(?:الموقع|الخدمة).{0,40}(?:أغلق|توقف|إغلاق)",
    r"(?:サービス|サイト|ページ|運営|公開|提供|配信).{0,24}(?:終了|閉鎖)|(?:本站|网站|網站|服务|服務).{0,24}(?:停止|关闭|關閉|关停|下线)|(?:서비스|사이트).{0,20}종료",
)
_DOMAINS = (
    r"ドメイン.{0,24}(?:取得され|有効期限|販売|売り出し|更新され)|域名.{0,20}(?:过期|到期|出售|转让|停放)|도메인.{0,20}(?:판매|만료)",
    r"(?<!\w)domen(?:a|y) .{0,60}(?:utrzymywan\w+|zaparkowan\w+|wygas\w+|na sprzedaż|nieopłacon\w+)|(?<!\w)domän(?:en)? .{0,60}(?:parkerad|till salu|har gått ut)|(?<!\w)domæne\w* .{0,40}(?:til salg|parkeret)|(?<!\w)doména .{0,40}(?:na prodej|na predaj|zaparkován\w*|vypršel\w*)",
    r"домен .{0,60}(?:не продл[её]н|ист[её]к|продается|припаркован)|срок регистрации домена|(?:το )?(?:domain|όνομα τομέα) .{0,40}(?:προς πώληση|έληξε)|(?:النطاق|الدومين) .{0,40}(?:للبيع|محجوز|منتهي)|alan adı .{0,30}(?:satılık|süresi doldu)",
    r"(?:nom de )?domaine .{0,40}(?:n'a pas encore de site|est enregistré chez)|(?:este|il|o|het|dit) (?:nombre de )?domini?o .{0,40}(?:aún no tiene|non ha ancora|ainda não tem) .{0,12}(?:web|sito|site)|(?:domain|domein) .{0,40}(?:noch keine website|nog geen website)",
)

_DENIALS = (
    r"(?<!\w)(?:not|no longer|cannot|can't|couldn't|isn't|doesn't|unable|sorry|invalid|unavailable|offline)(?!\w)",
    r"(?<!\w)(?:n'(?:est|existe|a|ont|y)|plus|pas|aucune?|désolée?s?|supprimée?|retirée?|introuvable|erreur)(?!\w)|(?<!\w)(?:nicht|keine?n?|leider|gelöscht|entfernt|fehler)(?!\w)",
    r"(?<!\w)(?:ya no|no (?:se|existe|hay|está)|ningún|lo sentimos|eliminad[oa]|borrad[oa]|non (?:è|esiste|c'è|disponibile)|nessun\w*|spiacenti|rimoss[oa]|não|nenhum\w*|removid[oa]|erro(?:re|r)?)(?!\w)",
    r"(?<!\w)(?:niet|geen|helaas|verwijderd|inte|ej|ingen|inget|tyvärr|ikke|desværre|dessverre|ei|valitettavasti|nie|brak|niestety|przepraszamy|usunięt\w+|niedostępn\w+|není|nelze|bohužel|nem|sajnos|yok|değil|maalesef|không|tidak)(?!\w)",
    r"(?<!\w)(?:не|нет|ничего|нема|няма|удал[её]н\w*|ошибк\w+|δεν|δε|λυπούμαστε|σφάλμα|لم|لا|ليس|غير|تعذر|عذرا|عفوا|לא|אין|नहीं)(?!\w)",
    r"ません|できない|ない(?:です)?|削除|終了|申し訳|不存在|不能|不可|没有|沒有|无法|無法|未找到|已删除|抱歉|对不起|走丢|않|없|삭제|ไม่",
)


def _any_of(*alternatives: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{fold(each)})" for each in alternatives))


@cache
def checks() -> re.Pattern[str]:
    """Return the pattern of checks for robots, and of what else walls say of the reader's ways."""
    both = (rf"(?:{_CHECKS}){_NEAR}(?:{_ROBOTS})", rf"(?:{_ROBOTS}){_NEAR}(?:{_CHECKS})")
    return _any_of(*both, *_WALL_PHRASES)


@cache
def wall_titles() -> re.Pattern[str]:
    """Return the pattern of whole titles of checks and refusals."""
    return _any_of(*_CHECK_TITLES, *_DENIED_TITLES)


@cache
def scripts_wanted() -> re.Pattern[str]:
    """Return the pattern of pages that want scripts before they show anything."""
    return _any_of(*_SCRIPTS_WANTED)


@cache
def law() -> re.Pattern[str]:
    """Return the pattern of pages that a court or an authority had put in a site's place."""
    return _any_of(*_LAW)


@cache
def repairs() -> re.Pattern[str]:
    """Return the pattern of whole titles of sites under repair."""
    return _any_of(*_REPAIRS)


@cache
def domains() -> re.Pattern[str]:
    """Return the pattern of domains that are for sale, have run out, or have no site yet."""
    return _any_of(*_DOMAINS)


@cache
def denials() -> re.Pattern[str]:
    """Return the pattern of words by which a notice says that there is something it has not, or begs pardon."""
    return _any_of(*_DENIALS)


@cache
def closed() -> re.Pattern[str]:
    """Return the pattern of farewells: a site, a service or an office that is no more."""
    return _any_of(*_CLOSED)
