"""`python -m architecture.conflicts schemas [FOLDER]` writes the JSON Schemas."""

import argparse
import sys
from pathlib import Path

from architecture.conflicts.schemas import files


def main(arguments: list[str] | None = None) -> int:
    """Write the schemas and their tables into a folder, `docs/schemas` by default."""
    parser = argparse.ArgumentParser(prog="python -m architecture.conflicts")
    commands = parser.add_subparsers(dest="command", required=True)
    schemas = commands.add_parser("schemas", help="tulis skema JSON")
    schemas.add_argument("folder", nargs="?", type=Path, default=Path("docs/schemas"))
    folder: Path = parser.parse_args(arguments).folder
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in files().items():
            (folder / name).write_text(text, encoding="utf-8")
    except OSError as error:
        sys.stderr.write(f"Skema tidak dapat ditulis: {error.strerror}.\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
