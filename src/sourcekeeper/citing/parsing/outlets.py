"""Media, publishers and places that notes name most, and what a host says of a source. Data, and look-ups. Pure.

The table is a help, not a gate: an unknown name is read by its place in the note.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from sourcekeeper.patterns import regex
from sourcekeeper.web.folding import fold, squash

_NEWSPAPERS = """
Le Monde|Libération|Le Figaro|L’Humanité|Les Échos|La Croix|Le Parisien|Aujourd’hui en France|La Provence
La Marseillaise|Marsactu|Ouest-France|Sud Ouest|Nice-Matin|Nicematin|La Dépêche|La Dépêche du Midi|Midi Libre
La Voix du Nord|Le Progrès|Le Télégramme|L’Est républicain|Dernières Nouvelles d’Alsace|Mediapart|Reporterre|Rue89
Rue89 Strasbourg|Basta|Basta!|StreetPress|Le Monde diplomatique|Lagazette.fr|La Gazette des communes|20 Minutes
Bastamag|Le Canard enchaîné|Charlie Hebdo
Next INpact|Next|Actu.fr|Mediacités|Disclose|Les Jours|Arrêt sur images|AFP|Slate|HuffPost|Le HuffPost|Brut|Contexte
Politis|CQFD|Le Ravi|Ravi|Le Poulpe|Numerama|Le Temps|Le Soir|The Guardian|Guardian|The New York Times|New York Times
The Washington Post|Washington Post|The Times|Financial Times|The Independent|The Telegraph|The Observer|Reuters
Politico|POLITICO|Associated Press|AP|The Wall Street Journal|Wall Street Journal|BBC News|BBC|CNN|Al Jazeera
The Intercept|ProPublica|The Irish Times|EUobserver|Euractiv|Süddeutsche Zeitung|Frankfurter Allgemeine Zeitung|FAZ
Frankfurter Rundschau|taz|die tageszeitung|Die Zeit|Zeit Online|Der Tagesspiegel|Tagesspiegel|Die Welt|Handelsblatt
netzpolitik.org|heise online|Golem.de|Der Standard|Neue Zürcher Zeitung|NZZ|Berliner Zeitung|Neues Deutschland|nd
Tagesschau|tagesschau.de|junge Welt|El País|El Mundo|ABC|La Vanguardia|elDiario.es|eldiario.es|El Diario|Público
El Salto|EFE|Europa Press|El Confidencial|La Razón|Clarín|La Nación|Página/12|infoLibre|El Periódico
Corriere della Sera|la Repubblica|La Repubblica|La Stampa|Il Manifesto|il manifesto|Il Sole 24 Ore|Il Post
Il Fatto Quotidiano|Domani|ANSA|L’Espresso|Folha de S.Paulo|Folha de S. Paulo|O Globo|O Estado de S. Paulo|Estadão
Diário de Notícias|Jornal de Notícias|Expresso|Observador|Agência Pública|La Nouvelle République|L’Indépendant
Var-Matin|Corse-Matin|Paris-Normandie|La Montagne|Le Dauphiné libéré|L’Alsace|L’Union|Charente libre
Le Courrier picard|Presse-Océan|Le Républicain lorrain|La Presse|Le Devoir|24 heures|Le Courrier|La Libre Belgique
La Libre|L’Écho|CNews|Le JDD|Le Journal du dimanche|L’Opinion|La Tribune|France 24|Lyon Capitale|Rue89 Lyon
Rue89 Bordeaux|Le Bondy Blog|Bondy Blog|Splann|Splann !|Basta.media|La Brèche|L’Orient-Le Jour|Usbek & Rica|ZDNet
ZDNet France|Clubic|01net|Silicon|La Lettre A|AEF info|Dépêche AEF|Localtis|Maire-info|Banque des territoires
Acteurs publics|L’Âge de faire|Blast|Vert|Le Média|Au Poste|Orient XXI|Evening Standard|Daily Mail
The Daily Telegraph|The Sun|Daily Mirror|The Scotsman|The Herald|Manchester Evening News|Metro|The i|i News|City A.M.
Yorkshire Post|Liverpool Echo|Los Angeles Times|Chicago Tribune|The Boston Globe|Boston Globe|USA Today
San Francisco Chronicle|The Mercury News|NBC News|Axios|The Hill|Vox|Quartz|Mashable|ZDNET|The Register|Techdirt|CNET
Engadget|Protocol|Rest of World|The Markup|Bloomberg|Bloomberg News|The Globe and Mail|Toronto Star
The Sydney Morning Herald|The Age|The Hindu|South China Morning Post|The Japan Times|Haaretz|Balkan Insight
Kyiv Independent|Euronews|Politico Europe|Bellingcat|OCCRP|Lighthouse Reports|Byline Times|openDemocracy|Novara Media
Computer Weekly|Open Democracy|Vice News|Stuttgarter Zeitung|Kölner Stadt-Anzeiger|Hamburger Abendblatt
Rheinische Post|Hannoversche Allgemeine|Weser-Kurier|Leipziger Volkszeitung|Freie Presse|Sächsische Zeitung
Mitteldeutsche Zeitung|Badische Zeitung|Nürnberger Nachrichten|Bild|BILD|Welt|WELT|WAZ|Tages-Anzeiger|Die Presse
Kurier|Wiener Zeitung|Die Wochenzeitung|WOZ|analyse & kritik|ak|Correctiv|CORRECTIV|Krautreporter|t-online|n-tv|RND
Legal Tribune Online|LTO|El Periódico de Catalunya|El Correo|La Voz de Galicia|Diario Vasco|Heraldo de Aragón|Ara
Vilaweb|Nació Digital|Crític|El Español|20minutos|20 minutos|Newtral|Maldita|Maldita.es|Xataka|Hipertextual
El Universal|La Jornada|Reforma|Milenio|Animal Político|El Espectador|El Tiempo|Página 12|Infobae|El Comercio
La Tercera|El Mostrador|CIPER|El Faro|Il Messaggero|Il Giornale|Avvenire|Il Mattino|Il Resto del Carlino|La Nazione
Linkiesta|Altreconomia|Valigia Blu|IrpiMedia|Il Foglio|Il Tirreno|Tiscali News|Agi|Adnkronos|Correio da Manhã|Visão
Sábado|Público.pt|Jornal i|Valor Econômico|UOL|G1|The Intercept Brasil|Intercept Brasil|Nexo|Nexo Jornal|Ponte
Ponte Jornalismo|Agência Lupa|Fumaça|Het Financieele Dagblad|De Telegraaf|Algemeen Dagblad|De Tijd|Het Laatste Nieuws
Het Nieuwsblad|Knack|Apache|Tweakers|Security.nl|NU.nl|RTL Nieuws|Nieuwsuur|MO*|de Volkskrant|NRC|NRC Handelsblad
Trouw|Het Parool|De Standaard|De Morgen|Follow the Money|NOS|De Correspondent
"""
_MAGAZINES = """
L’Obs|Le Nouvel Observateur|Télérama|L’Express|Le Point|Marianne|Courrier international|Les Inrockuptibles|Socialter
Alternatives économiques|La Vie des idées|Vacarme|Lundi matin|lundimatin|Vice|Vice Motherboard|Motherboard|VICE|WIRED
Wired|The Atlantic|The New Yorker|The Economist|Time|Newsweek|Gizmodo|The Verge|Ars Technica|TechCrunch|404 Media
Le Nouvel Obs|Paris Match|La Directa
Silomag|Revue Z|Panthère première|L’Inatteignable|XXI|Revue XXI|La Revue dessinée|Kometa|Le Crieur|Revue du Crieur
AOC|AOC media|Ballast|Frustration|Esprit|Multitudes|Plein droit|Mouvements|Sciences humaines|Pour la science
La Recherche|Science & Vie|Cerveau & Psycho|L’Histoire|London Review of Books|LRB|New Statesman|Prospect
The Spectator|Private Eye|New Internationalist|Tribune|Logic|Logic Magazine|n+1|Harper’s|Harper’s Magazine
Mother Jones|In These Times|The Baffler|Boston Review|The New Republic|Slate Magazine|Fast Company|Fortune|Forbes
Bloomberg Businessweek|Scientific American|Nature News|Undark|WIRED UK|Wired UK|Wired.it|Cicero
Blätter für deutsche und internationale Politik|brand eins|Profil|Falter|Exberliner|analyse und kritik
Lettre International|Pikara|Pikara Magazine|Climática|Letras Libres|Nexos|Proceso|Semana|Anfibia|L’Indice
Jacobin Italia|Gli Asini|Lo Stato delle Cose|Revista Piauí|CartaCapital|Veja|Época|De Correspondent|Jacobin
Rolling Stone|MIT Technology Review|New Scientist|The Nation|The Conversation|Slate|BuzzFeed News|Foreign Policy
Der Spiegel|DER SPIEGEL|Spiegel Online|Stern|Focus|c’t|iX|Der Freitag|konkret|Jungle World|Internazionale|L’Espresso
Panorama|Wired Italia|CTXT|La Marea|Piauí|Vrij Nederland|De Groene Amsterdammer
"""
_BROADCASTERS = """
Franceinfo|France Info|France Inter|France Culture|France Bleu|France Bleu Provence|France 3|France 2|RFI|RTL
Europe 1|RMC|BFM TV|BFMTV|BFM Marseille|TF1|TF1 Info|LCI|Arte|ARTE|RTBF|RTS|Radio-Canada|BBC Radio 4|NPR
Channel 4 News|Sky News|ABC News|NBC News|CBS News|Deutschlandfunk|Deutschlandfunk Kultur|ARD|ZDF|WDR|NDR|BR|MDR|rbb
SWR|ORF|SRF|Cadena SER|RTVE|RNE|RAI|Rai News|Rai Radio 3|RTP|VPRO|VRT|Arte Radio|ARTE Radio|Binge Audio|Louie Media
Nouvelles Écoutes|Radio Grenouille|Radio Galère|Radio France|Mouv’|FIP|RTBF La Première|La Première|Couleur 3
Public Sénat|LCP|France 5|M6|C8|BBC Radio 5|BBC One|BBC Two|BBC World Service|ITV|ITV News|Channel 4|PBS|WNYC
ProPublica Radio|This American Life|Netflix|Gimlet|Spotify|Apple Podcasts|KQED|CBC|CBC Radio|ABC Radio National|RTÉ
RTE|RTÉ News|Bayerischer Rundfunk|Hessischer Rundfunk|Radio Bremen|3sat|Phoenix|Detektor.fm|FSK|Onda Cero
Radio Nacional de España|TVE|TV3|Catalunya Ràdio|laSexta|Cuatro|Rai Radio 1|Rai Radio 2|RTVE Play|Rai Play Sound
RaiPlay Sound|Rai 3|Radio Popolare|Radio Radicale|LA7|Antena 1|TSF|SIC|SIC Notícias|TVI|Rádio Renascença|TV Globo
NPO Radio 1|Radio 1|KRO-NCRV|BNNVARA
"""
_PLATFORM_HOSTS = {
    "x.com": "X",
    "twitter.com": "Twitter",
    "facebook.com": "Facebook",
    "instagram.com": "Instagram",
    "tiktok.com": "TikTok",
    "linkedin.com": "LinkedIn",
    "bsky.app": "Bluesky",
    "threads.net": "Threads",
    "t.me": "Telegram",
    "reddit.com": "Reddit",
}
_VIDEO_HOSTS = {
    "youtube.com": "YouTube",
    "youtu.be": "YouTube",
    "vimeo.com": "Vimeo",
    "dailymotion.com": "Dailymotion",
    "odysee.com": "Odysee",
}
_BLOG_HOSTS = (
    "medium.com",
    "substack.com",
    "wordpress.com",
    "blogspot.com",
    "over-blog.com",
    "hypotheses.org",
    "ghost.io",
    "tumblr.com",
)
_CODE_HOSTS = ("github.com", "gitlab.com", "codeberg.org", "framagit.org", "bitbucket.org", "sourceforge.net")
_LAW_HOSTS = (
    "legifrance.gouv.fr",
    "eur-lex.europa.eu",
    "gesetze-im-internet.de",
    "boe.es",
    "legislation.gov.uk",
    "normattiva.it",
)
_PUBLISHERS = """
La Découverte|Éditions La Découverte|La Fabrique|Fayard|Gallimard|Seuil|Le Seuil|Flammarion|Grasset|Albin Michel
Actes Sud|Agone|Raisons d’agir|Amsterdam|Éditions Amsterdam|Zones|Lux|Écosociété|Le Passager clandestin|L’Échappée
L’Harmattan|PUF|Presses universitaires de France|PUR|Presses universitaires de Rennes|PUG|Presses de Sciences Po
La Documentation française|Dalloz|LGDJ|Odile Jacob|Armand Colin|Hachette|Plon|Stock|Robert Laffont|La Dispute
Syllepse|Divergences|Le Bord de l’eau|Éditions du Croquant|Verso|Polity|Polity Press|Routledge|Sage|SAGE|Penguin
Penguin Books|Allen Lane|Knopf|PublicAffairs|Norton|W. W. Norton|Springer|Palgrave|Palgrave Macmillan|Elsevier|Wiley
MIT Press|The MIT Press|Oxford University Press|OUP|Cambridge University Press|CUP|Harvard University Press
Princeton University Press|Yale University Press|NYU Press|Suhrkamp|Campus|Hanser|Rowohlt|C. H. Beck|Beck|Nomos
Transcript|transcript|VS Verlag|Unrast|Assoziation A|Edition Nautilus|Westend|Mohr Siebeck|De Gruyter
Budrich UniPress|Paidós|Akal|Anagrama|Traficantes de Sueños|Siglo XXI|Taurus|Ariel|Crítica|Tirant lo Blanch|Virus
Einaudi|Feltrinelli|Laterza|il Mulino|Mondadori|Carocci|Zahar|Boitempo|Almedina
"""
_PLACES = """
Paris|Marseille|Lyon|Rennes|Grenoble|Toulouse|Bordeaux|Lormont|Lille|Strasbourg|Nantes|Montpellier|Nice|Arles
Montreuil|Genève|Lausanne|Bruxelles|Brussels|Montréal|Québec|Luxembourg|Aix-en-Provence|London|Oxford|Cambridge
New York|New York, NY|Cambridge, MA|Cambridge, Mass.|Chicago|Boston|Washington|Washington, DC|Washington, D.C.
San Francisco|Berkeley|Princeton|New Haven|Durham|Dublin|Edinburgh|Bristol|Toronto|Berlin|Hamburg|München|Munich|Köln
Frankfurt|Frankfurt am Main|Frankfurt a. M.|Opladen|Wiesbaden|Bielefeld|Münster|Tübingen|Leipzig|Stuttgart
Baden-Baden|Wien|Vienna|Zürich|Bern|Basel|Madrid|Barcelona|Valencia|Bilbao|Sevilla|México|Ciudad de México
Buenos Aires|Santiago|Santiago de Chile|Bogotá|Lima|Montevideo|Roma|Rome|Milano|Torino|Bologna|Bari|Firenze|Napoli
Porto Alegre|Belo Horizonte|Curitiba|Salvador|Recife|Campinas|Braga|Aveiro|Buckingham|Manchester|Leeds|Glasgow
Cardiff|Belfast|Liverpool|Sheffield|Birmingham|Nottingham|Brighton|Harmondsworth|Philadelphia|Los Angeles|Baltimore
Austin|Ithaca|Stanford|Minneapolis|Seattle|Vancouver|Ottawa|Melbourne|Sydney|Canberra|Delhi|New Delhi|Saint-Étienne
Tours|Angers|Brest|Dijon|Reims|Rouen|Caen|Nancy|Metz|Poitiers|Limoges|Clermont-Ferrand|Avignon|Nîmes|Perpignan|Pau
Bayonne|Le Havre|Amiens|Orléans|Besançon|Mulhouse|Annecy|Chambéry|Valence|Saint-Denis|Nanterre|Créteil|Ivry|Vincennes
Malakoff|Londres|Genf|Brüssel|Roma-Bari|Bruselas|Londra|Parigi|Berlino|Ginevra|Bruxelas|Brussel|Parijs|Londen
Neuchâtel|Fribourg|Louvain|Louvain-la-Neuve|Liège|Namur|Charleroi|Leuven|Mons|Düsseldorf|Bonn|Bremen|Hannover
Göttingen|Kassel|Heidelberg|Freiburg|Freiburg i. Br.|Mannheim|Karlsruhe|Nürnberg|Erlangen|Würzburg|Regensburg
Augsburg|Konstanz|Marburg|Gießen|Mainz|Trier|Saarbrücken|Jena|Dresden|Halle|Potsdam|Rostock|Kiel|Bochum|Dortmund
Essen|Darmstadt|Köln/Wien|Weinheim|Graz|Innsbruck|Salzburg|Linz|Luzern|St. Gallen|Granada|Salamanca|Zaragoza|Málaga
Murcia|Pamplona|Donostia|San Sebastián|Vitoria-Gasteiz|A Coruña|Santiago de Compostela|Oviedo|Valladolid|Alicante
Palma|Córdoba|Cádiz|Guadalajara|Monterrey|Medellín|Quito|Caracas|La Paz|Rosario|Padova|Pisa|Siena|Trento|Trieste
Verona|Perugia|Palermo|Catania|Salerno|Cagliari|Modena|Parma|Groningen|Nijmegen|Eindhoven|Tilburg|Maastricht|Delft
Haarlem|Bruges|Brugge|Luxemburg|Praha|Prague|Budapest|Athens|Lisbon|Nairobi|Dakar|Tunis|Alger|Rabat|Casablanca
Beyrouth|Frankfurt/M.|Frankfurt/Main|Freiburg/Br.|Colchester|Venezia|Genova|Lisboa|Porto|Coimbra|São Paulo
Rio de Janeiro|Brasília|Amsterdam|Den Haag|The Hague|Utrecht|Rotterdam|Leiden|Antwerpen|Gent|La Haye|Stockholm
Copenhagen|Oslo|Helsinki|Warszawa|Geneva|Florence|Firenze|Dessau|Évora|Kraków|Malmö|Göteborg
"""
_PUBLISHER_WORD = regex(
    r"(?<![\w.])(?:editions?|ed\.|eds\.|edit\.|press|presses|verlag|publish(?:ers|ing)|books|editorial|ediciones|edizioni|"
    r"editora|editore|uitgeverij|univ\.|university)(?!\w)"
)
_ACADEMIC_WORD = regex(
    r"\b(?:revue|review|journal of|annals|annales|cahiers|archives of|quarterly|zeitschrift|revista|rivista|"
    r"tijdschrift|studies|proceedings|actes de la recherche|"
    r"law journal|law review|jahrbuch|international journal|\w+isches journal)\b"
)
_PRESS_WORD = regex(
    r"\b(?:zeitung|times|post|tribune|herald|gazette|telegraph|matin|depeche|courrier|diario|giornale|corriere|"
    r"quotidien|tagblatt|"
    r"anzeiger|nachrichten|rundschau|news|daily|krant|dagblad|periodico|jornal|chronicle)\b"
)


def _entries(block: str) -> list[str]:
    return [name.strip() for line in block.splitlines() for name in line.split("|") if name.strip()]


_TAIL = regex(r"\.(?:fr|com|org|net|de|es|it|eu|info)$|(?<=[^\W\d_]{2})\s\([A-ZÀ-Þ]{2,6}\)$", re.IGNORECASE)
"""What a medium's name is cited with and without: its site's ending, its short form in brackets."""


def _key(name: str) -> str:
    return squash(_TAIL.sub("", name.strip()))


@cache
def _outlets() -> dict[str, str]:
    table: dict[str, str] = {}
    for kind, block in (
        ("broadcast", _BROADCASTERS),
        ("article-magazine", _MAGAZINES),
        ("article-newspaper", _NEWSPAPERS),
    ):
        for name in _entries(block):
            table[_key(name)] = kind
    return table


@cache
def _publishers() -> frozenset[str]:
    return frozenset(squash(name) for name in _entries(_PUBLISHERS))


@cache
def _places() -> frozenset[str]:
    return frozenset(squash(name) for name in _entries(_PLACES))


@lru_cache(maxsize=4096)
def outlet_kind(name: str) -> str:
    """Return ``article-newspaper``, ``article-magazine`` or ``broadcast`` for a known medium, else nothing.

    >>> outlet_kind("Le Monde.fr"), outlet_kind("Big Brother Watch")
    ('article-newspaper', '')
    """
    return _outlets().get(_key(name), "")


_IN_PROSE = regex(
    r"(?<!\w)(?P<article>[Ll]a|[Ll]e|[Ll]es|L[’']|du|de la|des|de l[’']|dans|le|la|les|l[’']|der|die|das|dem|"
    r"im|del|de|el|en|of the|the|"
    r"della|dello|in|no|na|do|"
    r"da|van|sur|par|von|by)\s?(?P<name>(?:[A-ZÀ-Þ]|taz\b|netzpolitik\.)[\w’.-]*(?:\s(?:de\s|du\s|des\s|d[’'])?[\w’.-]+){0,3})"
)
_WITH_ARTICLE = {
    "du": ("Le ", ""), "le": ("Le ", ""), "de la": ("La ", ""), "la": ("La ", ""), "des": ("Les ", ""),
    "les": ("Les ", ""), "de l’": ("L’", ""), "l’": ("L’", ""), "del": ("El ", ""), "el": ("El ", ""),
    "the": ("The ", ""), "of the": ("The ", ""), "do": ("O ", ""), "der": ("Der ", "Die ", ""), "die": ("Die ", ""),
}  # fmt: skip
"""In a sentence a paper's article melts into the word before: ``un article du Monde``."""


def outlet_named(text: str) -> tuple[str, int, int] | None:
    """Return the medium that a sentence names, and where its name stands; None when it names none that is known.

    >>> outlet_named("dans un article du Monde diplomatique de septembre 2014")
    ('Le Monde diplomatique', 19, 37)
    """
    position = 0
    while match := _IN_PROSE.search(text, position):
        position = match.start("name") + 1  # de Camille Blanc dans Le Monde: names overlap
        words = match["name"].split(" ")
        for count in range(len(words), 0, -1):
            name = " ".join(words[:count])
            for article in _WITH_ARTICLE.get(match["article"].replace("'", "’").lower(), ("",)):
                if outlet_kind(article + name):
                    return article + name, match.start("name"), match.start("name") + len(name)
    return None


def host_label(host: str) -> str:
    """Return the part of a host that can be a medium's name: ``www.lemonde.fr`` gives ``lemonde``."""
    labels = [label for label in host.split(".") if label != "www"]
    return max(labels[:-1] or labels, key=len, default="")


_ENCYCLOPEDIA = regex(r"[Ww]ikip[eé]di[ae]")


def encyclopedia_in(text: str) -> tuple[int, int] | None:
    """Return where a text names Wikipedia: ``de Wikipédia en français``; None when it does not."""
    match = _ENCYCLOPEDIA.search(text)
    return match.span() if match else None


@lru_cache(maxsize=4096)
def is_press_like(name: str) -> bool:
    """Whether a name sounds like a newspaper's."""
    return bool(outlet_kind(name) or _PRESS_WORD.search(fold(name)))


@lru_cache(maxsize=4096)
def is_academic(name: str) -> bool:
    """Whether a name sounds like a scholarly journal's."""
    folded = fold(name)
    return not outlet_kind(name) and bool(_ACADEMIC_WORD.search(folded)) and "of books" not in folded


_OFFICIAL_JOURNAL = regex(r"(?:JO|J\.O\.|BO|B\.O\.|BOE|JORF|BGBl\.?)(?:\s|$)")


@lru_cache(maxsize=1024)
def is_official_journal(name: str) -> bool:
    """Whether a name is that of a journal in which a state prints its acts."""
    return _OFFICIAL_JOURNAL.match(name) is not None


@lru_cache(maxsize=4096)
def is_publisher(name: str) -> bool:
    """Whether a name is a known publisher's, or says that it is one."""
    return squash(name) in _publishers() or bool(_PUBLISHER_WORD.search(fold(name)))


@lru_cache(maxsize=4096)
def is_place(name: str) -> bool:
    """Whether a name is a city that books are published in; ``Paris/Marseille`` counts."""
    town, _, state = name.rpartition(", ")
    if squash(name) in _places() or (town and state in STATES):
        return True
    parts = _SEVERAL_PLACES.split(name)
    if "/" in name and len(parts) == 2:
        return any(squash(part) in _places() for part in parts)  # Opladen/Farmington Hills
    return len(parts) > 1 and all(squash(part) in _places() for part in parts)


STATES = frozenset(
    """
    AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA
    RI SC SD TN TX UT VT VA WA WV WI WY DC USA UK
    """.split()  # noqa: SIM905  a list of words is read more easily than fifty strings
)
"""What stands behind a town in America: ``MD``, ``USA``."""
_SEVERAL_PLACES = regex(r"\s?[/;&–]\s?|\s(?:et|and|und)\s|-(?=[A-Z])")

_PLATFORMS = dict.fromkeys(_PLATFORM_HOSTS.values(), "post")
_PLATFORMS |= dict.fromkeys(_VIDEO_HOSTS.values(), "motion_picture")


def platform_kind(name: str) -> str:
    """Return the type of what is posted on a platform, by its name; nothing for any other name.

    >>> platform_kind("YouTube"), platform_kind("Trouw")
    ('motion_picture', '')
    """
    return _PLATFORMS.get(name, "")


_PREFIX = regex(r"^(?:www|m|mobile|fr|en|de|es|it|pt|nl)\.(?=[^.]+\.)")
_MASTODON_POST = regex(r"/@[\w.-]+(?:@[\w.-]+)?/\d{6,}")
_LAW_ENDS, _BLOG_ENDS = (tuple(f".{host}" for host in hosts) for hosts in (_LAW_HOSTS, _BLOG_HOSTS))
_PEERTUBE_VIDEO = regex(r"/(?:videos/watch|w)/[\w-]{8,}")


def host_kind(host: str, path: str) -> tuple[str, str]:
    """Return the CSL type a host says by itself, and the platform's name; two empty strings when it says nothing."""
    if host.count(".") > 1 and (prefix := _PREFIX.match(host)):
        host = host[prefix.end() :]
    if host in _PLATFORM_HOSTS:
        return "post", _PLATFORM_HOSTS[host]
    if path.startswith("/@") and _MASTODON_POST.match(path):
        return "post", "Mastodon"
    if host in _VIDEO_HOSTS or (path.startswith(("/videos/watch/", "/w/")) and _PEERTUBE_VIDEO.match(path)):
        return "motion_picture", _VIDEO_HOSTS.get(host, "PeerTube")
    if host.endswith("wikipedia.org"):
        return "entry-encyclopedia", "Wikipedia"
    if host in _CODE_HOSTS:
        return "software", ""
    if f".{host}".endswith(_LAW_ENDS):
        return "legislation", ""
    if f".{host}".endswith(_BLOG_ENDS) or host.startswith(("blog.", "blogs.")):
        return "post-weblog", ""
    return "", ""
