"""Items against a labelled truth, field by field: what a librarian would call the same. No test of its own.

A value is right when it says the same after folding case, accents, quotation marks and dashes, or is one of the values
that the label lists as good as well. A date may be more precise than the truth. An item is right as a whole when every
field that counts is right and none is given that the truth has not.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sourcekeeper.web.folding import fold

FIELDS = ("type", "author", "title", "container-title", "issued", "URL", "page", "publisher")
Csl = Mapping[str, Any]


@dataclass
class Tally:
    """Counts over many items."""

    right: Counter[str] = field(default_factory=Counter)
    asked: Counter[str] = field(default_factory=Counter)
    items: int = 0
    whole: int = 0
    silent: int = 0
    to_be_silent: int = 0
    failures: list[str] = field(default_factory=list)

    def share(self, name: str) -> float:
        """Return the share of right values among those that are in the truth or were given."""
        return self.right[name] / max(1, self.asked[name])

    def table(self) -> str:
        """Return the shares, a line a field."""
        lines = [f"{name:16} {self.right[name]:4}/{self.asked[name]:<4} {self.share(name):7.1%}" for name in FIELDS]
        whole = f"{'whole item':16} {self.whole:4}/{self.items:<4} {self.whole / max(1, self.items):7.1%}"
        return "\n".join((*lines, whole, f"silent where there is nothing: {self.silent}/{self.to_be_silent}"))


def score(cases: Sequence[Csl], found: Mapping[str, Sequence[Csl]]) -> Tally:
    """Compare the first item found for each case with its truth."""
    tally = Tally()
    for case in cases:
        items = found.get(case["id"], ())
        if not case["items"]:
            tally.to_be_silent += 1
            tally.silent += not items
            if items:
                tally.failures.append(f"{case['id']}: an item where there is none: {items[0].get('title')}")
            continue
        _score_item(tally, case["id"], items[0] if items else {}, case["items"][0], case["accept"][0])
    return tally


def _score_item(tally: Tally, id_: str, given: Csl, truth: Csl, accept: Csl) -> None:
    wrong = 0
    for name in FIELDS:
        verdict = _judge(name, given, truth, accept.get(name, ()))
        if verdict is None:
            continue
        tally.asked[name] += 1
        tally.right[name] += verdict
        wrong += not verdict
        if not verdict:
            tally.failures.append(f"{id_}: {name} {_value(given, name)!r}, not {_value(truth, name)!r}")
    tally.items += 1
    tally.whole += bool(given) and not wrong


def _judge(name: str, given: Csl, truth: Csl, accept: Sequence[Any]) -> bool | None:
    """Tell whether a value is right; None where nothing is asked and nothing given."""
    got, want = _value(given, name), _value(truth, name)
    if got is None:
        return None if want is None or None in accept else False
    if "*" in accept or any(_is_same(name, got, other) for other in (want, *accept) if other is not None):
        return True
    return want is None and name in {"container-title", "publisher"} and fold(str(got)) in _neighbours(truth)


def _neighbours(truth: Csl) -> set[str]:
    """Return what may stand in a slot beside its own: a site's name as publisher does no harm."""
    named = (
        truth.get("publisher"),
        truth.get("container-title"),
        *(one.get("literal") for one in truth.get("author", ())),
    )
    return {fold(name) for name in named if name}


def _value(item: Csl, name: str) -> Any:
    value = (item.get("page") or item.get("locator")) if name == "page" else item.get(name)
    return value or None


def _is_same(name: str, one: Any, other: Any) -> bool:
    if name == "author":
        return [_letters(each) for each in one] == [_letters(each) for each in other]
    if name == "issued":
        ours, theirs = (list(value["date-parts"][0]) for value in (one, other))
        return ours[: len(theirs)] == theirs
    if name == "URL":
        return _bare_address(one) == _bare_address(other)
    return _plain(one) == _plain(other)


def _letters(name: Csl) -> list[str]:
    parts = (name.get(part, "") for part in ("given", "non-dropping-particle", "family", "literal"))
    return sorted(re.findall(r"[^\W_]+", fold(" ".join(parts))))


def _plain(value: object) -> str:
    text = re.sub(r"[«»“”„\"‹›]", '"', re.sub(r"[‐‑‒–—−]", "-", fold(str(value))))
    return re.sub(r"\s*([\"?!:;,.()-])\s*", r"\1", text).strip('." ,;:')


def _bare_address(url: str) -> str:
    return re.sub(r"^https?://(?:www\.)?|/$", "", url)
