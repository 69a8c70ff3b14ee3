"""The labelled web: addresses with their truths, and answers that depend on the night."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sourcekeeper.model import Verdict
from sourcekeeper.sandbox.chance import draw
from sourcekeeper.sandbox.exchange import Answer, Request, html_answer
from sourcekeeper.sandbox.labelled.kinds import LabelledKind
from sourcekeeper.sandbox.labelled.scenes import Scene
from sourcekeeper.sandbox.labelled.table import KINDS
from sourcekeeper.sandbox.pages import short_page

Plot = Sequence[tuple[int, str]]
"""What becomes of an address: the kinds it gives, each from a night on; the first from night 0."""


@dataclass(frozen=True, slots=True)
class LabelledAddress:
    """A cited address, its scene, and what becomes of it."""

    scene: Scene
    plot: tuple[tuple[int, LabelledKind], ...]

    @property
    def url(self) -> str:
        """As cited."""
        return self.scene.url

    def kind_on(self, night: int) -> LabelledKind:
        """Return the kind the address gives on a night."""
        return [kind for start, kind in self.plot if start <= night][-1]

    def truth_on(self, night: int) -> Verdict | None:
        """Return what an editor would say on a night; None when nobody could tell."""
        return self.kind_on(night).truth(is_known=self.is_known_on(night))

    def is_right_on(self, night: int, verdict: Verdict) -> bool:
        """Whether a verdict is what an editor would say on a night."""
        return self.kind_on(night).is_right(verdict, is_known=self.is_known_on(night))

    def is_known_on(self, night: int) -> bool:
        """Whether the page was well on an earlier night."""
        return any(start < night and _is_well(kind) for start, kind in self.plot) and self.plot[0][0] < night


class LabelledWeb:
    """Answers for the hosts of its addresses, as they are on `night`.

    A second web for `Sandbox`: it has its own hosts, and leaves all others to the miniature web. What the archive's
    stand-in captures is the miniature web's page, whatever the night.
    """

    def __init__(self, addresses: Iterable[LabelledAddress]) -> None:
        self.addresses = tuple(addresses)
        self.night = 0
        self._by_host: dict[str, LabelledAddress] = {}
        for address in self.addresses:
            hosts = {address.scene.host}.union(*(kind.other_hosts(address.scene) for _, kind in address.plot))
            for host in hosts:
                self._by_host.setdefault(host, address)

    @classmethod
    def of_kinds(
        cls, seed: int, *, each: int = 4, names: Iterable[str] = KINDS, is_known: bool = False
    ) -> LabelledWeb:
        """Make a web that has every kind equally often.

        There are `each` addresses a kind. Of a web that `is_known`, every address is well on night 0, and has its kind
        from night 1 on only.
        """
        chosen = [KINDS[name] for name in names]
        numbered = [(kind, number) for kind in chosen if is_known or not kind.is_later_only for number in range(each)]
        # Mixed, as citations are: servers out of order in a row would look like an outage of our own.
        mixed = sorted(numbered, key=lambda one: draw(seed, "order", one[0].name, one[1]))
        return cls(address(kind, number, seed, is_known=is_known) for kind, number in mixed)

    def has(self, host: str) -> bool:
        """Whether a host is one of this web."""
        return host in self._by_host

    def connect_failure(self, host: str) -> str:
        """Return why no connection to one of its hosts comes about tonight; empty when one does."""
        address = self._by_host[host]
        kind = address.kind_on(self.night)
        failing = kind.failing(address.scene)
        return kind.failure if not failing or host in failing else ""

    def answer(self, request: Request) -> Answer:
        """Return tonight's answer of one of its hosts."""
        if request.method not in {"GET", "HEAD"}:
            return html_answer(405, short_page("405", "Method not allowed."))
        asked = self._by_host[request.host]
        return asked.kind_on(self.night).answer(asked.scene, request)


def address(kind: LabelledKind, number: int, seed: int, *, is_known: bool = False) -> LabelledAddress:
    """Return the address of a kind, always the same for a number and a seed."""
    plot = ((0, KINDS[kind.before]), (1, kind)) if is_known else ((0, kind),)
    return LabelledAddress(_scene(kind, number, seed), plot)


def plotted(name: str, plot: Plot, number: int, seed: int) -> LabelledAddress:
    """Return an address to which a plot happens."""
    kinds = tuple((night, KINDS[kind]) for night, kind in plot)
    path = next((kind.path for _, kind in kinds if kind.path), "")
    return LabelledAddress(Scene(name, number, seed, path), kinds)


def _scene(kind: LabelledKind, number: int, seed: int) -> Scene:
    return Scene(kind.name, number, seed, kind.path, kind.host_tail, kind.scheme)


def _is_well(kind: LabelledKind) -> bool:
    return kind.verdict in {Verdict.ALIVE, Verdict.REDIRECTED}
