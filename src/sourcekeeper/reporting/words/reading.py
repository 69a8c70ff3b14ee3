"""What is wrong with documents and lists of sources. Data only."""

from __future__ import annotations

READING = {
    "call-without-note": (
        "the text calls note {label}, which is not there",
        "le texte appelle la note {label}, qui n’existe pas",
    ),
    "blocks-too-deep": (
        "quotes or lists lie deeper within one another than is read; what is in them is read as running text",
        "des citations ou des listes s’emboîtent plus profondément qu’on ne lit ; leur contenu est lu au fil du texte",
    ),
    "notes-too-deep": (
        "notes lie deeper within one another than is read; what is in the deepest is read as text",
        "des notes s’emboîtent plus profondément qu’on ne lit ; le contenu des plus profondes est lu comme du texte",
    ),
    "more-damage": ("{count} more damaged parts like these", "{count} autres endroits abîmés de la sorte"),
    "note-not-closed": (
        "the note is never closed; it was read to the end of its paragraph",
        "la note n’est jamais fermée ; elle est lue jusqu’à la fin de son paragraphe",
    ),
    "note-without-call": ("nothing in the text calls note {label}", "rien dans le texte n’appelle la note {label}"),
    "undecodable-characters": (
        "{count} characters could not be read as {encoding}",
        "{count} caractères illisibles en {encoding}",
    ),
    "bytes-replaced": ("{count} characters could not be read", "{count} caractères sont illisibles"),
    "encoding-guessed": (
        "the encoding was guessed: {found}",
        "l’encodage a été deviné : {found}",
    ),
    "encoding-lied": (
        "said to be {declared}, but it is {found}",
        "dit être en {declared}, mais c’est du {found}",
    ),
    "encoding-mixed": (
        "two encodings in one text ({count} places)",
        "deux encodages dans un même texte ({count} endroits)",
    ),
    "nul-characters": ("{count} NUL characters were dropped", "{count} caractères NUL ont été retirés"),
    # office documents and books
    "part-damaged": (
        "a part is damaged ({part}): read as far as it goes",
        "une partie est abîmée ({part}) : lue en partie",
    ),
    "package-damaged": (
        "the document is cut short or its table of parts is damaged: read as far as it goes",
        "le document est tronqué ou sa table des parties est abîmée : lu en partie",
    ),
    "part-encrypted": ("a part is encrypted ({part})", "une partie est chiffrée ({part})"),
    "part-missing": ("a part is missing ({part})", "il manque une partie ({part})"),
    "part-too-large": (
        "a part is too large ({part}): cut at {megabytes} MB",
        "une partie est trop volumineuse ({part}) : coupée à {megabytes} Mo",
    ),
    "part-bomb": (
        "a part unpacks to over {ratio} times its size ({part}): not read",
        "une partie gonfle à plus de {ratio} fois sa taille ({part}) : non lue",
    ),
    "read-in-part": (
        "the document passes a limit of size: read in part",
        "le document dépasse une limite de taille : lu en partie",
    ),
    "members-refused": (
        "{count} parts have a name that leads out of the document: not read",
        "{count} parties ont un nom qui mène hors du document : non lues",
    ),
    "entities-ignored": (
        "a part declares entities ({part}): they were ignored",
        "une partie déclare des entités ({part}) : ignorées",
    ),
    "cut-short": ("the document breaks off before its end", "le document s’interrompt avant sa fin"),
    "note-repeated": (
        "{count} notes bear the name of another and were left out",
        "{count} notes portent le nom d’une autre et sont ignorées",
    ),
    "nested-too-deep": (
        "the page is nested too deep: a part was not read",
        "la page est imbriquée trop profondément : une partie n’a pas été lue",
    ),
    "nesting-flattened": (
        "the page is nested very deep: it was flattened to be read",
        "la page est imbriquée très profondément : elle a été aplatie pour être lue",
    ),
    # lists of sources
    "entry-broken": (
        "the entry {key} is broken: only its addresses were read",
        "la notice {key} est abîmée : seules ses adresses sont lues",
    ),
    "cite-key-doubled": (
        "the cite key {key} is given to two entries",
        "la clé {key} désigne deux notices",
    ),
    "field-doubled": (
        "the entry {key} has a field twice: the first counts",
        "la notice {key} a deux fois le même champ : le premier compte",
    ),
    "not-an-address": ("“{text}” is no address", "« {text} » n’est pas une adresse"),
    "list-cut-short": (
        "the list is cut short or broken: its first {count} entries were read",
        "la liste est tronquée ou abîmée : ses {count} premières notices sont lues",
    ),
    "entries-not-understood": (
        "{count} entries of the list are none",
        "{count} éléments de la liste ne sont pas des notices",
    ),
    "rows-without-source": ("{count} lines name no source", "{count} lignes ne nomment aucune source"),
    "cite-key-unknown": (
        "the bibliography has no entry {key}",
        "la bibliographie n’a pas de notice {key}",
    ),
    "bibliography-missing": (
        "{count} sources are cited by their keys alone: name the bibliography with --bib",
        "{count} sources ne sont citées que par leur clé : indiquer la bibliographie avec --bib",
    ),
    "identifier-contradicts-itself": (
        "{identifier} cannot be right: its check digit, or the date beside it, says so",
        "{identifier} ne peut être juste : la clé de contrôle ou la date voisine le contredit",
    ),
    "ambiguous-back-reference": (
        "“{text}” may point to several sources",
        "« {text} » peut renvoyer à plusieurs sources",
    ),
    "unresolved-back-reference": (
        "“{text}” points to no note that is there",
        "« {text} » ne renvoie à aucune note présente",
    ),
}
