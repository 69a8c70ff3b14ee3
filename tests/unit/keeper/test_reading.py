"""Many documents: folders, order, several processes."""

from __future__ import annotations

from collections.abc import Iterator
from multiprocessing import active_children
from pathlib import Path

import pytest

from sourcekeeper.keeper import Keeper
from sourcekeeper.keeper import processes as pool
from sourcekeeper.keeper.one_document import Manner
from sourcekeeper.keeper.reading import WORTH_PROCESSES
from sourcekeeper.keeper.results import ReadDocument
from sourcekeeper.ports import RawDocument

LETTER = "A claim.1 Another.2\n\n1. Ann Lee, « A title », The Paper, 3 May 2021, https://example.org/{0}\n2. Ibid.\n"


class Told:
    """A progress that remembers."""

    def __init__(self) -> None:
        self.told: list[tuple[str, object]] = []

    def begin(self, stage: str, total: int) -> None:
        self.told.append((stage, total))

    def advance(self, stage: str, what: str = "") -> None:
        self.told.append((stage, Path(what).name))

    def end(self, stage: str) -> None:
        self.told.append((stage, "end"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "folder"
    (made / "sub").mkdir(parents=True)
    for number in range(WORTH_PROCESSES + 4):
        (made / f"l{number:02}.txt").write_text(LETTER.format(number), encoding="utf-8")
    (made / "l03.txt").write_bytes(b"\x89PNG\r\n")
    (made / "sub" / "own.bib").write_text("@book{a, title={b}}", encoding="utf-8")
    return made


def test_a_folder_is_read_in_order_of_names_with_progress(folder: Path) -> None:
    told = Told()
    with Keeper(progress=told) as keeper:
        reads = list(keeper.read([str(folder)]))
    names = [Path(read.origin).name for read in reads]
    assert names == [f"l{number:02}.txt" for number in range(WORTH_PROCESSES + 4)] + ["own.bib"]
    assert [read.error is None for read in reads].index(False) == 3
    assert told.told == [("read", len(names)), *(("read", name) for name in names), ("read", "end")]


def test_a_single_document_shows_no_progress() -> None:
    told = Told()
    with Keeper(progress=told) as keeper:
        list(keeper.read([RawDocument(origin="-", data=b"A text.")]))
    assert told.told == []


def test_several_processes_read_the_same_in_the_same_order(folder: Path) -> None:
    with Keeper() as keeper:
        alone = list(keeper.read([str(folder)]))
        together = list(keeper.read([str(folder)], processes=2))
    assert [_comparable(read) for read in together] == [_comparable(read) for read in alone]


def _comparable(read: ReadDocument) -> tuple[object, ...]:
    return read.origin, read.document, read.notes, str(read.error)


def test_processes_end_with_the_reading(folder: Path) -> None:
    paths = sorted(str(path) for path in folder.glob("*.txt"))
    reading = pool.read_files(paths, Manner(max_bytes=1_000_000), 2)
    first = next(reading)
    assert first.document is not None
    assert isinstance(reading, Iterator)
    assert len(active_children()) == 2
    reading.close()  # type: ignore[attr-defined]
    assert active_children() == []


def test_a_file_that_kills_its_process_is_told_and_the_others_are_read(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A process that never gets its file, but ends, stands for one that dies of it."""
    begin = pool._Worker.begin

    def begin_or_die(worker: pool._Worker, task: int, path: str) -> bool:
        if path.endswith("l05.txt"):
            worker.process.kill()
            worker.process.join()
        return begin(worker, task, path)

    monkeypatch.setattr(pool._Worker, "begin", begin_or_die)
    paths = sorted(str(path) for path in folder.glob("*.txt"))
    reads = list(pool.read_files(paths, Manner(max_bytes=1_000_000), 2))
    assert [read.origin for read in reads] == paths
    broken = [Path(read.origin).name for read in reads if read.error is not None]
    assert broken == ["l03.txt", "l05.txt"]
    assert "the process that read it died" in str(reads[5].error)


def test_what_keep_writes_beside_a_text_is_no_document(folder: Path) -> None:
    (folder / "l00.bib").write_text("@book{a, title={b}}", encoding="utf-8")
    (folder / "l00.csl.json").write_text("[]", encoding="utf-8")
    (folder / "list.csl.json").write_text('[{"id": "a", "type": "book", "title": "b"}]', encoding="utf-8")
    (folder / ".hidden").mkdir()
    (folder / ".hidden" / "a.txt").write_text("hidden", encoding="utf-8")
    with Keeper() as keeper:
        names = {Path(read.origin).name for read in keeper.read([str(folder)])}
    assert {"list.csl.json", "own.bib", "l00.txt"} <= names
    assert not {"l00.bib", "l00.csl.json", "a.txt"} & names
