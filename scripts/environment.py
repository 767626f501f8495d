#!/usr/bin/env python3
"""Make the virtual environment: `environment.py requirements-dev.txt [folder]`.

Uses the standard library only, since it runs before anything is installed.
Does nothing when the requirements are those of the last time; a start that was
killed half-way is noticed, and the environment made anew.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
OLDEST = (3, 11)


class Refusal(Exception):
    """Something outside the project is missing or in the way; the message says what."""


def newest_python() -> None:
    """Go on under Python 3.11 or newer: this one, or another that is installed.

    :raises Refusal: there is none.
    """
    if sys.version_info >= OLDEST:
        return
    for minor in range(20, OLDEST[1] - 1, -1):
        found = shutil.which(f"python3.{minor}")
        if found:
            os.execv(found, [found, *sys.argv])
    have = ".".join(map(str, sys.version_info[:3]))
    raise Refusal(f"Python 3.11 or newer is needed; this is {have}. Install it and try again.")


def ensure(requirements: str, folder: Path = ROOT / ".venv") -> Path:
    """Return the Python of an environment in folder that has what requirements asks for.

    :raises Refusal: no environment can be made, or the packages cannot be had.
    """
    # The folder of the project itself is the lock: two starts install one after the other.
    lock = os.open(ROOT, os.O_RDONLY)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        return _ensure(ROOT / requirements, folder)
    finally:
        os.close(lock)


def _ensure(requirements: Path, folder: Path) -> Path:
    python = folder / "bin" / "python"
    stamp, unfinished = folder / f"installed-{requirements.name}", folder / "unfinished"
    wanted = _fingerprint(requirements)
    if stamp.exists() and stamp.read_text() == wanted and not unfinished.exists():
        return python
    if unfinished.exists() or not _works(python):
        _create(folder)
    unfinished.touch()
    print(f"Installing the packages of {requirements.name}; the first time takes a minute.")
    command = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    if subprocess.run([*command, "-r", str(requirements)], check=False).returncode:
        raise Refusal("The packages could not be installed; the lines above say why.")
    stamp.write_text(wanted)
    unfinished.unlink()
    return python


def _fingerprint(requirements: Path) -> str:
    digest = hashlib.sha256(".".join(map(str, sys.version_info[:2])).encode())
    for path in sorted({requirements, ROOT / "requirements.txt"}):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _works(python: Path) -> bool:
    try:
        tried = subprocess.run(
            [str(python), "-m", "pip", "--version"], capture_output=True, check=False
        )
    except OSError:
        return False
    return tried.returncode == 0


def _create(folder: Path) -> None:
    made = subprocess.run(
        [sys.executable, "-m", "venv", "--clear", str(folder)],
        capture_output=True,
        text=True,
        check=False,
    )
    if made.returncode:
        print(made.stdout + made.stderr, file=sys.stderr)
        raise Refusal(
            f"No environment could be made in {folder}. "
            "On Debian or Ubuntu: apt-get install python3-venv"
        )


def main(arguments: list[str]) -> int:
    try:
        newest_python()
        folder = Path(arguments[1]).absolute() if len(arguments) > 1 else ROOT / ".venv"
        ensure(arguments[0], folder)
    except Refusal as refusal:
        print(refusal, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
