"""Who asks a server: by token or password, told to nobody else and never printed."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from sparql_servers import Faulty, Reply, free_port, status

from graph.cli.group import command_line
from graph.remote import connection
from graph.remote.connection import Connection, Patience
from graph.remote.place import Credentials, handed_on, place_of, remote_place
from graph.store import open_store
from ontology.errors import StoreError, UsageError

SECRET = "a-secret-that-nobody-may-see"
BASIC = "Basic cmVhZGVyOnNlY3JldCB3b3Jk"  # reader:secret word


def run(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(command_line("en"), arguments)
    return result.exit_code, result.stdout + result.stderr


def authorizations(server: Faulty) -> set[str]:
    return {request.headers.get("authorization", "") for request in server.seen}


def test_a_token_of_the_environment_goes_with_every_request(failing: Faulty, monkeypatch):
    monkeypatch.setenv("WANGGE_STORE_TOKEN", SECRET)
    assert run("query", failing.store, "relations")[0] == 0
    assert authorizations(failing) == {f"Bearer {SECRET}"}


def test_a_token_may_stand_in_a_file(failing: Faulty, monkeypatch, tmp_path: Path):
    (tmp_path / "token").write_text(f"{SECRET}\n")
    monkeypatch.setenv("WANGGE_STORE_TOKEN_FILE", str(tmp_path / "token"))
    assert run("query", failing.store, "relations")[0] == 0
    assert authorizations(failing) == {f"Bearer {SECRET}"}


def test_a_file_that_is_not_there_is_named(failing: Faulty, monkeypatch):
    monkeypatch.setenv("WANGGE_STORE_TOKEN_FILE", "no/such/file")
    code, told = run("query", failing.store, "relations")
    assert (code, failing.seen) == (1, [])
    assert "no/such/file, named by WANGGE_STORE_TOKEN_FILE, cannot be read" in told


def test_a_user_and_a_password(failing: Faulty, monkeypatch):
    monkeypatch.setenv("WANGGE_STORE_USER", "reader")
    monkeypatch.setenv("WANGGE_STORE_PASSWORD", "secret word")
    assert run("query", failing.store, "relations")[0] == 0
    assert authorizations(failing) == {BASIC}


def test_a_user_and_a_password_in_the_address(failing: Faulty):
    address = failing.store.replace("://", "://reader:secret%20word@")
    assert run("query", address, "relations")[0] == 0
    assert authorizations(failing) == {BASIC}


def test_nothing_that_is_secret_is_printed_or_kept(failing: Faulty, tmp_path: Path, monkeypatch):
    page = tmp_path / "a.txt"
    page.write_text("7月21日，石门县招募120余名志愿者。\n", encoding="utf-8")
    address = failing.store.replace("://", f"://reader:{SECRET}@")
    call = ("build", str(page), "--store", address, "--work", str(tmp_path / "work"))
    told = [run(*call, "--log-level", "debug"), run(*call, "--json"), run("query", address, "x")]
    echoed = lambda server, request: Reply(400, {}, f"no, {SECRET}".encode())  # noqa: E731
    failing.faults = [echoed, echoed]
    told.append(run("query", address, "-e", "SELECT * { ?s ?p ?o }"))
    assert told[0][0] == 0
    assert SECRET not in str(told)
    assert "reader" not in str(told)
    for file in (tmp_path / "work").iterdir():
        assert SECRET.encode() not in file.read_bytes()


def test_processes_that_are_started_know_who_asks(failing: Faulty, tmp_path: Path, monkeypatch):
    monkeypatch.setenv("WANGGE_STORE_TOKEN", "of another server")
    address = failing.store.replace("://", "://reader:secret%20word@")
    folder = handed_on(place_of(address, tmp_path / "work"))
    place = remote_place(folder)
    assert place
    assert (place.query, place.credentials) == (
        failing.store,
        Credentials(user="reader", password="secret word"),
    )


def test_refused_credentials_are_told_of_once(failing: Faulty, monkeypatch):
    monkeypatch.setenv("WANGGE_STORE_TOKEN", SECRET)
    failing.faults = [status(403)] * 5
    code, told = run("query", failing.store, "relations")
    assert (code, len(failing.faults)) == (1, 4)
    assert told == (
        f"Error: {failing.address} (403): the credentials are refused; "
        "WANGGE_STORE_TOKEN, or WANGGE_STORE_USER and WANGGE_STORE_PASSWORD, have them\n"
    )


def test_a_server_that_has_moved_is_not_followed(failing: Faulty, monkeypatch):
    monkeypatch.setenv("WANGGE_STORE_TOKEN", SECRET)
    failing.faults = [status(301, location="http://elsewhere.invalid/sparql?x=1")]
    code, told = run("query", failing.store, "relations")
    assert (code, len(failing.seen)) == (1, 1)
    assert "has moved /sparql to http://elsewhere.invalid/sparql; name that" in told


def test_a_server_that_does_not_run_is_told_of_in_one_line():
    port = free_port()
    code, told = run("query", f"http://reader:secret@127.0.0.1:{port}/sparql", "relations")
    assert code == 1
    assert told == (
        f"Error: http://127.0.0.1:{port}: no connection (Connection refused); "
        "is the server running?\n"
    )


@pytest.mark.parametrize("address", ["http://", "http:///sparql", "http://h:port/x", "http://[::1"])
def test_what_is_no_address(address: str):
    with pytest.raises(UsageError, match="is no address of a SPARQL server"):
        place_of(address)


def test_a_working_folder_is_that_of_one_server(empty: str, failing: Faulty, tmp_path: Path):
    open_store(place_of(empty, tmp_path), "w").close()
    with pytest.raises(StoreError, match="is the working folder of http"):
        place_of(failing.store, tmp_path)


def test_a_store_on_disk_is_nobodys_working_folder(empty: str, tmp_path: Path):
    open_store(tmp_path / "news.kg", "w").close()
    with pytest.raises(StoreError, match=r"news\.kg is the working folder of a store of its own"):
        place_of(empty, tmp_path / "news.kg")


# waits


def test_a_server_that_says_how_long_is_waited_for(failing: Faulty, monkeypatch):
    slept = []
    monkeypatch.setattr("urllib3.util.retry.time.sleep", slept.append)
    failing.faults = [status(503, retry_after="7"), status(429, retry_after="99999"), status(503)]
    assert run("query", failing.store, "relations")[0] == 0
    assert slept == [7, 120]


def test_waits_double_up_to_a_bound_and_are_never_all_alike(monkeypatch):
    monkeypatch.undo()
    patience = Patience(first=1, longest=8)
    for number, longest in enumerate((1, 2, 4, 8, 8, 8), 1):
        waits = {connection._wait(patience, number) for _ in range(50)}
        assert len(waits) > 1
        assert min(waits) >= longest / 2
        assert max(waits) <= longest


def test_what_may_be_done_once_only_is_not_sent_twice(failing: Faulty):
    sender = Connection(Credentials())
    url = f"{failing.address}/update"
    failing.faults = [status(504)]
    assert sender.send("POST", url, b"", again=False).status == 504
    failing.faults = [status(503), status(429)]
    head = {"content-type": "application/sparql-update"}
    assert sender.send("POST", url, b"INSERT DATA {}", headers=head, again=False).good
    failing.faults = [lambda server, request: None] * 2
    with pytest.raises(StoreError, match="whether it was done is not known"):
        sender.send("POST", url, b"", again=False)
    assert len(failing.faults) == 1
    sender.close()
