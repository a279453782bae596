"""Measure building, asking and changing an index of distinct profiles with a real skew.

Run `python tests/bench/duplicates.py [HOW_MANY]`; times are those of the processor, in
one process: others who work on the machine lengthen them less than those of the clock.
"""

import random
import sys
import time
from collections.abc import Callable
from dataclasses import replace

import numpy as np

from architecture.duplicates import Index, Profile, shipped

OFFICES = 60
GOVERNMENTS = 200
FILLERS = (
    "Aplikasi ini dibangun untuk mendukung pelayanan publik yang cepat dan transparan",
    "Sistem informasi berbasis web yang terintegrasi dengan pusat data daerah",
    "Memudahkan petugas dalam pencatatan dan pelaporan kegiatan harian",
    "",
    "",
)
SYLLABLES = ("si", "la", "mo", "ra", "ke", "pa", "ni", "tu", "da", "bi", "se", "go")


def profiles(count: int, seed: int = 7) -> list[Profile]:
    """Return distinct profiles: common functions often, rare words and names of own."""
    chance = random.Random(seed)  # noqa: S311 - no secret, only figures
    concepts = list(shipped()[0].concepts)
    chance.shuffle(concepts)
    weights = [1 / (rank + 3) for rank in range(len(concepts))]
    made = []
    for key in range(1, count + 1):
        concept = chance.choices(concepts, weights)[0]
        some = min(chance.randint(1, 3), len(concept.variants))
        said = chance.sample(concept.variants, some)
        own = " ".join(_word(chance) for _ in range(chance.randint(2, 6)))
        name = _word(chance).upper()
        if chance.random() < 0.3:
            name = f"{name} ({concept.label})"
        made.append(
            Profile(
                key=key,
                name=name,
                description=f"{chance.choice(FILLERS)} {' dan '.join(said)} {own}",
                function=chance.choice((concept.label, "")),
                data_used="; ".join(concept.data[:2]),
                codes=(concept.rab,) if chance.random() < 0.5 else (),
                owner=chance.randint(1, OFFICES * GOVERNMENTS),
                government=chance.randint(1, GOVERNMENTS),
            )
        )
    return made


def _word(chance: random.Random) -> str:
    return "".join(chance.choice(SYLLABLES) for _ in range(chance.randint(2, 4)))


def _times(work: Callable[[Profile], object], over: list[Profile]) -> str:
    spent = []
    for profile in over:
        start = time.process_time()
        work(profile)
        spent.append((time.process_time() - start) * 1000)
    low, high = np.percentile(spent, [50, 95])
    return f"p50 {low:.2f} ms, p95 {high:.2f} ms, paling lama {max(spent):.2f} ms"


def main(count: int) -> None:
    """Print the figures."""
    shipped()
    made = profiles(count + 1200)
    stored, fresh = made[:count], made[count:]
    start = time.process_time()
    index = Index(stored)
    print(f"{count} profil, bangun {time.process_time() - start:.2f} CPU-detik")
    print("tanya  ", _times(index.similar, fresh[:1000]))
    print("ubah   ", _times(lambda profile: index.apply([profile]), fresh[:1000]))
    print("tanya  ", _times(index.similar, fresh[1000:]))
    start = time.process_time()
    index.apply(replace(p, description=p.description + " x") for p in stored[::2])
    print(f"ubah {count // 2} sekaligus {time.process_time() - start:.2f} CPU-detik")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 27_400)
