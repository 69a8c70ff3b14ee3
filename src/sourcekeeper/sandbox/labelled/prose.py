# ruff: noqa: E501  (phrases of one language stand on one line)
"""Made-up prose in seven languages, the same for the same name. Pure; every sentence is our own.

A sentence is drawn phrase by phrase, so that two texts have hardly four words in a row in common.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sourcekeeper.sandbox.chance import draw


@dataclass(frozen=True, slots=True)
class Language:
    """The phrases of a language: what acts, what it does to something, when or where, and what joins sentences."""

    things: tuple[str, ...]
    deeds: tuple[str, ...]
    ways: tuple[str, ...]
    joints: tuple[str, ...]


def _language(things: str, deeds: str, ways: str, joints: str) -> Language:
    return Language(*(tuple(text.split("|")) for text in (things, deeds, ways, joints)))


LANGUAGES: Mapping[str, Language] = {
    "en": _language(
        "the town library|a night bus|the market hall|the school kitchen|the river path|an old archive|the tenants' union|"
        "the harbour office|a retired surveyor|the water board|the choir|the youth club|a local baker|the tram depot|"
        "the census|the reading room|a broken lift|the swimming pool|the ferry|the allotment|a young doctor|the orchard|"
        "the toll bridge|the weather station|the theatre|a long report|the parish map|the footpath|a small grant|the clock",
        "changes|delays|measures|defends|explains|replaces|describes|outlives|pays for|forgets|rebuilds|questions|copies|"
        "counts|shelters|announces|divides|surprises",
        "in the spring|after the flood|without a vote|for the third time|before winter|at its own cost|near the station|"
        "with some delay|on two evenings a week|since the reform|in plain words|against all advice|every other year|by hand",
        "Still,|For years|At first|In the end|Nearby,|Since then|By contrast,|Now and then",
    ),
    "fr": _language(
        "la bibliothèque municipale|un autobus de nuit|le marché couvert|la cantine scolaire|le chemin de halage|"
        "une archive ancienne|l'union des locataires|le bureau du port|une géomètre retraitée|la régie des eaux|la chorale|"
        "le foyer des jeunes|un boulanger du quartier|le dépôt des tramways|le recensement|la salle de lecture|"
        "un ascenseur en panne|la piscine|le bac|le jardin partagé|une jeune médecin|le verger|le pont à péage|"
        "la station météo|le théâtre|un long rapport|la carte paroissiale|le sentier|une petite subvention|l'horloge",
        "change|retarde|mesure|défend|explique|remplace|décrit|précède|finance|oublie|reconstruit|interroge|recopie|compte|"
        "abrite|annonce|divise|surprend",
        "au printemps|après la crue|sans aucun vote|pour la troisième fois|avant l'hiver|à ses propres frais|près de la gare|"
        "avec un peu de retard|deux soirs par semaine|depuis la réforme|en mots simples|contre tous les avis|"
        "une année sur deux|à la main",
        "Pourtant,|Depuis des années,|D'abord,|À la fin,|Non loin,|Dès lors,|À l'inverse,|Parfois,",
    ),
    "de": _language(
        "die Stadtbücherei|ein Nachtbus|die Markthalle|die Schulküche|der Uferweg|ein altes Archiv|der Mieterverein|"
        "das Hafenamt|eine pensionierte Vermesserin|das Wasserwerk|der Chor|der Jugendtreff|ein Bäcker im Viertel|"
        "das Straßenbahndepot|die Volkszählung|der Lesesaal|ein defekter Aufzug|das Hallenbad|die Fähre|der Schrebergarten|"
        "eine junge Ärztin|der Obstgarten|die Mautbrücke|die Wetterwarte|das Theater|ein langer Bericht|die Flurkarte|"
        "der Fußweg|ein kleiner Zuschuss|die Turmuhr",
        "verändert|verzögert|vermisst|verteidigt|erklärt|ersetzt|beschreibt|überdauert|bezahlt|vergisst|erneuert|befragt|"
        "kopiert|zählt|beherbergt|kündigt an|teilt|überrascht",
        "im Frühjahr|nach dem Hochwasser|ohne Abstimmung|zum dritten Mal|vor dem Winter|auf eigene Kosten|nahe dem Bahnhof|"
        "mit etwas Verspätung|an zwei Abenden in der Woche|seit der Reform|in klaren Worten|gegen jeden Rat|alle zwei Jahre|"
        "von Hand",
        "Dennoch|Seit Jahren|Zuerst|Am Ende|In der Nähe|Seither|Umgekehrt|Manchmal",
    ),
    "es": _language(
        "la biblioteca municipal|un autobús nocturno|el mercado cubierto|el comedor escolar|el camino del río|"
        "un archivo antiguo|el sindicato de inquilinos|la oficina del puerto|una topógrafa jubilada|la empresa de aguas|"
        "el coro|el centro juvenil|un panadero del barrio|la cochera del tranvía|el censo|la sala de lectura|"
        "un ascensor averiado|la piscina|el transbordador|el huerto urbano|una médica joven|el naranjal|el puente de peaje|"
        "la estación meteorológica|el teatro|un informe largo|el mapa parroquial|el sendero|una pequeña subvención|el reloj",
        "cambia|retrasa|mide|defiende|explica|sustituye|describe|sobrevive a|financia|olvida|reconstruye|interroga|copia|"
        "cuenta|acoge|anuncia|divide|sorprende a",
        "en primavera|tras la riada|sin votación|por tercera vez|antes del invierno|a su costa|cerca de la estación|"
        "con cierto retraso|dos tardes por semana|desde la reforma|con palabras sencillas|contra todo consejo|"
        "cada dos años|a mano",
        "Sin embargo,|Desde hace años|Al principio|Al final|Cerca de allí|Desde entonces|En cambio,|A veces",
    ),
    "it": _language(
        "la biblioteca comunale|un autobus notturno|il mercato coperto|la mensa scolastica|il sentiero sul fiume|"
        "un vecchio archivio|il sindacato degli inquilini|la capitaneria|una geometra in pensione|l'azienda idrica|il coro|"
        "il centro giovanile|un fornaio del quartiere|il deposito dei tram|il censimento|la sala di lettura|"
        "un ascensore guasto|la piscina|il traghetto|l'orto comune|una giovane medica|il frutteto|il ponte a pedaggio|"
        "la stazione meteo|il teatro|un lungo rapporto|la mappa parrocchiale|la mulattiera|un piccolo contributo|l'orologio",
        "cambia|ritarda|misura|difende|spiega|sostituisce|descrive|sopravvive a|finanzia|dimentica|ricostruisce|interroga|"
        "copia|conta|ospita|annuncia|divide|sorprende",
        "in primavera|dopo la piena|senza alcun voto|per la terza volta|prima dell'inverno|a proprie spese|"
        "vicino alla stazione|con qualche ritardo|due sere a settimana|dopo la riforma|con parole semplici|"
        "contro ogni consiglio|ogni due anni|a mano",
        "Eppure|Da anni|All'inizio|Alla fine|Poco lontano|Da allora|Al contrario,|Talvolta",
    ),
    "pt": _language(
        "a biblioteca municipal|um autocarro noturno|o mercado coberto|a cantina escolar|o caminho do rio|um arquivo antigo|"
        "o sindicato dos inquilinos|a capitania|uma topógrafa reformada|a empresa das águas|o coro|o centro juvenil|"
        "um padeiro do bairro|a garagem dos elétricos|o recenseamento|a sala de leitura|um elevador avariado|a piscina|"
        "a balsa|a horta comum|uma jovem médica|o pomar|a ponte com portagem|a estação meteorológica|o teatro|"
        "um longo relatório|o mapa da freguesia|o trilho|um pequeno subsídio|o relógio",
        "muda|atrasa|mede|defende|explica|substitui|descreve|sobrevive a|financia|esquece|reconstrói|interroga|copia|conta|"
        "abriga|anuncia|divide|surpreende",
        "na primavera|depois da cheia|sem votação|pela terceira vez|antes do inverno|à sua custa|perto da estação|"
        "com algum atraso|duas tardes por semana|desde a reforma|em palavras simples|contra todos os conselhos|"
        "de dois em dois anos|à mão",
        "Ainda assim,|Há anos|No início|No fim|Ali perto|Desde então|Pelo contrário,|Às vezes",
    ),
    "nl": _language(
        "de stadsbibliotheek|een nachtbus|de markthal|de schoolkeuken|het jaagpad|een oud archief|de huurdersbond|"
        "het havenkantoor|een gepensioneerde landmeter|het waterschap|het koor|het jeugdhuis|een bakker uit de buurt|"
        "de tramremise|de volkstelling|de leeszaal|een kapotte lift|het zwembad|de veerpont|de moestuin|een jonge arts|"
        "de boomgaard|de tolbrug|het weerstation|de schouwburg|een lang rapport|de parochiekaart|het voetpad|"
        "een kleine subsidie|de torenklok",
        "verandert|vertraagt|meet|verdedigt|verklaart|vervangt|beschrijft|overleeft|betaalt|vergeet|herbouwt|ondervraagt|"
        "kopieert|telt|herbergt|meldt|verdeelt|verrast",
        "in het voorjaar|na de overstroming|zonder stemming|voor de derde keer|voor de winter|op eigen kosten|"
        "vlak bij het station|met enige vertraging|twee avonden per week|sinds de hervorming|in gewone woorden|"
        "tegen elk advies|om het andere jaar|met de hand",
        "Toch|Al jaren|Eerst|Uiteindelijk|Even verderop|Sindsdien|Daarentegen|Soms",
    ),
}

_NAMES = (
    "Varelin|Tesker|Moulou|Brankow|Sorrell|Idrano|Quenby|Lastour|Fennick|Oberau|Pellar|Zuidam|Corvane|Marbrook|Elgara"
)
NAMES = tuple(_NAMES.split("|"))
"""Of places and families nobody has."""


def pick(options: Sequence[str], *names: object, seed: int) -> str:
    """Return one of some texts, always the same for the same names and seed."""
    return options[int(draw(seed, *names) * len(options))]


def sentence(language: str, *names: object, seed: int) -> str:
    """Return a sentence: something does something to something, somehow."""
    words = LANGUAGES[language]

    def drawn(options: Sequence[str], place: str) -> str:
        return pick(options, place, *names, seed=seed)

    first, second, third = (drawn(words.things, place) for place in ("first", "second", "third"))
    deed, other = drawn(words.deeds, "deed"), drawn(words.deeds, "other")
    name = drawn(NAMES, "name")
    frames = (
        f"{first} {deed} {second} {drawn(words.ways, 'way')}",
        f"{drawn(words.joints, 'joint')} {first} ({name}) {deed} {second}",
        f"{first} {deed} {second}, {drawn(words.ways, 'way')}; {third} {other} {name}",
        f"{name}: {first} {deed} {third} {drawn(words.ways, 'way')}",
    )
    made = drawn(frames, "frame")
    return f"{made[0].upper()}{made[1:]}."


def paragraphs(language: str, name: str, count: int, *, seed: int) -> list[str]:
    """Return so many paragraphs of three to six sentences."""
    lengths = (3 + int(draw(seed, "length", name, number) * 4) for number in range(count))
    return [
        " ".join(sentence(language, name, number, place, seed=seed) for place in range(length))
        for number, length in enumerate(lengths)
    ]


def headline(language: str, name: str, *, seed: int) -> str:
    """Return a title: something does something to something."""
    words = LANGUAGES[language]
    first, second = (pick(words.things, place, name, seed=seed) for place in ("subject", "object"))
    title = f"{first} {pick(words.deeds, 'does', name, seed=seed)} {second}"
    return f"{title[0].upper()}{title[1:]}"
