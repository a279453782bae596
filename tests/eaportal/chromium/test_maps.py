"""A map in a real browser: moved, searched, told of, switched, shared, come back to."""

import re
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect
from sqlalchemy import select

from architecture.layers import Layer
from architecture.model import Application

pytestmark = pytest.mark.browser

NARROW = {"width": 390, "height": 844}


@pytest.fixture(scope="module")
def middle(site):
    """Give the application with the most relations."""
    with site.session() as session:
        rows = session.scalars(
            select(Application).where(Application.code.startswith("DAA"))
        )
        return max(rows, key=lambda each: len(each.relations)).id


@pytest.fixture
def opened(site, come):
    """Give what opens a map and waits for its picture."""

    def enter(path: str, **options: Any) -> Page:
        tab = come("arsitek@contoh.go.id", **options)
        tab.goto(site.address + path)
        expect(tab.locator(".map-live svg")).to_be_visible(timeout=30_000)
        settle(tab)
        return tab

    return enter


def settle(tab: Page) -> None:
    """Wait until the picture stands still."""
    tab.evaluate("window.stood = null")
    tab.wait_for_function(
        """() => {
          const now = document.querySelector('.map-live svg').style.transform;
          const still = now === window.stood;
          window.stood = now;
          return still;
        }""",
        polling=150,
    )


def zoom(tab: Page) -> float:
    settle(tab)
    said = tab.locator(".map-live svg").evaluate("each => each.style.transform")
    return float(re.search(r"scale\(([\d.]+)\)", said)[1])


def middle_of(tab: Page, part: str) -> dict[str, float]:
    box = tab.locator(part).first.bounding_box()
    return {"x": box["x"] + box["width"] / 2, "y": box["y"] + box["height"] / 2}


def test_a_map_is_moved_by_wheel_drag_buttons_and_keys(opened):
    tab = opened("/peta/lanskap")
    stage = tab.locator("[data-map-stage]")
    whole = zoom(tab)

    at = middle_of(tab, "[data-map-stage]")
    tab.mouse.move(**at)
    tab.mouse.wheel(0, -400)
    larger = zoom(tab)
    assert larger > whole
    before = tab.locator(".map-live svg").bounding_box()
    tab.mouse.down()
    tab.mouse.move(at["x"] - 90, at["y"] - 40, steps=4)
    tab.mouse.up()
    after = tab.locator(".map-live svg").bounding_box()
    assert after["x"] - before["x"] == pytest.approx(-90, abs=2)
    assert after["y"] - before["y"] == pytest.approx(-40, abs=2)
    expect(tab.locator("[data-map-panel]")).to_be_hidden()  # a drag is no click

    tab.get_by_role("button", name="Perkecil").click()
    assert zoom(tab) < larger
    tab.get_by_role("button", name="Tampilkan seluruhnya").click()
    assert zoom(tab) == pytest.approx(whole, rel=0.01)
    stage.focus()
    tab.keyboard.press("1")
    assert zoom(tab) == pytest.approx(1)
    left = tab.locator(".map-live svg").bounding_box()["x"]
    tab.keyboard.press("ArrowRight")
    assert tab.locator(".map-live svg").bounding_box()["x"] < left
    tab.keyboard.press("+")
    assert zoom(tab) > 1
    tab.keyboard.press("0")
    assert zoom(tab) == pytest.approx(whole, rel=0.01)


def test_what_is_searched_is_marked_counted_and_brought_to_the_middle(opened):
    tab = opened("/peta/lanskap")
    field = tab.get_by_role("searchbox", name="Cari di peta ini")
    said = tab.locator(".map-search output")

    field.fill("hadir")
    count = tab.locator(".box.found").count()
    assert count >= 2
    expect(said).to_have_text(f"{count} kotak")
    for number in (1, 2):
        field.press("Enter")
        settle(tab)
        expect(said).to_contain_text(f"{number} dari {count}")
        found = middle_of(tab, ".box.current")
        stage = middle_of(tab, "[data-map-stage]")
        assert found["x"] == pytest.approx(stage["x"], abs=3)
        assert found["y"] == pytest.approx(stage["y"], abs=3)
    field.fill("xyzzy")
    expect(said).to_have_text("Tidak ada")


def test_a_box_tells_of_itself_and_leads_on(site, opened, middle):
    tab = opened(f"/peta/sekitar?fokus={middle}")
    tab.evaluate(
        "addEventListener('map:chosen', () => {}, true);"
        "document.addEventListener('map:chosen', e => { window.chosen = e.detail })"
    )
    box = tab.locator(".box:not(.focus)[data-layer=APPLICATION] a").first
    name = box.get_attribute("aria-label").partition(". ")[0]

    box.hover()
    card = tab.locator("[data-map-card]")
    expect(card).to_contain_text(name)
    expect(card).to_contain_text("terhubung")
    assert tab.locator(".map-dims .arrow.near").count() >= 1
    box.focus()
    tab.keyboard.press("Enter")
    panel = tab.get_by_role("dialog")
    expect(panel.get_by_role("heading")).to_have_text(name)
    expect(panel.get_by_role("link", name="Buka")).to_be_focused()
    chosen = tab.evaluate("window.chosen")
    assert (chosen["name"], chosen["layer"]) == (name, Layer.APPLICATION.name)
    expect(panel.get_by_role("link", name="Dampaknya")).to_have_attribute(
        "href", re.compile(rf"/elemen/{chosen['element']}/dampak$")
    )
    found = Axe().run(tab)
    assert found.violations_count == 0, found.generate_report()
    tab.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(box).to_be_focused()

    box.click()
    panel.get_by_role("link", name="Jadikan pusat").click()
    expect(tab).to_have_url(re.compile(rf"/sekitar\?fokus={chosen['element']}"))
    expect(tab.get_by_role("heading", level=1)).to_contain_text(name)


def test_parts_go_and_come_with_address_table_and_files(site, opened, come):
    tab = opened("/peta/lanskap")
    boxes = tab.locator(".box:visible")
    everything = boxes.count()
    tab.locator("summary", has_text="Tampilkan").click()
    switch = tab.get_by_role("switch", name="Akan dihentikan")

    switch.press("Space")
    expect(switch).not_to_be_checked()
    expect(tab).to_have_url(re.compile(r"\?sembunyi=PHASING_OUT"))
    gone = everything - boxes.count()
    assert gone >= 1
    expect(tab.locator(".map-said")).to_contain_text(f"{gone} dari {everything}")
    expect(tab.locator("main table", has_text="Akan dihentikan")).to_have_count(0)
    carried = tab.locator("#berkas-peta a").first.get_attribute("href")
    assert "sembunyi=PHASING_OUT" in carried

    again = opened("/peta/lanskap?sembunyi=PHASING_OUT")
    assert again.locator(".box:visible").count() == everything - gone
    plain = come("arsitek@contoh.go.id", java_script_enabled=False)
    plain.goto(tab.url)
    assert plain.locator(".box:visible").count() == everything - gone
    plain.locator("summary", has_text="Tampilkan").click()
    plain.locator("[data-map-switch=PHASING_OUT]").click()
    assert plain.locator(".box:visible").count() == everything

    switch.press("Space")
    assert boxes.count() == everything
    expect(tab).not_to_have_url(re.compile("sembunyi"))


def test_a_copied_link_and_the_way_back_show_the_same_place(site, opened, come):
    tab = opened("/peta/lanskap")
    tab.context.grant_permissions(["clipboard-read", "clipboard-write"])
    for _ in range(3):
        tab.get_by_role("button", name="Perbesar").click()
        settle(tab)
    place = tab.locator(".map-live svg").evaluate("each => each.style.transform")

    tab.get_by_role("button", name="Salin tautan").click()
    expect(tab.locator("[data-map-said]")).to_have_text("Tautan disalin")
    link = tab.evaluate("navigator.clipboard.readText()")
    expect(tab).to_have_url(link)
    tab.goto(f"{site.address}/peta/")
    tab.go_back()
    other = opened(link.removeprefix(site.address))
    for each in (tab, other):
        expect(each.locator(".map-live svg")).to_be_visible()
        settle(each)
        there = each.locator(".map-live svg").evaluate("each => each.style.transform")
        numbers = [float(n) for n in re.findall(r"-?[\d.]+", there)]
        expected = [float(n) for n in re.findall(r"-?[\d.]+", place)]
        assert numbers == pytest.approx(expected, abs=1.5)


def test_a_map_fills_the_screen_and_the_dark(opened):
    tab = opened("/peta/lanskap")
    tab.get_by_role("button", name="Layar penuh").click()
    tab.wait_for_function("document.fullscreenElement?.matches('.map-frame')")
    tab.get_by_role("button", name="Layar penuh").click()
    tab.wait_for_function("!document.fullscreenElement")
    tab.evaluate("Element.prototype.requestFullscreen = undefined")
    tab.get_by_role("button", name="Layar penuh").click()
    high = tab.locator(".map-frame").bounding_box()["height"]
    assert high == tab.viewport_size["height"]
    tab.keyboard.press("Escape")
    expect(tab.locator(".map-full")).to_have_count(0)

    fill = "each => getComputedStyle(each).fill"
    text = tab.locator(".box text").first
    light = text.evaluate(fill)
    tab.emulate_media(color_scheme="dark")
    assert text.evaluate(fill) != light
    tab.emulate_media(media="print", color_scheme="dark")
    assert text.evaluate(fill) == "rgb(0, 0, 0)"
    sheets = re.findall(rb"/Type\s*/Page\b", tab.pdf(prefer_css_page_size=True))
    assert len(sheets) == 1


def test_a_phone_shows_the_middle_to_be_read_and_is_pinched_and_tapped(opened, middle):
    tab = opened(f"/peta/sekitar?fokus={middle}", viewport=NARROW, has_touch=True)
    assert zoom(tab) >= 0.6
    focus = tab.locator(".box.focus").bounding_box()
    assert 0 <= focus["x"] < NARROW["width"]
    client = tab.context.new_cdp_session(tab)
    at = middle_of(tab, "[data-map-stage]")

    def touch(kind: str, *away: float) -> None:
        points = [
            {"x": at["x"] + each, "y": at["y"], "id": n} for n, each in enumerate(away)
        ]
        client.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    before = zoom(tab)
    touch("touchStart", -30, 30)
    for each in (40, 50, 60):
        touch("touchMove", -each, each)
    touch("touchEnd")
    assert zoom(tab) == pytest.approx(min(2 * before, 4), rel=0.1)

    tab.get_by_role("button", name="Ukuran baca").tap()
    settle(tab)
    tab.locator(".box.focus text").first.tap()
    panel = tab.get_by_role("dialog")
    expect(panel).to_be_visible()
    expect(panel.get_by_role("link", name="Jadikan pusat")).to_be_hidden()
    assert not tab.evaluate(
        "document.documentElement.scrollWidth > document.documentElement.clientWidth"
    )


def test_two_boxes_are_related_by_keys_and_the_map_has_the_arrow(site, opened, middle):
    tab = opened(f"/peta/sekitar?fokus={middle}")
    boxes = tab.locator('.box[data-layer="APPLICATION"][data-element] a')
    replacing = tab.locator('.map-live svg .arrow[data-kind~="REPLACES"]')
    before = replacing.count()

    boxes.nth(0).press("Enter")
    tab.get_by_role("button", name="Hubungkan", exact=True).press("Enter")
    asks = tab.locator(".relating [role=status]")
    expect(asks).to_contain_text("Pilih kotak kedua")
    tab.keyboard.press("Escape")
    expect(asks).to_be_empty()

    tab.get_by_role("button", name="Hubungkan dua kotak").press("Enter")
    boxes.nth(0).press("Enter")
    boxes.nth(1).press("Enter")
    dialog = tab.get_by_role("dialog", name="Hubungkan dua elemen")
    expect(dialog).to_be_visible()
    tab.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(boxes.nth(1)).to_be_focused()

    boxes.nth(0).press("Enter")
    tab.get_by_role("button", name="Hubungkan", exact=True).press("Enter")
    boxes.nth(1).press("Enter")
    dialog.get_by_role("link", name="menggantikan").first.click()
    dialog.get_by_label("Keterangan").fill("Diturunkan darinya")
    found = Axe().run(tab, context="dialog")
    assert found.violations_count == 0, found.generate_report()
    dialog.get_by_role("button", name="Simpan relasi").click()

    assert tab.url.startswith(f"{site.address}/peta/sekitar?fokus={middle}")
    expect(tab.locator(".alert-success")).to_contain_text("menggantikan")
    expect(replacing).to_have_count(before + 1, timeout=30_000)
