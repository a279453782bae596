"""A workbook that was edited comes back: what is new, what changes, what stays."""

from datetime import date
from decimal import Decimal

import pytest
from openpyxl.styles import Font
from sqlalchemy import select

from architecture import elements, history, inventory
from architecture.exchange.book.applying import apply, ours
from architecture.exchange.book.plan import Action, Reach
from architecture.layers import Layer, Sharing, Status, Verb
from architecture.model import Application, Element, Relation, Use, UseState
from architecture.scope import full
from tests import make
from tests.architecture.exchange.book.make import (
    append,
    brought_in,
    cells,
    edited,
    exported,
    foreseen,
    put,
    rows,
)
from tests.architecture.exchange.book.test_writing import operator_of


def test_what_nobody_edited_changes_nothing(session, city):
    plan = foreseen(session, city.government, exported(session, city.government))
    assert plan.outcomes == ()
    assert plan.same == {
        "Aplikasi": 1,
        "Data dan Informasi": 1,
        "Infrastruktur": 1,
        "Strategi": 1,
        "Relasi": 2,
    }
    assert plan.notes == ()


def test_a_cell_that_changed_is_shown_old_and_new(session, city):
    file = edited(
        exported(session, city.government),
        put("Aplikasi", "DAA-0001", Uraian="Mencatat semua pegawai", Tahun_mulai=2020),
    )
    [outcome] = foreseen(session, city.government, file).outcomes
    assert outcome.action is Action.CHANGED
    assert [(d.heading, d.before, d.after) for d in outcome.differences] == [
        ("Uraian", "Mencatat pegawai", "Mencatat semua pegawai"),
        ("Tahun mulai", "2019", "2020"),
    ]


def test_a_new_row_says_whose_it_will_be_also_where_its_cell_is_empty(session, city):
    file = edited(exported(session, city.government), append("Layanan", Nama="Baru"))

    [outcome] = foreseen(session, city.government, file).outcomes

    assert ("Perangkat daerah", "", city.government.name) in [
        (d.heading, d.before, d.after) for d in outcome.differences
    ]


def test_what_is_shown_is_what_is_written_in_one_entry(session, city):
    history.seal(session, by="uji")
    file = edited(
        exported(session, city.government),
        put(
            "Aplikasi",
            "DAA-0001",
            Biaya_per_tahun=20_000_000,
            Basis_aplikasi="Desktop; web",
            Kontrak_berakhir="1 Maret 2027",
            Perangkat_daerah="B2",
            Status="akan dihentikan",
            Sensitif="ya",
        ),
    )
    done = brought_in(session, city.government, file)
    assert (done.created, done.updated, done.unchanged) == (0, 1, 5)
    app = city.app
    assert app.cost_yearly == Decimal(20_000_000)
    assert app.platforms == ["WEB", "DESKTOP"]
    assert app.contract_ends_on == date(2027, 3, 1)
    assert app.organisation_id == city.badan.id
    assert app.status is Status.PHASING_OUT
    assert app.sensitive is True
    [entry] = history.seal(session, by="uji")
    assert [note.deed for note in entry.notes] == ["Impor buku kerja"]


def test_an_empty_cell_empties_the_field(session, city):
    file = edited(
        exported(session, city.government),
        put("Aplikasi", "DAA-0001", Uraian=None, Biaya_per_tahun=None),
    )
    brought_in(session, city.government, file)
    assert city.app.description == ""
    assert city.app.cost_yearly is None


def test_a_row_without_a_code_is_new_and_relations_can_name_it(session, city):
    file = edited(
        exported(session, city.government),
        append("Aplikasi", Kode="BARU-1", Nama="E-ARSIP", Perangkat_daerah="Badan Dua"),
        append("Data dan Informasi", Nama="Data arsip"),
        append(
            "Relasi",
            Kode_asal="baru-1",
            Hubungan="menghasilkan",
            Nama_tujuan="Data arsip",
            Keterangan="setiap hari",
        ),
    )
    done = brought_in(session, city.government, file)
    assert done.created == 3
    app = session.scalars(select(Application).where(Element.name == "E-ARSIP")).one()
    assert (app.code, app.organisation_id) == ("DAA-0002", city.badan.id)
    relation = session.scalars(
        select(Relation).where(Relation.source_id == app.id)
    ).one()
    assert relation.verb is Verb.PRODUCES
    assert relation.target.name == "Data arsip"
    assert relation.target.organisation_id == city.government.id
    assert relation.attributes == {"note": "setiap hari"}


def test_relations_change_and_go(session, city):
    keys = [city.uses.id, city.runs.id]
    file = edited(
        exported(session, city.government),
        put("Relasi", keys[0], Hapus="hapus"),
        put(
            "Relasi",
            keys[1],
            Berakhir=date(2027, 1, 1),
            Keterangan="mesin lama",
        ),
    )
    plan = foreseen(session, city.government, file)
    assert [each.action for each in plan.outcomes] == [Action.REMOVED, Action.CHANGED]
    done = apply(session, city.government.id, plan, deed="Impor")
    assert (done.removed, done.updated) == (1, 1)
    session.flush()
    assert session.get(Relation, keys[0]) is None
    assert city.runs.ends_on == date(2027, 1, 1)
    assert city.runs.attributes == {"note": "mesin lama"}


def test_uses_begin_change_and_end(session, city):
    centre = make.national(session, "Pusat")
    theirs = inventory.add(
        session, centre, {"name": "SRIKANDI"}, sharing=Sharing.PROFILE
    )
    inventory.start_use(session, theirs, city.badan)
    code = f"{centre.code}/{theirs.code}"
    file = edited(
        exported(session, city.government),
        put("Pemakaian", code, Keadaan="Tidak dipakai lagi", Keterangan="beralih"),
        append(
            "Pemakaian", Kode_aplikasi=code, Perangkat_daerah="D1", Sejak="2/1/2024"
        ),
    )
    done = brought_in(session, city.government, file)
    assert (done.created, done.updated) == (1, 1)
    found = {each.organisation_id: each for each in session.scalars(select(Use))}
    assert found[city.badan.id].state is UseState.ENDED
    assert found[city.badan.id].note == "beralih"
    assert found[city.dinas.id].since == date(2024, 1, 2)
    again = foreseen(session, city.government, exported(session, city.government))
    assert again.outcomes == ()


def test_rows_that_vanished_stay_in_the_model(session, city):
    def clear(book):
        book["Aplikasi"].delete_rows(2)
        del book["Infrastruktur"]

    plan = foreseen(
        session, city.government, edited(exported(session, city.government), clear)
    )
    assert plan.outcomes == ()


def test_moved_renamed_hidden_and_extra_columns_and_sheets_do_no_harm(session, city):
    def shuffle(book):
        page = book["Aplikasi"]
        page.insert_cols(1)
        page["A1"] = "Catatan saya"
        page["A2"] = "=1+1"
        page.insert_rows(1, 2)
        page["B1"] = "Daftar kami"
        heads = {cell.value: cell for cell in page[3]}
        heads["Nama"].value = "  NAMA "
        for name in ("Uraian", "Fungsi"):
            page.column_dimensions[heads[name].column_letter].hidden = True
        page.delete_cols(heads["Status"].column)
        page.title = "lain"  # else it takes the new name for a second sheet
        page.title = "aplikasi"
        book.create_sheet("Rekap").append(["apa", "saja"])
        book.move_sheet("Relasi", -5)
        page["C4"].font = Font(bold=True)

    plan = foreseen(
        session, city.government, edited(exported(session, city.government), shuffle)
    )
    assert plan.outcomes == ()
    assert plan.same["Aplikasi"] == 1
    assert plan.notes == ("Lembar yang tidak dibaca: “Rekap”.",)


def changed_by_others(session, element, **stated):
    elements.revise(session, element, stated)
    history.seal(session, by="orang lain")


def test_the_same_cell_changed_by_others_is_a_conflict_and_the_person_chooses(
    session, city
):
    history.seal(session, by="uji")
    file = edited(
        exported(session, city.government),
        put("Aplikasi", "DAA-0001", Uraian="Isi berkas", Luaran="Rekap"),
    )
    changed_by_others(session, city.app, description="Isi orang", function="Lain")
    plan = foreseen(session, city.government, file)
    [conflict] = plan.outcomes
    assert conflict.action is Action.CONFLICT
    assert conflict.reasons[0].startswith("Uraian: sudah diubah di portal")
    assert [(d.heading, d.before, d.after) for d in conflict.differences] == [
        ("Uraian", "Isi orang", "Isi berkas"),
        ("Luaran", "", "Rekap"),
    ]
    done = apply(session, city.government.id, plan, deed="Impor")
    assert (done.kept, done.updated) == (1, 0)
    assert city.app.description == "Isi orang"
    done = apply(session, city.government.id, plan, deed="Impor", take=ours)
    assert (done.kept, done.updated) == (0, 1)
    assert (city.app.description, city.app.output) == ("Isi berkas", "Rekap")
    assert city.app.function == "Lain"  # which the file never said anything about


def test_other_cells_changed_by_others_are_no_conflict_and_stay(session, city):
    history.seal(session, by="uji")
    file = edited(
        exported(session, city.government),
        put("Aplikasi", "DAA-0001", Uraian="Isi berkas"),
    )
    changed_by_others(session, city.app, function="Lain", year_started="2021")
    elements.revise(session, city.app, {}, status=Status.PHASING_OUT)
    history.seal(session, by="orang lain")
    [outcome] = foreseen(session, city.government, file).outcomes
    assert outcome.action is Action.CHANGED
    assert [d.heading for d in outcome.differences] == ["Uraian"]
    brought_in(session, city.government, file)
    assert (city.app.function, city.app.year_started) == ("Lain", 2021)
    assert city.app.status is Status.PHASING_OUT


def test_what_only_others_changed_is_left_alone(session, city):
    history.seal(session, by="uji")
    file = exported(session, city.government)
    changed_by_others(session, city.app, function="Lain")
    elements.amend(
        session,
        city.runs,
        starts_on=None,
        ends_on=date(2027, 1, 1),
        attributes={"note": "mesin kedua"},
    )
    history.seal(session, by="orang lain")
    assert foreseen(session, city.government, file).outcomes == ()


def test_without_the_hidden_sheet_every_change_of_others_is_a_conflict(session, city):
    history.seal(session, by="uji")
    file = edited(
        exported(session, city.government),
        put("Aplikasi", "DAA-0001", Uraian="Isi berkas"),
        lambda book: book.remove(book["Pilihan"]),
    )
    changed_by_others(session, city.app, function="Lain")
    [outcome] = foreseen(session, city.government, file).outcomes
    assert outcome.action is Action.CONFLICT
    assert {d.heading for d in outcome.differences} == {"Uraian", "Fungsi"}


def test_what_others_changed_to_what_the_file_says_is_no_conflict(session, city):
    history.seal(session, by="uji")
    file = edited(
        exported(session, city.government),
        put("Aplikasi", "DAA-0001", Uraian="Sama-sama"),
    )
    changed_by_others(session, city.app, description="Sama-sama")
    assert foreseen(session, city.government, file).outcomes == ()


def test_a_relation_that_others_changed_since_is_a_conflict(session, city):
    history.seal(session, by="uji")
    file = edited(
        exported(session, city.government), put("Relasi", city.runs.id, Hapus="hapus")
    )
    noted = edited(
        exported(session, city.government),
        put("Relasi", city.runs.id, Keterangan="mesin ketiga", Mulai=None),
    )
    elements.amend(
        session,
        city.runs,
        starts_on=city.runs.starts_on,
        ends_on=None,
        attributes={"note": "mesin kedua"},
    )
    history.seal(session, by="orang lain")
    [outcome] = foreseen(session, city.government, file).outcomes
    assert outcome.action is Action.CONFLICT
    [outcome] = foreseen(session, city.government, noted).outcomes
    assert outcome.reasons[0].startswith("Keterangan: sudah diubah di portal")
    assert {d.heading for d in outcome.differences} == {"Keterangan", "Mulai"}


def test_retired_without_a_day_ends_today_and_it_is_shown(session, city):
    file = edited(
        exported(session, city.government),
        put("Aplikasi", "DAA-0001", Status="Tidak aktif"),
    )
    [outcome] = foreseen(session, city.government, file).outcomes
    assert [d.after for d in outcome.differences] == ["Tidak aktif", "28 November 2026"]
    brought_in(session, city.government, file)
    assert city.app.retires_on == date(2026, 11, 28)


def test_who_may_not_read_a_field_neither_sees_nor_changes_it(session, city):
    inventory.add(session, city.badan, {"name": "Milik Badan", "cost_yearly": "7000"})
    operator = operator_of(city, city.dinas)
    reach = Reach(edit=frozenset({city.dinas.id}), today=date(2026, 11, 28))

    def forge(book):
        page = book["Aplikasi"]
        page["AZ1"] = "Biaya per tahun"
        page["AZ2"], page["AZ3"] = 1, 2

    file = edited(exported(session, city.government, operator), forge)
    [own] = foreseen(
        session, city.government, file, viewer=operator, reach=reach
    ).outcomes
    assert own.code == "DAA-0001"
    assert own.differences[0].before == "Rp 12.500.000"


def test_an_operator_changes_the_own_office_only(session, city):
    other = inventory.add(session, city.badan, {"name": "Milik Badan"})
    operator = operator_of(city, city.dinas)
    reach = Reach(
        edit=frozenset({city.dinas.id}),
        use=frozenset({city.dinas.id}),
        today=date(2026, 11, 28),
    )
    file = edited(
        exported(session, city.government, operator),
        put("Aplikasi", other.code, Uraian="Bukan urusan saya"),
        put("Aplikasi", city.app.code, Perangkat_daerah="Badan Dua"),
        append("Aplikasi", Nama="Baru", Perangkat_daerah="Badan Dua"),
        append("Aplikasi", Nama="Punya kami", Perangkat_daerah="Dinas Satu"),
    )
    plan = foreseen(session, city.government, file, viewer=operator, reach=reach)
    assert [each.action for each in plan.outcomes] == [Action.REFUSED] * 3 + [
        Action.NEW
    ]


def test_a_row_goes_to_another_office_only_by_handing_over(session, city):
    both = frozenset({city.dinas.id, city.badan.id})
    file = edited(
        exported(session, city.government),
        put("Aplikasi", city.app.code, Perangkat_daerah="Badan Dua"),
    )
    posts = (frozenset({city.dinas.id}), frozenset({city.badan.id}))
    reach = Reach(edit=both, among=posts, today=date(2026, 11, 28))
    [row] = foreseen(session, city.government, file, reach=reach).outcomes
    assert row.action is Action.REFUSED
    assert "serah terima" in row.reasons[0]
    reach = Reach(edit=both, among=(both,), today=date(2026, 11, 28))
    [row] = foreseen(session, city.government, file, reach=reach).outcomes
    assert row.action is Action.CHANGED


def test_the_sheet_of_offices_is_not_imported_and_that_is_said(session, city):
    file = edited(
        exported(session, city.government),
        put("Perangkat daerah", "D1", Nama="Dinas Lain"),
    )
    plan = foreseen(session, city.government, file)
    assert plan.outcomes == ()
    assert "tidak diimpor" in plan.notes[0]


def test_what_went_in_comes_out_again(session, city):
    file = edited(
        exported(session, city.government),
        put(
            "Aplikasi",
            "DAA-0001",
            **{"Uraian": "Baris satu\nbaris dua", "Alamat (URL)": "contoh.go.id"},
        ),
        put("Infrastruktur", "DAI-0001", Memori="128 GB"),
        append("Layanan", Nama="Layanan kenaikan pangkat", Tujuan="Cepat"),
    )
    brought_in(session, city.government, file)
    session.flush()
    out = exported(session, city.government)
    assert foreseen(session, city.government, out).outcomes == ()
    assert rows(out, "Layanan")[0]["Nama"] == "Layanan kenaikan pangkat"
    assert cells(out)["Infrastruktur"][0]["Memori"] == "128 GB"


@pytest.mark.parametrize("layer", Layer)
def test_an_empty_government_is_filled_from_the_sheets(session, layer):
    empty = make.government(session, "Kota Kosong")
    kind = {"Jenis": "Visi"} if layer is Layer.STRATEGY else {}
    headings = {"Objek": kind["Jenis"]} if kind else {}
    file = edited(
        exported(session, empty), append(layer.value, Nama="Yang pertama", **headings)
    )
    assert brought_in(session, empty, file).created == 1
    [row] = rows(exported(session, empty), layer.value)
    assert row["Nama"] == "Yang pertama"
    assert full(empty.id)
