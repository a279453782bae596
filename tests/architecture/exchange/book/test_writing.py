"""What a workbook of a government holds, and for whom."""

from datetime import UTC, datetime
from io import BytesIO

from openpyxl import load_workbook

from architecture import elements, history, inventory
from architecture.exchange.book.extent import extent_of, sheets_of
from architecture.layers import FieldKind, Layer, Sharing, Verb
from architecture.model import Confirmation, CustomField
from architecture.roles import Role
from architecture.scope import PostHeld, Viewer, full
from tests import make
from tests.architecture.exchange.book.make import cells, exported, foreseen, rows
from tests.browser import Statements


def operator_of(city, office):
    post = PostHeld(
        Role.OPERATOR, office.id, city.government.id, frozenset({office.id})
    )
    return Viewer(account=1, posts=(post,))


def test_every_layer_has_a_sheet_and_so_have_relations_uses_and_offices(session, city):
    book = load_workbook(BytesIO(exported(session, city.government)))
    assert book.sheetnames == [
        "Petunjuk",
        *(layer.value for layer in Layer),
        "Relasi",
        "Pemakaian",
        "Perangkat daerah",
        "Pilihan",
    ]
    assert book["Pilihan"].sheet_state == "hidden"
    assert book["Aplikasi"].freeze_panes == "D2"
    assert book["Aplikasi"].auto_filter.ref
    assert book["Aplikasi"].column_dimensions["B"].hidden


def test_a_sheet_tells_when_the_owner_last_found_a_row_true(session, city):
    person = make.account(session)
    at = datetime(2026, 3, 4, 18, tzinfo=UTC)
    session.add(Confirmation(element_id=city.app.id, account_id=person.id, at=at))
    session.commit()
    file = exported(session, city.government)
    [row] = rows(file, "Aplikasi")
    assert row["Terakhir dipastikan"] == datetime(2026, 3, 5)  # noqa: DTZ001
    assert [
        each.action for each in foreseen(session, city.government, file).outcomes
    ] == []


def test_headings_of_a_sheet_differ_in_every_layer(session, city):
    for sheet in sheets_of(
        session, extent_of(session, full(city.government.id), city.government)
    ):
        headings = [each.heading.casefold() for each in sheet.columns]
        assert len(set(headings)) == len(headings), sheet.name


def test_texts_are_texts_numbers_numbers_and_days_days(session, city):
    city.app.description = "=1+1"
    [app] = rows(exported(session, city.government), "Aplikasi")
    assert app["Kode"] == "DAA-0001"
    assert app["Versi"] == city.app.version
    assert app["Nama"] == "SIMPEG"
    assert app["Perangkat daerah"] == "Dinas Satu"
    assert app["Status"] == "Aktif"
    assert app["Uraian"] == "=1+1"
    assert app["Basis aplikasi"] == "Web, Mobile"
    assert app["Biaya per tahun"] == 12_500_000
    assert app["Tahun mulai"] == 2019
    assert app["Kontrak berakhir"] == datetime(2026, 12, 31)  # noqa: DTZ001
    book = load_workbook(BytesIO(exported(session, city.government)))
    heads = [cell.value for cell in book["Aplikasi"][1]]
    assert book["Aplikasi"][2][heads.index("Uraian")].data_type == "s"


def test_a_relation_names_both_ends_and_says_what_is_said_of_it(session, city):
    first, second = rows(exported(session, city.government), "Relasi")
    assert first["Hubungan"] == "memakai"
    assert (first["Kode asal"], first["Kode tujuan"]) == ("DAA-0001", "DAD-0001")
    assert (first["Nama asal"], first["Nama tujuan"]) == ("SIMPEG", "Data pegawai")
    assert first["Arah"] is None
    assert second["Keterangan"] == "mesin utama"
    assert second["Mulai"] == datetime(2025, 1, 2)  # noqa: DTZ001


def test_an_application_of_others_bears_the_code_of_its_government(session, city):
    centre = make.national(session, "Pusat")
    theirs = inventory.add(
        session, centre, {"name": "SRIKANDI"}, sharing=Sharing.PROFILE
    )
    elements.relate(session, city.app, Verb.USES, theirs)
    inventory.start_use(session, theirs, city.badan, note="sejak 2023")
    file = exported(session, city.government)
    assert rows(file, "Relasi")[-1]["Kode tujuan"] == f"{centre.code}/DAA-0001"
    [use] = rows(file, "Pemakaian")
    assert use["Kode aplikasi"] == f"{centre.code}/DAA-0001"
    assert use["Perangkat daerah"] == "Badan Dua"
    assert use["Keadaan"] == "Dipakai"
    assert use["Keterangan"] == "sejak 2023"


def test_who_may_not_read_restricted_fields_gets_no_such_column(session, city):
    operator = operator_of(city, city.dinas)
    whole = exported(session, city.government, operator)
    assert "Biaya per tahun" not in rows(whole, "Aplikasi")[0]
    assert "Memori" not in rows(whole, "Infrastruktur")[0]
    own = exported(session, city.government, operator, (city.dinas.id,))
    assert rows(own, "Aplikasi")[0]["Biaya per tahun"] == 12_500_000
    guide = load_workbook(BytesIO(whole))["Petunjuk"]
    told = {cell.value for row in guide.iter_rows() for cell in row}
    assert "Biaya per tahun" not in told


def test_a_workbook_of_one_office_holds_nothing_of_another(session, city):
    inventory.add(session, city.badan, {"name": "E-ARSIP"})
    operator = operator_of(city, city.badan)
    own = exported(session, city.government, operator, (city.badan.id,))
    assert [each["Nama"] for each in rows(own, "Aplikasi")] == ["E-ARSIP"]
    assert rows(own, "Relasi") == []


def test_nothing_of_another_government_is_in_it(session, city):
    other = make.government(session, "Kabupaten Lain")
    inventory.add(session, other, {"name": "Rahasia Tetangga"}, sharing=Sharing.NOTHING)
    assert len(rows(exported(session, city.government), "Aplikasi")) == 1
    assert rows(exported(session, other), "Relasi") == []


def test_what_was_merged_into_another_is_left_out(session, city):
    twin = inventory.add(session, city.dinas, {"name": "SIMPEG lama"})
    twin.merged_into_id = city.app.id
    [app] = rows(exported(session, city.government), "Aplikasi")
    assert app["Nama"] == "SIMPEG"


def test_own_fields_are_columns_and_never_take_the_heading_of_another(session, city):
    for name, label in (("x_rak", "Rak"), ("x_lokasi", "Lokasi")):
        session.add(
            CustomField(
                government_id=city.government.id,
                layer=Layer.INFRASTRUCTURE,
                name=name,
                label=label,
                kind=FieldKind.LINE,
            )
        )
    city.server.custom = {"x_rak": "R-07"}
    session.flush()
    elements.fields.forget(session)
    [server] = rows(exported(session, city.government), "Infrastruktur")
    assert server["Rak"] == "R-07"
    assert "Lokasi (x_lokasi)" in server


def test_choices_offices_and_verbs_are_offered_in_the_cells(session, city):
    book = load_workbook(BytesIO(exported(session, city.government)))
    page = book["Relasi"]
    heads = [cell.value for cell in page[1]]
    offered = {
        heads[area.min_col - 1]: rule.formula1
        for rule in page.data_validations.dataValidation
        for area in rule.sqref.ranges
    }
    words = book["Pilihan"]
    area = offered["Hubungan"].split("!")[1].replace("$", "")
    assert [cell.value for row in words[area] for cell in row] == list(Verb)
    assert "Arah" in offered


def test_the_guide_explains_every_column_of_every_sheet(session, city):
    file = exported(session, city.government)
    page = load_workbook(BytesIO(file))["Petunjuk"]
    lines = list(page.iter_rows(values_only=True))
    told = {(row[0], row[1]) for row in lines}
    examples = {row[0]: row[-1] for row in lines if row[1] == "Kode"}
    assert examples["Proses Bisnis"] == "DAB-0001"
    for sheet, lines in cells(file).items():
        for line in lines[:1]:
            assert {(sheet, heading) for heading in line} <= told


def test_the_same_model_gives_the_same_cells(session, city):
    one, two = exported(session, city.government), exported(session, city.government)
    assert cells(one) == cells(two)


def test_the_number_of_statements_does_not_grow_with_the_rows(session, city):
    def count():
        session.commit()
        session.info.clear()
        with Statements(session.get_bind()) as counted:
            exported(session, city.government)
        return len(counted)

    history.seal(session, by="uji")
    few = count()
    for number in range(30):
        inventory.add(session, city.dinas, {"name": f"Aplikasi {number}"})
    history.seal(session, by="uji")
    assert count() == few
