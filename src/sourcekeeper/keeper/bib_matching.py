"""Which entry of a person's ``.bib`` file is which of our works: by DOI, ISBN and type, address, else by its words.

What the store remembers of the last merge comes first. Both sides are read by one reader, our entries as they would be
written: so what we once wrote is known again even when the store is gone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from sourcekeeper.citing import keys
from sourcekeeper.citing.bib.blocks import Block
from sourcekeeper.citing.bib.file import BibFile
from sourcekeeper.citing.bib.merge import OurEntry
from sourcekeeper.model import Item, Note, Work
from sourcekeeper.patterns import regex
from sourcekeeper.ports import RawDocument
from sourcekeeper.reading.lists.bib import BibReader

_NO_ENTRIES = frozenset({"set", "xdata"})
"""Types the reader gives no note for: they describe no work of their own."""
_TITLE_LETTERS = 12
"""A shorter title says too little to stand for a work, without author and year."""
_CONTROL = regex("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
_KINDS = ("doi", "isbn", "url")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Described:
    """What tells an entry from others."""

    names: tuple[str, ...]
    """Identities, strongest first."""
    author: str
    title: str
    year: str

    @property
    def words(self) -> tuple[str, str, str]:
        """What it says beside numbers and addresses, letters and figures only."""
        return self.author, self.title, self.year

    @property
    def is_telling(self) -> bool:
        """Whether the words are enough to name a work."""
        return bool(self.title) and (len(self.title) >= _TITLE_LETTERS or bool(self.author and self.year))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    block: Block
    key: str
    described: _Described


def match(file: BibFile, ours: Sequence[tuple[OurEntry, Work]], remembered: Mapping[str, str]) -> list[Block | None]:
    """Return for each of our entries the one of the file that is the same source; None when it has none.

    `remembered` tells the cite key, in small letters, that a work had in the file when it was last merged.
    """
    by_key = {file.key(block).casefold(): block for block in file.entries}
    by_text = {file.text(block.start, block.end): block for block in reversed(file.entries)}
    found: list[Block | None] = []
    for entry, work in ours:
        key = remembered.get(work.id, "")
        known = by_key.get(key) if key and key not in file.doubled_keys else None
        found.append(known or by_text.get(entry.text.replace("\n", file.newline.decode("ascii"))))
    _match_by_meaning(file, ours, found)
    return found


def _match_by_meaning(file: BibFile, ours: Sequence[tuple[OurEntry, Work]], found: list[Block | None]) -> None:
    """Fill in what is not found yet. Reading an entry costs much more than the rest, so no more are read than must."""
    left = [index for index, block in enumerate(found) if block is None]
    known = list(_known(file)) if left else []
    if not known:
        return
    find = _finder(known)
    read = _read("".join(ours[index][0].text + "\n\n" for index in left))
    for index, note in zip(left, read, strict=True):
        entry, work = ours[index]
        urls = [address.url for address in note.addresses]
        found[index] = find(entry.key, _described(note.items[0], urls, work))


def _known(file: BibFile) -> Iterable[_Known]:
    if not file.places:
        return
    read = iter(_read(file.text(0, len(file.data))))
    notes = {index: next(read, None) for index, entry in enumerate(file.found) if entry.type not in _NO_ENTRIES}
    for block, place in file.places.items():
        note = notes.get(place)
        if note is not None and block.key:  # what nobody can cite is no entry of ours
            described = _described(note.items[0], [address.url for address in note.addresses], None)
            yield _Known(block=block, key=file.key(block).casefold(), described=described)


def _read(text: str) -> list[Note]:
    # Control signs and odd beginnings say nothing of a work, and would make the reader take the file for no text.
    clean = ("\n" + _CONTROL.sub(" ", text)).encode("utf-8", "replace")
    raw = RawDocument(origin="-", data=clean, content_type="application/x-bibtex; charset=utf-8")
    return [note for note in BibReader().read(raw).notes if note.items]


def _described(item: Item, urls: Sequence[str], work: Work | None) -> _Described:
    names = keys.identities_of(item, urls)
    if work is not None:
        names += keys.identities_of(work.item, [source.url for source in work.sources])
    author, title, year = keys.words_identity(item).removeprefix("text:").split("|")
    return _Described(
        names=tuple(dict.fromkeys(sorted(names, key=lambda name: _KINDS.index(name.partition(":")[0])))),
        author=author,
        title=title,
        year=year,
    )


def _finder(known: Sequence[_Known]) -> Callable[[str, _Described], Block | None]:
    by_name: dict[object, list[_Known]] = {}
    for each in known:
        for name in (*each.described.names, each.described.words):
            by_name.setdefault(name, []).append(each)
    by_key = {each.key: each for each in reversed(known)}

    def find(key: str, ours: _Described) -> Block | None:
        for name in ours.names:
            fitting = [each for each in by_name.get(name, ()) if not _exclude(each.described, ours, _KINDS[:2])]
            if fitting:
                same_words = [each for each in fitting if each.described.words == ours.words]
                return (same_words or fitting)[0].block
        for each in by_name.get(ours.words, ()) if ours.is_telling else ():
            if not _exclude(each.described, ours, _KINDS):
                return each.block
        keyed = by_key.get(key.casefold())
        is_same = keyed is not None and _is_retouched(keyed.described, ours)
        return keyed.block if keyed is not None and is_same else None

    return find


def _is_retouched(one: _Described, other: _Described) -> bool:
    """Whether two entries of one key are one work, the title of which was written shorter or longer."""
    same = (one.author, one.year) == (other.author, other.year) and not _exclude(one, other, _KINDS)
    return same and (one.title.startswith(other.title) or other.title.startswith(one.title))


def _exclude(one: _Described, other: _Described, kinds: Sequence[str]) -> bool:
    """Whether both have a number or address of one kind, and not the same."""
    for kind in kinds:
        first, second = (
            {name.split(":")[1] if kind == "isbn" else name for name in each.names if name.startswith(f"{kind}:")}
            for each in (one, other)
        )
        if first and second and first.isdisjoint(second):
            return True
    return False
