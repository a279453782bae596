"""The words of government: terms that mean the same, and concepts of what is done."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from typing import Any


@dataclass(frozen=True, slots=True)
class Term:
    """Words for one thing; `kind` is object (whom or what), activity or empty.

    `words` mean the same and are read as one; `narrower` are kinds of it, which keep
    their own meaning.
    """

    code: str
    label: str
    kind: str
    words: tuple[str, ...]
    narrower: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Concept:
    """Something that offices do with an application.

    A variant is found wherever its words, or words for the same terms, stand close
    together.  `not_with` names concepts that sound alike and are other work;
    `national` is the code of the national application for it.  A broad concept gives
    way where a narrower one is found in the same words.
    """

    code: str
    label: str
    variants: tuple[str, ...]
    acronyms: tuple[str, ...] = ()
    data: tuple[str, ...] = ()
    national: str = ""
    not_with: tuple[str, ...] = ()
    rab: str = ""
    source: str = ""
    broad: bool = False


@dataclass(frozen=True, slots=True)
class Thesaurus:
    """Terms and concepts of one version; version 0 is the one that is shipped."""

    version: int
    terms: tuple[Term, ...]
    concepts: tuple[Concept, ...]
    opposed: frozenset[tuple[str, str]] = field(init=False)

    def __post_init__(self) -> None:
        """Refuse repeated codes and references that lead nowhere (`ValueError`)."""
        codes = _unique("konsep", [concept.code for concept in self.concepts])
        _unique("istilah", [term.code for term in self.terms])
        pairs: set[tuple[str, str]] = set()
        for concept in self.concepts:
            if not concept.variants:
                raise ValueError(f"Konsep {concept.code} belum memiliki kata.")
            for other in concept.not_with:
                if other not in codes:
                    raise ValueError(f"{concept.code}: konsep {other} tidak ada.")
                pairs |= {(concept.code, other), (other, concept.code)}
        object.__setattr__(self, "opposed", frozenset(pairs))

    @classmethod
    def from_values(cls, *tables: Mapping[str, Any]) -> "Thesaurus":
        """Build a thesaurus from tables as the data files have them, joined.

        Lists may be written as one text with `;` between the items.
        """
        return cls(
            version=max((int(table.get("version", 0)) for table in tables), default=0),
            terms=tuple(
                _term(row) for table in tables for row in table.get("term", ())
            ),
            concepts=tuple(
                _concept(row, table)
                for table in tables
                for row in table.get("concept", ())
            ),
        )

    def to_values(self) -> dict[str, Any]:
        """Return what `from_values` takes, to be edited and stored."""
        return {
            "version": self.version,
            "term": [_row(term, Term) for term in self.terms],
            "concept": [_row(concept, Concept) for concept in self.concepts],
        }

    def concept(self, code: str) -> Concept | None:
        """Return the concept with that code, if there is one."""
        return next((item for item in self.concepts if item.code == code), None)


def _row(item: Any, kind: type[Any]) -> dict[str, Any]:
    values = {each.name: getattr(item, each.name) for each in fields(kind)}
    return {
        name: list(value) if isinstance(value, tuple) else value
        for name, value in values.items()
    }


def _term(row: Mapping[str, Any]) -> Term:
    return Term(
        code=str(row["code"]),
        label=str(row.get("label", row["code"])),
        kind=str(row.get("kind", "")),
        words=_list(row["words"]),
        narrower=_list(row.get("narrower", ())),
    )


def _concept(row: Mapping[str, Any], table: Mapping[str, Any]) -> Concept:
    return Concept(
        code=str(row["code"]),
        label=str(row["label"]),
        variants=_list(row["variants"]),
        acronyms=_list(row.get("acronyms", ())),
        data=_list(row.get("data", ())),
        national=str(row.get("national", "")),
        not_with=_list(row.get("not_with", ())),
        rab=str(row.get("rab", "")),
        source=str(row.get("source", table.get("source", ""))),
        broad=bool(row.get("broad", False)),
    )


def _list(value: str | Iterable[str]) -> tuple[str, ...]:
    items = value.split(";") if isinstance(value, str) else value
    return tuple(item.strip() for item in items if item.strip())


def _unique(kind: str, codes: list[str]) -> frozenset[str]:
    seen: set[str] = set()
    for code in codes:
        if code in seen:
            raise ValueError(f"Kode {kind} {code} dipakai dua kali.")
        seen.add(code)
    return frozenset(seen)
