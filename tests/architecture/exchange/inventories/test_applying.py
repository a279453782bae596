import pytest
from sqlalchemy import select

from architecture import history, merging, referencing, scope
from architecture.exchange.files.refusals import ImportRefused
from architecture.exchange.inventories.actions import Kind
from architecture.exchange.inventories.applying import Stale, apply
from architecture.exchange.inventories.choices import Choices
from architecture.exchange.inventories.foreseeing import foresee, read
from architecture.exchange.inventories.gathering import gather
from architecture.layers import ApplicationType, Status
from architecture.model import Application, Entry, Organisation, Use, UseState
from tests import make
from tests.architecture.exchange.inventories.make import HEADERS, csv_file
from tests.browser import Statements

CREATING = Choices(create_organisations=True)


@pytest.fixture
def city(session):
    return make.government(session, "Kota Contoh")


def plan_of(session, city, *lines, headers=HEADERS, choices=CREATING):
    table, columns = read(csv_file([headers, *lines]), "daftar.csv", choices)
    return foresee(session, city, table, columns, choices)


def bring_in(session, city, *lines, headers=HEADERS, choices=CREATING):
    plan = plan_of(session, city, *lines, headers=headers, choices=choices)
    done = apply(session, city, plan, source="daftar.csv")
    history.seal(session, by="uji")
    session.commit()
    return done


def applications(session, city):
    query = select(Application).where(Application.government_id == city.id)
    return session.scalars(query.order_by(Application.code)).all()


def load_national(session):
    referencing.load(session)
    history.seal(session, by="uji")
    session.commit()


def test_new_rows_become_applications_of_their_offices(session, city):
    done = bring_in(
        session,
        city,
        ["SIABON", "Mencatat kehadiran pegawai", "Dinas Kominfo"],
        ["SIPARKIR", "Memungut retribusi parkir", "Dinas Perhubungan"],
    )

    assert (done.applications, done.offices) == (2, 2)
    [one, other] = applications(session, city)
    assert (one.code, one.name) == ("DAA-0001", "SIABON")
    assert one.organisation.name == "Dinas Kominfo"
    assert other.description == "Memungut retribusi parkir"
    assert "siparkir" in other.search_text


def test_each_application_has_a_note_and_the_import_one_entry(session, city):
    before, _ = history.head_of(session, city.id)

    bring_in(session, city, ["SIABON", "Presensi", ""], ["SIPARKIR", "Parkir", ""])

    entries = session.scalars(select(Entry).where(Entry.sequence > before)).all()
    assert len(entries) == 1
    [one, _] = applications(session, city)
    [note] = history.of(session, one)
    assert note.deed == "Aplikasi dicatat dari daftar.csv"
    assert note.values["name"] == [None, "SIABON"]


def test_the_same_file_again_changes_nothing(session, city):
    headers = ["Nama Aplikasi", "Uraian", "OPD", "URL", "Status", "Biaya", "Tahun"]
    lines = [
        ["SIABON", "Presensi", "Dinas A", "vpn saja", "Aktif", "Rp 1.500.000", "2019"],
        ["Web Desa Suka", "Website desa", "Desa Suka", "suka.desa.id", "", "", ""],
    ]
    bring_in(session, city, *lines, headers=headers)
    before, _ = history.head_of(session, city.id)

    again = bring_in(session, city, *lines, headers=headers)

    assert again.applications == again.updates == again.uses == again.offices == 0
    assert history.head_of(session, city.id)[0] == before


def test_an_update_keeps_what_the_file_does_not_state(session, city):
    bring_in(session, city, ["SIABON", "Mencatat kehadiran", "Dinas A"])

    bring_in(
        session,
        city,
        ["SIABON", "", "Dinas A", "Tidak Aktif"],
        headers=[*HEADERS, "Status"],
    )

    [one] = applications(session, city)
    assert one.description == "Mencatat kehadiran"
    assert one.status is Status.RETIRED
    [note, _] = history.of(session, one)
    assert note.values["status"] == ["LIVE", "RETIRED"]


def test_an_inactive_application_comes_in_as_such(session, city):
    bring_in(
        session, city, ["LAMA", "x", "", "Tidak Aktif"], headers=[*HEADERS, "Status"]
    )

    [one] = applications(session, city)
    assert one.status is Status.RETIRED


def test_a_national_application_of_eleven_offices_is_one_with_eleven_uses(
    session, city
):
    load_national(session)

    done = bring_in(
        session,
        city,
        *[["Srikandi", "Naskah dinas", f"Dinas {n}"] for n in "ABCDEFGHIJK"],
    )

    assert done.applications == 0
    assert applications(session, city) == []
    uses = session.scalars(select(Use)).all()
    assert len(uses) == 11
    assert len({use.application_id for use in uses}) == 1
    assert uses[0].application.code == "SRIKANDI"


def test_an_unlisted_national_application_becomes_a_candidate_with_its_users(
    session, city
):
    headers = [*HEADERS, "Kategori"]
    lines = [["ePuskesmas Baru", "Layanan", f"Dinas {n}", "Pusat"] for n in "ABC"]

    bring_in(session, city, *lines, headers=headers)

    [one] = applications(session, city)
    assert one.candidate_national
    assert len(session.scalars(select(Use)).all()) == 3


def test_a_use_that_ended_is_taken_up_again(session, city):
    load_national(session)
    line = ["Srikandi", "Naskah dinas", "Dinas A"]
    bring_in(session, city, line)
    [use] = session.scalars(select(Use)).all()
    use.state = UseState.ENDED
    session.commit()

    bring_in(session, city, line)

    session.expire_all()
    [use] = session.scalars(select(Use)).all()
    assert use.state is UseState.IN_USE


def test_an_unusable_address_is_kept_as_a_note(session, city):
    bring_in(
        session, city, ["SIABON", "x", "", "hanya lewat VPN"], headers=[*HEADERS, "URL"]
    )

    [one] = applications(session, city)
    assert one.url == ""
    assert "hanya lewat VPN" in one.notes


def test_websites_are_websites(session, city):
    bring_in(session, city, ["Website Desa Suka", "Website resmi desa", "Desa Suka"])

    [one] = applications(session, city)
    assert one.type is ApplicationType.WEBSITE


def test_what_no_field_can_keep_becomes_a_note_with_a_warning(session, city):
    load_national(session)
    headers = [*HEADERS, "Kode referensi", "Tahun"]

    plan = plan_of(
        session, city, ["SIABON", "x", "", "RAB.99.99, RAB.01", "1975"], headers=headers
    )

    [action] = plan.actions
    assert action.kind is Kind.NEW
    assert action.values["reference_codes"] == ["RAB.01"]
    assert "RAB.99.99" in action.values["notes"]
    assert "1975" in action.values["notes"]
    assert any("RAB.99.99" in warning for warning in action.warnings)


def test_a_day_that_cannot_be_does_not_keep_the_file_out(session, city):
    headers = [*HEADERS, "Rencana mulai"]

    bring_in(session, city, ["SIABON", "x", "", "31/12/9999"], headers=headers)

    [one] = applications(session, city)
    assert one.planned_start is None
    assert "9999" in one.notes


def test_what_no_field_can_keep_refuses_the_row_where_no_note_can_either(session, city):
    headers = [*HEADERS, "Tahun", "Catatan"]

    plan = plan_of(
        session, city, ["SIABON", "x", "", "1975", "x" * 3995], headers=headers
    )

    assert [each.kind for each in plan.refused] == [Kind.REFUSED]
    assert "Catatan" in plan.refused[0].reasons[0]


def test_a_refused_row_keeps_everything_out(session, city):
    plan = plan_of(session, city, ["SIABON", "x", ""], ["", "tanpa nama", "Dinas A"])

    with pytest.raises(ImportRefused, match="1 baris ditolak"):
        apply(session, city, plan, source="daftar.csv")

    assert applications(session, city) == []


def test_an_unknown_office_refuses_its_row_unless_it_may_be_made(session, city):
    plan = plan_of(session, city, ["SIABON", "x", "Dinas A"], choices=Choices())

    [action] = plan.actions
    assert action.kind is Kind.REFUSED
    assert "Dinas A" in action.reasons[0]


def test_a_plan_about_what_is_gone_is_refused(session, city):
    bring_in(session, city, ["SIABON", "Presensi", ""])
    plan = plan_of(session, city, ["SIABON", "Presensi pegawai kota", ""])
    [one] = applications(session, city)
    other = make.application(session, of=city)
    one.merged_into_id = other.id
    session.commit()

    with pytest.raises(Stale):
        apply(session, city, plan, source="daftar.csv")


def test_new_codes_do_not_take_those_that_are_taken(session, city):
    make.application(session, "Lama", of=city, code="DAA-0001")

    bring_in(session, city, ["SIABON", "Presensi", ""])

    assert [each.code for each in applications(session, city)] == [
        "DAA-0001",
        "DAA-0002",
    ]


def test_something_of_the_same_work_under_another_name_is_suggested(session, city):
    office = make.office(session, "Badan Kepegawaian", of=city)
    make.application(
        session,
        "SIMPEG",
        of=office,
        description="Mengelola data kepegawaian: pangkat, jabatan, dan riwayat kerja "
        "pegawai negeri sipil.",
    )

    plan = plan_of(
        session,
        city,
        [
            "Sistem Informasi Kepegawaian Daerah",
            "Mengelola data kepegawaian: pangkat, jabatan, riwayat kerja pegawai "
            "negeri sipil.",
            "Badan Kepegawaian",
        ],
    )

    [action] = plan.actions
    assert action.kind is Kind.SUGGESTION
    assert action.likely[0].name == "SIMPEG"
    assert action.likely[0].reasons


def test_another_government_is_neither_seen_nor_changed(session, city):
    other = make.government(session, "Kabupaten Lain")
    make.application(session, "SIABON", of=other, description="Presensi")

    bring_in(session, city, ["SIABON", "Presensi", ""])

    assert len(applications(session, city)) == 1
    [theirs] = applications(session, other)
    assert history.of(session, theirs) == []
    assert theirs.version == 1


def statements_for(session, city, many):
    plan = plan_of(
        session, city, *[[f"Aplikasi {n:05d}", f"Uraian {n}", ""] for n in range(many)]
    )
    session.commit()
    with Statements(session.get_bind()) as counted:
        apply(session, city, plan, source="daftar.csv")
    history.discard(session)
    session.rollback()
    return counted.texts


def test_rows_of_one_portion_cost_no_statement_each(session, city):
    few, many = (statements_for(session, city, rows) for rows in (20, 400))

    def others(texts):
        """Leave out what SQLite wants a row at a time: ids that come back in order."""
        alone = session.get_bind().dialect.name == "sqlite"
        return [
            t for t in texts if not (alone and t.startswith("INSERT INTO elements"))
        ]

    assert len(others(few)) == len(others(many))


def test_what_exists_is_gathered_in_a_fixed_number_of_queries(session, city):
    def count():
        session.commit()
        with Statements(session.get_bind()) as counted:
            gather(session, session.get_one(Organisation, city.id))
        return len(counted)

    few = count()
    for _ in range(15):
        make.application(session, of=make.office(session, of=city))

    assert count() == few


@pytest.fixture
def merged(session, city):
    """Give two applications of two offices, the second merged into the first."""
    bring_in(
        session,
        city,
        ["SIABON", "Mencatat kehadiran pegawai", "Dinas A"],
        ["Kelingan", "Presensi dengan swafoto", "Dinas B"],
    )
    one, other = applications(session, city)
    viewer = scope.full(city.id)
    seen = merging.foresee(session, viewer, one.id, other.id)
    merging.merge(
        session,
        viewer,
        one.id,
        other.id,
        choices={},
        reason="Aplikasi yang sama.",
        token_seen=seen.token,
    )
    history.seal(session, by="uji")
    session.commit()
    return one, other


def test_a_row_that_names_what_was_merged_means_what_stands_for_it(
    session, city, merged
):
    one, other = merged
    lines = [
        ["SIABON", "Mencatat kehadiran pegawai", "Dinas A"],
        ["Kelingan", "Presensi dengan swafoto", "Dinas B"],
        ["Kelingan", "Presensi dengan swafoto", "Dinas C"],
        ["Kelingan", "Presensi dengan swafoto", "Dinas A"],
    ]

    plan = plan_of(session, city, *lines)

    assert [each.kind for each in plan.actions] == [
        Kind.SAME,
        Kind.SAME,
        Kind.USE,
        Kind.SAME,
    ]
    assert {each.application_id for each in plan.actions} == {one.id}
    assert f"sudah digabung ke {one.code}" in plan.actions[1].reasons[0]

    done = bring_in(session, city, *lines)
    assert (done.applications, done.updates, done.uses) == (0, 0, 1)
    assert (one.description, other.merged_into_id) == (
        "Mencatat kehadiran pegawai",
        one.id,
    )


def test_a_row_with_the_code_of_what_was_merged_changes_neither(session, city, merged):
    one, other = merged
    headers = [*HEADERS, "Kode"]

    plan = plan_of(
        session,
        city,
        ["Nama Baru", "Uraian baru", "Dinas B", other.code],
        headers=headers,
    )

    [action] = plan.actions
    assert (action.kind, action.application_id) == (Kind.SAME, one.id)
    assert action.values == {}


def test_of_two_that_fit_alike_a_row_means_the_one_that_stands(session, city, merged):
    one, other = merged
    other.name, other.description = one.name, one.description
    other.organisation_id = one.organisation_id
    session.commit()

    plan = plan_of(
        session, city, ["SIABON", "Mencatat kehadiran pegawai kota", "Dinas A"]
    )

    [action] = plan.actions
    assert (action.kind, action.application_id) == (Kind.UPDATE, one.id)


def test_a_word_of_what_was_merged_is_not_suggested_as_something_of_its_own(
    session, city, merged
):
    _, other = merged

    plan = plan_of(
        session, city, ["Absen Kita", "Presensi pegawai dengan swafoto", "Dinas D"]
    )

    likely = {each.application_id for each in plan.actions[0].likely}
    assert other.id not in likely
