"""The time line of the plan in force, as a figure of its workbook."""

from dataclasses import dataclass

from flask import g

from architecture.documents import figures
from architecture.documents.figures import Figure
from architecture.maps.content import Map
from architecture.maps.files.making import Form, Leaf
from architecture.maps.looks.palette import Theme
from architecture.model import Organisation
from eaportal import formats, storage
from eaportal.maps import drawings
from eaportal.maps.known import map_of
from eaportal.maps.wanted import Wanted


@dataclass(frozen=True, slots=True)
class Pictured:
    """The map, its figure once it is drawn, or the picture that is waited for.

    Neither: it cannot be drawn now, and the workbook goes without.
    """

    map: Map
    figure: Figure | None = None
    waiting: drawings.Picture | None = None


def pictured(government: Organisation) -> Pictured:
    """Return the kept picture of the plan, or have it drawn."""
    wanted = Wanted(
        view="roadmap",
        government=government.id,
        on=formats.today().isoformat(),
        theme=Theme.PRINT,
    )
    map_ = map_of(g.viewer, wanted)
    picture = drawings.ask(g.viewer, wanted, map_, Leaf(form=Form.PNG, site=""))
    if picture.file:
        png = storage.current().read(picture.file)
        return Pictured(map_, figure=figures.of(map_, png))
    return Pictured(map_, waiting=picture if picture.drawing else None)
