"""What a page shows of what was found: where it matched, marked."""

import re
from collections.abc import Iterator
from enum import Enum
from functools import lru_cache

from flask import g
from markupsafe import Markup, escape

from architecture import classifying, similar
from architecture.elements.listing import whole
from architecture.layers import FIELDS, FieldClass
from architecture.model import Application, Element
from architecture.scope import readable_fields
from architecture.seeking import Hit, Query
from architecture.seeking.wording import bare
from eaportal import db

_AROUND = 60
_LONGEST = 160


def marked(text: str, query: Query) -> Markup:
    """Return a text with the words of a search marked in it."""
    made, end = Markup(""), 0
    for first, last in _matches(text, query):
        made += escape(text[end:first])
        made += Markup("<mark>{}</mark>").format(text[first:last])
        end = last
    return made + escape(text[end:])


def excerpt(hit: Hit, query: Query) -> Markup:
    """Return why something was found: the text that says it, else what it is."""
    element = hit.element
    texts = _open_texts(hit)
    said = [("", text) for text in texts]
    if hit.own:
        said += [("Nama lama: ", name) for name in getattr(element, "former_names", [])]
        said.append(("Kode referensi: ", ", ".join(element.reference_codes)))
        said += _fields(element)
        if not next(_matches(element.name, query), None):  # marked above, then
            said.append(("", element.search_text))
    for label, text in said:
        if next(_matches(text, query), None):
            return escape(label) + marked(_cut(text, query), query)
    return escape("".join(texts[:1])[:_LONGEST])


def meant(text: str) -> list[Element]:
    """Return the applications that a search that found nothing may have meant."""
    governments = sorted(g.viewer.governments)
    if not governments or not text:
        return []
    keys = similar.meant(db.session, governments[0], text)
    return list(whole(db.session, keys))


def code_of(text: str) -> str:
    """Return the reference code that is searched for; empty if it is none."""
    code = text.strip().upper()
    return code if classifying.tree(db.session).get(code) else ""


def _open_texts(hit: Hit) -> list[str]:
    """Return the texts that the viewer may read of it."""
    element = hit.element
    names = ["description"]
    if isinstance(element, Application):
        readable = readable_fields(g.viewer, element)
        names = [
            each for each in ("function", "description", "url") if each in readable
        ]
    return [text for name in names if (text := getattr(element, name, ""))]


def _fields(element: Element) -> Iterator[tuple[str, str]]:
    """Yield label and text of what everybody reads in the own government."""
    for field in FIELDS[element.layer]:
        value = getattr(element, field.name, None)
        if value and field.name != "name" and field.cls is not FieldClass.RESTRICTED:
            words = value.value if isinstance(value, Enum) else value
            if isinstance(words, str):
                yield f"{field.label}: ", words


def _cut(text: str, query: Query) -> str:
    """Return the part of a long text that says what was searched for."""
    if len(text) <= _LONGEST:
        return text
    found, _ = next(_matches(text, query), (0, 0))
    start = max(0, found - _AROUND)
    before, after = "… " if start else "", " …" if start + _LONGEST < len(text) else ""
    return before + text[start : start + _LONGEST] + after


def _matches(text: str, query: Query) -> Iterator[tuple[int, int]]:
    """Yield where the words of a search begin and end, whatever marks letters have."""
    pattern = _pattern(query)
    if not pattern.pattern:
        return
    letters = [(at, small) for at, each in enumerate(text) for small in bare(each)]
    for found in pattern.finditer("".join(small for _, small in letters)):
        yield letters[found.start()][0], letters[found.end() - 1][0] + 1


@lru_cache(64)
def _pattern(query: Query) -> re.Pattern[str]:
    """Return what marks words: parts anywhere, short ones alone or at the beginning."""
    marks = [
        rf"^{re.escape(each)}|(?<!\S){re.escape(each)}(?!\S)"
        if each in query.whole
        else re.escape(each)
        for each in query.needles
    ]
    return re.compile("|".join(marks))
