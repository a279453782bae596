from datetime import date

from architecture.layers import Layer, Status
from architecture.maps.content import HIDDEN, Item, Map, Office
from architecture.maps.views.landscape import landscape

DAY = date(2026, 11, 22)
CITY = Office("k", "Pemerintah Kota Contoh")
HEALTH = Office("dinkes", "Dinas Kesehatan", "k", "/organisasi/dinkes")
CLINIC = Office("pkm", "Puskesmas Melati", "dinkes")
SOCIAL = Office("dinsos", "Dinas Sosial", "k")
OFFICES = [CITY, HEALTH, CLINIC, SOCIAL]


def app(key: str, office: str | None = "dinkes", **also) -> Item:
    given = {"name": f"Aplikasi {key}", "status": Status.LIVE} | also
    return Item(key=key, layer=Layer.APPLICATION, office=office, **given)


def view(*items: Item, limit: int = 300, offices=OFFICES) -> Map:
    return landscape(items, offices, scope="Kota Contoh", on=DAY, limit=limit)


def test_an_application_stands_in_the_office_that_answers_for_it():
    shown = view(app("1"), app("2", "dinsos"))
    assert {(box.label, box.group) for box in shown.boxes} == {
        ("Aplikasi 1", "dinkes"),
        ("Aplikasi 2", "dinsos"),
    }
    assert [group.label for group in shown.groups] == [
        "Dinas Kesehatan",
        "Dinas Sosial",
    ]


def test_what_a_unit_runs_stands_in_a_frame_inside_of_its_office():
    shown = view(app("1", "pkm"), app("2"))
    assert [(box.key, box.group) for box in shown.boxes] == [
        ("2", "dinkes"),
        ("1", "pkm"),
    ]
    assert [(each.key, each.parent, each.remark) for each in shown.groups] == [
        ("dinkes", "", "2"),
        ("pkm", "dinkes", "1"),
    ]
    assert [(row.cells[0], row.group) for row in shown.facts.rows] == [
        ("Dinas Kesehatan", "Dinas Kesehatan"),
        ("Puskesmas Melati", "Dinas Kesehatan"),
    ]


def test_what_belongs_to_the_government_itself_has_a_frame_of_its_own():
    shown = view(app("1", "k"), app("2"))
    assert "Pemerintah Kota Contoh" in {group.label for group in shown.groups}


def test_an_application_of_no_known_office_is_shown_too():
    shown = view(app("1", None), app("2", "hilang"), app("3"))
    assert len(shown.boxes) == 3
    assert shown.groups[-1].label == "Belum ada perangkat daerah"


def test_the_largest_office_comes_first_whatever_order_the_rows_come_in():
    items = [app("1", "dinsos"), app("2"), app("3")]
    assert view(*items) == view(*reversed(items))
    assert view(*items).groups[0].key == "dinkes"


def test_offices_without_an_application_are_counted_in_the_note():
    assert "1 perangkat daerah belum mencatat" in view(app("1")).note


def test_the_colour_is_the_status_and_the_words_say_it_too():
    shown = view(app("1", status=Status.RETIRED), app("2", status=None), app("3"))
    marks = {box.key: (box.colour_key, box.remark) for box in shown.boxes}
    assert marks == {
        "1": ("RETIRED", "Tidak aktif"),
        "2": ("", "Status belum diketahui"),
        "3": ("LIVE", ""),
    }
    assert [entry.label for entry in shown.legend] == [
        "Aktif (1)",
        "Tidak aktif (1)",
        "Status belum diketahui (1)",
    ]


def test_a_hidden_application_is_an_unnamed_box_without_any_trace_of_it():
    secret = app("rahasia", name="SIM Rahasia", url="/a/9", code="DAA-9", hidden=True)
    shown = view(secret, app("2"))
    assert "rahasia" not in repr(shown).lower()
    assert "/a/9" not in repr(shown)
    assert "DAA-9" not in repr(shown)
    assert HIDDEN in {box.label for box in shown.boxes}


def test_the_name_of_a_hidden_application_does_not_decide_its_place():
    first = view(app("1", hidden=True, name="AAA"), app("2"))
    last = view(app("1", hidden=True, name="ZZZ"), app("2"))
    assert first == last


def test_the_limit_is_kept_by_one_box_for_each_office():
    items = [app(str(n), "dinkes" if n % 3 else "dinsos") for n in range(9)]
    whole, summed = view(*items, limit=9), view(*items, limit=8)
    assert not whole.grouped
    assert whole.note == ""
    assert summed.grouped
    assert [(box.label, box.remark) for box in summed.boxes] == [
        ("Dinas Kesehatan", "6 aplikasi"),
        ("Dinas Sosial", "3 aplikasi"),
    ]
    assert "batas 8 kotak" in summed.note
    assert summed.boxes[0].url == HEALTH.url


def test_the_list_beside_a_summed_map_counts_every_application_once():
    states = [Status.LIVE, Status.PLANNED, None]
    items = [app(str(n), status=states[n % 3]) for n in range(12)]
    items.append(app("x", "dinsos"))
    facts = view(*items, limit=5).facts
    assert facts.columns == (
        "Perangkat daerah",
        "Aplikasi",
        "Direncanakan",
        "Aktif",
        "Status belum diketahui",
    )
    assert facts.rows[0].cells == ("Dinas Kesehatan", "12", "4", "4", "4")


def test_of_more_offices_than_boxes_the_smallest_are_joined_by_their_kind():
    offices = [CITY, *(Office(str(n), f"Desa {n:03}", "k") for n in range(40))]
    items = [app(f"a{n}", str(n)) for n in range(40)]
    shown = view(*items, limit=10, offices=offices)
    assert len(shown.boxes) == 10
    assert (shown.boxes[-1].label, shown.boxes[-1].remark) == (
        "Desa lain (31)",
        "31 aplikasi",
    )
    assert len(shown.facts.rows) == 40


def test_offices_that_point_at_each_other_do_not_stop_the_map():
    circle = [Office("a", "A", "b"), Office("b", "B", "a")]
    assert len(view(app("1", "a"), app("2", "b"), offices=circle).boxes) == 2


def test_a_government_without_applications_has_an_empty_map():
    shown = view()
    assert shown.boxes == ()
    assert "0 aplikasi" in shown.subtitle


def test_a_short_name_is_explained_on_its_card_and_in_the_table():
    shown = view(app("1", name="SIMPEG", detail="Sistem Manajemen Kepegawaian"))
    assert shown.boxes[0].detail == "Sistem Manajemen Kepegawaian"
    assert shown.facts.rows[0].cells[1] == "SIMPEG – Sistem Manajemen Kepegawaian"
    same = view(app("1", name="SIMPEG", detail="SIMPEG"))
    assert same.boxes[0].detail == ""
    assert same.facts.rows[0].cells[1] == "SIMPEG"


def test_an_office_too_large_for_a_picture_shows_its_first_and_leads_to_the_others():
    items = [app(f"{n:02}") for n in range(12)]
    shown = landscape(
        items, OFFICES, scope="K", on=DAY, limit=5, narrowed=True, rest="/aplikasi/"
    )
    assert [box.label for box in shown.boxes][3:] == ["Aplikasi 03", "8 aplikasi lain"]
    assert (shown.boxes[4].url, shown.facts.rows[4].url) == ("/aplikasi/",) * 2
    assert [group.remark for group in shown.groups] == ["12"]
    assert "4 yang pertama menurut nama" in shown.note
    assert shown.legend[0].label == "Aktif (12)"
