"""The labelled web: the same seed is the same web, and every kind has a truth that can be told from its answer."""

import pytest

from sourcekeeper.model import FetchFailure, Verdict
from sourcekeeper.sandbox.exchange import Request
from sourcekeeper.sandbox.labelled.kinds import FATES, Fate
from sourcekeeper.sandbox.labelled.table import KINDS
from sourcekeeper.sandbox.labelled.web import LabelledWeb, plotted


def answers(seed: int) -> list[tuple[str, int, bytes]]:
    web = LabelledWeb.of_kinds(seed, each=1)
    told = [(address.url, web.answer(Request.of(address.url))) for address in web.addresses]
    return [(url, answer.status, answer.body) for url, answer in told]


def test_the_same_seed_is_the_same_web_and_another_is_another():
    assert answers(1) == answers(1)
    assert not {url for url, _, _ in answers(1)} & {url for url, _, _ in answers(2)}


def test_every_verdict_has_a_fate_and_every_fate_has_kinds():
    assert set(FATES) == set(Verdict)
    assert {FATES[kind.truth(is_known=True)] for kind in KINDS.values()} == set(Fate)


def test_every_verdict_that_a_visit_can_give_has_a_kind():
    told = {kind.truth(is_known=known) for kind in KINDS.values() for known in (False, True)} - {None}
    assert set(Verdict) - told == {Verdict.INVALID, Verdict.NOT_CHECKED}


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.name)
def test_a_kind_can_be_had_on_a_night_and_was_something_before(kind):
    assert kind.before in KINDS
    assert not kind.failure or FetchFailure(kind.failure)
    web = LabelledWeb.of_kinds(3, each=2, names=[kind.name], is_known=True)
    for address in web.addresses:
        assert web.has(address.scene.host)
        assert [address.kind_on(night).name for night in (0, 1, 9)] == [kind.before, kind.name, kind.name]


def test_addresses_are_in_seven_languages():
    web = LabelledWeb.of_kinds(4, each=2)
    spoken = {address.scene.language for address in web.addresses}
    assert spoken == {"fr", "en", "de", "es", "it", "pt", "nl"}


def test_an_honest_site_says_404_to_what_it_does_not_have():
    (address,) = LabelledWeb.of_kinds(5, each=1, names=["article"]).addresses
    web = LabelledWeb([address])
    assert web.answer(Request.of(address.url)).status == 200
    assert web.answer(Request.of(f"http://{address.scene.host}/qwertzuiop")).status == 404
    assert web.answer(Request.of(address.url, method="POST")).status == 405


def test_who_never_saw_a_page_well_cannot_be_asked_whether_it_drifted():
    drifted = plotted("drift", [(0, "another-text")], 0, 1)
    known = plotted("drift", [(0, "article"), (2, "another-text")], 0, 1)
    assert drifted.truth_on(0) is None
    assert known.truth_on(1) is Verdict.ALIVE
    assert (known.truth_on(2), known.is_right_on(2, Verdict.ALIVE)) == (Verdict.CONTENT_DRIFTED, False)
