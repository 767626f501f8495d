#!/usr/bin/env python3
"""Look the code over without running it. Says everything that fails, not the first only."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import keys

ROOT = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent
APPS = ["portal", "search", "news", "concerns", "signups", "imports", "activities"]
APPS += ["partners", "venues", "pictures", "vault", "common", "participation"]


def throwaway_production() -> dict[str, str]:
    """Return settings that a production start asks for, with keys made for this one check."""
    return keys.environment() | {
        "DJANGO_SETTINGS_MODULE": "portal.settings.production",
        "ALLOWED_HOSTS": "portal.example",
        "BASE_URL": "https://portal.example",
    }


def typed() -> list[str]:
    """Return the files whose types are checked."""
    names = ("operations.py", "operations", "forms.py", "engines")
    return [
        str(path.relative_to(ROOT))
        for app in APPS
        for path in (ROOT / app).rglob("*")
        if path.name in names
    ]


def steps() -> dict[str, list[str]]:
    """Return each step's name and command; programs come from the virtual environment."""
    python = sys.executable
    return {
        "ruff": [str(BIN / "ruff"), "check", "."],
        "ruff format": [str(BIN / "ruff"), "format", "--check", "."],
        "djhtml": [str(BIN / "djhtml"), "--check", "--tabwidth", "2", "templates"],
        "curlylint": [str(BIN / "curlylint"), "templates"],
        "mypy": [str(BIN / "mypy"), *typed()],
        "import-linter": [str(BIN / "lint-imports")],
        "messages": [python, "scripts/messages.py", "check"],
        "migrations": [python, "manage.py", "makemigrations", "--check", "--dry-run", *APPS],
        "check --deploy": [python, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
    }


def audit() -> bool:
    """Look up known weaknesses of the pinned packages; return whether none was found.

    A package that cannot be looked up is counted aloud: silence is no good news.
    """
    command = [str(BIN / "pip-audit"), "--requirement", "requirements.txt", "--disable-pip"]
    command += ["--no-deps", "--format", "json", "--progress-spinner", "off", "--timeout", "10"]
    try:
        done = subprocess.run(
            command, cwd=ROOT, capture_output=True, text=True, timeout=300, check=False
        )
        packages = json.loads(done.stdout)["dependencies"]
    except (subprocess.TimeoutExpired, ValueError, KeyError):
        print("not audited: the list of known weaknesses cannot be reached")
        return True
    skipped = [package["name"] for package in packages if "skip_reason" in package]
    weak = [package for package in packages if package.get("vulns")]
    for package in weak:
        told = ", ".join(found["id"] for found in package["vulns"])
        print(f"{package['name']} {package['version']}: {told}")
    print(f"audited {len(packages) - len(skipped)} packages, not audited {len(skipped)}")
    return not weak


def main() -> int:
    environment = os.environ | {"VAR_DIR": os.environ.get("VAR_DIR", str(ROOT / "var"))}
    failed = []
    for name, command in steps().items():
        own = throwaway_production() if name == "check --deploy" else {}
        print(f"--- {name}", flush=True)
        if subprocess.run(command, cwd=ROOT, env=environment | own, check=False).returncode:
            failed.append(name)
    print("--- pip-audit", flush=True)
    if not audit():
        failed.append("pip-audit")
    print(f"not well: {', '.join(failed)}" if failed else "lint: all well")
    return bool(failed)


if __name__ == "__main__":
    sys.exit(main())
