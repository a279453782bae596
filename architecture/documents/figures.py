"""A map as a figure of a document: the very picture, for Word, Excel and Typst."""

from dataclasses import dataclass
from io import BytesIO

from docx.document import Document
from docx.shared import Cm

from architecture.maps import rendering
from architecture.maps.content import Map
from architecture.maps.engine import Engine
from architecture.maps.looks.palette import Theme
from architecture.maps.words import clean, listed


@dataclass(frozen=True)
class Figure:
    """A finished picture with what has to stand beside it.

    Typst takes the SVG (`maps.pdf` sets its words), Word and Excel the pixels of the
    same.
    """

    caption: str
    alt: str
    source: str
    png: bytes
    svg: bytes = b""


def of(content: Map, png: bytes, svg: bytes = b"") -> Figure:
    """Return the figure of a map that was drawn already."""
    source = content.source and f"Sumber: {clean(content.source)}"
    return Figure(
        caption=listed((clean(content.title), clean(content.subtitle))),
        alt=" ".join(
            clean(part)
            for part in (f"{content.title}.", f"{content.subtitle}.", content.note)
            if part
        ),
        source=source,
        png=png,
        svg=svg,
    )


def drawn(
    content: Map, *, theme: Theme = Theme.PRINT, engine: Engine | None = None
) -> Figure:
    """Draw a map as a figure; too large a map becomes a smaller one that says so."""
    drawing = rendering.svg(content, theme=theme, engine=engine)
    shown = drawing.shown or content
    return of(shown, rendering.png(drawing.svg), drawing.svg)


def into_docx(document: Document, figure: Figure, *, width: float = 16.5) -> None:
    """Add a figure with caption, words for the blind and source.

    `width` is in centimetres.
    """
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.keep_with_next = True
    shape = paragraph.add_run().add_picture(BytesIO(figure.png), width=Cm(width))
    shape._inline.docPr.set("descr", figure.alt)  # noqa: SLF001 - no other way
    document.add_paragraph(figure.caption, "Caption")
    if figure.source:
        document.add_paragraph(figure.source, "Caption")
