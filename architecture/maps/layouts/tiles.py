"""Tiles in frames, filled with their colour: how a map of capabilities looks."""

from dataclasses import replace

from graphviz import Digraph

from architecture.maps.content import Box, Map
from architecture.maps.layouts.grid import Pen, Spot, frames, space
from architecture.maps.looks.fonts import Fonts
from architecture.maps.looks.notation import HEADING, NAME, SMALL, marked_up
from architecture.maps.looks.palette import COOL, EMPTY, Palette
from architecture.maps.words import JOINT

TILE = (128.0, 74.0)
BAR = 7.0


def draw_tiles(drawing: Digraph, content: Map, fonts: Fonts, palette: Palette) -> None:
    """Draw tiles in the frames of what they are part of."""
    frames(drawing, content, TilePen(fonts, palette), TILE)


class TilePen(Pen):
    """Draws a box as a tile: its code, its name, and at the foot how much it holds."""

    def box(self, drawing: Digraph, spot: Spot, box: Box) -> None:
        """Draw a tile: filled on a scale, else softly; an empty one is quiet.

        The parts of a remark stand below each other.
        """
        paint = self.palette.paint(box.colour_key)
        quiet, filled = box.colour_key == EMPTY, box.colour_key in COOL
        ground = self.palette.frame if quiet else paint.strong if filled else paint.soft
        ink = paint.over if filled else paint.ink
        foot = BAR if box.shares else 0.0
        name = self.small(box.detail, SMALL, ink)
        for line in self.fonts.wrap(
            box.label, spot.wide - 12, NAME, lines=2, bold=not quiet
        ):
            name += self._said(line, NAME, ink, bold=not quiet)
        figure, *others = box.remark.split(JOINT)
        told = self._said(figure, SMALL if quiet else HEADING, ink, bold=not quiet)
        for said in others:
            told += space(3) + self.small(said, SMALL, ink)
        top = round(spot.high * 0.57)
        rows = _cell(name, "top", spot.wide, top)
        rows += _cell(told, "bottom", spot.wide, spot.high - top - foot)
        if foot:
            bar = self.bar(box, spot.wide, foot)
            rows += (
                f'<tr><td fixedsize="true" width="{spot.wide:.1f}" height="{foot}">'
                f"{bar}</td></tr>"
            )
        self.node(drawing, spot, box, replace(paint, soft=ground, ink=ink), rows)

    @staticmethod
    def _said(said: str, size: float, ink: str, *, bold: bool) -> str:
        line = f"<b>{marked_up(said)}</b>" if bold else marked_up(said)
        opened = f'<font point-size="{size}" color="{ink}">'
        return f'{opened}{line}</font><br align="left"/>'


def _cell(text: str, end: str, wide: float, high: float) -> str:
    return (
        f'<tr><td align="left" valign="{end}" balign="left" fixedsize="true"'
        f' width="{wide:.1f}" height="{high:.1f}" cellpadding="5">{text}</td></tr>'
    )
