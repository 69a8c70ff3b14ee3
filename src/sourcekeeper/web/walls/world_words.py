# ruff: noqa: E501  (phrases of one language stand on one line)
"""How thirty-odd languages beyond the seven of `error_words` say that a page is not there. Data, and its one pattern.

The grammar is as small everywhere as in `loss_words`: a noun of the web, a few words, and "was not found", "does not
exist" or "was removed", in either order. Each row is of one language or of a few that are written alike: its nouns, and
the states. They are written as the languages write them and folded (`folding.fold`) when first asked, for the texts
they are looked for in are folded too. Asked of titles, headings and first lines of short pages only.
"""

from __future__ import annotations

import re
from functools import cache

from sourcekeeper.web.folding import fold

_SPACED = (
    # Polish
    (
        r"(?:pod)?stron\w*|artykuł\w*|dokument\w*|treś\w+|temat\w*|wątek|wątk\w+|petycj\w+|nagrani\w+|wpis\w*|ogłoszeni\w+",
        r"brak(?= \w+ o podanym)|(?:(?:nie )?jest (?:już )?)?niedostępn\w+|nie można (?:go |jej )?(?:już )?wyświetlić|nie jest (?:już )?dostępn\w+|wygas\w+|nie (?:została |został |zostało |może zostać )?(?:znalez\w+|znalaz\w+|odnalez\w+)|nie (?:istnieje|znaleziono|odnaleziono|można znaleźć)|(?:została |został )?usunięt\w+",
    ),
    # Swedish
    (
        r"sida\w*|artikel\w*|innehåll\w*|dokument\w*|program\w*|klipp\w*|inslag\w*|inlägg\w*|tråd\w*|fil(?:en|erna)|länk\w*",
        r"(?:är|har) (?:inte|ej) längre tillgänglig\w*|är borttag\w+|(?:inte|ej) (?:hittas|hittades|hitta|längre|tillgänglig\w*)|(?:finns|hittades|hittar) (?:inte|ej)|saknas|har tagits bort",
    ),
    # Danish and Norwegian
    (
        r"side[nr]?|artikel\w*|artikkel\w*|indhold\w*|innhold\w*|dokument\w*",
        r"(?:blev|ble|bliver|blir) (?:desværre |dessverre )?ikke fun[nd]\w+|ikke fun[nd]et|(?:findes|finnes|eksisterer) (?:desværre |dessverre )?ikke|(?:kan|kunne) (?:desværre |dessverre )?ikke (?:finde\w*|finne\w*|vises)|er (?:blevet |blitt )?(?:slettet|fjernet)",
    ),
    # Finnish, Estonian
    (
        r"sivu\w*|artikkeli\w*|sisältö\w*|leh(?:te|ekülge?|te\w+)|artiklit?",
        r"ei (?:\w+ )?(?:löytynyt|löydy|löydetty|ole olemassa|ole enää|leitud|leia|eksisteeri|ole saadaval)|on poistettu|on kustutatud",
    ),
    # Czech, Slovak
    (
        r"stránk\w*|článek|článok|článk\w*|obsah|dokument",
        r"(?:nebyl[ao]?|nebol[ao]?) (?:\w+ )?(?:nalezen\w*|nájden\w*)|nenalezen\w*|nenájden\w*|neexistuje|(?:se|sa) nenaš\w+|(?:nelze|nepodařilo se|nemožno) n[aá]j[ií][tť]|(?:byl[ao]?|bol[ao]?) (?:odstraněn\w*|odstránen\w*|smazán\w*|zmazan\w*)",
    ),
    # Hungarian
    (
        r"oldal\w*|cikk\w*|tartalom\w*|dokumentum\w*",
        r"nem (?:található|találtuk|találtunk|létezik|elérhető)\w*|törölt\w*|törölték",
    ),
    # Romanian
    (
        r"pagin\w+|articol\w*|conținut\w*|document\w*",
        r"nu (?:a fost |a putut fi |mai )?(?:găsit\w*|există|este disponibil\w*)|nu (?:am|a) (?:putut )?găsi\w*|negăsit\w*|inexistent\w*|a fost (?:șters\w*|eliminat\w*)",
    ),
    # Greek
    (
        r"σελίδα\w*|άρθρο\w*|περιεχόμενο\w*|αρχείο\w*|θέμα|ανάρτηση|βίντεο",
        r"δε[ν]? (?:βρέθηκε|υπάρχει|είναι (?:πλέον )?διαθέσιμ\w+|μπορεί να βρεθεί)|διαγράφηκε",
    ),
    # Russian, Belarusian, Ukrainian, Bulgarian, Macedonian
    (
        r"страниц\w*|сторінк\w*|старонк\w*|стат(?:ья|ьи|тя|ті|ия)|статия\w*|материал\w*|матеріал\w*|документ\w*|публикаци\w+|публікаці\w+|тем[аыу]|запис[ьи]|сообщени\w+|новост\w+|файл\w*|видео\w*|объявлени\w+",
        r"не (?:была |е |беше |бе |было |було |була )?(?:найден\w*|знайден\w*|знойдзен\w*|обнаружен\w*|намерен\w*|открит\w*|пронајден\w*|існує|існуе|існуе|существует|съществува|постои|доступн\w*)|ненамерен\w*|(?:была |був |була |был )?(?:удален\w*|видален\w*|изтрит\w*)|снят\w* с публикации|не удалось найти|не вдалося знайти",
    ),
    # Serbian, Croatian, Bosnian, Slovene
    (
        r"stranic\w*|stran\w?|članak|sadržaj|strani|vsebin\w+|страниц\w*|чланак|садржај",
        r"nije (?:pronađen\w*|nađen\w*|dostup\w+|moguće pronaći)|ne (?:postoji|obstaja)|ni (?:\w+ )?(?:mogoče|možno) najti|ni (?:bila )?(?:najden\w*|na voljo)|није (?:пронађен\w*|нађен\w*|доступ\w+)|не постоји",
    ),
    # Turkish
    (
        r"sayfa\w*|içerik|makale|haber",
        r"bulunama\w*|bulunmuyor|bulunmamaktadır|mevcut değil\w*|yok(?:tur)?|silinmiş\w*|kaldırılmış\w*",
    ),
    # Catalan, Galician
    (
        r"pàgin\w+|págin\w+|páxin\w+|article|artigo|contingut|contido|document\w*",
        r"no (?:s'ha |s'han )(?:pogut )?troba(?:t|r)|no (?:existeix|està disponible|trobada)|non (?:foi )?atopad\w+|non (?:existe|se atopou|se atopa|está dispoñible)|ja no hi és",
    ),
    # Basque
    (
        r"orri\w*|artikulu\w*|eduki\w*|aurkitu",
        r"ez da(?= orri)|ez da (?:\w+ )?(?:aurkitu|existitzen)|ez dago|ezin izan da aurkitu",
    ),
    # Latvian, Lithuanian
    (
        r"lapa\w*|raksts|saturs|puslap\w+|straipsn\w*|turin\w*",
        r"(?:nav|netika) (?:atrast\w*|pieejam\w*)|neeksistē|nerast\w+|neegzistuoja",
    ),
    # Icelandic, Irish, Welsh, Albanian
    (
        r"síða\w*|síðan|grein\w*|leathanach|d?tudalen|dudalen|faqj\w+",
        r"fannst ekki|finnst ekki|er ekki til|níor aimsíodh|gan aimsiú|(?:heb|methu) (?:ei )?(?:ganfod|chanfod)|ddim yn bodoli|nuk (?:u gjet|ekziston|gjendet)",
    ),
    # Arabic
    (
        r"الصفحة|صفحة|المحتوى|المقالة?|مقالة?|الموضوع|الملف|الفيديو|المنشور|الخبر",
        r"غير (?:موجود\w*|متوفر\w*|متاح\w*)|لم يتم العثور|لم نعثر|لم (?:يعد|تعد) متاح\w*|لا (?:توجد|يوجد)|تمت إزالة|تعذر العثور|تم حذف\w*|لا يمكن العثور",
    ),
    # Hebrew, Persian, Urdu, Hindi
    (
        r"הדף|העמוד|דף|עמוד|הכתבה|صفحه|مطلب|صفحہ|पृष्ठ|पेज",
        r"(?:לא|אינו|אינה) (?:נמצא\w*|קיים\w*|קיימת)|یافت نشد|پیدا نشد|وجود ندارد|موجود نیست|نہیں ملا|موجود نہیں|नहीं मिल[^ ]*|मौजूद नहीं[^ ]*|उपलब्ध नहीं[^ ]*",
    ),
    # Vietnamese
    (r"trang\w*|bài viết|nội dung", r"không (?:thể )?(?:tìm thấy|tồn tại|còn tồn tại)|không có|đã bị xóa"),
    # Indonesian and Malay
    (
        r"halaman|laman|artikel|konten|kandungan",
        r"tidak (?:dapat |dijumpai|bisa )?(?:ditemukan|ditemui|ada|tersedia|wujud)|tidak dijumpai|telah dihapus",
    ),
)
_FEW = r"(?:[^\s:;|]+ ){0,6}?"

_SPACELESS = (
    # Japanese
    r"(?:ページ|記事|コンテンツ|url|動画|投稿|トピック|スレッド|ファイル|商品|番組|画像).{0,14}(?:見つかりません|みつかりません|見つかりませんでした|存在しません|ありません|削除(?:され|して|い?たし)|(?:視聴|表示|閲覧)できません|期間.{0,4}終了|(?:公開|配信|掲載|提供).{0,4}終了)",
    # Chinese
    r"(?:页面|网页|頁面|網頁|文章|内容|內容|主题|主題|帖子|贴子|视频|影片|文件|链接|微博|商品|用户).{0,8}(?:不存在|未找到|找不到|没有找到|沒有找到|已被?.{0,5}删除|已被?.{0,5}刪除|無法找到|无法找到|已下线|已失效|已过期|不见了|去哪了)",
    r"(?:找不到|未找到|沒有找到|没有找到|无法找到|無法找到).{0,8}(?:页面|网页|頁面|網頁|文章|内容|內容)",
    # Korean
    r"(?:페이지|게시물|문서|기사).{0,14}(?:찾을 수 없|존재하지 않|없습니다|삭제되)|(?:삭제되|존재하지 않|찾을 수 없).{0,14}(?:페이지|게시물|문서|기사)",
    # Thai
    r"ไม่พบ(?:หน้า|เพจ|เนื้อหา|บทความ)|หน้า.{0,20}(?:ไม่มีอยู่|ไม่พบ)",
)
_FEW_SIGNS = 12
"""Signs beside a phrase that is written without spaces: a site's name, "we are sorry"."""


@cache
def not_found() -> re.Pattern[str]:
    """Return the pattern of all phrases; compiled when first asked, for few pages need it."""
    spaced = (
        rf"\b(?:{nouns}),? {_FEW}(?:{states})(?!\w)|(?<!\w)(?:{states}) {_FEW}(?:{nouns})(?!\w)"
        for nouns, states in _SPACED
    )
    spaceless = (rf"^.{{0,{_FEW_SIGNS}}}(?:{each}).{{0,{_FEW_SIGNS}}}$" for each in _SPACELESS)
    return re.compile("|".join(fold(each) for each in (*spaced, *spaceless)))
