"""What belongs to an account rather than to a store: the ban of an earlier run, and the real state left alone."""

import json
from pathlib import Path

URL = "https://alive.kinds.example/article"


def archive_requests(sandbox):
    lines = [json.loads(line) for line in Path(sandbox.log_path).read_text(encoding="utf-8").splitlines()]
    return sum(line.get("host", "").endswith("archive.org") for line in lines)


def test_a_run_after_a_ban_does_not_knock_before_the_hour_is_over(command, make_sandbox):
    sandbox = make_sandbox("ban")
    line = ("archive", URL, f"--sandbox={sandbox.proxy_url}", "--store", "s.db", "--json")
    first = command(*line)
    assert first.code == 4
    assert "refuses connections from this network" in first.err
    sandbox.faults = type(sandbox.faults)()  # it would answer again
    asked = archive_requests(sandbox)
    second = command(*line)
    assert second.code == 4
    assert "shuts this network out, until about" in second.err
    assert archive_requests(sandbox) == asked
    assert [capture["state"] for capture in json.loads(second.out)["captures"]] == ["queued"]


def test_the_sandbox_keeps_its_accounts_beside_the_store_and_leaves_the_real_ones_alone(command, make_sandbox):
    sandbox = make_sandbox()
    done = command("archive", URL, f"--sandbox={sandbox.proxy_url}", "--store", "s.db")
    assert done.code == 0, done.err
    (books,) = (command.folder / "s.db.sandbox" / "account").glob("*.json")
    assert sum(json.loads(books.read_text())["captures"].values()) == 1
    assert not list((command.folder / "home").rglob("*.lease"))
