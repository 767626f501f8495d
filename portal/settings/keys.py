"""Keys of a demonstration: made once, kept under VAR_DIR, never in the repository."""

import base64
import json
import os
import secrets
import tempfile
from pathlib import Path


def local_keys(path: Path) -> dict:
    """Return the keys kept in path; make them on the first start.

    Two processes may start at once: the file is linked into place whole, and
    whoever comes second reads the first one's keys.

    :raises OSError: path can be neither read nor written.
    """
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        keys = {"secret": secrets.token_urlsafe(50), "data": {"1": _key()}}
        keys |= {name: _key() for name in ("index", "link")}
        handle, name = tempfile.mkstemp(dir=path.parent)
        with os.fdopen(handle, "w") as file:
            json.dump(keys, file)
        try:
            os.link(name, path)
        except FileExistsError:
            pass
        finally:
            Path(name).unlink()
    return json.loads(path.read_text())


def _key() -> str:
    return base64.b64encode(secrets.token_bytes(32)).decode()
