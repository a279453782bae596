"""Smaller answers."""

import gzip
from pathlib import Path

import pytest

from architecture.roles import Role
from tests import make

STYLES = "/static/vendor/tabler.min.css"


def test_a_large_file_is_sent_small_and_comes_out_whole(app, browser):
    answer = browser.open(STYLES, headers={"Accept-Encoding": "gzip"})

    assert answer.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in answer.headers["Vary"]
    assert len(answer.data) < 120_000
    whole = Path(app.static_folder, "vendor/tabler.min.css").read_bytes()
    assert gzip.decompress(answer.data) == whole


def test_a_browser_that_takes_nothing_else_gets_the_file_as_it_is(browser):
    answer = browser.open(STYLES)

    assert "Content-Encoding" not in answer.headers


def test_a_file_that_the_browser_has_is_not_sent_again(browser):
    headers = {"Accept-Encoding": "gzip"}
    first = browser.open(STYLES, headers=headers)

    again = browser.open(
        STYLES, headers=headers | {"If-None-Match": first.headers["ETag"]}
    )

    assert again.status_code == 304


@pytest.mark.parametrize(("url", "small"), [("/", True), ("/?cari=a", False)])
def test_a_page_that_may_show_what_was_asked_is_not_compressed(
    browser, session, url, small
):
    browser.sign_in(make.account(session, Role.OPERATOR))

    answer = browser.open(url, headers={"Accept-Encoding": "gzip"})

    assert ("Content-Encoding" in answer.headers) is small
