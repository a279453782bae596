"""Measure how candidates are found, beside bm25s, tantivy and rapidfuzz.

The same tokens for all, in one process, one query at a time; processor time.  Run
`python -m tests.bench.engines [HOW_MANY] [--long]`; rapidfuzz is left out of large
ones.
"""

import sys
import time
from collections.abc import Callable
from dataclasses import replace

import bm25s
import numpy as np
import tantivy
from rapidfuzz import fuzz, process

from architecture.duplicates import Index, Profile
from architecture.duplicates.shipping import shipped_matcher
from tests.bench.duplicates import asked, profiles

BEST = 50
ASKED = 300
FEW = 20  # questions that rapidfuzz is asked
LARGE = 100_000


def tokens(profile: Profile) -> list[str]:
    """Return what every engine reads of a profile."""
    text = f"{profile.name} {profile.function} {profile.description} "
    return shipped_matcher().tokens(text + profile.data_used)


def _report(name: str, built: float, ask: Callable[[int], object], count: int) -> None:
    spent = []
    for number in range(count):
        start = time.process_time()
        ask(number)
        spent.append((time.process_time() - start) * 1000)
    low, high = np.percentile(spent, [50, 95])
    print(
        f"{name:10} bangun {built:6.2f} s, tanya p50 {low:8.2f} ms, p95 {high:8.2f} ms"
    )


def main(count: int, *, long: bool = False) -> None:
    """Print a line for each engine."""
    made = profiles(count + ASKED, long=long)
    stored, fresh = made[:count], [replace(p, key=0) for p in made[count:]]
    read = [tokens(profile) for profile in stored]
    words = [tokens(profile) for profile in fresh]

    lengths = [len(each) for each in words]
    print(f"{count} profil, pertanyaan {np.median(lengths):.0f} kata yang berarti")
    start = time.process_time()
    index = Index(stored, source=lambda _keys: {})
    built = time.process_time() - start
    queries = [index.query(profile) for profile in fresh]
    _report("kita", built, lambda at: index.candidates(queries[at], BEST), ASKED)

    start = time.process_time()
    sparse = bm25s.BM25()
    sparse.index(read, show_progress=False)
    built = time.process_time() - start
    _report(
        "bm25s",
        built,
        lambda at: sparse.retrieve([words[at]], k=BEST, show_progress=False),
        ASKED,
    )

    start = time.process_time()
    engine, schema = _tantivy(read)
    built = time.process_time() - start
    searcher = engine.searcher()
    _report(
        "tantivy",
        built,
        lambda at: searcher.search(_either(schema, words[at]), BEST),
        ASKED,
    )
    if count <= LARGE:
        texts = [" ".join(each) for each in read]
        _report(
            "rapidfuzz",
            0.0,
            lambda at: process.extract(
                " ".join(words[at]), texts, scorer=fuzz.token_set_ratio, limit=BEST
            ),
            FEW,
        )


def _tantivy(read: list[list[str]]) -> tuple[tantivy.Index, tantivy.Schema]:
    schema = (
        tantivy.SchemaBuilder()
        .add_text_field("words", tokenizer_name="whitespace")
        .build()
    )
    engine = tantivy.Index(schema)
    writer = engine.writer(heap_size=256_000_000, num_threads=1)
    for each in read:
        writer.add_document(tantivy.Document(words=" ".join(each)))
    writer.commit()
    writer.wait_merging_threads()
    engine.reload()
    return engine, schema


def _either(schema: tantivy.Schema, words: list[str]) -> tantivy.Query:
    each = dict.fromkeys(words)
    return tantivy.Query.boolean_query(
        [
            (tantivy.Occur.Should, tantivy.Query.term_query(schema, "words", word))
            for word in each
        ]
    )


if __name__ == "__main__":
    number, wish = asked(sys.argv[1:])
    main(number, long=wish)
