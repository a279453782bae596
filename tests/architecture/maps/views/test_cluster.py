"""The map of a cluster."""

from datetime import date

from architecture.layers import Layer, Status
from architecture.maps import rendering
from architecture.maps.content import Item, Layout
from architecture.maps.drawing import draw
from architecture.maps.looks.fonts import installed
from architecture.maps.views.cluster import Tie, cluster

DAY = date(2026, 3, 1)
HOSTILE = "<b>`${x}` \"'{{ 7 }} \\N & </b>"


def item(key, **more):
    more.setdefault("name", f"Aplikasi {key}")
    return Item(
        key=key,
        layer=Layer.APPLICATION,
        status=Status.LIVE,
        url=f"/aplikasi/{key}",
        detail="Dinas",
        **more,
    )


def made(many=3, ties=None, **more):
    keys = [str(number) for number in range(1, many + 1)]
    first, second = (
        Tie(one="1", other="2", percent=91),
        Tie(one="2", other="3", percent=40),
    )
    told = ties or [first, second]
    return cluster([item(key) for key in keys], told, scope="Kota", on=DAY, **more)


def test_all_stand_on_a_ring_with_a_line_for_each_pair():
    drawn = made()

    assert drawn.layout is Layout.RING
    assert [box.key for box in drawn.boxes] == ["1", "2", "3"]
    assert [(line.label, line.kind) for line in drawn.arrows] == [
        ("91 %", "sure"),
        ("40 %", "possible"),
    ]
    assert len({tuple(row.cells) for row in drawn.facts.rows}) == 2


def test_what_was_called_different_is_told_apart():
    told = [Tie(one="1", other="2", percent=80, judged="Dinilai berbeda", apart=True)]
    drawn = made(ties=told)

    assert drawn.arrows[0].kind == "apart"
    assert drawn.facts.rows[0].cells[-1] == "Dinilai berbeda"


def test_too_many_are_left_to_the_table():
    told = [
        Tie(one=str(number), other=str(number + 1), percent=90)
        for number in range(1, 30)
    ]
    drawn = made(30, ties=told, limit=16)

    assert len(drawn.boxes) == 16
    assert drawn.grouped
    assert "14 aplikasi lain" in drawn.note
    assert len(drawn.facts.rows) == 29


def test_the_same_cluster_gives_the_same_text_in_whatever_order_it_is_told():
    ties = [Tie(one="1", other="2", percent=91), Tie(one="2", other="3", percent=40)]
    one = draw(made(ties=ties), installed()).source
    other = draw(made(ties=ties[::-1]), installed()).source

    assert one == other


def test_boxes_do_not_lie_on_one_another():
    from architecture.maps.layouts.ring import BOX, ringed

    for many in range(2, 17):
        spots, _ = ringed(made(many).boxes)
        for at, one in enumerate(spots):
            for other in spots[at + 1 :]:
                apart = abs(one.x - other.x) >= BOX[0] or abs(one.y - other.y) >= BOX[1]
                assert apart, many


def test_hostile_names_are_only_text_in_the_picture():
    items = [item(key, name=HOSTILE) for key in ("1", "2", "3")]
    drawn = cluster(items, [Tie(one="1", other="2", percent=99)], scope=HOSTILE, on=DAY)
    picture = rendering.svg(drawn).svg.decode()

    assert "<b>" not in picture
    assert "99 %" in picture
    assert 'href="/aplikasi/1"' in picture
    assert "style=" not in picture
