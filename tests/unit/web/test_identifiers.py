"""Identifiers in a text: found, checked, given their address."""

# ruff: noqa: E501  (tables: one case a line)

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.traps import IDENTIFIERS

from sourcekeeper.web.check_digits import is_isbn, is_issn
from sourcekeeper.web.identifiers import balanced_end, find_identifiers, strongest
from sourcekeeper.web.urls import find_addresses

EUR_LEX = "https://eur-lex.europa.eu/legal-content/FR/TXT/?uri="
LEGIFRANCE = "https://www.legifrance.gouv.fr"
ARIANE = "https://www.conseil-etat.fr/fr/arianeweb/CE/decision"

FOUND = [
    ("doi", "voir 10.1234/abc.", "doi", "10.1234/abc", "https://doi.org/10.1234/abc"),
    ("doi-word", "DOI : 10.1234/abc;", "doi", "10.1234/abc", "https://doi.org/10.1234/abc"),
    ("doi-bracketed", "(doi 10.1234/abc(2)).", "doi", "10.1234/abc(2)", "https://doi.org/10.1234/abc(2)"),
    ("doi-old", "10.1002/(SICI)1096-8644(199601)99:1<1::AID-AJPA1>3.0.CO;2-1", "doi", "10.1002/(SICI)1096-8644(199601)99:1<1::AID-AJPA1>3.0.CO;2-1", "https://doi.org/10.1002/(SICI)1096-8644(199601)99:1<1::AID-AJPA1>3.0.CO;2-1"),
    ("doi-fragment", "10.1234/a#b", "doi", "10.1234/a#b", "https://doi.org/10.1234/a%23b"),
    ("arxiv", "arXiv:2103.14030v2 [cs.CV]", "arxiv", "2103.14030v2", "https://arxiv.org/abs/2103.14030v2"),
    ("arxiv-old", "math/0309136", "arxiv", "math/0309136", "https://arxiv.org/abs/math/0309136"),
    ("arxiv-old-class", "arXiv:math.GT/0309136v1", "arxiv", "math/0309136v1", "https://arxiv.org/abs/math/0309136v1"),
    ("arxiv-spaced", "arXiv preprint arXiv: 1901.10436.", "arxiv", "1901.10436", "https://arxiv.org/abs/1901.10436"),
    ("hal", "HAL : hal-01234567v2.", "hal", "hal-01234567v2", "https://hal.science/hal-01234567v2"),
    ("tel", "⟨tel-00012345⟩", "hal", "tel-00012345", "https://theses.hal.science/tel-00012345"),
    ("halshs", "halshs-00012345", "hal", "halshs-00012345", "https://shs.hal.science/halshs-00012345"),
    ("pmid", "PMID: 31234567.", "pmid", "31234567", "https://pubmed.ncbi.nlm.nih.gov/31234567/"),
    ("pmcid", "PMC1234567", "pmcid", "PMC1234567", "https://www.ncbi.nlm.nih.gov/pmc/articles/PMC1234567/"),
    ("handle", "hdl:10419/1234, p. 3", "handle", "10419/1234", "https://hdl.handle.net/10419/1234"),
    ("ark", "ark:/12148/btv1b8449691v.", "ark", "ark:/12148/btv1b8449691v", "https://n2t.net/ark:/12148/btv1b8449691v"),
    ("ark-new", "ark:12148/btv1b8449691v", "ark", "ark:/12148/btv1b8449691v", "https://n2t.net/ark:/12148/btv1b8449691v"),
    ("urn", "urn:nbn:de:101:1-2019", "urn-nbn", "urn:nbn:de:101:1-2019", "https://nbn-resolving.org/urn:nbn:de:101:1-2019"),
    ("un", "UN Doc. A/HRC/44/24.", "un-document", "A/HRC/44/24", "https://undocs.org/A/HRC/44/24"),
    ("isbn-13", "ISBN 978-2-35872-196-7", "isbn", "9782358721967", ""),
    ("isbn-13-bare", "Seuil, 978-2-35872-196-7", "isbn", "9782358721967", ""),
    ("isbn-10", "ISBN : 0-306-40615-2", "isbn", "0306406152", ""),
    ("isbn-10-x", "ISBN 080442957X", "isbn", "080442957X", ""),
    ("issn", "ISSN 0317-8471", "issn", "0317-8471", ""),
    ("ecli-eu", "ECLI:EU:C:2014:317, § 94", "ecli", "ECLI:EU:C:2014:317", f"{EUR_LEX}ecli:ECLI:EU:C:2014:317"),
    ("ecli-de", "ECLI:DE:BVerfG:2020:rs20200519.1bvr283517.", "ecli", "ECLI:DE:BVERFG:2020:RS20200519.1BVR283517", "https://e-justice.europa.eu/ecli/ECLI:DE:BVERFG:2020:RS20200519.1BVR283517"),
    ("ecli-council", "ECLI:FR:CECHR:2024:488227.20240311", "ecli", "ECLI:FR:CECHR:2024:488227.20240311", f"{ARIANE}/2024-03-11/488227"),
    ("celex", "CELEX 32016R0679", "celex", "32016R0679", f"{EUR_LEX}CELEX:32016R0679"),
    ("celex-consolidated", "CELEX : 02016R0679-20160504", "celex", "02016R0679-20160504", f"{EUR_LEX}CELEX:02016R0679-20160504"),
    ("celex-case", "62012CJ0131", "celex", "62012CJ0131", f"{EUR_LEX}CELEX:62012CJ0131"),
    ("eli-eu", "ELI: eli/reg/2016/679/oj", "eli", "eli/reg/2016/679/oj", "http://data.europa.eu/eli/reg/2016/679/oj"),
    ("eli-fr", "/eli/loi/2016/10/7/2016-1321/jo/texte", "eli", "eli/loi/2016/10/7/2016-1321/jo/texte", f"{LEGIFRANCE}/eli/loi/2016/10/7/2016-1321/jo/texte"),
    ("loi", "Loi n° 2023-380 du 19 mai 2023 relative aux jeux", "french-act", "2023-380", f"{LEGIFRANCE}/eli/loi/2023/5/19/2023-380/jo/texte"),
    ("loi-old", "loi n°78-17 du 6 janvier 1978 modifiée", "french-act", "78-17", f"{LEGIFRANCE}/eli/loi/1978/1/6/78-17/jo/texte"),
    ("decret", "le décret no 2023-828 du 28 août 2023", "french-act", "2023-828", f"{LEGIFRANCE}/eli/decret/2023/8/28/2023-828/jo/texte"),
    ("decret-first", "décret n° 2020-1511 du 1er décembre 2020", "french-act", "2020-1511", f"{LEGIFRANCE}/eli/decret/2020/12/1/2020-1511/jo/texte"),
    ("loi-english", "Law No. 2023-380 of 19 May 2023", "french-act", "2023-380", f"{LEGIFRANCE}/eli/loi/2023/5/19/2023-380/jo/texte"),
    ("loi-no-day", "loi n° 2023-828", "french-act", "2023-828", ""),
    ("loi-organique", "loi organique n° 2016-506 du 25 avril 2016", "french-act", "2016-506", ""),
    ("nor", "arrêté du 2 janvier 2019, NOR : AFSX1831475A", "nor", "AFSX1831475A", f"{LEGIFRANCE}/eli/arrete/2019/1/2/AFSX1831475A/jo/texte"),
    ("nor-alone", "NOR: AFSX1831475A", "nor", "AFSX1831475A", ""),
    ("jorftext", "JORFTEXT000047561974", "legifrance", "JORFTEXT000047561974", f"{LEGIFRANCE}/jorf/id/JORFTEXT000047561974"),
    ("legitext-code", "Code civil, LEGITEXT000006070721", "legifrance", "LEGITEXT000006070721", f"{LEGIFRANCE}/codes/texte_lc/LEGITEXT000006070721"),
    ("legitext-law", "loi de 1881, LEGITEXT000006070722", "legifrance", "LEGITEXT000006070722", f"{LEGIFRANCE}/loda/id/LEGITEXT000006070722"),
    ("cetatext", "CETATEXT000042545342", "legifrance", "CETATEXT000042545342", f"{LEGIFRANCE}/ceta/id/CETATEXT000042545342"),
    ("council", "CE, 22 décembre 2020, n° 446155, Quadrature", "conseil-detat", "446155", f"{ARIANE}/2020-12-22/446155"),
    ("council-abbreviated", "CE, ass., 19 nov. 2020, no 427301", "conseil-detat", "427301", f"{ARIANE}/2020-11-19/427301"),
    ("council-number-first", "Conseil d’État, n° 440376, 17 avril 2020", "conseil-detat", "440376", f"{ARIANE}/2020-04-17/440376"),
    ("council-no-day", "Conseil d'Etat, n° 440376", "conseil-detat", "440376", ""),
    ("constitutional", "Décision n° 2021-817 DC du 20 mai 2021", "conseil-constitutionnel", "2021-817 DC", "https://www.conseil-constitutionnel.fr/decision/2021/2021817DC.htm"),
    ("constitutional-two", "n° 2010-14/22 QPC du 30 juillet 2010", "conseil-constitutionnel", "2010-14/22 QPC", "https://www.conseil-constitutionnel.fr/decision/2010/201014_22QPC.htm"),
    ("regulation", "règlement (UE) 2016/679", "eu-act", "2016/679", "http://data.europa.eu/eli/reg/2016/679/oj"),
    ("regulation-old", "règlement (CE) n° 1907/2006", "eu-act", "1907/2006", "http://data.europa.eu/eli/reg/2006/1907/oj"),
    ("regulation-2014", "Regulation (EU) No 910/2014", "eu-act", "910/2014", "http://data.europa.eu/eli/reg/2014/910/oj"),
    ("implementing", "Durchführungsverordnung (EU) 2019/947", "eu-act", "2019/947", "http://data.europa.eu/eli/reg_impl/2019/947/oj"),
    ("delegated", "règlement délégué (UE) 2019/945", "eu-act", "2019/945", "http://data.europa.eu/eli/reg_del/2019/945/oj"),
    ("directive", "directive 2002/58/CE", "eu-act", "2002/58/CE", "http://data.europa.eu/eli/dir/2002/58/oj"),
    ("directive-old", "Richtlinie 95/46/EG", "eu-act", "95/46/EG", "http://data.europa.eu/eli/dir/1995/46/oj"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "kind", "value", "url"), [c[1:] for c in FOUND], ids=[c[0] for c in FOUND])
def test_an_identifier_is_found_and_given_its_address(text: str, kind: str, value: str, url: str) -> None:
    (found,) = find_identifiers(text, "fr")
    assert (found.kind, found.value, found.url, found.is_valid) == (kind, value, url, True)
    assert 0 <= found.start < found.end <= len(text)


@pytest.mark.parametrize(("text", "url"), [(c[1], c[4]) for c in FOUND if c[4]], ids=[c[0] for c in FOUND if c[4]])
def test_an_address_made_is_an_address(text: str, url: str) -> None:
    (address,) = find_addresses(url)
    assert address.url == url


@pytest.mark.parametrize(
    "text",
    ["n° 2023-828", "n° 440376", "10.5 euros", "p. 10.1234", "0-306-40615-2", "978-2-35872-196-8", "2103.14030", "hal-9000", "cs/001",
     "Celex", "en 2016/2017", "directive 12/34", "https", "A/B", "tel-12", "PMC", "PubMed", "EU:C:2014:317", "loi du 29 juillet 1881", "NOR"],
)  # fmt: skip
def test_what_only_looks_like_one_is_none(text: str) -> None:
    assert find_identifiers(text, "fr") == ()


@pytest.mark.parametrize(
    "text",
    ["ISBN 978-2-35872-196-8", "ISBN 2-7071-1234-6", "ISSN 0317-8472", "arXiv:2199.14030", "règlement (UE) 12/34",
     "loi n° 2023-380 du 19 mai 2022"],
)  # fmt: skip
def test_one_that_contradicts_itself_is_told_and_gets_no_address(text: str) -> None:
    (found,) = find_identifiers(text)
    assert not found.is_valid
    assert found.url == ""


def test_none_stands_inside_another_and_the_strongest_is_chosen() -> None:
    found = find_identifiers("PMID: 31234567, doi:10.1234/arXiv.2103.14030, ISBN 978-2-35872-196-7")
    assert [each.kind for each in found] == ["pmid", "doi", "isbn"]
    best = strongest(found)
    assert best is not None
    assert best.kind == "doi"
    assert strongest(found[2:]) is None


_digits = st.text("0123456789", min_size=12, max_size=12)


@settings(deadline=None)
@given(st.sampled_from(["978", "979"]), st.text("0123456789", min_size=9, max_size=9))
def test_of_ten_isbns_that_differ_in_the_last_digit_one_is_right(prefix: str, body: str) -> None:
    assert sum(is_isbn(f"{prefix}{body}{last}") for last in range(10)) == 1


@settings(deadline=None)
@given(st.text("0123456789", min_size=9, max_size=9), st.integers(0, 9), st.sampled_from("0123456789"))
def test_an_isbn_10_with_one_wrong_figure_is_wrong(body: str, place: int, figure: str) -> None:
    right = next(f"{body}{last}" for last in "0123456789X" if is_isbn(f"{body}{last}"))
    changed = f"{right[:place]}{figure}{right[place + 1 :]}"
    assert is_isbn(changed) == (changed == right)


@settings(deadline=None)
@given(st.text("0123456789", min_size=9, max_size=9), st.integers(0, 8))
def test_an_isbn_10_with_two_figures_swapped_is_wrong(body: str, place: int) -> None:
    right = next(f"{body}{last}" for last in "0123456789X" if is_isbn(f"{body}{last}"))
    swapped = right[:place] + right[place + 1] + right[place] + right[place + 2 :]
    assert is_isbn(swapped) == (swapped == right)


@settings(deadline=None)
@given(st.text("0123456789", min_size=7, max_size=7), st.integers(0, 7), st.sampled_from("0123456789"))
def test_an_issn_with_one_wrong_figure_is_wrong(body: str, place: int, figure: str) -> None:
    right = next(f"{body}{last}" for last in "0123456789X" if is_issn(f"{body}{last}"))
    changed = f"{right[:place]}{figure}{right[place + 1 :]}"
    assert is_issn(changed) == (changed == right)
    assert is_issn(f"{right[:4]}-{right[4:]}")


@settings(deadline=None)
@given(st.text("()[]{}<>a.,;:!", max_size=30))
def test_what_is_cut_stays_cut_and_is_a_beginning(text: str) -> None:
    cut = balanced_end(text)
    assert text.startswith(cut)
    assert balanced_end(cut) == cut


@settings(deadline=None)
@given(st.lists(st.sampled_from([*(c[1] for c in FOUND), ", ", "n° ", "10.", "du 3 mai 2020", "CE ", " ; ", "ISBN "]), max_size=6))  # fmt: skip
def test_any_text_is_read_in_order_and_inside_its_bounds(bits: list[str]) -> None:
    text = "".join(bits)
    found = find_identifiers(text, "xx")
    assert all(one.end <= other.start for one, other in itertools.pairwise(found))
    assert all(0 <= each.start < each.end <= len(text) for each in found)


@pytest.mark.parametrize("unit", IDENTIFIERS)
def test_a_long_text_is_read_to_its_end(unit: str) -> None:
    text = (unit * 20_000)[:20_000]
    assert all(0 <= each.start < each.end <= len(text) for each in find_identifiers(text))
