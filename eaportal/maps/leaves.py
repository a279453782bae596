"""Files of a map: what the address says of them, and how a job carries that."""

from collections.abc import Mapping

from flask import current_app, request

from architecture.maps.files.making import Form, Leaf
from architecture.maps.files.paper import Paper

PAPER = "kertas"
"""How the address calls the sheets of a PDF."""

TILED = "ubin"
"""How the address says that it is spread over several of them."""


def asked(ending: str) -> Leaf:
    """Return as what the address wants a map; nothing wrong in it is an error."""
    form = Form(ending)
    site = current_app.config["PUBLIC_URL"] or request.url_root.rstrip("/")
    if form is not Form.PDF:
        return Leaf(form=form, site=site)
    said = request.args.get(PAPER, "").upper()
    paper = Paper(said) if said in list(Paper) else Paper.A4
    return Leaf(form=form, paper=paper, tiled=bool(request.args.get(TILED)), site=site)


def to_json(leaf: Leaf) -> dict[str, str]:
    """Return what a job can carry, and what a kept file is found by."""
    return {
        "form": leaf.form.value,
        "paper": leaf.paper.value,
        "tiled": "tiled" if leaf.tiled else "",
        "site": leaf.site or "",
        "within": "" if leaf.site is None else "outside",
    }


def from_json(document: Mapping[str, str]) -> Leaf:
    """Return what a job was asked for."""
    return Leaf(
        form=Form(document["form"]),
        paper=Paper(document["paper"]),
        tiled=bool(document["tiled"]),
        site=document["site"] if document["within"] else None,
    )


def name_of(leaf: Leaf) -> str:
    """Return what the name of a file says beyond its map and its day."""
    if leaf.form is not Form.PDF:
        return ""
    return f"-{leaf.paper}{'-ubin' if leaf.tiled else ''}"
