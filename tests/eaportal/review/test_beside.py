"""A registration beside what it resembles."""

from dataclasses import replace
from decimal import Decimal

import pytest

from architecture.conflicts import SubjectType
from architecture.layers import FieldClass, Sharing, Status
from architecture.model import Answer, AnswerKind
from architecture.similar import registration_profile, similar
from eaportal.review.comparing import marked, rows
from tests import make
from tests.architecture.merging.pairs import join, two
from tests.architecture.registration.office import SERIOUS, drafted, in_review, office

SECRET = "Rahasia Vendor Sejahtera"


def about(application):
    """Return a finding that an application does the same work."""
    subject = replace(
        SERIOUS.subject,
        type=SubjectType.APPLICATION,
        id=application.id,
        code=application.code,
        name=application.name,
    )
    return replace(SERIOUS, key=f"duplicate:{application.code}", subject=subject)


def told(page):
    """Return label → (ours, theirs, verdict) of the table."""
    return {
        row.th.text: tuple(cell.get_text(" ", strip=True) for cell in row.select("td"))
        for row in page.select(".beside tbody tr")
    }


def test_fields_are_the_same_different_or_unknown_in_words(kota, browser):
    usulan = in_review(
        kota,
        findings=[],
        name="Antrean Kapal",
        function="Mencatat antrean kapal di dermaga",
        platforms=["WEB"],
        vendor="",
    )
    other = make.application(
        kota.session,
        "Antrean Kapal",
        of=kota.kominfo,
        function="Mencatat retribusi kapal nelayan",
        platforms=["DESKTOP"],
        vendor=SECRET,
    )
    browser.sign_in(kota.accounts["reviewer"])
    page = browser.get(f"/telaah/{usulan.id}/banding/{other.id}")
    table = told(page)
    assert table["Nama aplikasi"][2] == "Sama"
    assert table["Fungsi"][2] == "Sebagian sama"
    assert table["Basis aplikasi"][2] == "Berbeda"
    assert table["Penyedia"] == ("Belum diketahui", SECRET, "Satu sisi saja")
    parts = [each.text.strip() for each in page.select(".beside-part")]
    assert parts == ["Diketahui pada keduanya", "Diketahui pada satu sisi saja"]
    labels = list(table)
    assert labels.index("Penyedia") > labels.index("Basis aplikasi")
    marks = [each.text for each in page.select("tr mark")]
    assert marks.count("kapal") == 2
    assert "retribusi" not in marks
    assert page.select(".grounds progress")
    assert "OPD tidak diminta menjawab" in page.text


def test_of_another_government_only_what_it_shares_is_shown(kota, browser):
    usulan = in_review(kota, findings=[], output="Karcis", processes="Tambat labuh")
    lain = office(kota.session, "Kabupaten Lain")
    other = make.application(
        kota.session,
        "Tambat",
        of=lain.dinas,
        status=Status.LIVE,
        sharing=Sharing.NAME_AND_FUNCTION,
        function="Mencatat kapal",
        output=SECRET,
        processes=SECRET,
        vendor=SECRET,
        data_used=SECRET,
        url="https://rahasia.go.id",
    )
    browser.sign_in(kota.accounts["reviewer"])
    url = f"/telaah/{usulan.id}/banding/{other.id}"
    page = browser.get(url)
    assert SECRET not in browser.response.text
    assert "rahasia.go.id" not in browser.response.text
    assert told(page)["Luaran"] == ("Karcis", "Tidak dibagikan", "Tidak dibagikan")
    assert "Kabupaten Lain" in page.text
    other.sharing = Sharing.PROFILE
    kota.session.commit()
    page = browser.get(url)
    assert told(page)["Luaran"][1] == SECRET
    assert told(page)["Proses bisnis"][1] == "Tidak dibagikan"


@pytest.mark.parametrize("hidden", ["nothing", "sensitive", "planned"])
def test_what_another_government_keeps_to_itself_is_not_found(kota, browser, hidden):
    usulan = in_review(kota, findings=[])
    other = make.application(
        kota.session,
        "Tambat",
        of=office(kota.session).dinas,
        status=Status.PLANNED if hidden == "planned" else Status.LIVE,
        sharing=Sharing.NOTHING if hidden == "nothing" else Sharing.PROFILE,
        sensitive=hidden == "sensitive",
    )
    browser.sign_in(kota.accounts["reviewer"])
    browser.get(f"/telaah/{usulan.id}/banding/{other.id}", status=404)


def test_what_a_government_hides_changes_no_byte(kota, browser):
    usulan = in_review(kota, findings=[])
    other = make.application(
        kota.session,
        "Tambat",
        of=office(kota.session).dinas,
        status=Status.LIVE,
        sharing=Sharing.NAME_AND_FUNCTION,
        function=usulan.details["function"],
    )
    browser.sign_in(kota.accounts["reviewer"])
    url = f"/telaah/{usulan.id}/banding/{other.id}"

    def shown():
        page = browser.get(url).main
        for token in page.select("input[name=csrf_token]"):
            token.decompose()  # it tells the second in which it was made
        return page

    before = shown()
    other.output, other.data_produced = usulan.details["output"], "Rekap"
    kota.session.commit()
    assert shown() == before


def test_the_answer_of_the_office_stands_beside(kota, browser):
    other = make.application(kota.session, "SIPADU", of=kota.kominfo)
    finding = replace(
        SERIOUS, subject=replace(SERIOUS.subject, id=other.id), key="duplicate:1"
    )
    usulan = in_review(kota, findings=[finding])
    kota.session.add(
        Answer(
            registration_id=usulan.id,
            finding="duplicate:1",
            answer=AnswerKind.INTEGRATE,
            reason="Lewat API mereka.",
        )
    )
    kota.keep(usulan)
    browser.sign_in(kota.accounts["reviewer"])
    page = browser.get(f"/telaah/{usulan.id}")
    [link] = page.select("a[href*=banding]")
    page = browser.get(link["href"])
    assert "Kami hubungkan dengan aplikasi itu" in page.text
    assert "Lewat API mereka." in page.text


def test_what_was_merged_since_leads_to_what_stands_for_it(kota, browser):
    one, other = two(kota)
    usulan = in_review(kota, findings=[about(other)])
    answer = Answer(
        registration_id=usulan.id,
        finding=f"duplicate:{other.code}",
        answer=AnswerKind.INTEGRATE,
        reason="Lewat API mereka.",
    )
    kota.session.add(answer)
    kota.keep(usulan)
    join(kota.session, kota.viewer("architect"), one, other)
    browser.sign_in(kota.accounts["reviewer"])

    page = browser.get(f"/telaah/{usulan.id}")
    assert f"yang digabung ke {one.name}" in page.main.text
    [link] = page.select("a[href*=banding]")
    assert link["href"].endswith(f"/banding/{one.id}")
    page = browser.get(f"/telaah/{usulan.id}/banding/{other.id}")
    assert one.name in page.h1.text
    assert "Lewat API mereka." in page.main.text


def test_two_registrations_stand_side_by_side(kota, browser):
    first = in_review(kota, findings=[], name="Pantau Irigasi")
    finding = replace(
        SERIOUS,
        subject=replace(
            SERIOUS.subject, type=SubjectType.REGISTRATION, id=first.id, name="Pantau"
        ),
    )
    second = in_review(kota, findings=[finding], name="Irigasi Pintar")
    browser.sign_in(kota.accounts["DATA"])
    [link] = browser.get(f"/telaah/{second.id}").select("a[href*=banding]")
    assert link["href"] == f"/telaah/{second.id}/banding/usulan/{first.id}"
    page = browser.get(link["href"])
    assert told(page)["Nama aplikasi"][2] == "Sebagian sama"
    assert "Belum dijawab" not in page.text
    draft = drafted(kota)
    for key in (draft.id, second.id, 999999):
        browser.get(f"/telaah/{second.id}/banding/usulan/{key}", status=404)


def test_another_government_compares_nothing_of_ours(kota, browser):
    usulan = in_review(kota, findings=[])
    other = make.application(kota.session, "SIPADU", of=kota.kominfo)
    browser.sign_in(office(kota.session).accounts["reviewer"])
    browser.get(f"/telaah/{usulan.id}/banding/{other.id}", status=404)
    browser.get(f"/telaah/{usulan.id}/banding/usulan/{usulan.id}", status=404)


def test_half_a_figure_is_not_marked_as_the_same():
    one = {"cost_yearly": Decimal(25_000_000), "reference_codes": ["RAB.09.06"]}
    other = {"cost_yearly": Decimal(15_000_000), "reference_codes": ["RAB.01.02"]}

    found = rows(one, other, readable=tuple(FieldClass))

    told = [each for each in found if each.told]
    assert [each.verdict for each in told] == ["Berbeda", "Berbeda"]
    assert not any(piece.both for each in told for piece in (*each.one, *each.other))


def test_marks_cut_a_text_without_losing_a_sign():
    text = "Izin <usaha>, izin-usaha & lain\nbaris"
    pieces = marked(text, {"izin", "baris"})
    assert "".join(each.text for each in pieces) == text
    assert [each.text for each in pieces if each.both] == ["Izin", "izin", "baris"]


def test_a_class_that_may_not_be_read_says_so():
    [row] = [
        each
        for each in rows(
            {"vendor": "PT A"},
            {"vendor": SECRET},
            readable=frozenset({FieldClass.PUBLIC}),
        )
        if each.label == "Penyedia"
    ]
    assert (row.verdict, row.other) == ("Tidak dibagikan", [])


def test_the_other_things_that_it_resembles_are_one_press_away(kota, browser):
    here = make.application(kota.session, "Antrean Kapal", of=kota.kominfo)
    there = make.application(kota.session, "Antrean Perahu", of=kota.kominfo)
    usulan = in_review(kota, findings=[about(here), about(there)], name="Antrean")
    browser.sign_in(kota.accounts["reviewer"])

    page = browser.get(f"/telaah/{usulan.id}/banding/{here.id}")

    address = f"/telaah/{usulan.id}/banding/{there.id}"
    assert page.select_one(f'a[href="{address}"]').text.strip() == "Antrean Perahu"
    assert not page.select(f'main a[href="/telaah/{usulan.id}/banding/{here.id}"]')


def test_the_figure_is_that_of_the_finding(kota, browser):
    usulan = in_review(
        kota,
        findings=[],
        name="Hadir Nakes",
        description="Presensi tenaga kesehatan lewat telepon genggam",
        function="Mencatat kehadiran tenaga kesehatan",
    )
    other = make.application(
        kota.session,
        "SIABON",
        of=kota.kominfo,
        status=Status.LIVE,
        function="Absensi pegawai online",
    )
    kota.session.commit()
    wish = registration_profile(usulan)
    found = similar.own(kota.session, usulan.government_id, wish)
    [twin] = [each for each in found if each.key == other.id]
    kota.session.rollback()
    browser.sign_in(kota.accounts["reviewer"])

    page = browser.get(f"/telaah/{usulan.id}/banding/{other.id}")

    assert f"peluang {round(twin.duplicate * 100)} % pekerjaannya sama" in page.text


def test_a_registration_that_says_too_little_is_not_called_unlike(kota, browser):
    usulan = in_review(kota, findings=[], name="Sistem", description="", function="")
    other = make.application(
        kota.session,
        "Antrean Kapal",
        of=kota.kominfo,
        function="Mencatat antrean kapal",
    )
    browser.sign_in(kota.accounts["reviewer"])
    page = browser.get(f"/telaah/{usulan.id}/banding/{other.id}").main.get_text(" ")
    assert "Keterangan Sistem terlalu singkat" in page
    assert "Hampir tidak ada kemiripan" not in page
