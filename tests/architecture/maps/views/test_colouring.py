from collections import Counter
from datetime import date
from decimal import Decimal
from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from architecture.layers import ApplicationType, Layer, Status
from architecture.maps.choices import Colour
from architecture.maps.content import Item, Office
from architecture.maps.looks.palette import COOL, PALETTES, WARM, Theme, luminance
from architecture.maps.views import colouring
from architecture.maps.views.landscape import landscape

DAY = date(2026, 11, 22)
APPLICATION = ApplicationType.APPLICATION


@pytest.mark.parametrize(
    ("codes", "kind", "label", "said"),
    [
        (["RAA.01.02", "RAB.01"], APPLICATION, "Aplikasi umum", ""),
        (["RAA.02.01.07"], ApplicationType.SHEET, "Aplikasi khusus", "Lembar kerja"),
        (["RAA.02", "RAA.01"], APPLICATION, "Berkode umum dan khusus", ""),
        (["RAB.09"], APPLICATION, "Belum ada kode RAA", ""),
    ],
)
def test_the_class_is_that_of_its_codes_and_an_odd_form_is_said(
    codes, kind, label, said
):
    mark = colouring.by_class(codes, kind)
    assert (mark.shade.label, mark.said) == (label, said)


@pytest.mark.parametrize(
    ("status", "year", "live_on", "label", "said"),
    [
        ("LIVE", 2019, None, "6–10 tahun", "7 tahun (sejak 2019)"),
        ("LIVE", 2026, None, "Kurang dari 3 tahun", "sejak 2026"),
        ("LIVE", 2001, date(2020, 12, 1), "3–5 tahun", "5 tahun (sejak 2020)"),
        ("LIVE", 1998, None, "Lebih dari 15 tahun", "28 tahun (sejak 1998)"),
        ("PLANNED", 2019, None, "Belum berjalan", "Belum berjalan"),
        ("LIVE", None, None, "Tahun mulai belum dicatat", "tahun belum dicatat"),
        ("LIVE", 2099, None, "Tahun mulai belum dicatat", "tahun belum dicatat"),
    ],
)
def test_the_age_is_that_on_the_day_by_the_date_and_else_by_the_year(
    status, year, live_on, label, said
):
    mark = colouring.by_age(status, year, live_on, DAY)
    assert (mark.shade.label, mark.said) == (label, said)


@pytest.mark.parametrize(
    ("cost", "label", "said"),
    [
        (None, "Biaya belum dicatat", "biaya belum dicatat"),
        (Decimal(0), "Tanpa biaya", ""),
        (Decimal(49_999_999), "Di bawah Rp50 juta", "Rp50 juta setahun"),
        (Decimal(50_000_000), "Rp50–200 juta", "Rp50 juta setahun"),
        (Decimal(10**12), "Rp1 miliar atau lebih", "Rp1 triliun setahun"),
    ],
)
def test_the_cost_falls_into_bands_that_are_the_same_for_everybody(cost, label, said):
    mark = colouring.by_cost(cost)
    assert (mark.shade.label, mark.said) == (label, said)


@given(st.integers(0, 30), st.integers(0, 30))
def test_every_completeness_has_a_colour(asked, stated):
    mark = colouring.by_completeness(max(asked, stated), stated)
    assert mark.shade.key in COOL


def test_the_surest_of_several_suspicions_gives_the_colour_and_all_are_told():
    mark = colouring.by_twins(["A (90 %)"], ["B (40 %)"], [], swept=True)
    assert mark.shade.label == "Diduga pekerjaan yang sama"
    assert mark.words == "2 kembaran: A (90 %); B (40 %)"
    assert colouring.by_twins([], [], [], swept=False).shade.label == "Belum diperiksa"


COUNTS = st.lists(
    st.tuples(st.integers(0, 6), st.integers(0, 4)), min_size=1, max_size=60
)


@given(COUNTS, st.randoms(use_true_random=False))
def test_each_application_stands_in_one_frame_and_the_counts_add_up(drawn, chance):
    """The tree: two offices with two units each, and what belongs nowhere."""
    offices = [
        Office("k", "Kota"),
        *(Office(f"o{n}", f"Dinas {n}", "k") for n in range(2)),
        *(Office(f"u{n}", f"UPT {n}", f"o{n % 2}") for n in range(4)),
    ]
    homes = ["k", "o0", "o1", "u0", "u1", "u2", "hilang"]
    items = [
        Item(key=str(n), name=f"A{n % 7}", layer=Layer.APPLICATION, office=homes[home])
        for n, (home, _) in enumerate(drawn)
    ]
    marks = {
        str(n): colouring.by_risk(["satu"] * many) for n, (_, many) in enumerate(drawn)
    }

    def made(several, limit):
        return landscape(
            several,
            offices,
            scope="K",
            on=DAY,
            limit=limit,
            marks=marks,
            colour=Colour.RISK,
        )

    shown, summed = made(items, 100), made(items, 0)
    shuffled = chance.sample(items, len(items))
    assert made(shuffled, 100) == shown
    assert made(shuffled, 0) == summed
    assert sorted(box.key for box in shown.boxes) == sorted(item.key for item in items)
    inner = Counter(box.group for box in shown.boxes)
    for group in shown.groups:
        below = [each.key for each in shown.groups if each.parent == group.key]
        assert int(group.remark) == inner[group.key] + sum(inner[key] for key in below)
    shares = [[share.count for share in box.shares] or [1] for box in summed.boxes]
    assert sum(map(sum, shares)) == len(items)
    assert summed.legend == shown.legend
    assert len(shown.facts.rows) == len(items)


def test_a_card_tells_the_figure_in_words_and_keeps_the_border_of_its_status():
    item = Item(
        key="1", name="SIMPUS", layer=Layer.APPLICATION, status=Status.PHASING_OUT
    )
    mark = colouring.by_risk(["Kontrak berakhir 1 Mei 2026"])
    shown = landscape(
        [item], [], scope="K", on=DAY, marks={"1": mark}, colour=Colour.RISK
    )
    [box] = shown.boxes
    assert (box.colour_key, box.pattern) == ("warm-1", "PHASING_OUT")
    assert box.remark == "1 risiko · Akan dihentikan"
    assert "Kontrak berakhir 1 Mei 2026" in box.summary
    assert shown.facts.columns[4] == "Risiko"
    assert shown.facts.rows[0].cells[4] == "1 risiko: Kontrak berakhir 1 Mei 2026"


@pytest.mark.parametrize("theme", Theme)
@pytest.mark.parametrize("scale", [COOL, WARM])
def test_the_steps_of_a_scale_are_told_apart_in_grey(theme: Theme, scale):
    paints = [PALETTES[theme].paint(key).strong for key in scale]
    lights = [luminance(colour) ** (1 / 2.2) for colour in paints]
    steps = [other - one for one, other in pairwise(lights)]
    assert all(step < -0.08 for step in steps) or all(step > 0.08 for step in steps)


@pytest.mark.parametrize("theme", Theme)
@pytest.mark.parametrize("sight", ["deutan", "protan", "tritan"])
@pytest.mark.parametrize("scale", [COOL, ("calm", *WARM)])
def test_the_colours_of_a_scale_are_told_apart_by_the_colour_blind(theme, sight, scale):
    paints = [PALETTES[theme].paint(key).strong for key in scale]
    seen = [_seen(colour, sight) for colour in paints]
    for one, other in combinations(seen, 2):
        apart = sum((a - b) ** 2 for a, b in zip(one, other, strict=True)) ** 0.5
        assert apart > 0.12, (one, other)


_SIGHTS = {
    "protan": ((0.152, 1.053, -0.205), (0.115, 0.786, 0.099), (-0.004, -0.048, 1.052)),
    "deutan": ((0.367, 0.861, -0.228), (0.280, 0.673, 0.047), (-0.012, 0.043, 0.969)),
    "tritan": ((1.256, -0.077, -0.179), (-0.078, 0.931, 0.148), (0.005, 0.691, 0.304)),
}
"""How those see who lack one of the three cones (Machado and others, 2009)."""


def _seen(colour: str, sight: str) -> tuple[float, ...]:
    linear = [(int(colour[at : at + 2], 16) / 255) ** 2.2 for at in (1, 3, 5)]
    return tuple(
        max(sum(a * b for a, b in zip(row, linear, strict=True)), 0) ** (1 / 2.2)
        for row in _SIGHTS[sight]
    )
