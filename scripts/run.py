#!/usr/bin/env python3
"""Start the whole portal on this machine: `make run`, or `run.py [--here]`.

Prepares what is not up to date, then starts the web server and the worker and
watches both until Ctrl-C or SIGTERM. PORT and VAR_DIR choose where. With --here
the Python that runs this also runs the portal, and nothing is installed.
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import fcntl
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from environment import ROOT, Refusal, ensure, newest_python  # noqa: E402

HOST = "127.0.0.1"
PATIENCE = 20  # seconds a process gets to stop
SOON = 10  # seconds: who stops within this after its start did not really start
TRIES = 5  # starts that fail in a row before we give up
PR_SET_PDEATHSIG = 1  # prctl(2)


def read_port() -> int:
    """Return the port to serve on, from PORT.

    :raises Refusal: PORT is no port number.
    """
    text = os.environ.get("PORT") or "8000"
    if not (text.isdecimal() and 0 < int(text) < 65536):
        raise Refusal(f"PORT must be a number from 1 to 65535; it is {text!r}.")
    return int(text)


def open_folder() -> Path:
    """Return the data folder, from VAR_DIR, made if need be.

    :raises Refusal: it cannot be written to.
    """
    folder = Path(os.environ.get("VAR_DIR") or ROOT / "var").absolute()
    try:
        # Signups, sessions and keys are in it: no other account of this machine looks inside.
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
        for path in (*folder.glob("portal.sqlite3*"), *folder.glob("keys.json")):
            if not os.access(path, os.W_OK):
                raise PermissionError(errno.EACCES, "no permission to write", str(path))
    except OSError as error:
        raise Refusal(
            f"The data folder {folder} cannot be written to ({error.strerror}). "
            "Make it writable, or choose another: VAR_DIR=/some/folder make run"
        ) from error
    return folder


def take_lock(folder: Path, port: int):
    """Return the open lock file: only one portal runs on a data folder.

    :raises Refusal: another one does.
    """
    lock = (folder / "run.lock").open("a+")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        lock.seek(0)
        who = lock.read().strip() or "it is just starting"
        raise Refusal(
            f"The portal already runs on {folder} ({who}). Stop it first, or start a second "
            "one beside it: VAR_DIR=/some/folder PORT=8001 make run"
        ) from error
    lock.truncate(0)
    lock.write(f"process {os.getpid()}, http://{HOST}:{port}/")
    lock.flush()
    return lock


def check_port(port: int) -> None:
    """:raises Refusal: something else listens on port."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            raise Refusal(
                f"Port {port} cannot be used ({error.strerror}). "
                f"Choose another: PORT={port + 1} make run"
            ) from error


def _die_with_parent() -> None:
    """Ask Linux to stop this process when the one that watches it is killed."""
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def step(environment: dict, *command: str) -> None:
    """Run one step of the preparation.

    :raises Refusal: it failed.
    """
    done = subprocess.run(
        command, cwd=ROOT, env=environment, check=False, preexec_fn=_die_with_parent
    )
    if done.returncode:
        raise Refusal(f"This step failed: {' '.join(Path(part).name for part in command)}")


class Watched:
    """A process that is started again when it stops by itself."""

    def __init__(self, name: str, command: list[str], environment: dict):
        self.name, self.command, self.environment = name, command, environment
        self.failures = 0
        self.start()

    def start(self) -> None:
        self.started = time.monotonic()
        self.process = subprocess.Popen(
            self.command,
            cwd=ROOT,
            env=self.environment,
            start_new_session=True,  # Ctrl-C reaches only us, and we stop it in order
            preexec_fn=_die_with_parent,  # noqa: PLW1509 - no threads here
        )

    def look_after(self) -> None:
        """Start the process again if it stopped.

        :raises Refusal: it does not stay up.
        """
        if self.process.poll() is None:
            return
        lived = time.monotonic() - self.started
        self.failures = self.failures + 1 if lived < SOON else 1
        if self.failures >= TRIES:
            raise Refusal(f"The {self.name} does not stay up; the lines above say why.")
        print(f"The {self.name} stopped ({self.process.returncode}); starting it again.")
        time.sleep(min(self.failures - 1, 5))
        self.start()

    def stop(self) -> None:
        if self.process.poll() is None:
            self.process.terminate()

    def wait(self) -> None:
        try:
            self.process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def answers(port: int) -> bool:
    try:
        urllib.request.urlopen(f"http://{HOST}:{port}/robots.txt", timeout=5)  # noqa: S310
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False
    return True


def greet(port: int, folder: Path) -> None:
    accounts = folder / "demo-accounts.txt"
    print(f"\nWijkportaal: http://{HOST}:{port}/   (Ctrl-C stops it)")
    print(f"The editor:  http://{HOST}:{port}/beheer/")
    if accounts.exists():
        print(f"Accounts:    {accounts}")


def serve(python: str, port: int, environment: dict) -> None:
    """Run web server and worker until SystemExit or KeyboardInterrupt.

    :raises Refusal: one of them does not stay up.
    """
    watched: list[Watched] = []
    try:
        gunicorn = [python, "-m", "gunicorn", "-c", "python:portal.serving"]
        bind = ["--bind", f"{HOST}:{port}"]
        watched.append(
            Watched("web server", [*gunicorn, *bind, "portal.wsgi:application"], environment)
        )
        watched.append(Watched("worker", [python, "manage.py", "worker"], environment))
        told = False
        while True:
            for process in watched:
                process.look_after()
            if not told and answers(port):
                greet(port, Path(environment["VAR_DIR"]))
                told = True
            time.sleep(0.3)
    finally:
        for process in watched:
            process.stop()
        for process in watched:
            process.wait()


def run(here: bool) -> None:
    newest_python()
    port, folder = read_port(), open_folder()
    lock = take_lock(folder, port)
    check_port(port)
    python = sys.executable if here else str(ensure("requirements.txt"))
    environment = {
        "BASE_URL": f"http://{HOST}:{port}",
        "DJANGO_SETTINGS_MODULE": "portal.settings.dev",
        "PYTHONUNBUFFERED": "1",
        **os.environ,
        "VAR_DIR": str(folder),
    }
    step(environment, python, "scripts/messages.py", "compile")
    step(environment, python, "manage.py", "prepare")
    with lock:
        serve(python, port, environment)


def _leave(number, frame):
    raise SystemExit(0)


def main(arguments: list[str]) -> int:
    sys.stdout.reconfigure(line_buffering=True)  # type: ignore[union-attr]
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _leave)
    try:
        run(here="--here" in arguments)
    except Refusal as refusal:
        print(refusal, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
