"""What the browser is told about a page."""

import pytest

from architecture.roles import Role
from tests import make
from tests.browser import Browser


@pytest.mark.parametrize("url", ["/", "/masuk", "/tidak-ada", "/static/portal.css"])
def test_every_answer_carries_the_policy(browser, url):
    headers = browser.open(url).headers

    policy = headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"


def test_a_page_of_somebody_who_is_signed_in_is_kept_nowhere(browser, session):
    browser.sign_in(make.account(session, Role.OPERATOR))

    assert browser.open("/").headers["Cache-Control"] == "no-store"


def test_a_file_is_kept_until_its_address_changes(browser):
    page = browser.get("/")
    sheet = page.select_one('link[href*="portal.css"]')["href"]

    answer = browser.download(sheet)

    assert "v=" in sheet
    assert "immutable" in answer.headers["Cache-Control"]


def test_a_secure_portal_asks_to_be_reached_securely(portal, session):
    browser = Browser(portal(SESSION_COOKIE_SECURE=True), session)

    assert "max-age" in browser.open("/").headers["Strict-Transport-Security"]


def test_only_a_trusted_proxy_tells_the_address(portal, session):
    told = {"X-Forwarded-For": "203.0.113.7"}
    for trusted, seen in ((0, "127.0.0.1"), (1, "203.0.113.7")):
        app = portal(TRUSTED_PROXIES=trusted)
        browser = Browser(app, session)
        with browser.client:
            browser.open("/", headers=told)
            from flask import request

            assert request.remote_addr == seen


def test_too_many_requests_are_braked_with_a_page(portal, session):
    from eaportal import limits

    app = portal(RATELIMIT_ENABLED=True)
    browser = Browser(app, session)
    for _ in range(int(limits.PER_ADDRESS.split()[0])):
        if browser.client.options("/masuk").status_code == 429:
            break

    page = browser.get("/masuk", status=429)

    assert page.h1.text == "Terlalu banyak permintaan"
