"""Entries merged into a person's .bib file: what is written, what is left, and that nothing else ever changes."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sourcekeeper.citing.bib.blocks import Block, BlockKind, scan
from sourcekeeper.citing.bib.merge import Outcome
from sourcekeeper.errors import OutputError, UsageError
from sourcekeeper.keeper import Keeper
from sourcekeeper.keeper.merging import MergeReport
from sourcekeeper.keeper.replacing import read_file
from sourcekeeper.model import Field, FieldValue, Item, Name, PartialDate
from sourcekeeper.ports import Entry, ExportSettings, SnapshotPlace
from sourcekeeper.testing.citing import an_entry, hostile_entries, some_entries

ADA = (Name(family="Lovelace", given="Ada"),)
PAGE = an_entry(
    "lovelace2021notes", archived=True, type="webpage", author=ADA, title="Notes sur la machine", language="fr",
    issued=PartialDate(start=(2021, 5)), container_title="La Vigie", URL="https://vigie.example/notes_1",
)  # fmt: skip
BOOK = an_entry("lovelace2010machines", type="book", author=ADA, title="Les machines qui calculent",
                issued=PartialDate(start=(2010,)), publisher="Seuil", publisher_place="Paris")  # fmt: skip
SNAPSHOT = rb"https://web.archive.org/web/20240720093000/https://vigie.example/notes_1"
NOTE = b"Archiv\xc3\xa9 le 20 juillet 2024 : \\url{" + SNAPSHOT + b"}"


class Desk:
    """A keeper and a .bib file on it."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / "refs.bib"
        self.keeper = Keeper(online=False)

    def merge(self, *entries: Entry, before: bytes | None = None, **options: object) -> bytes:
        if before is not None:
            self.file.write_bytes(before)
        self.report: MergeReport = self.keeper.merge(str(self.file), entries, **options)  # type: ignore[arg-type]
        return self.file.read_bytes()

    def forget(self) -> None:
        self.keeper.close()
        self.keeper = Keeper(online=False)

    def backups(self) -> list[str]:
        return sorted(path.name for path in self.file.parent.iterdir() if path.name != "refs.bib")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(tmp_path)
    yield desk
    desk.keeper.close()


def changed(entry: Entry, **fields: FieldValue) -> Entry:
    """Return an entry of which the store knows other things now; an empty value takes a field off."""
    told = {name.replace("_", "-"): Field(value=value) for name, value in fields.items()}
    kept = {name: field for name, field in {**entry.work.item.fields, **told}.items() if field.value}
    return replace(entry, work=replace(entry.work, item=Item(fields=kept)))


# --- what is added --------------------------------------------------------------------------------------------------


def test_a_file_that_is_not_there_is_made(desk: Desk) -> None:
    assert desk.merge(BOOK).startswith(b"@book{lovelace2010machines,\n  author = {Lovelace, Ada},\n")
    assert (desk.report.backup, desk.backups()) == (None, [])


@pytest.mark.parametrize(
    ("before", "joint"),
    [
        (b"", b""),
        (b"\xef\xbb\xbf", b""),
        (b"@misc{a, title={x}}", b"\n\n"),
        (b"@misc{a, title={x}}\n", b"\n"),
        (b"@misc{a, title={x}}\r\n", b"\r\n"),
        (b"@misc{a, title={x}}\r", b"\r"),
        (b"% only words", b"\n\n"),
        (b"@comment{jabref-meta: x;}\n\n\n", b"\n"),
    ],
)
def test_a_new_entry_goes_behind_everything_in_the_files_own_line_ends(
    desk: Desk, before: bytes, joint: bytes
) -> None:
    after = desk.merge(BOOK, before=before)
    newline = b"\r\n" if b"\r\n" in before else b"\r" if b"\r" in before else b"\n"
    assert after.startswith(before + joint + b"@book{lovelace2010machines," + newline)
    assert after.endswith(b"}" + newline)
    assert after.replace(b"\r\n", b"").count(b"\n") == (0 if newline != b"\n" else after.count(b"\n"))


@pytest.mark.parametrize("taken", ["lovelace2010machines", "LOVELACE2010Machines"])
def test_a_key_that_another_work_has_in_the_file_is_not_taken_from_it(desk: Desk, taken: str) -> None:
    after = desk.merge(BOOK, before=f"@misc{{{taken}, title={{Quite another thing}}}}\n".encode())
    assert b"@book{lovelace2010machinesa," in after
    assert desk.merge(BOOK) == after


def test_the_dialect_is_that_of_the_file(desk: Desk) -> None:
    assert b"  year = {2010},\n" in desk.merge(BOOK, before=b"@article{a, title={x}, journal={J}, year=1999}\n")
    assert b"  date = {2010},\n" in desk.merge(BOOK, before=b"@online{a, title={x}, date={1999}}\n")
    assert b"  date = {2010},\n" in desk.merge(BOOK, before=b"@article{a, journal={J}, year=1}\n", format="biblatex")
    with pytest.raises(UsageError, match="ris cannot be merged"):
        desk.merge(BOOK, format="ris")


# --- which entry is the same source ---------------------------------------------------------------------------------

MATCHES = {
    "address, however spelt": b"url = {http://www.vigie.example/notes_1/?utm_source=x#}",
    "address escaped by someone": b"url = {https://vigie.example/notes\\_1}",
    "its snapshot": b"url = {https://web.archive.org/web/2022/https://vigie.example/notes_1}",
    "address in howpublished": b"howpublished = {\\url{https://vigie.example/notes_1}}",
    "author, title and year": b"title = {Notes sur la machine}, author = {Ada Lovelace}, year = 2021",
}


@pytest.mark.parametrize("field", MATCHES.values(), ids=MATCHES)
def test_a_source_the_file_has_already_keeps_the_persons_key(desk: Desk, field: bytes) -> None:
    before = b"@misc{MyKey,\n  " + field + b"\n}\n"
    after = desk.merge(PAGE, before=before)
    assert [entry.key for entry in desk.report.entries] == ["MyKey"]
    assert after.count(b"@") == 1
    assert field in after


@pytest.mark.parametrize(
    ("entry", "field"),
    [
        (BOOK, b"title = {Les machines qui calculent}, author = {Lovelace, Ada}, year = 2011"),
        (BOOK, b"title = {Les machines}, author = {Lovelace, Ada}, year = 2010"),
        (PAGE, b"title = {Notes sur la machine}, author = {Lovelace, Ada}, year = 2021, url = {https://b.example/x}"),
        (changed(BOOK, DOI="10.1234/a"), b"title = {Les machines qui calculent}, author = {Lovelace, Ada}, year=2010,"
                                         b" doi = {10.1234/b}"),
        (changed(PAGE, DOI="10.1234/a"), b"url = {https://vigie.example/notes_1}, doi = {10.1234/b}"),
    ],
    ids=["another year", "another title", "another address", "another doi", "one page of two articles"],
)  # fmt: skip
def test_what_is_another_work_is_left_alone(desk: Desk, entry: Entry, field: bytes) -> None:
    before = b"@misc{MyKey, " + field + b"}\n"
    assert desk.merge(entry, before=before).startswith(before)
    assert desk.report.count(Outcome.ADDED) == 1


def test_a_doi_and_an_isbn_with_its_type_are_known_again(desk: Desk) -> None:
    article = an_entry("a", type="article-journal", title="T", container_title="J", DOI="10.1234/AB_c")
    book = an_entry("b", type="book", title="U", ISBN="978-0-306-40615-7")
    before = b"@article{A1, doi={https://doi.org/10.1234/ab_c}}\n@book{B1, isbn={0-306-40615-2}}\n"
    desk.merge(article, book, before=before)
    assert [entry.key for entry in desk.report.entries] == ["A1", "B1"]


def test_strings_and_cross_references_are_understood(desk: Desk) -> None:
    before = (
        b'@string{ada = "Lovelace, Ada"}\n@misc{MyKey, xdata={p}, author=ada, year=2021}\n'
        b"@xdata{p, title={Notes sur la machine}}\n"
    )
    after = desk.merge(PAGE, before=before)
    assert [entry.key for entry in desk.report.entries] == ["MyKey"]
    assert after.count(b"title") == 1, "an inherited title is no gap"


# --- what of it is ours ---------------------------------------------------------------------------------------------

MINE = b"""@Online {MyKey ,
\tAuthor   = "Ada Lovelace",
\ttitle    = {{Notes} on the machine},
\turl      = {https://vigie.example/notes_1},
\tyear     = 1843,
\tkeywords = {a, b}
}
"""


def test_gaps_are_filled_in_the_entrys_own_layout_and_what_is_there_stays(desk: Desk) -> None:
    after = desk.merge(PAGE, before=MINE)
    added = (
        b"keywords = {a, b},\n\torganization = {La Vigie},\n\turldate  = {2024-07-20},\n"
        b"\tlangid   = {french},\n\tnote     = {" + NOTE + b"}\n}\n"
    )
    assert after == MINE.replace(b"keywords = {a, b}\n}\n", added)
    assert desk.report.entries[0].kept == ("title",) or "title" in desk.report.entries[0].kept


@pytest.mark.parametrize(
    ("field", "kept"),
    [
        (b"title = {Notes sur {la Machine}}", False),
        (b"title = {Not{\\'e}s sur la {\\em machine}}", False),
        (b"title = {Notes sur la machine: premi\xc3\xa8re partie}", False),
        (b"title = {Notes on the engine}", True),
        (b"author = {Ada Lovelace}", False),
        (b"author = {Lovelace, A.}", True),
        (b"url = {http://vigie.example/notes_1/}", False),
        (b"date = {2021}", True),
    ],
)
def test_what_is_only_spelt_otherwise_is_not_told_as_another_word(desk: Desk, field: bytes, kept: bool) -> None:
    desk.merge(PAGE, before=b"@online{k, url={https://vigie.example/notes_1}}\n")
    before = b"@online{k,\n  doi = {},\n  addendum = {https://vigie.example/notes_1},\n  " + field + b"\n}\n"
    if b"url" not in field:
        before = before.replace(b"addendum", b"url")
    after = desk.merge(PAGE, before=before)
    assert field in after
    assert desk.report.entries[0].key == "k"
    assert bool(desk.report.entries[0].kept) is kept


def test_a_field_without_a_word_is_a_gap(desk: Desk) -> None:
    before = b'@online{k, url={https://vigie.example/notes_1}, title={}, langid = ""}\n'
    after = desk.merge(PAGE, before=before)
    assert b"title={Notes sur la machine}, langid = {french}," in after
    assert desk.merge(PAGE) == after


def test_a_trailing_comma_stays_a_custom(desk: Desk) -> None:
    before = b"@online{k,\n  url = {https://vigie.example/notes_1},\n}\n"
    assert desk.merge(PAGE, before=before).endswith(b"},\n}\n")
    assert desk.merge(PAGE, before=before.replace(b"1},", b"1}")).endswith(b"}\n}\n")


def test_an_entry_on_one_line_stays_on_one_line(desk: Desk) -> None:
    after = desk.merge(PAGE, before=b"@online{k, url={https://vigie.example/notes_1}}\n")
    assert after.count(b"\n") == 1
    assert b", title={Notes sur la machine}, " in after


def test_an_entry_of_another_type_gets_only_fields_that_fit_every_type(desk: Desk) -> None:
    after = desk.merge(PAGE, before=b"@book{k, url={https://vigie.example/notes_1}}\n")
    assert b"organization" not in after
    assert b"title={Notes sur la machine}" in after
    assert after.startswith(b"@book{k,")


@pytest.mark.parametrize(
    ("note", "becomes"),
    [
        (b"{My own words}", b"{My own words. " + NOTE + b"}"),
        (b'"My own words!"', b'"My own words! ' + NOTE + b'"'),
        (b"{}", b"{" + NOTE + b"}"),
        (b"mine", b"mine"),
        (b'"a" # mine', b'"a" # mine'),
        (b"{Kept at https://archive.ph/AbCd5}", b"{Kept at https://archive.ph/AbCd5}"),
    ],
    ids=["words", "a sentence in quotes", "empty", "a string", "joined", "a snapshot of their choice"],
)
def test_the_archive_link_goes_behind_the_words_of_a_note(desk: Desk, note: bytes, becomes: bytes) -> None:
    before = b"@online{k, url={https://vigie.example/notes_1}, note=" + note + b"}\n"
    after = desk.merge(PAGE, before=before)
    assert b"note=" + becomes + b"," in after
    assert desk.merge(PAGE) == after
    desk.forget()
    assert desk.merge(PAGE) == after


def test_a_newer_archive_link_takes_the_place_of_ours_and_leaves_the_persons_words(desk: Desk) -> None:
    desk.merge(PAGE, before=b"@online{k, url={https://vigie.example/notes_1}, note={My words}}\n")
    assert PAGE.snapshot is not None
    newer = replace(PAGE.snapshot, uri=PAGE.snapshot.uri.replace("20240720", "20250101"))
    after = desk.merge(replace(PAGE, snapshot=newer))
    assert after.count(b"web.archive.org") == 1
    assert b"note={My words. Archiv" in after
    assert b"web/20250101093000" in after


def test_what_we_wrote_and_nobody_touched_is_brought_up_to_date(desk: Desk) -> None:
    desk.merge(BOOK, before=b"% mine\n")
    after = desk.merge(changed(BOOK, title="Les machines", publisher="", volume="2"))
    assert b"title = {Les machines},\n" in after
    assert b"publisher" not in after
    assert b"  volume = {2},\n}\n" in after
    assert desk.report.entries[0].outcome is Outcome.UPDATED
    assert desk.merge(changed(BOOK, title="Les machines", publisher="", volume="2")) == after


def test_what_a_person_edited_in_an_entry_of_ours_is_theirs(desk: Desk) -> None:
    written = desk.merge(BOOK, before=b"% mine\n")
    edited = written.replace(b"{Les machines qui calculent}", b"{The Machines}").replace(
        b"  location", b"  file = {a.pdf},\n  location"
    )
    after = desk.merge(changed(BOOK, title="Les machines", publisher="Fayard"), before=edited)
    assert after == edited.replace(b"{Seuil}", b"{Fayard}")
    assert desk.report.entries[0].kept == ("title",)


def test_without_memory_only_an_entry_that_is_all_ours_is_brought_up_to_date(desk: Desk) -> None:
    written = desk.merge(BOOK, before=b"")
    desk.forget()
    assert desk.merge(BOOK) == written
    assert b"{Fayard}" in desk.merge(changed(BOOK, publisher="Fayard"))
    desk.forget()
    edited = written.replace(b"{Paris}", b"{Lyon}")
    assert desk.merge(changed(BOOK, publisher="Grasset"), before=edited) == edited


def test_the_type_changes_with_what_is_known_while_it_is_ours(desk: Desk) -> None:
    desk.merge(PAGE, before=b"")
    after = desk.merge(changed(PAGE, type="article-newspaper"))
    assert after.startswith(b"@article{")
    assert b"journaltitle = {La Vigie}" in after
    assert b"organization" not in after


def test_that_the_type_is_ours_is_remembered_over_merges_that_leave_it(desk: Desk) -> None:
    desk.merge(PAGE, before=b"")
    desk.merge(changed(PAGE, title="Notes sur les machines"))
    assert desk.merge(changed(PAGE, type="article-newspaper")).startswith(b"@article{")


def test_what_another_field_of_ours_said_is_said_by_the_new_one_at_once(desk: Desk) -> None:
    before = desk.merge(changed(BOOK, type="webpage"), before=b"")
    assert b"organization = {Seuil}" in before
    after = desk.merge(BOOK)
    assert b"organization" not in after
    assert b"publisher = {Seuil}" in after
    assert desk.merge(BOOK) == after


def test_an_entry_of_ours_in_the_other_dialect_loses_nothing(desk: Desk) -> None:
    desk.merge(PAGE, before=b"", format="biblatex")
    after = desk.merge(PAGE, format="bibtex")
    assert b"date = {2021-05}" not in after
    assert b"year = {2021}" in after
    assert SNAPSHOT in after
    assert desk.merge(PAGE, format="bibtex") == after


def test_of_a_field_that_stands_there_twice_the_first_is_ours(desk: Desk) -> None:
    written = desk.merge(PAGE, before=b"")
    line = b"  date = {2021-05},\n"
    after = desk.merge(
        changed(PAGE, issued=PartialDate(start=(2022,))), before=written.replace(line, line + b"  date = {1999},\n")
    )
    assert b"  date = {2022},\n  date = {1999},\n" in after


@pytest.mark.parametrize("theirs", [b"@misc{", b"@article{"], ids=["another", "what the work is now"])
def test_a_type_that_a_person_gave_is_theirs(desk: Desk, theirs: bytes) -> None:
    written = desk.merge(PAGE, before=b"")
    edited = written.replace(b"@online{", theirs)
    assert edited != written
    merged = desk.merge(changed(PAGE, type="article-newspaper", title="Notes sur les machines"), before=edited)
    assert merged.startswith(theirs)
    assert b"{Notes sur les machines}" in merged
    assert desk.merge(changed(PAGE, type="book", title="Notes sur les machines")).startswith(theirs)


def test_a_person_who_corrected_the_work_hears_of_what_the_file_says(desk: Desk) -> None:
    from datetime import UTC, datetime

    from sourcekeeper.model import Correction

    said = Correction(field="title", value="Notes", made_at=datetime(2026, 3, 1, tzinfo=UTC))
    corrected = changed(PAGE, title="Notes")
    corrected = replace(corrected, work=replace(corrected.work, corrections=(said,)))
    desk.merge(corrected, before=MINE)
    assert desk.report.against == ()
    desk.merge(changed(corrected, title="Other"), before=MINE)
    assert desk.report.against == (("MyKey", "title"),)


def test_the_archive_link_goes_where_it_is_wanted(desk: Desk) -> None:
    before = b"@online{k, url={https://vigie.example/notes_1}, note={Mine}}\n"
    after = desk.merge(PAGE, before=before, settings=ExportSettings(snapshot=SnapshotPlace.ARCHIVEURL))
    assert b"note={Mine}," in after
    assert b"archiveurl={" + SNAPSHOT + b"}, archivedate={2024-07-20}" in after
    after = desk.merge(PAGE, before=before, settings=ExportSettings(snapshot=SnapshotPlace.NONE))
    assert b"web.archive.org" not in after


def test_joined_works_answer_to_their_other_keys_unless_the_file_has_those(desk: Desk) -> None:
    joined = replace(BOOK, work=replace(BOOK.work, other_keys=("old1", "Old2")))
    assert b"ids = {old1},\n" in desk.merge(joined, before=b"@misc{old2, title={Something else}}\n")


def test_two_works_the_person_holds_for_one_give_one_entry(desk: Desk) -> None:
    other = an_entry("b", type="webpage", title="T", URL="https://b.example/x")
    before = b"@online{k, url={https://vigie.example/notes_1}, doi={10.1234/x}}\n"
    after = desk.merge(PAGE, changed(other, DOI="10.1234/X"), before=before)
    assert after.count(b"@") == 1
    assert [entry.key for entry in desk.report.entries] == ["k", "k"]


# --- encodings ------------------------------------------------------------------------------------------------------


def test_no_other_work_takes_the_key_of_an_entry_from_the_one_it_was_written_for(desk: Desk) -> None:
    """Two works shared an address by mistake, which was corrected since: ``\\cite`` must not mean another work."""
    desk.merge(changed(BOOK, URL="https://vigie.example/notes_1"), before=b"")
    after = desk.merge(PAGE, BOOK)
    assert after.startswith(b"@book{lovelace2010machines,")
    assert b"title = {Les machines qui calculent}" in after
    both = desk.merge(PAGE, BOOK)
    assert both.startswith(after.rstrip())
    assert b"@online{lovelace2021notes," in both


def test_a_file_that_is_not_utf8_gets_letters_as_latex_commands(desk: Desk) -> None:
    before = "@misc{a, title={Été}}\n".encode("latin-1")
    after = desk.merge(changed(BOOK, title="L’été « à » la š"), before=before)
    assert after.startswith(before)
    assert rb"title = {L'{\'e}t{\'e} {\guillemotleft} {\`a} {\guillemotright} la {\v s}}," in after
    assert desk.merge(changed(BOOK, title="L’été « à » la š")) == after


def test_a_file_that_says_its_encoding_is_believed(desk: Desk) -> None:
    assert desk.merge(changed(BOOK, title="Été"), before=b"% Encoding: windows-1252\n").isascii()


def test_letters_that_fit_neither_are_refused_and_the_others_written(desk: Desk) -> None:
    before = "% Été\n".encode("latin-1")
    after = desk.merge(changed(BOOK, title="漢字"), PAGE, before=before)
    assert [entry.outcome for entry in desk.report.entries] == [Outcome.REFUSED, Outcome.ADDED]
    assert after.startswith(before)
    assert b"@book" not in after


# --- what is never rewritten ----------------------------------------------------------------------------------------

NOT_MERGEABLE = {
    "unclosed": (b"@misc{a}\n@misc{b, title={x\n\n@misc{c}\n", r"line 2: .*'b'.* not closed"),
    "unclosed quote": (b'@misc{b, title="x\n', "line 1"),
    "utf-16": ("@misc{a}".encode("utf-16"), "UTF-8"),
    "nul": (b"@misc{a}\0", "UTF-8"),
    "a loose @ at the end": (b"@misc{a}\n text @\n\n", "line 2"),
}


@pytest.mark.parametrize(("before", "why"), NOT_MERGEABLE.values(), ids=NOT_MERGEABLE)
def test_a_file_that_cannot_be_parsed_is_never_rewritten(desk: Desk, before: bytes, why: str) -> None:
    with pytest.raises(OutputError, match=f"cannot merge into .*{why}"):
        desk.merge(BOOK, before=before)
    assert desk.file.read_bytes() == before
    assert desk.backups() == []


@pytest.mark.parametrize("name", ["letter.txt", "refs.tex"])
def test_a_text_that_is_no_bibliography_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"Dear all,\n@misc{a} is how one cites.\n")
    with pytest.raises(OutputError, match="not a bibliography"):
        Keeper(online=False).merge(str(tmp_path / name), [BOOK])


def test_nothing_to_change_leaves_the_file_untouched(desk: Desk) -> None:
    desk.merge(BOOK, PAGE, before=b"% mine\n")
    os.utime(desk.file, ns=(1, 1))
    before, backups = desk.file.stat(), desk.backups()
    desk.merge(BOOK, PAGE)
    after = desk.file.stat()
    assert (after.st_mtime_ns, after.st_ino) == (before.st_mtime_ns, before.st_ino)
    assert desk.backups() == backups == ["refs.bib.bak"]
    assert not desk.report.is_changed


def test_a_dry_run_writes_nothing_and_remembers_nothing(desk: Desk) -> None:
    assert desk.merge(BOOK, before=b"% mine\n", dry_run=True) == b"% mine\n"
    assert desk.report.is_changed
    assert b"@book" in desk.report.after
    assert desk.backups() == []
    assert desk.keeper.store.merged_entries(desk.report.path) == {}


def test_the_old_file_is_kept_beside_and_an_older_one_never_lost(desk: Desk) -> None:
    desk.merge(BOOK, before=b"% one\n")
    desk.merge(BOOK, before=b"% two\n")
    desk.merge(BOOK, before=b"% one\n")
    assert desk.backups() == ["refs.bib.bak", "refs.bib.bak-2"]
    assert (desk.file.with_name("refs.bib.bak")).read_bytes() == b"% one\n"
    assert (desk.file.with_name("refs.bib.bak-2")).read_bytes() == b"% two\n"


@pytest.mark.skipif(os.name != "posix", reason="permissions and links of POSIX")
@pytest.mark.skipif(os.name != "posix", reason="Windows has no such permissions")
def test_a_new_file_has_the_permissions_that_new_files_have_here(desk: Desk) -> None:
    usual = os.umask(0o027)
    try:
        desk.merge(PAGE)
        assert os.umask(0o027) == 0o027, "what new files get is as it was"
        assert stat.S_IMODE(desk.file.stat().st_mode) == 0o640
    finally:
        os.umask(usual)


def test_a_file_larger_than_may_be_read_is_left_alone(desk: Desk) -> None:
    written = desk.merge(PAGE, before=b"")
    assert read_file(str(desk.file), len(written)).data == written
    with pytest.raises(OutputError, match="larger than"):
        read_file(str(desk.file), len(written) - 1)


def test_permissions_and_links_stay(desk: Desk, tmp_path: Path) -> None:
    real = tmp_path / "real"
    real.mkdir()
    (real / "mine.bib").write_bytes(b"% mine\n")
    (real / "mine.bib").chmod(0o640)
    desk.file.symlink_to(real / "mine.bib")
    desk.merge(BOOK)
    assert desk.file.is_symlink()
    assert stat.S_IMODE((real / "mine.bib").stat().st_mode) == 0o640
    assert (real / "mine.bib").read_bytes().startswith(b"% mine\n\n@book")
    assert stat.S_IMODE((real / "mine.bib.bak").stat().st_mode) == 0o640


def test_a_change_made_meanwhile_is_noticed(desk: Desk) -> None:
    desk.file.write_bytes(b"% mine\n")

    def entries() -> Iterator[Entry]:
        desk.file.write_bytes(b"% mine, and more\n")
        yield BOOK

    with pytest.raises(OutputError, match="changed by another program"):
        desk.keeper.merge(str(desk.file), entries())
    assert desk.file.read_bytes() == b"% mine, and more\n"


# --- laws -----------------------------------------------------------------------------------------------------------

ODD = st.binary(max_size=12).filter(lambda data: b"@" not in data and b"\0" not in data and b"%" not in data)
OTHERS = st.sampled_from(
    [
        b'@string{ada = "Lovelace, Ada" # { X}}',
        b"@preamble{ {\\newcommand{\\x}{y}} }",
        b"@comment{jabref-meta: databaseType:bibtex;}",
        b"@comment no braces",
        b"@broken{a, title={x} year={3}}",
        b"@broken{b, 12}",
        b"@misc{dup, title={x}, title={y}}",
        b"@misc{dup, title={z}}",
        b"@misc{, title={no key}}",
        b"@misc{lovelace2010machines, title={Quite another book}, url={https://other.example/}}",
        b"% @online{off, url={https://vigie.example/notes_1}}\n",
        b"@book(par, title={In (parentheses)}, publisher=ada)",
        b"@xdata{shared, publisher={P}}",
        b"@Misc{ caps ,\n\n  TITLE = \"A {\"}quoted{\"} one\" ,% why\n year = 2020 ,\n}",
    ]
)  # fmt: skip
OURS = st.sampled_from(
    [
        b"@online{MyPage, url = {http://www.vigie.example/notes_1/}, note = {Mine}, keywords={k}}",
        b'@Online{MyPage,\r\n\tURL\t= "https://vigie.example/notes_1",\r\n\tTitle\t= {My title}}',
        b"@misc{MyPage,\n  howpublished = {\\url{https://vigie.example/notes_1}},\n}",
        b"@book{MyBook, author={Ada Lovelace}, title={{Les machines qui calculent}}, year=2010, crossref={shared}}",
        b"@book(MyBook, author = ada, title={Les machines qui calculent}, date={2010-03}, publisher=press # { X})",
    ]
)
BETWEEN = st.sampled_from([b"\n", b"\r\n\r\n", b" ", b"\n\n% caf\xe9\n", b"\xc3\xa9t\xc3\xa9\n", b""])


@st.composite
def files(draw: st.DrawFn) -> bytes:
    """Draw a .bib file of somebody's: a mark at its head, blocks and free text, any line ends, any end."""
    head = draw(st.sampled_from([b"", b"\xef\xbb\xbf"]))
    pieces = draw(st.lists(st.tuples(st.one_of(OTHERS, OURS, ODD), BETWEEN), max_size=8))
    tail = draw(st.sampled_from([b"", b"\n", b"free text \xff without end"]))
    return head + b"".join(piece + between for piece, between in pieces) + tail


FILES = files()
ENTRIES = st.lists(
    st.sampled_from([PAGE, BOOK, *some_entries()[:6], *hostile_entries()[:4]]),
    max_size=5,
    unique_by=lambda e: e.work.id,
)
AFTERWARDS = st.sampled_from(
    [
        lambda entry: entry,
        lambda entry: changed(entry, title="Another title"),
        lambda entry: changed(entry, publisher="", container_title="", issued=PartialDate(start=(1999, 9))),
        lambda entry: replace(entry, snapshot=None, accessed=None),
    ]
)


def merged(before: bytes, *batches: Sequence[Entry], forget: bool = False) -> list[bytes]:
    """Merge one batch after the other; return the file after each, or nothing when it was refused."""
    with TemporaryDirectory() as folder:
        desk = Desk(Path(folder))
        desk.file.write_bytes(before)
        found = []
        for batch in batches:
            try:
                found.append(desk.merge(*batch))
            except OutputError as error:
                told = str(error)
                assert "would not read back" not in told
                assert desk.file.read_bytes() == before
                return []
            if forget:
                desk.forget()
        desk.keeper.close()
        return found


def parts(data: bytes, blocks: Sequence[Block]) -> list[bytes]:
    """Return what stands between blocks."""
    ends = [0, *(block.end for block in blocks)]
    starts = [*(block.start for block in blocks), len(data)]
    return [data[end:start] for end, start in zip(ends, starts, strict=True)]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(FILES, ENTRIES, AFTERWARDS)
def test_bytes_that_are_not_ours_never_change(before: bytes, entries: list[Entry], later: object) -> None:
    outcomes = merged(before, entries, [later(entry) for entry in entries])  # type: ignore[operator]
    for after in outcomes:
        old, new = scan(before), scan(after)
        assert len(new) >= len(old)
        *between, tail = parts(before, old)
        *between_now, tail_now = parts(after, new[: len(old)])
        assert between_now == between
        assert tail_now.startswith(tail)
        for was, now in zip(old, new, strict=False):
            if before[was.start : was.end] != after[now.start : now.end]:
                assert was.kind is BlockKind.ENTRY
                assert was.key in (b"MyPage", b"MyBook"), "only a source of ours is touched"
                assert after[now.start : now.key_end] == before[was.start : was.key_end]
                theirs = [before[field.start : field.value_end] for field in was.fields if field.name != "note"]
                assert [
                    written
                    for field in now.fields
                    if (written := after[field.start : field.value_end]) in theirs and field.name != "note"
                ] == theirs


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(FILES, ENTRIES, st.booleans())
def test_merging_twice_changes_nothing_with_and_without_memory(
    before: bytes, entries: list[Entry], forget: bool
) -> None:
    outcomes = merged(before, entries, entries, list(reversed(entries)), forget=forget)
    assert len(set(outcomes)) <= 1


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(FILES, ENTRIES)
def test_every_work_is_in_the_file_once_and_readable(before: bytes, entries: list[Entry]) -> None:
    with TemporaryDirectory() as folder:
        desk = Desk(Path(folder))
        try:
            after = desk.merge(*entries, before=before)
        except OutputError:
            return
        added = [each for each in desk.report.entries if each.outcome is Outcome.ADDED]
        assert len(scan(after)) == len(scan(before)) + len(added)
        keys = [block.key for block in scan(after)[len(scan(before)) :]]
        assert keys == [each.key.encode() for each in added]
        assert not {key.lower() for key in keys} & {block.key.lower() for block in scan(before)}
        assert len({key.lower() for key in keys}) == len(keys)
        desk.keeper.close()


@given(st.binary(max_size=60))
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_file_is_merged_into_or_left_as_it_is(before: bytes) -> None:
    for after in merged(before, [BOOK]):
        assert after.startswith(before)


def line_edited(old: bytes, new: bytes) -> Callable[[bytes], bytes]:
    """Return what a person does to the first line of a file that looks so."""
    return lambda data: re.sub(old, new, data, count=1, flags=re.MULTILINE)


BY_HAND = {
    "another type": line_edited(rb"^@\w+\{", b"@misc{"),
    "an unknown type": line_edited(rb"^@\w+\{", b"@clipping{"),
    "a field twice": line_edited(rb"^(  date = .*\n)", rb"\1\1"),
    "a field taken out": line_edited(rb"^  title = .*\n", b""),
    "a field emptied": line_edited(rb"^(  title = ).*$", rb"\1{},"),
    "other words": line_edited(rb"^(  title = ).*$", rb"\1{Carnets & {N}otes},"),
    "quotation marks": line_edited(rb"^(  author = )\{(.*)\},$", rb'\1"\2",'),
    "another field": line_edited(rb"^  (?:organization|publisher)", b"  howpublished"),
    "a field in capitals": line_edited(rb"^  url", b"  URL"),
    "another key": line_edited(rb"^(@\w+)\{[^,]+,", rb"\1{mine,"),
    "no last comma": line_edited(rb",\n\}", b"\n}"),
}


@pytest.mark.parametrize("later", [{}, {"type": "article-newspaper"}, {"title": "Carnets", "type": "book"}], ids=str)
@pytest.mark.parametrize("by_hand", BY_HAND.values(), ids=BY_HAND.keys())
def test_whatever_a_person_does_to_an_entry_of_ours_the_next_merges_go_on(
    desk: Desk, by_hand: Callable[[bytes], bytes], later: dict[str, FieldValue]
) -> None:
    edited = by_hand(desk.merge(PAGE, BOOK, before=b""))
    after = desk.merge(changed(PAGE, **later), BOOK, before=edited)
    assert len(scan(after)) == len(scan(edited)), "no entry is made twice, none is lost"
    assert desk.merge(changed(PAGE, **later), BOOK) == after
