"""How fast and in how much memory 100,000 items are exported, beside the writers of bibtexparser and pybtex.

Bound: memory does not grow with the number of items. Speed is given as a ratio to each peer's own writer, which gets
its entries ready-made and checks nothing; ours cleans every field, escapes it, and reads each .bib entry back.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator

from sourcekeeper import plugins
from sourcekeeper.model import Name, PartialDate
from sourcekeeper.ports import Entry
from sourcekeeper.testing.citing import an_entry

KINDS = ("webpage", "article-newspaper", "report")
COUNT = int(os.environ.get("BENCHMARK_ITEMS", "100000"))


def entries(count: int) -> Iterator[Entry]:
    """Yield works such as notes cite, no two alike, one at a time."""
    for index in range(count):
        yield an_entry(
            f"lovelace{index}video", archived=index % 2 == 0, type=KINDS[index % 3],
            title=f"Vidéosurveillance : « trois fois plus cher » & 50 % d’erreurs_{index}", container_title="La Vigie",
            author=(Name(family="Lovelace", given="Ada"), Name(literal="Collectif des caméras éteintes")),
            issued=PartialDate(start=(2000 + index % 25, index % 12 + 1, index % 28 + 1)), language="fr",
            publisher="La Vigie & fils", URL=f"https://vigie.example/2020/{index}/video_protection.html?a=1&b=2",
        )  # fmt: skip


def run() -> None:
    """Print CPU seconds, items a second and the peak of memory for each format, each in a process of its own."""
    print(f"{COUNT} items, each format in a process of its own; RSS of a process that exports none: {_rss(0):.0f} MB")
    peers = {name: _measured(f"peer:{name}", COUNT // 10) for name in PEERS}
    for name, (seconds, megabytes) in peers.items():
        speed = f"{seconds:7.2f} s CPU  {COUNT / 10 / seconds:9,.0f} items/s"
        print(f"{name:18} {speed}  peak {megabytes:5.0f} MB   (peer, {COUNT // 10} items)")
    for name in plugins.names("exporters"):
        seconds, megabytes = _measured(name, COUNT)
        ratios = "  ".join(f"{seconds / 10 / peer:5.2f} x {label}" for label, (peer, _) in peers.items())
        is_bib = name in ("biblatex", "bibtex")
        print(
            f"{name:18} {seconds:7.2f} s CPU  {COUNT / seconds:9,.0f} items/s  peak {megabytes:5.0f} MB"
            f"{'   ' + ratios if is_bib else ''}"
        )


def _rss(count: int) -> float:
    return _measured("csl-json", count)[1]


def _measured(what: str, count: int) -> tuple[float, float]:
    """Export in a new process; return CPU seconds and the peak of its memory in MB."""
    command = [sys.executable, "-m", "benchmarks.exporting", what, str(count)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    seconds, kilobytes = done.stdout.split()
    return float(seconds), float(kilobytes) / 1024


def _ours(name: str, count: int) -> float:
    exporter = plugins.load("exporters", name)()
    list(exporter.export(entries(10)))  # what is imported late
    started = time.process_time()
    with open(os.devnull, "w", encoding="utf-8") as nowhere:
        nowhere.writelines(exporter.export(entries(count)))
    making = time.process_time()
    for _ in entries(count):
        pass
    return making - started - (time.process_time() - making)


FIELDS = {
    "title": "Vidéosurveillance : « trois fois plus cher » \\& 50 \\% d’erreurs",
    "date": "2020-05-17",
    "journaltitle": "La Vigie",
    "url": "https://vigie.example/2020/1/video_protection.html?a=1&b=2",
    "urldate": "2024-07-20",
    "langid": "french",
    "note": "Archivé le 20 juillet 2024 : \\url{https://web.archive.org/web/20240720093000/https://vigie.example/}",
}
AUTHORS = "Lovelace, Ada and {Collectif des caméras éteintes}"


def _bibtexparser(count: int) -> float:
    from bibtexparser import write_string  # noqa: PLC0415  each peer in a process of its own
    from bibtexparser.library import Library  # noqa: PLC0415
    from bibtexparser.middlewares import default_unparse_stack  # noqa: PLC0415
    from bibtexparser.model import Entry as ParsedEntry  # noqa: PLC0415
    from bibtexparser.model import Field  # noqa: PLC0415

    made = [
        ParsedEntry(
            "article", f"key{index}", [Field(name, value) for name, value in (*FIELDS.items(), ("author", AUTHORS))]
        )
        for index in range(count)
    ]
    started = time.process_time()
    library = Library(made)
    write_string(library, unparse_stack=default_unparse_stack(allow_inplace_modification=True))
    return time.process_time() - started


def _pybtex(count: int) -> float:
    from pybtex.database import BibliographyData, Person  # noqa: PLC0415
    from pybtex.database import Entry as PybtexEntry  # noqa: PLC0415

    people = {"author": [Person("Lovelace, Ada"), Person("{Collectif des caméras éteintes}")]}
    made = {f"key{index}": PybtexEntry("article", dict(FIELDS), people) for index in range(count)}
    started = time.process_time()
    BibliographyData(made).to_string("bibtex")
    return time.process_time() - started


PEERS: dict[str, Callable[[int], float]] = {"bibtexparser": _bibtexparser, "pybtex": _pybtex}

if __name__ == "__main__":
    wanted, number = sys.argv[1], int(sys.argv[2])
    taken = PEERS[wanted.removeprefix("peer:")](number) if wanted.startswith("peer:") else _ours(wanted, number)
    print(taken, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
