"""Pin every dependency with its hash and without an address: `lock.py [--upgrade]`.

What is pinned stays as it is, unless `--upgrade` is given or pyproject.toml or
package.json asks for something else.
"""

import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from setup import LOG, ROOT, VENV, npm, trusting

ENVIRONMENT = trusting() | {"UV_CUSTOM_COMPILE_COMMAND": "make lock"}
COMPILE = [
    *(VENV / "bin" / "uv", "pip", "compile", "--quiet", "--universal"),
    *("--python-version", "3.11", "--generate-hashes", "--no-annotate"),
    "--no-emit-index-url",
]


def python_packages(upgrade: list[str]) -> None:
    """Write the three requirements files; the tools keep to what the portal has."""
    for asked in (
        ["pyproject.toml", "-o", "requirements.txt"],
        [
            *("pyproject.toml", "--group", "dev", "-c", "requirements.txt"),
            *("-o", "requirements-dev.txt"),
        ],
        ["--group", "node", "-o", "requirements-node.txt"],
    ):
        subprocess.run(
            [*COMPILE, *upgrade, *asked], cwd=ROOT, env=ENVIRONMENT, check=True
        )


def page_packages() -> None:
    """Write package-lock.json without the addresses that npm likes to note."""
    with tempfile.TemporaryDirectory(dir=LOG.parent) as folder:
        for name in ("package.json", "package-lock.json", ".npmrc"):
            if (ROOT / name).exists():
                shutil.copy(ROOT / name, folder)
        npm("install", "--package-lock-only", folder=folder)
        lock = json.loads((Path(folder) / "package-lock.json").read_bytes())
    for package in lock["packages"].values():
        for noise in ("funding", "resolved"):
            package.pop(noise, None)
    text = json.dumps(lock, indent=2, ensure_ascii=False) + "\n"
    (ROOT / "package-lock.json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    LOG.parent.mkdir(exist_ok=True)
    python_packages(sys.argv[1:])
    page_packages()
