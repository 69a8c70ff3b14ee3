r"""Our entries put into a person's ``.bib`` file: what is ours to write there, and what is not. Pure.

Ours is: an entry the file does not have; a field it does not have; the archive link; and a field that we wrote and
nobody touched since (the `Written` of the last merge says so). All else is the person's: other entries, their order,
comments, ``@string``, keys, other fields, and what a field says that we did not write ourselves.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from sourcekeeper.citing.bib.blocks import Block, FieldPlace
from sourcekeeper.citing.bib.file import BibFile, Edit
from sourcekeeper.citing.bib.gaps import is_gap
from sourcekeeper.errors import OutputError
from sourcekeeper.patterns import regex
from sourcekeeper.web.folding import fold
from sourcekeeper.web.memento import parse_archive_address
from sourcekeeper.web.urls import comparison_key

Written = Mapping[str, Mapping[str, str]]
"""Cite key in small letters to fields in small letters to their values as we wrote them, delimiters included.

Three names are no fields: `TYPE` is the entry's type, `WORK` the work that it is, and a field with `TAIL` behind its
name holds the words we put behind a person's own in that field."""

TYPE = "@"
WORK = "="
TAIL = "+"

_ADDRESS = regex(r"https?://[^\s{}\"<>]+")
_COMMAND = regex(r"\\[A-Za-z]+\s?|[\\{}'`^~\"=]")
"""Commands, braces and accents: what of LaTeX is no letter of a word."""
_WORD = regex(r"\w+")
_SENTENCE_END = (".", "!", "?", ":", ";", ",")


class Outcome(StrEnum):
    """What became of one of our entries."""

    ADDED = "added"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    REFUSED = "refused"
    """It cannot be written in this file's encoding."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OurEntry:
    """An entry as we would write it."""

    key: str
    type: str
    fields: Mapping[str, str]
    """Name to value, delimiters included; no name is there twice."""
    text: str
    """All of it, as an exporter wrote it."""
    work_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MergedEntry:
    """What became of an entry of ours: under which key it stands in the file, and what of it."""

    key: str
    outcome: Outcome
    written: tuple[str, ...] = ()
    """Fields that were put in, changed or taken out."""
    kept: tuple[str, ...] = ()
    """Fields that say something else in the file, and were left so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Merge:
    """A file with our entries in it."""

    data: bytes
    entries: tuple[MergedEntry, ...]
    written: Written
    """What of the file is ours now, to be given to the next merge."""
    edits: tuple[Edit, ...] = ()
    """What was done to the file as it was."""


def read_entries(text: str) -> tuple[OurEntry, ...]:
    """Read what one of our exporters wrote."""
    data = text.encode("utf-8", "replace")
    file = BibFile(data)
    return tuple(
        OurEntry(
            key=file.key(block),
            type=block.type,
            fields={each.name: file.value(each) for each in block.fields},
            text=file.text(block.start, block.end),
        )
        for block in file.blocks
    )


def merge_entries(file: BibFile, ours: Sequence[tuple[OurEntry, Block | None]], written: Written) -> Merge:
    """Put entries into a file, each into the block that is the same source, or behind the end.

    Raises OutputError when the outcome would not read back as it is meant; that would be a fault of ours.
    """
    todo = _Merging(file, written, owners=dict(_owners(file, ours, written)))
    for entry, block in ours:
        todo.add(entry, block)
    merge = todo.done()
    _check(file, merge)
    return merge


def _owners(
    file: BibFile, ours: Sequence[tuple[OurEntry, Block | None]], written: Written
) -> Iterator[tuple[Block, str]]:
    """Yield the entries that one of our works was written into, with that work: no other one takes its key from it."""
    for entry, block in ours:
        if block is not None and written.get(file.key(block).casefold(), {}).get(WORK) == entry.work_id:
            yield block, entry.work_id


def _check(file: BibFile, merge: Merge) -> None:
    """Read the outcome as others will: it has every entry there was, and ours as they were meant."""
    if merge.data == file.data:
        return
    after = BibFile(merge.data)
    fields = {
        after.key(block).casefold(): {TYPE: block.type}
        | {name: _folded(after.value(place)) for name, place in _first_of_each(block.fields).items()}
        for block in reversed(after.entries)
    }
    added = sum(1 for each in merge.entries if each.outcome is Outcome.ADDED)
    sound = len(after.entries) == len(file.entries) + added and len(after.unread) == len(file.unread)
    for entry in merge.entries:
        if not sound or entry.outcome not in (Outcome.ADDED, Outcome.UPDATED):
            continue
        ours = merge.written.get(entry.key.casefold(), {})
        found = fields.get(entry.key.casefold())
        sound = found is not None and all(
            found.get(name) == _folded(value)
            for name, value in ours.items()
            if name != WORK and not name.endswith(TAIL)
        )
    if not sound:
        raise OutputError("the entries would not read back as they are meant", "Nothing was written; please tell us.")


@dataclass(slots=True)
class _Merging:
    file: BibFile
    written: Written
    owners: Mapping[Block, str]
    edits: list[Edit] = field(default_factory=list)
    fresh: list[str] = field(default_factory=list)
    entries: list[MergedEntry] = field(default_factory=list)
    now: dict[str, dict[str, str]] = field(default_factory=dict)
    served: set[Block] = field(default_factory=set)

    def add(self, ours: OurEntry, block: Block | None) -> None:
        try:
            if block is None:
                self._append(ours)
            elif block in self.served or self.owners.get(block, ours.work_id) != ours.work_id:
                # Two works that the person holds for one: the first speaks, or the one whose entry it is.
                self.entries.append(MergedEntry(key=self.file.key(block), outcome=Outcome.UNCHANGED))
            else:
                self.served.add(block)
                self._update(ours, block)
        except OutputError:
            key = ours.key if block is None else self.file.key(block)
            self.entries.append(MergedEntry(key=key, outcome=Outcome.REFUSED))

    def done(self) -> Merge:
        edits = list(self.edits)
        if self.fresh:
            end = len(self.file.data)
            edits.append(Edit(end, end, self.file.appended(self.fresh)))
        # What is known of entries that are not among ours today stays known.
        known = {key: dict(fields) for key, fields in self.written.items() if key not in self.now}
        return Merge(
            data=self.file.edited(edits),
            entries=tuple(self.entries),
            written={**known, **self.now},
            edits=tuple(edits),
        )

    def _append(self, ours: OurEntry) -> None:
        self.file.encoded(ours.text)  # raises before anything is done
        self.fresh.append(ours.text)
        self.now[ours.key.casefold()] = {WORK: ours.work_id, TYPE: ours.type, **self._as_written(ours)}
        self.entries.append(MergedEntry(key=ours.key, outcome=Outcome.ADDED, written=tuple(ours.fields)))

    def _as_written(self, ours: OurEntry) -> dict[str, str]:
        return {name: self._in_file(value) for name, value in ours.fields.items()}

    def _in_file(self, latex: str) -> str:
        """Return a value as it stands in the file once it is written there."""
        return self.file.encoded(latex).decode("utf-8")

    def _update(self, ours: OurEntry, block: Block) -> None:
        update = _Update(self.file, block, ours, self._known(ours, block))
        update.run()
        key = self.file.key(block)
        self.edits += update.edits
        if key.casefold() not in self.file.doubled_keys:
            self.now[key.casefold()] = {WORK: ours.work_id, **update.now}
        outcome = Outcome.UPDATED if update.edits else Outcome.UNCHANGED
        self.entries.append(
            MergedEntry(key=key, outcome=outcome, written=tuple(update.changed), kept=tuple(update.kept))
        )

    def _known(self, ours: OurEntry, block: Block) -> Mapping[str, str]:
        """Return what we wrote into an entry: what is remembered; without that, all of an entry that is as ours."""
        key = self.file.key(block).casefold()
        if key in self.file.doubled_keys:
            return {}
        known = self.written.get(key)
        if known is not None:
            return known
        values = {each.name: _folded(self.file.value(each)) for each in block.fields}
        wanted = {name: _folded(value) for name, value in self._as_written(ours).items()}
        is_ours = block.type == ours.type and values == wanted
        return {TYPE: ours.type, **self._as_written(ours)} if is_ours else {}


class _Update:
    """One entry of the person's that is a source of ours."""

    def __init__(self, file: BibFile, block: Block, ours: OurEntry, known: Mapping[str, str]) -> None:
        self.file, self.block, self.ours, self.known = file, block, ours, known
        self.present = _first_of_each(block.fields)
        self.same_type = block.type == ours.type
        self.has_snapshot = _names_snapshot(file.text(block.start, block.end))
        self.edits: list[Edit] = []
        self.changed: list[str] = []
        self.kept: list[str] = []
        self.now: dict[str, str] = {}
        self._gaps: list[tuple[str, str]] = []

    def run(self) -> None:
        self._type()
        self._forget()
        for name, latex in self.ours.fields.items():
            value = self.file.encoded(latex).decode("utf-8")
            place = self.present.get(name)
            if place is not None:
                self._meet(name, place, value)
            elif self._may_add(name, value):
                self._gaps.append((name, value))
                self.now[name] = value
        if self._gaps:
            self.edits.append(self.file.with_fields(self.block, self._gaps))
            self.changed += [name for name, _ in self._gaps]

    def _type(self) -> None:
        if self.known.get(TYPE) != self.block.type:
            return  # a person gave it: theirs from now on
        if self.same_type:
            self.now[TYPE] = self.block.type
            return
        self.edits.append(self.file.retyped(self.block, self.ours.type))
        self.changed.append(TYPE)
        self.now[TYPE] = self.ours.type
        self.same_type = True

    def _is_ours(self, name: str, place: FieldPlace) -> bool:
        remembered = self.known.get(name)
        return remembered is not None and _folded(remembered) == _folded(self.file.value(place))

    def _meet(self, name: str, place: FieldPlace, value: str) -> None:
        """Our field meets one of that name."""
        there = self.file.value(place)
        if self._is_ours(name, place):
            self.now[name] = there if _folded(there) == _folded(value) else value
            if self.now[name] != there:
                self._put(name, place, value)
        elif not _folded(there) and not _names_snapshot(value):  # a field without a word is a gap
            self._put(name, place, value)
            self.now[name] = value
        elif not _says_the_same(name, there, value) and not self._add_words(name, place, there, value):
            self.kept.append(name)

    def _put(self, name: str, place: FieldPlace, value: str) -> None:
        self.edits.append(self.file.replaced(place, value))
        self.changed.append(name)

    def _add_words(self, name: str, place: FieldPlace, there: str, value: str) -> bool:
        """Put the archive link behind a person's words in the same field, or in the place of our last one there."""
        words, tail = _inside(there), _inside(value)
        if words is None or tail is None or not _names_snapshot(value):
            return False
        last = self.known.get(name + TAIL)
        if last is not None and words.endswith(last):
            words = words.removesuffix(last).rstrip()
        elif self.has_snapshot:
            return False
        words = words.rstrip()
        joint = "" if not words else " " if words.endswith(_SENTENCE_END) else ". "
        made = f"{there[0]}{words}{joint}{tail}{there[-1]}"
        self.now[name + TAIL] = tail
        if made != there:
            self._put(name, place, made)
        return True

    def _may_add(self, name: str, value: str) -> bool:
        if _names_snapshot(value) or name == "archivedate":
            return not self.has_snapshot and not ({"archiveurl", "archivedate"} & set(self.present))
        if name == "urldate" and not self._is_our_address():
            return False
        return is_gap(name, self.present, same_type=self.same_type)

    def _is_our_address(self) -> bool:
        """Whether the entry has our address, or will: our day of access is of that one."""
        place = self.present.get("url")
        if place is None:
            return "url" in self.now
        return _says_the_same("url", self.file.value(place), self.ours.fields.get("url", ""))

    def _forget(self) -> None:
        """Take out what we wrote and would not write any more; what it said is a gap then."""
        gone = [
            place
            for name, place in self.present.items()
            if name not in self.ours.fields and self._is_ours(name, place)
        ]
        edits, names = self.file.without(self.block, gone)
        self.edits += edits
        self.changed += sorted(names)
        if names:
            left = [each for each in self.block.fields if each not in gone or each.name not in names]
            self.present = _first_of_each(left)
            self.has_snapshot = any(_names_snapshot(self.file.value(each)) for each in left)
        self.now.update({place.name: self.known[place.name] for place in gone if place.name not in names})


def _first_of_each(fields: Sequence[FieldPlace]) -> dict[str, FieldPlace]:
    """Return fields by their names: of a name that stands there twice the first, which is the one BibTeX takes."""
    return {each.name: each for each in reversed(fields)}


def _says_the_same(name: str, there: str, ours: str) -> bool:
    """Whether a field of theirs says all that ours would: the words, the names, an address of the same source."""
    if name == "url":
        return comparison_key(_folded(there)) == comparison_key(_folded(ours))
    if _folded(ours) in _folded(there) or _names_snapshot(ours):
        return _folded(ours) in _folded(there)
    wanted, words = (_WORD.findall(fold(_COMMAND.sub("", latex))) for latex in (ours, there))
    if name in ("author", "editor", "translator"):  # ``Ada Lovelace`` is ``Lovelace, Ada``
        return bool(wanted) and sorted(wanted) == sorted(words)
    return bool(wanted) and "".join(wanted) in "".join(words)


def _names_snapshot(latex: str) -> bool:
    return any(parse_archive_address(found.group()) is not None for found in _ADDRESS.finditer(latex))


def _folded(value: str) -> str:
    """Return a value as it reads: delimiters of either kind off, white space folded."""
    inside = _inside(value)
    return " ".join((value if inside is None else inside).split())


def _inside(value: str) -> str | None:
    """Return what one pair of delimiters holds; None for a name, a number, or parts that are joined."""
    is_delimited = len(value) > 1 and value[0] + value[-1] in ("{}", '""')
    return value[1:-1] if is_delimited and not _is_joined(value) else None


def _is_joined(value: str) -> bool:
    """Whether a value is several, joined by ``#``."""
    depth = 0
    for index, sign in enumerate(value[:-1]):
        depth += (sign == "{") - (sign == "}")
        if depth == 0 and index and (sign == '"' or value[0] == "{"):
            return True
    return False
