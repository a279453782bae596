"""Elements of SVG as our pictures hold them."""

from xml.etree import ElementTree as ET

SVG = "http://www.w3.org/2000/svg"

ET.register_namespace("", SVG)


def tag(name: str) -> str:
    """Return the name of an SVG element with its namespace."""
    return f"{{{SVG}}}{name}"


def drawn_text(
    said: str, x: float, y: float, size: float, ink: str, *, bold: bool = False
) -> ET.Element:
    """Return a line of text whose base line begins at a place."""
    element = ET.Element(
        tag("text"),
        {"x": f"{x:.2f}", "y": f"{y:.2f}", "font-size": f"{size:.2f}", "fill": ink},
    )
    if bold:
        element.set("font-weight", "bold")
    element.text = said
    return element
