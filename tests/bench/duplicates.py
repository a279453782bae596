"""Measure building, asking and changing an index of distinct profiles with a real skew.

Run `python -m tests.bench.duplicates [HOW_MANY] [--long] [--no-sweep]`; times are those
of the processor, in one process: others who work on the machine lengthen them less than
those of the clock.  Texts have about 17 words, or with `--long` 30 to 90 as in
proposals.
"""

import random
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np

from architecture.duplicates import Index, Profile, shipped
from architecture.duplicates.scales import Query
from architecture.duplicates.shipping import shipped_matcher
from architecture.duplicates.sweeping import joined, sweep
from architecture.duplicates.thesaurus import Concept

OFFICES = 60
GOVERNMENTS = 200
FILLERS = (
    "Aplikasi ini dibangun untuk mendukung pelayanan publik yang cepat dan transparan",
    "Sistem informasi berbasis web yang terintegrasi dengan pusat data daerah",
    "Memudahkan petugas dalam pencatatan dan pelaporan kegiatan harian",
    "",
    "",
)
OPENINGS = (
    "Selama ini pekerjaan dicatat di buku dan lembar kerja sehingga sulit direkap",
    "Dalam rangka reformasi birokrasi dan sesuai visi kepala daerah",
    "Usulan ini menjawab temuan evaluasi tahun lalu",
    "Berdasarkan peraturan daerah dan arahan pimpinan",
)
CLOSINGS = (
    "Manfaatnya data akurat, layanan cepat, dan tata kelola yang akuntabel",
    "Berbasis web dan mobile, terintegrasi dengan pusat data, dapat diakses kapan saja",
    "Anggaran dari DPA dinas, dikerjakan bertahap, diawali tiga kecamatan percontohan",
    "Diharapkan kinerja meningkat dan masyarakat puas terhadap pelayanan pemerintah",
)
SYLLABLES = ("si", "la", "mo", "ra", "ke", "pa", "ni", "tu", "da", "bi", "se", "go")


def profiles(count: int, seed: int = 7, *, long: bool = False) -> list[Profile]:
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
        filler = chance.choice(FILLERS)
        own = " ".join(_word(chance) for _ in range(chance.randint(2, 6)))
        name = _word(chance).upper()
        if chance.random() < 0.3:
            name = f"{name} ({concept.label})"
        told = f"{filler} {' dan '.join(said)} {own}"
        if long:
            beside = chance.choices(concepts, weights)[0]
            told = _proposal(chance, concept, beside, own)
        made.append(
            Profile(
                key=key,
                name=name,
                description=told,
                function=chance.choice((concept.label, "")),
                data_used="; ".join(concept.data[:2]),
                codes=(concept.rab,) if chance.random() < 0.5 else (),
                owner=chance.randint(1, OFFICES * GOVERNMENTS),
                government=chance.randint(1, GOVERNMENTS),
            )
        )
    return made


def _proposal(
    chance: random.Random, concept: Concept, beside: Concept, own: str
) -> str:
    """Return a text of 30 to 90 words: the work, a module, and much around it."""
    work = chance.sample(concept.variants, min(6, len(concept.variants)))
    module = chance.choice(beside.variants)
    around = chance.sample((*OPENINGS, *CLOSINGS), chance.randint(1, 4))
    sentences = [
        f"Aplikasi untuk {work[0]}: {', '.join(work[1:])} di {own}",
        f"Dilengkapi modul {module}",
        *around,
    ]
    chance.shuffle(sentences)
    return ". ".join(sentences) + "."


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


def asked(arguments: list[str]) -> tuple[int, bool]:
    """Return how many are wished, and whether with long texts."""
    counts = [int(each) for each in arguments if each.isdigit()]
    return counts[0] if counts else 27_400, "--long" in arguments


def main(count: int, *, long: bool = False, swept: bool = True) -> None:
    """Print the figures."""
    thesaurus, model = shipped()
    shipped_matcher()
    made = profiles(count + 1200, long=long)
    stored, fresh = made[:count], [replace(p, key=0) for p in made[count:]]
    by_key = {profile.key: profile for profile in stored}
    start = time.process_time()
    index = Index(stored, source=lambda keys: {key: by_key[key] for key in keys})
    spent = time.process_time() - start
    size = index.snapshot.size / count
    print(f"{count} profil, bangun {spent:.2f} CPU-detik, {size:.0f} bita tiap profil")
    with tempfile.TemporaryDirectory() as folder:
        index.save(Path(folder))
        start = time.perf_counter()
        Index.open(Path(folder), lambda keys: {key: by_key[key] for key in keys})
        print(f"buka {(time.perf_counter() - start) * 1000:.0f} ms")
    print("tanya  ", _times(index.similar, fresh[:1000]))
    kept = [_kept(index, index.query(profile)) for profile in fresh[:1000]]
    print(f"terjaga {np.mean(kept):.5f}, paling sedikit {min(kept):.3f}")
    if swept:
        start = time.process_time()
        pairs = joined(sweep(index.snapshot, thesaurus, model))
        spent = time.process_time() - start
        each = f"{spent / count * 1000:.3f} ms tiap profil"
        print(f"sapu {spent:.1f} CPU-detik, {each}, {len(pairs)} pasangan")
    changed = [replace(p, key=count + at) for at, p in enumerate(fresh[:1000], 1)]
    by_key.update({profile.key: profile for profile in changed})
    print("ubah   ", _times(lambda profile: index.apply([profile]), changed))
    print("tanya  ", _times(index.similar, fresh[1000:]))


def _kept(index: Index, query: Query) -> float:
    """Return which part of the best likeness the fifty that are met have."""
    _, found = index.candidates(query, 50)
    _, best = index.candidates(query, 50, budget=10**9, weighed=20_000)
    return float(found.sum() / best.sum()) if len(best) else 1.0


if __name__ == "__main__":
    number, wish = asked(sys.argv[1:])
    main(number, long=wish, swept="--no-sweep" not in sys.argv)
