"""Why something is not sent or waits, what came back from the archive, and what proof found. Data only."""

from __future__ import annotations

ARCHIVING = {
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
    "no-host": ("no address: it names no host", "pas une adresse : elle ne nomme aucun hôte"),
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
