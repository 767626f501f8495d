#!/usr/bin/env python3
"""Run a command beside throw-away servers, and stop them afterwards.

    services.py exec [--postgres] [--elasticsearch] -- pytest tests
    services.py install

Every server listens on a free port of 127.0.0.1, keeps its data in a temporary
folder, and is gone when the command ends. The command finds them by DATABASE_URL
and TEST_ELASTICSEARCH_URL. What is missing is installed when root runs this on
Debian or Ubuntu; otherwise the message names the packages.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
import zipfile
from collections.abc import Iterator
from pathlib import Path

ELASTICSEARCH = "8.19.3"
ARTIFACT = f"org.elasticsearch.distribution.integ-test-zip:elasticsearch:{ELASTICSEARCH}:zip"
CACHE = Path(os.environ.get("SERVICES_DIR") or Path.home() / ".cache" / "wijkportaal")
HOST = "127.0.0.1"
PATIENCE = 120  # seconds a server may take to start
CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PR_SET_PDEATHSIG = 1  # prctl(2)


class Missing(Exception):
    """Something must be installed first; the message says what."""


def postgres_folder() -> Path | None:
    """Return the folder of the newest installed PostgreSQL server's programs."""
    debian = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/initdb"),
        key=lambda path: float(path.parents[1].name),
    )
    found = debian[-1] if debian else shutil.which("initdb")
    return Path(found).resolve().parent if found else None


def missing_packages(postgres: bool, elasticsearch: bool, browser: bool) -> list[str]:
    """Return the Debian packages that still have to be installed."""
    wanted = []
    if postgres and postgres_folder() is None:
        wanted.append("postgresql")
    if elasticsearch and not shutil.which("java"):
        wanted.append("default-jre-headless")
    if elasticsearch and not shutil.which("mvn") and not _distribution().exists():
        wanted.append("maven")
    if browser and not any(map(shutil.which, CHROMIUM)):
        wanted.append("chromium")
    return wanted


def provide(postgres: bool, elasticsearch: bool, browser: bool) -> None:
    """Install what is missing where that is possible.

    :raises Missing: it is not; the message names the packages.
    """
    wanted = missing_packages(postgres, elasticsearch, browser)
    if not wanted:
        return
    if os.geteuid() == 0 and shutil.which("apt-get"):
        print(f"Installing {' '.join(wanted)} …", flush=True)
        environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
        quiet = {"stdout": subprocess.DEVNULL, "stdin": subprocess.DEVNULL, "check": False}
        subprocess.run(["apt-get", "-qq", "update"], env=environment, **quiet)
        subprocess.run(
            ["apt-get", "-qq", "install", "-y", "--no-install-recommends", *wanted],
            env=environment,
            **quiet,
        )
    still = missing_packages(postgres, elasticsearch, browser)
    if still:
        raise Missing(f"The tests need: apt-get install {' '.join(still)}")


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return probe.getsockname()[1]


def stop_with_us() -> None:
    """Ask Linux to stop this server when the process that watches it is killed."""
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def lesser_user() -> dict:
    """Return how to start a server that refuses to run as root."""
    if os.geteuid() != 0:
        return {}
    user = pwd.getpwnam("nobody")
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


@contextlib.contextmanager
def temporary_folder(name: str) -> Iterator[Path]:
    """Yield a temporary folder that the server's user owns."""
    with tempfile.TemporaryDirectory(prefix=f"wijkportaal-{name}-") as made:
        folder = Path(made)
        servant = lesser_user()
        if servant:
            os.chown(folder, servant["user"], servant["group"])
        yield folder


def _stop(process: subprocess.Popen, number: int) -> None:
    if process.poll() is None:
        os.killpg(process.pid, number)
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _wait(process: subprocess.Popen, ready, name: str, log: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and process.poll() is None:
        if ready():
            return
        time.sleep(0.2)
    raise Missing(f"{name} did not start:\n{log.read_text(errors='replace')[-3000:]}")


@contextlib.contextmanager
def postgres() -> Iterator[dict[str, str]]:
    """Run a PostgreSQL server; yield the environment that leads to it."""
    programs, port, servant = postgres_folder(), free_port(), lesser_user()
    with temporary_folder("postgres") as folder:
        data, log = folder / "data", folder / "log"
        subprocess.run(
            [programs / "initdb", "-D", data, "-U", "portal", "-A", "trust", "--no-sync"]
            + ["--encoding=UTF8", "--no-locale"],
            stdout=subprocess.DEVNULL,
            cwd=folder,
            check=True,
            **servant,
        )
        settings = {
            "listen_addresses": HOST,
            "port": port,
            "unix_socket_directories": folder,
            "fsync": "off",
            "synchronous_commit": "off",
            "full_page_writes": "off",
            "jit": "off",
            "max_connections": 200,
        }
        options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        with log.open("wb") as output:
            process = subprocess.Popen(
                [programs / "postgres", "-D", data, *options],
                stdout=output,
                stderr=output,
                cwd=folder,
                start_new_session=True,
                preexec_fn=stop_with_us,
                **servant,
            )
        try:
            known = ["-h", HOST, "-p", str(port), "-U", "portal"]
            createdb = [programs / "createdb", *known, "portal"]
            silent = {"capture_output": True, "check": False}
            _wait(
                process,
                lambda: not subprocess.run(createdb, **silent).returncode,
                "PostgreSQL",
                log,
            )
            yield {"DATABASE_URL": f"postgres://portal@{HOST}:{port}/portal"}
        finally:
            _stop(process, signal.SIGINT)  # fast shutdown: does not wait for clients


def _distribution() -> Path:
    return CACHE / f"elasticsearch-{ELASTICSEARCH}.zip"


def fetch_elasticsearch() -> Path:
    """Return the distribution, from the cache or else from Maven Central.

    :raises Missing: it cannot be had.
    """
    if not _distribution().exists():
        CACHE.mkdir(parents=True, exist_ok=True)
        print(f"Fetching Elasticsearch {ELASTICSEARCH} …", flush=True)
        command = ["mvn", "-B", "-q", "dependency:copy", f"-Dartifact={ARTIFACT}"]
        done = subprocess.run([*command, f"-DoutputDirectory={CACHE}"], check=False)
        if done.returncode or not _distribution().exists():
            raise Missing("Elasticsearch could not be fetched from Maven Central.")
    return _distribution()


@contextlib.contextmanager
def elasticsearch() -> Iterator[dict[str, str]]:
    """Run an Elasticsearch server; yield the environment that leads to it."""
    distribution, port, servant = fetch_elasticsearch(), free_port(), lesser_user()
    java = Path(shutil.which("java")).resolve().parents[1]
    with temporary_folder("elasticsearch") as folder:
        with zipfile.ZipFile(distribution) as archive:
            archive.extractall(folder)
        home = next(path for path in folder.iterdir() if path.is_dir())
        for program in (home / "bin").iterdir():
            program.chmod(0o755)
        log, settings = folder / "log", home / "config" / "elasticsearch.yml"
        settings.write_text(
            "discovery.type: single-node\n"
            "xpack.security.enabled: false\n"
            f"network.host: {HOST}\n"
            f"http.port: {port}\n"
            f"transport.port: {free_port()}\n"
            "node.store.allow_mmap: false\n"
            "cluster.routing.allocation.disk.threshold_enabled: false\n"
            f"path.data: {folder / 'data'}\n"
            f"path.logs: {folder / 'logs'}\n"
        )
        (folder / "tmp").mkdir()
        if servant:
            for path in folder.rglob("*"):
                os.chown(path, servant["user"], servant["group"])
        environment = os.environ | {
            "ES_JAVA_HOME": os.environ.get("JAVA_HOME") or str(java),
            "ES_JAVA_OPTS": "-Xms512m -Xmx512m",
            "ES_TMPDIR": str(folder / "tmp"),
            "HOME": str(folder),
        }
        with log.open("wb") as output:
            process = subprocess.Popen(
                [home / "bin" / "elasticsearch"],
                stdout=output,
                stderr=output,
                cwd=folder,
                env=environment,
                start_new_session=True,
                preexec_fn=stop_with_us,
                **servant,
            )
        url = f"http://{HOST}:{port}"
        try:
            _wait(process, lambda: answers(f"{url}/_cluster/health"), "Elasticsearch", log)
            yield {"TEST_ELASTICSEARCH_URL": url}
        finally:
            _stop(process, signal.SIGTERM)


def answers(url: str) -> bool:
    """Say whether a server answers well there."""
    try:
        with urllib.request.urlopen(url, timeout=5) as response:
            return response.status == 200
    except OSError:
        return False


def execute(options: list[str], command: list[str]) -> int:
    """Run command beside the servers that options name; return its exit code."""
    wanted = {"--postgres": postgres, "--elasticsearch": elasticsearch}
    provide("--postgres" in options, "--elasticsearch" in options, "--browser" in options)
    with contextlib.ExitStack() as stack:
        environment = dict(os.environ)
        for option, server in wanted.items():
            if option in options:
                environment |= stack.enter_context(server())
        return subprocess.run(command, env=environment, check=False).returncode


def main(arguments: list[str]) -> int:
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: sys.exit(143))
    try:
        if arguments == ["install"]:
            provide(True, True, True)
            return 0
        if arguments[:1] == ["exec"] and "--" in arguments:
            split = arguments.index("--")
            return execute(arguments[1:split], arguments[split + 1 :])
    except Missing as missing:
        print(missing, file=sys.stderr)
        return 1
    print(__doc__, file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
