"""The content itself, in Dutch: TOML that an editor can read."""

import tomllib
from pathlib import Path

FOLDER = Path(__file__).parent


def read(name: str) -> dict:
    """Return the content of one file, such as "places"."""
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


def read_folder(name: str) -> list[dict]:
    """Return the rows of every file in a folder, such as "partners", in order of file name.

    :raises KeyError: a file holds no table named after the folder.
    """
    return [
        row
        for path in sorted((FOLDER / name).glob("*.toml"))
        for row in tomllib.loads(path.read_text(encoding="utf-8"))[name]
    ]
