"""What the hostile and the careless send to every page: no defect, and no loss."""

from urllib.parse import quote

import pytest
from sqlalchemy import func, select

from architecture.model import Account, Organisation, Registration, State
from eaportal import db
from tests.browser import HOST
from tests.eaportal.routes import ADMIN, OPERATOR, PUBLIC, TABLE

NAMES = (
    "cari",
    "halaman",
    "opd",
    "instansi",
    "langkah",
    "urut",
    "milik",
    "bentuk",
    "status",
    "jenis",
    "waktu",
    "keadaan",
    "next",
    "aplikasi",
    *("q", "lapisan", "tanggal", "mulai", "diketahui", "dari", "sampai", "kode"),
    *("pilih", "hal", "arah", "tuju", "daftar", "saring", "ganti", "saringan"),
    *("baris", "kolom", "kata", "kurang", "elemen", "sebelum", "sesudah", "oleh"),
    *("endpoint", "values", "layer", "key", "ending"),
    *("_external", "_scheme", "_anchor", "_method"),
)
"""What pages are asked, and what Flask would take for its own in an address."""

VALUES = {
    "a NUL byte": "%00",
    "invalid UTF-8": "%ff%fe%c3",
    "a number larger than any": "9" * 40,
    "a number below zero": "-1",
    "a script": quote("<script>alert(1)</script>"),
    "quotes and braces": quote("\"'`${7*7}{{7*7}}{%x%}\\%_*()"),
    "another site": quote("//jahat.example/"),
    "a long text": "a" * 5000,
    "half of a pair": "%ed%a0%80",
}
HEADERS = {
    "an answer in nothing we know": {"Accept": "application/x-tidak-ada;q=x"},
    "another host": {"Host": "jahat.example"},
    "a host that is none": {"Host": "a b<script>"},
    "a cookie that is none": {"Cookie": "eaportal=.ey.x"},
    "a long cookie": {"Cookie": "eaportal=" + "a" * 9000},
    "a broken range": {"Range": "bytes=9-x", "If-Modified-Since": "kemarin"},
    "encodings that are none": {"Accept-Encoding": "gzip;q=nan, br;q=x, *;q=-1"},
    "a piece of another page": {"HX-Request": "true", "HX-Target": "<b>"},
    "an address that is none": {"Origin": "http://[", "Referer": "http://["},
}
FORM = "application/x-www-form-urlencoded"
NUMBERS = (
    *("aplikasi", "opd", "office", "use", "seen", "version", "parent", "lembar"),
    *("organisation", "plan_line", "government", "starts_on", "on"),
)
BODIES = {
    "JSON": (b'{"name": ["x"]}', "application/json"),
    "no parts at all": (b"", "multipart/form-data"),
    "broken parts": (b"--x\r\nContent-Dis", "multipart/form-data; boundary=x"),
    "invalid UTF-8": (
        b"name=%ff%fe\xff&reason=\xc3",
        FORM,
    ),
    "NUL bytes": (
        b"name=a%00b&reason=%00&passed=%00&aplikasi=%00&opd=%00&jenis=%00&office=%00"
        b"&email=a%00@b.c&code=%00&on=%00&seen=%00&version=%00&finding=%00&answer=%00",
        FORM,
    ),
    "numbers larger than any": (
        "&".join(f"{name}={'9' * 30}" for name in NUMBERS).encode(),
        FORM,
    ),
    "numbers longer than any": (
        "&".join(
            f"{name}={'9' * 5000}" for name in (*NUMBERS, "year_started")
        ).encode(),
        FORM,
    ),
    "a charset that is none": (b"name=x", "text/plain; charset=\xff".encode().decode()),
    "thousands of fields": (
        b"&".join(b"f%d=1" % number for number in range(4000)),
        FORM,
    ),
}
"""What a form never sends; the token comes in the header."""

READ = [each for each in TABLE if each.method == "GET" and "?" not in each.path]
SENT = [each for each in TABLE if each.method == "POST"]


def somebody(walk, row):
    """Return one who may open it, else the public."""
    may = sorted(row.opens & set(walk.own))
    return walk.own[may[0]] if may else walk.public


FILES = {"text/csv", "text/vnd.graphviz", "application/pdf"}


@pytest.mark.parametrize("value", VALUES.values(), ids=VALUES)
def test_no_query_is_a_defect(walk, value):
    query = "&".join(f"{name}={value}" for name in NAMES)
    for row in READ:
        path = f"{row.path.format(**walk.ids)}?{query}"
        answer = somebody(walk, row).client.get(path, buffered=True)
        assert answer.status_code < 500, row
        if answer.mimetype in FILES:  # they hold names as they are, unopened
            assert answer.headers["Content-Disposition"].startswith("attachment"), row
            assert answer.headers["X-Content-Type-Options"] == "nosniff", row
        else:
            assert b"<script>alert" not in answer.data, row
        if answer.status_code in {301, 302, 303}:
            assert not answer.location.startswith(("//", "http")), row


@pytest.mark.parametrize("headers", HEADERS.values(), ids=HEADERS)
def test_no_header_is_a_defect(walk, headers):
    for row in READ:
        path = row.path.format(**walk.ids)
        answer = somebody(walk, row).client.get(path, headers=headers, buffered=True)
        assert answer.status_code < 500, row
        if answer.status_code in {301, 302, 303}:
            assert "jahat" not in answer.location, row


@pytest.mark.parametrize(("body", "kind"), BODIES.values(), ids=BODIES)
def test_no_body_is_a_defect(walk, body, kind):
    for row in SENT:
        may = sorted(row.opens & set(walk.own))
        answer = walk.own[may[0]].client.post(
            row.path.format(**walk.ids),
            data=body,
            content_type=kind,
            headers={"X-CSRFToken": walk.token, "Origin": f"http://{HOST}"},
            buffered=True,
        )
        assert answer.status_code < 500, row
        walk.put_back()
        walk.own[may[0]] = walk.again("own", may[0])


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "TRACE", "PROPFIND"])
def test_other_methods_open_nothing(walk, method):
    before = walk.content()
    for row in TABLE:
        path = row.path.format(**walk.ids)
        answer = walk.own[ADMIN].client.open(path, method=method, buffered=True)
        assert answer.status_code in {403, 404, 405}, row
    assert walk.content() == before


@pytest.mark.parametrize(
    "path",
    [
        "/static/../config.py",
        "/static/..%2fconfig.py",
        "/static/%2e%2e/%2e%2e/etc/passwd",
        "/static//etc/passwd",
        "/static/%00",
        "/surat/cek/..%2f..%2fetc",
        "/surat/1/..%2fpdf",
        "/aplikasi/1%00",
        "/%ff%00",
        "/" + "a" * 9000,
    ],
)
def test_no_path_leads_out(walk, path):
    for person in (walk.public, walk.own[ADMIN]):
        answer = person.client.get(path, buffered=True)
        assert answer.status_code in {302, 308, 404}
        assert b"SECRET_KEY" not in answer.data


def test_fields_that_the_form_does_not_have_change_nothing(walk):
    sent = {
        "csrf_token": walk.token,
        "version": "1",
        "name": "Nama baru",
        "id": "1",
        "state": "DECIDED",
        "number": "USUL-1",
        "outcome": "APPROVED",
        "government_id": str(walk.world.foreign.ids["government"]),
        "organisation_id": str(walk.ids["other"]),
        "confirmed_at": "2026-01-01",
    }
    keys = ("id", "number", "outcome", "government_id", "organisation_id")
    with db.sessions(walk.engine, db.READING)() as session:
        held = session.get_one(Registration, walk.ids["draft"])
        before = {name: getattr(held, name) for name in keys}
    walk.own[OPERATOR].client.post(f"/usulan/{walk.ids['draft']}/isi", data=sent)
    with db.sessions(walk.engine, db.READING)() as session:
        held = session.get_one(Registration, walk.ids["draft"])
        assert {name: getattr(held, name) for name in keys} == before
        assert held.state is State.DRAFT
        assert held.confirmed_at is None
        assert set(held.details).isdisjoint({"state", "outcome", "government_id"})
    walk.put_back()


LONG = "N" * 5000


@pytest.mark.parametrize(
    ("path", "fields", "table"),
    [
        (
            "/perangkat-daerah/baru",
            {"code": "X", "name": LONG, "parent": "{government}", "urusan": ""},
            Organisation,
        ),
        (
            "/akun/baru",
            {
                "email": "a@contoh.go.id",
                "name": LONG,
                "role": "PLANNER",
                "organisation": "{dinas}",
                "starts_on": "2026-01-01",
            },
            Account,
        ),
    ],
)
def test_a_name_of_five_thousand_letters_is_refused_beside_its_field(
    walk, path, fields, table
):
    def count():
        with db.sessions(walk.engine, db.READING)() as session:
            return session.scalar(select(func.count()).select_from(table))

    before = count()
    sent = {name: text.format(**walk.ids) for name, text in fields.items()}
    answer = walk.own[ADMIN].client.post(path, data=sent | {"csrf_token": walk.token})

    assert answer.status_code == 422
    assert "paling banyak" in answer.text.lower()
    assert LONG in answer.text, "what was typed stays"
    assert count() == before


def test_a_body_of_25_mb_without_an_account_is_not_kept(walk):
    before = walk.content()
    answer = walk.public.client.post(
        f"/usulan/{walk.ids['draft']}/dokumen",
        data=b"--x\r\n" + b"0" * 26 * 1024 * 1024,
        content_type="multipart/form-data; boundary=x",
        headers={"Origin": f"http://{HOST}"},
        buffered=True,
    )

    assert answer.status_code in {401, 413}
    assert walk.content() == before


def test_a_token_of_somebody_else_is_no_token(walk):
    stranger = walk.app.test_client()
    with (
        stranger.session_transaction() as held,
        walk.own[OPERATOR].client.session_transaction() as real,
    ):
        held.update(dict(real))
        held["csrf_token"] = "e" * 40
    before = walk.content()
    answer = stranger.post(
        f"/usulan/{walk.ids['draft']}/kirim", data={"csrf_token": walk.token}
    )

    assert answer.status_code == 400
    assert walk.content() == before


def test_pages_for_everybody_tell_nothing_to_a_robot(walk):
    rows = [each for each in READ if PUBLIC in each.opens]
    for row in rows:
        answer = walk.public.client.get(row.path.format(**walk.ids), buffered=True)
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert "unsafe" not in answer.headers["Content-Security-Policy"]
