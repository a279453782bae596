"""What a search over all layers finds, for whom, and that its index keeps up."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from architecture import elements, history, scope
from architecture.elements.changes import ChangeSet, NewElement, apply
from architecture.layers import Layer, Sharing, Status
from architecture.model import Application, Element
from architecture.seeking import Seeker, Wanted, search
from architecture.seeking.reading import entries
from architecture.seeking.shelf import MOST
from tests import make


@pytest.fixture
def office(session):
    return make.office(session, "Dinas Kesehatan", short_name="Dinkes")


@pytest.fixture
def index(tmp_path):
    return Seeker(tmp_path / "search.sqlite")


def added(session, office, layer, name, **more):
    life = {key: more.pop(key) for key in ("status", "sharing", "code") if key in more}
    made = elements.add(session, office, layer, {"name": name, **more}, **life)
    sealed(session)
    return made


def changed(session, row, **values):
    government = row.government_id
    history.change(session, row, values, deed="Uji", government=government)


def sealed(session):
    history.seal(session, by="uji")
    session.commit()


def asked(session, index, viewer, text, **more):
    return search(session, viewer, Wanted(text=text, **more), index=index)


def names(session, index, office, text, **more):
    viewer = scope.full(office.government_id)
    found = asked(session, index, viewer, text, **more)
    return [hit.element.name for hit in found.hits]


@pytest.mark.parametrize(
    "text",
    [
        "kepegaw",  # the beginning of a word
        "gawaian",  # its end
        "pegawai",  # its stem
        "SIMPEG",
        "SIMK",  # the initials of the name
        "daa-0001",
        "RAB.09.06",
        "rab.09",
        "kenaikan pangkat",
        "Sistem yang dan Kepegawaian",
    ],
)
def test_an_element_is_found_by_part_stem_acronym_and_code(
    session, index, office, text
):
    name = "Sistem Informasi Manajemen Kepegawaian"
    stated = {"acronym": "SIMPEG", "function": "Mengurus kenaikan pangkat"}
    made = added(session, office, Layer.APPLICATION, name, **stated)
    history.change(
        session,
        made,
        {"reference_codes": ["RAB.09.06.01"]},
        deed="Uji",
        government=made.government_id,
    )
    sealed(session)
    added(session, office, Layer.SERVICE, "Antrean puskesmas")

    assert names(session, index, office, text) == [name]


def test_the_best_come_first_and_all_layers_are_counted(session, index, office):
    added(session, office, Layer.DATA, "Buku", description="Tentang surat")
    added(session, office, Layer.SERVICE, "Pengantar surat")
    added(session, office, Layer.BUSINESS, "Surat keluar")
    added(session, office, Layer.APPLICATION, "Aplikasi naskah", acronym="SURAT")
    viewer = scope.full(office.government_id)

    found = asked(session, index, viewer, "surat")
    expected = ["Aplikasi naskah", "Surat keluar", "Pengantar surat", "Buku"]
    assert [hit.element.name for hit in found.hits] == expected
    assert found.total == sum(found.counts.values()) == 4
    assert not found.more
    only = asked(session, index, viewer, "surat", layer=Layer.SERVICE)
    assert [hit.element.name for hit in only.hits] == ["Pengantar surat"]
    assert names(session, index, office, "surat", organisations=frozenset({-1})) == []


def test_a_name_is_found_without_its_hyphen_but_not_across_words(
    session, index, office
):
    added(session, office, Layer.APPLICATION, "e-Presensi")
    added(session, office, Layer.APPLICATION, "Absen Siswa")

    assert names(session, index, office, "epresensi") == ["e-Presensi"]
    assert names(session, index, office, "absensi") == []


def test_another_government_finds_only_what_is_shared_by_what_is_shared(
    session, index, office
):
    stated = {"description": "Zamrud", "built_by": "Kecubung", "notes": "Kecubung"}
    shown, hidden = Sharing.NAME_AND_FUNCTION, Sharing.NOTHING
    url = "https://pirus.go.id"
    more = stated | {"url": url}
    app = added(
        session, office, Layer.APPLICATION, "Kartu sehat", sharing=shown, **more
    )
    app.former_names = ["Mirah"]
    added(session, office, Layer.APPLICATION, "Kartu kuning", sharing=hidden)
    planned = {"sharing": shown, "status": Status.PLANNED}
    added(session, office, Layer.APPLICATION, "Kartu biru", **planned)
    added(session, office, Layer.SERVICE, "Kartu merah")
    other = make.office(session)
    sealed(session)

    viewer = scope.full(other.government_id)
    found = asked(session, index, viewer, "kartu")
    assert [hit.element.name for hit in found.hits] == ["Kartu sehat"]
    assert found.total == 1
    assert asked(session, index, viewer, "zamrud").total == 1
    for text in ("kecubung", "mirah", "pirus"):
        assert asked(session, index, viewer, text).total == 0
    assert asked(session, index, scope.PUBLIC, "kartu").total == 1


def test_a_restricted_field_is_never_searched(session, index, office):
    restricted = {"ip_address": "10.99.88.77", "location": "Ruang Rahasia"}
    fields = elements.fields_of(session, office.government_id, Layer.INFRASTRUCTURE)
    known = {field.name for field in fields}
    stated = {name: text for name, text in restricted.items() if name in known}
    added(session, office, Layer.INFRASTRUCTURE, "Peladen", kind="SERVER", **stated)
    closed = {f.name for f in fields if f.cls.name == "RESTRICTED"} & stated.keys()

    assert closed
    for name in closed:
        assert names(session, index, office, stated[name]) == []


def test_other_words_for_the_same_are_a_group_of_their_own(session, index, office):
    added(session, office, Layer.APPLICATION, "Absensi pegawai")
    added(session, office, Layer.APPLICATION, "Presensi guru")
    viewer = scope.full(office.government_id)

    found = asked(session, index, viewer, "absensi")
    assert [hit.element.name for hit in found.hits] == ["Absensi pegawai"]
    assert [hit.element.name for hit in found.also] == ["Presensi guru"]
    assert "presensi" in found.words


def test_what_was_merged_leads_to_what_stands_for_it(session, index, office):
    kept = added(session, office, Layer.APPLICATION, "Antrean terpadu")
    gone = added(session, office, Layer.APPLICATION, "Loket lama", acronym="LOLA")
    assert names(session, index, office, "loket") == ["Loket lama"]
    history.change(
        session,
        gone,
        {"merged_into_id": kept.id},
        deed="Uji",
        government=kept.government_id,
    )
    sealed(session)

    for text in ("loket", gone.code, "lola"):
        assert names(session, index, office, text) == ["Antrean terpadu"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        '"',
        "' OR 1=1",
        "a*",
        "NEAR(",
        "name:x",
        "%",
        "_",
        "x" * 200,
        "\x01",
        "é",
    ],
)
def test_nonsense_finds_nothing_and_breaks_nothing(session, index, office, text):
    added(session, office, Layer.SERVICE, "Layanan")

    assert names(session, index, office, text) == []


STEP = st.tuples(
    st.sampled_from(["add", "revise", "hide", "ask"]),
    st.sampled_from(["Surat", "Pajak", "Aset", "Cuti"]),
    st.integers(0, 99),
)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(STEP, min_size=1, max_size=6))
def test_the_index_follows_whatever_is_written(session, index, office, steps):
    for deed, word, chosen in steps:
        rows = session.scalars(select(Element).order_by(Element.id)).all()
        if deed == "add" or not rows:
            layer = Layer.SERVICE if chosen % 2 else Layer.APPLICATION
            elements.add(session, office, layer, {"name": f"{word} {chosen}"})
        elif deed == "revise":
            elements.revise(session, rows[chosen % len(rows)], {"name": word})
        elif deed == "hide":
            values = {"sensitive": True}
            history.change(
                session,
                rows[chosen % len(rows)],
                values,
                deed="Uji",
                government=office.government_id,
            )
        sealed(session)
        if deed == "ask":
            names(session, index, office, word)

    names(session, index, office, "surat")
    with index.in_step(session) as opened:
        query = "SELECT rowid, name, codes, former, body FROM texts"
        there = set(opened.link.execute(query))
        known = set(opened.link.execute("SELECT doc, shared, name FROM docs"))
    wanted = list(entries(session))
    texts = {
        (2 * e.element + e.shared, e.name, e.codes, e.former, e.body) for e in wanted
    }
    docs = {(2 * e.element + e.shared, int(e.shared), e.name) for e in wanted}
    assert there == texts
    assert known == docs


def test_words_that_thousands_say_find_the_best_of_them(session, index, office):
    new = [
        NewElement(
            ref=str(number),
            layer=Layer.SERVICE,
            organisation_id=office.id,
            stated={"name": f"Layanan {number}", "description": "Tentang surat"},
        )
        for number in range(MOST + 20)
    ]
    changes = ChangeSet(elements=new)
    apply(session, office.government_id, changes, deed="Uji")
    added(session, office, Layer.DATA, "Surat")
    viewer = scope.full(office.government_id)

    found = asked(session, index, viewer, "surat")
    assert found.more
    assert found.hits[0].element.name == "Surat"


def test_a_restored_database_is_indexed_anew(session, index, office):
    added(session, office, Layer.SERVICE, "Layanan")
    assert names(session, index, office, "layanan") == ["Layanan"]
    with index._file.opened(writing=True) as opened:
        opened.followed({office.government_id: (99, "of another database")})
        opened.replace([session.scalar(select(Element.id))], [])

    assert names(session, index, office, "layanan") == ["Layanan"]
    assert session.scalar(select(Application.id)) is None
