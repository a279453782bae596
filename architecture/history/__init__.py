"""Note what changes, and seal it into the chain of its government before the commit.

Operations call `note` as they change things.  Whoever commits calls `seal` first: it
gives each government that was touched one entry with the next sequence and a hash
over the canonical text and the hash before it, under a row lock on the head, so the
order of commits is the order of sequences.  `verify` walks a chain and tells the first
entry that is not what was sealed.
"""

from architecture.history.chain import (
    canonical,
    chained,
    head_of,
    heads,
    heads_with_hashes,
    holds,
    seal,
)
from architecture.history.noting import (
    change,
    difference,
    discard,
    note,
    pending,
    plain,
)
from architecture.history.reading import changed_since, of
from architecture.history.verifying import Expected, Verified, expected, verify

__all__ = [
    "Expected",
    "Verified",
    "canonical",
    "chained",
    "change",
    "changed_since",
    "difference",
    "discard",
    "expected",
    "head_of",
    "heads",
    "heads_with_hashes",
    "holds",
    "note",
    "of",
    "pending",
    "plain",
    "seal",
    "verify",
]
