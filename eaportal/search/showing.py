"""What a page shows of what was found: where it matched, marked."""

import re
from collections.abc import Iterator

from flask import g
from markupsafe import Markup, escape

from architecture import classifying, similar
from architecture.elements.listing import whole
from architecture.layers import Layer
from architecture.model import Element
from architecture.scope import readable_fields
from architecture.seeking import Hit, Query
from architecture.seeking.wording import folded
from eaportal import db

_AROUND = 60
_LONGEST = 160


def marked(text: str, query: Query) -> Markup:
    """Return a text with the words of a search marked in it."""
    if not query.needles:
        return escape(text)
    made, end = Markup(""), 0
    for found in re.finditer(
        "|".join(map(re.escape, query.needles)), text, re.IGNORECASE
    ):
        made += escape(text[end : found.start()])
        made += Markup("<mark>{}</mark>").format(found.group())
        end = found.end()
    return made + escape(text[end:])


def excerpt(hit: Hit, query: Query) -> Markup:
    """Return why something was found: the text that says it, else what it is."""
    element = hit.element
    said = [("", text) for text in _open_texts(hit)]
    if hit.own:
        said += [("Nama lama: ", name) for name in getattr(element, "former_names", [])]
        said.append(("Kode referensi: ", ", ".join(element.reference_codes)))
        said.append(("", element.search_text))
    for label, text in said:
        small = folded(text)
        if any(needle in small for needle in query.needles):
            return escape(label) + marked(_cut(text, query), query)
    first = next((text for _, text in said if text), "")
    return marked(first[:_LONGEST], query)


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
    if element.layer is Layer.APPLICATION:
        readable = readable_fields(g.viewer, element)  # type: ignore[arg-type]
        names = [
            each for each in ("function", "description", "url") if each in readable
        ]
    return [text for name in names if (text := getattr(element, name, ""))]


def _cut(text: str, query: Query) -> str:
    """Return the part of a long text that says what was searched for."""
    if len(text) <= _LONGEST:
        return text
    found = next(_matches(text, query), None)
    start = max(0, (found.start() if found else 0) - _AROUND)
    before, after = "… " if start else "", " …" if start + _LONGEST < len(text) else ""
    return before + text[start : start + _LONGEST] + after


def _matches(text: str, query: Query) -> Iterator[re.Match[str]]:
    pattern = "|".join(map(re.escape, query.needles))
    return re.finditer(pattern, text, re.IGNORECASE)
