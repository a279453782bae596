"""Two boxes of a map are related, and the map is drawn anew with the arrow."""

from urllib.parse import parse_qsl, urlsplit

import pytest
from sqlalchemy import select

from architecture import elements, history
from architecture.layers import Layer, Sharing, Status, StrategyKind, Verb
from architecture.model import Relation
from architecture.roles import Role
from tests import make


@pytest.fixture
def office(session):
    return make.office(session, "Dinas Kesehatan")


@pytest.fixture
def desk(browser, session, office):
    return browser.sign_in(make.account(session, Role.ARCHITECT, office.government))


@pytest.fixture
def application(session, office):
    return make.application(session, "SIMPUS", of=office)


def element(session, office, layer, name, **values):
    life = {each: values.pop(each) for each in ("status",) if each in values}
    made = elements.add(session, office, layer, {"name": name, **values}, **life)
    history.seal(session, by="uji")
    session.commit()
    return made


@pytest.fixture
def service(session, office):
    return element(session, office, Layer.SERVICE, "Antrean")


def address(one, other, **more):
    said = "".join(f"&{name}={text}" for name, text in more.items())
    return f"/peta/sekitar/hubungkan?fokus={one.id}&dari={one.id}&ke={other.id}{said}"


def sentences(page):
    return [" ".join(each.text.split()) for each in page.select(".choice-link")]


def test_a_verb_is_chosen_and_the_same_map_comes_back_with_the_arrow(
    desk, session, application, service
):
    way = address(application, service, langkah=2, tema="gelap")
    page = desk.get(way)
    assert sentences(page) == ["Antrean didukung oleh SIMPUS"]

    page = desk.submit(page, {"note": "Antrean lewat SIMPUS"})

    back = urlsplit(desk.response.request.url)
    said = {"fokus": str(application.id), "langkah": "2", "tema": "gelap"}
    assert (back.path, dict(parse_qsl(back.query))) == ("/peta/sekitar", said)
    assert "Antrean didukung oleh SIMPUS: dicatat." in page.text
    assert page.select("svg .arrow")
    assert "Antrean" in page.select_one("table").text
    relation = session.scalars(select(Relation)).one()
    assert relation.attributes == {"note": "Antrean lewat SIMPUS"}
    for end in (application, service):
        assert history.of(session, end)[0].deed == "Relasi ditambahkan"


def test_every_permitted_verb_is_told_from_both_ends_and_asks_its_fields(
    desk, session, office, application
):
    other = make.application(session, "SIMRS", of=office)

    page = desk.get(address(application, other))

    assert sentences(page) == [
        "SIMPUS memakai SIMRS",
        "SIMRS memakai SIMPUS",
        "SIMPUS bertukar data dengan SIMRS",
        "SIMPUS bagian dari SIMRS",
        "SIMRS bagian dari SIMPUS",
        "SIMPUS menggantikan SIMRS",
        "SIMRS menggantikan SIMPUS",
    ]
    assert page.select_one("main form[method=post]") is None
    [chosen] = [link for link in page.select(".choice-link") if "bertukar" in link.text]
    page = desk.get(chosen["href"])
    assert page.select_one("[name=data]") is not None
    desk.submit(page, {"data": "Rujukan"})
    assert session.scalars(select(Relation)).one().verb is Verb.EXCHANGES


def test_what_is_there_already_is_told_with_the_way_to_end_it_and_refused(
    desk, session, application, service
):
    relation = elements.relate(session, service, Verb.SUPPORTED_BY, application)
    history.seal(session, by="uji")
    session.commit()

    page = desk.get(address(application, service))
    assert page.select_one(f'a[href="/arsitektur/relasi/{relation.id}"]') is not None
    page = desk.submit(page, status=422)

    assert "sudah tercatat" in page.main.text
    assert len(session.scalars(select(Relation)).all()) == 1


def test_what_would_be_a_part_of_itself_is_refused(desk, session, office, application):
    whole = make.application(session, "SIMRS", of=office)
    elements.relate(session, application, Verb.PART_OF, whole)
    history.seal(session, by="uji")
    session.commit()

    page = desk.get(address(whole, application, relasi="PART_OF-ke"))
    page = desk.submit(page, status=422)

    assert "tidak dapat menjadi bagian dari dirinya sendiri" in page.main.text


def test_what_cannot_be_related_says_why(desk, session, office, application):
    data = element(session, office, Layer.DATA, "Pasien")
    kinds = (StrategyKind.VISION, StrategyKind.INDICATOR)
    vision, indicator = (
        element(session, office, Layer.STRATEGY, kind.value, kind=kind.name)
        for kind in kinds
    )
    gone = element(session, office, Layer.SERVICE, "Lama", status=Status.RETIRED)
    merged = make.application(session, "Ganda", of=office)
    merged.merged_into_id = application.id
    session.commit()

    for one, other, why in [
        (application, application, "dua elemen yang berbeda"),
        (application, gone, "Lama sudah tidak aktif"),
        (merged, data, "Ganda sudah tidak aktif"),
        (data, vision, "tidak berhubungan langsung"),
        (vision, indicator, "tidak bersambung langsung pada peta strategi"),
    ]:
        page = desk.get(address(one, other))
        assert why in page.select_one(".alert").text
        assert page.select("main form") == []
        desk.post(address(one, other), status=422)
    assert session.scalars(select(Relation)).all() == []


def test_neither_end_being_ones_own_it_is_refused_and_nothing_hidden_is_found(
    browser, session, office, application, service
):
    sister = make.office(session, "Dinas Lain", of=office.government)
    operator = browser.sign_in(make.account(session, Role.OPERATOR, sister))
    own = make.application(session, "Milik sendiri", of=sister)
    hidden = make.application(session, "NAMA RAHASIA", sharing=Sharing.NOTHING)

    page = operator.get(address(application, service), status=403)
    assert "arsitek" in page.select_one(".alert").text
    operator.post(address(application, service), status=403)
    page = operator.get(address(own, hidden), status=404)
    assert "RAHASIA" not in page.text
    operator.submit(operator.get(address(application, own, relasi="USES-dari")))
    [relation] = session.scalars(select(Relation))
    assert (relation.source_id, relation.target_id) == (own.id, application.id)


def test_another_government_s_own_is_used_but_never_the_one_that_uses(
    desk, session, application
):
    far = make.application(
        session, "Bersama", sharing=Sharing.PROFILE, status=Status.LIVE
    )

    page = desk.get(address(far, application))

    assert sentences(page)[0] == "SIMPUS memakai Bersama"
    assert not any(each.startswith("Bersama ") for each in sentences(page))


def test_on_a_map_of_a_day_ahead_the_relation_begins_then(desk, application, service):
    page = desk.get(address(application, service, tanggal="2099-01-01"))

    assert page.select_one("[name=starts_on]")["value"] == "01/01/2099"


def test_a_map_that_draws_no_arrow_for_it_says_so(desk, session, office, application):
    other = make.application(session, "SIMRS", of=office)
    ends = f"dari={application.id}&ke={other.id}&relasi=USES-ke"

    page = desk.submit(desk.get(f"/peta/lanskap/hubungkan?{ends}"))

    assert "dicatat. Peta ini tidak menggambar panahnya." in page.text
    desk.submit(desk.get(f"/peta/sekitar/hubungkan?{ends.replace('-ke', '-dari')}"))
    path = desk.response.request.url
    assert path.endswith(f"/peta/sekitar?fokus={application.id}")


def test_the_dialog_gets_the_form_alone(desk, session, office, application):
    other = make.application(session, "SIMRS", of=office)

    piece = desk.fragment(address(application, other, relasi="USES-ke"))

    assert piece.select_one("main") is None
    assert piece.select_one("[data-close]") is not None
    assert piece.select_one(".choice-link[hx-get]") is not None
    assert piece.select_one("form[method=post] [name=csrf_token]") is not None


@pytest.mark.parametrize(
    "said",
    [
        "",
        "dari=1",
        "dari=-1&ke=%00",
        "dari=1e9&ke=99999999999999999999",
        "dari[]=1&ke[]=2",
        "dari=" + "9" * 5000 + "&ke=1",
    ],
)
def test_nonsense_for_an_end_is_not_found(desk, said):
    desk.get(f"/peta/sekitar/hubungkan?{said}", status=404)
    desk.post(f"/peta/sekitar/hubungkan?{said}", status=404)


def test_an_unknown_verb_or_map_relates_nothing(desk, session, application, service):
    other = address(application, service).replace("sekitar", "tidak-ada")
    desk.get(other, status=404)
    page = desk.get(address(application, service, relasi="<script>"))
    assert sentences(page) == ["Antrean didukung oleh SIMPUS"]
    infrastructure = address(application, service, relasi="RUNS_ON-ke")
    desk.submit(desk.get(infrastructure))
    assert session.scalars(select(Relation)).one().verb is Verb.SUPPORTED_BY


def test_a_map_whose_boxes_are_no_elements_offers_no_relating(desk, application):
    offers = {
        slug: bool(desk.get(f"/peta/{slug}").select_one("[data-relate]"))
        for slug in ("lanskap", "kapabilitas", "peta-rencana")
    }

    assert offers == {"lanskap": True, "kapabilitas": False, "peta-rencana": False}
