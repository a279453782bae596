"""Files that commands write."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from architecture.errors import Refused


@contextmanager
def whole_file(out: Path) -> Iterator[Path]:
    """Let a file be written beside its place and move it there: all of it or nothing.

    Raises `Refused` if nothing can be written there.
    """
    try:
        handle, name = tempfile.mkstemp(suffix=out.suffix, dir=out.parent)
    except OSError as error:
        raise Refused(f"Tidak dapat menulis ke {out.parent}.") from error
    os.close(handle)
    beside = Path(name)
    try:
        yield beside
        beside.chmod(0o644)
        beside.replace(out)
    finally:
        beside.unlink(missing_ok=True)
