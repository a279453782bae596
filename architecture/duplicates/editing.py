"""Change a thesaurus: what differs is kept, so that a newer shipped one shows through.

An edit is a table of plain values: `of` ("concept" or "term"), `code`, for each list
what is added and what is removed, for each other field its value.  The edit of a code
that is not shipped is the whole of it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import fields, replace
from typing import Any

from architecture.duplicates.thesaurus import Concept, Term, Thesaurus

Entry = Concept | Term
Edit = Mapping[str, Any]

CONCEPT, TERM = "concept", "term"
_BLANK: Mapping[str, Entry] = {
    CONCEPT: Concept("", "", ()),
    TERM: Term("", "", "", ()),
}


def difference(before: Entry | None, after: Entry) -> dict[str, Any]:
    """Return what makes `after` of `before`; None stands for nothing."""
    of = kind_of(after)
    was = before or _BLANK[of]
    edit: dict[str, Any] = {"of": of, "code": after.code}
    for each in fields(after):
        old, new = getattr(was, each.name), getattr(after, each.name)
        if isinstance(new, tuple):
            added = [text for text in new if text not in old]
            removed = [text for text in old if text not in new]
            if added or removed:
                edit[each.name] = {"add": added, "remove": removed}
        elif new != old and each.name != "code":
            edit[each.name] = new
    return edit


def kind_of(entry: Entry) -> str:
    """Return of what kind an entry is."""
    return CONCEPT if isinstance(entry, Concept) else TERM


def says_something(edit: Edit) -> bool:
    """Tell whether an edit changes anything."""
    return bool(edit.keys() - {"of", "code"})


def edited(thesaurus: Thesaurus, edits: Iterable[Edit]) -> Thesaurus:
    """Return the thesaurus with edits, in their order.

    What an edit removes and is not there is passed over; raises `ValueError` if the
    whole does not fit together, and `KeyError` for an edit of another kind.
    """
    entries: dict[str, dict[str, Entry]] = {
        CONCEPT: {each.code: each for each in thesaurus.concepts},
        TERM: {each.code: each for each in thesaurus.terms},
    }
    for edit in edits:
        of_kind = entries[edit["of"]]
        blank = replace(_BLANK[edit["of"]], code=edit["code"])
        was = of_kind.get(edit["code"], blank)
        of_kind[edit["code"]] = _changed(was, edit)
    return Thesaurus(
        thesaurus.version,
        tuple(each for each in entries[TERM].values() if isinstance(each, Term)),
        tuple(each for each in entries[CONCEPT].values() if isinstance(each, Concept)),
    )


def _changed(was: Entry, edit: Edit) -> Entry:
    values: dict[str, Any] = {}
    for each in fields(was):
        change = edit.get(each.name)
        if change is None:
            continue
        if isinstance(change, Mapping):
            gone = set(change.get("remove", ()))
            kept = [text for text in getattr(was, each.name) if text not in gone]
            change = tuple(dict.fromkeys([*kept, *change.get("add", ())]))
        values[each.name] = change
    return replace(was, **values)
