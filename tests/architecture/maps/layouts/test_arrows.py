"""What the line and the heads of an arrow tell, in the picture and in its legend."""

from defusedxml.ElementTree import fromstring

from architecture.layers import Layer
from architecture.maps import rendering
from architecture.maps.content import Arrow, Box, Heads, Layout, Legend, Map
from architecture.maps.markup import SVG


def picture(**said) -> str:
    boxes = tuple(
        Box(key=key, label=key, layer=Layer.APPLICATION, column=place)
        for place, key in enumerate("ab")
    )
    made = Map(
        title="Peta",
        subtitle="",
        layout=Layout.FLOW,
        ranked=True,
        boxes=boxes,
        arrows=(Arrow("a", "b", "data", "EXCHANGES", **said),),
        legend=(Legend("", "Melalui SPLP", said["line"]),) if "line" in said else (),
    )
    return rendering.svg(made).svg.decode()


def heads(**said) -> int:
    tree = fromstring(picture(**said))
    arrow = next(
        each for each in tree.iter(f"{{{SVG}}}g") if each.get("class") == "arrow"
    )
    return len(arrow.findall(f"{{{SVG}}}polygon"))


def test_an_arrow_has_a_head_at_each_end_that_the_data_reach():
    found = [heads(heads=each) for each in (Heads.FORTH, Heads.BOTH, Heads.NONE)]

    assert found == [1, 2, 0]


def test_the_line_of_an_arrow_is_told_in_the_legend_as_it_is_drawn():
    drawn = picture(line="dashed")

    assert drawn.count("stroke-dasharray") == 2
    assert "Melalui SPLP" in drawn
    assert "stroke-dasharray" not in picture(line="bold")
