"""What is said while one types: what is alike, what is too thin, nothing."""

from architecture import history, inventory
from architecture.model import Entry, Registration
from architecture.roles import Role
from tests import make
from tests.browser import Browser
from tests.eaportal.registration.conftest import OTHER_WORK, TEXTS, draft


def check(browser, made, fields):
    return browser.fragment(
        f"/usulan/{made.id}/periksa", method="POST", data={"version": "1", **fields}
    )


def test_what_does_the_same_work_is_named_with_reasons(browser, session, city):
    made = draft(session, city, {})

    piece = check(browser.sign_in(city.operator), made, TEXTS)

    card = piece.select_one(".finding")
    assert "Sistem Presensi Pegawai" in card.h4.text
    assert card.h4.a["href"] == f"/aplikasi/{city.attendance.id}"
    assert "Badan Kepegawaian" in card.text
    assert "Aktif" in card.text
    assert card.progress["value"].isdecimal()
    assert card.select_one(".likeness-words").text
    assert len(card.select(".reasons li")) > 1
    assert "1 yang serupa" in piece.select_one("[hx-swap-oob]").text


def test_a_thin_text_gets_what_to_add_instead_of_a_verdict(browser, session, city):
    made = draft(session, city, {})

    piece = check(browser.sign_in(city.operator), made, {"name": "Sistem Informasi"})

    assert "Belum dapat dinilai" in piece.text
    assert piece.select(".thin li")
    assert "Belum ada yang serupa" not in piece.text


def test_other_work_gets_a_calm_answer(browser, session, city):
    made = draft(session, city, {})

    piece = check(browser.sign_in(city.operator), made, OTHER_WORK)

    assert "Belum ada yang serupa" in piece.text
    assert not piece.select(".finding")


def test_an_enhancement_is_no_twin_of_itself(browser, session, city):
    from architecture.model import RegistrationKind

    kind = RegistrationKind.ENHANCE
    made = draft(session, city, {}, kind=kind, replaces=city.attendance)

    piece = check(browser.sign_in(city.operator), made, TEXTS)

    assert "Sistem Presensi Pegawai" not in piece.text


def test_without_script_the_whole_page_comes_with_what_was_typed(
    browser, session, city
):
    made = draft(session, city, {})
    browser.sign_in(city.operator)

    page = browser.post(
        f"/usulan/{made.id}/periksa",
        {**TEXTS, "version": str(made.version), "cost_build": "salah"},
    )

    assert page.select_one("#name")["value"] == TEXTS["name"]
    assert page.select_one("#cost_build")["value"] == "salah"
    assert "Sistem Presensi Pegawai" in page.select_one("#kemiripan").text


def test_a_check_keeps_nothing(browser, session, city, statements):
    made = draft(session, city, {})
    browser.sign_in(city.operator)
    check(browser, made, TEXTS)
    entries = session.query(Entry).count()

    with statements:
        check(browser, made, TEXTS)

    assert all(text.lstrip().startswith("SELECT") for text in statements.texts)
    assert session.get(Registration, made.id).details == {}
    assert session.query(Entry).count() == entries


def test_the_number_of_statements_does_not_grow_with_the_inventory(
    browser, session, city, statements
):
    made = draft(session, city, {})
    browser.sign_in(city.operator)
    check(browser, made, TEXTS)
    with statements:
        check(browser, made, TEXTS)
    few = len(statements)

    for number in range(30):
        inventory.add(
            session,
            city.staff,
            {
                "name": f"Presensi {number}",
                "function": "Mencatat kehadiran pegawai dan rekap bulanan",
                "description": "Presensi pegawai",
            },
        )
    history.seal(session, by="uji")
    session.commit()
    check(browser, made, TEXTS)
    statements.texts.clear()
    with statements:
        check(browser, made, TEXTS)

    assert len(statements) == few <= 12


def test_hostile_texts_are_checked_like_any_other(browser, session, city):
    made = draft(session, city, {})
    browser.sign_in(city.operator)

    for text in (
        "<script>alert(1)</script>",
        "\x00",
        "`${x}`",
        "{{ 7*7 }}",
        "a" * 9000,
    ):
        piece = check(
            browser, made, dict.fromkeys(TEXTS, text) | {"reference_codes": text}
        )
        assert not piece.select("script")


def test_nobody_else_checks_with_a_draft(app, session, city):
    made = draft(session, city, {})

    for role, at, status in (
        (Role.OPERATOR, city.staff, 404),
        (Role.REVIEWER, city.root, 403),
        (Role.OPERATOR, None, 404),
    ):
        person = make.account(session, role, at)
        seen = Browser(app, session).sign_in(person)
        seen.fragment(f"/usulan/{made.id}/periksa", status, method="POST", data=TEXTS)


def test_an_expired_session_says_so_in_the_panel(browser, session, city):
    made = draft(session, city, {})

    piece = browser.fragment(
        f"/usulan/{made.id}/periksa", 401, method="POST", data=TEXTS
    )

    assert "masuk" in piece.text.lower()


def test_an_empty_draft_is_invited_to_begin_and_not_blamed(browser, session, city):
    made = draft(session, city, {})
    browser.sign_in(city.operator)

    piece = browser.fragment(f"/usulan/{made.id}/periksa", method="POST", data={})

    assert "muncul di sini" in piece.text
    assert "Belum dapat dinilai" not in piece.text


def test_what_is_alike_stands_right_below_the_words_it_is_found_by(
    browser, session, city
):
    made = draft(session, city)

    page = browser.sign_in(city.operator).get(f"/usulan/{made.id}/isi")

    ids = [each["id"] for each in page.select("section[id], #kemiripan")]
    assert ids.index("kemiripan") == ids.index("bagian-pekerjaan") + 1
