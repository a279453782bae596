import re

import pytest

from architecture.maps import rendering
from architecture.maps.looks.palette import PALETTES, Theme
from architecture.maps.looks.theming import repainted, stylesheet
from tests.architecture.maps.views.test_surroundings import view

COLOUR = re.compile(r'(?:fill|stroke)="(#[0-9a-f]{6})"')


@pytest.mark.parametrize("theme", [Theme.DARK, Theme.PRINT])
def test_each_colour_of_the_light_picture_becomes_one_of_the_other_theme(theme):
    """Two colours that look alike in the light may not part in the dark."""
    light = set(COLOUR.findall(rendering.svg(view()).svg.decode()))
    other = set(COLOUR.findall(rendering.svg(view(), theme=theme).svg.decode()))

    pairs = repainted(theme)
    assert {pairs.get(colour, colour) for colour in light} == other


def test_the_style_sheet_paints_the_screen_dark_and_the_paper_light():
    screen, paper = stylesheet().split("@media print")

    ink = PALETTES[Theme.LIGHT].ink
    dark = PALETTES[Theme.DARK].ink
    assert f'[data-bs-theme=dark] .map-colours [fill="{ink}"] {{ fill: {dark}; }}' in (
        screen
    )
    assert f'.map-colours [fill="{ink}"] {{ fill: {PALETTES[Theme.PRINT].ink}; }}' in (
        paper
    )
