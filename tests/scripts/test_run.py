import errno
import os
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from scripts import run

LIVES = [sys.executable, "-c", "import time; time.sleep(60)"]
DIES = [sys.executable, "-c", ""]


@pytest.mark.parametrize("text", ["abc", "0", "65536", "-1", "80a", "8000.5"])
def test_refuses_what_is_no_port(monkeypatch, text):
    monkeypatch.setenv("PORT", text)

    with pytest.raises(run.Refusal, match="PORT must be a number"):
        run.read_port()


@pytest.mark.parametrize(("text", "port"), [("", 8000), ("8001", 8001)])
def test_reads_the_port(monkeypatch, text, port):
    monkeypatch.setenv("PORT", text)

    assert run.read_port() == port


def test_makes_a_data_folder_that_only_its_owner_can_enter(monkeypatch, tmp_path):
    monkeypatch.setenv("VAR_DIR", str(tmp_path / "a" / "b"))

    assert run.open_folder().stat().st_mode & 0o777 == 0o700


def test_refuses_a_data_folder_that_cannot_be_written_to(monkeypatch, tmp_path):
    def refuses(*_, **__):
        raise OSError(errno.EROFS, os.strerror(errno.EROFS))

    monkeypatch.setenv("VAR_DIR", str(tmp_path))
    monkeypatch.setattr(run.tempfile, "TemporaryFile", refuses)

    with pytest.raises(run.Refusal, match=r"cannot be written to \(Read-only file system\)"):
        run.open_folder()


def test_refuses_a_file_where_the_data_folder_should_be(monkeypatch, tmp_path):
    (tmp_path / "var").write_text("")
    monkeypatch.setenv("VAR_DIR", str(tmp_path / "var"))

    with pytest.raises(run.Refusal, match="cannot be written to"):
        run.open_folder()


def test_refuses_a_second_start_on_the_same_data_and_names_the_first(tmp_path):
    first = run.take_lock(tmp_path, 8000)

    with pytest.raises(run.Refusal, match=f"process {os.getpid()}, http://127.0.0.1:8000/"):
        run.take_lock(tmp_path, 8001)

    first.close()


def test_starts_again_after_the_first_is_gone(tmp_path):
    run.take_lock(tmp_path, 8000).close()

    run.take_lock(tmp_path, 8000).close()


def test_refuses_a_port_that_is_taken():
    with socket.socket() as other:
        other.bind((run.HOST, 0))
        other.listen()
        port = other.getsockname()[1]

        with pytest.raises(run.Refusal, match=f"Port {port} cannot be used"):
            run.check_port(port)


def test_starts_a_process_again_that_was_killed():
    watched = run.Watched("worker", LIVES, dict(os.environ))
    watched.process.kill()
    watched.process.wait()

    watched.look_after()

    assert watched.process.poll() is None
    watched.stop()
    watched.wait()


def test_gives_up_on_a_process_that_does_not_stay_up(monkeypatch):
    monkeypatch.setattr(run.time, "sleep", lambda _: None)
    watched = run.Watched("worker", DIES, dict(os.environ))

    with pytest.raises(run.Refusal, match="The worker does not stay up"):
        for _ in range(run.TRIES):
            watched.process.wait()
            watched.look_after()


def test_what_it_watches_stops_when_it_is_killed_itself():
    code = (
        "import sys, os, time; sys.path.insert(0, '.'); from scripts import run; "
        f"w = run.Watched('worker', {LIVES!r}, dict(os.environ)); "
        "print(w.process.pid, flush=True); time.sleep(60)"
    )
    supervisor = subprocess.Popen(
        [sys.executable, "-c", code], cwd=run.ROOT, stdout=subprocess.PIPE, text=True
    )
    child = int(supervisor.stdout.readline())

    supervisor.kill()
    supervisor.wait()

    deadline = time.monotonic() + 10
    while _runs(child) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not _runs(child)


def _runs(pid):
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"  # dead, but not yet fetched by its new parent
