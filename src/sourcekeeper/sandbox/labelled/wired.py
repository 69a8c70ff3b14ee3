"""Kinds that are told by the wire: no name, no connection, no certificate, no answer, and servers out of order."""

from __future__ import annotations

from html import escape

from sourcekeeper.model import Verdict
from sourcekeeper.sandbox.exchange import Answer, Manner, Request, html_answer
from sourcekeeper.sandbox.labelled.answers import LabelledKind, article, bare, everywhere, honest, is_cited, said
from sourcekeeper.sandbox.labelled.scenes import Scene

_FAULTS = {
    "en": "Internal Server Error|Something went wrong|Error establishing a database connection",
    "fr": "Erreur interne du serveur|Une erreur est survenue|Erreur lors de la connexion à la base de données",
    "de": "Interner Serverfehler|Ein Fehler ist aufgetreten|Fehler beim Aufbau einer Datenbankverbindung",
    "es": "Error interno del servidor|Se ha producido un error|Error al establecer una conexión con la base de datos",
    "it": "Errore interno del server|Si è verificato un errore",
    "pt": "Erro interno do servidor|Ocorreu um erro",
    "nl": "Interne serverfout|Er is een fout opgetreden",
}
_REPAIRS = {
    "en": "Under maintenance|We'll be back soon|Scheduled maintenance",
    "fr": "Site en maintenance|Maintenance en cours|Nous revenons bientôt",
    "de": "Wartungsarbeiten|Website im Wartungsmodus|Wir sind bald wieder da",
    "es": "En mantenimiento|Sitio en mantenimiento|Volvemos pronto",
    "it": "In manutenzione|Manutenzione in corso|Torniamo presto",
    "pt": "Em manutenção|Manutenção programada|Voltamos em breve",
    "nl": "In onderhoud|Gepland onderhoud|We zijn zo terug",
}


def _fault(status: int, texts: dict[str, str], name: str, *headers: tuple[str, str]) -> LabelledKind:
    def made(scene: Scene) -> str:
        text = said(scene, texts, name)
        return bare(text, f"<h1>{escape(text)}</h1><p>{escape(scene.name)}</p>", language=scene.language)

    answer = everywhere(made, *headers, status=status)
    return LabelledKind(name=f"{name}-{status}", answer=answer, verdict=Verdict.SERVER_ERROR)


def _cdn(status: int) -> LabelledKind:
    title = f"{status}: Web server is returning an unknown error"

    def answer(scene: Scene, _request: Request) -> Answer:
        return html_answer(
            status, bare(f"{scene.host} | {title}", f"<h1>Error {status}</h1>"), ("Server", "cloudflare")
        )

    return LabelledKind(name=f"cdn-{status}", answer=answer, verdict=Verdict.SERVER_ERROR)


def _failing(name: str, failure: str, verdict: Verdict, *also: Verdict) -> LabelledKind:
    return LabelledKind(name=name, answer=article, verdict=verdict, also=frozenset(also), failure=failure)


def _mannered(name: str, manner: Manner, verdict: Verdict) -> LabelledKind:
    def answer(_scene: Scene, _request: Request) -> Answer:
        return Answer(manner=manner, body=b"<p>...")

    return LabelledKind(name=name, answer=answer, verdict=verdict)


def _certified(label: str) -> LabelledKind:
    # The sandbox gives such hosts the certificate that their label asks for.
    tail = f".{label}.kinds.example"
    return LabelledKind(
        name=f"tls-{label}",
        answer=article,
        verdict=Verdict.TLS_ERROR,
        host_tail=tail,
        scheme="https",
        before=f"tls-{label}",
    )


def _garbage(scene: Scene, request: Request) -> Answer:
    if not is_cited(scene, request):
        return honest(scene, request)
    return Answer(manner=Manner.RAW, body=b"\x15\x03\x01\x00\x02\x02\x0a garbage\r\n\r\n")


WIRED: tuple[LabelledKind, ...] = (
    _failing("nameless", "name-not-found", Verdict.DNS_GONE),
    _failing("name-trouble", "name-trouble", Verdict.UNKNOWN),
    _failing("refused", "refused", Verdict.UNREACHABLE),
    _failing("unanswered", "timeout-connecting", Verdict.TIMEOUT),
    _mannered("reset", Manner.RESET, Verdict.UNREACHABLE),
    _mannered("silent", Manner.SILENT, Verdict.TIMEOUT),
    LabelledKind(name="garbage", answer=_garbage, verdict=Verdict.UNREACHABLE, also=frozenset({Verdict.UNKNOWN})),
    *map(_certified, ("expired", "wrong-host", "untrusted")),
    *(_fault(status, _FAULTS, "fault") for status in (500, 502, 503, 200)),
    *(_fault(status, _REPAIRS, "repair") for status in (503, 200)),
    *map(_cdn, (520, 522, 523, 525, 530)),
)
