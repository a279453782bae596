"""Fewer arrows by rule: nothing becomes unreachable, parallel relations become one."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from architecture.layers import Layer, Verb
from architecture.maps import rendering
from architecture.maps.content import Arrow, Box, Group, Layout, Link, Map
from architecture.maps.smaller import FEW
from architecture.maps.thinning import bundled, reduced, without_shortcuts

NODES = st.integers(0, 9)
EDGES = st.sets(st.tuples(NODES, NODES), max_size=40)


def reachable(edges):
    """Return all pairs of which one leads to the other over some edges."""
    found = set(edges)
    while more := {(a, d) for a, b in found for c, d in found if b == c} - found:
        found |= more
    return found


@settings(max_examples=150, deadline=None)
@given(EDGES)
def test_what_is_reachable_stays_reachable_also_in_cycles(edges):
    kept = reduced(edges)

    assert kept <= edges
    assert reachable(kept) == reachable(edges)


@settings(max_examples=100, deadline=None)
@given(EDGES)
def test_without_cycles_no_arrow_that_stays_can_be_spared(edges):
    forward = {(one, other) for one, other in edges if one < other}

    kept = reduced(forward)

    assert all((a, b) not in reachable(kept - {(a, b)}) for a, b in kept)


def test_a_long_chain_and_a_dense_graph_are_thinned():
    chain = {(at, at + 1) for at in range(20_000)}
    dense = {(a, b) for a in range(200) for b in range(a + 1, 200)}

    assert reduced(chain) == chain
    assert reduced(dense) == {(at, at + 1) for at in range(199)}


def test_parallel_relations_are_one_arrow_with_its_verbs_and_their_number():
    links = [
        Link("a", Verb.USES, "b"),
        Link("a", Verb.PRODUCES, "b"),
        Link("a", Verb.USES, "c"),
        Link("b", Verb.USES, "c"),
        Link("c", Verb.USES, "elsewhere"),
    ]

    arrows = bundled(links, {"a": "1", "b": "2", "c": "2"})

    assert arrows == (Arrow("1", "2", "menghasilkan, memakai (3)", "PRODUCES USES"),)


def test_a_map_says_how_many_shortcuts_it_leaves_out():
    boxes = tuple(Box(key=key, label=key, layer=Layer.DATA) for key in "abc")
    arrows = tuple(Arrow(one, other, "", "") for one, other in ("ab", "bc", "ac"))
    content = Map(
        title="", subtitle="", layout=Layout.FLOW, boxes=boxes, arrows=arrows, note="x."
    )

    thin = without_shortcuts(content)

    assert thin.arrows == arrows[:2]
    assert thin.note.startswith("x. 1 panah jalan pintas tidak digambar")
    assert without_shortcuts(thin) is thin


def crowd(boxes, pairs, *, ranked, frames):
    return Map(
        title="Alur",
        subtitle="",
        layout=Layout.FLOW,
        ranked=ranked,
        boxes=tuple(
            Box(
                key=str(at),
                label=f"Kotak {at}",
                layer=Layer.DATA,
                group=f"g{at % 9}" if frames else "",
                column=at % 9,
            )
            for at in range(boxes)
        ),
        arrows=tuple(Arrow(str(a), str(b), "memakai", "USES") for a, b in pairs),
        groups=tuple(Group(f"g{at}", f"Bingkai {at}") for at in range(9))
        if frames
        else (),
    )


WORST = {
    "dense": (1000, [(at * 7 % 1000, at * 13 % 997) for at in range(20_000)]),
    "hub": (5001, [(0, at) for at in range(1, 5001)]),
    "chain": (1000, [(at, at + 1) for at in range(999)]),
    "cycles": (450, [(at, (at + step) % 450) for at in range(450) for step in (1, 7)]),
}


@pytest.mark.parametrize("name", WORST)
@pytest.mark.parametrize("ranked", [True, False])
@pytest.mark.parametrize("frames", [True, False])
def test_what_nobody_can_follow_becomes_a_smaller_map_and_a_sentence(
    name, ranked, frames
):
    drawn = rendering.svg(crowd(*WORST[name], ranked=ranked, frames=frames))

    assert drawn.grouped
    assert not drawn.warnings
    assert drawn.shown
    assert len(drawn.shown.boxes) <= FEW
    assert "dirangkum" in drawn.shown.note or "hanya ada pada daftar" in (
        drawn.shown.note
    )
    assert all("hubungan" in each.label for each in drawn.shown.arrows) or not frames
