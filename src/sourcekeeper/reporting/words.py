"""The words of every reason and problem code, in English and in French. Data only.

A phrase begins in lower case and ends without a full stop: it stands in brackets or after a colon. ``{name}`` is an
argument of the reason. A new code gets both its words here; a test reads the code of the whole house for codes.
"""

from __future__ import annotations

_VISITS = {
    # what a status or a failure means
    "http-200": ("the page answers", "la page répond"),
    "http-304": ("unchanged since the last visit", "inchangé depuis la dernière visite"),
    "http-400": (
        "the server does not understand the request (400)",
        "le serveur ne comprend pas la demande (400)",
    ),
    "http-401": ("a login is asked for (401)", "une authentification est demandée (401)"),
    "http-402": ("a payment is asked for (402)", "un paiement est demandé (402)"),
    "http-403": ("the server refuses to show it (403)", "le serveur refuse de la montrer (403)"),
    "http-404": ("page not found (404)", "page introuvable (404)"),
    "http-408": ("the server gave up waiting (408)", "le serveur s’est lassé d’attendre (408)"),
    "http-410": ("removed on purpose (410)", "supprimée volontairement (410)"),
    "http-429": ("too many requests for this site (429)", "trop de demandes pour ce site (429)"),
    "http-451": ("withheld for legal reasons (451)", "retirée pour des raisons légales (451)"),
    "http-500": ("the server has a fault (500)", "le serveur est en panne (500)"),
    "http-503": ("the server is not available (503)", "le serveur est indisponible (503)"),
    "http-511": (
        "the network we are in asks for a login (511)",
        "le réseau où nous sommes demande une authentification (511)",
    ),
    "http-999": ("the site answers robots with 999", "le site répond 999 aux robots"),
    "fetch-invalid": ("not an address that can be asked", "ce n’est pas une adresse interrogeable"),
    "fetch-not-allowed": (
        "not visited: only public web addresses are",
        "non visitée : seules les adresses publiques du web le sont",
    ),
    "fetch-name-not-found": ("no such host name any more", "ce nom de domaine n’existe plus"),
    "fetch-name-trouble": (
        "the name service had trouble: says nothing of the site",
        "le service de noms était en difficulté : cela ne dit rien du site",
    ),
    "fetch-robots": (
        "not visited: the site’s robots.txt does not want it",
        "non visitée : le fichier robots.txt du site ne le veut pas",
    ),
    "fetch-refused": ("the server refuses connections", "le serveur refuse les connexions"),
    "fetch-reset": ("the connection was cut", "la connexion a été coupée"),
    "fetch-timeout-connecting": ("no connection within the time", "aucune connexion dans le temps imparti"),
    "fetch-timeout": ("no whole answer within the time", "aucune réponse complète dans le temps imparti"),
    "fetch-tls-expired": ("the site’s certificate has expired", "le certificat du site a expiré"),
    "fetch-tls-wrong-host": (
        "the certificate is for another site",
        "le certificat est celui d’un autre site",
    ),
    "fetch-tls-self-signed": (
        "the site signed its certificate itself",
        "le site a signé lui-même son certificat",
    ),
    "fetch-tls-incomplete": (
        "the site’s certificate leads to no known authority, often because one in between is not sent",
        "le certificat du site ne mène à aucune autorité connue, souvent faute d’un maillon non envoyé",
    ),
    "fetch-tls-too-old": (
        "the site speaks only encryption that is no longer safe",
        "le site ne parle qu’un chiffrement qui n’est plus sûr",
    ),
    "fetch-tls-untrusted": (
        "nobody we trust signed the site’s certificate",
        "aucune autorité reconnue n’a signé le certificat du site",
    ),
    "fetch-tls-other": ("no secure connection could be made", "aucune connexion sûre n’a pu être établie"),
    "fetch-too-many-redirects": ("too many redirects", "trop de redirections"),
    "fetch-redirect-loop": ("the redirects go round in a circle", "les redirections tournent en rond"),
    "fetch-malformed": (
        "the answer is not one of a web server",
        "la réponse n’est pas celle d’un serveur web",
    ),
    "fetch-proxy": (
        "our own proxy failed: says nothing of the site",
        "notre propre mandataire a échoué : cela ne dit rien du site",
    ),
    "fetch-put-off": (
        "left for a later run: the site asks for that, or goes on giving no answer",
        "remis à un passage ultérieur : le site le demande, ou s’obstine à ne pas répondre",
    ),
    "fetch-stopped": ("the run was stopped first", "le passage a été arrêté avant"),
    "mass-failure": (
        "{failing} of {hosts} known hosts failed in this run: the fault is hardly theirs, and nothing counts",
        "{failing} des {hosts} hôtes connus ont échoué cette fois : la faute n’est guère la leur, et rien ne compte",
    ),
    "network-down": (
        "nothing at all could be reached: the fault is on our side",
        "rien n’était joignable : la panne est de notre côté",
    ),
    "no-status": ("an answer without a readable status", "une réponse sans statut lisible"),
    "no-rule": ("no rule had anything to say", "aucune règle n’avait rien à dire"),
    # what a page is
    "bot-wall": ("a wall against robots ({vendor})", "un mur contre les robots ({vendor})"),
    "captcha": ("a riddle for humans ({vendor})", "une épreuve pour humains ({vendor})"),
    "consent-wall": ("a page that asks for consent first", "une page qui demande d’abord le consentement"),
    "login-form": ("a login form instead of the text", "un formulaire de connexion à la place du texte"),
    "redirected-to-login": ("redirected to a login", "redirigée vers une connexion"),
    "paywall-mark": (
        "the page says that its text is for subscribers",
        "la page dit que son texte est réservé aux abonnés",
    ),
    "parked-page": ("the domain is for sale or parked", "le domaine est à vendre ou parqué"),
    "placeholder-page": (
        "a placeholder of the hosting company",
        "une page d’attente de l’hébergeur",
    ),
    "maintenance-page": ("the site is under repair", "le site est en maintenance"),
    "failure-page": ("the server is out of order and says so", "le serveur est en panne et le dit"),
    "gate-page": (
        "a page that wants scripts, an age or a country first",
        "une page qui demande d’abord des scripts, un âge ou un pays",
    ),
    "redirected-to-market": (
        "redirected to a market of domain names",
        "redirigée vers un marché de noms de domaine",
    ),
    "not-found-words": ("the page says “{words}”", "la page dit « {words} »"),
    "site-answers-anything": (
        "the site answers the same to an address that cannot exist",
        "le site répond de même à une adresse qui ne peut pas exister",
    ),
    "ends-shared": (
        "{count} different addresses end at this one page",
        "{count} adresses différentes aboutissent à cette même page",
    ),
    "usurped-for-trade": (
        "the domain now serves betting or similar trade",
        "le domaine sert désormais à des paris ou à un commerce semblable",
    ),
    "usurped-elsewhere": (
        "leads to another owner’s site ({new_url}), where nothing of the cited text is",
        "mène au site d’un autre propriétaire ({new_url}), où rien du texte cité ne figure",
    ),
    "usurped-here": (
        "another site stands there now; nothing of the cited text is left",
        "un autre site occupe la place ; il ne reste rien du texte cité",
    ),
    "text-drifted": (
        "little of the cited text is left (likeness {likeness})",
        "il reste peu du texte cité (ressemblance {likeness})",
    ),
    "text-changed": (
        "the text has changed in part (likeness {likeness})",
        "le texte a changé en partie (ressemblance {likeness})",
    ),
    "redirected-to-error": ("redirected to an error page", "redirigée vers une page d’erreur"),
    "moved-to-home": (
        "redirected to the front page of the site",
        "redirigée vers la page d’accueil du site",
    ),
    "older-snapshot": (
        "an older snapshot; no new one could be made ({why})",
        "une copie plus ancienne ; aucune nouvelle n’a pu être faite ({why})",
    ),
    "empty-body": ("the answer is empty", "la réponse est vide"),
    "script-shell": (
        "the page is an empty frame that only scripts fill",
        "la page est un cadre vide que seuls des scripts remplissent",
    ),
    "scripted-site-is-honest": (
        "a page made by scripts, on a site that says so when it has none",
        "une page faite par des scripts, sur un site qui dit quand il n’en a pas",
    ),
    "redirected": ("redirected to {new_url}", "redirigée vers {new_url}"),
    "redirected-permanently": ("moved for good to {new_url}", "déplacée définitivement vers {new_url}"),
    "same-text": ("the text is the one that was cited", "le texte est celui qui a été cité"),
    "unchanged": ("unchanged since the last visit", "inchangée depuis la dernière visite"),
}

_DECIDED = {
    "skipped-by-setting": ("a setting skips {host} ({because})", "un réglage passe {host} ({because})"),
    "treated-as": (
        "as the settings of {host} say; the visit found: {seen}",
        "comme le disent les réglages de {host} ; la visite a trouvé : {seen}",
    ),
    "word-ended": (
        "a person’s word ended on {until} ({kind}: {because}); not visited since",
        "la décision d’une personne a pris fin le {until} ({kind} : {because}) ; pas encore revue",
    ),
    "decided-ignore": ("a person decided: ignore ({because})", "une personne a décidé : ignorer ({because})"),
    "decided-alive": (
        "a person decided: alive ({because}); the visit found: {seen}",
        "une personne a décidé : vivante ({because}) ; la visite a trouvé : {seen}",
    ),
    "decided-replaced": (
        "a person decided: replaced by {new_url} ({because})",
        "une personne a décidé : remplacée par {new_url} ({because})",
    ),
}

_ARCHIVING = {
    # why nothing is sent
    "keys-missing": ("saving needs archive keys", "l’archivage demande des clés"),
    "keys-refused": ("the archive does not accept the keys", "l’archive n’accepte pas les clés"),
    "consent-missing": (
        "nobody agreed yet that it is saved publicly",
        "personne n’a encore accepté l’archivage public",
    ),
    "never-setting": ("a setting says never ({pattern})", "un réglage dit jamais ({pattern})"),
    "never-by-decision": ("a person decided: never", "une personne a décidé : jamais"),
    "read-otherwise": (
        "not the address that is cited: it was read otherwise, as {url}",
        "pas l’adresse citée : elle a été lue autrement, comme {url}",
    ),
    "allowed-by-decision": ("a person allowed it", "une personne l’a permis"),
    "private-address": ("a private address", "une adresse privée"),
    "address-too-long": ("the address is too long for the archive", "l’adresse est trop longue pour l’archive"),
    "not-web": ("not a web address ({scheme})", "ce n’est pas une adresse du web ({scheme})"),
    "secret-credentials": (
        "the address holds a name and password",
        "l’adresse contient un nom et un mot de passe",
    ),
    "secret-parameter": (
        "the address holds a secret ({name})",
        "l’adresse contient un secret ({name})",
    ),
    "secret-session": ("the address holds a session ({name})", "l’adresse contient une session ({name})"),
    "secret-signature": (
        "the address is signed for one person",
        "l’adresse est signée pour une personne",
    ),
    "secret-token": ("the address holds a token", "l’adresse contient un jeton d’accès"),
    "secret-mailbox": (
        "the address names somebody’s mailbox ({name})",
        "l’adresse nomme la boîte aux lettres de quelqu’un ({name})",
    ),
    "secret-preview": (
        "a preview of what is not published yet",
        "l’aperçu d’une page qui n’est pas encore publiée",
    ),
    "secret-share-link": (
        "a link for those it was shared with ({host})",
        "un lien réservé à ceux à qui il a été partagé ({host})",
    ),
    "cited-snapshot": ("the note cites this snapshot", "la note cite cet instantané"),
    "other-archive": (
        "the note cites a snapshot at {archive}",
        "la note cite un instantané de {archive}",
    ),
    # waiting
    "slots-taken": ("all slots of the account are taken", "toutes les places du compte sont prises"),
    "daily-limit": (
        "today’s limit is reached ({limit}); it goes on from {goes_on}",
        "la limite du jour est atteinte ({limit}) ; la suite à partir du {goes_on}",
    ),
    "host-slowed": (
        "the site slows the archive down ({host})",
        "le site ralentit l’archive ({host})",
    ),
    "account-busy": (
        "another process is saving with the same account",
        "un autre processus archive avec le même compte",
    ),
    "archive-asks-to-wait": (
        "the archive asks to wait {seconds} s",
        "l’archive demande d’attendre {seconds} s",
    ),
    "archive-unavailable": ("the archive is not available", "l’archive est indisponible"),
    "archive-banned": (
        "the archive refuses connections; it is not asked before {until}",
        "l’archive refuse les connexions ; rien ne lui est demandé avant {until}",
    ),
    "interrupted": ("interrupted: run again to go on", "interrompu : relancer pour continuer"),
    "run-ended": ("the run ended first", "le passage s’est terminé avant"),
    "by-hand": ("to be saved by hand, in a browser", "à enregistrer à la main, dans un navigateur"),
    "not-waited": ("sent, and not waited for", "envoyées, sans attendre la suite"),
    "rate-limited": ("the archive asks to slow down", "l’archive demande de ralentir"),
    # what came back
    "same-snapshot": (
        "the archive has a fresh snapshot already",
        "l’archive a déjà un instantané récent",
    ),
    "answer-lost": ("the archive’s answer was lost", "la réponse de l’archive s’est perdue"),
    "answer-empty": ("the archive answered nothing", "l’archive n’a rien répondu"),
    "answer-not-json": (
        "the archive answered something else than its API does",
        "l’archive a répondu autre chose que son API",
    ),
    "answer-not-understood": (
        "the archive’s answer makes no sense",
        "la réponse de l’archive est incompréhensible",
    ),
    "answer-status": ("the archive answered {status}", "l’archive a répondu {status}"),
    "answer-timeout": (
        "the archive did not answer in time",
        "l’archive n’a pas répondu à temps",
    ),
    "answer-too-slow": (
        "the archive’s answer took too long",
        "la réponse de l’archive a pris trop de temps",
    ),
    "connection-lost": (
        "the connection to the archive was lost",
        "la connexion à l’archive a été perdue",
    ),
    "accepted-without-ticket": (
        "accepted, but without a ticket",
        "acceptée, mais sans ticket",
    ),
    "done-without-address": (
        "done, says the archive, without saying where",
        "fait, dit l’archive, sans dire où",
    ),
    "job-forgotten": ("the archive forgot the job", "l’archive a oublié la tâche"),
    "not-yet-visible": (
        "saved, but not to be seen yet",
        "enregistrée, mais pas encore visible",
    ),
    "never-visible": (
        "said to be saved, but it never appeared",
        "dite enregistrée, mais jamais apparue",
    ),
    # proof
    "no-exact-address": (
        "the snapshot has no exact address",
        "l’instantané n’a pas d’adresse exacte",
    ),
    "not-a-memento": ("the answer is not a snapshot", "la réponse n’est pas un instantané"),
    "excluded": (
        "excluded from the archive by it or by the site",
        "exclue de l’archive, par elle ou par le site",
    ),
    "replay-no-answer": ("the snapshot did not answer", "l’instantané n’a pas répondu"),
    "replay-not-there": ("the snapshot is not there", "l’instantané n’est pas là"),
    "replay-empty": ("the snapshot is empty", "l’instantané est vide"),
    "replay-status": ("the snapshot shows an error ({status})", "l’instantané montre une erreur ({status})"),
    "replay-other-time": (
        "another snapshot answered in its place",
        "un autre instantané a répondu à sa place",
    ),
    "replay-redirect-astray": (
        "the snapshot redirects out of the archive",
        "l’instantané redirige hors de l’archive",
    ),
    "replay-redirect-loop": (
        "the snapshot redirects in a circle",
        "l’instantané redirige en rond",
    ),
    "snapshot-lost": (
        "the snapshot is gone from the archive (missed since {day})",
        "l’instantané a disparu de l’archive (absent depuis le {day})",
    ),
    "lost-before": (
        "an earlier snapshot was lost: captured again",
        "un instantané précédent a été perdu : nouvelle capture",
    ),
    "text-missing": (
        "the snapshot shows next to nothing of the text seen here",
        "l’instantané ne montre presque rien du texte vu ici",
    ),
    "text-cut": (
        "the snapshot shows a part of the text only ({percent} %)",
        "l’instantané ne montre qu’une partie du texte ({percent} %)",
    ),
    "text-differs": (
        "the snapshot shows another text than the one seen here ({percent} % in common)",
        "l’instantané montre un autre texte que celui vu ici ({percent} % en commun)",
    ),
    "file-differs": (
        "the snapshot holds another file than the one seen here",
        "l’instantané contient un autre fichier que celui vu ici",
    ),
    "page-for-file": (
        "the snapshot shows a page where the file should be",
        "l’instantané montre une page à la place du fichier",
    ),
    "remains-in-archive": (
        "the snapshot {uri} is public; ask {ask} to remove it, naming the address",
        "l’instantané {uri} est public ; demandez son retrait à {ask} en indiquant l’adresse",
    ),
    "remains-in-other-archive": (
        "the snapshot {uri} is public; ask {archive} to remove it",
        "l’instantané {uri} est public ; demandez son retrait à {archive}",
    ),
    "remains-in-text": (
        "{origin} still says it, and is read from now on without the address",
        "{origin} le dit toujours, et se lit désormais sans l’adresse",
    ),
    "remains-in-exports": (
        "bibliographies written before are files of yours: write them anew",
        "les bibliographies déjà écrites sont à vous : écrivez-les de nouveau",
    ),
    "remains-in-backup": ("{path} is a backup with it in it", "{path} est une sauvegarde qui la contient"),
    "shows-wall": ("the snapshot shows a wall", "l’instantané montre un mur"),
    "shows-login": ("the snapshot shows a login", "l’instantané montre une connexion"),
    "shows-error": ("the snapshot shows an error page", "l’instantané montre une page d’erreur"),
    "shows-unknown": (
        "nobody can tell what the snapshot shows",
        "on ne sait pas ce que montre l’instantané",
    ),
    # the archive's own codes
    "error:blocked-url": ("the archive takes no such address", "l’archive ne prend pas cette adresse"),
    "error:invalid-url-syntax": (
        "the archive takes it for no address",
        "pour l’archive, ce n’est pas une adresse",
    ),
    "error:filesize-limit": ("too large for the archive", "trop volumineuse pour l’archive"),
    "error:not-found": ("the site told the archive: not found", "le site a dit à l’archive : introuvable"),
    "error:no-access": ("the site refused the archive", "le site a refusé l’archive"),
    "error:blocked": ("the site blocks the archive", "le site bloque l’archive"),
    "error:unauthorized": ("the site asked the archive for a login", "le site a demandé une connexion à l’archive"),
    "error:invalid-host-resolution": (
        "the archive cannot find the host",
        "l’archive ne trouve pas le serveur",
    ),
    "error:too-many-daily-captures": (
        "saved often enough today",
        "enregistrée assez souvent aujourd’hui",
    ),
    "error:too-many-requests": (
        "the site slows the archive down",
        "le site ralentit l’archive",
    ),
    "error:user-session-limit": (
        "all slots of the account are taken",
        "toutes les places du compte sont prises",
    ),
    "error:rate-limited": ("the archive asks to slow down", "l’archive demande de ralentir"),
    "error:overloaded": ("the archive is overloaded", "l’archive est surchargée"),
    "error:job-failed": ("the archive’s job failed", "la tâche de l’archive a échoué"),
    "error:daily-limit": ("the account’s limit of today is reached", "la limite du jour du compte est atteinte"),
    "error:unknown": ("the archive gave no reason", "l’archive n’a pas donné de raison"),
}

_READING = {
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

_EXPORTING = {
    "export-text-cut": (
        "{key} ({where}): its {field} was too long and is cut",
        "{key} ({where}) : {field} trop long, coupé",
    ),
    "export-names-cut": (
        "{key} ({where}): only the first names of {field} are written",
        "{key} ({where}) : seuls les premiers noms de {field} sont écrits",
    ),
    "export-date-mended": (
        "{key} ({where}): no calendar has its {field}; what is sure of it is written",
        "{key} ({where}) : {field} n’existe dans aucun calendrier ; seul ce qui est sûr est écrit",
    ),
    "export-style-fails": (
        "{key} ({where}): the style {style} cannot set it; it is written plainly",
        "{key} ({where}) : le style {style} ne peut le composer ; la notice est écrite simplement",
    ),
    "export-address-left-out": (
        "{key}: {field} {where} is left out: too long, or nothing that a web address can be",
        "{key} : {field} {where} est omis : trop long, ou ce n’est pas une adresse du web",
    ),
}

WORDS: dict[str, tuple[str, str]] = {**_VISITS, **_DECIDED, **_ARCHIVING, **_READING, **_EXPORTING}
"""Code to its words in the order of `LANGUAGES`."""
LANGUAGES = ("en", "fr")

FAMILIES: dict[str, tuple[str, str]] = {
    "http-5": ("the server has a fault ({rest})", "le serveur est en panne ({rest})"),
    "http-2": ("the page answers ({rest})", "la page répond ({rest})"),
    "http-": ("the server answered {rest}", "le serveur a répondu {rest}"),
    "error:": ("the archive’s reason: {rest}", "la raison de l’archive : {rest}"),
}
"""Beginnings of codes without words of their own; ``{rest}`` is what tells them apart. The first that fits counts."""
