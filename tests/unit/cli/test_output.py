"""Files appear whole or not at all, and nothing that is no file is ever replaced."""

import json
import os
import threading

import pytest

from sourcekeeper.cli.output import print_json, write_file
from sourcekeeper.errors import OutputError


def test_a_file_is_written_whole(tmp_path):
    write_file(tmp_path / "o.bib", ["één\n", "two\r\n"])
    assert (tmp_path / "o.bib").read_bytes() == "één\ntwo\r\n".encode()
    assert os.listdir(tmp_path) == ["o.bib"]


def test_a_failure_in_the_middle_leaves_the_old_file(tmp_path):
    def pieces():
        yield "half"
        raise OSError(28, "No space left on device")

    (tmp_path / "o.bib").write_text("old", encoding="utf-8")
    with pytest.raises(OutputError, match="No space left"):
        write_file(tmp_path / "o.bib", pieces())
    assert (tmp_path / "o.bib").read_text(encoding="utf-8") == "old"
    assert os.listdir(tmp_path) == ["o.bib"]


def test_a_link_stays_a_link(tmp_path):
    (tmp_path / "real.bib").write_text("old", encoding="utf-8")
    (tmp_path / "o.bib").symlink_to("real.bib")
    write_file(tmp_path / "o.bib", ["new"])
    assert (tmp_path / "o.bib").is_symlink()
    assert (tmp_path / "real.bib").read_text(encoding="utf-8") == "new"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_what_is_no_file_is_written_to_and_not_replaced(tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    read = []
    reader = threading.Thread(target=lambda: read.append(pipe.read_text(encoding="utf-8")))
    reader.start()
    write_file(pipe, ["through"])
    reader.join(timeout=10)
    assert read == ["through"]
    assert pipe.is_fifo()


def test_a_name_of_any_length_that_the_system_takes_will_do(tmp_path):
    write_file(tmp_path / ("n" * 251 + ".bib"), ["x"])
    assert len(os.listdir(tmp_path)) == 1


def test_half_a_character_is_replaced(tmp_path):
    write_file(tmp_path / "o.bib", ["a\ud800b"])
    assert (tmp_path / "o.bib").read_bytes() == b"a?b"


def test_json_is_utf_8_whatever_it_holds(capfd):
    print_json({"origin": "/tmp/n\udce9.txt", "title": "é"})
    out = capfd.readouterr().out
    assert out.encode("utf-8")
    assert json.loads(out) == {"origin": "/tmp/n\udce9.txt", "title": "é"}
