# ruff: noqa: E501  (pages and phrases stand on one line)
"""How sites of many languages word that a page is not there, for the kinds of `vanished`; our own words. Data only."""

from __future__ import annotations

FOREIGN = {  # language: title, sentence
    "pl": "Nie znaleziono strony|Przepraszamy, strona o podanym adresie nie istnieje lub została przeniesiona.",
    "sv": "Sidan kunde inte hittas|Sidan du söker finns inte längre eller har flyttats.",
    "da": "Siden blev ikke fundet|Vi kan desværre ikke finde den side, du leder efter.",
    "no": "Siden ble ikke funnet|Beklager, siden du leter etter finnes ikke.",
    "fi": "Sivua ei löytynyt|Etsimääsi sivua ei valitettavasti ole olemassa.",
    "cs": "Stránka nenalezena|Omlouváme se, požadovaná stránka neexistuje.",
    "sk": "Stránka sa nenašla|Ľutujeme, hľadaná stránka neexistuje alebo bola presunutá.",
    "hu": "Az oldal nem található|Sajnáljuk, a keresett oldal nem létezik.",
    "ro": "Pagina nu a fost găsită|Ne pare rău, pagina căutată nu există sau a fost mutată.",
    "el": "Η σελίδα δεν βρέθηκε|Λυπούμαστε, η σελίδα που ζητήσατε δεν υπάρχει.",
    "ru": "Страница не найдена|К сожалению, запрашиваемая страница не существует или была удалена.",
    "uk": "Сторінку не знайдено|На жаль, сторінки, яку ви шукаєте, не існує.",
    "bg": "Страницата не е намерена|Съжаляваме, търсената страница не съществува.",
    "sr": "Stranica nije pronađena|Žao nam je, tražena stranica ne postoji.",
    "hr": "Stranica nije pronađena|Tražena stranica ne postoji ili je premještena.",
    "sl": "Strani ni mogoče najti|Žal iskana stran ne obstaja.",
    "tr": "Sayfa bulunamadı|Üzgünüz, aradığınız sayfa mevcut değil.",
    "ca": "No s'ha trobat la pàgina|La pàgina que busqueu no existeix o s'ha mogut.",
    "eu": "Ez da orria aurkitu|Bilatzen ari zaren orria ez da existitzen.",
    "gl": "Páxina non atopada|A páxina que buscas non existe.",
    "et": "Lehte ei leitud|Vabandust, otsitavat lehte ei ole olemas.",
    "lv": "Lapa nav atrasta|Diemžēl meklētā lapa neeksistē.",
    "lt": "Puslapis nerastas|Atsiprašome, jūsų ieškomas puslapis neegzistuoja.",
    "ja": "ページが見つかりません|お探しのページは見つかりませんでした。移動または削除された可能性があります。",
    "zh": "页面不存在|抱歉，您访问的页面不存在或已被删除。",
    "zh-TW": "找不到網頁|很抱歉，您要找的頁面不存在。",
    "ko": "페이지를 찾을 수 없습니다|죄송합니다. 요청하신 페이지가 존재하지 않습니다.",
    "ar": "الصفحة غير موجودة|عذرا، الصفحة التي تبحث عنها غير موجودة.",
    "he": "הדף לא נמצא|מצטערים, הדף שחיפשת אינו קיים.",
    "fa": "صفحه مورد نظر یافت نشد|متأسفانه صفحه‌ای که به دنبال آن هستید وجود ندارد.",
    "hi": "पृष्ठ नहीं मिला|क्षमा करें, आप जो पृष्ठ खोज रहे हैं वह मौजूद नहीं है।",
    "vi": "Không tìm thấy trang|Xin lỗi, trang bạn tìm kiếm không tồn tại.",
    "id": "Halaman tidak ditemukan|Maaf, halaman yang Anda cari tidak ada.",
    "th": "ไม่พบหน้าที่คุณต้องการ|ขออภัย ไม่พบหน้าที่คุณค้นหา",
    "ga": "Níor aimsíodh an leathanach|Ár leithscéal, níl an leathanach sin ann.",
    "is": "Síða fannst ekki|Síðan sem þú leitar að er ekki til.",
    "cy": "Heb ganfod y dudalen|Mae'n ddrwg gennym, nid yw'r dudalen yn bodoli.",
}

RARER = {
    "en": "Oops! That page can’t be found.|We can't find the page you're looking for|Uh oh, nothing here|Well, this is awkward: no such page|Page unavailable|This link is broken|Content not found|The resource cannot be found.|Lost? We can't seem to find that",
    "fr": "Oups ! Cette page est introuvable|Cette page n’est plus disponible|Contenu introuvable|La page que vous recherchez n'est pas ou plus accessible|Mince, cette page n'existe pas|Document non trouvé|Aïe, page non trouvée",
    "de": "Hoppla! Diese Seite gibt es nicht|Inhalt nicht verfügbar|Die Seite konnte leider nicht gefunden werden|Seite existiert nicht|Diesen Artikel gibt es nicht mehr|Ups, hier ist nichts",
    "es": "¡Vaya! No se ha podido encontrar esa página|Contenido no disponible|La página solicitada no existe|Ups, esta página no está disponible|No se encuentra la página",
    "it": "Ops! Impossibile trovare questa pagina|Contenuto non disponibile|La pagina che stai cercando non esiste|Risorsa non trovata",
    "pt": "Ops! Essa página não pôde ser encontrada|Conteúdo indisponível|Não encontramos esta página|A página que procura já não está disponível",
    "nl": "Oeps! Deze pagina kan niet worden gevonden|Inhoud niet beschikbaar|We kunnen deze pagina niet vinden|Deze pagina is er niet meer",
}

REMOVED = {
    "en": "Sorry – this page has been removed|This could be because it launched early, our rights have expired, there was a legal issue, or for another reason.#This article is no longer available|This content was removed at the request of its publisher. You can continue with our latest stories.#This item has been withdrawn|The item was withdrawn from the repository by its depositor.",
    "fr": "Cet article n'est plus en ligne|Cet article a été retiré à la demande de son auteur.#Contenu supprimé|Ce contenu a été supprimé car nos droits ont expiré.#Article dépublié|Cet article a été dépublié par la rédaction.",
    "de": "Dieser Artikel ist nicht mehr verfügbar|Dieser Beitrag wurde aus rechtlichen Gründen entfernt.#Beitrag depubliziert|Dieser Inhalt ist aus lizenzrechtlichen Gründen nicht mehr abrufbar.",
    "es": "Este artículo ya no está disponible|Este contenido fue retirado a petición del autor.#Contenido eliminado|La noticia que busca ha sido eliminada.",
    "it": "Questo articolo non è più disponibile|Il contenuto è stato rimosso su richiesta dell'editore.#Contenuto rimosso|I diritti su questo contenuto sono scaduti.",
    "pt": "Este artigo já não está disponível|O conteúdo foi removido a pedido do autor.#Conteúdo removido|Os direitos deste conteúdo expiraram.",
    "nl": "Dit artikel is niet meer beschikbaar|Dit bericht is op verzoek van de auteur verwijderd.#Inhoud verwijderd|De rechten op deze inhoud zijn verlopen.",
}
