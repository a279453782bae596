"""Flat arrays in files: what several processes read without reading it into memory."""

from dataclasses import fields
from pathlib import Path
from typing import Any, Self

import numpy as np


class Arrays:
    """A dataclass of arrays, one file each; what was opened stays in its files."""

    def save(self, folder: Path) -> None:
        """Write one file an array."""
        folder.mkdir(parents=True, exist_ok=True)
        for name in self._names():
            np.save(folder / f"{name}.npy", getattr(self, name))

    @classmethod
    def open(cls, folder: Path) -> Self:
        """Return what was saved; its arrays stay in their files until they are read.

        Raises `OSError` or `ValueError` if a file is missing or broken.
        """
        return cls(**{name: opened(folder / f"{name}.npy") for name in cls._names()})

    @property
    def size(self) -> int:
        """Return how many bytes all arrays have."""
        return sum(getattr(self, name).nbytes for name in self._names())

    @classmethod
    def _names(cls) -> list[str]:
        made = fields(cls)  # type: ignore[arg-type]  # whoever inherits is a dataclass
        return [each.name for each in made]


def opened(path: Path) -> Any:
    """Return the array of a file, changes to which stay in this process.

    Raises `OSError` or `ValueError` if it is missing or broken.
    """
    try:
        # as a plain array, for each slice of a `memmap` costs microseconds more
        return np.asarray(np.load(path, mmap_mode="c"))
    except EOFError as error:
        raise ValueError(f"{path.name} kosong.") from error
    except ValueError:
        return np.load(path)  # an array without entries cannot be mapped
