import pytest

from tests.chromium import Watch, works

PLACE = "http://127.0.0.1/halaman"
POLICY = {"Content-Security-Policy": "default-src 'self'"}

pytestmark = pytest.mark.browser


def problems(chromium, body, status=200):
    """Open a page with that body under our policy; return what the browser says."""
    tab = chromium.new_page()
    watch = Watch(tab)
    tab.route(
        PLACE,
        lambda route: route.fulfill(
            status=status, body=body, headers=POLICY, content_type="text/html"
        ),
    )
    tab.route("**/hilang.css", lambda route: route.fulfill(status=404))
    tab.goto(PLACE)
    tab.close()
    return watch.problems


@pytest.mark.parametrize("status", [200, 404, 422])
def test_a_page_in_order_is_quiet_and_so_is_a_refusal(chromium, status):
    assert problems(chromium, "<p>Beranda</p>", status) == []


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("<p style='color: red'>merah</p>", "Content Security Policy"),
        ("<script>ada()</script>", "Content Security Policy"),
        ("<link rel=stylesheet href=/hilang.css>", "404"),
        ("<img src=http://localhost/gambar.png>", "elsewhere"),
    ],
)
def test_what_a_person_would_see_in_the_console_is_noted(chromium, body, said):
    noted = problems(chromium, body)

    assert any(said in each for each in noted), noted


def test_a_server_error_is_noted(chromium):
    assert problems(chromium, "<p>rusak</p>", 500) == [f"500: {PLACE}"]


def test_a_shim_is_no_browser(tmp_path):
    shim = tmp_path / "chromium-browser"
    shim.write_text("#!/bin/sh\necho 'requires the chromium snap to be installed'\n")
    shim.chmod(0o755)

    assert not works(str(shim))
