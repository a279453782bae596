"""The Graphviz that draws: found, run as a child, its complaints weighed."""

import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from architecture.maps.child import Failed, Limits, run

DEFAULT = "graphviz-pure"
"""The pinned wheel's command; `dot` by setting."""

MEASURED = re.compile(r"too small|^in label of|width of non-ASCII|metrics for")
"""Complaints that mean nothing here: we measure in other fonts than the engine."""


_ENDS = {"svg": b"</svg>", "json0": b"}"}
"""How a whole picture ends."""


@dataclass(frozen=True)
class Engine:
    """A Graphviz command and its version, which is part of the cache key."""

    command: Path
    version: str

    def run(
        self, dot: str, *, layout: str, limits: Limits, form: str = "svg"
    ) -> tuple[bytes, list[str]]:
        """Draw DOT as SVG or JSON; return it with what the engine complained of.

        `layout` is `neato` for given positions or `dot`.  Raises `Failed`.
        """
        fixed = ["-n2"] if layout == "neato" else []
        command = [str(self.command), f"-K{layout}", *fixed, f"-T{form}"]
        code, drawn, said = run(command, dot.encode(), limits)
        if code not in {0, 1} or not drawn.rstrip().endswith(_ENDS[form]):
            raise Failed(f"keluar dengan {code}: {' '.join(said[:3])}")
        return drawn, [line for line in said if not MEASURED.search(line)]


@lru_cache(maxsize=8)
def find(setting: str = "") -> Engine:
    """Find the engine: the one set, else the pinned wheel's, else `dot`.

    Raises `Failed` when there is none.
    """
    for name in (setting,) if setting else (DEFAULT, "dot"):
        beside = Path(sys.executable).parent / name
        found = str(beside) if beside.is_file() else shutil.which(name)
        if found:
            return Engine(Path(found), _version(found))
    raise Failed("Graphviz tidak terpasang")


def _version(command: str) -> str:
    done = subprocess.run(  # noqa: S603 - our own engine
        [command, "-V"], capture_output=True, text=True, timeout=10, check=False
    )
    return (done.stderr or done.stdout).strip()
