"""What becomes of codes, by what a file says and by titles where it says nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from architecture.classifying.carrying import Owned, carried
from architecture.classifying.checking import problems
from architecture.classifying.inferring import fates
from architecture.classifying.values import Change, Fate, NewCode


def row(code, name="Judul", *, change=None, origins=()):
    above = code.rpartition(".")[0] if code.count(".") > 1 else ""
    return NewCode(code, above, code.count("."), name, "", change, tuple(origins), 1)


def fate_of(old, *rows):
    [code] = old
    return fates(old, rows)[code]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([row("RAB.01", "Kesehatan")], Fate(Change.SAME, ("RAB.01",))),
        ([row("RAB.07", "kesehatan ")], Fate(Change.MOVED, ("RAB.07",))),
        (
            [row("RAB.01", "Kesehatan Masyarakat")],
            Fate(Change.RENAMED, ("RAB.01",)),
        ),
        ([row("RAB.01", "Pertahanan")], Fate(Change.UNSURE, ("RAB.01",))),
        ([row("RAB.02", "Pertahanan")], Fate(Change.WITHDRAWN)),
        ([row("RAL.01", "Kesehatan")], Fate(Change.WITHDRAWN)),
        (
            [row("RAB.02", "Kesehatan"), row("RAB.03", "Kesehatan")],
            Fate(Change.UNSURE, ("RAB.02", "RAB.03")),
        ),
        (
            [row("RAB.05", "Lain", origins=["RAB.01"], change=Change.MOVED)],
            Fate(Change.MOVED, ("RAB.05",)),
        ),
        (
            [row(f"RAB.0{n}", f"{n}", origins=["RAB.01"]) for n in (3, 4)],
            Fate(Change.SPLIT, ("RAB.03", "RAB.04")),
        ),
        (
            [row("RAB.01", change=Change.WITHDRAWN)],
            Fate(Change.WITHDRAWN),
        ),
        (
            [row("RAB.01", "Pertahanan", change=Change.RENAMED)],
            Fate(Change.RENAMED, ("RAB.01",)),
        ),
        ([row("RAB.01", "Kesehatan", change=Change.NEW)], Fate(Change.WITHDRAWN)),
    ],
)
def test_the_file_counts_and_titles_decide_where_it_says_nothing(rows, expected):
    assert fate_of({"RAB.01": "Kesehatan"}, *rows) == expected


def test_two_that_lead_to_one_are_merged_and_not_asked():
    old = {"RAB.01": "Pemuda", "RAB.02": "Olahraga"}
    new = [row("RAB.03", "Pemuda dan Olahraga", origins=["RAB.01", "RAB.02"])]

    found = fates(old, new)

    assert {each.change for each in found.values()} == {Change.MERGED}
    assert not any(each.asked for each in found.values())


def test_codes_that_change_places_both_move():
    old = {"RAB.01": "Pemuda", "RAB.02": "Olahraga"}
    new = [row("RAB.01", "Olahraga"), row("RAB.02", "Pemuda")]

    assert fates(old, new) == {
        "RAB.01": Fate(Change.MOVED, ("RAB.02",)),
        "RAB.02": Fate(Change.MOVED, ("RAB.01",)),
    }


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([], "tidak memuat"),
        ([row("RAB.01.01")], "tingkat yang hilang"),
        ([row("RAB.01"), row("RAB.01.02.03")], "tingkat yang hilang"),
        ([row("RAB.01"), row("RAB.01")], "2 kali"),
        ([row("RAX.01")], "bukan kode"),
        ([row("RAB.01" + ".01" * 7)], "bukan kode"),
        ([row("RAB.01", "")], "perlu judul"),
        ([row("RAB.01", "Kes\ufffdhatan")], "UTF-8"),
        ([NewCode("RAB.01", "", 3, "A")], "tingkat 1, bukan 3"),
        ([row("RAB.01", origins=["RAB.55"])], "tidak ada pada rilis"),
        ([row("RAB.01", change=Change.SPLIT)], "kolom asalnya kosong"),
        ([row("RAB.09", change=Change.WITHDRAWN)], "tidak ada pada rilis"),
        (
            [NewCode("RAB.01", "RAB.02", 1, "A"), NewCode("RAB.02", "RAB.01", 1, "B")],
            "berputar",
        ),
    ],
)
def test_what_is_no_tree_is_refused_with_its_line(rows, said):
    assert any(said in each for each in problems(rows, {"RAB.01": "A"}))


NUMBERS = st.integers(1, 4)
TITLES = st.sampled_from(["Pemuda", "Olahraga", "Pajak Daerah", "Pajak", "Desa", "Air"])
CODES = st.lists(NUMBERS, min_size=1, max_size=2).map(
    lambda each: "RAB." + ".".join(f"{n:02d}" for n in each)
)
OLD = st.dictionaries(CODES, TITLES, min_size=1, max_size=8)


@st.composite
def releases(draw):
    old = draw(OLD)
    rows = [
        row(
            code,
            draw(TITLES),
            change=draw(st.sampled_from([None, None, Change.NEW, Change.SAME])),
            origins=draw(st.lists(st.sampled_from(sorted(old)), max_size=2)),
        )
        for code in draw(st.lists(CODES, unique=True, max_size=8))
    ]
    own = draw(
        st.lists(
            st.tuples(st.sampled_from(sorted(old)), st.lists(NUMBERS, min_size=1)),
            max_size=6,
        )
    )
    return old, rows, own


def owned(old, several):
    """Return own codes with all that stands between them and a national one."""
    found = {}
    for parent, numbers in several:
        above = parent
        for number in numbers[: 7 - parent.count(".")]:
            code = f"{above}.{number:02d}"
            if code not in old:
                found[code] = Owned(0, code, above, f"Milik {code}")
            above = code
    return [
        each for each in found.values() if each.parent in old or each.parent in found
    ]


@given(releases())
def test_no_link_is_lost_and_what_is_not_asked_is_determined(made):
    old, rows, several = made
    new = {each.code: each.name for each in rows}
    own = owned(old, several)

    found = fates(old, rows)
    plan = carried(found, new, own)

    assert set(found) == set(old)
    for code, fate in found.items():
        assert set(fate.targets) <= set(new)
        assert (code in plan.asked) != (code in plan.moves)
    for each in own:
        places = [
            each.code in plan.moves,
            each.code in plan.waiting,
            each.code in plan.following,
        ]
        assert places.count(True) == 1, each
    gone = [plan.moves[each.code] for each in own if each.code in plan.moves]
    kept = [code for code in gone if code not in new]
    assert len(kept) == len(set(kept)), "two of one's own never become one"
    assert not set(kept) & {*plan.waiting, *plan.following}
    for each in own:
        target = plan.moves.get(each.code)
        if target and each.code not in plan.absorbed:
            assert target not in new
            assert target.count(".") <= 7
            parent = plan.moves.get(each.parent, each.parent)
            assert target.rpartition(".")[0] == parent
