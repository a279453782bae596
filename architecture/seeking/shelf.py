"""The index: a file of SQLite with every three letters of what can be found.

It is derived data, shared by the processes of one host, whatever the database of the
portal is.  It can be deleted at any time.  Statements are put together of our own words
and of numbers; what people wrote is bound.
"""
# ruff: noqa: S608

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from architecture.layers import Layer
from architecture.seeking.reading import Entry
from architecture.seeking.wording import Query

FORMAT = 1
"""Counted up when what the file holds changes; an older file is built anew."""

Heads = Mapping[int, tuple[int, str]]

_TABLES = """
CREATE TABLE heads (government INTEGER PRIMARY KEY, sequence INTEGER, hash TEXT);
CREATE TABLE docs (
    doc INTEGER PRIMARY KEY, shared INTEGER, government INTEGER, organisation INTEGER,
    layer TEXT, live INTEGER, name TEXT
);
CREATE INDEX docs_name ON docs (name);
CREATE TABLE keys (
    word TEXT, doc INTEGER, tier INTEGER, PRIMARY KEY (word, doc)
) WITHOUT ROWID;
CREATE INDEX keys_doc ON keys (doc);
CREATE VIRTUAL TABLE texts USING fts5(
    name, codes, former, body, tokenize='trigram', columnsize=0
);
"""
_WAITING = 2.0
"""Seconds to wait for who writes; then it is being built."""


MOST = 300
"""So many that are called so, and so many that say so, are looked at."""


@dataclass(frozen=True, slots=True)
class Match:
    """An element that answers to a text."""

    element: int
    layer: Layer


@dataclass(frozen=True, slots=True)
class Narrowed:
    """Whose entries are looked at: all of `own`, of others what is shared."""

    own: frozenset[int]
    layer: Layer | None = None
    organisations: frozenset[int] = frozenset()


class File:
    """The index of one host; each call opens it anew, so threads do not meet."""

    def __init__(self, path: Path) -> None:
        """Use a file, which need not exist."""
        self.path = path

    @contextmanager
    def opened(self, *, writing: bool = False) -> Iterator["Opened"]:
        """Open the index; what is written stays, or nothing of it."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        link = sqlite3.connect(self.path, timeout=_WAITING, isolation_level=None)
        try:
            link.execute("PRAGMA journal_mode = WAL")
            link.execute("PRAGMA synchronous = OFF")
            link.execute("BEGIN IMMEDIATE" if writing else "BEGIN")
            yield Opened(link)
            link.execute("COMMIT")
        finally:
            link.close()


class Opened:
    """An open index."""

    def __init__(self, link: sqlite3.Connection) -> None:
        """Take a connection in a transaction."""
        self.link = link

    def heads(self) -> dict[int, tuple[int, str]] | None:
        """Return how far it followed which histories; None if it must be built."""
        if self.link.execute("PRAGMA user_version").fetchone()[0] != FORMAT:
            return None
        rows = self.link.execute("SELECT government, sequence, hash FROM heads")
        return {key: (at, head) for key, at, head in rows}

    def empty(self) -> None:
        """Throw away what is there."""
        names = ("heads", "docs", "keys", "texts")
        for name in names:
            self.link.execute(f"DROP TABLE IF EXISTS {name}")
        for statement in _TABLES.split(";"):
            self.link.execute(statement)
        self.link.execute(f"PRAGMA user_version = {FORMAT}")

    def followed(self, heads: Heads) -> None:
        """Say how far it follows which histories."""
        self.link.execute("DELETE FROM heads")
        rows = [(key, at, head) for key, (at, head) in heads.items()]
        self.link.executemany("INSERT INTO heads VALUES (?, ?, ?)", rows)

    def replace(self, elements: Iterable[int], entries: Iterable[Entry]) -> None:
        """Put entries in the place of all that was said of some elements."""
        gone = [(2 * key + side,) for key in elements for side in (0, 1)]
        self.link.executemany("DELETE FROM docs WHERE doc = ?", gone)
        self.link.executemany("DELETE FROM keys WHERE doc = ?", gone)
        self.link.executemany("DELETE FROM texts WHERE rowid = ?", gone)
        for each in entries:
            self._put(each)

    def _put(self, each: Entry) -> None:
        doc = 2 * each.element + each.shared
        self.link.execute(
            "INSERT INTO docs VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                doc,
                each.shared,
                each.government,
                each.organisation,
                each.layer.name,
                each.live,
                each.name,
            ),
        )
        keys = [(word, doc, tier) for word, tier in each.keys.items()]
        self.link.executemany("INSERT INTO keys VALUES (?, ?, ?)", keys)
        self.link.execute(
            "INSERT INTO texts (rowid, name, codes, former, body)"
            " VALUES (?, ?, ?, ?, ?)",
            (doc, each.name, each.codes, each.former, each.body),
        )

    def found(self, query: Query, narrowed: Narrowed, most: int = MOST) -> list[Match]:
        """Return what answers to a text, the best first, so many of each sort."""
        where = _where(narrowed)
        known = self._known(query.text, where)
        begins = self._beginning(query.text, where)
        named = self._saying(query, where, "name : ", most)
        full = len(named) >= most  # texts that say it would come after these
        told = [] if full else self._saying(query, where, "", most)
        tiers: dict[int, int] = {}
        for doc, tier in known.items():
            tiers[doc] = 0 if tier == 0 else 2
        for tier, docs in ((1, begins), (3, named), (4, told)):
            for doc in docs:
                tiers[doc] = min(tier, tiers.get(doc, tier))
        matches = [(tiers[doc], *row) for doc, row in self._rows(tiers).items()]
        return [Match(doc // 2, Layer[layer]) for *_, doc, layer in sorted(matches)]

    def _known(self, text: str, where: str) -> dict[int, int]:
        """Return what is known by a text as a whole, with how sure that is."""
        rows = self.link.execute(
            "SELECT doc, tier FROM keys JOIN docs USING (doc)"
            f" WHERE word = ? AND tier < 2 AND {where} LIMIT {MOST}",
            (text,),
        )
        return dict(rows.fetchall())

    def _beginning(self, text: str, where: str) -> list[int]:
        rows = self.link.execute(
            "SELECT doc FROM docs WHERE name >= :text AND name < :after"
            f" AND {where} LIMIT {MOST}",
            {"text": text, "after": f"{text}\U0010ffff"},
        )
        return [doc for (doc,) in rows]

    def _saying(self, query: Query, where: str, column: str, most: int) -> list[int]:
        """Return what says each word; the first so many, for all may take long."""
        short = [
            f"doc IN (SELECT doc FROM keys WHERE word = :short{at})"
            for at, _ in enumerate(query.whole)
        ]
        said = {f"short{at}": word for at, word in enumerate(query.whole)}
        if query.parts:
            source = "texts CROSS JOIN docs ON doc = texts.rowid"
            short.append("texts MATCH :match")
            said["match"] = f"{column}({_match(query)})"
        elif short:
            source = "docs"
        else:
            return []
        rows = self.link.execute(
            f"SELECT doc FROM {source} WHERE {' AND '.join(short)} AND {where}"
            f" LIMIT {most}",
            said,
        )
        return [doc for (doc,) in rows]

    def _rows(self, docs: Iterable[int]) -> dict[int, tuple[Any, ...]]:
        """Return what sorts: what is live and own comes first, then by name."""
        several = ", ".join(str(doc) for doc in docs)
        rows = self.link.execute(
            "SELECT doc, NOT live, shared, name, layer FROM docs"
            f" WHERE doc IN ({several})"
        )
        return {doc: (*before, doc, layer) for doc, *before, layer in rows}


def _match(query: Query) -> str:
    words = (" OR ".join(map(_quoted, part)) for part in query.parts)
    return " AND ".join(f"({each})" for each in words)


def _quoted(word: str) -> str:
    doubled = word.replace('"', '""')
    return f'"{doubled}"'


def _where(narrowed: Narrowed) -> str:
    """Return the scope: of the own governments all, of others what is shared."""
    own = ", ".join(str(int(key)) for key in sorted(narrowed.own))
    parts = [
        f"((shared = 0 AND government IN ({own}))"
        f" OR (shared = 1 AND government NOT IN ({own})))"
    ]
    if narrowed.layer is not None:
        parts.append(f"layer = '{narrowed.layer.name}'")
    if narrowed.organisations:
        chosen = ", ".join(str(int(key)) for key in sorted(narrowed.organisations))
        parts.append(f"organisation IN ({chosen})")
    return " AND ".join(parts)
