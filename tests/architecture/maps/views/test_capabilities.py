from collections import Counter
from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from architecture.layers import Status
from architecture.maps.choices import Colour
from architecture.maps.drawing import draw
from architecture.maps.looks.fonts import installed
from architecture.maps.views.capabilities import (
    LOOSE,
    Capability,
    Supporter,
    Telling,
    capabilities,
)

DAY = date(2026, 11, 22)
TREE = [
    Capability("RAB.02", "Ekonomi", url="/referensi/kode/RAB.02"),
    Capability("RAB.02.01", "Industri", "RAB.02", "/referensi/kode/RAB.02.01"),
    Capability("RAB.02.02", "Perdagangan", "RAB.02"),
    Capability("RAB.02.02.01", "Pasar", "RAB.02.02"),
    Capability("RAB.02.02.02", "Ekspor", "RAB.02.02"),
    Capability("RAB.04", "Sosial"),
    Capability("RAB.04.01", "Kesehatan", "RAB.04"),
]


def shown(*supporters: Supporter, **by):
    telling = Telling(**{"scope": "K", "on": DAY, **by})
    return capabilities(TREE, supporters, telling)


def app(key: str, *codes: str, status: Status = Status.LIVE, **also) -> Supporter:
    return Supporter(key, codes, status, **also)


def test_each_capability_is_a_tile_in_its_sector_and_leads_to_what_bears_its_code():
    map_ = shown(app("1", "RAB.02.01"), app("2", "RAB.02.02.01"), app("3", "RAB.02.02"))
    assert [(box.key, box.group, box.remark) for box in map_.boxes] == [
        ("RAB.02.01", "RAB.02", "1 aplikasi"),
        ("RAB.02.02", "RAB.02", "2 aplikasi"),
        ("RAB.04.01", "RAB.04", "belum ada"),
    ]
    assert map_.boxes[0].url == "/referensi/kode/RAB.02.01"
    assert [(group.label, group.remark) for group in map_.groups] == [
        ("RAB.02 Ekonomi", "3"),
        ("RAB.04 Sosial", "0"),
    ]
    assert "1 dari 3 kapabilitas tanpa aplikasi" in map_.subtitle


def test_deeper_levels_stand_in_frames_of_their_own_with_what_is_not_told_further():
    map_ = shown(app("1", "RAB.02.02.01"), app("2", "RAB.02.02"), depth=2)
    assert {box.key: box.remark for box in map_.boxes if box.group == "RAB.02.02"} == {
        "RAB.02.02" + LOOSE: "1 aplikasi",
        "RAB.02.02.01": "1 aplikasi",
        "RAB.02.02.02": "belum ada",
    }
    frames = {group.key: (group.parent, group.remark) for group in map_.groups}
    assert frames["RAB.02.02"] == ("RAB.02", "2")


def test_where_tiles_are_too_many_the_deepest_level_is_left_out():
    map_ = shown(depth=2, limit=3)
    assert len(map_.boxes) == 3
    assert "Tingkat yang lebih dalam tidak digambar" in map_.note


def test_what_has_no_code_is_told_in_the_note():
    map_ = shown(app("1"), app("2", own=False), app("3", "RAB.02"))
    assert "2 aplikasi, 1 di antaranya milik instansi lain, belum berkode" in map_.note


def test_cost_is_summed_once_for_each_application_and_told_only_if_it_may_be():
    several = [
        app("1", "RAB.02.01", "RAB.02.02", cost=Decimal(70_000_000)),
        app("2", "RAB.02.01", cost=Decimal(50_000_000)),
        app("3", "RAB.02.02"),
    ]
    told = shown(*several, money=True, colour=Colour.COST)
    assert [box.remark for box in told.boxes] == [
        "2 aplikasi · Rp120 juta",
        "2 aplikasi · Rp70 juta",
        "belum ada",
    ]
    assert told.facts.rows[0].cells[-1] == "Rp120 juta"
    assert [box.colour_key for box in told.boxes] == ["cool-2", "cool-1", "empty"]
    assert "juta" not in repr(shown(*several).boxes) + repr(shown(*several).facts)


def test_the_state_tells_of_what_will_be_without_an_application():
    map_ = shown(
        app("1", "RAB.02.01", status=Status.PHASING_OUT),
        app("2", "RAB.02.01", status=Status.PLANNED),
        app("3", "RAB.02.02", status=Status.IN_BUILD),
        colour=Colour.STATUS,
    )
    assert [entry.label for entry in map_.legend] == [
        "Tanpa aplikasi (1)",
        "Semua yang berjalan akan dihentikan (1)",
        "Baru direncanakan atau dibangun (1)",
    ]
    assert {share.colour_key for share in map_.boxes[0].shares} == {
        "PLANNED",
        "PHASING_OUT",
    }


CODES = st.sampled_from([each.code for each in TREE])


@given(
    st.lists(st.lists(CODES, max_size=3, unique=True), max_size=25),
    st.integers(1, 3),
    st.randoms(use_true_random=False),
)
def test_every_application_counts_once_in_each_capability_whatever_the_order(
    drawn, depth, chance
):
    several = [app(str(n), *codes) for n, codes in enumerate(drawn)]
    map_ = shown(*several, depth=depth)
    shuffled = chance.sample(several, len(several))
    assert shown(*shuffled, depth=depth) == map_
    for row in map_.facts.rows:
        code = row.cells[1]
        bear = sum(
            any(f"{each}.".startswith(f"{code}.") for each in codes) for codes in drawn
        )
        assert row.cells[2] == (str(bear) if bear else "belum ada")
    counts = Counter(box.colour_key for box in map_.boxes)
    assert sum(counts.values()) == len(map_.boxes)
    held = {box.group for box in map_.boxes} | {group.parent for group in map_.groups}
    assert {group.key for group in map_.groups} == held - {""}


def test_hostile_names_of_capabilities_are_no_markup():
    name = '<b>"\\N{x}` & ${y}\n' + "panjang" * 60
    telling = Telling(scope="K", on=DAY)
    tree = [Capability("RAB.02", name), Capability("RAB.02.01", name, "RAB.02")]
    text = draw(
        capabilities(tree, [app("1", "RAB.02.01")], telling), installed()
    ).source
    assert "<b>&quot;" not in text
    assert "&lt;b&gt;" in text
