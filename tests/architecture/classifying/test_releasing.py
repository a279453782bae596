"""A new release: every link is kept or asked for, all of it or nothing."""

import random
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import select

from architecture import classifying, elements, history, referencing
from architecture.classifying import asking, own, releasing
from architecture.classifying.suggesting import suggested
from architecture.classifying.values import Change
from architecture.duplicates import shipped
from architecture.errors import CodeTaken, Invalid, WrongState
from architecture.layers import Layer
from architecture.model import CodeQuestion, OwnCode, ReferenceCode, Release, Urusan
from eaportal import db
from tests import make
from tests.architecture.classifying.test_inferring import row
from tests.browser import Statements


@pytest.fixture
def office(session):
    referencing.load(session)
    made = make.office(session)
    history.seal(session, by="uji")
    session.commit()
    return made


def bearing(session, office, *codes, name="Layanan", layer=Layer.SERVICE):
    stated = {"name": name, "reference_codes": list(codes)}
    return elements.add(session, office, layer, stated)


def rows_of(session, *, without=(), titles=None, extra=()):
    """Return the release in force again, with some codes left out or changed."""
    rows = [
        row(node.code, (titles or {}).get(node.code, node.name))
        for node in classifying.tree(session)
        if node.code not in without and node.domain == "RAB"
    ]
    return [*rows, *extra]


def sealed(session):
    history.seal(session, by="uji")
    session.commit()
    session.expire_all()


def adopt(session, rows, name="1"):
    seen = releasing.adopt(session, rows, name)
    sealed(session)
    return seen


def test_moved_and_merged_are_carried_over_with_one_entry_in_the_history(
    session, office
):
    moved = bearing(session, office, "RAB.06.05", "RAL.01.35")
    both = bearing(session, office, "RAB.06.06", "RAB.06.05")
    same = bearing(session, office, "RAB.09.06")
    before = history.head_of(session, office.government_id)[0]
    sealed(session)
    before = history.head_of(session, office.government_id)[0]
    rows = rows_of(
        session,
        without={"RAB.06.05", "RAB.06.06"},
        extra=[row("RAB.06.07", "Kepemudaan", origins=["RAB.06.05", "RAB.06.06"])],
    )

    seen = adopt(session, rows)

    assert moved.reference_codes == ["RAB.06.07", "RAL.01.35"]
    assert both.reference_codes == ["RAB.06.07"]
    assert same.reference_codes == ["RAB.09.06"]
    assert history.head_of(session, office.government_id)[0] == before + 1
    [note, _] = history.of(session, moved)
    assert note.deed == "Kode referensi mengikuti rilis 1"
    assert len(history.of(session, same)) == 1
    assert seen.counts["digabung"] == 2
    assert not session.scalars(select(CodeQuestion)).all()
    youth = session.get(Urusan, "S")
    assert (youth.codes, youth.certain) == (["RAB.06.07"], True)


def test_split_withdrawn_and_unsure_are_asked_and_keep_their_code_until_then(
    session, office
):
    split = bearing(session, office, "RAB.03.01", name="Jalan")
    twin = bearing(session, office, "RAB.03.01", name="Jembatan")
    gone = bearing(session, office, "RAB.02.07")
    rows = rows_of(
        session,
        without={"RAB.03.01", "RAB.02.07"},
        extra=[
            row("RAB.03.08", "Jalan dan Jembatan", origins=["RAB.03.01"]),
            row("RAB.03.09", "Bangunan Gedung", origins=["RAB.03.01"]),
        ],
    )
    adopt(session, rows)
    listed, _, _ = asking.listed(session, office.government_id, 1)

    assert {each.element.name: each.row.targets for each in listed} == {
        "Jalan": ["RAB.03.08", "RAB.03.09"],
        "Jembatan": ["RAB.03.08", "RAB.03.09"],
        "Layanan": [],
    }
    assert split.reference_codes == ["RAB.03.01"]
    first = next(each.row for each in listed if each.element.id == split.id)
    with pytest.raises(Invalid):
        asking.answer(session, [first], "RAL.01", by="uji")
    both = asking.alike(session, first)
    assert asking.answer(session, both, "rab.03.08", by="a") == 2
    withdrawn = session.scalars(
        select(CodeQuestion).where(CodeQuestion.element_id == gone.id)
    ).one()
    asking.answer(session, [withdrawn], "-", by="a")
    sealed(session)

    assert split.reference_codes == twin.reference_codes == ["RAB.03.08"]
    assert gone.reference_codes == []
    assert asking.count(session, office.government_id) == 0
    with pytest.raises(WrongState, match="sudah dijawab"):
        asking.answer(session, [first], "RAB.03.09", by="b")


def test_own_codes_follow_their_parent_and_their_elements_follow_them(session, office):
    root = office.government_id
    upper = own.add(session, root, "RAB.06.05", "Kepeloporan")
    lower = own.add(session, root, upper.code, "Paskibra")
    bearer = bearing(session, office, lower.code)
    loose = bearing(session, office, "RAB.06.05.07")
    national = [row("RAB.05.04", "Pemuda"), row("RAB.05.04.01", "Nasional")]
    rows = rows_of(session, without={"RAB.06.05"}, extra=national)

    adopt(session, rows)

    assert upper.code == "RAB.05.04.02"
    assert (lower.code, lower.parent) == ("RAB.05.04.02.01", upper.code)
    assert bearer.reference_codes == [lower.code]
    assert loose.reference_codes == ["RAB.05.04.07"]
    known = referencing.known_codes(session, root)
    assert set(bearer.reference_codes + loose.reference_codes) <= set(known)


def test_own_codes_below_a_split_one_are_asked_for_and_move_as_a_family(
    session, office
):
    root = office.government_id
    upper = own.add(session, root, "RAB.03.01", "Drainase")
    lower = own.add(session, root, upper.code, "Saluran")
    bearer = bearing(session, office, lower.code)
    extra = [
        row("RAB.03.08", "Air", origins=["RAB.03.01"]),
        row("RAB.03.09", "Jalan", origins=["RAB.03.01"]),
    ]
    adopt(session, rows_of(session, without={"RAB.03.01"}, extra=extra))
    [question] = session.scalars(select(CodeQuestion))

    assert question.own_code_id == upper.id
    assert asking.answer(session, [question], "RAB.03.08", by="a") == 1
    sealed(session)
    assert lower.code == "RAB.03.08.01.01"
    assert bearer.reference_codes == [lower.code]


def test_an_own_code_that_became_national_is_absorbed(session, office):
    made = own.add(session, office.government_id, "RAB.09.06", "Mutasi Pegawai")
    bearer = bearing(session, office, made.code)
    rows = rows_of(session, extra=[row("RAB.09.06.01", "Mutasi pegawai")])

    adopt(session, rows)

    assert bearer.reference_codes == ["RAB.09.06.01"]
    assert made.retired_on
    node = classifying.tree(session, office.government_id).get("RAB.09.06.01")
    assert (node.own, node.name) == (0, "Mutasi pegawai")


def test_the_old_release_stays_and_trees_that_the_file_lacks_too(session, office):
    before = classifying.current(session).id
    count = len(classifying.tree(session).nodes)

    seen = adopt(session, rows_of(session, titles={"RAB.06": "Pendidikan dan Kerja"}))

    assert seen.kept == ["RAA", "RAD", "RAI", "RAK", "RAL"]
    assert len(classifying.tree(session, release=before).nodes) == count
    assert classifying.tree(session).get("RAB.06").name == "Pendidikan dan Kerja"
    assert classifying.tree(session).get("RAL.01.25")
    assert len(session.scalars(select(Release).where(Release.current)).all()) == 1


def test_foreseeing_writes_nothing_and_tells_what_adopting_does(session, office):
    bearing(session, office, "RAB.06.05")
    sealed(session)
    rows = rows_of(session, without={"RAB.06.05"}, extra=[row("RAB.06.09", "Pemuda")])

    seen = releasing.foresee(session, rows)
    assert not session.dirty
    assert not session.new
    done = adopt(session, rows)

    assert done.effects == seen.effects
    assert [each.elements for each in seen.effects if each.government] == [1]


def test_a_bad_release_changes_nothing(session, office):
    bearer = bearing(session, office, "RAB.06.05")
    sealed(session)
    with pytest.raises(Invalid) as refused:
        releasing.adopt(session, [row("RAB.01.01", "Yatim")], "1")
    with pytest.raises(CodeTaken):
        releasing.adopt(session, rows_of(session), "0")
    with pytest.raises(WrongState):
        releasing.adopt(session, rows_of(session), "1", after=999)
    session.rollback()

    assert "tingkat yang hilang" in refused.value.problems["file"][0]
    assert bearer.reference_codes == ["RAB.06.05"]
    assert not session.scalar(select(Release).where(Release.name == "1"))


def test_what_is_still_asked_is_touched_by_no_later_release(session, office):
    asked = bearing(session, office, "RAB.06.05")
    adopt(session, rows_of(session, without={"RAB.06.05"}))
    reused = [row("RAB.06.05", "Perfilman", change=Change.NEW)]
    adopt(session, rows_of(session, extra=reused), "2")
    moved = rows_of(session, without={"RAB.06.05"})
    adopt(session, [*moved, row("RAB.08.03", "Perfilman")], "3")

    assert asked.reference_codes == ["RAB.06.05"]
    assert asking.count(session, office.government_id) == 1


def any_release(session, chance):
    """Return a release in which codes stay, move, split, go or are renamed."""
    free = iter(range(50, 99))
    rows = []
    for node in classifying.tree(session):
        deed = chance.choice(["keep"] * 3 + ["move", "split", "gone", "rename"])
        if node.domain != "RAB":
            continue
        if node.level == 1 or deed == "keep":
            rows.append(row(node.code, node.name))
        elif deed == "move":
            rows.append(row(f"{node.parent}.{next(free, 20)}", node.name))
        elif deed == "rename":
            rows.append(row(node.code, f"{node.name} baru"))
        elif deed == "split":
            halves = (f"{node.parent}.{next(free, 21)}" for _ in "ab")
            rows += [row(code, code, origins=[node.code]) for code in halves]
    return list({each.code: each for each in rows}.values())


@pytest.mark.parametrize("seed", range(6))
def test_after_any_release_each_link_stands_in_the_tree_or_in_the_queue(
    session, office, seed
):
    chance = random.Random(seed)  # noqa: S311 - the same each time
    root = office.government_id
    national = [n.code for n in classifying.tree(session) if n.domain == "RAB"]
    deep = [code for code in national if code.count(".") == 2]
    for number in range(8):
        parent = chance.choice([*deep, *session.scalars(select(OwnCode.code))])
        if classifying.tree(session, root).carries_own(parent):
            own.add(session, root, parent, f"Milik {number}")
    pool = [*national, *session.scalars(select(OwnCode.code))]
    pool += [f"{code}.77" for code in chance.sample(deep, 3)]
    bearers = [
        bearing(session, office, *chance.sample(pool, chance.randint(1, 3)))
        for _ in range(30)
    ]
    before = {each.id: list(each.reference_codes) for each in bearers}
    rows = any_release(session, chance)
    adopt(session, rows)

    known = referencing.known_codes(session, root)
    queue = session.scalars(select(CodeQuestion)).all()
    asked = {(each.element_id, each.code) for each in queue}
    waiting = {each.code for each in queue if each.own_code_id}
    assert all(each.reference_codes for each in bearers if before[each.id])
    for key, code in [(b.id, code) for b in bearers for code in b.reference_codes]:
        under = any(f"{code}.".startswith(f"{top}.") for top in waiting)
        assert code in known or (key, code) in asked or under, code
    stored = session.scalars(
        select(ReferenceCode.code).where(ReferenceCode.domain == "RAB")
    )
    assert {each.code for each in rows} <= set(stored)


def test_a_release_needs_as_many_statements_for_many_elements_as_for_few(
    session, office
):
    moved = [row("RAB.06.07", "Kepemudaan", origins=["RAB.06.05"])]
    split = [
        row("RAB.03.08", "Jalan", origins=["RAB.03.01"]),
        row("RAB.03.09", "Gedung", origins=["RAB.03.01"]),
    ]
    counts = []
    for more, asked in ((2, 2), (30, 32)):
        for number in range(more):
            bearing(session, office, "RAB.06.05", "RAB.03.01", name=f"Ke-{number}")
        sealed(session)
        rows = rows_of(session, without={"RAB.06.05", "RAB.03.01"}, extra=moved + split)
        with Statements(session.get_bind()) as counted:
            seen = releasing.adopt(session, rows, "1")
        history.discard(session)
        session.rollback()
        assert sum(each.asked for each in seen.effects) == asked
        counts.append(len(counted.texts))
    assert counts[0] == counts[1]


def test_two_releases_at_once_come_one_after_the_other(session, office, engine):
    before = classifying.current(session).id
    bearing(session, office, "RAB.06.05", "RAB.03.01")
    sealed(session)
    split = [row(f"RAB.03.0{n}", f"Jalan {n}", origins=["RAB.03.01"]) for n in (8, 9)]
    rows = rows_of(session, without={"RAB.03.01"}, extra=split)
    session.rollback()
    begin = Barrier(2 if engine.dialect.name == "postgresql" else 1)

    def bring(name):
        with db.sessions(engine, db.WRITING)() as own_session:
            own_session.connection()
            begin.wait(30)
            try:
                releasing.adopt(own_session, rows, name, after=before)
            except WrongState as refused:
                return refused.sentence
            history.seal(own_session, by=name)
            own_session.commit()
            return ""

    with ThreadPoolExecutor(2) as pool:
        told = sorted(pool.map(bring, ["satu", "dua"]))

    assert told[0] == ""
    assert "Pratinjau lagi" in told[1]
    session.expire_all()
    assert len(session.scalars(select(Release).where(Release.current)).all()) == 1
    assert len(session.scalars(select(CodeQuestion)).all()) == 1


def test_a_second_release_leaves_what_is_still_asked_as_it_is(session, office):
    bearer = bearing(session, office, "RAB.03.01")
    split = [
        row("RAB.03.08", "Jalan", origins=["RAB.03.01"]),
        row("RAB.03.09", "Gedung", origins=["RAB.03.01"]),
    ]
    adopt(session, rows_of(session, without={"RAB.03.01"}, extra=split), "1")
    again = [row("RAB.03.01", "Sesuatu yang lain")]
    moved = rows_of(session, without={"RAB.03.08"}, extra=again)
    adopt(session, [*moved, row("RAB.03.07.01", "x", origins=["RAB.03.08"])], "2")

    [question] = session.scalars(select(CodeQuestion))
    assert bearer.reference_codes == ["RAB.03.01"]
    assert (question.code, question.targets) == (
        "RAB.03.01",
        ["RAB.03.08", "RAB.03.09"],
    )
    asking.answer(session, [question], "RAB.03.07.01", by="a")
    sealed(session)
    assert bearer.reference_codes == ["RAB.03.07.01"]


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([row("RAB.\u0660\u0661", "Angka lain")], "bukan kode"),
        ([row("", "Tanpa kode")], "“” bukan kode"),
    ],
)
def test_what_is_no_code_is_called_so_and_nothing_else(session, office, rows, said):
    with pytest.raises(Invalid) as refused:
        releasing.foresee(session, rows)

    [told] = refused.value.problems["file"]
    assert said in told


def test_a_file_that_holds_a_part_of_a_tree_is_doubted(session, office):
    part = [row("RAB.01", "Pertahanan dan Luar Negeri")]
    whole = rows_of(session, without={"RAB.03.01"})

    assert releasing.foresee(session, part).meagre == ["RAB"]
    assert releasing.foresee(session, whole).meagre == []


def test_a_code_of_the_deepest_level_and_a_number_of_three_digits_can_be_borne(
    session, office
):
    code = "RAB.09.06"
    for number in (0, 123, 0, 0, 0):
        made = own.add(session, office.government_id, code, "Milik", number=number)
        code = made.code

    assert code == "RAB.09.06.01.123.01.01.01"
    assert bearing(session, office, code).reference_codes == [code]


def test_suggestions_and_the_search_follow_codes_that_moved(session, office):
    titles = {"RAB.09.01": "Aparatur Negara", "RAB.09.06": "Dalam Negeri"}
    adopt(session, rows_of(session, titles=titles), "1")
    elsewhere = [row("RAB.09.21", "Aparatur Negara", origins=["RAB.09.01"])]
    adopt(session, rows_of(session, without={"RAB.09.01"}, extra=elsewhere), "2")

    codes = classifying.tree(session, office.government_id)
    thesaurus = shipped()[0]
    [first, *_] = suggested(codes, thesaurus, ["RAB"], ["Presensi pegawai"])
    found = classifying.search(codes, thesaurus, "presensi")

    assert first.code == "RAB.09.21"
    assert "RAB.09.21" in {hit.node.code for hit in found}
    assert codes.today("RAB.09.06") == "RAB.09.21"
    assert codes.today("RAB.09.01") == "RAB.09.06"
