"""A map is saved as the question it is; it stands in the menu and on the front page."""

from itertools import count

import pytest
from sqlalchemy import select

from architecture import elements, filtering, history
from architecture.layers import Layer, Sharing
from architecture.mapping.catalogue import VIEWS
from architecture.model import SavedFilter, now
from architecture.reference.calendar import day_of
from architecture.roles import Role
from tests import make
from tests.browser import Browser

LANDSCAPE = "/saringan/baru?daftar=peta-lanskap&saring="
NAMES = count(1)


@pytest.fixture
def office(session):
    return make.office(session, "Dinas Kesehatan")


@pytest.fixture
def architect(session, office):
    return make.account(session, Role.ARCHITECT, office.government)


@pytest.fixture
def operator(session, office):
    return make.account(session, Role.OPERATOR, office)


@pytest.fixture
def desk(browser, architect):
    return browser.sign_in(architect)


def kept(session, government, page="peta-lanskap", account=None, front=False, **asked):
    row = SavedFilter(
        government_id=government.id,
        account_id=account.id if account else None,
        page=page,
        name=f"Tampilan {next(NAMES)}",
        asked=asked,
        front=front,
    )
    session.add(row)
    session.commit()
    return row


def middles(session, office):
    """Return an element of each layer, by its layer."""
    made = {Layer.APPLICATION: make.application(session, "SIMPUS", of=office)}
    for layer in set(Layer) - {Layer.APPLICATION}:
        fields = elements.fields_of(session, office.government_id, layer)
        kinds = [
            next(iter(each.choices)).name for each in fields if each.name == "kind"
        ]
        values = {
            "name": f"Satu {layer.value}",
            **({"kind": kinds[0]} if kinds else {}),
        }
        made[layer] = elements.add(session, office, layer, values)
    history.seal(session, by="uji")
    session.commit()
    return made


def below(page):
    """Return what stands below Peta in the menu."""
    menu = page.select('nav[aria-label="Menu utama"] .side-below a')
    return [entry.text.strip() for entry in menu]


def previews(desk):
    return {
        card.select_one(".preview-title").text: card
        for card in desk.get("/").select(".preview")
    }


def test_a_map_is_saved_as_it_is_and_found_in_the_menu_and_among_all(
    desk, session, office
):
    make.application(session, "SIMPUS", of=office)
    page = desk.get("/peta/lanskap")
    link = page.select_one(".saved > a")
    assert "Simpan tampilan ini" in link.text

    page = desk.submit(desk.get(link["href"]), {"name": "Seluruh kota"})

    assert page.select_one(".saved li a[aria-current]").text.strip() == "Seluruh kota"
    assert "Simpan tampilan ini" not in page.select_one(".saved").text
    assert below(page) == ["Seluruh kota"]
    assert "Seluruh kota" in desk.get("/peta/").select_one("#tampilan").text
    assert "Seluruh kota" not in desk.get("/").main.text
    row = session.scalars(select(SavedFilter)).one()
    assert (row.page, row.asked, row.front) == ("peta-lanskap", {}, False)


@pytest.mark.parametrize("view", VIEWS.values(), ids=VIEWS)
def test_whatever_the_form_of_a_map_offers_can_be_saved(
    desk, session, office, architect, view
):
    """A choice that is added to a map has to be known to `filtering.of_maps` too."""
    made = middles(session, office)
    focus = next((made[each] for each in sorted(view.focus)), None)
    asked = {"fokus": str(focus.id)} if focus else {}
    root = office.government
    address = f"/peta/{view.slug}?fokus={focus.id if focus else ''}"
    offered = [
        (each["name"], option["value"])
        for each in desk.get(address).select("form.filters select[name]")
        for option in each.select("option[value]")
        if option["value"]
    ]
    for name, value in offered:
        kept(session, root, f"peta-{view.slug}", architect, **asked, **{name: value})
    kept(session, root, f"peta-{view.slug}", architect, **asked, sembunyi="DATA,USES")

    assert "Tidak berlaku lagi" not in desk.get("/saringan/").main.text


def test_its_day_is_kept_or_follows_the_calendar(desk, session):
    today = day_of(now()).isoformat()
    for name, said, chosen in [
        ("Tetap", "tanggal%3D2028-01-01", None),
        ("Ikut", "tanggal%3D2028-01-01", ""),
        ("Hari itu", "", today),
        ("Biasa", "", None),
    ]:
        fields = {"name": name} | ({} if chosen is None else {"day": chosen})
        desk.submit(desk.get(LANDSCAPE + said), fields)

    rows = {row.name: row.asked for row in session.scalars(select(SavedFilter))}
    assert rows == {
        "Tetap": {"tanggal": "2028-01-01"},
        "Ikut": {},
        "Hari itu": {"tanggal": today},
        "Biasa": {},
    }


def test_what_stood_in_the_middle_is_followed_or_named_as_gone(desk, session, office):
    one, two = (make.application(session, "SIMPUS", of=office) for _ in range(2))
    one.merged_into_id = two.id
    far = make.application(session, "NAMA RAHASIA", sharing=Sharing.NOTHING)
    root = office.government
    merged = kept(session, root, "peta-sekitar", fokus=str(one.id))
    gone = kept(session, root, "peta-sekitar", fokus=str(far.id), langkah="2")

    desk.get(f"/saringan/{merged.id}")
    assert desk.response.request.url.endswith(f"fokus={two.id}")
    pages = [desk.get(each) for each in ("/saringan/", "/peta/", "/")]
    assert "elemen di tengah" in pages[0].main.text
    assert "elemen di tengah" in pages[1].main.text
    assert not any("RAHASIA" in page.text for page in pages)
    desk.get(f"/saringan/baru?daftar=peta-sekitar&saring=fokus%3D{far.id}", status=404)
    page = desk.get(f"/saringan/{gone.id}")
    told = page.select_one(".alert-warning")
    assert gone.name in told.text
    assert "elemen di tengah" in told.text
    assert "RAHASIA" not in page.text


def test_chosen_maps_stand_on_the_front_page_of_oneself_or_of_everybody(
    browser, desk, session, office, operator
):
    make.application(session, "SIMPUS", of=office)
    desk.submit(desk.get(LANDSCAPE), {"name": "Semua", "shared": "y", "front": "y"})
    desk.submit(desk.get(LANDSCAPE), {"name": "Milikku", "front": "y"})
    assert list(previews(desk)) == ["Semua", "Milikku"]

    browser.sign_in(operator)
    card = previews(browser)["Semua"]
    assert list(previews(browser)) == ["Semua"]
    small = browser.fragment(card.select_one("[hx-get]")["hx-get"])
    assert small.select_one("img")["src"] == "/peta/lanskap/gambar.svg"
    assert browser.download("/peta/lanskap/gambar.svg").mimetype == "image/svg+xml"

    desk = browser.sign_in(operator)
    key = session.scalars(select(SavedFilter.id).where(SavedFilter.name == "Semua"))
    browser.get(f"/saringan/{key.one()}/ubah", status=403)


def test_it_is_taken_off_the_front_page_and_one_too_many_is_refused(
    desk, session, office, architect, monkeypatch
):
    monkeypatch.setattr(filtering, "FRONT", 1)
    root = office.government
    first = kept(session, root, account=architect, front=True)
    second = kept(session, root, account=architect)
    edit = f"/saringan/{second.id}/ubah"

    page = desk.submit(desk.get(edit), {"front": "y"}, status=422)
    assert "Paling banyak 1 di beranda" in page.main.text
    page = desk.submit(desk.get(LANDSCAPE), {"name": "Tiga", "front": "y"}, status=422)
    assert "Paling banyak 1 di beranda" in page.main.text

    desk.submit(desk.get(f"/saringan/{first.id}/ubah"), {"front": None})
    desk.submit(desk.get(edit), {"front": "y"})
    assert list(previews(desk)) == [second.name]


def test_the_small_picture_is_not_waited_for(portal, session, office, architect):
    make.application(session, "SIMPUS", of=office)
    waiting = Browser(portal(JOBS_INLINE=False), session).sign_in(architect)

    piece = waiting.fragment("/peta/lanskap/kecil")

    again = piece.select_one("[hx-get]")
    assert again["hx-get"] == "/peta/lanskap/kecil"
    assert "Sedang digambar" in again.text


def test_questions_do_not_grow_with_the_saved_maps(
    desk, session, office, architect, statements
):
    def asked_by(address):
        with statements:
            desk.get(address)
        many, statements.texts = len(statements), []
        return many

    def keep(front=False):
        one = make.application(session, of=office)
        fokus = str(one.id)
        kept(session, office.government, "peta-sekitar", fokus=fokus, front=front)

    addresses = ("/", "/peta/", "/saringan/", "/arsitektur/")
    keep(front=True)
    few = [asked_by(each) for each in addresses]
    for _ in range(6):
        keep()
    keep(front=True)
    assert [asked_by(each) for each in addresses] == few
    menu = below(desk.get("/peta/"))
    assert len(menu) == 5
    assert menu[-1] == "Semua tampilan"
    assert not below(desk.get("/arsitektur/"))


def test_what_is_switched_off_is_saved_too(desk, session, office):
    for each in ("SIMPUS", "SIMRS"):
        make.application(session, each, of=office)
    link = desk.get("/peta/lanskap?sembunyi=RETIRED,LIVE").select_one(".saved > a")

    desk.submit(desk.get(link["href"]), {"name": "Tanpa yang usai"})

    row = session.scalars(select(SavedFilter)).one()
    assert row.asked == {"sembunyi": "LIVE,RETIRED"}
    assert "Disembunyikan: aktif, tidak aktif" in desk.get("/saringan/").main.text


@pytest.mark.parametrize(
    "said",
    [
        "peta-lanskap&saring=warna%3Dx%26opd%3D-1%26tanggal%3D9999-99-99",
        "peta-lanskap&saring=sembunyi%3D%2500<script>",
        "peta-lanskap&saring=" + "opd%3D9%26" * 400,
    ],
)
def test_nonsense_in_the_address_is_left_out_of_what_is_saved(desk, session, said):
    desk.submit(desk.get(f"/saringan/baru?daftar={said}"), {"name": "Ini"})

    assert session.scalars(select(SavedFilter)).one().asked == {}


@pytest.mark.parametrize(
    "address",
    [
        "/saringan/baru?daftar=peta-sekitar&saring=",
        "/saringan/baru?daftar=peta-sekitar&saring=fokus%3D999999",
        "/saringan/baru?daftar=peta-tidak-ada&saring=",
        "/peta/tidak-ada/kecil",
        "/peta/lanskap/kecil?opd=999999",
    ],
)
def test_a_map_that_nobody_can_open_is_not_found(desk, address):
    desk.get(address, status=404)
