"""What a search over all layers finds, for whom, and that its index keeps up."""

from collections import Counter
from dataclasses import dataclass

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from architecture import elements, history, scope
from architecture.elements.changes import ChangeSet, NewElement, apply
from architecture.layers import Layer, Sharing, Status
from architecture.model import Element
from architecture.roles import Role
from architecture.seeking import Seeker, Wanted, search
from architecture.seeking.reading import entries
from architecture.shelving import Shelf
from tests import make


@pytest.fixture
def office(session):
    return make.office(session, "Dinas Kesehatan", short_name="Dinkes")


@pytest.fixture
def offices(session):
    """Give two offices of each of two governments."""
    made = []
    for _ in range(2):
        made.append(make.office(session))
        made.append(make.office(session, of=made[-1].government))
    return made


@pytest.fixture
def index(tmp_path):
    return Seeker(Shelf(tmp_path / "search"), most_changes=2)


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


@pytest.mark.parametrize("text", ["kepegwaian", "kepegawiaan", "kepegawaiann"])
def test_a_slip_leads_to_a_word_that_the_viewer_may_read(session, index, office, text):
    added(session, office, Layer.SERVICE, "Layanan kepegawaian")
    other = make.office(session)
    sealed(session)

    found = asked(session, index, scope.full(office.government_id), f"layanan {text}")
    assert found.instead == "layanan kepegawaian"
    hidden = asked(session, index, scope.full(other.government_id), text)
    assert (hidden.total, hidden.instead) == (0, "")


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
        "layanan NEAR x",
        "layanan -layanan",
        "layanan*",
        "^layanan",
        "name:layanan",
        '"layanan" OR "x"',
        "%",
        "_",
        "x" * 5_000,
        "x " * 2_500 + "y",
        "\x01\x7f\x9f",
        "\ud83d",
        "\u200f\u200b",
        "كتاب",
        "ꦲꦏ꧀ꦱꦫ",
        "🚀",
        "é",
    ],
)
def test_nonsense_finds_nothing_and_breaks_nothing(session, index, office, text):
    added(session, office, Layer.SERVICE, "Layanan")

    assert names(session, index, office, text) == []


def test_marks_are_no_matter_and_other_scripts_are_found(session, index, office):
    several = ["Kuwaï", "ꦥꦢꦺꦴꦩꦤ꧀ Jawa", "Kitab كِتَاب", "Roket 🚀"]
    for name in several:
        added(session, office, Layer.SERVICE, name)

    asked = ["KUWAI", "ꦥꦢꦺ", "كتاب", "🚀"]
    found = [names(session, index, office, text) for text in asked]
    assert found == [[name] for name in several]


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

    assert said(index.of(session)) == {
        (each.element, each.shared): (
            each.name.encode(),
            {word.encode() for word in each.name.split()},
            {
                word.encode()
                for text in (each.name, each.codes, each.former, each.body)
                for word in text.split()
            },
            {(key.encode(), tier) for key, tier in each.keys.items()},
            each.live,
        )
        for each in entries(session)
    }


def said(index):
    """Return what an index says of each entry: name, words of it, all words, keys."""
    found = {}
    gone = set(index.base.entries.element[index.stale].tolist())
    for part in (index.base, index.fresh):
        rows = part.entries
        words = rows.words.tobytes().split(b"\n")[1:-1]
        for at, element in enumerate(rows.element.tolist()):
            if part is index.base and element in gone:
                continue
            places = [
                place for place, entry in enumerate(rows.said.tolist()) if entry == at
            ]
            spoken = [
                int(np.searchsorted(rows.said_starts, place, side="right")) - 1
                for place in places
            ]
            named = {
                words[word]
                for word, place in zip(spoken, places, strict=True)
                if rows.named[place]
            }
            keys = {
                (rows.key(place), int(rows.key_tiers[place]))
                for place in np.flatnonzero(rows.key_entries == at)
            }
            key = element, bool(rows.shared[at])
            assert key not in found
            told = {words[word] for word in spoken}
            found[key] = rows.name(at), named, told, keys, bool(rows.live[at])
    return found


def test_of_what_many_say_all_is_counted_and_the_best_come_first(
    session, index, office
):
    several = [f"Layanan {number}" for number in range(60)]
    new = [
        NewElement(
            ref=name,
            layer=Layer.SERVICE,
            organisation_id=office.id,
            stated={"name": name, "description": "Tentang surat"},
        )
        for name in several
    ]
    apply(session, office.government_id, ChangeSet(elements=new), deed="Uji")
    added(session, office, Layer.DATA, "Surat")
    viewer = scope.full(office.government_id)

    found = asked(session, index, viewer, "surat")
    assert found.total == 61
    assert found.counts == {Layer.SERVICE: 60, Layer.DATA: 1}
    paged = [hit.element.name for hit in found.hits]
    for number in range(2, found.last + 1):
        page = asked(session, index, viewer, "surat", number=number)
        paged += [hit.element.name for hit in page.hits]
    assert paged == ["Surat", *sorted(several)]


WORDS = ("Surat", "Surat masuk", "Persuratan daerah", "Aset", "Pajak surat")


def answers(name, text):
    """Tell whether a name answers to a text, of whose words one may be too short."""
    said = (word in name for word in text.split() if len(word) > 1)
    return name.startswith(text) or (len(text) > 1 and all(said))


@dataclass(frozen=True)
class World:
    """Elements at random places, who asks where, and for what."""

    rows: list
    posts: set
    chosen: set
    text: str


WORLDS = st.builds(
    World,
    rows=st.lists(
        st.tuples(
            st.integers(0, 3),
            st.sampled_from([Layer.APPLICATION, Layer.SERVICE]),
            st.sampled_from(WORDS),
            st.sampled_from(list(Sharing)),
            st.sampled_from([Status.LIVE, Status.PLANNED, Status.RETIRED]),
            st.booleans(),
        ),
        min_size=1,
        max_size=8,
    ),
    posts=st.sets(st.integers(0, 1)),
    chosen=st.sets(st.integers(0, 3)),
    text=st.sampled_from(["surat", "daerah surat", "aset", "s"]),
)


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(world=WORLDS)
def test_results_counts_and_suggestions_keep_to_the_scope(session, offices, world):
    for at, layer, name, sharing, status, sensitive in world.rows:
        life = {"sharing": sharing} if layer is Layer.APPLICATION else {}
        made = elements.add(
            session, offices[at], layer, {"name": name}, status=status, **life
        )
        made.sensitive = sensitive and layer is Layer.APPLICATION
    sealed(session)
    governments = [offices[2 * at].government_id for at in world.posts]
    viewer = scope.Viewer(
        posts=tuple(
            scope.PostHeld(Role.OPERATOR, key, key, frozenset({key}))
            for key in governments
        )
    )
    within = frozenset(offices[at].id for at in world.chosen)

    found = asked(session, Seeker(), viewer, world.text, organisations=within)
    seen = select(Element).where(scope.elements(viewer))
    expected = {
        row.id: row.layer
        for row in session.scalars(seen)
        if (not within or row.organisation_id in within)
        and answers(row.name.lower(), world.text)
    }
    assert {hit.element.id for hit in found.hits} <= expected.keys()
    assert found.total == len(expected)
    assert found.counts == Counter(expected.values())
    others = set(session.scalars(seen.with_only_columns(Element.id)))
    assert {hit.element.id for hit in found.also} <= others - expected.keys()
    for row in session.scalars(select(Element)).all():
        row.name = row.search_text = "Lain"
        row.sharing = Sharing.NOTHING
    session.commit()
