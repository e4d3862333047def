"""Files that are heavy to draw, kept until what they are drawn from changes. Only views hand them out, no web server."""

import fcntl
import hashlib
import os
import shutil
import tempfile
from collections.abc import Callable
from functools import cache, partial
from pathlib import Path
from typing import Any, BinaryIO

from django.conf import settings
from django.db import transaction


def open_rendered(folder: str, name: str, stamp: str, draw: Callable[[], bytes]) -> BinaryIO:
    """The file `name` of a folder, opened for reading; `draw()` is called only when there is none with this stamp.

    The stamp must be taken before anything is read for the drawing: a decision made meanwhile changes the stamp, so a
    file that came too late is never found. Those who come while a file is being drawn wait for it.
    """
    there = Path(settings.RENDERED_FILES_ROOT) / folder / name
    path = there / stamp
    try:
        return path.open("rb")
    except FileNotFoundError:
        there.mkdir(parents=True, exist_ok=True)
    with (there / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not path.exists():
            _store(path, draw())
            for old in set(there.glob("[!.]*")) - {path}:
                old.unlink(missing_ok=True)
        return path.open("rb")


def make_stamp(*told: Any, by: tuple[Path, ...] = ()) -> str:
    """A stamp of what a file tells (by its `repr`) and of the code that draws it: an update of the site draws anew."""
    return hashlib.sha256(repr(told).encode() + b"".join(map(_code, by))).hexdigest()


@cache
def _code(path: Path) -> bytes:
    return path.read_bytes()


def _store(path: Path, content: bytes) -> None:
    """Under its name only when it is whole."""
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".", delete=False) as part:
        part.write(content)
    os.replace(part.name, path)


def forget(folder: str) -> None:
    """Nothing of what has just been decided against stays on the disk."""
    transaction.on_commit(partial(shutil.rmtree, Path(settings.RENDERED_FILES_ROOT) / folder, ignore_errors=True))
