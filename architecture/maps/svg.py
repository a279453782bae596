"""What leaves the engine becomes an SVG that a strict page may hold.

Only known elements and attributes pass; links, names and tooltips are put in from the
map, never taken from the engine.  Title, legend, note and source frame the drawing.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from xml.etree import ElementTree as ET

from defusedxml.ElementTree import fromstring

from architecture.maps.choices import Notation
from architecture.maps.content import Arrow, Box, Group, Map
from architecture.maps.looks.fonts import Fonts
from architecture.maps.looks.notation import JOINER, arrow_id, group_id, node_id
from architecture.maps.looks.palette import Palette
from architecture.maps.looks.restyling import Restyler
from architecture.maps.looks.sheet import MARGIN, NARROWEST, Sheet
from architecture.maps.markup import SVG, drawn_text, tag
from architecture.maps.words import clean

SHAPES = frozenset({"path", "polygon", "polyline", "ellipse"})
ATTRIBUTES = frozenset(
    {
        "cx",
        "cy",
        "d",
        "fill",
        "fill-opacity",
        "font-size",
        "font-style",
        "font-weight",
        "points",
        "rx",
        "ry",
        "stroke",
        "stroke-dasharray",
        "stroke-opacity",
        "stroke-width",
        "text-anchor",
        "x",
        "y",
    }
)
ADDRESS = re.compile(r"(?:https://[^\s\"'<>\\]+|/(?![/\\])[^\s\"'<>\\]*)")


def safe_url(url: str) -> str:
    """Return an address that a map may lead to, or nothing: a path of ours or https.

    >>> safe_url("/aplikasi/1"), safe_url("javascript:alert(1)"), safe_url("//x.id")
    ('/aplikasi/1', '', '')
    """
    printable = url.isprintable()
    return url if printable and ADDRESS.fullmatch(url) else ""


def framed(
    drawn: bytes, content: Map, fonts: Fonts, palette: Palette, prefix: str
) -> bytes:
    """Return the finished SVG; `prefix` begins its ids, for pages with several maps.

    Raises `ParseError` when the engine's picture cannot be read.
    """
    source = fromstring(drawn, forbid_dtd=False)
    graph = source.find(f"{{{SVG}}}g")
    view = [float(number) for number in source.get("viewBox", "0 0 1 1").split()]
    moved = _moved(graph) if graph is not None else (0.0, 0.0)
    sheet = Sheet(content, fonts, palette, prefix)
    drawing = ET.Element(tag("g"))
    if graph is not None:
        names = _named(content)
        halo = {
            "stroke": palette.paper,
            "stroke-width": "3",
            "paint-order": "stroke",
        }
        restyled = _restyled(content, palette)
        labels = ET.Element(tag("g"))
        for child in graph:
            part = _part(child, names, prefix, halo)
            if part is not None:
                restyled(part, names[child.get("id", "")])
                drawing.append(part)
                labels.extend(_lifted(part))
        drawing.append(labels)
    return sheet.around(drawing, (view[2], view[3]), moved)


def in_words(
    content: Map, fonts: Fonts, palette: Palette, prefix: str, said: str
) -> bytes:
    """Return a picture without a drawing: the title and a sentence that says why."""
    sheet = Sheet(content, fonts, palette, prefix)
    drawing = ET.Element(tag("g"))
    y = 16.0
    for line in fonts.wrap(said, NARROWEST - 2 * MARGIN, 12, lines=6):
        drawing.append(drawn_text(line, 0, y, 12, sheet.palette.ink))
        y += 17
    return sheet.around(drawing, (NARROWEST - 2 * MARGIN, y), (0, 0))


# ---- what passes -----------------------------------------------------------

_Known = Box | Group | tuple[Arrow, str, str]
_Names = Mapping[str, _Known]


def _restyled(content: Map, palette: Palette) -> Callable[[ET.Element, _Known], None]:
    """Return what gives a part the look of the notation."""
    style = Restyler.of(content, palette)

    def restyled(part: ET.Element, known: _Known) -> None:
        if palette.notation is Notation.OWN or isinstance(known, Group):
            return
        if isinstance(known, Box):
            link = part.find(tag("a"))
            style.box(part if link is None else link, known)
        else:
            style.arrow(part, known[0])

    return restyled


def _named(content: Map) -> _Names:
    places = {box.key: node_id(place) for place, box in enumerate(content.boxes)}
    return {
        **{node_id(place): box for place, box in enumerate(content.boxes)},
        **{group_id(place): group for place, group in enumerate(content.groups)},
        **{
            arrow_id(place): (arrow, places[arrow.source], places[arrow.target])
            for place, arrow in enumerate(content.arrows)
        },
    }


def _part(
    element: ET.Element, names: _Names, prefix: str, halo: Mapping[str, str]
) -> ET.Element | None:
    """Return a box, frame or arrow anew; what is not on the map does not pass."""
    key = element.get("id", "")
    known = names.get(key)
    if known is None:
        return None
    part = ET.Element(tag("g"), {"id": f"{prefix}-{key}"})
    holder = part
    if isinstance(known, tuple):
        arrow, source, target = known
        part.set("class", "arrow")
        part.set("data-source", f"{prefix}-{source}")
        part.set("data-target", f"{prefix}-{target}")
        part.set("data-kind", arrow.kind)
        _title(part, arrow.label)
    else:
        url = safe_url(known.url)
        if url:
            holder = ET.SubElement(part, tag("a"), {"href": url})
        if isinstance(known, Box):
            part.attrib |= _told(known)
            _title(holder, known.label, known.summary)
        else:
            part.set("class", "group")
            part.set("data-group", clean(known.key))
            if known.parent:
                part.set("data-parent", clean(known.parent))
            _title(holder, known.label)
    for child in _passing(element):
        if isinstance(known, tuple) and child.tag == tag("text"):
            child.attrib |= halo  # a label stays readable on a line
        holder.append(child)
    return part


def _told(box: Box) -> dict[str, str]:
    """Return what a page may know of a box beside its words; never more than is seen.

    `element` stands only on what the viewer may open.
    """
    told = {
        "element": box.element,
        "layer": box.layer.name,
        "colour": box.colour_key,
        "status": box.pattern,
        "group": box.group,
    }
    kind = {"class": "box focus" if box.focus else "box"}
    return kind | {f"data-{name}": clean(said) for name, said in told.items() if said}


def _lifted(part: ET.Element) -> Iterable[ET.Element]:
    """Take the label off an arrow: it is drawn last, so that no line crosses it."""
    texts = part.findall(tag("text")) if part.get("class") == "arrow" else []
    if texts:
        ends = {key: value for key, value in part.items() if key.startswith("data-")}
        label = ET.Element(tag("g"), {"class": "label", **ends})
        for text in texts:
            part.remove(text)
            label.append(text)
        yield label


def _passing(element: ET.Element) -> Iterable[ET.Element]:
    """Return shapes and texts, at any depth, with nothing but harmless attributes."""
    for child in element.iter():
        name = child.tag.rpartition("}")[2] if isinstance(child.tag, str) else ""
        if name not in SHAPES and name != "text":
            continue
        kept = {key: value for key, value in child.attrib.items() if key in ATTRIBUTES}
        if any("url(" in value for value in kept.values()):
            continue
        passed = ET.Element(tag(name), kept)
        if name == "text":
            passed.text = (child.text or "").replace(JOINER, "")
        yield passed


def _moved(graph: ET.Element) -> tuple[float, float]:
    found = re.search(
        r"translate\(([-\d.]+)[ ,]+([-\d.]+)\)", graph.get("transform", "")
    )
    return (float(found[1]), float(found[2])) if found else (0.0, 0.0)


def _title(parent: ET.Element, *said: str) -> None:
    title = ET.SubElement(parent, tag("title"))
    title.text = "\n".join(filter(None, map(clean, said)))
