"""Three real Elasticsearch nodes on one machine, each of which can be killed and started again.

Used by the tests of search that take nodes away. The nodes share one unpacked distribution; each
has its own settings, data and ports, and all are gone when the context ends.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

from scripts import services

NODES = 3


class Node:
    """One node: where it listens, and its process while it runs."""

    def __init__(self, folder: Path, home: Path, name: str, transports: list[int], port: int):
        self.folder = folder / name
        self.home = home
        self.url = f"http://{services.HOST}:{port}"
        self.process: subprocess.Popen | None = None
        number = int(name.removeprefix("node"))
        seeds = ", ".join(f'"{services.HOST}:{transport}"' for transport in transports)
        names = ", ".join(f'"node{one}"' for one in range(len(transports)))
        for part in ("data", "logs", "tmp"):
            (self.folder / part).mkdir(parents=True)
        shutil.copytree(home / "config", self.folder / "config")
        (self.folder / "config" / "elasticsearch.yml").write_text(
            "cluster.name: wijkportaal\n"
            f"node.name: {name}\n"
            "xpack.security.enabled: false\n"
            f"network.host: {services.HOST}\n"
            f"http.port: {port}\n"
            f"transport.port: {transports[number]}\n"
            f"discovery.seed_hosts: [{seeds}]\n"
            f"cluster.initial_master_nodes: [{names}]\n"
            "node.store.allow_mmap: false\n"
            "cluster.routing.allocation.disk.threshold_enabled: false\n"
            f"path.data: {self.folder / 'data'}\n"
            f"path.logs: {self.folder / 'logs'}\n"
        )

    @property
    def runs(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def start(self) -> None:
        """Start the node; it may take some seconds before it answers."""
        java = Path(shutil.which("java")).resolve().parents[1]
        environment = os.environ | {
            "ES_JAVA_HOME": os.environ.get("JAVA_HOME") or str(java),
            "ES_JAVA_OPTS": "-Xms400m -Xmx400m",
            "ES_TMPDIR": str(self.folder / "tmp"),
            "ES_PATH_CONF": str(self.folder / "config"),
            "HOME": str(self.folder),
        }
        with (self.folder / "log").open("ab") as output:
            self.process = subprocess.Popen(
                [self.home / "bin" / "elasticsearch"],
                stdout=output,
                stderr=output,
                cwd=self.folder,
                env=environment,
                start_new_session=True,
                preexec_fn=services.stop_with_us,
                **services.lesser_user(),
            )

    def kill(self) -> None:
        """End the node at once, as a power cut does."""
        if self.process is not None and self.runs:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


class Cluster:
    def __init__(self, nodes: list[Node]):
        self.nodes = nodes

    @property
    def urls(self) -> list[str]:
        return [node.url for node in self.nodes]

    def start(self) -> None:
        """Start every node that does not run, and wait until all shards have their copies."""
        for node in self.nodes:
            if not node.runs:
                node.start()
        query = f"wait_for_nodes={len(self.nodes)}&wait_for_status=green&timeout=5s"
        deadline = time.monotonic() + 2 * services.PATIENCE
        while time.monotonic() < deadline:
            if services.answers(f"{self.nodes[0].url}/_cluster/health?{query}"):
                return
            time.sleep(0.5)
        raise services.Missing("the cluster did not start")

    def kill(self) -> None:
        for node in self.nodes:
            node.kill()


@contextlib.contextmanager
def running() -> Iterator[Cluster]:
    """Run a cluster of three nodes.

    :raises Missing: it cannot be started.
    """
    services.provide(False, True, False)
    distribution = services.fetch_elasticsearch()
    with services.temporary_folder("cluster") as folder:
        with zipfile.ZipFile(distribution) as archive:
            archive.extractall(folder)
        home = next(path for path in folder.iterdir() if path.is_dir())
        for program in (home / "bin").iterdir():
            program.chmod(0o755)
        transports = [services.free_port() for _ in range(NODES)]
        nodes = [
            Node(folder, home, f"node{number}", transports, services.free_port())
            for number in range(NODES)
        ]
        servant = services.lesser_user()
        if servant:
            for path in folder.rglob("*"):
                os.chown(path, servant["user"], servant["group"])
        cluster = Cluster(nodes)
        try:
            cluster.start()
            yield cluster
        finally:
            cluster.kill()
