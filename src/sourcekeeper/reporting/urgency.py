"""Who has to do something about a checked source: what needs a person comes first, what is well is only counted. Pure.

And what that is, in words for a person who knows nothing of status codes.
"""

from __future__ import annotations

from enum import IntEnum

from sourcekeeper.model import Judgement, SourceStanding, Standing, Verdict
from sourcekeeper.reporting.wording import fill


class Urgency(IntEnum):
    """Groups of checked sources, the most urgent first."""

    NEEDS_A_PERSON = 0
    """Dead, another's by now, another text: the citation is wrong as it stands."""
    SUSPECT = 1
    """Failing, and not for long enough."""
    NEWS = 2
    """Dead ones that answer again, and addresses that moved for good."""
    UNCLEAR = 3
    """Walls, logins, our own trouble: nothing was learnt."""
    LEFT_ALONE = 4
    """Not visited, by our choice."""
    WELL = 5


_AT_ONCE = (Verdict.USURPED, Verdict.PARKED, Verdict.CONTENT_DRIFTED, Verdict.INVALID)
"""Verdicts that wait for no second night: the link leads readers astray now, or never led anywhere."""
_WELL = frozenset({Verdict.ALIVE, Verdict.REDIRECTED})
_MOVED_FOR_GOOD = "redirected-permanently"

_TITLES: dict[Urgency, tuple[str, str]] = {
    Urgency.NEEDS_A_PERSON: ("needs a person", "demande quelqu’un"),
    Urgency.SUSPECT: ("suspect", "suspect"),
    Urgency.NEWS: ("news", "nouvelles"),
    Urgency.UNCLEAR: ("could not be told", "indécidable"),
    Urgency.LEFT_ALONE: ("left alone", "laissé de côté"),
    Urgency.WELL: ("well", "va bien"),
}

_CITE_SNAPSHOT = ("cite the snapshot instead", "citez plutôt l’instantané")
_FIND_SNAPSHOT = (
    "no good snapshot is known: sourcekeeper archive may find one; else cite another page",
    "aucun bon instantané connu : sourcekeeper archive peut en trouver un ; sinon citez une autre page",
)
_TAKE_OUT = (
    "take the live link out, it may harm readers; cite the snapshot alone",
    "retirez le lien, il peut nuire aux lecteurs ; citez le seul instantané",
)
_TAKE_OUT_BARE = (
    "take the live link out, it may harm readers, and cite another page",
    "retirez le lien, il peut nuire aux lecteurs, et citez une autre page",
)
_LOOK = (
    "look whether it still says what is cited; where it does not, cite the snapshot",
    "regardez si elle dit encore ce qui est cité ; sinon citez l’instantané",
)
_LOOK_BARE = (
    "look whether it still says what is cited",
    "regardez si elle dit encore ce qui est cité",
)
_MEND = ("mend the address in the text", "corrigez l’adresse dans le texte")
_WAIT = ("nothing yet: it is looked at again", "rien encore : elle sera revue")
_STANDS = ("it answers again: the live link may stand", "elle répond de nouveau : le lien peut rester")
_NEW_ADDRESS = ("moved for good: cite the new address", "déplacée pour de bon : citez la nouvelle adresse")


def urgency_of(judgement: Judgement, standing: SourceStanding) -> Urgency:
    """Return the group of a checked source. A person's word or a setting that spares a visit settles it."""
    if judgement.reason.code.startswith(("decided-", "skipped-")):
        return Urgency.WELL if judgement.verdict in _WELL else Urgency.LEFT_ALONE
    if standing.standing is Standing.DEAD or judgement.verdict in _AT_ONCE:
        return Urgency.NEEDS_A_PERSON
    if standing.standing is Standing.SUSPECT:
        return Urgency.SUSPECT
    if standing.standing is Standing.REVIVED or judgement.reason.code == _MOVED_FOR_GOOD:
        return Urgency.NEWS
    if judgement.verdict in _WELL:
        return Urgency.WELL
    return Urgency.LEFT_ALONE if judgement.verdict is Verdict.NOT_CHECKED else Urgency.UNCLEAR


def rank(judgement: Judgement, standing: SourceStanding) -> tuple[int, int]:
    """Return where a source stands in a list: its group, and in the most urgent one the dead first."""
    urgency = urgency_of(judgement, standing)
    if urgency is not Urgency.NEEDS_A_PERSON or standing.standing is Standing.DEAD:
        return urgency, 0
    return urgency, 1 + _AT_ONCE.index(judgement.verdict)


def title(urgency: Urgency, language: str = "en") -> str:
    """Return what a group is called, in English or French."""
    return fill(_TITLES[urgency], {}, language)


def remedy(judgement: Judgement, standing: SourceStanding, *, has_snapshot: bool, language: str = "en") -> str:
    """Return what a person can do about a source; empty where there is nothing, or only looking tells."""
    words = _remedy(judgement, standing, has_snapshot=has_snapshot)
    return fill(words, {}, language) if words else ""


def _remedy(judgement: Judgement, standing: SourceStanding, *, has_snapshot: bool) -> tuple[str, str] | None:
    urgency, verdict = urgency_of(judgement, standing), judgement.verdict
    if urgency is Urgency.SUSPECT:
        return _WAIT
    if urgency is Urgency.NEWS:
        return _NEW_ADDRESS if judgement.reason.code == _MOVED_FOR_GOOD else _STANDS
    if urgency is not Urgency.NEEDS_A_PERSON:
        return None
    if verdict is Verdict.INVALID:
        return _MEND
    if verdict in {Verdict.USURPED, Verdict.PARKED}:
        return _TAKE_OUT if has_snapshot else _TAKE_OUT_BARE
    if verdict is Verdict.CONTENT_DRIFTED:
        return _LOOK if has_snapshot else _LOOK_BARE
    return _CITE_SNAPSHOT if has_snapshot else _FIND_SNAPSHOT
