# ruff: noqa: E501  (a citation stands on one line)
"""What American lawyers cite in the shapes of the Bluebook."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from sourcekeeper.csl import item_to_csl
from sourcekeeper.model import Citation

Cite = Callable[..., tuple[Citation, ...]]


def day(*parts: int) -> dict[str, list[list[int]]]:
    return {"date-parts": [list(parts)]}


CASES = {
    "code": (
        "5 U.S.C. § 552(b)(7) (2018).",
        {"type": "legislation", "title": "5 U.S.C.", "locator": "552(b)(7)", "issued": day(2018)},
    ),
    "regulations": ("28 C.F.R. § 20.3 (2022).", {"type": "legislation", "title": "28 C.F.R.", "locator": "20.3"}),
    "regulations-part": ("47 C.F.R. pt. 64 (2020).", {"type": "legislation", "title": "47 C.F.R.", "locator": "64"}),
    "state-code": (
        "Tex. Bus. & Com. Code § 503.001 (West 2009).",
        {"type": "legislation", "title": "Tex. Bus. & Com. Code", "locator": "503.001", "issued": day(2009)},
    ),
    "named-act-in-a-code": (
        "Stored Communications Act, 18 U.S.C. § 2703(d) (2018).",
        {"type": "legislation", "title": "Stored Communications Act", "container-title": "U.S.C.", "locator": "2703(d)"},
    ),
    "named-act-without-a-section-sign": (
        "Freedom from Scanning Act, 815 Ill. Comp. Stat. Ann. 530/5 (West 2017).",
        {
            "type": "legislation",
            "title": "Freedom from Scanning Act",
            "container-title": "Ill. Comp. Stat. Ann.",
            "locator": "530/5",
            "issued": day(2017),
        },
    ),
    "rule-of-procedure": (
        "Fed. R. Crim. P. 41(b).",
        {"type": "legislation", "title": "Fed. R. Crim. P.", "locator": "41(b)"},
    ),
    "constitution": ("U.S. Const. amend. XIV, § 1.", {"type": "legislation", "title": "U.S. Const.", "locator": "XIV"}),
    "public-law": (
        "E-Government Act of 2002, Pub. L. No. 107-347, 116 Stat. 2899.",
        {"type": "legislation", "title": "E-Government Act of 2002", "number": "107-347", "issued": day(2002)},
    ),
    "bill": ("H.R. 7891, 116th Cong. § 3(a) (2020).", {"type": "legislation", "title": "H.R. 7891", "locator": "3(a)"}),
    "named-bill": (
        "Lantern Act of 2022, S. 414, 117th Cong. (2022).",
        {"type": "legislation", "title": "Lantern Act of 2022", "number": "414", "issued": day(2022)},
    ),
    "resolution": (
        "S. Res. 32, 115th Cong. (2017).",
        {"type": "legislation", "title": "S. Res. 32", "issued": day(2017)},
    ),
    "committee-report": (
        "S. Rep. No. 95-604, at 12 (1977).",
        {"type": "report", "title": "S. Rep. No. 95-604", "number": "95-604", "locator": "12", "issued": day(1977)},
    ),
    "federal-register": (
        "Safety Zones on the Lower Mill River, 84 Fed. Reg. 1,203, 1,205 (Feb. 4, 2019) (to be codified at 33 C.F.R. pt. 165).",
        {
            "type": "legislation",
            "title": "Safety Zones on the Lower Mill River",
            "container-title": "Fed. Reg.",
            "volume": "84",
            "page": "1,203",
            "locator": "1,205",
            "issued": day(2019, 2, 4),
        },
    ),
    "executive-order": (
        "Exec. Order No. 13,769, 82 Fed. Reg. 8977 (Jan. 27, 2017).",
        {"type": "legislation", "title": "Exec. Order No. 13,769", "number": "13,769", "issued": day(2017, 1, 27)},
    ),
    "congressional-record": (
        "161 Cong. Rec. S2774 (daily ed. May 11, 2015).",
        {"type": "report", "container-title": "Cong. Rec.", "volume": "161", "page": "S2774", "issued": day(2015, 5, 11)},
    ),
    "hearing": (
        "Eyes on the Weir: Hearing Before the S. Comm. on the Judiciary, 113th Cong. 41 (2013) (statement of Ada Byron).",
        {
            "type": "report",
            "title": "Eyes on the Weir: Hearing Before the S. Comm. on the Judiciary",
            "locator": "41",
            "issued": day(2013),
        },
    ),
    "complaint": (
        "First Amended Complaint at 7, ¶¶ 20–22, Rivers v. Town of Weir, No. 3:19-cv-00412 (D. Vt. Oct. 2, 2019), ECF No. 14.",
        {
            "type": "legal_case",
            "title": "Rivers v. Town of Weir",
            "genre": "First Amended Complaint",
            "number": "3:19-cv-00412",
            "authority": "D. Vt.",
            "locator": "20-22",
            "issued": day(2019, 10, 2),
        },
    ),
    "brief": (
        "Brief for Mill Workers as Amici Curiae at 9, Weir v. Dam, 501 U.S. 90 (1991).",
        {"type": "legal_case", "title": "Weir v. Dam", "locator": "9", "page": "90"},
    ),
    "reporter-and-pinpoint": (
        "Olmstead v. United States, 277 U.S. 438, 478 (1928).",
        {"title": "Olmstead v. United States", "volume": "277", "page": "438", "locator": "478", "issued": day(1928)},
    ),
    "court-in-brackets": (
        "Leaders v. Weir, 2 F.4th 330, 341 (4th Cir. 2021).",
        {"authority": "4th Cir.", "page": "330", "locator": "341"},
    ),
    "book-in-capitals": (
        "SIMONE BROWNE, DARK MATTERS: ON THE SURVEILLANCE OF BLACKNESS 31–62 (2015).",
        {
            "type": "book",
            "author": [{"family": "Browne", "given": "Simone"}],
            "title": "DARK MATTERS: ON THE SURVEILLANCE OF BLACKNESS",
            "locator": "31-62",
            "issued": day(2015),
        },
    ),
    "law-journal": (
        "Ada Byron & Mary Seacole, The Price of a Lantern, 71 Mill L. Rev. 9, 14–16 (2003).",
        {"type": "article-journal", "container-title": "Mill L. Rev.", "page": "9", "locator": "14-16"},
    ),
    "office-and-report-number": (
        "U.S. Gov’t Accountability Off., GAO-19-88R, Lanterns on Federal Land: Who Pays 4 (2019).",
        {"type": "report", "title": "Lanterns on Federal Land: Who Pays", "number": "GAO-19-88R", "locator": "4"},
    ),
    "day-of-a-change": (
        "Ada Byron, The Town That Sold Its Lamps, Mill City Tribune (Mar. 3, 2020), https://tribune.example/lamps (last updated Mar. 9, 2020).",
        {"title": "The Town That Sold Its Lamps", "issued": day(2020, 3, 3)},
    ),
}  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES)
def test_american_citations_are_read_by_their_shape(cite: Cite, text, expected):
    (citation,) = cite(text, "en")
    made = item_to_csl(citation.item, "x")
    assert {name: made.get(name) for name in expected} == expected


PROSE = {
    "capitals": "THE COUNCIL, IN ITS WISDOM, SAID NOTHING AT ALL (see page 4).",
    "bill-in-prose": "The sponsors of S. 1265 in the 117th Congress withdrew it after the recess.",
    "order": "An order of the mayor, who was not asked, closed the weir in spring.",
}


@pytest.mark.parametrize("text", PROSE.values(), ids=PROSE)
def test_prose_in_the_same_words_is_no_source(cite: Cite, text):
    assert not [one for one in cite(text, "en") if one.item]
