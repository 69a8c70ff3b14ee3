"""The sandbox over real sockets, asked by real clients: requests and libcurl."""

from __future__ import annotations

import http.client
import io
import json
import socket
import ssl
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pycurl
import pytest
import requests
from tests.e2e.conftest import PATIENCE_SECONDS
from waybackpy import WaybackMachineCDXServerAPI

from sourcekeeper.errors import NetworkUnavailable, UsageError
from sourcekeeper.sandbox.faults import Faults
from sourcekeeper.sandbox.join import join
from sourcekeeper.sandbox.kinds import Kind
from sourcekeeper.sandbox.pages import CitedPage
from sourcekeeper.sandbox.server import Sandbox

PAGE = "https://alive.kinds.example/article"
SAVE = "https://web.archive.org/save"


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    with Sandbox() as running:
        yield running


def session_for(sandbox: Sandbox) -> requests.Session:
    session = requests.Session()
    session.trust_env = False
    session.proxies = {"http": sandbox.proxy_url, "https": sandbox.proxy_url}
    session.verify = str(sandbox.ca_file)
    return session


@pytest.fixture
def session(sandbox: Sandbox) -> Iterator[requests.Session]:
    with session_for(sandbox) as made:
        yield made


def authorised(sandbox: Sandbox) -> dict[str, str]:
    return {"Authorization": f"LOW {sandbox.access_key}:{sandbox.secret_key}"}


def curl(sandbox: Sandbox, url: str, handle: pycurl.Curl | None = None, **options: object) -> tuple[int, bytes, str]:
    """Return status, body and headers."""
    own = handle or pycurl.Curl()
    body, head = io.BytesIO(), io.BytesIO()
    own.setopt(pycurl.URL, url)
    own.setopt(pycurl.PROXY, sandbox.proxy_url)
    own.setopt(pycurl.CAINFO, str(sandbox.ca_file))
    own.setopt(pycurl.WRITEDATA, body)
    own.setopt(pycurl.HEADERFUNCTION, head.write)
    own.setopt(pycurl.TIMEOUT, 20)
    for name, value in options.items():
        own.setopt(getattr(pycurl, name), value)
    try:
        own.perform()
        return own.getinfo(pycurl.RESPONSE_CODE), body.getvalue(), head.getvalue().decode("latin-1")
    finally:
        if handle is None:
            own.close()


def curl_error(sandbox: Sandbox, url: str, **options: object) -> int:
    with pytest.raises(pycurl.error) as caught:
        curl(sandbox, url, **options)
    code: int = caught.value.args[0]
    return code


class TestClients:
    @pytest.mark.parametrize("scheme", ["http", "https"])
    def test_requests_gets_any_host(self, session: requests.Session, scheme: str) -> None:
        answer = session.get(f"{scheme}://alive.kinds.example/un-bel-article", timeout=10)
        assert answer.status_code == 200
        assert "<article>" in answer.text

    @pytest.mark.parametrize("scheme", ["http", "https"])
    def test_curl_keeps_its_connection(self, sandbox: Sandbox, scheme: str) -> None:
        handle = pycurl.Curl()
        for number in range(4):
            status, body, _ = curl(sandbox, f"{scheme}://alive.kinds.example/{number}", handle)
            assert (status, b"<article>" in body) == (200, True)
            assert handle.getinfo(pycurl.NUM_CONNECTS) == (1 if number == 0 else 0)
        handle.close()

    def test_requests_keeps_its_connection(self, sandbox: Sandbox, session: requests.Session) -> None:
        before = threading.active_count()
        for number in range(5):
            session.get(f"https://alive.kinds.example/{number}", timeout=10)
        assert threading.active_count() == before + 1

    def test_heads_and_conditional_requests_keep_the_connection_in_step(self, session: requests.Session) -> None:
        assert session.head(PAGE, timeout=10).text == ""
        tag = session.get(PAGE, timeout=10).headers["ETag"]
        assert session.get(PAGE, headers={"If-None-Match": tag}, timeout=10).status_code == 304
        assert session.get(PAGE, timeout=10).status_code == 200

    def test_many_clients_at_once(self, sandbox: Sandbox) -> None:
        def visit(number: int) -> int:
            with session_for(sandbox) as session:
                answers = [session.get(f"https://h{number}.kinds.example/{path}", timeout=30) for path in range(5)]
            return sum(answer.status_code for answer in answers)

        with ThreadPoolExecutor(16) as pool:
            assert list(pool.map(visit, range(48))) == [1000] * 48

    def test_a_raw_client_may_use_plain_http_in_a_tunnel_and_chunked_bodies(self, sandbox: Sandbox) -> None:
        proxy = urlsplit(sandbox.proxy_url)
        connection = http.client.HTTPConnection(proxy.hostname or "", proxy.port or 0, timeout=10)
        connection.set_tunnel("web.archive.org", 80)
        body = iter([b"url=https%3A%2F%2F", b"alive.kinds.example%2F"])
        connection.request("POST", "/save", body=body, headers=authorised(sandbox), encode_chunked=True)
        assert "job_id" in json.loads(connection.getresponse().read())
        connection.close()


class TestMisbehaviour:
    @pytest.mark.parametrize(
        ("host", "status", "failure"),
        [
            ("nameless", 502, "name-not-found"),
            ("name-trouble", 502, "name-trouble"),
            ("refused", 502, "refused"),
            ("unanswered", 504, "timeout-connecting"),
        ],
    )
    def test_the_proxy_says_why_there_is_no_connection(
        self, sandbox: Sandbox, host: str, status: int, failure: str
    ) -> None:
        head = io.BytesIO()
        with pytest.raises(pycurl.error, match=f"response {status}"):
            curl(sandbox, f"https://{host}.kinds.example/", HEADERFUNCTION=head.write)
        assert f"HTTP/1.1 {status} Sandbox Failure {failure}\r\n".encode() in head.getvalue()
        assert f"X-Sandbox-Failure: {failure}\r\n".encode() in head.getvalue()
        assert b"Proxy-Status: sandbox; error=" in head.getvalue()
        plain = curl(sandbox, f"http://{host}.kinds.example/")
        assert (plain[0], f"X-Sandbox-Failure: {failure}" in plain[2]) == (status, True)

    @pytest.mark.parametrize(
        ("kind", "error"),
        [
            ("expired", pycurl.E_PEER_FAILED_VERIFICATION),
            ("wrong-host", pycurl.E_PEER_FAILED_VERIFICATION),
            ("untrusted", pycurl.E_PEER_FAILED_VERIFICATION),
            ("reset", pycurl.E_RECV_ERROR),
            ("cut", pycurl.E_PARTIAL_FILE),
        ],
    )
    def test_broken_answers_break_as_they_should(self, sandbox: Sandbox, kind: str, error: int) -> None:
        # Plain HTTP shows what the connection does; TLS faults need TLS, of course.
        scheme = "https" if kind in {"expired", "wrong-host", "untrusted"} else "http"
        assert curl_error(sandbox, f"{scheme}://{kind}.kinds.example/x") == error

    @pytest.mark.parametrize("kind", ["silent", "drip", "endless"])
    def test_endless_answers_run_into_the_client_s_deadline(self, sandbox: Sandbox, kind: str) -> None:
        error = curl_error(sandbox, f"https://{kind}.kinds.example/x", TIMEOUT_MS=400)
        assert error == pycurl.E_OPERATION_TIMEDOUT

    @pytest.mark.parametrize("kind", ["garbage", "long-headers"])
    def test_what_is_not_http_is_an_error(self, sandbox: Sandbox, kind: str) -> None:
        assert curl_error(sandbox, f"https://{kind}.kinds.example/x")

    def test_raw_bytes_in_a_location_arrive_raw(self, sandbox: Sandbox) -> None:
        head = curl(sandbox, "https://raw-location.kinds.example/x")[2]
        assert "/déjà trouvé.html" in head.encode("latin-1").decode("utf-8")
        assert curl(sandbox, "https://raw-location.kinds.example/d%C3%A9j%C3%A0%20trouv%C3%A9.html")[0] == 200

    def test_a_slow_page_comes_in_the_end(self, sandbox: Sandbox) -> None:
        assert curl_error(sandbox, "https://slow.kinds.example/x", TIMEOUT_MS=400) == pycurl.E_OPERATION_TIMEDOUT
        assert curl(sandbox, "https://slow.kinds.example/x")[0] == 200

    @pytest.mark.parametrize(
        "nonsense",
        [
            b"\r\n\r\n",
            b"GET\r\n\r\n",
            b"\x16\x03\x01\x02\x00\x01" + b"\x00" * 100 + b"\r\n\r\n",
            b"GET http://a.example/ HTTP/1.1\r\nno colon\r\n\r\n",
            b"POST / HTTP/1.1\r\nContent-Length: -5\r\n\r\n",
            b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n",
            b"GET ftp://a.example/ HTTP/1.1\r\n\r\n",
            b"GET http://[::1/ HTTP/1.1\r\n\r\n",
            b"CONNECT : HTTP/1.1\r\n\r\n",
            b"CONNECT a.example:99999999 HTTP/1.1\r\n\r\n",
            b"GET / HTTP/1.1\r\n" + b"A: b\r\n" * 20000,
        ],
    )
    def test_nonsense_ends_its_own_connection_only(self, sandbox: Sandbox, nonsense: bytes) -> None:
        proxy = urlsplit(sandbox.proxy_url)
        with socket.create_connection((proxy.hostname, proxy.port), timeout=10) as connection:
            try:
                connection.sendall(nonsense)
                connection.shutdown(socket.SHUT_WR)
                while connection.recv(65536):
                    pass
            except OSError:
                # Closed on us while we still talked: as good.
                pass
        assert curl(sandbox, PAGE)[0] == 200


class TestArchive:
    def test_save_poll_and_proof(self, sandbox: Sandbox, session: requests.Session) -> None:
        assert session.post(SAVE, data={"url": PAGE}, timeout=10).status_code == 401
        job = session.post(SAVE, data={"url": PAGE}, headers=authorised(sandbox), timeout=10).json()
        sandbox.advance(timedelta(seconds=5))
        status = session.get(f"{SAVE}/status/{job['job_id']}", headers=authorised(sandbox), timeout=10).json()
        proof = session.get(
            f"https://web.archive.org/web/{status['timestamp']}id_/{status['original_url']}",
            allow_redirects=False,
            timeout=10,
        )
        assert proof.headers["Memento-Datetime"]
        assert proof.text == session.get(PAGE, timeout=10).text
        assert sandbox.captures_made() == {PAGE: 1}

    def test_a_lost_answer_is_a_broken_connection_and_a_capture(self, sandbox: Sandbox) -> None:
        sandbox.faults = Faults.parse("lost-answer=once")
        with session_for(sandbox) as session, pytest.raises(requests.ConnectionError):
            session.post(SAVE, data={"url": PAGE}, headers=authorised(sandbox), timeout=10)
        sandbox.advance(timedelta(seconds=5))
        assert sandbox.captures_made() == {PAGE: 1}
        assert any(entry.get("event") == "capture-made" and entry["url"] == PAGE for entry in sandbox.log())

    def test_waybackpy_works_as_it_is(self, sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("HTTPS_PROXY", sandbox.proxy_url)
        monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(sandbox.ca_file))
        monkeypatch.delenv("NO_PROXY", raising=False)
        with session_for(sandbox) as session:
            for _ in range(3):
                session.post(SAVE, data={"url": PAGE}, headers=authorised(sandbox), timeout=10)
                sandbox.advance(timedelta(hours=2))
        # A page of two rows, then the rest by resume key.
        found = list(WaybackMachineCDXServerAPI(PAGE, user_agent="test", limit="2").snapshots())
        assert [snapshot.original for snapshot in found] == [PAGE] * 3
        assert all(len(snapshot.timestamp) == 14 for snapshot in found)

    def test_an_item_at_archive_org_is_a_page_like_any_other(self, session: requests.Session) -> None:
        assert "<article>" in session.get("https://archive.org/details/un-vieux-livre", timeout=10).text

    def test_the_log_has_a_line_a_request_and_no_keys(self, sandbox: Sandbox, session: requests.Session) -> None:
        session.post(SAVE, data={"url": PAGE}, headers=authorised(sandbox), timeout=10)
        last = sandbox.log()[-1]
        assert last.pop("time").endswith("Z")
        assert last == {"host": "web.archive.org", "method": "POST", "path": "/save", "status": 200, "keys": True}
        assert sandbox.secret_key not in sandbox.log_path.read_text()


class TestControl:
    def test_orders_at_run_time(self, sandbox: Sandbox, session: requests.Session) -> None:
        control = "http://sandbox.invalid"
        assert session.get(f"{control}/info", timeout=10).json()["proxy_url"] == sandbox.proxy_url
        assert session.post(f"{control}/faults", data="429,at=cdx", timeout=10).status_code == 200
        assert session.get("https://web.archive.org/cdx/search/cdx?url=a.example", timeout=10).status_code == 429
        assert session.get(f"{control}/faults", timeout=10).text == "at=cdx,429=1\n"
        assert session.post(f"{control}/faults", data="nonsense", timeout=10).status_code == 400
        session.post(f"{control}/kinds", data={"where": "alive.kinds.example", "kind": "gone"}, timeout=10)
        assert session.get(PAGE, timeout=10).status_code == 404
        session.post(f"{control}/clock", data={"advance": "3600"}, timeout=10)
        assert session.post(f"{control}/clock", data={"advance": "-1"}, timeout=10).status_code == 400
        assert session.get(f"{control}/nothing", timeout=10).status_code == 404
        assert session.get(f"{control}/captures", timeout=10).json() == {}
        assert "sandbox.invalid" in session.get(f"{control}/log", timeout=10).text

    def test_joining_gives_all_a_client_needs(self, sandbox: Sandbox) -> None:
        found = join(sandbox.proxy_url)
        assert found.proxy_url == sandbox.proxy_url
        assert Path(found.ca_file).read_bytes() == sandbox.ca_file.read_bytes()
        assert (found.access_key, found.secret_key) == (sandbox.access_key, sandbox.secret_key)

    @pytest.mark.parametrize("url", ["https://web.archive.org", "http://192.0.2.1:80", "nonsense", "http://[::1", ""])
    def test_a_sandbox_elsewhere_is_refused(self, url: str) -> None:
        with pytest.raises(UsageError):
            join(url)

    def test_joining_nothing_is_one_clear_line(self) -> None:
        with socket.create_server(("127.0.0.1", 0)) as silent:
            port = silent.getsockname()[1]
        with pytest.raises(NetworkUnavailable, match=f"no sandbox answers at http://127.0.0.1:{port}"):
            join(f"http://127.0.0.1:{port}")


class TestLife:
    def test_all_is_gone_when_it_stops(self) -> None:
        before = threading.active_count()
        with Sandbox() as running:
            folder = running.ca_file.parent
            with session_for(running) as session:
                session.get(PAGE, timeout=10)
        assert not folder.exists()
        assert threading.active_count() == before
        with pytest.raises(RuntimeError, match="not running"):
            _ = running.proxy_url

    def test_it_stops_at_once_though_clients_wait(self) -> None:
        running = Sandbox().start()
        proxy = urlsplit(running.proxy_url)
        waiting = [socket.create_connection((proxy.hostname, proxy.port), timeout=10) for _ in range(4)]
        for connection, kind in zip(waiting, ("silent", "drip", "endless", "slow"), strict=True):
            connection.sendall(f"GET http://{kind}.kinds.example/ HTTP/1.1\r\n\r\n".encode())
        tunnel = socket.create_connection((proxy.hostname, proxy.port), timeout=10)
        tunnel.sendall(b"CONNECT alive.kinds.example:443 HTTP/1.1\r\n\r\n")
        tunnel.recv(1000)
        context = ssl.create_default_context(cafile=str(running.ca_file))
        secured = context.wrap_socket(tunnel, server_hostname="alive.kinds.example")
        running.stop()  # it comes back: the silent ones are waited for by nobody
        running.stop()
        for connection in (*waiting, secured):
            connection.close()

    def test_a_state_folder_survives(self, tmp_path: Path) -> None:
        with Sandbox(tmp_path, pages=[CitedPage(url="https://a.example/x")]) as first:
            url, pem = first.proxy_url, first.ca_file.read_bytes()
            with session_for(first) as session:
                session.post(SAVE, data={"url": PAGE}, headers=authorised(first), timeout=10)
            first.advance(timedelta(seconds=5))
        with Sandbox(tmp_path) as second:
            assert (second.proxy_url, second.ca_file.read_bytes()) == (url, pem)
            assert second.captures_made() == {PAGE: 1}
            assert any(entry.get("event") == "capture-made" for entry in second.log())

    def test_one_folder_one_sandbox(self, tmp_path: Path) -> None:
        with Sandbox(tmp_path), pytest.raises(UsageError, match="another sandbox"):
            Sandbox(tmp_path).start()

    def test_a_damaged_state_is_one_clear_line(self, tmp_path: Path) -> None:
        (tmp_path / "archive.jsonl").write_text('{"job": 1, "mementos": []}\n{"cut off')
        with pytest.raises(UsageError, match="cannot be read"):
            Sandbox(tmp_path).start()

    def test_a_half_written_authority_is_made_anew(self, tmp_path: Path) -> None:
        with Sandbox(tmp_path) as first:
            first.ca_file.write_text("-----BEGIN CERT")
        with Sandbox(tmp_path) as second:
            assert curl(second, PAGE)[0] == 200

    def test_a_port_in_use_is_one_clear_line(self, sandbox: Sandbox) -> None:
        port = urlsplit(sandbox.proxy_url).port or 0
        with pytest.raises(UsageError, match="cannot start the sandbox"):
            Sandbox(port=port).start()

    def test_killed_and_started_again_it_goes_on(self, tmp_path: Path) -> None:
        program = (
            "import sys, time, pathlib\n"
            "from sourcekeeper.sandbox.server import Sandbox\n"
            "with Sandbox(pathlib.Path(sys.argv[1])) as s:\n"
            "    print(s.proxy_url, flush=True)\n"
            "    time.sleep(60)\n"
        )
        process = subprocess.Popen([sys.executable, "-c", program, str(tmp_path)], stdout=subprocess.PIPE, text=True)
        assert process.stdout is not None
        with process, process.stdout as output:
            found = join(output.readline().strip())
            with requests.Session() as session:
                session.trust_env = False
                session.post(
                    SAVE,
                    data={"url": PAGE},
                    headers={"Authorization": f"LOW {found.access_key}:{found.secret_key}"},
                    proxies={"https": found.proxy_url},
                    verify=found.ca_file,
                    timeout=10,
                )
            process.kill()
        with Sandbox(tmp_path) as again:
            assert again.proxy_url == found.proxy_url
            again.advance(timedelta(seconds=5))
            assert again.captures_made() == {PAGE: 1}

    def test_it_connects_to_nobody(self, tmp_path: Path) -> None:
        program = (
            "import sys, pathlib\n"
            "seen = []\n"
            "watched = {'socket.connect', 'socket.getaddrinfo', 'socket.gethostbyname', 'socket.sendto'}\n"
            "sys.addaudithook(lambda event, told: event in watched and seen.append((event, told[1:])))\n"
            "from sourcekeeper.sandbox.server import Sandbox\n"
            "with Sandbox(pathlib.Path(sys.argv[1])) as s:\n"
            "    print(s.proxy_url, flush=True)\n"
            "    sys.stdin.readline()\n"
            "print([call for call in seen if '127.0.0.1' not in str(call)])\n"
        )
        command = [sys.executable, "-c", program, str(tmp_path)]
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            found = join(process.stdout.readline().strip())
            with requests.Session() as session:
                session.trust_env = False
                session.proxies = {"http": found.proxy_url, "https": found.proxy_url}
                session.verify = found.ca_file
                keys = {"Authorization": f"LOW {found.access_key}:{found.secret_key}"}
                for url in (
                    PAGE,
                    "http://example.org/",
                    "https://archive.org/details/x",
                    "https://moved.kinds.example/x",
                ):
                    session.get(url, timeout=10)
                    session.post(SAVE, data={"url": url}, headers=keys, timeout=10)
            session.close()
            left, _ = process.communicate("\n", timeout=PATIENCE_SECONDS)
        assert left.strip() == "[]"

    def test_an_order_reaches_the_web(self, sandbox: Sandbox, session: requests.Session) -> None:
        sandbox.order("alive.kinds.example", Kind.REMOVED)
        assert sandbox.kind_of(PAGE) is Kind.REMOVED
        assert session.get(PAGE, timeout=10).status_code == 410
